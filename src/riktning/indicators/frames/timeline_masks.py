"""States made false where nobody looks, so that rows are not cut there."""

from collections.abc import Mapping, Sequence

import ibis
from ibis.expr.types import IntegerValue

from riktning.catalogue.checking import Parameter
from riktning.catalogue.syntax import Binary, Had, Literal, Name, Node
from riktning.core.periods import MONTHS_A_YEAR
from riktning.indicators.asking import Request
from riktning.indicators.frames.timeline_bits import Stretch
from riktning.indicators.relevance import Seen

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def looked_at(
    rows: ibis.Table, column: str, request: Request, stretch: Stretch
) -> IntegerValue | None:
    """The months in which a state may matter; None when it may in all.

    Of the columns that reasons name, those count that the rows have by now.
    """
    return _any(rows, request.seen.get(column, ()), stretch)


def needed(rows: ibis.Table, request: Request, stretch: Stretch) -> ibis.Table:
    """The rows where some definition may count them; all when that is not known."""
    months = _any(rows, request.needed, stretch)
    if months is None:
        return rows
    fewer = rows.mutate(there=rows.there & months)
    return fewer.filter(fewer.there != 0)


def _any(rows: ibis.Table, reasons: Sequence[Seen], stretch: Stretch) -> IntegerValue | None:
    """The months in which some reason may hold; None when that may be any."""
    found: IntegerValue | None = None
    for reason in reasons:
        months = _under(rows, reason, stretch)
        if months is None:
            return None
        found = months if found is None else found | months
    return found


def masked(
    rows: ibis.Table, states: Sequence[str], request: Request, stretch: Stretch
) -> ibis.Table:
    """The rows with each state (months as bits) false where it does not matter.

    A state that is only evaluated at the ends of tertials or years is, from the first month to the
    last of each, what it is at its end.
    """
    changed = {}
    for state in states:
        months, asked = rows[state], looked_at(rows, state, request, stretch)
        months = months if asked is None else months & asked
        every = min((reason.every for reason in request.seen.get(state, ())), default=1)
        changed[state] = held(months, every, stretch)
    return rows.mutate(**changed) if changed else rows


def held(months: IntegerValue, every: int, stretch: Stretch) -> IntegerValue:
    """Each period's months as its last one is; those after the last whole period are 0."""
    if every == 1:
        return months
    ends = [
        month - stretch.first
        for month in range(stretch.first, stretch.last + 1)
        if (month + 1) % every == 0
    ]
    whole = [end for end in ends if end >= every - 1]
    at_ends = months & sum(1 << end for end in whole)
    found = (at_ends << 1) - (at_ends >> (every - 1))
    if ends and ends[0] not in whole:  # a period that began before the stretch
        found = found | ((months >> ends[0]) & 1) * ((1 << (ends[0] + 1)) - 1)
    return found


def _under(rows: ibis.Table, reason: Seen, stretch: Stretch) -> IntegerValue | None:
    """The months in which all conditions of a reason may hold; None when that is not known."""
    found: IntegerValue | None = None
    for condition in reason.under:
        months = _may_hold(condition, reason, rows, stretch)
        if months is not None:
            found = months if found is None else found & months
    return found


def _may_hold(node: Node, reason: Seen, rows: ibis.Table, stretch: Stretch) -> IntegerValue | None:
    """At least the months in which a condition holds; None when any may be."""
    match node:
        case Binary(operator="and" | "or" as joint, left=left, right=right):
            one = _may_hold(left, reason, rows, stretch)
            other = _may_hold(right, reason, rows, stretch)
            if one is None or other is None:
                return None if joint == "or" else other if one is None else one
            return one & other if joint == "and" else one | other
        case Binary(left=Name(name="age"), operator=sign, right=Literal() | Name() as limit):
            return _aged(sign, _whole(limit, reason.parameters), rows, stretch)
        case Binary(right=Name(name="age"), operator=sign, left=Literal() | Name() as limit):
            return _aged(_TURNED.get(sign, ""), _whole(limit, reason.parameters), rows, stretch)
        case Had() if reason.columns[node] in rows.columns:
            column = rows[reason.columns[node]]
            return column if column.type().is_int64() else None
        case _:
            return None


def _aged(sign: str, limit: int | None, rows: ibis.Table, stretch: Stretch) -> IntegerValue | None:
    """The months in which an age may be reached, or not be passed yet, with one to spare."""
    if limit is None or sign not in _TURNED:
        return None
    limit += 1 if sign in ("<=", ">") else 0
    birthday = rows.born_month + limit * MONTHS_A_YEAR
    if sign in (">", ">="):
        months = stretch.months(birthday, ibis.literal(stretch.last + 1))
    else:
        months = stretch.months(ibis.literal(stretch.first), birthday + 1)
    return ibis.coalesce(months, 0)


def _whole(node: Literal | Name, parameters: Mapping[str, Parameter]) -> int | None:
    value = node.value if isinstance(node, Literal) else parameters.get(node.name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
