"""Lays a pass's sums on the grid: every cell that exists has its numbers, 0 where nothing was."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from riktning.indicators.counting import BUCKET, CELL
from riktning.indicators.grid import Grid
from riktning.indicators.passes import ROWS
from riktning.indicators.tally import MONTH, PLACE, UNIT, Ints, Tally


def laid_on_grid(
    tally: Tally, grid: Grid, unit_ids: Sequence[str], columns: Iterable[str]
) -> tuple[pa.Table, int]:
    """The cells that exist with their sums as numbers, and how many rows are in no such cell.

    ``unit_ids``: the id behind each of the tally's units. ``columns``: the sums to lay.
    """
    laid: dict[str, pa.Array] = {CELL: pa.array(grid.places, pa.int64())}
    where, known = _where(grid, unit_ids)
    outside = 0
    for name in columns:
        values, scale = tally.sums[name], tally.scales[name]
        there = values.reshape(-1)[where]
        if not known.all():
            there[~known] = 0
        if name == ROWS:
            outside = int(values.sum() - there.sum())
        laid[name] = pa.array(there / scale if scale != 1 else there.astype(np.float64))
    return pa.table(laid), outside


def _where(grid: Grid, unit_ids: Sequence[str]) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """For each cell that exists where its numbers are in a tally, and whether there are any."""
    number, known = _numbers(grid, unit_ids)
    each = int(np.prod(grid.shape[1:]))
    unit, rest = np.divmod(grid.places, each)
    return np.maximum(number[unit], 0) * each + rest, known[unit]


def buckets_on_grid(rows: pa.Table, grid: Grid, unit_ids: Sequence[str]) -> pa.Table:
    """A median's buckets by cell, where the cell exists."""
    number, known = _numbers(grid, unit_ids)
    place = np.full(len(unit_ids) + 1, -1, dtype=np.int64)
    place[number[known]] = np.flatnonzero(known)
    _, months, sexes, ages = grid.shape
    unit = place[rows[UNIT].to_numpy()]
    month = rows[MONTH].to_numpy() - grid.calendar.months[0].index
    cells = (unit * months + month) * sexes * ages + rows[PLACE].to_numpy()
    kept = (unit >= 0) & np.isin(cells, grid.places)
    table = pa.table({CELL: pa.array(cells), BUCKET: rows[BUCKET], ROWS: rows[ROWS]})
    return table.filter(pa.array(kept)).sort_by([(CELL, "ascending"), (BUCKET, "ascending")])


def _numbers(grid: Grid, unit_ids: Sequence[str]) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """For each unit of the grid its number, and whether it has one."""
    numbers = {unit: number for number, unit in enumerate(unit_ids)}
    found = np.array([numbers.get(unit, -1) for unit in grid.calendar.ids], dtype=np.int64)
    return found, np.asarray(found >= 0, dtype=bool)
