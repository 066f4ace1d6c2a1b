"""The tables without persons: a unit and a month, and the units' own spells."""

import ibis

from riktning.indicators.dates import FAR, month_of
from riktning.indicators.prepared.delivered import shaped, with_unit


def _monthly(rows: ibis.Table, name: str, day: ibis.Value) -> ibis.Table:
    return shaped(with_unit(rows.mutate(month=month_of(day))), name)


def ward_day(rows: ibis.Table) -> ibis.Table:
    """Wards at 06:00."""
    return _monthly(rows, "ward_day", rows.on_date)


def staff_month(rows: ibis.Table) -> ibis.Table:
    """Staff and its cost, with its unit's kind."""
    return _monthly(rows, "staff_month", rows.month)


def call_month(rows: ibis.Table) -> ibis.Table:
    """Calls."""
    return _monthly(rows, "call_month", rows.month)


def service_month(rows: ibis.Table) -> ibis.Table:
    """Digital services."""
    return _monthly(rows, "service_month", rows.month)


def training_month(rows: ibis.Table) -> ibis.Table:
    """Training."""
    return _monthly(rows, "training_month", rows.month)


def survey(rows: ibis.Table) -> ibis.Table:
    """Published results of surveys, in the month that the survey's period ends."""
    return _monthly(rows, "survey", rows.period_end)


def reported(rows: ibis.Table) -> ibis.Table:
    """Figures counted by hand, in the month that their period ends."""
    return _monthly(rows.mutate(figure=rows.indicator_id), "reported", rows.period_end)


def unit_spell(rows: ibis.Table) -> ibis.Table:
    """When the units exist."""
    rows = rows.mutate(begin=rows.from_date, until=ibis.coalesce(rows.to_date, FAR))
    return shaped(with_unit(rows), "unit_spell")
