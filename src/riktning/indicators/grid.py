"""The grid: every unit × month × sex × age group there is, before anything is counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from riktning.core.ages import AGE_GROUPS
from riktning.core.errors import CareDataError
from riktning.core.periods import Month, months_between
from riktning.core.units import Unit, UnitKind

ABSENT, ROOT = -2, -1
SEXES = ("F", "M")
MUNICIPAL = (UnitKind.MUNICIPALITY, UnitKind.SUBREGION)
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class UnitCalendar:
    """Which units there are in each month, and whose parts they are.

    ``parent`` has shape (months, units): the parent's index, ROOT, or ABSENT in months without the
    unit. A unit counts in every month that it exists some day of; what holds is its latest row.
    """

    months: tuple[Month, ...]
    ids: tuple[str, ...]
    kinds: tuple[UnitKind, ...]
    parent: Ints

    @cached_property
    def depth(self) -> Ints:
        """Distance from the root, shape (months, units); ABSENT where the unit is not."""
        depth = np.where(self.parent == ROOT, 0, ABSENT)
        for _ in range(len(self.ids)):
            above = np.take_along_axis(depth, np.maximum(self.parent, 0), axis=1)
            known = np.where((self.parent >= 0) & (above >= 0), above + 1, depth)
            if np.array_equal(known, depth):
                break
            depth = known
        return depth

    @property
    def present(self) -> npt.NDArray[np.bool_]:
        """Shape (months, units)."""
        return np.asarray(self.parent != ABSENT, dtype=bool)


def unit_calendar(units: Iterable[Unit], first: Month, last: Month) -> UnitCalendar:
    """The units month by month; CareDataError for a parent that is not there, or a circle."""
    rows = sorted(units, key=lambda unit: (unit.unit_id, unit.from_date))
    months = tuple(months_between(first, last))
    ids = tuple(dict.fromkeys(unit.unit_id for unit in rows))
    index = {unit_id: number for number, unit_id in enumerate(ids)}
    kinds = {unit.unit_id: unit.kind for unit in rows}
    parent = np.full((len(months), len(ids)), ABSENT, dtype=np.int64)
    for number, month in enumerate(months):
        here = _in_month(rows, month)
        for unit in here.values():
            parent[number, index[unit.unit_id]] = _parent(unit, here, index, month)
    calendar = UnitCalendar(months, ids, tuple(kinds[unit_id] for unit_id in ids), parent)
    if (calendar.present & (calendar.depth == ABSENT)).any():
        raise CareDataError(
            "some units are their own ancestors", where="table unit", remedy="correct parent_id"
        )
    return calendar


def _in_month(rows: Sequence[Unit], month: Month) -> dict[str, Unit]:
    begins, ends = month.first_day, month.last_day
    return {
        unit.unit_id: unit
        for unit in rows
        if unit.from_date <= ends and (unit.to_date is None or unit.to_date >= begins)
    }


def _parent(unit: Unit, here: dict[str, Unit], index: dict[str, int], month: Month) -> int:
    if unit.parent_id is None:
        return ROOT
    if unit.parent_id not in here:
        raise CareDataError(
            f"unit {unit.unit_id!r} belongs to {unit.parent_id!r}, which does not exist in {month}",
            where="table unit",
            remedy="add the parent or correct parent_id and the dates",
        )
    return index[unit.parent_id]


@dataclass(frozen=True)
class Grid:
    """The cells of one frame: shape (units, months, sexes, age groups), flat in that order."""

    calendar: UnitCalendar
    sexes: tuple[str, ...]
    ages: tuple[str, ...]

    @property
    def shape(self) -> tuple[int, int, int, int]:
        calendar = self.calendar
        return len(calendar.ids), len(calendar.months), len(self.sexes), len(self.ages)

    @cached_property
    def places(self) -> Ints:
        """The places of the cells whose unit exists in the month, in order."""
        there = np.broadcast_to(self.calendar.present.T[:, :, None, None], self.shape)
        return np.flatnonzero(there)


def grid_of(calendar: UnitCalendar, *, persons: bool) -> Grid:
    """The grid of a frame whose rows do, or do not, belong to persons."""
    return Grid(calendar, SEXES, AGE_GROUPS) if persons else Grid(calendar, ("all",), ("all",))
