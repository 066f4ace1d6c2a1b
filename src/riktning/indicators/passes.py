"""Passes: what is counted over the rows of one frame at once, and what its rows have to carry."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from riktning.catalogue.checking import days_of, months_of
from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Axis, CodeList, Definition, Term
from riktning.catalogue.syntax import (
    ANY,
    Had,
    HasCode,
    InCodes,
    Name,
    Node,
    Times,
    walk,
)
from riktning.core.periods import Month, Period
from riktning.indicators.ages import age_limits
from riktning.indicators.asking import CodeFlag, Lookback, Request
from riktning.indicators.relevance import Read, conditions_of, seen_where

Options = tuple[tuple[str, int | tuple[str, ...]], ...]
NUMERATOR, DENOMINATOR, SQUARES = PARTS = ("numerator", "denominator", "squares")
ROWS = "rows"
_AGE = "age"


@dataclass(frozen=True, slots=True)
class Counted:
    """What one definition counts in a pass: over which rows, and the terms of its parts.

    ``edges``: the numerator is not summed, its values are counted in these buckets.
    """

    definition: Definition
    filter: Term | None
    parts: tuple[tuple[str, Term], ...]
    edges: tuple[float, ...] = ()

    @property
    def columns(self) -> list[str]:
        """The columns of its sums."""
        return [f"{self.definition.id}__{part}" for part, _ in self.parts]

    @property
    def terms(self) -> Iterator[Term]:
        yield from (term for _, term in self.parts)
        if self.filter is not None:
            yield self.filter


@dataclass(frozen=True, slots=True)
class Pass:
    """One reading of a frame's rows: the same frame, axis and frame options."""

    frame: str
    axis: Axis
    options: Options
    counted: tuple[Counted, ...] = field(compare=False)

    @property
    def name(self) -> str:
        """The name of the pass in progress and in the names of files."""
        return self.frame if self.axis is Axis.TREATING_UNIT else f"{self.frame}.{self.axis.value}"


def passes_of(definitions: Iterable[Definition], axis: Axis | None = None) -> list[Pass]:
    """The passes needed for some indicators, along each of their axes or only along one."""
    members: dict[Pass, list[Counted]] = {}
    for definition in definitions:
        for along in definition.axes if axis is None else (axis,):
            for frame, options, counted in _counts_of(definition):
                members.setdefault(Pass(frame, along, options, ()), []).append(counted)
    return [Pass(one.frame, one.axis, one.options, tuple(all_)) for one, all_ in members.items()]


def columns_of(one: Pass) -> list[str]:
    """The columns of sums that a pass counts; a median has buckets instead."""
    summed = [counted for counted in one.counted if not counted.edges]
    return [ROWS, *(column for counted in summed for column in counted.columns)]


def options_of(options: Mapping[str, int | tuple[str, ...]]) -> Options:
    """Frame options in an order that makes the same ones equal."""
    return tuple(sorted(options.items()))


def _counts_of(definition: Definition) -> Iterator[tuple[str, Options, Counted]]:
    terms = (definition.numerator, definition.denominator, definition.squares)
    parts = tuple((part, term) for part, term in zip(PARTS, terms, strict=True) if term is not None)
    counted = Counted(definition, definition.filter, parts, definition.edges)
    yield definition.frame, options_of(definition.frame_options), counted
    people = definition.population
    if people is not None:
        counted = Counted(definition, people.filter, ((DENOMINATOR, people.value),))
        yield people.frame, options_of(people.options), counted


@dataclass(frozen=True, slots=True)
class Asked:
    """The request to a frame, and for each definition which column answers which node."""

    request: Request
    flags: Mapping[tuple[str, Node], str]

    def flags_of(self, definition: Definition) -> dict[Node, str]:
        """Node → column."""
        return {
            node: column for (name, node), column in self.flags.items() if name == definition.id
        }


