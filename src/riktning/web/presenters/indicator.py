"""One measure at one unit: the finding, sentences, values and definition as a person reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from riktning.apps.observations.figures import IndicatorInfo, Point, RunInfo, VerdictInfo
from riktning.catalogue.model import Polarity
from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.documents.charts import ChartText, month_label
from riktning.trends.charts.chart import Breach, ChartBasis, ControlChart
from riktning.trends.charts.phase_words import phase_sentences
from riktning.trends.charts.runs import runs_of
from riktning.trends.charts.statement_words import assurance_sentence, variation_sentence
from riktning.trends.charts.statements import assurance, assured, latest, variation
from riktning.trends.charts.words import chart_sentence, rule_words
from riktning.trends.figures import period_name
from riktning.trends.labels import Label
from riktning.trends.naming import aim_words
from riktning.trends.odd_words import aside_sentence, counted_sentence
from riktning.trends.words import (
    direction_sentence,
    pace_sentence,
    statistics_sentence,
)
from riktning.web.presenters.figures import (
    count_words,
    interval_words,
    not_known_yet,
    period_words,
    point_words,
    polarity_words,
    span_words,
    unbroken,
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
    variation: str = ""
    assurance: str = ""
    phases: tuple[str, ...] = ()
    aside: str = ""


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


def finding(info: IndicatorInfo, verdict: VerdictInfo | None, language: str) -> Finding:
    """What is said of the series; a measure without a verdict says so."""
    name = info.name.in_(language)
    if verdict is None:
        title = _("%(name)s: riktningen har inte bedömts här") % {"name": name}
        return Finding(title, verdict_label(None, language), None, "", "", "", ())
    pace = verdict.pace
    chart = verdict.chart
    return Finding(
        title=unbroken(direction_sentence(verdict.direction, info, language)),
        verdict=verdict_label(verdict, language),
        pace=pace_of(verdict, language),
        pace_sentence=unbroken(pace_sentence(pace, info, language)) if pace else "",
        statistics=statistics_sentence(verdict.direction, info, language),
        chart=chart_sentence(chart, language, info.unit.in_(language)) if chart else "",
        breaches=tuple(_stretches(b, chart, language) for b in chart.breaches) if chart else (),
        limits=_limits(chart) if chart else "",
        variation=_variation(info, chart, language) if chart else "",
        assurance=_assurance(info, verdict, language),
        phases=phase_sentences(chart, verdict.direction, info, language) if chart else (),
        aside=aside_sentence(
            verdict.direction, language, from_limits=chart is not None and chart.aside is not None
        )
        or counted_sentence(verdict.direction, language),
    )


def no_pace_words(info: IndicatorInfo, verdict: VerdictInfo | None) -> str:
    """Why a target of the plan has no pace: the run was judged without it, or nothing can tell.

    A trend has a level at its end, and wherever it has, a target would have been given a pace.
    """
    if verdict is None:
        return _("Takten är inte bedömd.")
    if verdict.direction.end_level is not None and info.polarity is not Polarity.NONE:
        return _("Takten är inte bedömd: målvärdet fanns inte med när körningen bedömdes.")
    return _("Takten går inte att bedöma.")


def point_notes(
    points: Sequence[Point], info: IndicatorInfo, verdict: VerdictInfo | None, language: str
) -> tuple[str, ...]:
    """What a reader who points at a month is told: its value, and the rules that mark it."""
    chart = verdict.chart if verdict else None
    marked: dict[Month, list[str]] = {}
    for breach in chart.breaches if chart else ():
        words = _rule(breach, chart, language) if chart else ""
        for month in breach.months:
            marked.setdefault(month, []).append(words)
    aside = verdict.direction.aside if verdict else None
    if aside is not None:
        marked.setdefault(aside, []).append(_("räknas inte in i trenden"))
    return tuple(
        _note(point, info, marked.get(point.period.start, ()), language) for point in points
    )


def _rule(breach: Breach, chart: ControlChart, language: str) -> str:
    return rule_words(breach.rule, language, chart.basis, chart.rules, seasonal=chart.seasonal)


def _note(point: Point, info: IndicatorInfo, rules: Sequence[str], language: str) -> str:
    if point.value is None:
        return ""
    period = period_words(point.period, language)
    said = f"{period}: {value_words(point.value, info, language)}"
    preliminary = (_("preliminär"),) if point.preliminary else ()
    return " · ".join((said, *preliminary, *rules))


def _variation(info: IndicatorInfo, chart: ControlChart, language: str) -> str:
    found = variation(latest(chart), info.polarity)
    period = (
        "" if found.place is None else _period_label(chart, chart.months[found.place], language)
    )
    return variation_sentence(
        found, period, language, chart.basis, chart.rules, seasonal=chart.seasonal
    )


def _period_label(chart: ControlChart, month: Month, language: str) -> str:
    """``jan 2025``, ``tertial 1 2025``, ``2025``."""
    if chart.cycle == MONTHS_A_YEAR:
        return month_label(month, language)
    return period_name(month, chart.cycle, language)


def _assurance(info: IndicatorInfo, verdict: VerdictInfo | None, language: str) -> str:
    """Whether the target is met month by month; empty where no pace is judged against one."""
    if verdict is None or verdict.chart is None or verdict.pace is None:
        return ""
    target = verdict.pace.target.value
    low, high = info.definition.get("target_interval") or (None, None)
    point = latest(verdict.chart)
    found = assured(
        assurance(point, target, info.polarity, (low, high)),
        point,
        verdict.chart.basis,
        tested=verdict.direction.q_value is not None,
        certain=verdict.pace.certain,
        pulled=verdict.pace.pulled,
    )
    inside = info.polarity is Polarity.TARGET_INTERVAL
    words = {"value": value_words(target, info, language)}
    name = aim_words(info, language) if inside else _("målet %(value)s") % words
    return assurance_sentence(found, name, language)


def _limits(chart: ControlChart) -> str:
    """What the limits lie around, where it is not the constant level a reader expects."""
    trended = chart.basis is ChartBasis.TREND and any(low is not None for low in chart.lower)
    return _("styrgränser kring trendlinjen") if trended else ""


def _stretches(breach: Breach, chart: ControlChart, language: str) -> str:
    """The rule and its months, each run told as from–to."""
    rule = _rule(breach, chart, language)
    words = (
        _period_label(chart, run[0], language)
        if len(run) == 1
        else f"{_period_label(chart, run[0], language)}–{_period_label(chart, run[-1], language)}"
        for run in runs_of(breach, chart)
    )
    return f"{rule[:1].upper()}{rule[1:]}: {', '.join(words)}."


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
    subtitle = unbroken(", ".join(part for part in parts if part))
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
            numerator="" if not_known_yet(point) else count_words(point.numerator, language),
            denominator="" if not_known_yet(point) else count_words(point.denominator, language),
            note=_("preliminär") if point.preliminary else "",
        )
        for point in reversed(points)
    )
