"""Columns with few values packed into whole numbers, so that rows are hashed by few columns.

A truth takes one bit, or two where it may be unknown; an age that is told from others only by some
limits takes as many as say which. Packed numbers are taken apart again when rows are counted, of
which there are far fewer by then.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
from ibis.expr.types import IntegerValue

from riktning.indicators.ages import AGE, EVERY_AGE

_MOST = 62  # bits of a number: the sign stays free
_UNKNOWN = 2


@dataclass(frozen=True, slots=True)
class _Coded:
    """One column as a number of ``width`` bits, and what turns the number into the value again."""

    name: str
    width: int
    code: IntegerValue
    value: Callable[[IntegerValue], Any]


@dataclass(frozen=True, slots=True)
class Packing:
    """``keys``: what rows are grouped by instead of the columns; ``layout``: key → its columns."""

    keys: Mapping[str, Any]
    layout: Mapping[str, tuple[_Coded, ...]]

    def unpacked(self, rows: ibis.Table) -> ibis.Table:
        """The rows with the columns instead of the packed numbers."""
        found = {}
        for key, columns in self.layout.items():
            place = 0
            for one in columns:
                found[one.name] = one.value((rows[key] >> place) & ((1 << one.width) - 1))
                place += one.width
        return rows.mutate(**found).drop(*self.layout)


def packing_of(
    columns: Mapping[str, Any], known: Collection[str], age_limits: Sequence[int] | None
) -> Packing:
    """How some columns are packed. ``known``: truths that are never null."""
    coded, keys = [], {}
    for name, column in columns.items():
        if column.type().is_boolean():
            coded.append(_truth(name, column, known=name in known))
        elif name == AGE and age_limits is not None and tuple(age_limits) != EVERY_AGE:
            coded.append(_age(column, age_limits))
        else:
            keys[name] = column
    layout = {f"_packed_{number}": whole for number, whole in enumerate(_wholes(coded))}
    return Packing(keys | {key: _joined(each) for key, each in layout.items()}, layout)


def _wholes(columns: Sequence[_Coded]) -> Iterator[tuple[_Coded, ...]]:
    """The columns in runs that each fit into one number."""
    run: list[_Coded] = []
    for one in columns:
        if sum(each.width for each in run) + one.width > _MOST:
            yield tuple(run)
            run = []
        run.append(one)
    if run:
        yield tuple(run)


def _joined(columns: Sequence[_Coded]) -> IntegerValue:
    number, place = columns[0].code, columns[0].width
    for one in columns[1:]:
        number = number | (one.code << place)
        place += one.width
    return number


def _truth(name: str, column: Any, *, known: bool) -> _Coded:
    whole = column.cast("int64")
    if known:
        return _Coded(name, 1, whole, lambda code: code == 1)
    return _Coded(
        name, 2, ibis.coalesce(whole, _UNKNOWN), lambda code: (code != _UNKNOWN).ifelse(
            code == 1, ibis.null("boolean")
        ),
    )  # fmt: skip


def _age(column: IntegerValue, limits: Sequence[int]) -> _Coded:
    """0 below all limits, 1 from the first …; one more when unknown."""
    unknown = len(limits) + 1
    reached = [(column >= limit, number) for number, limit in enumerate(limits, start=1)]
    number = ibis.cases((column.isnull(), unknown), *reversed(reached), else_=0).cast("int64")
    lowest = [(number, ibis.literal(limit, "int32")) for number, limit in enumerate(limits, 1)]

    def value(code: IntegerValue) -> Any:
        found = [(code == number, limit) for number, limit in lowest]
        below = ibis.literal(limits[0] - 1, "int32")
        return ibis.cases((code == unknown, ibis.null("int32")), *found, else_=below)

    return _Coded(AGE, unknown.bit_length(), number, value)
