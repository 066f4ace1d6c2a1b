"""A control chart in words: what its limits are worth, and why points are marked."""

from riktning.catalogue.model import Words
from riktning.trends.charts.chart import (
    Breach,
    ChartBasis,
    ChartKind,
    ChartStatus,
    ControlChart,
    Rule,
)
from riktning.trends.figures import figure, month_name

_KINDS = {
    ChartKind.XMR: Words(
        "XmR-diagram: gränserna kommer av variationen från månad till månad",
        "XmR chart: the limits come from the variation from month to month",
    ),
    ChartKind.P: Words(
        "P-diagram: gränserna är de som slumpen ger för en andel",
        "P chart: the limits are those that chance gives a proportion",
    ),
    ChartKind.P_PRIME: Words(
        "P′-diagram (Laney): månaderna varierar mer än slumpen ger för en andel",
        "P′ chart (Laney): months vary more than chance gives a proportion",
    ),
}
_STATUSES = {
    ChartStatus.DESCRIPTIVE: Words(
        "för få värden för styrgränser, endast beskrivande",
        "too few points for limits, descriptive only",
    ),
    ChartStatus.TRIAL: Words("preliminära styrgränser", "trial limits"),
    ChartStatus.ESTABLISHED: Words("styrgränser", "control limits"),
    ChartStatus.NO_VARIATION: Words(
        "för liten variation för styrgränser", "insufficient variation for limits"
    ),
}
_AROUND_TREND = Words(
    "XmR-diagram kring trendlinjen: nivån rör sig, så gränserna kommer av hur månaderna varierar "
    "kring linjen, vidgade när månader liknar varandra, och följer säsongen där testet gör det",
    "XmR chart around the trend line: the level moves, so the limits come from how months vary "
    "around the line, widened when months resemble each other, and follow the season where the "
    "test does",
)
_RULES = {
    Rule.OUTSIDE_LIMITS: Words("utanför styrgränserna", "outside the limits"),
    Rule.SHIFT: Words(
        "åtta eller fler i rad på samma sida om mittlinjen",
        "eight or more in a row on one side of the centre",
    ),
    Rule.TREND: Words(
        "sju eller fler i rad som stiger eller faller", "seven or more in a row rising or falling"
    ),
    Rule.TWO_OF_THREE: Words(
        "två av tre långt ut på samma sida", "two of three far out on the same side"
    ),
}
_RULES_AROUND_TREND = {
    Rule.OUTSIDE_LIMITS: Words(
        "utanför gränserna kring trendlinjen", "outside the limits around the trend line"
    ),
    Rule.SHIFT: Words(
        "åtta eller fler i rad på samma sida om trendlinjen",
        "eight or more in a row on one side of the trend line",
    ),
    Rule.TREND: Words(
        "sju eller fler i rad som stiger eller faller mot trendlinjen räknat",
        "seven or more in a row rising or falling relative to the trend line",
    ),
    Rule.TWO_OF_THREE: Words(
        "två av tre långt från trendlinjen på samma sida",
        "two of three far from the trend line on the same side",
    ),
}


def chart_sentence(chart: ControlChart, language: str = "sv") -> str:
    """Which chart it is, why, and how much its limits can bear."""
    status = _STATUSES[chart.status].in_(language)
    if chart.status in (ChartStatus.DESCRIPTIVE, ChartStatus.NO_VARIATION):
        return f"{status[:1].upper()}{status[1:]}."
    trended = chart.basis is ChartBasis.TREND
    kind = (_AROUND_TREND if trended else _KINDS[chart.kind]).in_(language)
    if chart.kind is ChartKind.P_PRIME and chart.sigma_z is not None:
        times = figure(chart.sigma_z, 1, language)
        kind += Words(f" ({times} gånger)", f" ({times} times)").in_(language)
    return f"{kind}; {status}."


def breach_sentence(
    breach: Breach, language: str = "sv", basis: ChartBasis = ChartBasis.LEVEL
) -> str:
    """The rule and the months it marks. It says that something happened, not in which direction."""
    rules = _RULES_AROUND_TREND if basis is ChartBasis.TREND else _RULES
    rule = rules[breach.rule].in_(language)
    months = ", ".join(month_name(month, language) for month in breach.months)
    return f"{rule[:1].upper()}{rule[1:]}: {months}."
