"""The table of one replicate: what happened, by month, kind, and unit, municipality or age."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from riktning.core.ages import AGE_GROUPS
from riktning.core.periods import Month
from riktning.simulation.cells import BED_ROWS, BedMonth, Counts, MonthCells
from riktning.simulation.illness import condition_figures
from riktning.simulation.region import Region
from riktning.simulation.tallies import CELLS, Kind

LIVING = "LIVING"  # persons at the end of the month; a condition's name: those who have it
LEVELS = ("unit", "municipality", "region")
ALL = "all"
_WHOLE = 0  # the code of all sexes or ages
SCHEMA = pa.schema(
    [
        ("month", pa.dictionary(pa.int16(), pa.string())),
        ("level", pa.dictionary(pa.int8(), pa.string())),
        ("id", pa.dictionary(pa.int16(), pa.string())),
        ("kind", pa.dictionary(pa.int8(), pa.string())),
        ("sex", pa.dictionary(pa.int8(), pa.string())),
        ("age_group", pa.dictionary(pa.int8(), pa.string())),
        ("count", pa.int64()),
    ]
)
Codes = npt.NDArray[np.int64]


def kinds() -> tuple[str, ...]:
    """Every kind of the table: events and sums, those living, those who have a condition, beds."""
    stock = tuple(name.upper() for name in condition_figures().names)
    return (*(kind.name for kind in Kind), LIVING, *stock, *BED_ROWS)


def totals_table(course: Iterable[MonthCells], first: Month, region: Region) -> pa.Table:
    """A row for each count that is not zero.

    By unit and by municipality over all sexes and ages; for the region by sex and age group.
    Readmissions are known by unit, and persons by municipality; beds by unit and in all.
    """
    return _table((_month(number, cells) for number, cells in enumerate(course)), first, region)


def region_table(course: Iterable[MonthCells], first: Month, region: Region) -> pa.Table:
    """The rows for the region alone, which the yearly outcomes are of."""
    return _table((_region(number, cells) for number, cells in enumerate(course)), first, region)


def _table(found: Iterable[tuple[Codes, ...]], first: Month, region: Region) -> pa.Table:
    rows = list(found)
    months = [str(first.plus(number)) for number in range(len(rows))]
    columns = [np.concatenate(part) for part in zip(*rows, strict=True)]
    names = tuple(dict.fromkeys((*region.ids, *region.municipalities, ALL)))
    words: Sequence[Sequence[str]] = (
        months, LEVELS, names, kinds(), (ALL, "F", "M"), (ALL, *AGE_GROUPS)
    )  # fmt: skip
    towns = np.array([names.index(town) for town in region.municipalities])
    place = columns[1] == 1
    columns[2][place] = towns[columns[2][place]]  # a municipality may be a unit, too
    columns[2][columns[1] == 2] = len(names) - 1
    arrays = [
        _named(codes, list(names), field.type)
        for codes, names, field in zip(columns, words, SCHEMA, strict=False)
    ]
    return pa.Table.from_arrays([*arrays, pa.array(columns[-1])], schema=SCHEMA)


def _named(codes: Codes, names: list[str], kind: Any) -> pa.Array:
    """Each word once: of a word told twice, Parquet's writer keeps memory it never filled."""
    once = {name: number for number, name in enumerate(dict.fromkeys(names))}
    index = np.array([once[name] for name in names])[codes]
    return pa.DictionaryArray.from_arrays(pa.array(index, kind.index_type), pa.array(list(once)))


def _month(number: int, cells: MonthCells) -> tuple[Codes, ...]:
    """Codes of month, level, id, kind, sex, age group, and the count."""
    units, places = cells.units.dense, cells.places.dense
    units[Kind.READMITTED] = cells.late
    lived = np.concatenate([places, cells.stock])
    parts = [_by_id(0, units.sum(axis=2)), _by_id(1, lived.sum(axis=2)), _by_cell(_whole(cells))]
    if cells.beds:
        parts += _by_bed(cells.beds)
    return _joined(number, parts)


def _region(number: int, cells: MonthCells) -> tuple[Codes, ...]:
    parts = [_by_cell(_whole(cells))]
    return _joined(number, parts + (_by_bed(cells.beds)[1:] if cells.beds else []))


def _whole(cells: MonthCells) -> Counts:
    """By kind and cell, over all places."""
    whole: Counts = np.concatenate([cells.places.dense, cells.stock]).sum(axis=1)
    whole[Kind.READMITTED] = cells.late.sum(axis=0)
    return whole


def _joined(number: int, parts: list[tuple[Codes, ...]]) -> tuple[Codes, ...]:
    joined = [np.concatenate(part) for part in zip(*parts, strict=True)]
    return (np.full(joined[0].size, number), *joined)


def _by_id(level: int, counts: Counts) -> tuple[Codes, ...]:
    kind, place = np.nonzero(counts)
    same = np.full(kind.size, _WHOLE)
    return np.full(kind.size, level), place, kind, same, same, counts[kind, place]


def _by_cell(counts: Counts) -> tuple[Codes, ...]:
    kind, cell = np.nonzero(counts.reshape(-1, CELLS))
    level, nowhere = np.full(kind.size, 2), np.full(kind.size, _WHOLE)
    return level, nowhere, kind, 1 + cell % 2, 1 + cell // 2, counts[kind, cell]


def _by_bed(beds: BedMonth) -> list[tuple[Codes, ...]]:
    """By unit, and for the region over all."""
    first = len(kinds()) - len(BED_ROWS)
    found = []
    for level, rows in ((0, beds.rows), (2, beds.rows.sum(axis=1, keepdims=True))):
        levels, place, kind, *rest = _by_id(level, rows)
        found.append((levels, place, kind + first, *rest))
    return found


def write_totals(table: pa.Table, path: Path) -> None:
    """Whole or not at all; the same table gives the same bytes."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        pq.write_table(table, beside, compression="zstd", version="2.6")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
