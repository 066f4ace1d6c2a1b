"""A table's rows as conditions see them, and what a condition is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import ibis

from riktning.sources.contracts import ColumnType, Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import one_row
from riktning.sources.quality.footers import Footer
from riktning.sources.quality.look_ups import Spells, persons_once, unit_look_up
from riktning.sources.quality.persons import known_persons
from riktning.sources.quality.results import Check

Condition: TypeAlias = ibis.expr.types.BooleanValue
RuledOut: TypeAlias = Callable[[Footer], bool]
_DAYS = (ColumnType.DATE, ColumnType.TIMESTAMP)
OF_PERSONS = {
    "its_person": "string", "its_born": "date", "its_died": "date", "its_sex": "string",
}  # fmt: skip
OF_UNITS = {
    "its_unit": "string", "its_kind": "string", "its_opens": "date", "its_closes": "date",
}  # fmt: skip


def _never(_footer: Footer) -> bool:
    """Nothing that a footer tells rules the condition out."""
    return False


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows for which something is wrong (null: it is not), among those that have a value.

    ``among``: a column whose value a row must have to be looked at; empty for every row.
    ``shown``: what is told of an example to whoever holds the data. ``ruled_out``: whether footers
    tell that no row can fail.
    """

    check: Check
    column: str
    failed: Condition
    among: str = ""
    shown: ibis.expr.types.Value | None = None
    ruled_out: RuledOut = _never


@dataclass(frozen=True, slots=True)
class Rows:
    """A delivered table with its persons and units looked up.

    ``data`` has the table's columns and, where they were delivered, ``its_person``, ``its_born``,
    ``its_died`` and ``its_sex``; ``its_unit``, ``its_kind``, ``its_opens`` and ``its_closes``; and
    ``its_parent``. They are null for unknown ids.
    """

    delivery: OpenDelivery
    table: Table
    data: ibis.Table
    spells: Spells | None

    @property
    def has_persons(self) -> bool:
        return "its_person" in self.data.columns

    @property
    def has_units(self) -> bool:
        return "its_unit" in self.data.columns

    @property
    def has_parents(self) -> bool:
        return "its_parent" in self.data.columns

    @property
    def dated_by(self) -> str:
        """The column that says which month a row belongs to; empty for none."""
        days = (c.name for c in self.table.columns if c.type in _DAYS)
        registers = ("person", "unit", "residence", "listing")
        return "" if self.table.name in registers else self.table.month_of or next(days, "")


Conditions = Callable[[Rows], Iterator[Counted]]


def looked_up(delivery: OpenDelivery, table: Table, data: ibis.Table) -> Rows:
    """The table's rows with what their persons and units are, when those were delivered."""
    persons = persons_once(delivery)
    if persons is not None and _tells_of_persons(delivery, table):
        data = data.left_join(persons, data.person_id == persons.its_person)
    return with_units(delivery, table, data)


def with_units(delivery: OpenDelivery, table: Table, data: ibis.Table) -> Rows:
    """The rows with what their units are, when those were delivered."""
    spells = unit_look_up(delivery)
    if spells is not None and table.name == "unit":
        parents = spells.units.select(its_parent="its_unit")
        data = data.left_join(parents, data.parent_id == parents.its_parent)
    elif spells is not None and "unit_id" in table.by_name:
        data = data.left_join(spells.units, data.unit_id == spells.units.its_unit)
    return Rows(delivery, table, data, spells)


def without_persons(delivery: OpenDelivery, table: Table, data: ibis.Table) -> ibis.Table:
    """The rows as :func:`looked_up` has them, but persons are null: they are counted apart."""
    if _tells_of_persons(delivery, table):
        return data.mutate(**{name: ibis.null(kind) for name, kind in OF_PERSONS.items()})
    return data


def without_units(delivery: OpenDelivery, table: Table, data: ibis.Table) -> Rows:
    """The rows as :func:`with_units` has them, with nothing known of units."""
    spells = unit_look_up(delivery)
    if spells is not None and "unit_id" in table.by_name:
        data = data.mutate(**{name: ibis.null(kind) for name, kind in OF_UNITS.items()})
    return Rows(delivery, table, data, spells)


def _tells_of_persons(delivery: OpenDelivery, table: Table) -> bool:
    named = "person_id" in table.by_name and table.name != "person"
    return named and known_persons(delivery) is not None


def examples(rows: Rows, conditions: list[Counted]) -> list[str]:
    """What to show of one failed row of each condition; one more pass, over failed rows only."""
    data = rows.data
    shown = {
        f"e{i}": c.shown.cast("string").min(where=c.failed)
        for i, c in enumerate(conditions)
        if c.shown is not None
    }
    if not shown:
        return [""] * len(conditions)
    found = one_row(rows.table.name, data.aggregate(**shown))
    return [repr(found[f"e{i}"]) if found.get(f"e{i}") else "" for i in range(len(conditions))]
