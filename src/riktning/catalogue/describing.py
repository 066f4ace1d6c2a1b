"""A definition told to a person: what is counted, over what, where, how long, and who says so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from riktning.catalogue.frames import BY_NAME, Frame
from riktning.catalogue.in_words import Reading, in_words
from riktning.catalogue.intervals import INTERVAL_WORDS, interval_of
from riktning.catalogue.model import CodeList, Definition, Kind, Population, Term
from riktning.catalogue.syntax import Literal
from riktning.core.periods import PeriodKind

MOST_CODES = 12
_PERIODS = {
    PeriodKind.MONTH: "months, tertials and years",
    PeriodKind.TERTIAL: "tertials and years",
    PeriodKind.YEAR: "years",
}
_KINDS = {
    Kind.PROPORTION: "proportion",
    Kind.RATE: "rate",
    Kind.MEAN: "mean",
    Kind.COUNT: "count",
    Kind.RATIO: "ratio of two sums",
    Kind.INDEX: "mean of an index a person",
    Kind.MEDIAN: "median",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said of a definition; ``code`` is the expression as written, when there is one."""

    name: str
    text: str
    code: str = ""


def facts(definition: Definition) -> Iterator[Fact]:
    """Everything the file says, in the order a reader asks for it."""
    yield Fact("kind", f"{_KINDS[definition.kind]}, in {definition.unit.en}")
    yield Fact("interval", INTERVAL_WORDS[interval_of(definition)].en)
    yield Fact("better is", _polarity(definition))
    yield from _counted(definition)
    yield from _shown(definition)
    yield from _provenance(definition)


def _polarity(definition: Definition) -> str:
    if definition.target_interval is None:
        return {"none": "neither higher nor lower"}.get(
            definition.polarity.value, definition.polarity.value
        )
    low, high = definition.target_interval
    if low is None:
        return f"at most {high:g}"
    return f"at least {low:g}" if high is None else f"between {low:g} and {high:g}"


def _counted(definition: Definition) -> Iterator[Fact]:
    frame = BY_NAME[definition.frame]
    reading = Reading(frame, definition.parameters)
    yield Fact("one row is", f"{frame.row}{_options(definition.frame_options)}", frame.name)
    if definition.filter:
        yield _fact("rows that count", definition.filter, reading)
    median = definition.kind is Kind.MEDIAN
    yield _fact("the middle value of" if median else "numerator", definition.numerator, reading)
    if definition.denominator:
        yield _fact("denominator", definition.denominator, reading)
    if definition.population:
        yield _population(definition.population, definition)
    if definition.baseline:
        first, last = definition.baseline
        yield Fact("denominator", f"the numerator summed over {first} to {last}, in the same cell")
    if definition.scale != 1:
        alone = definition.kind in (Kind.COUNT, Kind.MEDIAN)
        what = "numerator" if alone else "numerator ÷ denominator"
        yield Fact("value", f"{what} × {definition.scale:.10g}")
    if definition.standard:
        yield Fact("standardised", f"directly by sex and age to {definition.standard}; numerator "
                   "and denominator are as counted")  # fmt: skip
    if definition.breaks:
        told = ", ".join(str(month) for month in definition.breaks)
        yield Fact("the source counts something else from", told)
    if definition.edges:
        yield Fact("error of the median", error_bound(definition.edges))


def _fact(name: str, term: Term, reading: Reading) -> Fact:
    """A term in words; a plain number says that each row counts so much."""
    if isinstance(term.tree, Literal):
        return Fact(name, f"{term.text} for each such row")
    return Fact(name, in_words(term.tree, reading), term.text)


def _population(population: Population, definition: Definition) -> Fact:
    frame = BY_NAME[population.frame]
    reading = Reading(frame, definition.parameters)
    value = _fact("", population.value, reading).text
    kept = f", where {in_words(population.filter.tree, reading)}" if population.filter else ""
    code = population.filter.text if population.filter else ""
    row = f"counted on {frame.name}: {frame.row}{_options(population.options)}"
    return Fact("denominator", f"{value}, {row}{kept}", code)


def _options(options: Mapping[str, int | tuple[str, ...]]) -> str:
    said = ", ".join(f"{name} = {_listed(value)}" for name, value in options.items())
    return f" ({said})" if said else ""


def _listed(value: int | tuple[str, ...]) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def error_bound(edges: tuple[float, ...]) -> str:
    """How far a median may be off: it is interpolated inside the bucket it lies in."""
    widths: list[tuple[float, float]] = []
    for low, high in pairwise(edges):
        if not widths or widths[-1][1] != high - low:
            widths.append((low, high - low))
    said = ", ".join(f"{width:g} from {low:g}" for low, width in widths)
    return (
        f"at most the width of the bucket it lies in: {said}; from {edges[-1]:g} it is only known "
        "to be at least that"
    )


def _shown(definition: Definition) -> Iterator[Fact]:
    places = {"treating_unit": "the treating unit", "municipality": "where the person lives"}
    yield Fact("counted at", " and at ".join(places[axis.value] for axis in definition.axes))
    periods = _PERIODS[definition.period]
    rolling = ", and the twelve months that end with every month" if definition.rolling else ""
    yield Fact("published for", f"{periods}{rolling}{_mean_month(definition)}")
    if definition.parameters:
        values = (f"{name} = {value}" for name, value in definition.parameters.items())
        yield Fact(
            "parameters", ", ".join(values).replace("True", "true").replace("False", "false")
        )
    if definition.min_denominator:
        yield Fact("smallest denominator", str(definition.min_denominator))
    if definition.follow_up_days:
        yield Fact("preliminary for", f"{definition.follow_up_days} days after the period")
    if definition.look_back_months:
        yield Fact("first value after", f"{definition.look_back_months} months of data")
    protected = "yes" if definition.protects_persons else "no, no person's care is counted"
    yield Fact("disclosure control", protected)
    yield Fact("tables", ", ".join(definition.tables))


def _mean_month(definition: Definition) -> str:
    frame: Frame = BY_NAME[definition.frame]
    if not frame.stock:
        return ""
    if definition.period is PeriodKind.MONTH:
        return "; a longer period is the mean of its months"
    return "; a state at the end of each shortest period, a longer one is the mean of these"


def _provenance(definition: Definition) -> Iterator[Fact]:
    provenance = definition.provenance
    yield Fact("register", provenance.register)
    if provenance.national_id:
        yield Fact("national id", provenance.national_id)
    yield Fact("references", "; ".join(provenance.references))
    checked = provenance.checked_by or "not yet checked"
    yield Fact("author, checked by", f"{provenance.author}; {checked}")
    yield Fact("next review", provenance.next_review.isoformat())
    if provenance.to_confirm:
        yield Fact("to be confirmed", provenance.to_confirm.en)
        yield Fact("att bekräfta", provenance.to_confirm.sv)
    else:
        yield Fact("status", provenance.status)


def codes_in_words(codes: CodeList) -> Iterator[str]:
    """``I50 Hjärtsvikt``, a line a code, the first of a long list only."""
    for code, label in list(zip(codes.codes, codes.labels, strict=True))[:MOST_CODES]:
        yield f"{code} {label}"
    if len(codes.codes) > MOST_CODES:
        yield f"… and {len(codes.codes) - MOST_CODES} more, in codes/{codes.name}.csv"
