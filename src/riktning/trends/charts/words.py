"""A control chart in words: what its limits are worth, and why points are marked."""

import math
from collections.abc import Sequence

from riktning.catalogue.model import Words
from riktning.trends.charts.chart import (
    Breach,
    ChartBasis,
    ChartKind,
    ChartStatus,
    ControlChart,
    Phase,
    Pull,
)
from riktning.trends.charts.profiles import PROFILES, Rule, RuleSet
from riktning.trends.figures import as_written, figure, month_name, period_name, with_unit

_KINDS = {
    ChartKind.XMR: Words(
        "XmR-diagram: gränserna kommer av variationen från punkt till punkt",
        "XmR chart: the limits come from the variation from point to point",
    ),
    ChartKind.P: Words(
        "P-diagram: gränserna är de som slumpen ger för en andel",
        "P chart: the limits are those that chance gives a proportion",
    ),
    ChartKind.P_PRIME: Words(
        "P′-diagram (Laney): perioderna varierar mer än slumpen ger för en andel",
        "P′ chart (Laney): periods vary more than chance gives a proportion",
    ),
    ChartKind.U: Words(
        "U-diagram: gränserna är de som slumpen ger för händelser i förhållande till nämnaren",
        "U chart: the limits are those that chance gives events per unit of the denominator",
    ),
    ChartKind.U_PRIME: Words(
        "U′-diagram (Laney): perioderna varierar mer än slumpen ger för händelser i förhållande "
        "till nämnaren",
        "U′ chart (Laney): periods vary more than chance gives events per unit of the denominator",
    ),
    ChartKind.C: Words(
        "C-diagram: gränserna är de som slumpen ger för ett antal händelser",
        "C chart: the limits are those that chance gives a number of events",
    ),
    ChartKind.G: Words(
        "G-diagram: antal mellan sällsynta händelser; mittlinjen är medianen, och nedåt finns "
        "ingen gräns",
        "G chart: the number between rare events; the centre is the median, and there is no lower "
        "limit",
    ),
    ChartKind.T: Words(
        "T-diagram: tid mellan sällsynta händelser, med gränser för exponentialfördelade tider",
        "T chart: time between rare events, with limits for exponential times",
    ),
    ChartKind.RUN: Words(
        "Seriediagram: värdena kring sin median, utan styrgränser",
        "Run chart: the values about their median, without limits",
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
        "de flesta värden är lika med värdet före, så inga styrgränser kan räknas",
        "most values equal the one before, so no limits can be reckoned",
    ),
}
_AROUND_TREND = Words(
    "XmR-diagram kring trendlinjen: nivån rör sig, så gränserna kommer av hur perioderna varierar "
    "kring linjen, vidgade när perioder i rad liknar varandra, och följer säsongen där testet gör "
    "det",
    "XmR chart around the trend line: the level moves, so the limits come from how periods vary "
    "around the line, widened when periods in a row resemble each other, and follow the season "
    "where the test does",
)
_STILL_AROUND_TREND = Words(
    "För liten variation från punkt till punkt för styrgränser.",
    "Insufficient variation from point to point for limits.",
)
MARKED_BY_SEASON = Words(
    "Serien följer säsongen: gränser kring en fast nivå markerar då även det som hör till "
    "årstiden.",
    "The series follows the season: limits around a constant level then mark what belongs to the "
    "time of year, too.",
)
_MOST_DECIMALS = 2  # of a value that is only to be found again
_SHOWN_BARE = (ChartStatus.DESCRIPTIVE, ChartStatus.NO_VARIATION)
_NUMERALS = {
    6: Words("sex", "six"),
    7: Words("sju", "seven"),
    8: Words("åtta", "eight"),
    9: Words("nio", "nine"),
    14: Words("fjorton", "fourteen"),
    15: Words("femton", "fifteen"),
}
# {n} is the number of points that the rule asks for; {line} what they lie around.
_RULES = {
    Rule.OUTSIDE_LIMITS: Words("utanför {limits}", "outside {limits}"),
    Rule.SHIFT: Words(
        "{n} eller fler i rad på samma sida om {line}", "{n} or more in a row on one side of {line}"
    ),
    Rule.TREND: Words(
        "{n} eller fler i rad som stiger eller faller{relative}",
        "{n} or more in a row rising or falling{relative}",
    ),
    Rule.TWO_OF_THREE: Words(
        "två av tre långt från {line} på samma sida", "two of three far from {line} on one side"
    ),
    Rule.FOUR_OF_FIVE: Words(
        "fyra av fem en bit från {line} på samma sida",
        "four of five some way from {line} on one side",
    ),
    Rule.ALTERNATING: Words(
        "{n} eller fler i rad växelvis upp och ner{relative}",
        "{n} or more in a row up and down in turn{relative}",
    ),
    Rule.WITHIN_ONE_SIGMA: Words(
        "{n} eller fler i rad ovanligt nära {line}", "{n} or more in a row unusually near {line}"
    ),
    Rule.BEYOND_ONE_SIGMA: Words(
        "{n} eller fler i rad en bit från {line}, på vilken sida som helst",
        "{n} or more in a row some way from {line}, on either side",
    ),
    Rule.LONG_RUN: Words(
        "fler i rad på samma sida om {line} än slumpen ger (Anhøj)",
        "more in a row on one side of {line} than chance gives (Anhøj)",
    ),
    Rule.FEW_CROSSINGS: Words(
        "värdena korsar {line} mer sällan än slumpen ger (Anhøj)",
        "the values cross {line} more seldom than chance gives (Anhøj)",
    ),
}
_LEVEL = {
    "line": Words("mittlinjen", "the centre"),
    "limits": Words("styrgränserna", "the limits"),
    "relative": Words("", ""),
}
_TREND_LINE = {
    "line": Words("trendlinjen", "the trend line"),
    "limits": Words("gränserna kring trendlinjen", "the limits around the trend line"),
    "relative": Words(" mot trendlinjen räknat", " relative to the trend line"),
}
# The line that is drawn is the trend's: with the season it is the middle of the band.
_SEASON = {
    "line": Words(
        "trendlinjen med säsong (bandets mitt)",
        "the trend line with season (the middle of the band)",
    ),
    "limits": Words(
        "gränserna kring trendlinjen med säsong", "the limits around the trend line with season"
    ),
    "relative": Words(
        " mot trendlinjen med säsong räknat", " relative to the trend line with season"
    ),
}


