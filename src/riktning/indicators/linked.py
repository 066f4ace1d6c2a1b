"""What an indicator counts, as a set of rows: so that counts of several can be held together.

Where one indicator hides a count and another shows it, or shows the counts it is a sum or a
difference of, hiding was in vain. Rows are compared by meaning, not by text (see ``row_sets``):
parameters are replaced by their values, and an age limit that is also a limit between age groups
is taken out of the conditions and kept as the age groups it leaves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from riktning.catalogue.frame_types import ValueType
from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Definition, Kind, Population, Term
from riktning.catalogue.syntax import (
    Binary,
    Had,
    HasCode,
    If,
    In,
    IsNull,
    Literal,
    Name,
    Node,
    Times,
    Unary,
    children,
    walk,
)
from riktning.core.ages import AGE_BOUNDS
from riktning.indicators.row_sets import truths

NUMERATOR, DENOMINATOR, REST = "numerator", "denominator", "rest"
# How many people live in a municipality, or are listed at a unit, is told by public statistics.
PUBLIC = ("resident_month", "listed_month")
_OLDEST = 130
ALL_AGES = tuple(range(len(AGE_BOUNDS)))
Bools = npt.NDArray[np.bool_]
Options = tuple[tuple[str, int | tuple[str, ...]], ...]


@dataclass(frozen=True)
class Count:
    """What one part of an indicator counts: rows of a frame that meet some conditions.

    ``without``: a rest is what meets the conditions, but not all of these. ``weighed``: the part is
    a sum of something (days, visits) over the rows. ``ages``: the age groups counted, where the
    conditions themselves no longer say so.
    """

    part: str
    frame: str
    options: Options
    conditions: tuple[Node, ...]
    without: tuple[Node, ...] = ()
    weighed: bool = False
    ages: tuple[int, ...] = ALL_AGES

    def same(self, other: "Count") -> bool:
        """The same rows, whatever they are called."""
        found = rows_of((self, other))
        return found is not None and bool((found[0] == found[1]).all())

    def among(self, other: "Count") -> bool:
        """Every row of this count is in the other, and not the other way round."""
        return _among(self, other)

    @property
    def public(self) -> bool:
        """How many of some age live or are listed somewhere: known without any indicator."""
        on_age = all(_asks_only_for_age(node) for node in self.conditions)
        return self.frame in PUBLIC and on_age and not self.without

    @cached_property
    def by_age(self) -> "Count":
        """Without conditions on age, where these leave whole age groups only."""
        on_age = [node for node in self.conditions if _asks_only_for_age(node)]
        met = [_ages_that_meet(node) for node in on_age]
        inside = np.all(met, axis=0) if met else np.ones(_OLDEST, dtype=bool)
        groups = np.split(inside, AGE_BOUNDS[1:])
        if any(group.any() != group.all() for group in groups) or self.ages != ALL_AGES:
            return self
        ages = tuple(number for number, group in enumerate(groups) if group.all())
        rest = tuple(node for node in self.conditions if node not in on_age)
        return replace(self, conditions=rest, ages=ages,
                       without=tuple(n for n in self.without if n not in on_age))  # fmt: skip


@lru_cache(maxsize=1 << 15)
def _among(part: Count, whole: Count) -> bool:
    found = rows_of((part, whole))
    return found is not None and bool((found[0] <= found[1]).all() and (found[0] < found[1]).any())


def rows_of(counts: tuple[Count, ...]) -> Bools | None:
    """Which kinds of row each counts, (counts, kinds); None when they cannot be compared."""
    first = counts[0]
    if any(
        (c.frame, c.options, c.ages) != (first.frame, first.options, first.ages) for c in counts
    ):
        return None
    sets = [c.conditions for c in counts]
    taken = [(*c.conditions, *c.without) if c.without else (Literal(False),) for c in counts]
    found = truths([*sets, *taken], first.frame)
    return None if found is None else found[: len(counts)] & ~found[len(counts) :]


def counts_of(definition: Definition) -> tuple[Count, ...]:
    """The counts of persons or events that an indicator shows; sums (days) follow their count."""
    filters, _ = _conditions(definition.filter, definition)
    own, weighed = _conditions(definition.numerator, definition)
    numerator = (*filters, *own)
    at = _frame_of(definition.frame, definition.frame_options)
    if definition.kind is Kind.MEDIAN:
        return (Count(DENOMINATOR, *at, filters),)
    if definition.population is not None:
        other = _population(definition.population, definition)
        return (Count(NUMERATOR, *at, numerator, weighed=weighed), other)
    if definition.denominator is None:
        return (Count(NUMERATOR, *at, numerator, weighed=weighed),)
    found, heavy = _conditions(definition.denominator, definition)
    denominator = Count(DENOMINATOR, *at, (*filters, *found), weighed=heavy)
    if definition.kind in (Kind.MEAN, Kind.INDEX):
        return (denominator,)
    if definition.kind is Kind.PROPORTION:
        numerator = (*numerator, *found)
    return (Count(NUMERATOR, *at, numerator, weighed=weighed), denominator)


def rest_of(definition: Definition) -> Count | None:
    """What the numerator of a share leaves of its denominator."""
    if definition.kind is not Kind.PROPORTION or definition.denominator is None:
        return None
    part, whole = counts_of(definition)
    if definition.population is not None:
        return None
    return replace(whole, part=REST, without=part.conditions or (Literal(True),))


def _population(population: Population, definition: Definition) -> Count:
    filters, _ = _conditions(population.filter, definition)
    value, weighed = _conditions(population.value, definition)
    at = _frame_of(population.frame, population.options)
    return Count(DENOMINATOR, *at, (*filters, *value), weighed=weighed)


def _frame_of(frame: str, options: Mapping[str, int | tuple[str, ...]]) -> tuple[str, Options]:
    return frame, tuple(sorted(options.items()))


def _conditions(term: Term | None, definition: Definition) -> tuple[tuple[Node, ...], bool]:
    """What a row must meet to count, and whether it then counts as something else than one."""
    if term is None:
        return (), False
    return _rows(_filled(term.tree, definition.parameters), definition.frame)


def _rows(node: Node, frame: str) -> tuple[tuple[Node, ...], bool]:
    match node:
        case Literal(value=value) if value in (1, True):
            return (), False  # every row counts as one
        case Binary(operator="and", left=left, right=right):
            return (*_rows(left, frame)[0], *_rows(right, frame)[0]), False
        case If(condition=condition, then=then, otherwise=Literal(value=0)):
            met, weighed = _rows(then, frame)
            return (*_rows(condition, frame)[0], *met), weighed
        case Times():
            return (Binary(">=", node, Literal(1)),), True
        case Name(name=name) if _is_number(name, frame):
            return (IsNull(node, negated=True),), True
        case Binary(operator="+" | "-" | "*" | "/") | Literal() | Unary(operator="-") | If():
            return (), True
    return (node,), False


def _is_number(name: str, frame: str) -> bool:
    column = BY_NAME[frame].column(name) if frame in BY_NAME else None
    return column is not None and column.type in (ValueType.INTEGER, ValueType.NUMBER)


def _filled(node: Node, parameters: Mapping[str, object]) -> Node:
    """The expression with its parameters' values in it, for two files may name them otherwise."""
    match node:
        case Name(name=name) if isinstance(value := parameters.get(name), int | float | str):
            return Literal(value)
        case Unary(operand=operand) | IsNull(operand=operand):
            return replace(node, operand=_filled(operand, parameters))
        case Binary(left=left, right=right):
            return replace(node, left=_filled(left, parameters), right=_filled(right, parameters))
        case If(condition=condition, then=then, otherwise=otherwise):
            parts = [_filled(each, parameters) for each in (condition, then, otherwise)]
            return If(parts[0], parts[1], parts[2], node.at)
        case Had(months=Name(name=name)) | Times(months=Name(name=name)):
            return replace(node, months=Literal(_number(parameters[name])))
        case HasCode(days=Name(name=name)):
            return replace(node, days=Literal(_number(parameters[name])))
        case In(operand=operand):
            return replace(node, operand=_filled(operand, parameters))
    return node


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"a number of months or days was expected, not {value!r}")
    return value


def _asks_only_for_age(node: Node) -> bool:
    looked_at = [
        each for each in walk(node) if not isinstance(each, Literal) and not children(each)
    ]
    return bool(looked_at) and all(isinstance(n, Name) and n.name == "age" for n in looked_at)


@cache
def _ages_that_meet(node: Node) -> Bools:
    """Shape (ages in years,)."""
    sets: list[tuple[Node, ...]] = [
        (node, Binary("==", Name("age"), Literal(age))) for age in range(_OLDEST)
    ]
    found = truths(sets, "contact")
    return np.zeros(_OLDEST, dtype=np.bool_) if found is None else np.any(found, axis=1)
