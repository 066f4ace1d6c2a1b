"""Many conditions of a table counted in one pass over its rows, by month and unit."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from riktning.core.periods import Month
from riktning.sources.contracts import ColumnType, Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import collected, one_row
from riktning.sources.quality.look_ups import Spells, person_look_up, unit_look_up
from riktning.sources.quality.results import Check, CheckResult, Finding

Condition: TypeAlias = ibis.expr.types.BooleanValue
_DAYS = (ColumnType.DATE, ColumnType.TIMESTAMP)
_MONTH, _UNIT, _ROWS = "its_month", "of_unit", "its_rows"


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows for which something is wrong (null: it is not), among those that have a value.

    ``among``: a column whose value a row must have to be looked at; empty for every row.
    ``shown``: what is told of an example to whoever holds the data.
    """

    check: Check
    column: str
    failed: Condition
    among: str = ""
    shown: ibis.expr.types.Value | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """A delivered table with its persons and units looked up.

    ``data`` has the table's columns and, where they could be joined, ``its_person``, ``its_born``,
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


def looked_up(delivery: OpenDelivery, table: Table, data: ibis.Table) -> Rows:
    """The table's rows with what their persons and units are, when those were delivered."""
    spells = unit_look_up(delivery)
    if "person_id" in table.by_name and table.name != "person":
        persons = person_look_up(delivery)
        if persons is not None:
            data = data.left_join(persons, data.person_id == persons.its_person)
    if spells is not None and table.name == "unit":
        parents = spells.units.select(its_parent="its_unit")
        data = data.left_join(parents, data.parent_id == parents.its_parent)
    elif spells is not None and "unit_id" in table.by_name:
        data = data.left_join(spells.units, data.unit_id == spells.units.its_unit)
    return Rows(delivery, table, data, spells)


@dataclass(frozen=True)
class Tally:
    """What one pass counted: a row for each month and unit that occur."""

    conditions: Sequence[Counted]
    groups: pa.Table

    @cached_property
    def rows(self) -> int:
        return _total(self.groups, _ROWS)

    def results(self, table: str) -> Iterator[CheckResult]:
        """Each condition judged, with the first month in which it failed."""
        for number, condition in enumerate(self.conditions):
            rows = _total(self.groups, f"m_{condition.among}") if condition.among else self.rows
            failed = _total(self.groups, f"n{number}")
            month = self._first_month(f"n{number}") if failed else ""
            finding = Finding(failed, rows, month=month)
            yield condition.check.judge(table, condition.column, finding)

    def by_month(self, among: str = "") -> dict[Month, int]:
        """Month → rows, or those with a value in a column."""
        return self._by_month(f"m_{among}" if among else _ROWS)

    def valued(self, column: str) -> int:
        """Rows with a value in a column."""
        return _total(self.groups, f"m_{column}")

    def failed(self, check: Check, column: str) -> int:
        """Failed rows of one condition."""
        return _total(self.groups, self._place(check, column))

    def failed_by_month(self, check: Check, column: str) -> dict[Month, int]:
        """Month → failed rows of one condition."""
        return self._by_month(self._place(check, column))

    def _place(self, check: Check, column: str) -> str:
        wanted = (check, column)
        found = (i for i, c in enumerate(self.conditions) if (c.check, c.column) == wanted)
        return f"n{next(found)}"

    def by_unit(self) -> dict[str, dict[Month, int]]:
        """Unit → month → rows; rows without unit or month are left out."""
        units: dict[str, dict[Month, int]] = {}
        names = self.groups[_UNIT].to_pylist()
        counts = self.groups[_ROWS].to_pylist()
        for name, month, rows in zip(names, self._months, counts, strict=True):
            if name is not None and month is not None:
                units.setdefault(name, {})[month] = int(rows)
        return units

    def _by_month(self, column: str) -> dict[Month, int]:
        counts: dict[Month, int] = {}
        for month, rows in zip(self._months, self.groups[column].to_pylist(), strict=True):
            if month is not None:
                counts[month] = counts.get(month, 0) + int(rows)
        return counts

    def _first_month(self, column: str) -> str:
        found = [month for month, rows in self._by_month(column).items() if rows]
        return str(min(found)) if found else ""

    @cached_property
    def _months(self) -> list[Month | None]:
        days = self.groups[_MONTH].to_pylist()
        known = {day: Month.of(day) for day in set(days) if day is not None}
        return [known.get(day) for day in days]


def tally(rows: Rows, conditions: Sequence[Counted], values: Sequence[str] = ()) -> Tally:
    """Count all conditions, and the rows with a value in ``values``, in one pass.

    Raises UnreadableError when the table's files are broken.
    """
    data = rows.data
    among = {condition.among for condition in conditions if condition.among} | set(values)
    measures = {f"n{i}": data.count(where=c.failed) for i, c in enumerate(conditions)}
    measures |= {f"m_{name}": data[name].count() for name in sorted(among)}
    day, unit = ibis.null("date"), ibis.null("string")
    if rows.dated_by:
        day = data[rows.dated_by].cast("date").truncate("M").cast("date")
    if "unit_id" in rows.table.by_name and rows.table.month_of:
        unit = data.unit_id
    grouped = data.group_by(**{_MONTH: day, _UNIT: unit}).aggregate(
        **{_ROWS: data.count()}, **measures
    )
    return Tally(conditions, collected(rows.table.name, grouped))


def examples(rows: Rows, conditions: Sequence[Counted]) -> list[str]:
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


def _total(groups: pa.Table, column: str) -> int:
    return int(pc.sum(groups[column]).as_py() or 0)


Conditions = Callable[[Rows], Iterator[Counted]]
