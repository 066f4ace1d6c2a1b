"""Calendar periods: months, tertials (four months), years, rolling years, and a plan's periods."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from riktning.core.errors import RiktningError

MONTHS_A_YEAR = 12
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_PLAN_PERIOD = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    TERTIAL = "tertial"
    YEAR = "year"
    ROLLING_12 = "rolling_12"  # any twelve months in a row


_LENGTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.TERTIAL: 4,
    PeriodKind.YEAR: MONTHS_A_YEAR,
    PeriodKind.ROLLING_12: MONTHS_A_YEAR,
}


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2025-03``; raise RiktningError for anything else."""
        match = _MONTH.fullmatch(text.strip())
        if match is None:
            raise RiktningError(
                f"{text!r} is not a month", remedy="write year and month as 2025-03"
            )
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def from_index(cls, index: int) -> Self:
        """The inverse of :attr:`index`."""
        return cls(index // MONTHS_A_YEAR, index % MONTHS_A_YEAR + 1)

    @property
    def index(self) -> int:
        """Months since year 0: consecutive months are consecutive integers."""
        return self.year * MONTHS_A_YEAR + self.month - 1

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def tertial(self) -> int:
        """1, 2 or 3."""
        return (self.month - 1) // 4 + 1

    def plus(self, months: int) -> "Month":
        return Month.from_index(self.index + months)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Every month from first to last, both included."""
    return (Month.from_index(index) for index in range(first.index, last.index + 1))


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A period that figures are given for: a month, a tertial, a year or any twelve months."""

    start: Month
    kind: PeriodKind

    @classmethod
    def containing(cls, month: Month, kind: PeriodKind) -> Self:
        """The period of this kind that the month lies in; the twelve months that end with it."""
        if kind is PeriodKind.MONTH:
            return cls(month, kind)
        if kind is PeriodKind.ROLLING_12:
            return cls(month.plus(1 - MONTHS_A_YEAR), kind)
        if kind is PeriodKind.YEAR:
            return cls(Month(month.year, 1), kind)
        return cls(Month(month.year, (month.tertial - 1) * 4 + 1), kind)

    @property
    def length(self) -> int:
        """Number of months."""
        return _LENGTHS[self.kind]

    @property
    def end(self) -> Month:
        """The last month of the period."""
        return self.start.plus(self.length - 1)

    def __str__(self) -> str:
        if self.kind is PeriodKind.MONTH:
            return str(self.start)
        if self.kind is PeriodKind.YEAR:
            return f"{self.start.year:04d}"
        if self.kind is PeriodKind.ROLLING_12:
            return f"{self.start}–{self.end}"
        return f"{self.start.year:04d} T{self.start.tertial}"


@dataclass(frozen=True, order=True, slots=True)
class PlanPeriod:
    """A period of a plan: whole years, ``2023`` or ``2024-2025``."""

    first_year: int
    last_year: int

    @classmethod
    def parse(cls, text: str) -> "PlanPeriod | None":
        """Find the years in a heading such as ``Effektmål 2024–2025``; None when it names none."""
        match = _PLAN_PERIOD.search(text)
        if match is None:
            return None
        first = int(match[1])
        return cls(first, int(match[2]) if match[2] else first)

    @property
    def due(self) -> Month:
        """The month a goal of this period is due: the last December."""
        return Month(self.last_year, 12)

    def __str__(self) -> str:
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year}–{self.last_year}"
