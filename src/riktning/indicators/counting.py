"""The relations of a pass: rows laid on the grid, alike ones counted as one, and what they sum to.

Rows that agree on the cell and on every column that an expression may see are counted first, and
the expressions are worked out once for each such kind of row. So the rows are read and hashed once
for all indicators of the pass, and one more indicator on the same columns costs next to nothing.

Everything is whole numbers: counts times terms, terms with decimals in whole millionths. Sums are
therefore exact in whatever order rows come, on any engine.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis
from ibis.expr.types import BooleanValue, IntegerValue

from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import CodeList, Kind
from riktning.indicators.asking import Request, Source
from riktning.indicators.compile import Meaning, to_ibis
from riktning.indicators.frames import BUILDERS
from riktning.indicators.frames.texts import spelt_out
from riktning.indicators.grid import Grid
from riktning.indicators.packing import Packing, packing_of
from riktning.indicators.passes import DENOMINATOR, NUMERATOR, ROWS, Asked, Counted, Pass

FINEST = 1_000_000  # sums are kept in whole millionths
CELL, BUCKET = "cell", "bucket"
GRID = ("unit", "month", "sex", "age_group")
SPAN = (*GRID, "until")


@dataclass(frozen=True, slots=True)
class Shape:
    """The grid as a relation needs it: first month, months, sexes, age groups.

    A pass over spans has one month more, in which what lasts to the end stops.
    """

    first: int
    months: int
    sexes: int
    ages: int

    @property
    def end(self) -> int:
        """The month after the last one covered."""
        return self.first + self.months

    def place(self, rows: ibis.Table) -> IntegerValue:
        """Where unit, month, sex and age group meet in their product; null if one is null."""
        number = rows.unit.cast("int32") * self.months + (rows.month - self.first)
        place = (number * self.sexes + rows.sex) * self.ages + rows.age_group
        return place.cast("int32")

    def outside(self, rows: ibis.Table) -> IntegerValue:
        """The cell of rows at no known unit, sex or age: −1 in the first month, −2 in the next."""
        cell: IntegerValue = (self.first - 1 - rows.month).cast("int32")
        return cell


def shape_of(one: Pass, source: Source, grid: Grid) -> Shape:
    """The shape of a pass's cells in the months of a source."""
    _, _, sexes, ages = grid.shape
    extra = 1 if BY_NAME[one.frame].spans else 0
    months = source.last.index - source.first.index + 1
    return Shape(source.first.index, months + extra, sexes, ages)


def kinds_of_rows(one: Pass, asked: Asked, source: Source, shape: Shape) -> ibis.Table:
    """Cell, the columns that expressions see, and ``rows``: how many rows are like that.

    Spans are there twice: counted in their first month, and taken off in the one they end before.
    Where one definition alone looks at them, nothing is saved by counting alike ones first.
    """
    rows = BUILDERS[one.frame](source, asked.request)
    spans = BY_NAME[one.frame].spans
    packing = _packing(rows, asked.request)
    rows = rows.select(*(SPAN if spans else GRID), **packing.keys)
    rows = _both_ends(rows, source) if spans else _inside(rows, source)
    cell = ibis.coalesce(shape.place(rows), shape.outside(rows))
    weights = {"_weight": 1 - 2 * rows["_end"].cast("int64")} if spans else {}
    keyed = rows.select(*packing.keys, **{CELL: cell}, **weights)
    if spans and len(one.counted) == 1 and not one.counted[0].edges:
        return spelt_out(packing.unpacked(keyed.rename({ROWS: "_weight"})), one.frame, source)
    count = keyed["_weight"].sum() if spans else keyed.count()
    counted = keyed.group_by(CELL, *packing.keys).aggregate(_whole(count).name(ROWS))
    return spelt_out(packing.unpacked(counted), one.frame, source)


def _whole(count: IntegerValue) -> IntegerValue:
    """In 64 bits, by way of 32: DuckDB adds in 128, which all that follows would be done in."""
    whole: IntegerValue = count.cast("int32").cast("int64")
    return whole


def _inside(rows: ibis.Table, source: Source) -> ibis.Table:
    return rows.filter(rows.month.between(source.first.index, source.last.index))


