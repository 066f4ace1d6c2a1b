"""The cells of a month: what the kernel counted, kept where it is not zero."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from riktning.simulation.arrays import Ints
from riktning.simulation.illness import condition_figures
from riktning.simulation.kernel.tables import Tally
from riktning.simulation.region import Region
from riktning.simulation.tallies import CELLS, EVENTS, REST, Kind

Counts = npt.NDArray[np.int64]


@dataclass
class Sparse:
    """An array of counts that are mostly zero: the places that are not, and what stands there."""

    shape: tuple[int, ...]
    at: npt.NDArray[np.int32]
    value: Ints

    @property
    def dense(self) -> Counts:
        found = np.zeros(int(np.prod(self.shape)), np.int64)
        found[self.at] = self.value
        return found.reshape(self.shape)


BED_ROWS = (
    "AVAILABLE_BED_DAYS", "PATIENT_BED_DAYS", "OVERCROWDED_BED_DAYS", "MISPLACED_BED_DAYS",
    "VISITS_ASKED", "VISIT_WAIT_DAYS", "VISITS_IN_TIME",
)  # fmt: skip


@dataclass(frozen=True)
class BedMonth:
    """Capacity in a month, ``rows`` (BED_ROWS, units).

    Bed-days of the whole region, however many of its persons are followed; specialist contacts
    asked for by those who are, the days they wait, and how many wait within the guarantee.
    """

    rows: Counts


@dataclass
class MonthCells:
    """One month. ``units`` (kinds, units, cells) by treating unit, ``places`` (kinds, places,
    cells) by the municipality the person lives in, ``late`` (units, cells) the readmissions after
    the month's discharges; ``stock`` (1 + conditions, places, cells) those here when it ends.
    ``beds``: None where capacity is not followed."""

    units: Sparse
    places: Sparse
    late: Counts
    stock: Counts
    beds: BedMonth | None = None

    def by_unit(self, kind: Kind) -> Counts:
        """Counts of a kind, (units, cells)."""
        found: Counts = self.late if kind is Kind.READMITTED else self.units.dense[kind]
        return found

    def by_place(self, kind: Kind) -> Counts:
        """Counts of a kind, (places, cells); readmissions are known by unit only."""
        found: Counts = self.places.dense[kind]
        return found

    def total(self, kind: Kind) -> int:
        """Of the whole region."""
        if kind is Kind.READMITTED:
            return int(self.late.sum())
        return int(self.by_place(kind).sum())


def empty_tally(region: Region, months: int) -> Tally:
    """Zeros for one thread and a window of months."""
    units, places = len(region.ids), len(region.municipalities)
    shapes = (
        (EVENTS, units, CELLS), (EVENTS, places, CELLS),
        (units, CELLS, REST), (places, CELLS, REST),
        (1 + len(condition_figures().names), places, CELLS), (3, units, CELLS),
    )  # fmt: skip
    return Tally(*(np.zeros((months, *shape), np.int32) for shape in shapes))


def month_cells(
    tallies: Sequence[Tally], stock: Counts, waiting: Sequence[MonthCells], pool: Executor
) -> MonthCells:
    """All threads together; readmissions go to the month of the discharge, if it still waits."""
    by_unit = pool.submit(_sparse, [t.units for t in tallies], [t.stays for t in tallies])
    by_place = pool.submit(_sparse, [t.places for t in tallies], [t.lives for t in tallies])
    late: Counts = np.array([tally.late for tally in tallies], np.int64).sum(axis=0)
    for back in (1, 2):
        if back <= len(waiting):
            waiting[-back].late += late[back]
    return MonthCells(by_unit.result(), by_place.result(), late[0], stock.copy())


def _sparse(
    events: Sequence[npt.NDArray[np.int32]], rest: Sequence[npt.NDArray[np.int32]]
) -> Sparse:
    """Events (kinds, rows, cells) and the kinds after them (rows, cells, kinds) as one array of
    (kinds, rows, cells)."""
    first, second = _added(events).reshape(-1), _added(rest).reshape(-1)
    rows_and_cells = second.size // REST
    # What is not 0 as true and false first: NumPy looks through those much quicker.
    at, where = np.flatnonzero(first != 0), np.flatnonzero(second != 0)
    after = ((EVENTS + where % REST) * rows_and_cells + where // REST).astype(np.int32)
    order = np.argsort(after)
    return Sparse(
        (len(Kind), *events[0].shape[1:]),
        np.concatenate([at.astype(np.int32), after[order]]),
        np.concatenate([first[at], second[where[order]]]).astype(np.int64),
    )


def _added(parts: Sequence[npt.NDArray[np.int32]]) -> npt.NDArray[np.integer]:
    found = parts[0]
    for part in parts[1:]:
        found = found + part
    return found