def asked_of(one: Pass, codes: Mapping[str, CodeList]) -> Asked:
    """What the rows of a pass have to carry."""
    columns: set[str] = set()
    lookbacks: dict[str, Lookback] = {}
    code_flags: dict[str, CodeFlag] = {}
    flags: dict[tuple[str, Node], str] = {}
    for counted in one.counted:
        for node in _nodes(counted):
            columns |= _columns(node, one.frame)
            if isinstance(node, Had | Times):
                look = _lookback(node, one.frame, counted.definition, codes)
                earlier = lookbacks.setdefault(look.column, look)
                lookbacks[look.column] = look if look.counted else earlier
                flags[counted.definition.id, node] = look.column
            elif isinstance(node, HasCode):
                flag = _code_flag(node, counted.definition, codes)
                code_flags[flag.column] = flag
                flags[counted.definition.id, node] = flag.column
    request = Request(
        columns=frozenset(columns),
        lookbacks=tuple(lookbacks.values()),
        options=dict(one.options),
        axis=one.axis,
        age_limits=_age_limits(one.counted) if _AGE in columns else None,
        code_flags=tuple(code_flags.values()),
    )
    asked = Asked(request, flags)
    reads = [_read(counted, asked, one) for counted in one.counted]
    needed = tuple(read.whole for read in reads)
    return Asked(replace(request, seen=seen_where(reads), needed=needed), flags)


def looks_of(passes: Iterable[Pass], codes: Mapping[str, CodeList]) -> tuple[Lookback, ...]:
    """All look-backs of some passes, each once."""
    asked = (asked_of(one, codes).request.lookbacks for one in passes)
    return tuple(sorted({look for some in asked for look in some}, key=repr))


def evaluated_every(counted: Counted, one: Pass) -> int:
    """States published by tertial or year are evaluated at the ends of these: every so many months.

    1 for what happens, and for the population that something else is divided by.
    """
    definition = counted.definition
    own = counted.parts[0][0] == NUMERATOR and definition.baseline is None
    if not (own and BY_NAME[one.frame].stock):
        return 1
    return Period(Month(1, 1), definition.period).length


def _read(counted: Counted, asked: Asked, one: Pass) -> Read:
    return Read(
        conditions_of(counted.filter.tree if counted.filter is not None else None),
        tuple(term.tree for _, term in counted.parts),
        counted.definition.parameters,
        asked.flags_of(counted.definition),
        evaluated_every(counted, one),
    )


def _age_limits(counted: Iterable[Counted]) -> tuple[int, ...]:
    return age_limits(
        (term.tree, one.definition.parameters) for one in counted for term in one.terms
    )


def _nodes(counted: Counted) -> Iterator[Node]:
    for term in counted.terms:
        yield from walk(term.tree)


def _columns(node: Node, frame: str) -> set[str]:
    named = node.name if isinstance(node, Name) else None
    named = node.column if isinstance(node, InCodes) else named
    return {named} if named is not None and BY_NAME[frame].column(named) is not None else set()


def _lookback(
    node: Had | Times, frame: str, definition: Definition, codes: Mapping[str, CodeList]
) -> Lookback:
    event = BY_NAME[frame].event(node.event)
    months = months_of(node, definition.parameters)
    if event is None or not isinstance(months, int):
        raise KeyError(node.event)
    return Lookback(
        column=f"had_{node.event}_{node.codes}_{months}",
        table=event.table,
        code_column=event.code_column,
        codes=() if node.codes == ANY else codes[node.codes].codes,
        months=months,
        counted=isinstance(node, Times),
        own_unit=event.own_unit,
        where=event.where,
    )


def _code_flag(node: HasCode, definition: Definition, codes: Mapping[str, CodeList]) -> CodeFlag:
    days = days_of(node, definition.parameters)
    whole = days if isinstance(days, int) else None
    # No list has a capital in its name: a list "x" within 1 day is not a list "x_1".
    column = f"has_{node.table}_{node.codes}" + ("" if whole is None else f"_D{whole}")
    return CodeFlag(column, node.table, codes[node.codes].codes, whole)
