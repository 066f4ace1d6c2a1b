"""Turns the keys of one file into a Definition, or says all that is wrong with it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from riktning.catalogue import choices
from riktning.catalogue.checking import Parameter, months_of
from riktning.catalogue.counting import Counted, Names, counted
from riktning.catalogue.faults import Collector, Place, fault
from riktning.catalogue.frames import BY_NAME, Frame
from riktning.catalogue.model import Axis, Definition, Kind, Polarity, Term
from riktning.catalogue.provenances import provenance
from riktning.catalogue.sections import Section
from riktning.catalogue.syntax import Had, HasCode, InCodes, Name, Node, Times, walk

MOST_DAYS, MOST_MONTHS = 3660, 600  # no measure follows up or looks back longer
_ID = re.compile(r"[a-z][a-z0-9_]{2,60}")


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a definition may use from beside its own file."""

    code_lists: frozenset[str]
    standards: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Spine:
    """What the other keys are read by."""

    frame: Frame
    kind: Kind
    axes: tuple[Axis, ...]
    parameters: dict[str, Parameter]


def read_definition(section: Section, known: Known, file: str) -> Definition:
    """The definition a file holds; CatalogueError with every fault in the file."""
    reading = Collector()
    place, at_parameters = section.line("id"), section.line("parameters")
    spine = _spine(section, reading)
    names = Names(spine.frame, spine.parameters or {}, known.code_lists)
    said = reading.of(lambda: counted(section, spine.kind, names, spine.axes))
    standard = reading.of(
        lambda: choices.standard(section, spine.kind, spine.frame, known.standards)
    )
    rest = reading.of(lambda: _definition(section, spine, file))
    reading.of(section.finish)
    reading.finish()
    definition = _joined(rest, said, standard)
    choices.unused(definition.parameters, set(_names(definition)), at_parameters)
    _look_back_suffices(definition, place)
    return definition


def _spine(section: Section, reading: Collector) -> _Spine:
    frame = reading.of(lambda: choices.frame(section))
    return _Spine(
        frame,
        reading.of(lambda: section.choice("kind", Kind)),
        reading.of(lambda: choices.axes(section, frame)),
        reading.of(lambda: choices.parameters(section, frame)),
    )


_NOTHING = Term("0", Name("0"))  # stands where the expressions go, until they are joined


def _definition(section: Section, spine: _Spine, file: str) -> Definition:
    """Every key but those that count."""
    reading = Collector()
    of = reading.of
    polarity = of(lambda: section.choice("polarity", Polarity))
    definition = Definition(
        id=of(lambda: _identity(section)),
        code=of(lambda: section.text("code")),
        name=of(lambda: section.words("name")),
        says=of(lambda: section.words("says")),
        kind=spine.kind,
        polarity=polarity,
        target_interval=of(lambda: choices.interval(section, polarity)),
        unit=of(lambda: section.words("unit")),
        scale=of(lambda: choices.scale(section)),
        decimals=of(lambda: section.whole("decimals", most=6)),
        frame=spine.frame.name if spine.frame else "",
        frame_options=of(lambda: choices.options(section, "frame_options", spine.frame)),
        axes=spine.axes,
        parameters=spine.parameters,
        filter=None,
        numerator=_NOTHING,
        denominator=None,
        squares=None,
        min_denominator=of(lambda: section.whole("min_denominator")),
        follow_up_days=of(lambda: section.whole("follow_up_days", most=MOST_DAYS)),
        look_back_months=of(lambda: section.whole("look_back_months", most=MOST_MONTHS)),
        protects_persons=of(lambda: section.flag("protects_persons")),
        provenance=of(lambda: provenance(section.section("provenance"))),
        version=of(lambda: section.whole("version", least=1)),
        tables=(),
        file=file,
        period=of(lambda: choices.period(section)),
        rolling=of(lambda: choices.rolling(section, spine.frame)),
        breaks=of(lambda: choices.breaks(section)),
    )
    reading.finish()
    return definition


def _joined(rest: Definition, said: Counted, standard: str | None) -> Definition:
    population = said.population
    if population is not None:
        terms = [term for term in (population.filter, population.value) if term is not None]
        population = replace(population, tables=_tables(population.frame, rest.axes, terms))
    whole = replace(
        rest,
        filter=said.filter,
        numerator=said.numerator,
        denominator=said.denominator,
        squares=said.squares,
        population=population,
        baseline=said.baseline,
        edges=said.edges,
        standard=standard,
    )
    own = _tables(whole.frame, whole.axes, whole.terms)
    other = population.tables if population else ()
    return replace(whole, tables=tuple(sorted({*own, *other})))


def _identity(section: Section) -> str:
    place = section.line("id")
    identity = section.text("id")
    if not _ID.fullmatch(identity):
        raise fault(place, f"{identity!r} cannot be an id", "use a–z, 0–9 and _, 3–61 signs")
    return identity


def _tables(name: str, axes: tuple[Axis, ...], terms: Iterable[Term]) -> tuple[str, ...]:
    """The frame's own tables, what the named columns need, and homes where they are an axis."""
    frame = BY_NAME[name]
    tables = {*frame.tables, "unit"} | ({"residence"} if Axis.MUNICIPALITY in axes else set())
    for term in terms:
        for node in walk(term.tree):
            tables |= _tables_of(node, frame)
    return tuple(sorted(tables))


def _tables_of(node: Node, frame: Frame) -> set[str]:
    match node:
        case Name(name=name) | InCodes(column=name):
            column = frame.column(name)
            return set(column.tables) if column else set()
        case Had(event=name) | Times(event=name):
            event = frame.event(name)
            return {event.table} if event else set()
        case HasCode(table=table):
            return {table}
    return set()


def _names(definition: Definition) -> Iterator[str]:
    for term in definition.all_terms:
        for node in walk(term.tree):
            if isinstance(node, Name):
                yield node.name


def _look_back_suffices(definition: Definition, place: Place) -> None:
    """A window longer than the stated look-back would count months without data as empty."""
    windows = [value for value in _options(definition) if isinstance(value, int)]
    for term in definition.all_terms:
        for node in walk(term.tree):
            if isinstance(node, Had | Times):
                months = months_of(node, definition.parameters)
                windows += [months] if isinstance(months, int) else []
    if windows and definition.look_back_months < max(windows):
        what = f"look_back_months is {definition.look_back_months}, the window {max(windows)}"
        raise fault(place, what, f"write `look_back_months: {max(windows)}`")


def _options(definition: Definition) -> Iterator[object]:
    yield from definition.frame_options.values()
    if definition.population:
        yield from definition.population.options.values()
