"""The whole numbers that a pass has counted, by unit, month, sex and age group.

They are laid by the unit's number in the preparation, which stays the same when units open, close
and move; where a unit is in the calendar is looked up when the cells are laid on the grid.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from riktning.indicators.counting import BUCKET, CELL, Shape
from riktning.indicators.passes import NUMERATOR, ROWS

Ints = npt.NDArray[np.int64]
UNIT, MONTH, PLACE = "unit", "month", "place"
BUCKETS = pa.schema([
    (UNIT, pa.int32()), (MONTH, pa.int32()), (PLACE, pa.int32()), (BUCKET, pa.int32()),
    (ROWS, pa.int64()),
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums and buckets from ``first`` on.

    ``sums``: column → shape (units + 1, months, places), a place being sex and age group; the last
    unit stands for rows that are in no cell. ``scales``: what one of a column's whole numbers
    stands for. ``buckets``: indicator → unit, month, place, bucket and rows.
    """

    first: int
    sums: Mapping[str, Ints]
    scales: Mapping[str, float]
    buckets: Mapping[str, pa.Table]

    @property
    def shape(self) -> tuple[int, int, int]:
        units, months, places = self.sums[ROWS].shape
        return units, months, places


def tally_of(
    sums: pa.Table,
    scales: Mapping[str, float],
    buckets: Mapping[str, pa.Table],
    shape: Shape,
    units: int,
    *,
    spans: bool,
    every: Mapping[str, int],
) -> Tally:
    """What an engine counted, by unit, month and place.

    Of spans, what was added and taken off in a month is summed over the months: then it is what
    holds in each. ``every``: columns that are only told in the last of so many months of the year,
    and are 0 in the others.
    """
    cells = sums[CELL].to_numpy().astype(np.int64)
    places = shape.sexes * shape.ages
    where = np.where(cells >= 0, cells, (units * shape.months - 1 - cells) * places)
    dense = {
        name: _dense(where, sums[name], (units + 1, shape.months, places), spans=spans)
        for name in scales
    }
    for name, months in every.items():
        told = (shape.first + np.arange(dense[name].shape[1]) + 1) % months == 0
        dense[name][:, ~told] = 0
    long = {name: _long(rows, shape) for name, rows in buckets.items()}
    return Tally(shape.first, dense, scales, long)


def _dense(
    where: Ints, values: pa.ChunkedArray, shape: tuple[int, int, int], *, spans: bool
) -> Ints:
    dense = np.zeros(shape, dtype=np.int64)
    dense.reshape(-1)[where] = values.fill_null(0).to_numpy()
    return np.ascontiguousarray(np.cumsum(dense, axis=1, out=dense)[:, :-1]) if spans else dense


def _long(rows: pa.Table, shape: Shape) -> pa.Table:
    cells = rows[CELL].to_numpy()
    rows = rows.filter(cells >= 0)
    number, place = np.divmod(rows[CELL].to_numpy(), shape.sexes * shape.ages)
    unit, month = np.divmod(number, shape.months)
    columns = (unit, month + shape.first, place, rows[BUCKET].to_numpy(), rows[ROWS].to_numpy())
    return pa.table([pa.array(column) for column in columns], BUCKETS.names).cast(BUCKETS)


def joined(parts: Iterable[Tally], first: int, months: int, units: int) -> Tally:
    """One tally of several, from a month on; where two tell the same, the later does.

    Each part tells all of its columns in all of its months.
    """
    sums: dict[str, Ints] = {}
    scales: dict[str, float] = {}
    buckets: dict[str, pa.Table] = {}
    for part in parts:
        scales |= part.scales
        begin, end = _inside(part, first, months)
        for name, values in part.sums.items():
            if name not in sums:
                sums[name] = np.zeros((units + 1, months, values.shape[2]), dtype=np.int64)
            taken = values[:, begin - part.first : end - part.first]
            sums[name][: len(taken) - 1, begin - first : end - first] = taken[:-1]
            sums[name][len(taken) - 1 :, begin - first : end - first] = 0
            sums[name][-1, begin - first : end - first] = taken[-1]
        for name, rows in part.buckets.items():
            kept = _without(buckets.get(name, BUCKETS.empty_table()), begin, end)
            buckets[name] = pa.concat_tables([kept, _within(rows, begin, end)])
    return Tally(first, sums, scales, buckets)


def only(tally: Tally, columns: Collection[str]) -> Tally:
    """Some of the columns; a median's buckets go by the column of its numerator."""
    sums = {name: values for name, values in tally.sums.items() if name in columns}
    buckets = {n: rows for n, rows in tally.buckets.items() if f"{n}__{NUMERATOR}" in columns}
    return Tally(tally.first, sums, tally.scales, buckets)


def _inside(part: Tally, first: int, months: int) -> tuple[int, int]:
    """The part's months that are asked for: from, and up to but not with."""
    return max(part.first, first), min(part.first + part.shape[1], first + months)


def _within(rows: pa.Table, begin: int, end: int) -> pa.Table:
    month = rows[MONTH].to_numpy()
    return rows.filter((month >= begin) & (month < end))


def _without(rows: pa.Table, begin: int, end: int) -> pa.Table:
    month = rows[MONTH].to_numpy()
    return rows.filter((month < begin) | (month >= end))
