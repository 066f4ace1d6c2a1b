"""One measure at one unit: the finding, sentences, values and definition as a person reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from riktning.apps.observations.figures import IndicatorInfo, Point, RunInfo, VerdictInfo
from riktning.catalogue.model import Kind, Words
from riktning.core.periods import Month
from riktning.documents.charts import ChartText, month_label
from riktning.trends.chart_words import breach_sentence, chart_sentence
from riktning.trends.judged import Breach, ChartBasis, ControlChart
from riktning.trends.labels import Label
from riktning.trends.words import direction_sentence, pace_sentence, statistics_sentence
from riktning.web.presenters.figures import (
    count_words,
    from_till_words,
    interval_words,
    period_words,
    point_words,
    polarity_words,
    span_words,
    unit_words,
    value_words,
)
from riktning.web.presenters.verdicts import pace_of, verdict_label


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict in words: for everyone, and for a statistician."""

    title: str
    verdict: Label
    pace: Label | None
    pace_sentence: str
    statistics: str
    chart: str
    breaches: tuple[str, ...]
    limits: str = ""


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One period in the table of values."""

    period: str
    value: str
    interval: str
    numerator: str
    denominator: str
    note: str


@dataclass(frozen=True, slots=True)
class ValueTable:
    """The periods of one kind, the newest first; the flags say which columns hold anything."""

    heading: str
    rows: tuple[ValueRow, ...]

    @property
    def has_interval(self) -> bool:
        return any(row.interval for row in self.rows)

    @property
    def has_numerator(self) -> bool:
        return any(row.numerator for row in self.rows)

    @property
    def has_denominator(self) -> bool:
        return any(row.denominator for row in self.rows)

    @property
    def has_note(self) -> bool:
        return any(row.note for row in self.rows)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a definition or of where a figure comes from; ``code`` is set as code."""

    name: str
    text: str
    code: bool = False


def finding(info: IndicatorInfo, verdict: VerdictInfo | None, language: str) -> Finding:
    """What is said of the series; a measure without a verdict says so."""
    name = info.name.in_(language)
    if verdict is None:
        title = _("%(name)s: riktningen har inte bedömts här") % {"name": name}
        return Finding(title, verdict_label(None, language), None, "", "", "", ())
    pace = verdict.pace
    chart = verdict.chart
    return Finding(
        title=direction_sentence(verdict.direction, info, language),
        verdict=verdict_label(verdict, language),
        pace=pace_of(verdict, language),
        pace_sentence=pace_sentence(pace, info, language) if pace else "",
        statistics=statistics_sentence(verdict.direction, info, language),
        chart=chart_sentence(chart, language) if chart else "",
        breaches=tuple(_stretches(b, chart, language) for b in chart.breaches) if chart else (),
        limits=_limits(chart) if chart else "",
    )


def _limits(chart: ControlChart) -> str:
    """What the limits lie around, where it is not the constant level a reader expects."""
    trended = chart.basis is ChartBasis.TREND and any(low is not None for low in chart.lower)
    return _("styrgränser kring trendlinjen") if trended else ""


def _stretches(breach: Breach, chart: ControlChart, language: str) -> str:
    """The rule and its months, months in a row told as from–to."""
    said = breach_sentence(replace(breach, months=()), language, chart.basis)
    rule = said.partition(":")[0]
    stretches: list[list[Month]] = []
    for month in breach.months:
        if stretches and month.index == stretches[-1][-1].index + 1:
            stretches[-1].append(month)
        else:
            stretches.append([month])
    words = (
        month_label(run[0], language)
        if len(run) == 1
        else f"{month_label(run[0], language)}–{month_label(run[-1], language)}"
        for run in stretches
    )
    return f"{rule}: {', '.join(words)}."


def chart_text(
    found: Finding, info: IndicatorInfo, run: RunInfo, unit_name: str, language: str
) -> ChartText:
    """Title is the finding; subtitle is measure, unit, whose, period and which way is better.

    It also says so when the limits lie around the trend line.
    """
    parts = (
        info.name.in_(language),
        unit_words(info, language),
        unit_name,
        span_words(run.first_month, run.last_month, language),
        polarity_words(info, language),
        found.limits,
    )
    subtitle = ", ".join(part for part in parts if part)
    return ChartText(
        title=found.title.rstrip("."),
        subtitle=subtitle,
        unit=unit_words(info, language),
        decimals=info.decimals,
        language=language,
        synthetic=run.synthetic,
    )


def value_rows(
    points: Sequence[Point], info: IndicatorInfo, language: str, k: int
) -> tuple[ValueRow, ...]:
    """The table of values, the newest period first."""
    return tuple(
        ValueRow(
            period=period_words(point.period, language),
            value=point_words(point, info, language, k),
            interval=interval_words(point, info, language),
            numerator=count_words(point.numerator, language),
            denominator=count_words(point.denominator, language),
            note=_("preliminär") if point.preliminary else "",
        )
        for point in reversed(points)
    )


