"""Ages on the last days of months, from the month of birth."""

from collections.abc import Sequence

import ibis
from ibis.expr.types import BooleanValue, DateValue, IntegerValue

from riktning.core.ages import AGE_BOUNDS
from riktning.core.periods import MONTHS_A_YEAR
from riktning.indicators.asking import Request
from riktning.indicators.frames.timeline_bits import Stretch

_FEBRUARY = 1


def seen_ages(request: Request) -> Sequence[int] | None:
    """The ages at which a row can change: those between groups, and what expressions ask for.

    None when every birthday can be seen.
    """
    if request.age_limits is None:
        return AGE_BOUNDS
    return sorted({*AGE_BOUNDS, *request.age_limits}) if request.age_limits else None


def born_on_leap_day(born: DateValue) -> BooleanValue:
    """One born on 29 February completes a year on 1 March where there is none."""
    found: BooleanValue = (born.month() == 2) & (born.day() == 29)
    return found


def birthdays(born: DateValue, seen: Sequence[int] | None, stretch: Stretch) -> IntegerValue:
    """The bits of the months at whose end another of the ages has been reached; null unknown."""
    months = ibis.literal(0).cast("int64")
    for year in range(stretch.first // MONTHS_A_YEAR, stretch.last // MONTHS_A_YEAR + 1):
        month = year * MONTHS_A_YEAR + born.month() - 1
        if not _leap(year):
            month = month + born_on_leap_day(born).cast("int32")
        turned = stretch.months(month, month + 1)
        if seen is not None:
            turned = (ibis.literal(year) - born.year()).isin(seen).ifelse(turned, 0)
        months = months | turned
    return months


def age_at_end(
    month: IntegerValue, born_month: IntegerValue, on_leap_day: BooleanValue
) -> IntegerValue:
    """Completed years on the last day of a month."""
    year = month // MONTHS_A_YEAR
    plain = (year % 4 != 0) | ((year % 100 == 0) & (year % 400 != 0))
    waits = on_leap_day & (month % MONTHS_A_YEAR == _FEBRUARY) & plain
    age: IntegerValue = (month - born_month - waits.cast("int32")) // MONTHS_A_YEAR
    return age.cast("int32")


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
