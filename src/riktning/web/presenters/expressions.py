"""A definition's expressions as a reader reads them, in Swedish or by the catalogue's English."""

from collections.abc import Mapping
from typing import Any

from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.in_words import Reading, in_words
from riktning.catalogue.parser import parse
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
from riktning.core.errors import RiktningError
from riktning.documents.charts.numbers import in_english
from riktning.web.presenters.expression_words import COLUMNS, EVENTS, FRAMES, LISTS, VALUES

_COMPARED = {
    "==": "är", "!=": "är inte", "<": "är under", "<=": "är högst", ">": "är över",
    ">=": "är minst",
}  # fmt: skip
_COUNTED = {
    "==": "exakt", "!=": "inte exakt", "<": "färre än", "<=": "högst", ">": "fler än",
    ">=": "minst",
}  # fmt: skip
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
Parameters = Mapping[str, Any]


def expression(text: str, frame: str, parameters: Parameters, language: str) -> str:
    """The expression in words; as it is written where it is of a kind this version cannot read."""
    try:
        node = parse(text)
    except RiktningError:
        return text
    if isinstance(node, Literal):
        return "1 for each such row" if in_english(language) else "1 för varje sådan rad"
    if not in_english(language):
        return _words(node, parameters)
    if frame not in BY_NAME:
        return text
    return in_words(node, Reading(BY_NAME[frame], parameters))


def frame_words(frame: str, language: str) -> str:
    """What one row is."""
    if in_english(language):
        return BY_NAME[frame].row if frame in BY_NAME else frame
    return FRAMES.get(frame, frame)


def _words(node: Node, given: Parameters) -> str:
    match node:
        case Literal(value=value):
            return _value(value)
        case Name(name=name):
            return _name(name, given)
        case In(operand=operand, items=items, negated=negated):
            *first, last = (_value(item.value) for item in items)
            listed = f"{', '.join(first)} eller {last}" if first else last
            return f"{_part(operand, given)} är {'inte ' if negated else ''}{listed}"
        case IsNull(operand=operand, negated=negated):
            return f"{_part(operand, given)} är {'känt' if negated else 'inte känt'}"
        case InCodes(column=column, codes=codes):
            return f"{_column(column)} finns i listan {_list(codes)}"
        case HasCode(table=table, codes=codes, days=days):
            what = "diagnos" if table == "diagnosis" else "åtgärd"
            within = f", senast {_length(days, given)} dagar efter första dagen" if days else ""
            return f"har en {what} i listan {_list(codes)}{within}"
        case Had(event=event, codes=codes, months=months):
            return f"har inom {_length(months, given)} månader {_event(event, codes)}"
        case Times(event=event, codes=codes, months=months):
            return f"antal gånger inom {_length(months, given)} månader av {_event(event, codes)}"
        case _:
            return _computed(node, given)


def _computed(node: Node, given: Parameters) -> str:
    match node:
        case If(condition=condition, then=then, otherwise=otherwise):
            asked = _words(condition, given)
            return f"({_part(then, given)} om {asked}, annars {_part(otherwise, given)})"
        case Unary(operator="not", operand=Name(name=name)):
            return f"inte {_name(name, given)}"
        case Unary(operator="not", operand=operand):
            return f"inte ({_words(operand, given)})"
        case Unary(operand=operand):
            return f"−{_part(operand, given)}"
        case Binary(operator=("and" | "or") as joining, left=left, right=right):
            word = "och" if joining == "and" else "eller"
            return f"{_part(left, given, joining)} {word} {_part(right, given, joining)}"
        case Binary(operator=operator, left=Times() as times, right=right) if operator in _COUNTED:
            often = f"{_COUNTED[operator]} {_part(right, given)} gånger"
            months = _length(times.months, given)
            return f"har {often} inom {months} månader {_event(times.event, times.codes)}"
        case Binary(operator=operator, left=left, right=right):
            sign = _COMPARED.get(operator) or _SIGNS[operator]
            return f"{_part(left, given)} {sign} {_part(right, given)}"
    raise TypeError(node)


def _part(node: Node, given: Parameters, joining: str = "") -> str:
    """A part, in parentheses where it would else be read otherwise."""
    text = _words(node, given)
    if isinstance(node, Binary) and node.operator != joining:
        return text if joining and node.operator in _COMPARED else f"({text})"
    return text


def _name(name: str, given: Parameters) -> str:
    return _value(given[name]) if name in given else _column(name)


def _column(name: str) -> str:
    return COLUMNS.get(name, name.replace("_", " "))


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return VALUES.get(value, value) if isinstance(value, str) else str(value).replace(".", ",")


def _list(codes: str) -> str:
    return LISTS.get(codes, codes.replace("_", " "))


def _event(name: str, codes: str) -> str:
    meaning = EVENTS.get(name, name.replace("_", " "))
    return meaning if codes == ANY else f"{meaning} i listan {_list(codes)}"


def _length(length: Literal | Name, given: Parameters) -> str:
    return _value(length.value if isinstance(length, Literal) else given[length.name])