def _both_ends(rows: ibis.Table, source: Source) -> ibis.Table:
    """Each span twice, ``_end`` being 0 in its first month and 1 in the month it ends before."""
    begins = ibis.greatest(rows.month, source.first.index).cast("int32")
    ends = ibis.least(rows["until"], source.last.index + 1).cast("int32")
    inside = rows.mutate(month=begins, until=ends)
    inside = inside.filter(inside.month < inside["until"])
    twice = inside.cross_join(ibis.range(0, 2).unnest().name("_end").as_table())
    return twice.mutate(month=(twice["_end"] == 0).ifelse(twice.month, twice["until"]))


def _packing(rows: ibis.Table, request: Request) -> Packing:
    """The columns that expressions see, packed."""
    added = [look.column for look in request.lookbacks]
    added += [flag.column for flag in request.code_flags]
    seen = {name: rows[name] for name in (*sorted(request.columns), *added)}
    return packing_of(seen, added, request.age_limits)


@dataclass(frozen=True, slots=True)
class Sums:
    """Cell → its rows and every sum; ``units``: what one of a sum's whole numbers stands for."""

    relation: ibis.Table
    units: Mapping[str, float]


def sums_of(one: Pass, asked: Asked, kinds: ibis.Table, codes: Mapping[str, CodeList]) -> Sums:
    """The sums of every part of every indicator of the pass, but for medians."""
    sums: dict[str, Any] = {ROWS: kinds[ROWS].sum().cast("int64")}
    units: dict[str, float] = {ROWS: 1}
    for counted in one.counted:
        if counted.edges:
            continue
        meaning = _meaning(counted, asked, kinds, codes)
        for part, (term, eligible) in _terms(counted, meaning).items():
            name = f"{counted.definition.id}__{part}"
            fine = term.type().is_floating() or term.type().is_decimal()
            whole = (term * FINEST).round() if fine else term
            each = whole.cast("int64") * kinds[ROWS]
            sums[name] = eligible.ifelse(each, ibis.null("int64")).sum().cast("int64")
            units[name] = FINEST if fine else 1
    return Sums(kinds.group_by(CELL).aggregate(**sums), units)


def buckets_of(
    counted: Counted, asked: Asked, kinds: ibis.Table, codes: Mapping[str, CodeList]
) -> ibis.Table:
    """Cell, bucket and its rows, of one median; a bucket without rows has no row."""
    meaning = _meaning(counted, asked, kinds, codes)
    ((_, term),) = counted.parts
    value = to_ibis(term.tree, meaning)
    eligible = kinds.filter(_eligible(counted, meaning, [value]))
    value = to_ibis(term.tree, _meaning(counted, asked, eligible, codes))
    limits = [(value < edge, place) for place, edge in enumerate(counted.edges[1:])]
    bucket = ibis.cases(*limits, else_=len(counted.edges) - 1) if limits else ibis.literal(0)
    placed = eligible.mutate(bucket=bucket.cast("int32"))
    return placed.group_by(CELL, BUCKET).aggregate(**{ROWS: placed[ROWS].sum().cast("int64")})


def _meaning(
    counted: Counted, asked: Asked, kinds: ibis.Table, codes: Mapping[str, CodeList]
) -> Meaning:
    definition = counted.definition
    return Meaning(kinds, definition.parameters, codes, asked.flags_of(definition))


def _terms(counted: Counted, meaning: Meaning) -> dict[str, tuple[Any, BooleanValue]]:
    """The terms of one indicator and its eligible rows: filter true and no term null."""
    terms = {part: to_ibis(term.tree, meaning) for part, term in counted.parts}
    eligible = _eligible(counted, meaning, list(terms.values()))
    one_by_one = len(terms) > 1 and terms[NUMERATOR].type().is_boolean()
    if counted.definition.kind is Kind.PROPORTION and one_by_one:
        counts = terms[DENOMINATOR].cast("float64") != 0
        nothing = ibis.literal(0).cast(terms[NUMERATOR].type())
        terms[NUMERATOR] = counts.ifelse(terms[NUMERATOR], nothing)
    return {part: (term, eligible) for part, term in terms.items()}


def _eligible(counted: Counted, meaning: Meaning, terms: list[Any]) -> BooleanValue:
    conditions = [term.notnull() for term in terms]
    if counted.filter is not None:
        conditions.append(to_ibis(counted.filter.tree, meaning))
    found: BooleanValue = ibis.and_(*conditions)
    return found
