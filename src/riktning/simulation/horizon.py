"""The simulated time: months as epoch days."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from riktning.core.periods import Month, months_between
from riktning.simulation.arrays import Floats, Ints

_EPOCH = date(1970, 1, 1)
_EPOCH_MONTH = Month.of(_EPOCH).index
_SATURDAY = 5


def epoch_day(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def from_epoch_day(number: int) -> date:
    """The inverse of :func:`epoch_day`."""
    return _EPOCH + timedelta(days=number)


def months_of(days: Ints) -> Ints:
    """The month of each epoch day, counted as Month.index."""
    since_1970: Ints = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return since_1970 + _EPOCH_MONTH


@dataclass(frozen=True)
class Horizon:
    """From the first day of ``first`` to the last day of ``last``."""

    first: Month
    last: Month

    @cached_property
    def months(self) -> tuple[Month, ...]:
        return tuple(months_between(self.first, self.last))

    @cached_property
    def month_starts(self) -> Ints:
        """Epoch day of each month's first day, shape (months + 1,); the last one is the end."""
        edges = [*self.months, self.last.plus(1)]
        return np.array([epoch_day(month.first_day) for month in edges], np.int64)

    @property
    def start(self) -> int:
        return int(self.month_starts[0])

    @property
    def end(self) -> int:
        """The first epoch day after the horizon."""
        return int(self.month_starts[-1])

    @property
    def years(self) -> float:
        return (self.end - self.start) / 365.2425

    def days(self, month: int) -> Ints:
        """The epoch days of month number ``month``."""
        return np.arange(self.month_starts[month], self.month_starts[month + 1])

    def month_of(self, days: Ints) -> Ints:
        """Month number of each epoch day; days outside go to the nearest month."""
        numbers = np.searchsorted(self.month_starts, days, side="right") - 1
        return np.clip(numbers, 0, len(self.months) - 1)

    def season(self) -> Floats:
        """A yearly wave per month: 1 in January, -1 in July. Shape (months,)."""
        number = np.array([month.month for month in self.months])
        return np.cos(2 * np.pi * (number - 1) / 12)


def weekend(days: Ints) -> Ints:
    """1 for Saturdays and Sundays, else 0 (1970-01-01 was a Thursday)."""
    return ((days + 3) % 7 >= _SATURDAY).astype(np.int64)
