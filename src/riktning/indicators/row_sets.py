"""Which rows meet some conditions, exactly: on every kind of row that they can tell apart.

A *kind of row* gives a value to each thing that conditions look at: a column, a look-back, a code
test. Numbers are told apart only at the limits that some condition names, texts only where one is
named. A condition is true, false or unknown (null), as in SQL (Kleene's logic).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from riktning.catalogue.frame_types import ValueType
from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.printing import to_text
from riktning.catalogue.syntax import (
    Binary,
    Had,
    In,
    IsNull,
    Literal,
    Name,
    Node,
    Times,
    Unary,
    children,
)

Bools = npt.NDArray[np.bool_]
Value = int | float | str | bool | None
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
_OTHER_TEXT = "\0any other"
MOST_KINDS = 1_000_000  # of rows that are looked at; beyond it nothing is known


def truths(sets: Sequence[tuple[Node, ...]], frame: str) -> Bools | None:
    """Which kinds of row meet all conditions of each set: shape (sets, kinds); None: too many."""
    domains = _domains((node for nodes in sets for node in nodes), frame)
    shape = tuple(len(values) for values in domains.values())
    if np.prod([float(size) for size in shape]) > MOST_KINDS:
        return None
    kinds = Kinds(domains)
    met = np.ones((len(sets), *shape), dtype=bool)
    known: dict[int, Bools] = {}  # by the condition itself, which many sets share
    for number, nodes in enumerate(sets):
        for node in nodes:
            if id(node) not in known:
                known[id(node)] = kinds.truth(node)[0]
            met[number] &= known[id(node)]
    return met.reshape(len(sets), -1)


def _is_looked_at(node: Node) -> bool:
    """Whether a node has a value of its own: no part of it is looked into."""
    match node:
        case Literal():
            return False
        case Unary(operator="not") | Binary(operator="and" | "or"):
            return False
        case In(operand=operand) | IsNull(operand=operand):
            return not isinstance(operand, Name | Times)
        case Binary(operator=operator, left=left, right=right) if operator in _COMPARISONS:
            sides = {type(left), type(right)}
            return sides not in ({Name, Literal}, {Times, Literal})
    return True


def _domains(nodes: Iterable[Node], frame: str) -> dict[str, tuple[Value, ...]]:
    looked_at: dict[str, Node] = {}
    named: dict[str, set[Value]] = {}
    todo = list(nodes)
    while todo:
        node = todo.pop()
        if _is_looked_at(node):
            looked_at.setdefault(to_text(node), node)
            continue
        below = children(node)
        todo.extend(below)
        for thing in below:
            named.setdefault(to_text(thing), set()).update(
                each.value for each in below if isinstance(each, Literal)
            )
    return {
        text: _domain(node, named.get(text, set()), frame)
        for text, node in sorted(looked_at.items())
    }


def _domain(node: Node, named: set[Value], frame: str) -> tuple[Value, ...]:
    if isinstance(node, Had):
        return True, False
    if isinstance(node, Times):
        return _whole({0, *named})
    if isinstance(node, Name):
        column = BY_NAME[frame].column(node.name)
        kind = ValueType.INTEGER if node.name == "age" else column and column.type
        if kind is ValueType.TEXT:
            return (*sorted(str(each) for each in named), _OTHER_TEXT, None)
        if kind in (ValueType.INTEGER, ValueType.NUMBER):
            return (*_whole(named, whole=kind is ValueType.INTEGER), None)
    return True, False, None


def _whole(named: set[Value], whole: bool = True) -> tuple[Value, ...]:
    """One number below, at, between and above all limits."""
    limits = sorted({float(each) for each in named if isinstance(each, int | float)})
    if not limits:
        return (0,)
    found: list[Value] = [limits[0] - 1]
    for here, above in zip(limits, [*limits[1:], limits[-1] + 2], strict=True):
        found.append(here)
        if not whole or above - here > 1:
            found.append((here + above) / 2)
    return tuple(found)


Truth = tuple[Bools, Bools]  # where it is true, and where it is not known


@dataclass(frozen=True)
class Kinds:
    """All kinds of row: an axis for each thing that is looked at, with its possible values."""

    domains: Mapping[str, tuple[Value, ...]]

    def truth(self, node: Node) -> Truth:
        """Where a condition holds and where it is unknown, in shapes that broadcast to all axes."""
        if _is_looked_at(node):
            return self._each(node, lambda value: value)
        match node:
            case Literal(value=value):
                return np.array(value is True), np.array(False)
            case Unary(operator="not", operand=operand):
                true, unknown = self.truth(operand)
                return ~true & ~unknown, unknown
            case IsNull(operand=operand, negated=negated):
                return self._each(operand, lambda value: (value is None) != negated, nulls=True)
            case In(operand=operand, items=items, negated=negated):
                among = {item.value for item in items}
                return self._each(operand, lambda value: (value in among) != negated)
            case Binary(operator="and" | "or" as operator, left=left, right=right):
                return _both(operator, self.truth(left), self.truth(right))
            case Binary(operator=operator, left=left, right=Literal(value=limit)):
                return self._each(left, lambda value: _compared(operator, value, limit))
            case Binary(operator=operator, left=Literal(value=limit), right=right):
                return self._each(right, lambda value: _compared(operator, limit, value))
        raise ValueError(f"no condition: {to_text(node)}")

    def _each(self, node: Node, met: Callable[[Value], Value], *, nulls: bool = False) -> Truth:
        text = to_text(node)
        shape = [1] * len(self.domains)
        values = self.domains[text]
        shape[list(self.domains).index(text)] = len(values)
        true = [met(v) is True if v is not None or nulls else False for v in values]
        unknown = [v is None and not nulls for v in values]
        return np.array(true).reshape(shape), np.array(unknown).reshape(shape)


def _both(operator: str, left: Truth, right: Truth) -> Truth:
    (a, a_unknown), (b, b_unknown) = left, right
    if operator == "and":
        return a & b, (a | a_unknown) & (b | b_unknown) & (a_unknown | b_unknown)
    return a | b, ~(a | b) & (a_unknown | b_unknown)


def _compared(operator: str, left: Value, right: Value) -> bool:
    if operator in ("==", "!="):
        return (left == right) == (operator == "==")
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        return False
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[
        operator
    ]
