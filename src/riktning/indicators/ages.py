"""Which ages some expressions can tell apart: rows that they cannot tell apart are counted as one.

Comparisons of the age with numbers see the limits that they name; any other use sees every year.
"""

from collections.abc import Iterable, Mapping
from math import floor

import ibis
from ibis.expr.types import IntegerValue

from riktning.catalogue.checking import Parameter
from riktning.catalogue.syntax import Binary, In, IsNull, Literal, Name, Node, children

AGE = "age"
EVERY_AGE: tuple[int, ...] = ()
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
Expression = tuple[Node, Mapping[str, Parameter]]


def age_limits(expressions: Iterable[Expression]) -> tuple[int, ...]:
    """The ages that are told from the year below, in order; EVERY_AGE when each may be."""
    limits: set[int] = set()
    for tree, parameters in expressions:
        found = _limits(tree, parameters)
        if found is None:
            return EVERY_AGE
        limits |= found
    return tuple(sorted(limits)) or (0,)


def seen_age(age: IntegerValue, limits: tuple[int, ...]) -> IntegerValue:
    """The lowest age that the limits do not tell from this one; null for null."""
    if limits == EVERY_AGE:
        return age
    branches = [(age >= limit, ibis.literal(limit, "int32")) for limit in reversed(limits)]
    below = ibis.literal(limits[0] - 1, "int32")
    seen: IntegerValue = ibis.cases((age.isnull(), ibis.null("int32")), *branches, else_=below)
    return seen


def _limits(node: Node, parameters: Mapping[str, Parameter]) -> set[int] | None:
    """The limits that a node sees; None when it sees every year."""
    match node:
        case Binary(left=Name(name="age"), operator=sign, right=Literal() | Name() as other):
            return _compared(sign, _number(other, parameters))
        case Binary(right=Name(name="age"), operator=sign, left=Literal() | Name() as other):
            return _compared(_TURNED.get(sign, sign), _number(other, parameters))
        case In(operand=Name(name="age"), items=items):
            return set().union(*(_around(_number(item, parameters)) for item in items))
        case IsNull(operand=Name(name="age")):
            return set()
        case Name(name="age"):
            return None
        case _:
            return _below(node, parameters)


def _below(node: Node, parameters: Mapping[str, Parameter]) -> set[int] | None:
    found: set[int] = set()
    for child in children(node):
        inner = _limits(child, parameters)
        if inner is None:
            return None
        found |= inner
    return found


def _compared(sign: str, number: float | None) -> set[int] | None:
    if number is None:
        return None
    if sign in ("<", ">="):
        return {-floor(-number)}
    if sign in ("<=", ">"):
        return {floor(number) + 1}
    return _around(number) if sign in ("==", "!=") else None


def _around(number: float | None) -> set[int]:
    """An age by itself: from it, and up to the next."""
    return set() if number is None else {-floor(-number), floor(number) + 1}


def _number(node: Literal | Name, parameters: Mapping[str, Parameter]) -> float | None:
    value = node.value if isinstance(node, Literal) else parameters.get(node.name)
    return None if value is None or isinstance(value, str | bool) else float(value)
