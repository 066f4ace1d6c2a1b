"""Expressions as a person reads them, in English; parameters with their values."""

from collections.abc import Mapping
from dataclasses import dataclass

from riktning.catalogue.checking import Parameter
from riktning.catalogue.frame_types import Frame
from riktning.catalogue.syntax import (
    ANY,
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

_COMPARED = {
    "==": "is", "!=": "is not", "<": "is below", "<=": "is at most", ">": "is above",
    ">=": "is at least",
}  # fmt: skip
_COUNTED = {
    "==": "exactly", "!=": "not exactly", "<": "fewer than", "<=": "at most", ">": "more than",
    ">=": "at least",
}  # fmt: skip
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the names in an expression stand for."""

    frame: Frame
    parameters: Mapping[str, Parameter]


def in_words(node: Node, reading: Reading) -> str:
    """The expression as a clause: ``age is at least 65 (min_age) and discharged alive``."""
    match node:
        case Literal(value=value):
            return _plain(value)
        case Name(name=name):
            return _name(name, reading)
        case Unary() | Binary() | If():
            return _computed(node, reading)
        case In(operand=operand, items=items, negated=negated):
            listed = _either([_plain(item.value) for item in items])
            return f"{_in(operand, reading)} {'is not' if negated else 'is'} {listed}"
        case IsNull(operand=operand, negated=negated):
            return f"{_in(operand, reading)} is {'known' if negated else 'not known'}"
        case InCodes(column=column, codes=codes):
            return f"{_spaced(column)} is in the list {codes}"
        case HasCode():
            return _has_code(node, reading)
        case Had(event=event, codes=codes, months=months):
            return f"had {_window(months, reading)} {_event(event, codes, reading)}"
        case Times(event=event, codes=codes, months=months):
            found = _event(event, codes, reading)
            return f"the number of times {_window(months, reading)} of {found}"


def _computed(node: Unary | Binary | If, reading: Reading) -> str:
    match node:
        case If(condition=condition, then=then, otherwise=otherwise):
            asked = in_words(condition, reading)
            return f"({_in(then, reading)} if {asked}, else {_in(otherwise, reading)})"
        case Unary(operator="not", operand=Name() as operand):
            return f"not {in_words(operand, reading)}"
        case Unary(operator="not", operand=operand):
            return f"not ({in_words(operand, reading)})"
        case Unary(operand=operand):
            return f"−{_in(operand, reading)}"
        case Binary(operator=("and" | "or") as joining, left=left, right=right):
            return f"{_in(left, reading, joining)} {joining} {_in(right, reading, joining)}"
        case Binary(operator=operator, left=Times() as times, right=right) if operator in _COMPARED:
            found = _event(times.event, times.codes, reading)
            often = "once" if right == Literal(1) else f"{_in(right, reading)} times"
            number = f"{_COUNTED[operator]} {often}"
            return f"had {number} {_window(times.months, reading)} {found}"
        case Binary(operator=operator, left=left, right=right):
            sign = _COMPARED.get(operator) or _SIGNS[operator]
            return f"{_in(left, reading)} {sign} {_in(right, reading)}"


def _in(node: Node, reading: Reading, joining: str = "") -> str:
    """A part, in parentheses where it would else be read otherwise."""
    text = in_words(node, reading)
    if isinstance(node, Binary) and node.operator != joining:
        compared = joining and node.operator in _COMPARED
        return text if compared else f"({text})"
    return text


def _name(name: str, reading: Reading) -> str:
    if reading.frame.column(name) is not None or name not in reading.parameters:
        return _spaced(name)
    value = reading.parameters[name]
    if isinstance(value, bool):
        return f"{_spaced(name)} ({_plain(value)} here)"
    return f"{_plain(value)} ({name})"


def _has_code(node: HasCode, reading: Reading) -> str:
    when = ""
    if node.days is not None:
        when = f", dated at most {_length(node.days, reading)} days after the first day"
    return f"a {node.table} code of the list {node.codes}{when}"


def _event(name: str, codes: str, reading: Reading) -> str:
    event = reading.frame.event(name)
    meaning = event.meaning if event else _spaced(name)
    return meaning if codes == ANY else f"{meaning}, in the list {codes}"


def _window(months: Literal | Name, reading: Reading) -> str:
    return f"within {_length(months, reading)} months"


def _length(length: Literal | Name, reading: Reading) -> str:
    value = length.value if isinstance(length, Literal) else reading.parameters[length.name]
    return _plain(value)


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _plain(value: Parameter) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
