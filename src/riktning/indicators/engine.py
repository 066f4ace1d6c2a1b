"""One pass a frame: all its indicators are summed at once, and laid on the grid."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import duckdb
import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis.backends.duckdb import Backend

from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Axis, CodeList, Definition, Kind, Term
from riktning.catalogue.syntax import Had
from riktning.core.errors import CatalogueError, RunError
from riktning.indicators.asking import Lookback, Request, Source
from riktning.indicators.compile import Meaning, to_ibis, used_columns, used_lookbacks
from riktning.indicators.frames import BUILDERS
from riktning.indicators.frames.shape import GRID
from riktning.indicators.grid import Grid, UnitCalendar, grid_of
from riktning.sources.faults import reading

Floats = npt.NDArray[np.float64]
PARTS = ("numerator", "denominator", "squares")
FINEST = 1_000_000  # sums are kept in whole millionths: exact, in whatever order rows come
ROWS = "rows"
Progress = Callable[[str], None]


class Connected(Protocol):
    """Something with Ibis's DuckDB backend, as an open delivery has."""

    @property
    def connection(self) -> Backend: ...


@dataclass(frozen=True, slots=True)
class Group:
    """Indicators that one pass serves: the same frame, axis and frame options."""

    frame: str
    axis: Axis
    options: tuple[tuple[str, int | tuple[str, ...]], ...]
    definitions: tuple[Definition, ...] = field(compare=False)

    @property
    def name(self) -> str:
        """The name of the group's file of cells."""
        return self.frame if self.axis is Axis.TREATING_UNIT else f"{self.frame}.{self.axis.value}"


@dataclass(frozen=True, slots=True)
class Cells:
    """The finest sums of one group: ``table`` has a row for every cell of the grid that exists."""

    group: Group
    grid: Grid
    table: pa.Table
    outside: int

    def dense(self, column: str) -> Floats:
        """A column as an array of shape (units, months, sexes, age groups); 0 where no unit is."""
        values = np.zeros(int(np.prod(self.grid.shape)))
        values[self.table["cell"].to_numpy()] = self.table[column].to_numpy()
        return values.reshape(self.grid.shape)

    def part(self, definition: Definition, part: str) -> Floats | None:
        """Numerator, denominator or squares of one indicator; None when it has no such part."""
        column = f"{definition.id}__{part}"
        return self.dense(column) if column in self.table.column_names else None


def groups_of(definitions: Iterable[Definition]) -> list[Group]:
    """The passes needed for some indicators."""
    members: dict[Group, list[Definition]] = {}
    for definition in definitions:
        options = tuple(sorted(definition.frame_options.items()))
        key = Group(definition.frame, definition.axis, options, ())
        members.setdefault(key, []).append(definition)
    return [Group(key.frame, key.axis, key.options, tuple(found)) for key, found in members.items()]


def compute_cells(
    group: Group,
    source: Source,
    codes: Mapping[str, CodeList],
    calendar: UnitCalendar,
    connection: Backend,
) -> Cells:
    """Sum a group's indicators in one aggregation and lay the sums on the grid."""
    with summing(group):
        sums: pa.Table = connection.to_pyarrow(aggregation(group, source, codes))
    grid = grid_of(calendar, persons=BY_NAME[group.frame].persons)
    table = _on_grid(sums, grid, connection)
    counted = int(np.sum(table[ROWS].to_numpy()))
    total = int(np.sum(sums[ROWS].to_numpy())) if sums.num_rows else 0
    return Cells(group, grid, table, total - counted)


@contextmanager
def summing(group: Group) -> Iterator[None]:
    """Turn what DuckDB says of a group's pass into the user's words.

    Raises RunError when memory does not suffice, CatalogueError when a definition yields numbers
    that cannot be summed, and UnreadableError when a table's bytes are broken.
    """
    names = ", ".join(definition.id for definition in group.definitions)
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise RunError(
            f"the memory allowed does not suffice for {names}",
            where="--memory", remedy="allow more, such as 8GB",
        ) from None  # fmt: skip
    except (duckdb.ConversionException, duckdb.OutOfRangeException) as error:
        raise CatalogueError(
            f"an expression of {names} yields a number too large to be summed",
            where=group.definitions[0].file, remedy="correct the expression, or the data's amounts",
        ) from error  # fmt: skip
    except duckdb.Error as error:
        with reading(", ".join(group.definitions[0].tables)):
            raise error


def aggregation(group: Group, source: Source, codes: Mapping[str, CodeList]) -> ibis.Table:
    """The one relation that sums every indicator of the group over unit, month, sex and age."""
    asked = _request(group, codes)
    rows = BUILDERS[group.frame](source, asked.request)
    rows = rows.filter(rows.month.between(source.first.index, source.last.index))
    sums: dict[str, Any] = {ROWS: rows.count()}
    for definition in group.definitions:
        meaning = Meaning(rows, definition.parameters, codes, asked.columns)
        sums |= _sums(definition, meaning)
    return rows.group_by(*GRID).aggregate(**sums)


@dataclass(frozen=True, slots=True)
class _Asked:
    request: Request
    columns: dict[Had, str]


def _request(group: Group, codes: Mapping[str, CodeList]) -> _Asked:
    columns: set[str] = set()
    lookbacks: dict[Had, Lookback] = {}
    for definition in group.definitions:
        columns |= used_columns(definition)
        lookbacks |= used_lookbacks(definition, codes)
    unique = tuple({lookback.column: lookback for lookback in lookbacks.values()}.values())
    request = Request(frozenset(columns), unique, dict(group.options), group.axis)
    return _Asked(request, {node: lookback.column for node, lookback in lookbacks.items()})


def _sums(definition: Definition, meaning: Meaning) -> dict[str, Any]:
    """The sums of one indicator over its eligible rows: filter true and no term null."""
    terms = {
        part: to_ibis(term.tree, meaning) for part, term in _parts(definition) if term is not None
    }
    conditions = [meaning.rows.month.notnull(), *(term.notnull() for term in terms.values())]
    if definition.filter is not None:
        conditions.append(to_ibis(definition.filter.tree, meaning))
    eligible = ibis.and_(*conditions)
    if definition.kind is Kind.PROPORTION:
        terms["numerator"] = terms["numerator"] & (terms["denominator"].cast("int64") != 0)
    return {f"{definition.id}__{part}": _exact_sum(term, eligible) for part, term in terms.items()}


def _parts(definition: Definition) -> Sequence[tuple[str, Term | None]]:
    terms = (definition.numerator, definition.denominator, definition.squares)
    return list(zip(PARTS, terms, strict=True))


def _exact_sum(term: Any, eligible: Any) -> Any:
    if term.type().is_floating() or term.type().is_decimal():
        whole = (term * FINEST).round().cast("int64")
        return eligible.ifelse(whole, ibis.null("int64")).sum().cast("float64") / FINEST
    return eligible.ifelse(term.cast("int64"), ibis.null("int64")).sum().cast("float64")


def _on_grid(sums: pa.Table, grid: Grid, connection: Backend) -> pa.Table:
    """Every cell of the grid with its sums; 0 where nothing was counted."""
    cells = ibis.memtable(grid.table())
    counted = ibis.memtable(sums)
    joined = cells.left_join(counted, list(GRID))
    names = [name for name in sums.column_names if name not in GRID]
    filled = joined.select(
        *cells.columns, **{name: ibis.coalesce(joined[name], 0) for name in names}
    )
    table: pa.Table = connection.to_pyarrow(filled.order_by("cell"))
    return table
