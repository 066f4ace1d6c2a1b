"""What a frame is built from, and what is asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import ibis

from riktning.catalogue.model import Axis
from riktning.core.periods import Month


class Tables(Protocol):
    """Where the care tables are; an open delivery is one."""

    def table(self, name: str) -> ibis.Table | None:
        """The table with the contract's columns and types; None when it was not delivered."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """The tables, the months they cover, and the region's municipality units by code."""

    tables: Tables
    first: Month
    last: Month
    as_of: date
    municipalities: Mapping[str, str]

    def need(self, name: str) -> ibis.Table:
        """A table that has been seen to be there."""
        table = self.tables.table(name)
        if table is None:
            raise KeyError(name)
        return table


@dataclass(frozen=True, slots=True)
class Lookback:
    """One ``had(event, list, months)``: the column it becomes and what it looks for."""

    column: str
    table: str
    code_column: str
    codes: tuple[str, ...]
    months: int


@dataclass(frozen=True, slots=True)
class Request:
    """The columns, look-backs and options that the indicators of one frame and axis use."""

    columns: frozenset[str]
    lookbacks: tuple[Lookback, ...]
    options: Mapping[str, int | tuple[str, ...]]
    axis: Axis

    def whole_option(self, name: str) -> int:
        value = self.options[name]
        return value if isinstance(value, int) else len(value)

    def listed_option(self, name: str) -> tuple[str, ...]:
        value = self.options[name]
        return value if isinstance(value, tuple) else (str(value),)
