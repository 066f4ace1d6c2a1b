"""The phases of a chart in words: when, at which level, within which limits, and why."""

from collections.abc import Sequence
from statistics import fmean

from riktning.catalogue.model import Words
from riktning.trends.charts.chart import ChartBasis, ControlChart, Phase
from riktning.trends.charts.words import status_words
from riktning.trends.figures import figure, level_decimals, period_name, with_unit
from riktning.trends.labels import REASON_WORDS
from riktning.trends.naming import Named, unit_of_value
from riktning.trends.verdict import DirectionFinding

PHASES = Words("Skeden", "Phases")
_TO = "\N{EN DASH}\N{WORD JOINER}"  # between two figures, where no line ends
_NOT_FOLLOWED = Words(
    "räknas inte in i trenden, som gäller tiden efter brottet",
    "is not part of the trend, which is that after the break",
)
_FOLLOWED = Words("följer trendlinjen", "follows the trend line")


def phase_sentences(
    chart: ControlChart, finding: DirectionFinding, naming: Named, language: str = "sv"
) -> tuple[str, ...]:
    """One sentence a phase, in the order of time; none where the series has only one."""
    if len(chart.phases) < 2:
        return ()
    return tuple(
        f"{_when(phase, chart, language)}{_why(phase, chart, finding, language)}: "
        f"{_level(phase, chart, naming, language)}."
        for phase in chart.phases
    )


def _when(phase: Phase, chart: ControlChart, language: str) -> str:
    first, last = (period_name(month, chart.cycle, language) for month in (phase.first, phase.last))
    told = f"{first} – {last}"
    return f"{told[:1].upper()}{told[1:]}"


def _why(phase: Phase, chart: ControlChart, finding: DirectionFinding, language: str) -> str:
    """What the last phase began with, where the verdict is cut there."""
    if phase is not chart.phases[-1] or finding.cut is None:
        return ""
    return f" ({REASON_WORDS[finding.cut].in_(language)})"


def _level(phase: Phase, chart: ControlChart, naming: Named, language: str) -> str:
    if chart.basis is ChartBasis.TREND:
        return (_FOLLOWED if phase is chart.phases[-1] else _NOT_FOLLOWED).in_(language)
    if phase.centre is None:
        return status_words(phase.status, language)
    decimals = level_decimals(phase.centre, naming.decimals)
    level = _value(phase.centre, decimals, naming, language)
    told = Words(f"medelnivå {level}", f"mean level {level}").in_(language)
    limits = _limits(phase, chart, decimals, naming, language)
    return f"{told}; {status_words(phase.status, language)}{limits}"


def _limits(phase: Phase, chart: ControlChart, decimals: int, naming: Named, language: str) -> str:
    """Where the limits lie, as a mean where they vary with what is counted on."""
    inside = [phase.first <= month <= phase.last for month in chart.months]
    low, high = (
        [each for each, own in zip(side, inside, strict=True) if own and each is not None]
        for side in (chart.lower, chart.upper)
    )
    if not low or not high:
        return ""
    start = figure(fmean(low), decimals, language)
    ends = f"{start}{_TO}{_value(fmean(high), decimals, naming, language)}"
    if _one(low, decimals) and _one(high, decimals):
        return f" {ends}"
    return Words(
        f" i genomsnitt {ends}, vidare där underlaget är litet",
        f" {ends} on average, wider where little is counted on",
    ).in_(language)


def _one(limits: Sequence[float], decimals: int) -> bool:
    """Whether the limits are one and the same as far as they are told."""
    return len({round(each, decimals) for each in limits}) == 1


def _value(value: float, decimals: int, naming: Named, language: str) -> str:
    text = figure(value, decimals, language)
    return with_unit(text, unit_of_value(naming, language), language)
