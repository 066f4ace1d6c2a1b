"""What a frame is built from, and what is asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import ibis

from riktning.catalogue.model import Axis
from riktning.core.periods import Month
from riktning.indicators.prepared.schema import LOOKED_UP, prepared_table
from riktning.indicators.relevance import Seen
from riktning.indicators.sharing import shared_table


class Tables(Protocol):
    """Where the care tables are; an open delivery is one."""

    def table(self, name: str) -> ibis.Table | None:
        """The table with the contract's columns and types; None when it was not delivered."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """The tables, the months they cover, and the region's municipality units by code.

    ``shard`` (i of n) lets only the persons numbered i modulo n in: cells of the shards add up.
    ``looks``: all look-backs of a run, so that what one frame reads for its own serves the others.
    """

    tables: Tables
    first: Month
    last: Month
    as_of: date
    municipalities: Mapping[str, str]
    shard: tuple[int, int] | None = None
    looks: tuple["Lookback", ...] = ()

    def shared(self, name: str, said: object, rows: ibis.Table) -> ibis.Table:
        """Rows that several frames of a run ask for, made once; ``said`` is all they depend on."""
        if not self.looks:
            return rows
        return shared_table(name, (said, self.first, self.last, self.shard), rows)

    def prepared(self, name: str) -> ibis.Table:
        """A prepared table (see ``prepared.schema``). Rows of no person are the first shard's."""
        rows = prepared_table(name)
        if self.shard is None:
            return rows
        here, shards = self.shard
        if "person" not in rows.columns:
            return rows if here == 0 or name in LOOKED_UP else rows.limit(0)
        return rows.filter(ibis.coalesce(rows.person, 0) % shards == here)


@dataclass(frozen=True, slots=True)
class Lookback:
    """One ``times(event, list, months)`` or ``had(…)``: its column and what it looks for.

    ``codes`` is empty for ``any``. The column counts the events of the months ended by the row's
    (``counted``), or is their presence as a boolean when only ``had`` asks. ``where``: values that
    columns of the table must have. ``own_unit``: only events at the unit the row counts for.
    """

    column: str
    table: str
    code_column: str | None
    codes: tuple[str, ...]
    months: int
    where: tuple[tuple[str, tuple[str | bool, ...]], ...] = ()
    own_unit: bool = False
    counted: bool = False


@dataclass(frozen=True, slots=True)
class CodeFlag:
    """One ``has_code(table, list, days)``: its boolean column and what it looks for."""

    column: str
    table: str
    codes: tuple[str, ...]
    days: int | None


@dataclass(frozen=True, slots=True)
class Request:
    """The columns, look-backs and options that the indicators of one frame and axis use.

    ``age_limits`` are the ages that some expression tells from the year below; () means that it may
    see any birthday. None: no expression sees the age. ``seen``: look-back → the reasons to look at
    it; one without any is looked at everywhere. ``needed``: where each definition looks at a row.
    """

    columns: frozenset[str]
    lookbacks: tuple[Lookback, ...]
    options: Mapping[str, int | tuple[str, ...]]
    axis: Axis
    age_limits: tuple[int, ...] | None = ()
    code_flags: tuple[CodeFlag, ...] = ()
    seen: Mapping[str, tuple[Seen, ...]] = field(default_factory=dict)
    needed: tuple[Seen, ...] = ()

    def whole_option(self, name: str) -> int:
        value = self.options[name]
        return value if isinstance(value, int) else len(value)

    def listed_option(self, name: str) -> tuple[str, ...]:
        value = self.options[name]
        return value if isinstance(value, tuple) else (str(value),)