_KINDS = {
    Kind.PROPORTION: Words("andel", "proportion"),
    Kind.RATE: Words("tal per befolkning eller persontid", "rate per population or person-time"),
    Kind.MEAN: Words("medelvärde", "mean"),
    Kind.COUNT: Words("antal", "count"),
    Kind.RATIO: Words("kvot mellan två summor", "ratio of two sums"),
    Kind.INDEX: Words("medelvärde av ett index per person", "mean of an index a person"),
    Kind.MEDIAN: Words("median, ur antal i klasser", "median, from counts in classes"),
}


def definition_facts(info: IndicatorInfo, language: str) -> tuple[Fact, ...]:
    """The definition as a person reads it."""
    plain = info.definition
    source = plain.get("provenance") or {}
    facts = [
        Fact(_("Vad måttet säger"), info.says.in_(language)),
        Fact(_("Slag"), _KINDS[info.kind].in_(language)),
        Fact(_("Enhet"), unit_words(info, language)),
        Fact(_("Riktning"), polarity_words(info, language)),
        Fact(_("Det som räknas (täljare)"), str(plain.get("numerator") or ""), code=True),
        Fact(_("Av vad (nämnare)"), str(plain.get("denominator") or ""), code=True),
        Fact(_("Urval"), str(plain.get("filter") or ""), code=True),
        Fact(_("Minsta nämnare"), str(plain.get("min_denominator") or "")),
        Fact(_("Redovisas"), _published(plain)),
        Fact(_("Räknas efter"), _counted_by(plain)),
        Fact(_("Nämnaren räknas bland"), _population(plain)),
        Fact(_("Jämförs med"), _baseline(plain, language)),
        Fact(_("Åldersstandard"), _standard(plain)),
        Fact(_("Medianens noggrannhet"), _accuracy(plain, info, language)),
        Fact(_("Preliminärt i"), _days(plain.get("follow_up_days"))),
        Fact(_("Register"), str(source.get("register") or "")),
        Fact(_("Nationellt id"), str(source.get("national_id") or "")),
        Fact(_("Referenser"), "; ".join(source.get("references") or ())),
        Fact(_("Att bekräfta"), (source.get("to_confirm") or {}).get(language, "")),
        Fact(_("Kod"), info.code),
        Fact(_("Version"), str(info.version)),
    ]
    return tuple(fact for fact in facts if fact.text)


def _published(plain: Mapping[str, Any]) -> str:
    words = {
        "month": _("per månad, tertial och år"),
        "tertial": _("per tertial och år"),
        "year": _("per år"),
    }.get(str(plain.get("period") or "month"), "")
    return f"{words}{_(', och för rullande tolv månader')}" if plain.get("rolling") else words


def _counted_by(plain: Mapping[str, Any]) -> str:
    words = {
        "treating_unit": _("den enhet som ger vården"),
        "municipality": _("den kommun där personen bor"),
    }
    axes = plain.get("axes") or [plain.get("axis")]
    return _(" och ").join(words[axis] for axis in axes if axis in words)


def _population(plain: Mapping[str, Any]) -> str:
    population = plain.get("population") or {}
    return str(population.get("frame") or "")


def _baseline(plain: Mapping[str, Any], language: str) -> str:
    ends = [Month.parse(str(month)) for month in plain.get("baseline") or ()]
    if len(ends) != 2:
        return ""
    return from_till_words(ends[0].first_day, ends[1].first_day, language)


def _standard(plain: Mapping[str, Any]) -> str:
    if not plain.get("standard"):
        return ""
    if plain["standard"] == "european_2013":
        return _("Europas standardbefolkning 2013, direkt standardisering för ålder och kön")
    return str(plain["standard"])


def _accuracy(plain: Mapping[str, Any], info: IndicatorInfo, language: str) -> str:
    """A median from counts in classes is right to within a class."""
    edges = [float(edge) for edge in plain.get("edges") or ()]
    if len(edges) < 2:
        return ""
    widths = [high - low for low, high in pairwise(edges)]
    low, high = (value_words(width, info, language) for width in (min(widths), max(widths)))
    if low == high:
        return _("räknas i klasser om %(width)s; medianen kan ligga så långt ifrån") % {
            "width": low
        }
    return _("räknas i klasser om %(low)s till %(high)s; medianen kan ligga så långt ifrån") % {
        "low": low,
        "high": high,
    }


def _days(days: object) -> str:
    return _("%(days)s dagar efter periodens slut") % {"days": days} if days else ""


def provenance_facts(info: IndicatorInfo, run: RunInfo, quality: Sequence[str]) -> tuple[Fact, ...]:
    """Where the figures come from: run, data date, definition, quality, fingerprints."""
    manifest = run.manifest
    facts = [
        Fact(_("Körning"), run.run_id, code=True),
        Fact(_("Leverans"), run.label),
        Fact(_("Uppgifter till och med"), run.as_of.isoformat()),
        Fact(_("Beräknad"), run.created_at.date().isoformat()),
        Fact(_("Publicerad"), run.published_at.date().isoformat()),
        Fact(_("Definitionens version"), str(info.version)),
        Fact(_("Definitionens kontrollsumma"), info.definition_sha256, code=True),
        Fact(_("Datas kontrollsumma"), str(manifest.get("data_fingerprint", "")), code=True),
        Fact(_("Beräkningsmotorns version"), str(manifest.get("engine_version", ""))),
        Fact(_("Datakvalitet"), " ".join(quality)),
    ]
    return tuple(fact for fact in facts if fact.text)
