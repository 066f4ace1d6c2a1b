"""Dates, months and ages as Ibis expressions; a month is a whole number, 12 × year + month − 1."""

import ibis
from ibis.expr.types import DateValue, IntegerValue, StringValue

from riktning.core.ages import AGE_BOUNDS, AGE_GROUPS

FAR = ibis.date("9999-12-31")


def month_of(day: DateValue) -> IntegerValue:
    """The month a day lies in, as in ``core.periods.Month.index``."""
    return (day.year().cast("int32") * 12 + day.month().cast("int32") - 1).cast("int32")


def days_from(start: DateValue, end: DateValue) -> IntegerValue:
    """end − start in days."""
    return end.delta(start, unit="day").cast("int32")


def first_day(month: IntegerValue) -> DateValue:
    """The first day of a month."""
    return ibis.date((month // 12).cast("int32"), (month % 12 + 1).cast("int32"), 1)


def last_day(month: IntegerValue) -> DateValue:
    """The last day of a month."""
    return first_day(month + 1) - ibis.interval(days=1)


def age_on(birth: DateValue, day: DateValue) -> IntegerValue:
    """Completed years; one born on 29 February completes a year on 1 March where there is none."""
    before = _day_of_year(day) < _day_of_year(birth)
    return (day.year() - birth.year() - before.cast("int32")).cast("int32")


def _day_of_year(day: DateValue) -> IntegerValue:
    return day.month().cast("int32") * 100 + day.day().cast("int32")


def age_group(age: IntegerValue) -> StringValue:
    """The age group of an age in completed years; null below 0."""
    branches = [
        (age < bound, group) for bound, group in zip(AGE_BOUNDS[1:], AGE_GROUPS, strict=False)
    ]
    return ibis.cases((age < 0, ibis.null("string")), *branches, else_=AGE_GROUPS[-1])


def age_group_place(age: IntegerValue) -> IntegerValue:
    """The place in ``AGE_GROUPS`` of an age in completed years; null below 0 and for null."""
    branches = [
        (age < bound, ibis.literal(place, "int8")) for place, bound in enumerate(AGE_BOUNDS[1:])
    ]
    oldest = ibis.literal(len(AGE_BOUNDS) - 1, "int8")
    known = ibis.cases((age < 0, ibis.null("int8")), *branches, else_=oldest)
    return age.notnull().ifelse(known, ibis.null("int8"))
