"""Roll-ups: units to those they are part of, months to tertials, years and rolling years.

Every measure is additive, so each total is a sum of the finest cells and never counted anew.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from riktning.core.periods import Month, Period, PeriodKind, months_between
from riktning.indicators.grid import ABSENT, Ints

Floats = npt.NDArray[np.float64]
_FINEST = {
    PeriodKind.MONTH: (PeriodKind.MONTH, PeriodKind.TERTIAL, PeriodKind.YEAR),
    PeriodKind.TERTIAL: (PeriodKind.TERTIAL, PeriodKind.YEAR),
    PeriodKind.YEAR: (PeriodKind.YEAR,),
}


def up_the_tree(own: Floats, parent: Ints, depth: Ints) -> Floats:
    """Each unit with everything below it.

    ``own`` has shape (units, months, …); ``parent`` and ``depth`` have shape (months, units).
    """
    total = own.copy()
    for level in range(int(depth.max(initial=0)), 0, -1):
        month, unit = np.nonzero(depth == level)
        np.add.at(total, (parent[month, unit], month), total[unit, month])
    return total


def up_to(tops: Ints, parent: Ints) -> Floats:
    """Which units lie in each of some units, themselves too: shape (months, tops, units).

    Not to be written to: the same tree is asked for by every group of a run, and kept.
    """
    whole = (np.ascontiguousarray(each, dtype=np.int64) for each in (tops, parent))
    return _up_to(*(each.tobytes() for each in whole), parent.shape)


@lru_cache(maxsize=4)
def _up_to(tops_bytes: bytes, parent_bytes: bytes, shape: tuple[int, int]) -> Floats:
    tops = np.frombuffer(tops_bytes, dtype=np.int64)
    parent = np.frombuffer(parent_bytes, dtype=np.int64).reshape(shape)
    months, units = shape
    inside = np.zeros((months, len(tops), units), dtype=bool)
    inside[:, np.arange(len(tops)), tops] = parent[:, tops] != ABSENT
    above = np.broadcast_to(np.maximum(parent, 0)[:, None, :], inside.shape)
    has_parent = (parent >= 0)[:, None, :]
    while True:
        more = inside | (np.take_along_axis(inside, above, axis=2) & has_parent)
        if np.array_equal(more, inside):
            found = inside.astype(np.float64)
            found.flags.writeable = False
            return found
        inside = more


@dataclass(frozen=True)
class Calendar:
    """The periods that figures are given for: whole ones only, within the months evaluated.

    ``finest`` is the shortest period published. With ``at_ends`` (states at a month's end) only the
    last month of each such period is evaluated, and a longer period shows the mean of these.
    ``rolling`` adds the twelve months that end with each month evaluated.
    """

    months: tuple[Month, ...]
    first_evaluated: Month
    finest: PeriodKind = PeriodKind.MONTH
    at_ends: bool = False
    rolling: bool = False

    @cached_property
    def evaluated(self) -> tuple[Month, ...]:
        """The months whose sums enter into periods."""
        known = (month for month in self.months if month >= self.first_evaluated)
        return tuple(month for month in known if self._enters(month))

    def _enters(self, month: Month) -> bool:
        return not self.at_ends or Period.containing(month, self.finest).end == month

    @cached_property
    def kinds(self) -> tuple[PeriodKind, ...]:
        """The kinds of period published, the finest first."""
        return (*_FINEST[self.finest], *((PeriodKind.ROLLING_12,) if self.rolling else ()))

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Months, then tertials, then years, then rolling years."""
        known = set(self.evaluated)
        found = (Period.containing(month, kind) for kind in self.kinds for month in self.evaluated)
        return tuple(
            period
            for period in dict.fromkeys(found)
            if all(month in known for month in self._entering(period))
        )

    def _entering(self, period: Period) -> list[Month]:
        return [month for month in months_between(period.start, period.end) if self._enters(month)]

    @cached_property
    def membership(self) -> Floats:
        """Shape (months, periods): 1 where the month enters into the period."""
        table = np.zeros((len(self.months), len(self.periods)))
        first = self.months[0].index
        for number, period in enumerate(self.periods):
            table[[month.index - first for month in self._entering(period)], number] = 1.0
        return table

    @cached_property
    def counted(self) -> Floats:
        """Shape (periods,): how many months enter into each."""
        counted: Floats = self.membership.sum(axis=0)
        return counted

    def of_kinds(self, kinds: tuple[PeriodKind, ...]) -> npt.NDArray[np.bool_]:
        """Shape (periods,): those of some kinds."""
        return np.array([period.kind in kinds for period in self.periods], dtype=bool)
