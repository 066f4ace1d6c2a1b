"""Cells made by hand, for tests of what is made from them: every part of every definition."""

from dataclasses import dataclass, field

import numpy as np

from riktning.catalogue.model import Axis
from riktning.core.periods import Month, months_between
from riktning.core.units import UnitKind
from riktning.indicators.grid import ABSENT, ROOT, Grid, UnitCalendar, grid_of

REGION, EAST, WEST, A, B, C, TOWN, VILLAGE = range(8)
KINDS = (
    UnitKind.REGION, UnitKind.ADMINISTRATION, UnitKind.ADMINISTRATION, UnitKind.CLINIC,
    UnitKind.CLINIC, UnitKind.PRIMARY_CARE, UnitKind.MUNICIPALITY, UnitKind.MUNICIPALITY,
)  # fmt: skip
IDS = ("R", "east", "west", "a", "b", "c", "town", "village")
ABOVE = (ROOT, REGION, REGION, EAST, EAST, WEST, REGION, REGION)

FIRST = Month(2022, 1)


def calendar(months=28, moves=True):
    """Clinic b moves from east to west in the 14th month; c closes after the 20th."""
    parent = np.tile(np.array(ABOVE), (months, 1))
    if moves:
        parent[13:, B] = WEST
        parent[20:, C] = ABSENT
    covered = tuple(months_between(FIRST, FIRST.plus(months - 1)))
    return UnitCalendar(covered, IDS, KINDS, parent)


@dataclass(frozen=True)
class HandGroup:
    """A group of definitions along one axis."""

    axis: Axis
    definitions: tuple


@dataclass(frozen=True)
class HandCells:
    """Sums drawn at random where a unit exists; ``parts`` by name, ``buckets`` in order."""

    group: HandGroup
    grid: Grid
    parts: dict
    buckets: list = field(default_factory=list)

    def dense(self, _column):
        return sum(self.buckets) if self.buckets else self.parts["numerator"]

    def part(self, _definition, part):
        if part.startswith("bucket_"):
            return self.buckets[int(part.removeprefix("bucket_"))]
        return self.parts.get(part)


def hand_cells(definition, units, axis=None, seed=0, names=("numerator", "denominator")):
    grid = grid_of(units, persons=True)
    rng = np.random.default_rng(seed)
    there = units.present.T[:, :, None, None]

    def drawn():
        return (rng.integers(0, 9, grid.shape) * there).astype(float)

    buckets = [drawn() for _ in definition.edges]
    parts = {} if buckets else {name: drawn() for name in names}
    group = HandGroup(axis or definition.axes[0], (definition,))
    return HandCells(group, grid, parts, buckets)
