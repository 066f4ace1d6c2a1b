"""The statements that count a piece of a table, each put together once for all pieces."""

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from threading import Lock

import ibis
from ibis.expr.types.groupby import GroupedTable

from riktning.sources.quality.conditions import conditions_of
from riktning.sources.quality.counting import sql_of
from riktning.sources.quality.gathering import (
    Condition,
    Rows,
    with_units,
    without_persons,
    without_units,
)
from riktning.sources.quality.pieces import Piece
from riktning.sources.quality.plans import PIECE, Plan
from riktning.sources.quality.sex_codes import of_one_sex
from riktning.sources.quality.tallies import MONTH, ROWS, UNIT, failed_name, valued_name

VALUE, FEMALE, MALE = "its_value", "of_women", "of_men"


@dataclass(frozen=True)
class Statements:
    """The statements of one table's plan."""

    plan: Plan
    _made: dict[Hashable, str] = field(default_factory=dict)
    _making: Lock = field(default_factory=Lock)

    def counts(self, piece: Piece, direct: frozenset[int], valued: frozenset[str]) -> str:
        """Rows by month and unit: those that fail, and those with a value in some columns."""
        dated = piece.month is None
        key = ("counts", direct, valued, dated)
        return self._over(piece, key, lambda: self._counts(direct, valued, dated=dated))

    def failing(self, piece: Piece, judged: frozenset[int]) -> str:
        """How many rows fail any of some conditions: much faster told than counted by month."""
        return self._over(piece, ("failing", judged), lambda: self._failing(judged))

    def codes(self, piece: Piece, column: str, judged: frozenset[int]) -> str:
        """Codes by month: rows that fail, and for codes that are of one sex, their hash and which.

        Only codes that fail, or are of one sex.
        """
        dated = piece.month is None
        key = ("codes", column, judged, dated)
        return self._over(piece, key, lambda: self._codes(column, judged, dated=dated))

    def validity(self, piece: Piece, judged: frozenset[int], units: Collection[str]) -> str:
        """Rows by month that fail, of some units only."""
        dated = piece.month is None
        key = ("validity", judged, frozenset(units), dated)
        return self._over(piece, key, lambda: self._validity(judged, units, dated=dated))

    def _over(self, piece: Piece, key: Hashable, make: Callable[[], ibis.Table]) -> str:
        with self._making:
            if key not in self._made:
                self._made[key] = sql_of(self.plan.delivery.connection, make())
            return self._made[key].replace(f'"{PIECE}"', f"({piece.rows})")

    def _counts(self, direct: frozenset[int], valued: frozenset[str], *, dated: bool) -> ibis.Table:
        plan, data = self.plan, self.plan.rows.data
        unit = {"unit_id": data.unit_id} if plan.units else {}
        told = valued - {"its_unit"} if plan.by_unit else valued
        counted = self._by_month(data, dated=dated, **unit).aggregate(
            **{ROWS: data.count()},
            **{failed_name(n): data.count(where=plan.conditions[n].failed) for n in sorted(direct)},
            **{valued_name(name): data[name].count() for name in sorted(told)},
        )
        counted = _with_month(counted)
        if not plan.by_unit:
            return counted.rename({UNIT: "unit_id"}) if plan.units else counted
        judged = self._alone(counted, {"unit_id"})
        units = with_units(plan.delivery, plan.table, judged.data)
        conditions = conditions_of(units)
        known = units.data.its_unit.notnull()
        failed = {failed_name(n): conditions[n].failed for n in sorted(plan.by_unit)}
        told_of_unit = {valued_name("its_unit"): known, **failed}
        return units.data.select(
            *(name for name in counted.columns if name != "unit_id"),
            **{UNIT: units.data.unit_id},
            **{name: _rows(units.data, told) for name, told in told_of_unit.items()},
        )

    def _codes(self, column: str, judged: frozenset[int], *, dated: bool) -> ibis.Table:
        plan, piece = self.plan, self.plan.piece
        grouped = self._by_month(piece, dated=dated, **{column: piece[column]})
        values = self._alone(_with_month(grouped.aggregate(**{ROWS: piece.count()})), {column})
        rows = without_units(plan.delivery, plan.table, values.data)
        conditions, data = conditions_of(rows), rows.data
        failed = {failed_name(n): _rows(data, conditions[n].failed) for n in sorted(judged)}
        sides = {VALUE: data[column].hash()}
        sides[FEMALE], sides[MALE] = of_one_sex(plan.table, column, data[column])
        told = data.select(MONTH, **failed, **sides)
        notable = [told[name] > 0 for name in failed]
        return told.filter(reduce(or_, notable, told[FEMALE] | told[MALE]))

    def _failing(self, judged: frozenset[int]) -> ibis.Table:
        conditions = [self.plan.conditions[n].failed for n in sorted(judged)]
        failing = self.plan.rows.data.filter(reduce(or_, conditions))
        return failing.aggregate(rows=failing.count())

    def _validity(
        self, judged: frozenset[int], units: Collection[str], *, dated: bool
    ) -> ibis.Table:
        plan = self.plan
        some = plan.piece.filter(plan.piece.unit_id.isin(sorted(units)))
        bare = without_persons(plan.delivery, plan.table, some)
        rows = with_units(plan.delivery, plan.table, bare)
        conditions, data = conditions_of(rows), rows.data
        failed = {failed_name(n): data.count(where=conditions[n].failed) for n in sorted(judged)}
        if not dated:
            return _with_month(data.aggregate(**failed))
        return self._by_month(data, dated=dated).aggregate(**failed)

    def _by_month(
        self, data: ibis.Table, *, dated: bool, **also: ibis.expr.types.Value
    ) -> GroupedTable:
        """Grouped by month, too, unless the piece is of one: that is much faster."""
        day = self.plan.rows.dated_by
        if dated and day:
            also[MONTH] = data[day].cast("date").truncate("M").cast("date")
        elif not also:
            also[MONTH] = ibis.null("date")
        return data.group_by(**also)

    def _alone(self, grouped: ibis.Table, kept: set[str]) -> Rows:
        """Groups as rows of the table of which only some columns are known."""
        plan = self.plan
        others = {n: ibis.null(kind) for n, kind in plan.piece.schema().items() if n not in kept}
        bare = without_persons(plan.delivery, plan.table, grouped.mutate(**others))
        return Rows(plan.delivery, plan.table, bare, plan.rows.spells)


def _with_month(counted: ibis.Table) -> ibis.Table:
    if MONTH in counted.columns:
        return counted
    return counted.mutate(**{MONTH: ibis.null("date")})


def _rows(data: ibis.Table, condition: Condition) -> ibis.expr.types.IntegerValue:
    """A group's rows when the condition holds for it."""
    return condition.fill_null(False).ifelse(data[ROWS], 0).cast("int64")
