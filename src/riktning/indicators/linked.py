"""Counts that are the same, or among each other's, under the ids of several indicators.

Where one indicator hides a count and another shows it, or shows a part of it as large as the
whole, hiding was in vain. What an indicator counts is taken as the conditions a row must meet:
the filter's and the numerator's, split at every ``and``. All of another's conditions among them
means that the rows are among the other's.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from riktning.catalogue.model import Definition, Kind, Population, Term
from riktning.catalogue.printing import to_text
from riktning.catalogue.syntax import Binary, Literal, Name, Node, walk

Conditions = frozenset[str]
NUMERATOR, DENOMINATOR = "numerator", "denominator"
# How many people live in a municipality, or are listed at a unit, is told by public statistics.
PUBLIC = ("resident_month", "listed_month")


@dataclass(frozen=True)
class Count:
    """What one part of an indicator counts: rows of a frame that meet some conditions."""

    part: str
    frame: str
    options: tuple[tuple[str, int | tuple[str, ...]], ...]
    conditions: Conditions

    def same(self, other: "Count") -> bool:
        return self._frame == other._frame and self.conditions == other.conditions

    def among(self, other: "Count") -> bool:
        """Every row of this count is in the other, and not the other way round."""
        return self._frame == other._frame and self.conditions > other.conditions

    @property
    def _frame(self) -> tuple[object, object]:
        return self.frame, self.options

    @property
    def public(self) -> bool:
        """How many people live or are listed somewhere, which is known without any indicator."""
        return self.frame in PUBLIC and not self.conditions


def counts_of(definition: Definition) -> tuple[Count, ...]:
    """The counts of persons or events that an indicator shows; sums (days) follow their count."""
    filters = _conditions(definition.filter, definition.parameters)
    numerator = filters | _conditions(definition.numerator, definition.parameters)
    own = _frame_of(definition.frame, definition.frame_options)
    if definition.kind is Kind.MEDIAN:
        return (Count(DENOMINATOR, *own, filters),)
    if definition.population is not None:
        return (Count(NUMERATOR, *own, numerator), _population(definition.population, definition))
    if definition.denominator is None:
        return (Count(NUMERATOR, *own, numerator),)
    denominator = filters | _conditions(definition.denominator, definition.parameters)
    if definition.kind in (Kind.MEAN, Kind.INDEX):
        return (Count(DENOMINATOR, *own, denominator),)
    if definition.kind is Kind.PROPORTION:
        numerator |= denominator
    return (Count(NUMERATOR, *own, numerator), Count(DENOMINATOR, *own, denominator))


def _population(population: Population, definition: Definition) -> Count:
    found = _conditions(population.filter, definition.parameters)
    found |= _conditions(population.value, definition.parameters)
    return Count(DENOMINATOR, *_frame_of(population.frame, population.options), found)


def _frame_of(
    frame: str, options: Mapping[str, int | tuple[str, ...]]
) -> tuple[str, tuple[tuple[str, int | tuple[str, ...]], ...]]:
    return frame, tuple(sorted(options.items()))


def _conditions(term: Term | None, parameters: Mapping[str, object]) -> Conditions:
    if term is None:
        return frozenset()
    return frozenset(_text(node, parameters) for node in _split(term.tree))


def _split(node: Node) -> list[Node]:
    if isinstance(node, Binary) and node.operator == "and":
        return [*_split(node.left), *_split(node.right)]
    if isinstance(node, Literal) and node.value in (1, True):
        return []  # every row counts as one
    return [node]


def _text(node: Node, parameters: Mapping[str, object]) -> str:
    """The condition with its parameters' values in it, for two files may name them otherwise."""
    text = to_text(node)
    for name in {part.name for part in walk(node) if isinstance(part, Name)} & set(parameters):
        text = re.sub(rf"\b{name}\b", repr(parameters[name]), text)
    return text