def chart_sentence(chart: ControlChart, language: str = "sv", unit: str = "") -> str:
    """Which chart it is, why, and how much its limits can bear; then its phases, where it has any.

    A count that varies more than chance gives is told so: its limits are too narrow. So are
    the few values that pull the level.
    """
    told = [_whole(chart, language)]
    if chart.basis is ChartBasis.LEVEL and chart.phases:
        told.append(phases_sentence(chart, language))
    if chart.basis is ChartBasis.LEVEL and chart.seasonal and chart.breaches:
        told.append(MARKED_BY_SEASON.in_(language))
    for pull in chart.pulls:
        named = [
            (chart.values[at] or 0.0, period_name(chart.months[at], chart.cycle, language))
            for at in pull.places
        ]
        told.append(pull_sentence(pull, named, language, unit))
    return " ".join(told)


def pull_sentence(
    pull: Pull, named: Sequence[tuple[float, str]], language: str = "sv", unit: str = ""
) -> str:
    """What pulls the level, each value ``named`` with its period, and how the others then lie."""
    each = [f"{_found_again(value, unit, language)} ({period})" for value, period in named]
    lies = f"{pull.inside} av {pull.others}", f"{pull.inside} of {pull.others}"
    edges = Words("gränserna", "the limits")
    if pull.along:
        edges = Words("gränser kring en lutande linje", "limits around a sloping line")
    if len(each) == 1:
        return Words(
            f"Ett enda värde, {each[0]}, drar mittlinjen; utan det ligger {lies[0]} punkter "
            f"innanför {edges.sv}. Kontrollera värdet.",
            f"A single value, {each[0]}, pulls the centre; without it {lies[1]} points lie within "
            f"{edges.en}. Check the value.",
        ).in_(language)
    some = f"{', '.join(each[:-1])} och {each[-1]}", f"{', '.join(each[:-1])} and {each[-1]}"
    return Words(
        f"{len(each)} värden, {some[0]}, drar mittlinjen; utan dem ligger {lies[0]} punkter "
        f"innanför {edges.sv}. Kontrollera värdena.",
        f"{len(each)} values, {some[1]}, pull the centre; without them {lies[1]} points lie within "
        f"{edges.en}. Check the values.",
    ).in_(language)


