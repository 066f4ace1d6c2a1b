"""Lays a pass's sums on the grid: every cell that exists has its numbers, 0 where nothing was."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from riktning.indicators.counting import CELL, OUTSIDE, ROWS
from riktning.indicators.grid import Grid

Ints = npt.NDArray[np.int64]


def laid_on_grid(
    sums: pa.Table, units: Mapping[str, float], grid: Grid, *, spans: bool
) -> tuple[pa.Table, int]:
    """The cells that exist with their sums as numbers, and how many rows are in no such cell.

    ``units``: what one of a column's whole numbers stands for (a millionth, or 1). Of spans, what
    was added and taken off in a month is summed over the months: then it is what holds in each.
    """
    cells = sums[CELL].to_numpy()
    on_grid = cells != OUTSIDE
    columns: dict[str, pa.Array] = {"cell": pa.array(grid.places, pa.int64())}
    outside = 0
    for name, unit in units.items():
        values = sums[name].fill_null(0).to_numpy()
        dense = _dense(cells[on_grid], values[on_grid], grid, spans=spans)
        there = dense[grid.places]
        if name == ROWS:
            outside = int(dense.sum() - there.sum() + values[~on_grid].sum())
        columns[name] = pa.array(there / unit if unit != 1 else there.astype(np.float64))
    return pa.table(columns), outside


def _dense(cells: Ints, values: Ints, grid: Grid, *, spans: bool) -> Ints:
    units, months, sexes, ages = grid.shape
    dense = np.zeros((units, months + 1 if spans else months, sexes, ages), dtype=np.int64)
    dense.reshape(-1)[cells] = values
    if spans:
        dense = np.cumsum(dense, axis=1)[:, :-1]
    return np.ascontiguousarray(dense).reshape(-1)
