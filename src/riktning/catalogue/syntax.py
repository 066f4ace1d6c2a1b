"""The expression language's syntax tree, as frozen values; positions do not count in comparison."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class At:
    """Where a node starts inside its expression: line and column counted from 0."""

    line: int = 0
    column: int = 0


_AT = At()
ANY = "any"  # stands for a code list in had() and times(): no code is asked for


@dataclass(frozen=True, slots=True)
class Literal:
    """A whole number, a decimal number, a text in quotes, ``true`` or ``false``."""

    value: int | float | str | bool
    at: At = field(default=_AT, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A column of the frame, or a parameter of the file."""

    name: str
    at: At = field(default=_AT, compare=False)


@dataclass(frozen=True, slots=True)
class Unary:
    """``not x`` or ``-x``."""

    operator: str
    operand: "Node"
    at: At = field(default=_AT, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and one of ``and or == != < <= > >= + - * /``."""

    operator: str
    left: "Node"
    right: "Node"
    at: At = field(default=_AT, compare=False)


@dataclass(frozen=True, slots=True)
class In:
    """``x in [a, b]`` or ``x not in [a, b]``."""

    operand: "Node"
    items: tuple[Literal, ...]
    negated: bool = False
    at: At = field(default=_AT, compare=False)


@dataclass(frozen=True, slots=True)
class IsNull:
    """``x is null`` or ``x is not null``."""

    operand: "Node"
    negated: bool = False
    at: At = field(default=_AT, compare=False)


@dataclass(frozen=True, slots=True)
class InCodes:
    """``in_codes(column, list)``: the code starts with one of the list's codes."""

    column: str
    codes: str
    at: At = field(default=_AT, compare=False)


@dataclass(frozen=True, slots=True)
class Had:
    """``had(event, list, months)``: such an event lies in the last months, this one included.

    ``list`` may be ``any``: every event counts, whatever its code.
    """

    event: str
    codes: str
    months: "Literal | Name"
    at: At = field(default=_AT, compare=False)


@dataclass(frozen=True, slots=True)
class Times:
    """``times(event, list, months)``: how many such events lie in the last months, this one too."""

    event: str
    codes: str
    months: "Literal | Name"
    at: At = field(default=_AT, compare=False)


@dataclass(frozen=True, slots=True)
class HasCode:
    """``has_code(table, list)`` or ``has_code(table, list, days)``: the row's event carries one.

    ``table`` is ``diagnosis`` or ``procedure``, in any position; with ``days`` the code's date is
    at most that many days after the row's first day.
    """

    table: str
    codes: str
    days: "Literal | Name | None" = None
    at: At = field(default=_AT, compare=False)


@dataclass(frozen=True, slots=True)
class If:
    """``if(condition, a, b)``: a when true, b when false, null when the condition is null."""

    condition: "Node"
    then: "Node"
    otherwise: "Node"
    at: At = field(default=_AT, compare=False)


Lookback = Had | Times
Node = Literal | Name | Unary | Binary | In | IsNull | InCodes | Had | Times | HasCode | If


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below."""
    match node:
        case Unary(operand=operand) | IsNull(operand=operand):
            return (operand,)
        case In(operand=operand, items=items):
            return (operand, *items)
        case Binary(left=left, right=right):
            return (left, right)
        case Had(months=months) | Times(months=months):
            return (months,)
        case HasCode(days=days):
            return () if days is None else (days,)
        case If(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for child in children(node):
        yield from walk(child)
