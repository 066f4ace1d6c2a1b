"""Compiles an expression's tree to Ibis; null follows SQL's three-valued logic throughout.

A quotient by 0 has no value: it is null.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import ibis

from riktning.catalogue.checking import Parameter, months_of
from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import CodeList, Definition, Term
from riktning.catalogue.syntax import (
    Binary,
    Had,
    In,
    InCodes,
    IsNull,
    Literal,
    Name,
    Node,
    Unary,
    walk,
)
from riktning.indicators.asking import Lookback
from riktning.indicators.codes import starts_with


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
    """What names stand for when one definition's expressions are compiled."""

    rows: ibis.Table
    parameters: Mapping[str, Parameter]
    codes: Mapping[str, CodeList]
    lookbacks: Mapping[Had, str]


def to_ibis(node: Node, meaning: Meaning) -> Any:
    """The Ibis value of a checked expression."""
    match node:
        case Literal(value=value):
            return ibis.literal(value)
        case Name(name=name):
            return _name(name, meaning)
        case Unary(operator="not", operand=operand):
            return ~to_ibis(operand, meaning)
        case Unary(operand=operand):
            return -to_ibis(operand, meaning)
        case Binary(operator=sign, left=left, right=right):
            return _OPERATORS[sign](to_ibis(left, meaning), to_ibis(right, meaning))
        case In(operand=operand, items=items, negated=negated):
            found = to_ibis(operand, meaning).isin([item.value for item in items])
            return ~found if negated else found
        case IsNull(operand=operand, negated=negated):
            value = to_ibis(operand, meaning)
            return value.notnull() if negated else value.isnull()
        case InCodes(column=column, codes=codes):
            return starts_with(_name(column, meaning), meaning.codes[codes].codes)
        case Had():
            return meaning.rows[meaning.lookbacks[node]]


def _name(name: str, meaning: Meaning) -> Any:
    if name in meaning.parameters and name not in meaning.rows.columns:
        return ibis.literal(meaning.parameters[name])
    return meaning.rows[name]


def terms_of(definition: Definition) -> list[Term]:
    """The expressions a definition has."""
    terms = (definition.filter, definition.numerator, definition.denominator, definition.squares)
    return [term for term in terms if term is not None]


def used_columns(definition: Definition) -> set[str]:
    """The frame's columns that a definition names."""
    frame = BY_NAME[definition.frame]
    nodes = [node for term in terms_of(definition) for node in walk(term.tree)]
    names = {node.name for node in nodes if isinstance(node, Name)}
    names |= {node.column for node in nodes if isinstance(node, InCodes)}
    return {name for name in names if frame.column(name) is not None}


def used_lookbacks(definition: Definition, codes: Mapping[str, CodeList]) -> dict[Had, Lookback]:
    """Every ``had(…)`` of a definition with the column it becomes."""
    frame = BY_NAME[definition.frame]
    found: dict[Had, Lookback] = {}
    for term in terms_of(definition):
        for node in walk(term.tree):
            if isinstance(node, Had):
                event = frame.event(node.event)
                months = months_of(node, definition.parameters)
                if event is not None and isinstance(months, int):
                    found[node] = Lookback(
                        f"had_{node.event}_{node.codes}_{months}",
                        event.table, event.code_column, codes[node.codes].codes, months,
                    )  # fmt: skip
    return found
