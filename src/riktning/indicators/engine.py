"""One pass a frame: all its indicators are summed at once, and laid on the grid."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis.backends.duckdb import Backend

from riktning.catalogue.frames import BY_NAME, by_sex_and_age
from riktning.catalogue.model import Axis, CodeList, Definition
from riktning.core.errors import CatalogueError, RiktningError, RunError
from riktning.indicators.asking import Source
from riktning.indicators.counting import BUCKET, CELL
from riktning.indicators.engines.faults import (
    EngineError,
    MemoryShortError,
    NumberTooLargeError,
)
from riktning.indicators.grid import Grid, UnitCalendar, grid_of
from riktning.indicators.in_memory import in_memory
from riktning.indicators.laying import buckets_on_grid, laid_on_grid
from riktning.indicators.passes import (
    DENOMINATOR,
    ROWS,
    Pass,
    columns_of,
    evaluated_every,
    options_of,
    passes_of,
)
from riktning.indicators.plans import KINDS, Plan, plan_of
from riktning.indicators.prepared.preparing import Preparation
from riktning.indicators.tally import Tally, tally_of
from riktning.sources.faults import reading

Floats = npt.NDArray[np.float64]
_FULL = re.compile("No space left|max_temp_directory_size|Disk quota", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """Indicators with their numerators in one pass: the same frame, axis and frame options."""

    frame: str
    axis: Axis
    options: tuple[tuple[str, int | tuple[str, ...]], ...]
    definitions: tuple[Definition, ...] = field(compare=False)

    @property
    def name(self) -> str:
        """The name of the group's file of cells."""
        return self.frame if self.axis is Axis.TREATING_UNIT else f"{self.frame}.{self.axis.value}"


@dataclass(frozen=True, slots=True)
class RawCounts:
    """What the database counted in one pass: cell → whole numbers; of medians, their buckets."""

    sums: pa.Table
    buckets: Mapping[str, pa.Table]


@dataclass(frozen=True, slots=True)
class Counts:
    """What one pass counted: ``table`` has a row for every cell of the grid that exists.

    ``buckets``: indicator → cell, bucket and rows, where there are rows.
    """

    one: Pass
    grid: Grid
    table: pa.Table
    buckets: Mapping[str, pa.Table]
    outside: int

    def dense(self, column: str) -> Floats:
        """A column as an array of shape (units, months, sexes, age groups); 0 where no unit is."""
        return _dense(self.grid, self.table[CELL], self.table[column])


@dataclass(frozen=True, slots=True)
class Cells:
    """The finest sums of one group, with the denominators that other passes counted for it."""

    group: Group
    counts: Counts
    populations: Mapping[str, Counts]

    @property
    def grid(self) -> Grid:
        return self.counts.grid

    @property
    def table(self) -> pa.Table:
        """A row for every cell of the grid that exists: its place, its rows and all sums."""
        return self.counts.table

    @property
    def outside(self) -> int:
        """Rows at no known unit that exists then, no known sex or age."""
        return self.counts.outside

    def dense(self, column: str) -> Floats:
        """A column as an array of shape (units, months, sexes, age groups); 0 where no unit is."""
        return self.counts.dense(column)

    def part(self, definition: Definition, part: str) -> Floats | None:
        """A part of one indicator: numerator, denominator, squares or ``bucket_<i>`` of a median.

        None when it has no such part. Where one part knows no sex and age, each is summed to one.
        """
        bucket = part.removeprefix(f"{BUCKET}_")
        if bucket != part:
            return self._bucket(definition, int(bucket))
        column = f"{definition.id}__{part}"
        counts = self.populations.get(definition.id, self.counts)
        counts = counts if part == DENOMINATOR else self.counts
        if column not in counts.table.column_names:
            return None
        values = counts.dense(column)
        return values if by_sex_and_age(definition) else values.sum(axis=(2, 3), keepdims=True)

    def _bucket(self, definition: Definition, bucket: int) -> Floats | None:
        if definition.id not in self.counts.buckets or bucket >= len(definition.edges):
            return None
        rows = self.counts.buckets[definition.id]
        chosen = rows.filter(np.equal(rows[BUCKET].to_numpy(), bucket))
        return _dense(self.grid, chosen[CELL], chosen[ROWS])


def _dense(grid: Grid, cells: pa.ChunkedArray, values: pa.ChunkedArray) -> Floats:
    dense = np.zeros(int(np.prod(grid.shape)))
    dense[cells.to_numpy()] = values.to_numpy()
    return dense.reshape(grid.shape)


def groups_of(definitions: Iterable[Definition]) -> list[Group]:
    """The groups that some indicators form, along each of their axes."""
    members: dict[Group, list[Definition]] = {}
    for definition in definitions:
        for axis in definition.axes:
            options = options_of(definition.frame_options)
            members.setdefault(Group(definition.frame, axis, options, ()), []).append(definition)
    return [Group(key.frame, key.axis, key.options, tuple(found)) for key, found in members.items()]


