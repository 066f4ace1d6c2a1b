"""How a table's conditions are counted: with the rows, by codes, by units, or by persons."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial

import ibis
import ibis.expr.operations as ops

from riktning.sources.contracts import ColumnType, Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.conditions import conditions_of
from riktning.sources.quality.footers import Footer
from riktning.sources.quality.gathering import (
    OF_PERSONS,
    OF_UNITS,
    Counted,
    Rows,
    with_units,
    without_persons,
    without_units,
)
from riktning.sources.quality.lifetimes import begins
from riktning.sources.quality.sex_codes import CODE, has_sides
from riktning.sources.quality.unit_validity import CHECK as UNIT_NOT_VALID

PIECE = "quality_piece"
EVENTS = {
    "contact": "contact_id", "stay": "stay_id", "diagnosis": "event_id", "procedure": "event_id",
}  # fmt: skip
_CODES = ("code", "atc", "profession", "kind", "municipality")
_IBIS = {
    ColumnType.TEXT: "string", ColumnType.INTEGER: "int64", ColumnType.NUMBER: "float64",
    ColumnType.BOOLEAN: "boolean", ColumnType.DATE: "date", ColumnType.TIMESTAMP: "timestamp",
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """A table's conditions, and by what each is counted; ``large``: rows are looked at piecewise.

    Of a large table, what a condition can be told from is grouped first: different codes, and the
    units of a month. Whether units are valid is asked of those that may not be. Conditions about
    persons are counted apart, and so of tables of any size.
    """

    delivery: OpenDelivery
    table: Table
    large: bool

    @cached_property
    def piece(self) -> ibis.Table:
        """Any piece of the table."""
        schema = {column.name: _IBIS[column.type] for column in self.table.columns}
        return ibis.table(schema, name=PIECE)

    @cached_property
    def rows(self) -> Rows:
        """A piece's rows, to be counted with nothing known of persons, nor of units when large."""
        data = without_persons(self.delivery, self.table, self.piece)
        if self.large and (self.units or "unit_id" not in self.table.by_name):
            return without_units(self.delivery, self.table, data)
        return with_units(self.delivery, self.table, data)

    @cached_property
    def conditions(self) -> list[Counted]:
        return conditions_of(self.rows)

    @cached_property
    def by_person(self) -> frozenset[int]:
        """Conditions that need the row's person."""
        return frozenset(n for n, used in enumerate(self._fields) if used & set(OF_PERSONS))

    @cached_property
    def by_unit(self) -> frozenset[int]:
        """Conditions that the row's unit alone tells."""
        if not self.units:
            return frozenset()
        alone = {"unit_id", *OF_UNITS}
        return self._of_large(lambda used: bool(used & set(OF_UNITS)) and used <= alone)

    @cached_property
    def validity(self) -> frozenset[int]:
        """Conditions that may only fail for units that are not valid on every day of a piece."""
        found = {n for n, c in enumerate(self.conditions) if c.check is UNIT_NOT_VALID}
        return frozenset(found if self.large and self.units else ())

    @cached_property
    def by_code(self) -> dict[str, frozenset[int]]:
        """Column of codes → conditions that it alone tells."""
        return {column: self._of_large(partial(set.__eq__, {column})) for column in self.codes}

    @property
    def codes(self) -> list[str]:
        """Columns that hold few different texts."""
        texts = [c for c in self.table.columns if c.type is ColumnType.TEXT]
        return [c.name for c in texts if c.domain or c.name in _CODES]

    @property
    def units(self) -> bool:
        """Whether rows are counted unit by unit."""
        return bool("unit_id" in self.table.by_name and self.table.month_of)

    @property
    def event(self) -> str:
        """The column that holds the id of a contact or stay."""
        return EVENTS.get(self.table.name, "")

    @property
    def begins(self) -> str:
        """The column of the day on which what a row tells of begins, for its person."""
        return begins(self.table) if self.rows.has_persons or self.event else ""

    @cached_property
    def fetched(self) -> tuple[str, ...]:
        """Columns that are fetched to be counted with."""
        wanted = [*self.table.key, self.event, self.begins]
        if self.rows.has_persons or self.event:
            wanted += ["person_id", self.rows.dated_by]
        if self.rows.has_persons and has_sides(self.table):
            wanted.append(CODE)
        if self.table.name == "stay":
            wanted.append("discharged_at")
        return tuple(dict.fromkeys(name for name in wanted if name))

    def open(self, footer: Footer) -> frozenset[int]:
        """Conditions that footers do not rule out."""
        every = enumerate(self.conditions)
        return frozenset(n for n, condition in every if not condition.ruled_out(footer))

    def together(self, numbers: Iterable[int]) -> list[frozenset[int]]:
        """Conditions, those that read the same columns together."""
        found: dict[frozenset[str], set[int]] = {}
        for number in sorted(numbers):
            found.setdefault(frozenset(self._fields[number]), set()).add(number)
        return [frozenset(each) for each in found.values()]

    @cached_property
    def _fields(self) -> list[set[str]]:
        return [_fields(condition.failed) for condition in self.conditions]

    def _of_large(self, fits: Callable[[set[str]], bool]) -> frozenset[int]:
        if not self.large:
            return frozenset()
        return frozenset(n for n, used in enumerate(self._fields) if fits(used))


def _fields(value: ibis.expr.types.Value) -> set[str]:
    found = value.op().find(ops.Field, filter=ops.Value)
    return {field.name for field in found}
