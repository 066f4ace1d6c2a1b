"""Columns of ids, codes and days as numbers, fetched from the database for numpy to count with.

An id or a code is its 64-bit hash. Two different ones have the same hash about once in 10^19 pairs:
what is told from hashes alone may miss a failed row with that chance, and tells of no row that did
not fail but with that chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from sys import byteorder
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from riktning.sources.contracts import ColumnType, Table
from riktning.sources.quality.footers import Footer
from riktning.sources.sql_types import quoted

Hashes = npt.NDArray[np.uint64]
Days = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
_FEW, _SOME = 1 << 16, 1 << 22
_SPARSE = 16  # places for each hash that is looked for, so that few others are taken for one
_UPPER = 1 if byteorder == "little" else 0
_MICROSECONDS = 86_400_000_000
_MIXER = np.uint64(0x9E3779B97F4A7C15)  # an odd number with its bits well spread (golden ratio)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column's values; ``there``: which rows have one, None when all have."""

    values: Any
    there: Flags | None = None

    def known(self) -> Flags:
        """Which rows have a value."""
        return np.ones(len(self.values), np.bool_) if self.there is None else self.there


def selected(table: Table, names: Sequence[str], footer: Footer) -> str:
    """The columns as hashes, or as days and times, in SQL; nulls stay nulls."""
    return ", ".join(_selected(table, name, footer) for name in names)


def _selected(table: Table, name: str, footer: Footer) -> str:
    column, kind = quoted(name), table.by_name[name].type
    if kind in (ColumnType.DATE, ColumnType.TIMESTAMP):
        return column
    hashed = f"hash({column})"
    if not footer.without_nulls(name):
        hashed = f"CASE WHEN {column} IS NULL THEN NULL ELSE {hashed} END"
    return f"{hashed} AS {column}"


def numbers(column: pa.ChunkedArray) -> Numbers:
    """A fetched column: hashes as they are, days and times as days since 1970."""
    array = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    if isinstance(array, pa.ChunkedArray):  # combined chunks of no rows
        array = array.chunk(0) if array.num_chunks else pa.array([], column.type)
    there = None
    if array.null_count:
        valid = np.frombuffer(array.buffers()[0], np.uint8)
        bits = np.unpackbits(valid, bitorder="little")
        there = bits[array.offset : array.offset + len(array)].astype(np.bool_)
    return Numbers(_values(array), there)


def _values(array: pa.Array) -> Any:
    kind = np.dtype(np.int32 if pa.types.is_date32(array.type) else np.int64)
    if pa.types.is_uint64(array.type):
        kind = np.dtype(np.uint64)
    data = array.buffers()[1]
    if data is None or len(array) == 0:
        return np.zeros(len(array), np.int32 if kind != np.uint64 else kind)
    place = array.offset * kind.itemsize
    found = np.frombuffer(data, kind, len(array), place)
    return found // _MICROSECONDS if kind == np.int64 else found


def rows_with(values: Hashes, wanted: Hashes) -> npt.NDArray[np.int64]:
    """The rows whose hash is among a few wanted ones."""
    low = np.uint64(_FEW - 1)
    some = np.zeros(_FEW, np.bool_)
    some[(wanted & low).view(np.int64)] = True
    rows = np.flatnonzero(some.take((values & low).view(np.int64)))
    return rows[np.isin(values[rows], wanted)]


def meets(several: Sequence[Hashes], new: Hashes) -> bool:
    """Whether any of the new hashes is among others, which are many more."""
    if not len(new):
        return False
    size = 1 << max((len(new) * _SPARSE).bit_length(), _FEW.bit_length())
    low = np.uint64(size - 1)
    some = np.zeros(size, np.bool_)
    some[(new & low).view(np.int64)] = True
    in_order = np.sort(new)
    for values in several:
        doubtful = values[some.take((values & low).view(np.int64))]
        place = np.searchsorted(in_order[:-1], doubtful)  # the last place is any greater one's
        if (in_order[place] == doubtful).any():
            return True
    return False


def mixed(parts: Sequence[Numbers]) -> Hashes:
    """One hash of several values of a row; a null is a value of its own."""
    whole = np.zeros(len(parts[0].values), np.uint64)
    for part in parts:
        values = part.values.astype(np.uint64, copy=False)
        if part.there is not None:
            values = np.where(part.there, values, _MIXER)
        whole = whole * _MIXER + values
    return whole


def repeated(hashes: Hashes) -> bool:
    """Whether a hash is there more than once."""
    upper = hashes.view(np.uint32)[_UPPER::2]  # half the bits are sorted in half the time
    doubtful = hashes[_twice(upper, np.sort(upper))]
    in_order = np.sort(doubtful)
    return bool((in_order[1:] == in_order[:-1]).any())


def _twice(values: npt.NDArray[np.uint32], in_order: npt.NDArray[np.uint32]) -> Flags:
    """Which values may be there twice: those that are, and few others."""
    low = np.uint32(_SOME - 1)
    some = np.zeros(_SOME, np.bool_)
    some[in_order[1:][in_order[1:] == in_order[:-1]] & low] = True
    found: Flags = some.take(values & low)
    return found


def hash_of(connection: duckdb.DuckDBPyConnection, texts: Sequence[str]) -> Hashes:
    """The hashes of texts, as the database makes them."""
    found = connection.execute("SELECT hash(t) FROM unnest(?::VARCHAR[]) AS u(t)", [list(texts)])
    return np.array([row[0] for row in found.fetchall()], np.uint64)
