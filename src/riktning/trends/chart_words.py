"""A control chart in words: what its limits are worth, and why points are marked."""

from riktning.catalogue.model import Words
from riktning.trends.figures import figure, month_name
from riktning.trends.judged import Breach, ChartKind, ChartStatus, ControlChart
from riktning.trends.rules import Rule

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


def chart_sentence(chart: ControlChart, language: str = "sv") -> str:
    """Which chart it is, why, and how much its limits can bear."""
    status = _STATUSES[chart.status].in_(language)
    if chart.status in (ChartStatus.DESCRIPTIVE, ChartStatus.NO_VARIATION):
        return f"{status[:1].upper()}{status[1:]}."
    kind = _KINDS[chart.kind].in_(language)
    if chart.kind is ChartKind.P_PRIME and chart.sigma_z is not None:
        times = figure(chart.sigma_z, 1, language)
        kind += Words(f" ({times} gånger)", f" ({times} times)").in_(language)
    return f"{kind}; {status}."


def breach_sentence(breach: Breach, language: str = "sv") -> str:
    """The rule and the months it marks. It says that something happened, not in which direction."""
    rule = _RULES[breach.rule].in_(language)
    months = ", ".join(month_name(month, language) for month in breach.months)
    return f"{rule[:1].upper()}{rule[1:]}: {months}."
