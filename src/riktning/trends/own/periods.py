"""The periods that a file of series may use: days, weeks, months, quarters, tertials, years."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from riktning.catalogue.model import Words
from riktning.core.periods import MONTHS_A_YEAR, Month


class Every(StrEnum):
    """How far apart the periods of a series are."""

    DAY = "day"  # any day: a gap is no missing period
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    TERTIAL = "tertial"
    YEAR = "year"


# Periods whose direction is judged, by how many a year has. A year is no whole number of weeks,
# so that a week has no like a year before.
POINTS_A_YEAR = {Every.MONTH: 12, Every.QUARTER: 4, Every.TERTIAL: 3, Every.YEAR: 1}


@dataclass(frozen=True, order=True, slots=True)
class Written:
    """A period as a number that counts on by one from period to period, and how long it is."""

    number: int
    every: Every


_FEWEST_DAYS, _APART = 3, 20  # dates that are taken for months, and days between two of them
WAYS = Words(
    "2025-03 eller 202503 (månad), 2025Q1 eller Q1 2025 (kvartal), 2025T1 eller T1 2025 (tertial), "
    "2025 (år), 2025-W12 (vecka) eller 2025-03-31 (dag)",
    "2025-03 or 202503 (month), 2025Q1 or Q1 2025 (quarter), 2025T1 or T1 2025 (tertial), "
    "2025 (year), 2025-W12 (week) or 2025-03-31 (day)",
)
EVERY_WORDS = {
    Every.DAY: Words("en dag", "a day"),
    Every.WEEK: Words("en vecka", "a week"),
    Every.MONTH: Words("en månad", "a month"),
    Every.QUARTER: Words("ett kvartal", "a quarter"),
    Every.TERTIAL: Words("ett tertial", "a tertial"),
    Every.YEAR: Words("ett år", "a year"),
}


def written(text: str) -> Written | None:
    """Read a period written in one of WAYS; None for anything else."""
    for every, pattern, number in _PATTERNS:
        match = pattern.fullmatch(text.strip())
        if match is not None:
            try:
                return Written(number(*(int(part) for part in match.groups())), every)
            except ValueError:  # no such day or week
                return None
    return None


def last_month(text: str) -> Month | None:
    """The last month of a month, quarter, tertial or year as somebody writes it; None for others.

    That is where a period of such a series stands, and when what is due in it is due.
    """
    period = written(text)
    if period is None or period.every not in POINTS_A_YEAR:
        return None
    months = MONTHS_A_YEAR // POINTS_A_YEAR[period.every]
    return Month.from_index((period.number + 1) * months - 1)


def as_months(periods: Sequence[Written]) -> Sequence[Written]:
    """Days that come one a month stand for the months.

    They are all the first, or the last, of different months; or three at least that fall on one
    day of the month, or some time apart in every month there is.
    """
    if not periods or any(period.every is not Every.DAY for period in periods):
        return periods
    days = [date.fromordinal(period.number) for period in periods]
    months = [Month.of(day) for day in days]
    if len(set(months)) < len(months) or len(months) < 2:
        return periods
    if not (_at_an_edge(days, months) or _one_a_month(days, months)):
        return periods
    return [Written(month.index, Every.MONTH) for month in months]


def _at_an_edge(days: Sequence[date], months: Sequence[Month]) -> bool:
    return all(day.day == 1 for day in days) or all(
        day == month.last_day for day, month in zip(days, months, strict=True)
    )


def _one_a_month(days: Sequence[date], months: Sequence[Month]) -> bool:
    """Days of different months that are not just days in a row, nor events at any time."""
    if len(days) < _FEWEST_DAYS:
        return False
    latest = max(day.day for day in days)
    alike = all(
        day.day == min(latest, month.last_day.day) for day, month in zip(days, months, strict=True)
    )
    steps = [(after - before).days for before, after in pairwise(days)]
    unbroken = months[-1].index - months[0].index == len(months) - 1
    return alike or (unbroken and min(steps) >= _APART)


def label(period: Written) -> str:
    """The period as it is written in a file."""
    return _LABELS[period.every](period.number)


def _week(year: int, week: int) -> int:
    return (date.fromisocalendar(year, week, 1).toordinal() - 1) // 7


def _week_label(number: int) -> str:
    year, week, _ = date.fromordinal(number * 7 + 1).isocalendar()
    return f"{year:04d}-W{week:02d}"


def _parts(parts: int) -> Callable[[int, int], int]:
    return lambda year, part: year * parts + part - 1


_YEAR, _MONTH = r"([1-9]\d{3})", r"(0[1-9]|1[0-2])"
_Pattern = tuple[Every, re.Pattern[str], Callable[..., int]]


def _both(
    every: Every, called: str, parts: str, number: Callable[[int, int], int]
) -> list[_Pattern]:
    """2025Q1, 2025-Q1 and 2025 Q1, and the other way round: Q1 2025, quarter 1 2025."""
    part = rf"(?:{called})\s?({parts})"
    forward, turned = rf"{_YEAR}[-\s]?{part}", rf"{part}[-/\s]{_YEAR}"
    return [
        (every, re.compile(forward, re.IGNORECASE), number),
        (every, re.compile(turned, re.IGNORECASE), lambda part, year: number(year, part)),
    ]


_PATTERNS: tuple[_Pattern, ...] = (
    (Every.MONTH, re.compile(rf"{_YEAR}[-/M]?{_MONTH}"), _parts(12)),
    (
        Every.DAY,
        re.compile(rf"{_YEAR}-(\d\d)-(\d\d)"),
        lambda year, month, day: date(year, month, day).toordinal(),
    ),
    *_both(Every.WEEK, "W|V|week|vecka", r"\d\d?", _week),
    *_both(Every.QUARTER, "Q|K|quarter|kvartal", "[1-4]", _parts(4)),
    *_both(Every.TERTIAL, "T|tertial", "[1-3]", _parts(3)),
    (Every.YEAR, re.compile(_YEAR), lambda year: year),
)
_LABELS: dict[Every, Callable[[int], str]] = {
    Every.DAY: lambda number: date.fromordinal(number).isoformat(),
    Every.WEEK: _week_label,
    Every.MONTH: lambda number: str(Month.from_index(number)),
    Every.QUARTER: lambda number: f"{number // 4}Q{number % 4 + 1}",
    Every.TERTIAL: lambda number: f"{number // 3}T{number % 3 + 1}",
    Every.YEAR: str,
}
