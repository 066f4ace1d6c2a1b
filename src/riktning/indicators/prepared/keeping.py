"""Where prepared tables are kept: in the engine's memory, or in the files of a work folder."""

from functools import cache
from typing import Protocol

import ibis

from riktning.indicators.engines.protocol import Engine
from riktning.indicators.prepared import texts
from riktning.indicators.prepared.delivered import delivered_name, delivered_table
from riktning.indicators.prepared.recipes import Recipe
from riktning.indicators.prepared.schema import PREFIX
from riktning.sources.contracts import BY_NAME
from riktning.sources.delivery import Delivery, Format


@cache
def _made(recipe: Recipe) -> ibis.Table:
    """The relation holds no data: put together once, it serves every small delivery."""
    return recipe.make(delivered_table(recipe.delivered))


class Keeper(Protocol):
    """Holds what is prepared under the prepared tables' names.

    ``unit_ids``: the id behind each unit's number; () when they are numbered as the calendar does.
    """

    @property
    def unit_ids(self) -> tuple[str, ...]: ...

    def deliver(self, name: str, table: ibis.Table) -> None:
        """A delivered table, given to the engine."""
        ...

    def keep(self, name: str, rows: ibis.Table, delivered: tuple[str, ...]) -> None:
        """A table made from whole delivered tables, which are named."""
        ...

    def make(self, name: str, recipe: Recipe) -> None:
        """A table made by its recipe."""
        ...

    def number(self, name: str) -> None:
        """A numbering of texts."""
        ...

    def settle(self) -> None:
        """Persons and homes are there: what was prepared with others may no longer hold."""
        ...


class MemoryKeeper:
    """Keeps tables in the engine alone: for small deliveries, with nothing to resume.

    ``delivery``: where the tables' files lie, if they are files.
    """

    def __init__(self, engine: Engine, delivery: Delivery | None = None) -> None:
        self._engine, self._delivery = engine, delivery

    @property
    def unit_ids(self) -> tuple[str, ...]:
        """Numbered as the calendar does."""
        return ()

    def settle(self) -> None:
        """Nothing was prepared before."""

    def deliver(self, name: str, table: ibis.Table) -> None:
        """A delivered table: Parquet files where they lie, anything else copied."""
        files = self._delivery.tables.get(name) if self._delivery is not None else None
        if files is not None and files.format is Format.PARQUET:
            self._engine.deliver(delivered_name(name), BY_NAME[name], files.files)
        else:
            self._engine.load(delivered_name(name), table.to_pyarrow())

    def keep(self, name: str, rows: ibis.Table, delivered: tuple[str, ...]) -> None:
        """A table made from whole delivered tables."""
        self._engine.keep(PREFIX + name, rows)

    def make(self, name: str, recipe: Recipe) -> None:
        """A table made by its recipe."""
        self._engine.keep(PREFIX + name, _made(recipe))

    def number(self, name: str) -> None:
        """A numbering of texts."""
        rows = texts.numbered(self._engine.collect(texts.found(name)), None)
        self._engine.load(PREFIX + texts.PREFIX + name, rows)
