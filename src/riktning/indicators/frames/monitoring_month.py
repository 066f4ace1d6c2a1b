"""Frame ``monitoring_month``: people in self-monitoring, at the end of each month."""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.dates import FAR, age_on, last_day, month_of
from riktning.indicators.frames.homes import month_span
from riktning.indicators.frames.months import each_month
from riktning.indicators.frames.shape import person_rows

GROUPS = ("heart_failure", "hypertension", "copd", "kidney_failure", "maternity")


def build(source: Source, request: Request) -> ibis.Table:
    """One row a person and month, alive and enrolled on its last day."""
    enrolled = source.need("monitoring")
    enrolled = enrolled.mutate(until=ibis.coalesce(enrolled.to_date, FAR))
    persons = enrolled.join(source.need("person"), "person_id")
    begin, end = month_span(persons, "from_date", "until")
    last_alive = ibis.coalesce(month_of(persons.death_date) - 1, source.last.index)
    each = each_month(
        persons,
        ibis.greatest(begin, source.first.index),
        ibis.least(end, last_alive, source.last.index),
    )
    rows = _one_a_person(each)
    rows = rows.mutate(age=age_on(rows.birth_date, last_day(rows.month)))
    return person_rows(rows, source, request)


def _one_a_person(each: ibis.Table) -> ibis.Table:
    """The enrolments of a person and month as one row, at the unit of the newest."""
    newest = ibis.window(
        group_by=["person_id", "month"],
        order_by=[ibis.desc("from_date"), "unit_id", "group"],
    )
    ranked = each.mutate(place=ibis.row_number().over(newest))
    flags = {group: (ranked["group"] == group).any() for group in GROUPS}
    return ranked.group_by("person_id", "month", "birth_date", "sex").aggregate(
        unit_id=ranked.unit_id.max(where=ranked.place == 0), **flags
    )
