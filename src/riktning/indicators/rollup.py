"""Roll-ups: units to their parents as the tree stood that month, months to tertials to years.

Every measure is additive, so each total is a sum of the finest cells and never counted anew.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from riktning.core.periods import Month, Period, PeriodKind
from riktning.core.units import UnitKind
from riktning.indicators.grid import MUNICIPAL, ROOT, Ints, UnitCalendar

Floats = npt.NDArray[np.float64]


def up_the_tree(own: Floats, parent: Ints, depth: Ints) -> Floats:
    """Each unit with everything below it.

    ``own`` has shape (units, months, …); ``parent`` and ``depth`` have shape (months, units).
    """
    total = own.copy()
    for level in range(int(depth.max(initial=0)), 0, -1):
        month, unit = np.nonzero(depth == level)
        np.add.at(total, (parent[month, unit], month), total[unit, month])
    return total


@dataclass(frozen=True)
class Calendar:
    """The periods that figures are given for: whole ones only, within the months evaluated."""

    months: tuple[Month, ...]
    first_evaluated: Month

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Months, then tertials, then years."""
        evaluated = [month for month in self.months if month >= self.first_evaluated]
        found = [Period.containing(month, kind) for kind in PeriodKind for month in evaluated]
        whole = (
            period
            for period in dict.fromkeys(found)
            if evaluated and period.start >= evaluated[0] and period.end <= evaluated[-1]
        )
        return tuple(whole)

    @cached_property
    def membership(self) -> Floats:
        """Shape (months, periods): 1 where the month lies in the period."""
        table = np.zeros((len(self.months), len(self.periods)))
        first = self.months[0].index
        for number, period in enumerate(self.periods):
            begin = period.start.index - first
            table[begin : begin + period.length, number] = 1.0
        return table


def municipal_calendar(calendar: UnitCalendar) -> UnitCalendar:
    """Only municipalities, sub-regions and the region: the tree of where people live."""
    kinds = (*MUNICIPAL, UnitKind.REGION)
    kept = np.array([kind in kinds for kind in calendar.kinds], dtype=bool)
    orphan = kept[np.maximum(calendar.parent, 0)] | (calendar.parent < 0)
    parent = np.where(orphan, calendar.parent, ROOT)
    number = np.cumsum(kept) - 1
    renumbered = np.where(parent >= 0, number[np.maximum(parent, 0)], parent)
    return UnitCalendar(
        calendar.months,
        tuple(unit for unit, keep in zip(calendar.ids, kept, strict=True) if keep),
        tuple(kind for kind, keep in zip(calendar.kinds, kept, strict=True) if keep),
        renumbered[:, kept],
    )


def region_index(calendar: UnitCalendar) -> int:
    """The unit that everything is summed to; the first root of kind region, else the first root."""
    roots = np.flatnonzero((calendar.parent == ROOT).any(axis=0))
    regions = [int(u) for u in roots if calendar.kinds[int(u)] is UnitKind.REGION]
    return regions[0] if regions else int(roots[0])