def _found_again(value: float, unit: str, language: str) -> str:
    most = _MOST_DECIMALS
    if 0 < abs(value) < 1:
        most = max(most, _MOST_DECIMALS - math.ceil(math.log10(abs(value))))
    decimals = as_written(value, 0)
    told = figure(value, most if decimals > _MOST_DECIMALS else decimals, language)
    return with_unit(told, unit, language)


def _whole(chart: ControlChart, language: str) -> str:
    if chart.basis is ChartBasis.TREND and chart.status not in _SHOWN_BARE:
        return f"{_AROUND_TREND.in_(language)}; {status_words(chart.status, language)}."
    if chart.basis is ChartBasis.TREND and chart.status is ChartStatus.NO_VARIATION:
        return _STILL_AROUND_TREND.in_(language)
    return kind_sentence(chart.kind, chart.status, chart.sigma_z, language)


def status_words(status: ChartStatus, language: str = "sv") -> str:
    """How much the limits can bear, without a capital."""
    return _STATUSES[status].in_(language)


def kind_sentence(
    kind: ChartKind, status: ChartStatus, sigma_z: float | None, language: str = "sv"
) -> str:
    """A chart around a constant level: what it is, why, and how much its limits can bear."""
    bears = status_words(status, language)
    if status in _SHOWN_BARE:
        return f"{bears[:1].upper()}{bears[1:]}."
    words = _KINDS[kind].in_(language)
    if kind is ChartKind.RUN:
        return f"{words}."
    return f"{words}{_dispersion(kind, sigma_z, language)}; {bears}."


def _dispersion(kind: ChartKind, sigma_z: float | None, language: str) -> str:
    if sigma_z is None:
        return ""
    times = figure(sigma_z, 1, language)
    if kind in (ChartKind.P_PRIME, ChartKind.U_PRIME):
        return Words(f" ({times} gånger)", f" ({times} times)").in_(language)
    if kind is ChartKind.C and sigma_z > 1.5:
        return Words(
            f", men antalen varierar {times} gånger så mycket: ett XmR-diagram passar bättre",
            f", but the counts vary {times} times as much: an XmR chart fits better",
        ).in_(language)
    return ""


def phases_sentence(chart: ControlChart, language: str = "sv") -> str:
    """From when each phase has a level and limits of its own, and how much the limits can bear."""
    told = "; ".join(_phase(phase, chart.cycle, language) for phase in chart.phases)
    return Words(
        f"Nivå och gränser räknas för sig i varje skede: {told}.",
        f"Level and limits are reckoned apart in each phase: {told}.",
    ).in_(language)


def _phase(phase: Phase, cycle: int, language: str) -> str:
    ends = dict.fromkeys(period_name(at, cycle, language) for at in (phase.first, phase.last))
    return f"{'–'.join(ends)} {status_words(phase.status, language)}"


def rule_words(
    rule: Rule,
    language: str = "sv",
    basis: ChartBasis = ChartBasis.LEVEL,
    rules: RuleSet = RuleSet.CAUTIOUS,
    *,
    seasonal: bool = False,
) -> str:
    """What the rule asks for in this set of rules, without a capital.

    ``seasonal`` tells that the season, too, is taken away before the rules are tried around a
    trend line.
    """
    length = PROFILES[rules].points.get(rule, 0)
    numeral = _NUMERALS[length].in_(language) if length in _NUMERALS else str(length)
    around = _LEVEL
    if basis is ChartBasis.TREND:
        around = _SEASON if seasonal else _TREND_LINE
    names = {name: words.in_(language) for name, words in around.items()}
    return _RULES[rule].in_(language).format(n=numeral, **names)


def breach_sentence(
    breach: Breach,
    language: str = "sv",
    basis: ChartBasis = ChartBasis.LEVEL,
    rules: RuleSet = RuleSet.CAUTIOUS,
    *,
    seasonal: bool = False,
) -> str:
    """The rule and the months it marks. It says that something happened, not in which direction."""
    rule = rule_words(breach.rule, language, basis, rules, seasonal=seasonal)
    months = ", ".join(month_name(month, language) for month in breach.months)
    return f"{rule[:1].upper()}{rule[1:]}: {months}."
