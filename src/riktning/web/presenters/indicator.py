"""One measure at one unit: the finding, sentences, values and definition as a person reads it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from riktning.apps.observations.figures import IndicatorInfo, Point, RunInfo, VerdictInfo
from riktning.core.periods import Month
from riktning.documents.charts import ChartText, month_label
from riktning.trends.charts.chart import Breach, ChartBasis, ControlChart
from riktning.trends.charts.words import breach_sentence, chart_sentence
from riktning.trends.labels import Label
from riktning.trends.words import direction_sentence, pace_sentence, statistics_sentence
from riktning.web.presenters.figures import (
    count_words,
    interval_words,
    period_words,
    point_words,
    polarity_words,
    span_words,
    unit_words,
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
    said = breach_sentence(replace(breach, months=()), language, chart.basis, chart.rules)
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
