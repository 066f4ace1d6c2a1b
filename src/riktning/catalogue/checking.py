"""The type checker: does an expression fit the frame's columns, the parameters and the lists?"""

from collections.abc import Mapping
from dataclasses import dataclass

from riktning.catalogue.faults import Place, an, fault, nearest
from riktning.catalogue.frames import Frame, ValueType
from riktning.catalogue.parser import COMPARISONS
from riktning.catalogue.syntax import (
    ANY,
    At,
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
    children,
)
from riktning.catalogue.tokens import place_in
from riktning.core.errors import CatalogueError

Parameter = int | float | str | bool
_NUMERIC = (ValueType.INTEGER, ValueType.NUMBER)
MAX_MONTHS = 120
MAX_DAYS = 365
LARGEST = 1_000_000_000_000  # sums stay exact below it


@dataclass(frozen=True, slots=True)
class Scope:
    """What names mean inside one definition."""

    frame: Frame
    parameters: Mapping[str, Parameter]
    code_lists: frozenset[str]
    start: Place

    def fault(self, at: At, what: str, remedy: str) -> CatalogueError:
        return fault(place_in(self.start, at), what, remedy)


def type_of(node: Node, scope: Scope) -> ValueType:
    """The type an expression yields; CatalogueError, with line and column, when it has none."""
    match node:
        case Literal():
            return _literal(node, scope)
        case Name():
            return _name(node, scope)
        case Unary(operator="not", operand=operand):
            return _require(operand, (ValueType.BOOLEAN,), "not", scope)
        case Unary(operand=operand):
            return _require(operand, _NUMERIC, "-", scope)
        case Binary():
            return _binary(node, scope)
        case If():
            return _choice(node, scope)
        case Times():
            _looking_back(node, scope)
            return ValueType.INTEGER
        case _:
            _condition(node, scope)
            return ValueType.BOOLEAN


def _condition(node: In | IsNull | InCodes | HasCode | Had, scope: Scope) -> None:
    match node:
        case In():
            _membership(node, scope)
        case IsNull(operand=operand):
            type_of(operand, scope)
        case InCodes():
            _codes(node, scope)
        case HasCode():
            _has_code(node, scope)
        case Had():
            _looking_back(node, scope)


def faults_of(node: Node, scope: Scope) -> list[CatalogueError]:
    """Every fault inside an expression: of each fault the innermost place."""
    try:
        type_of(node, scope)
    except CatalogueError as error:
        inner = [found for child in children(node) for found in faults_of(child, scope)]
        return inner or [error]
    return []


def literal_type(value: Parameter) -> ValueType:
    """The type of a value written in the file."""
    if isinstance(value, bool):
        return ValueType.BOOLEAN
    if isinstance(value, str):
        return ValueType.TEXT
    return ValueType.INTEGER if isinstance(value, int) else ValueType.NUMBER


def _name(node: Name, scope: Scope) -> ValueType:
    column = scope.frame.column(node.name)
    if column is not None:
        return column.type
    if node.name in scope.parameters:
        return literal_type(scope.parameters[node.name])
    what = f"frame {scope.frame.name!r} has no column {node.name!r}, nor the file such a parameter"
    raise scope.fault(node.at, what, nearest(node.name, _names(scope)))


def _names(scope: Scope) -> list[str]:
    return [*(column.name for column in scope.frame.columns), *scope.parameters]


def _require(node: Node, allowed: tuple[ValueType, ...], operator: str, scope: Scope) -> ValueType:
    found = type_of(node, scope)
    if found not in allowed:
        what = f"{operator!r} cannot take {an(found)} value"
        raise scope.fault(node.at, what, f"give it a {' or '.join(allowed)} value")
    return found


def _literal(node: Literal, scope: Scope) -> ValueType:
    found = literal_type(node.value)
    if found in _NUMERIC and not abs(float(node.value)) <= LARGEST:
        raise scope.fault(node.at, "the number is too large", f"write at most {LARGEST}")
    return found


def _binary(node: Binary, scope: Scope) -> ValueType:
    if node.operator in ("and", "or"):
        _require(node.left, (ValueType.BOOLEAN,), node.operator, scope)
        return _require(node.right, (ValueType.BOOLEAN,), node.operator, scope)
    if node.operator in COMPARISONS:
        return _comparison(node, scope)
    sides = {
        _require(node.left, _NUMERIC, node.operator, scope),
        _require(node.right, _NUMERIC, node.operator, scope),
    }
    if node.operator == "/" and isinstance(node.right, Literal) and node.right.value == 0:
        raise scope.fault(node.at, "the expression divides by 0", "divide by something else")
    whole = sides == {ValueType.INTEGER} and node.operator != "/"
    return ValueType.INTEGER if whole else ValueType.NUMBER


