"""What a definition counts: its expressions, and what its kind asks of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from riktning.catalogue.checking import Parameter, Scope, faults_of, type_of
from riktning.catalogue.choices import frame as read_frame
from riktning.catalogue.choices import options
from riktning.catalogue.faults import Collector, FaultsError, an, fault, nearest
from riktning.catalogue.frames import Frame, ValueType
from riktning.catalogue.model import Axis, Kind, Population, Term
from riktning.catalogue.parser import parse
from riktning.catalogue.sections import Section
from riktning.core.errors import RiktningError
from riktning.core.periods import Month

MOST_EDGES = 1000
_COUNTABLE = (ValueType.INTEGER, ValueType.NUMBER, ValueType.BOOLEAN)
_NUMBERS = (ValueType.INTEGER, ValueType.NUMBER)
_ALL = tuple(ValueType)
_SUMS = (Kind.MEAN, Kind.INDEX)
_ALONE = (Kind.COUNT, Kind.MEDIAN)
_ON_A_POPULATION = (Kind.RATE, Kind.RATIO)


@dataclass(frozen=True, slots=True)
class Names:
    """What expressions may name beside the frame; ``frame`` is None when the file names none."""

    frame: Frame | None
    parameters: Mapping[str, Parameter]
    code_lists: frozenset[str]


@dataclass(frozen=True, slots=True)
class Counted:
    """The part of a definition that says what is counted."""

    filter: Term | None
    numerator: Term
    denominator: Term | None
    squares: Term | None
    population: Population | None
    baseline: tuple[Month, Month] | None
    edges: tuple[float, ...]


def counted(
    section: Section, kind: Kind | None, names: Names, axes: tuple[Axis, ...] | None
) -> Counted:
    """The keys that count; CatalogueError with every fault in them."""
    reading = Collector()
    of = reading.of
    wanted = _numerators(kind, names.frame)
    found = Counted(
        filter=of(lambda: _optional(section, "filter", (ValueType.BOOLEAN,), names)),
        numerator=of(lambda: term(section, "numerator", wanted, names)),
        denominator=of(lambda: _denominator(section, kind, names)),
        squares=of(lambda: _squares(section, kind, names)),
        population=of(lambda: _population(section, kind, names, axes or ())),
        baseline=of(lambda: _baseline(section, kind)),
        edges=of(lambda: _edges(section, kind)),
    )
    reading.finish()
    return found


def _numerators(kind: Kind | None, frame: Frame | None) -> tuple[ValueType, ...]:
    """A row of persons is in a proportion's numerator or not; a unit's row may count several."""
    if kind is None:
        return _ALL
    if kind is Kind.PROPORTION and (frame is None or frame.persons):
        return (ValueType.BOOLEAN,)
    return _NUMBERS if kind is Kind.MEDIAN else _COUNTABLE


def term(section: Section, key: str, allowed: tuple[ValueType, ...], names: Names) -> Term:
    """An expression that is there, checked against the frame when that is known."""
    text, place = section.expression(key)
    tree = parse(text, place)
    if names.frame is not None:
        scope = Scope(names.frame, names.parameters, names.code_lists, place)
        faults = faults_of(tree, scope)
        if faults:
            raise FaultsError(faults)
        found = type_of(tree, scope)
        if found not in allowed:
            wanted = " or ".join(allowed)
            raise fault(
                place, f"{key!r} yields {an(found)} value", f"let it yield {an(wanted)} value"
            )
    return Term(" ".join(text.split()), tree)


def _optional(
    section: Section, key: str, allowed: tuple[ValueType, ...], names: Names
) -> Term | None:
    return term(section, key, allowed, names) if section.has(key) else None


def _refuse(section: Section, key: str, what: str) -> None:
    place = section.line(key)
    section.drop(key)
    raise fault(place, what, "remove the key")


def _denominator(section: Section, kind: Kind | None, names: Names) -> Term | None:
    others = [key for key in ("population", "baseline") if section.has(key)]
    if kind in _ALONE and section.has("denominator"):
        _refuse(section, "denominator", f"{an(kind)} has no denominator")
    if len(others) == 2:
        place = section.line("baseline")
        raise fault(place, "'baseline' and 'population' are both there", "keep one of them")
    if others and section.has("denominator"):
        what = f"the denominator is given by {others[0]!r} already"
        _refuse(section, "denominator", what)
    if kind is None or kind in _ALONE or others:
        return _optional(section, "denominator", _COUNTABLE, names)
    return term(section, "denominator", _COUNTABLE, names)


def _squares(section: Section, kind: Kind | None, names: Names) -> Term | None:
    if kind in _SUMS:
        return term(section, "squares", _COUNTABLE, names)
    if kind is not None and section.has("squares"):
        _refuse(section, "squares", f"{an(kind)} carries no squares")
    return _optional(section, "squares", _COUNTABLE, names)


def _population(
    section: Section, kind: Kind | None, names: Names, axes: tuple[Axis, ...]
) -> Population | None:
    if not section.has("population"):
        return None
    place = section.line("population")
    if kind is not None and kind not in _ON_A_POPULATION:
        what = f"{an(kind)} cannot be divided by a population that is counted elsewhere"
        remedy = "make it a rate (counts) or a ratio (sums), or count both on one frame"
        section.drop("population")
        raise fault(place, what, remedy)
    part = section.section("population")
    reading = Collector()
    at = part.line("frame")
    frame = reading.of(lambda: read_frame(part))
    for axis in axes if frame is not None else ():
        if axis not in frame.axes:
            what = f"frame {frame.name!r} has no axis {axis.value!r}"
            reading.found.append(fault(at, what, nearest(axis, frame.axes)))
    here = Names(frame, names.parameters, names.code_lists)
    chosen = reading.of(lambda: options(part, "options", frame))
    kept = reading.of(lambda: _optional(part, "filter", (ValueType.BOOLEAN,), here))
    value = reading.of(lambda: term(part, "value", _COUNTABLE, here))
    reading.of(part.finish)
    reading.finish()
    return Population(frame.name, chosen, kept, value, ())


def _baseline(section: Section, kind: Kind | None) -> tuple[Month, Month] | None:
    if not section.has("baseline"):
        return None
    place = section.line("baseline")
    if kind is not None and kind is not Kind.RATIO:
        _refuse(section, "baseline", f"{an(kind)} has no baseline")
    ends = section.scalars("baseline")
    try:
        months = [Month.parse(str(end)) for end in ends]
    except RiktningError:
        months = []
    if len(months) != 2 or months[0] > months[1]:
        raise fault(place, "'baseline' is no pair of months", "write [2022-01, 2022-12]")
    return months[0], months[1]


def _edges(section: Section, kind: Kind | None) -> tuple[float, ...]:
    place = section.line("edges")
    if kind is not Kind.MEDIAN:
        if kind is not None and section.has("edges"):
            _refuse(section, "edges", f"{an(kind)} has no buckets")
        return ()
    values = section.scalars("edges")
    numbers = [float(v) for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    rising = all(low < high for low, high in pairwise(numbers))
    if len(numbers) != len(values) or not 2 <= len(numbers) <= MOST_EDGES or not rising:
        remedy = f"write 2 to {MOST_EDGES} rising numbers such as [0, 7, 14, 30]"
        raise fault(place, "'edges' are no bucket limits", remedy)
    return tuple(numbers)
