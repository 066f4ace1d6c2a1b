"""Writes a syntax tree back as text that parses to the same tree."""

from decimal import Decimal

from riktning.catalogue.parser import BINDING, MINUS_BINDING, NOT_BINDING
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

_COMPARISON = 4
_ATOM = 9


def to_text(node: Node) -> str:
    """The expression, with no more parentheses than needed."""
    return _write(node)[0]


def _wrap(node: Node, least: int) -> str:
    text, binding = _write(node)
    return text if binding >= least else f"({text})"


def _write(node: Node) -> tuple[str, int]:
    match node:
        case Literal(value=value):
            return _literal(value), _ATOM
        case Name(name=name):
            return name, _ATOM
        case InCodes() | HasCode() | Had() | Times() | If():
            return _call(node), _ATOM
        case Unary(operator="not", operand=operand):
            return f"not {_wrap(operand, NOT_BINDING)}", NOT_BINDING
        case Unary(operand=operand):
            return f"-{_wrap(operand, MINUS_BINDING)}", MINUS_BINDING
        case IsNull(operand=operand, negated=negated):
            words = "is not null" if negated else "is null"
            return f"{_wrap(operand, _COMPARISON + 1)} {words}", _COMPARISON
        case In(operand=operand, items=items, negated=negated):
            words = "not in" if negated else "in"
            listed = ", ".join(_literal(item.value) for item in items)
            return f"{_wrap(operand, _COMPARISON + 1)} {words} [{listed}]", _COMPARISON
        case Binary(operator=operator, left=left, right=right):
            return _binary(operator, left, right)


def _call(node: InCodes | HasCode | Had | Times | If) -> str:
    match node:
        case InCodes(column=column, codes=codes):
            return f"in_codes({column}, {codes})"
        case HasCode(table=table, codes=codes, days=days):
            within = f", {to_text(days)}" if days is not None else ""
            return f"has_code({table}, {codes}{within})"
        case Had(event=event, codes=codes, months=months):
            return f"had({event}, {codes}, {to_text(months)})"
        case Times(event=event, codes=codes, months=months):
            return f"times({event}, {codes}, {to_text(months)})"
        case If(condition=condition, then=then, otherwise=otherwise):
            return f"if({', '.join(to_text(part) for part in (condition, then, otherwise))})"


def _binary(operator: str, left: Node, right: Node) -> tuple[str, int]:
    binding = BINDING[operator]
    least_left = binding + 1 if binding == _COMPARISON else binding
    return f"{_wrap(left, least_left)} {operator} {_wrap(right, binding + 1)}", binding


def _literal(value: int | float | str | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"' if "'" in value else f"'{value}'"
    if isinstance(value, int):
        return str(value)
    plain = format(Decimal(repr(value)), "f")
    return plain if "." in plain else f"{plain}.0"