def _comparison(node: Binary, scope: Scope) -> ValueType:
    left, right = type_of(node.left, scope), type_of(node.right, scope)
    if not _comparable(left, right):
        what = f"{an(left)} value cannot be compared with {an(right)} value"
        raise scope.fault(node.at, what, f"compare it with {an(left)} value")
    if node.operator not in ("==", "!=") and left is ValueType.BOOLEAN:
        raise scope.fault(node.at, f"{node.operator!r} cannot order true and false", "use == or !=")
    return ValueType.BOOLEAN


def _comparable(left: ValueType, right: ValueType) -> bool:
    return left is right or (left in _NUMERIC and right in _NUMERIC)


def _membership(node: In, scope: Scope) -> None:
    wanted = type_of(node.operand, scope)
    for item in node.items:
        found = literal_type(item.value)
        if not _comparable(wanted, found):
            what = f"{item.value!r} is {an(found)} value in a list for {an(wanted)} value"
            raise scope.fault(item.at, what, f"list {wanted} values only")


def _codes(node: InCodes, scope: Scope) -> None:
    if _name(Name(node.column, node.at), scope) is not ValueType.TEXT:
        texts = [c.name for c in scope.frame.columns if c.type is ValueType.TEXT]
        what = f"in_codes needs a text column, and {node.column!r} is none"
        raise scope.fault(node.at, what, nearest(node.column, texts))
    _code_list(node.codes, node.at, scope)


def _code_list(name: str, at: At, scope: Scope) -> None:
    if name not in scope.code_lists:
        raise scope.fault(at, f"there is no code list {name!r}", nearest(name, scope.code_lists))


def _looking_back(node: Had | Times, scope: Scope) -> None:
    event = scope.frame.event(node.event)
    if event is None:
        what = f"frame {scope.frame.name!r} has no event {node.event!r}"
        names = [event.name for event in scope.frame.events]
        raise scope.fault(node.at, what, nearest(node.event, names))
    if node.codes != ANY:
        if event.code_column is None:
            what = f"event {node.event!r} has no code to look for in {node.codes!r}"
            raise scope.fault(node.at, what, f"write {ANY} in place of the list")
        _code_list(node.codes, node.at, scope)
    months = months_of(node, scope.parameters)
    if not _whole_between(months, 1, MAX_MONTHS):
        what = f"a window cannot be {months!r} months"
        raise scope.fault(node.at, what, f"give a whole number from 1 to {MAX_MONTHS}")


def _has_code(node: HasCode, scope: Scope) -> None:
    if not scope.frame.coded:
        what = f"a row of frame {scope.frame.name!r} is no contact or stay that carries codes"
        raise scope.fault(node.at, what, "use has_code on the frames stay and contact")
    if node.table not in scope.frame.coded:
        what = f"has_code cannot look in {node.table!r}"
        raise scope.fault(node.at, what, nearest(node.table, scope.frame.coded))
    _code_list(node.codes, node.at, scope)
    days = days_of(node, scope.parameters)
    if node.days is not None and not _whole_between(days, 0, MAX_DAYS):
        what = f"a code cannot be looked for within {days!r} days"
        raise scope.fault(node.at, what, f"give a whole number from 0 to {MAX_DAYS}")


def _choice(node: If, scope: Scope) -> ValueType:
    _require(node.condition, (ValueType.BOOLEAN,), "if", scope)
    then, otherwise = type_of(node.then, scope), type_of(node.otherwise, scope)
    if not _comparable(then, otherwise):
        what = f"if() would yield {an(then)} value or {an(otherwise)} value"
        raise scope.fault(node.at, what, "let both yield the same type")
    return then if then is otherwise else ValueType.NUMBER


def _whole_between(value: Parameter | None, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def months_of(node: Had | Times, parameters: Mapping[str, Parameter]) -> Parameter | None:
    """The window's length, whether written out or given as a parameter."""
    return _written_or_named(node.months, parameters)


def days_of(node: HasCode, parameters: Mapping[str, Parameter]) -> Parameter | None:
    """Within how many days a code is looked for; None when at any time."""
    return None if node.days is None else _written_or_named(node.days, parameters)


def _written_or_named(
    node: Literal | Name, parameters: Mapping[str, Parameter]
) -> Parameter | None:
    return parameters.get(node.name) if isinstance(node, Name) else node.value