def compute_cells(
    group: Group,
    source: Source,
    codes: Mapping[str, CodeList],
    calendar: UnitCalendar,
    connection: Backend,
) -> Cells:
    """Sum a group's indicators, its tables prepared in memory: for small deliveries.

    ``source.tables`` are prepared once for a connection, as long as they stay the same.
    """
    preparation = in_memory(source, calendar, connection)
    passes = passes_of(group.definitions, group.axis)
    counts = []
    for one in passes:
        grid = grid_on(calendar, one)
        plan = plan_of(one, source, codes, grid)
        raw = count_rows(one, plan, preparation)
        unit_ids = unit_ids_of(preparation)
        counts.append(laid(one, grid, told(one, plan, raw, len(unit_ids)), unit_ids))
    return cells_of(group, counts)


def cells_of(group: Group, counts: Sequence[Counts]) -> Cells:
    """A group's cells from the passes that count them."""
    key = (group.frame, group.axis, group.options)
    by_key = {(found.one.frame, found.one.axis, found.one.options): found for found in counts}
    populations = {
        definition.id: by_key[people.frame, group.axis, options_of(people.options)]
        for definition in group.definitions
        if (people := definition.population) is not None
    }
    return Cells(group, by_key[key], populations)


def grid_on(calendar: UnitCalendar, one: Pass) -> Grid:
    """The grid of a pass."""
    return grid_of(calendar, persons=BY_NAME[one.frame].persons)


def count_rows(one: Pass, plan: Plan, preparation: Preparation) -> RawCounts:
    """Run one pass: prepare what its rows are made from, and sum.

    Raises RunError when memory does not suffice, CatalogueError when a definition yields numbers
    that cannot be summed, and UnreadableError when a table's bytes are broken.
    """
    engine = preparation.engine
    with summing(one):
        preparation.ready(plan.prepared)
        preparation.share(plan.shared)
        if plan.medians:
            engine.keep(KINDS, plan.kinds)
        sums = engine.collect(plan.sums)
        buckets = {name: engine.collect(rows) for name, rows in plan.medians.items()}
        if plan.medians:
            engine.forget(KINDS)
    return RawCounts(sums, buckets)


def unit_ids_of(preparation: Preparation) -> tuple[str, ...]:
    """The id behind each number of a unit."""
    found: tuple[str, ...] = getattr(preparation, "unit_ids", ()) or preparation.calendar.ids
    return found


def told(one: Pass, plan: Plan, raw: RawCounts, units: int) -> Tally:
    """What was counted, by the number of the unit; ``units``: how many numbers there are."""
    spans = BY_NAME[one.frame].spans
    every = {
        column: evaluated_every(counted, one)
        for counted in one.counted
        if not counted.edges
        for column in counted.columns
    }
    return tally_of(raw.sums, plan.units, raw.buckets, plan.shape, units, spans=spans, every=every)


def laid(one: Pass, grid: Grid, tally: Tally, unit_ids: Sequence[str]) -> Counts:
    """The whole numbers of a pass as numbers on the grid."""
    table, outside = laid_on_grid(tally, grid, unit_ids, columns_of(one))
    medians = [counted.definition.id for counted in one.counted if counted.edges]
    buckets = {name: buckets_on_grid(tally.buckets[name], grid, unit_ids) for name in medians}
    return Counts(one, grid, table, buckets, outside)


@contextmanager
def summing(one: Pass) -> Iterator[None]:
    """Turn what the database says of a pass into the user's words."""
    try:
        yield
    except (NumberTooLargeError, MemoryShortError, EngineError) as error:
        told = _told(error, one)
        raise told or _not_counted(error, one) from error
    except duckdb.Error as error:
        told = _told(error, one)
        if told is not None:
            raise told from error
        tables = dict.fromkeys(t for counted in one.counted for t in counted.definition.tables)
        with reading(", ".join(tables)):
            raise


def _not_counted(error: Exception, one: Pass) -> RunError:
    return RunError(
        f"{_names(one)} cannot be counted ({error})",
        where="--engine", remedy="look at the delivery with 'riktning check', or use DuckDB",
    )  # fmt: skip


def _names(one: Pass) -> str:
    return ", ".join(dict.fromkeys(counted.definition.id for counted in one.counted))


def _told(error: Exception, one: Pass) -> RiktningError | None:
    names = _names(one)
    if _FULL.search(str(error)):
        return RunError(
            "the disk is full", where="--work", remedy="free space or name a folder on another disk"
        )
    if isinstance(error, duckdb.OutOfMemoryException | MemoryShortError):
        return RunError(
            f"the memory allowed does not suffice for {names}",
            where="--memory", remedy="allow more, such as 8GB",
        )  # fmt: skip
    if isinstance(
        error, duckdb.ConversionException | duckdb.OutOfRangeException | NumberTooLargeError
    ):
        return CatalogueError(
            f"an expression of {names} yields a number too large to be summed",
            where=one.counted[0].definition.file,
            remedy="correct the expression, or the data's amounts",
        )
    return None


__all__ = [
    "ROWS", "Cells", "Counts", "Group", "RawCounts", "cells_of", "compute_cells", "count_rows",
    "grid_on", "groups_of", "laid", "told", "unit_ids_of",
]  # fmt: skip
