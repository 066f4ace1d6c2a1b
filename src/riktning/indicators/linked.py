"""Indicators that count the same rows, or rows among each other's, and are hidden together.

Where one indicator hides a count and another shows it, or shows a part of it as large as the
whole, hiding was in vain. What an indicator counts is taken as the conditions a row must meet:
the filter's and the numerator's, split at every ``and``. All of another's conditions among them
means that the rows are among the other's.
"""

from collections.abc import Iterable, Sequence

from riktning.catalogue.model import Definition, Kind, Term
from riktning.catalogue.printing import to_text
from riktning.catalogue.syntax import Binary, Literal, Name, Node, walk

Conditions = frozenset[str]


def linked(definitions: Iterable[Definition]) -> list[tuple[Definition, ...]]:
    """The definitions of one pass, in sets that are hidden together; each in one set.

    Only measures of people are linked, and only those whose values begin in the same month.
    """
    sets: list[list[Definition]] = []
    for definition in definitions:
        touching = [found for found in sets if any(_related(definition, one) for one in found)]
        together = [one for found in touching for one in found] + [definition]
        sets = [found for found in sets if found not in touching] + [together]
    return [tuple(found) for found in sets]


def _related(one: Definition, other: Definition) -> bool:
    if not (one.protects_persons and other.protects_persons):
        return False
    if one.look_back_months != other.look_back_months:
        return False
    return any(a <= b or b <= a for a in counted(one) for b in counted(other))


def counted(definition: Definition) -> Sequence[Conditions]:
    """What a row must meet to be in each count that the indicator shows."""
    filters = _conditions(definition.filter, definition)
    numerator = filters | _conditions(definition.numerator, definition)
    if definition.denominator is None:
        return [numerator]
    denominator = filters | _conditions(definition.denominator, definition)
    if definition.kind in (Kind.MEAN, Kind.INDEX):
        return [denominator]
    if definition.kind is Kind.PROPORTION:
        return [denominator, denominator | numerator]
    return [numerator, denominator]


def _conditions(term: Term | None, definition: Definition) -> Conditions:
    if term is None:
        return frozenset()
    return frozenset(_text(node, definition) for node in _split(term.tree))


def _split(node: Node) -> list[Node]:
    if isinstance(node, Binary) and node.operator == "and":
        return [*_split(node.left), *_split(node.right)]
    if isinstance(node, Literal) and node.value in (1, True):
        return []  # every row counts as one
    return [node]


def _text(node: Node, definition: Definition) -> str:
    """The condition with its parameters' values beside it, for two files may name them alike."""
    return f"{to_text(node)} {_named(node, definition)}"


def _named(node: Node, definition: Definition) -> list[tuple[str, object]]:
    names = {part.name for part in walk(node) if isinstance(part, Name)}
    return sorted(
        (name, definition.parameters[name]) for name in names & set(definition.parameters)
    )
