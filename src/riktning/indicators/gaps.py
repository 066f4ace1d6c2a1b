"""Months an indicator has no source for: a table's file for the month was not delivered.

A figure that looks like 0 where nothing was delivered would be false, so such months have none.
"""

from collections.abc import Iterable
from datetime import timedelta

from riktning.catalogue.model import Definition
from riktning.core.periods import Month, months_between
from riktning.sources.delivery import Delivery

_LASTING = ("stay", "wait")  # filed by the month they begin, counted in the month they end


def missing_months(definition: Definition, delivery: Delivery) -> tuple[Month, ...]:
    """Every month of the delivery's span that a missing file touches.

    It reaches forward as far as the definition looks back, one month more where what began in the
    month mostly ends by the next, and backward as far as the definition follows up.
    """
    touched: set[Month] = set()
    for table in definition.tables:
        after = max(definition.look_back_months - 1, 0) + (1 if table in _LASTING else 0)
        for month in delivery.missing_months(table):
            begins = Month.of(month.first_day - timedelta(days=definition.follow_up_days))
            touched |= set(months_between(begins, month.plus(after)))
    return tuple(sorted(_inside(touched, delivery)))


def uncovered_baseline(definition: Definition, first: Month, last: Month) -> str | None:
    """Why a measure against a baseline has nothing to be measured against; None when it has."""
    if definition.baseline is None:
        return None
    begin, end = definition.baseline
    if first <= begin and end <= last:
        return None
    return f"the baseline {begin} to {end} is outside the months delivered, {first} to {last}"


def _inside(months: Iterable[Month], delivery: Delivery) -> Iterable[Month]:
    return (month for month in months if delivery.first_month <= month <= delivery.last_month)
