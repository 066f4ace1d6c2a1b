"""The statements that count a piece of a table, each put together once for all pieces."""

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field
from threading import Lock

import ibis

from riktning.sources.quality.conditions import conditions_of
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

    def codes(self, piece: Piece, column: str, judged: frozenset[int]) -> str:
        """Different codes by month: the hash of each, its rows, those that fail, and its sex."""
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
                self._made[key] = str(self.plan.delivery.connection.compile(make()))
            return self._made[key].replace(f'"{PIECE}"', f"({piece.rows})")

    def _counts(self, direct: frozenset[int], valued: frozenset[str], *, dated: bool) -> ibis.Table:
        plan, data = self.plan, self.plan.rows.data
        unit = data.unit_id if plan.units else ibis.null("string")
        told = valued - {"its_unit"} if plan.by_unit else valued
        grouped = data.group_by(**{MONTH: self._month(data, dated=dated), "unit_id": unit})
        counted = grouped.aggregate(
            **{ROWS: data.count()},
            **{failed_name(n): data.count(where=plan.conditions[n].failed) for n in sorted(direct)},
            **{valued_name(name): data[name].count() for name in sorted(told)},
        )
        if not plan.by_unit:
            return counted.rename({UNIT: "unit_id"})
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
        month = self._month(piece, dated=dated)
        grouped = piece.group_by(**{MONTH: month, column: piece[column]})
        values = self._alone(grouped.aggregate(**{ROWS: piece.count()}), {column})
        rows = without_units(plan.delivery, plan.table, values.data)
        conditions, data = conditions_of(rows), rows.data
        female, male = of_one_sex(plan.table, data[column])
        return data.select(
            MONTH, **{VALUE: data[column].hash(), FEMALE: female, MALE: male},
            **{failed_name(n): _rows(data, conditions[n].failed) for n in sorted(judged)},
        )  # fmt: skip

    def _validity(
        self, judged: frozenset[int], units: Collection[str], *, dated: bool
    ) -> ibis.Table:
        plan = self.plan
        some = plan.piece.filter(plan.piece.unit_id.isin(sorted(units)))
        bare = without_persons(plan.delivery, plan.table, some)
        rows = with_units(plan.delivery, plan.table, bare)
        conditions, data = conditions_of(rows), rows.data
        grouped = data.group_by(**{MONTH: self._month(data, dated=dated)})
        return grouped.aggregate(
            **{failed_name(n): data.count(where=conditions[n].failed) for n in sorted(judged)}
        )

    def _month(self, data: ibis.Table, *, dated: bool) -> ibis.expr.types.DateValue:
        day = self.plan.rows.dated_by
        if not dated or not day:
            return ibis.null("date")
        return data[day].cast("date").truncate("M").cast("date")

    def _alone(self, grouped: ibis.Table, kept: set[str]) -> Rows:
        """Groups as rows of the table of which only some columns are known."""
        plan = self.plan
        others = {n: ibis.null(kind) for n, kind in plan.piece.schema().items() if n not in kept}
        bare = without_persons(plan.delivery, plan.table, grouped.mutate(**others))
        return Rows(plan.delivery, plan.table, bare, plan.rows.spells)


def _rows(data: ibis.Table, condition: Condition) -> ibis.expr.types.IntegerValue:
    """A group's rows when the condition holds for it."""
    return condition.fill_null(False).ifelse(data[ROWS], 0).cast("int64")
