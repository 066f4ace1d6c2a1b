"""Dates, months and ages, under the name that frames know them by."""

from riktning.indicators.dates import (
    FAR,
    age_group,
    age_group_place,
    age_on,
    days_from,
    first_day,
    last_day,
    month_of,
)

__all__ = [
    "FAR",
    "age_group",
    "age_group_place",
    "age_on",
    "days_from",
    "first_day",
    "last_day",
    "month_of",
]
