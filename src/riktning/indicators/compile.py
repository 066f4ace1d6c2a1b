"""Compiles an expression's tree to Ibis; null follows SQL's three-valued logic throughout.

A quotient by 0 has no value: it is null.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import ibis

from riktning.catalogue.checking import Parameter
from riktning.catalogue.model import CodeList
from riktning.catalogue.syntax import (
    Binary,
    Had,
    HasCode,
    If,
    In,
    InCodes,
    IsNull,
    Literal,
    Name,
    Node,
    Times,
    Unary,
)
from riktning.indicators.codes import normal, starts_with


def _quotient(left: Any, right: Any) -> Any:
    """Null where the divisor is 0."""
    return left / right.nullif(0)


_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "and": operator.and_, "or": operator.or_, "==": operator.eq, "!=": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": _quotient,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """What names stand for when one definition's expressions are compiled.

    ``flags``: the column of each look-back and each look for codes.
    """

    rows: ibis.Table
    parameters: Mapping[str, Parameter]
    codes: Mapping[str, CodeList]
    flags: Mapping[Node, str]


def to_ibis(node: Node, meaning: Meaning) -> Any:
    """The Ibis value of a checked expression."""
    match node:
        case Literal(value=value):
            return ibis.literal(value)
        case Name(name=name):
            return _name(name, meaning)
        case Unary() | Binary() | If():
            return _computed(node, meaning)
        case Had():
            seen = meaning.rows[meaning.flags[node]]
            return seen if seen.type().is_boolean() else seen > 0
        case Times() | HasCode():
            return meaning.rows[meaning.flags[node]]
        case _:
            return _membership(node, meaning)


def _computed(node: Unary | Binary | If, meaning: Meaning) -> Any:
    match node:
        case Unary(operator="not", operand=operand):
            return ~to_ibis(operand, meaning)
        case Unary(operand=operand):
            return -to_ibis(operand, meaning)
        case Binary(operator=sign, left=left, right=right):
            return _OPERATORS[sign](to_ibis(left, meaning), to_ibis(right, meaning))
        case If(condition=condition, then=then, otherwise=otherwise):
            asked = to_ibis(condition, meaning)
            chosen = asked.ifelse(to_ibis(then, meaning), to_ibis(otherwise, meaning))
            return asked.isnull().ifelse(ibis.null(), chosen)


def _membership(node: In | IsNull | InCodes, meaning: Meaning) -> Any:
    match node:
        case In(operand=operand, items=items, negated=negated):
            found = to_ibis(operand, meaning).isin([item.value for item in items])
            return ~found if negated else found
        case IsNull(operand=operand, negated=negated):
            value = to_ibis(operand, meaning)
            return value.notnull() if negated else value.isnull()
        case InCodes(column=column, codes=codes):
            return starts_with(normal(_name(column, meaning)), meaning.codes[codes].codes)


def _name(name: str, meaning: Meaning) -> Any:
    if name in meaning.parameters and name not in meaning.rows.columns:
        return ibis.literal(meaning.parameters[name])
    return meaning.rows[name]
