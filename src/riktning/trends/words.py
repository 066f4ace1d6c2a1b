"""A verdict in sentences: one a politician understands, one a statistician respects.

A sentence is never stronger than its verdict: a change is only said to have happened when the
direction was called, and a date is only named when the projection gave one. The levels it names are
those of the trend, not the values of the months, and it says so.
"""

from riktning.catalogue.model import Polarity, Words
from riktning.trends.figures import (
    figure,
    is_english,
    level_decimals,
    period_name,
    points_count,
    probability,
    telling_apart,
    telling_from_nothing,
    unit_per_year,
    with_unit,
)
from riktning.trends.labels import DIRECTION_WORDS, PACE_WORDS, REASON_WORDS
from riktning.trends.limits import fewest_points
from riktning.trends.naming import UNNAMED, Named, aim_words, is_own, unit_of_value
from riktning.trends.pace_words import pace_sentence
from riktning.trends.verdict import Direction, DirectionFinding, Likelihood, Reason

__all__ = [
    "DIRECTION_WORDS",
    "PACE_WORDS",
    "REASON_WORDS",
    "Named",
    "direction_sentence",
    "method_words",
    "pace_sentence",
    "statistics_sentence",
]


def direction_sentence(finding: DirectionFinding, naming: Named, language: str = "sv") -> str:
    """The direction in one sentence of plain words."""
    if finding.state is Direction.CANNOT_TELL:
        return _cannot_tell(finding, naming, language)
    if finding.state is Direction.NO_EVIDENCE:
        return _no_evidence(finding, naming, language)
    return _moved(finding, naming, language)


def statistics_sentence(finding: DirectionFinding, naming: Named, language: str = "sv") -> str:
    """The evidence in one sentence: slope, interval, p and q, the test, what was left out."""
    if finding.slope_per_year is None or finding.p_value is None or finding.q_value is None:
        return _untested(finding, language)
    decimals = _decimals_of_slope(finding, naming)
    unit = unit_per_year(unit_of_value(naming, language), language)
    slope = figure(finding.slope_per_year, decimals, language, signed=True)
    low = figure(finding.slope_low or 0.0, decimals, language)
    high = figure(finding.slope_high or 0.0, decimals, language)
    p = probability(finding.p_value, language)
    q = _adjusted(finding.p_value, finding.q_value, language)
    method = method_words(finding.method, language, finding.cycle)
    if is_english(language):
        return (
            f"Slope {slope} {unit} (95\u00a0% interval {low} to {high}), p\u00a0{p}{q}; "
            f"{method}{_phi(finding, language)}; "
            f"{_basis(finding, language)}{_plain(finding, decimals, language)}."
        )
    return (
        f"Lutning {slope} {unit} (95\u00a0% intervall {low} till {high}), p\u00a0{p}{q}; "
        f"{method}{_phi(finding, language)}; "
        f"{_basis(finding, language)}{_plain(finding, decimals, language)}."
    )


def _decimals_of_slope(finding: DirectionFinding, naming: Named) -> int:
    """One more than the values have, and more where the interval would vanish in rounding."""
    fewest = naming.decimals + 1
    if finding.slope_low is None or finding.slope_high is None:
        return fewest
    found = telling_from_nothing(finding.slope_high - finding.slope_low, fewest)
    return fewest + 3 if found is None else found


def _adjusted(p_value: float, q_value: float, language: str) -> str:
    """What the other series make of it; nothing where it stands alone and the two are one."""
    if q_value == p_value:
        return ""
    q = probability(q_value, language)
    return Words(
        f", justerat för alla serier i körningen q\u00a0{q}",
        f", adjusted for all series of the run q\u00a0{q}",
    ).in_(language)


_METHODS = {
    "reml_ar1_seasonal": Words(
        "säsongsrensad linjär trend med autokorrelerade fel (REML, AR(1))",
        "seasonally adjusted linear trend with autocorrelated errors (REML, AR(1))",
    ),
    "reml_ar1_same_period": Words(
        "varje {period_sv} jämförd med samma {period_sv} året före, linjär trend med "
        "autokorrelerade fel (REML, AR(1))",
        "each {period_en} compared with the same {period_en} a year before, linear trend with "
        "autocorrelated errors (REML, AR(1))",
    ),
    "reml_ar1": Words(
        "linjär trend med autokorrelerade fel (REML, AR(1)), inte säsongsrensad",
        "linear trend with autocorrelated errors (REML, AR(1)), not seasonally adjusted",
    ),
    # no longer chosen, but verdicts of older runs still name it
    "ols": Words(
        "minsta kvadratmetoden, utan hänsyn till autokorrelation eftersom serien är kort",
        "least squares, autocorrelation not allowed for because the series is short",
    ),
    "none": Words("inget test", "no test"),
}


_LIKELIHOODS = {
    Likelihood.WEIGHTED: Words(", viktad med nämnaren", ", weighted by the denominator"),
    Likelihood.QUASI_BINOMIAL: Words(
        ", kvasibinomial: viktad med nämnaren, spridningen skattad ur serien",
        ", quasi-binomial: weighted by the denominator, dispersion estimated from the series",
    ),
    Likelihood.QUASI_POISSON: Words(
        ", kvasi-Poisson: viktad med nivån och nämnaren, spridningen skattad ur serien",
        ", quasi-Poisson: weighted by level and denominator, dispersion estimated from the series",
    ),
}


def method_words(method: str, language: str = "sv", cycle: int = 12) -> str:
    """The name of the pre-declared test, from the code that a finding carries."""
    for suffix, added in _LIKELIHOODS.items():
        if method.endswith(f"_{suffix}"):
            base = method.removesuffix(f"_{suffix}")
            return method_words(base, language, cycle) + added.in_(language)
    period = _PERIODS[cycle]
    return _METHODS[method].in_(language).format(period_sv=period.sv, period_en=period.en)


_PERIODS = {
    12: Words("månad", "month"),
    4: Words("kvartal", "quarter"),
    3: Words("tertial", "tertial"),
    1: Words("år", "year"),
}


def _moved(finding: DirectionFinding, naming: Named, language: str) -> str:
    better = finding.state is Direction.IMPROVING
    kind = Words(
        "en förbättring" if better else "en försämring",
        "an improvement" if better else "a deterioration",
    ).in_(language)
    which = Words(f", vilket är {kind}", f", which is {kind}").in_(language)
    level = "" if finding.middle is None else f"; {_level(finding, naming, language)}"
    return f"{_movement(finding, naming, language)}{which}{level}."


def _moved_no_way(finding: DirectionFinding, naming: Named, language: str) -> str:
    """That the level has risen or fallen, and why that is called neither better nor worse."""
    own = Words("inget håll är angivet som bättre", "no side is given as better")
    defined = Words(
        "definitionen säger inte vilket håll som är bättre",
        "the definition does not say which way is better",
    )
    why = (own if is_own(naming) else defined).in_(language)
    return f"{_movement(finding, naming, language)}; {why}."


def _movement(finding: DirectionFinding, naming: Named, language: str) -> str:
    """Risen or fallen, from where to where and when, without an end."""
    start, end = finding.start_level or 0.0, finding.end_level or 0.0
    largest = max(start, end, key=abs)
    decimals = telling_apart(start, end, level_decimals(largest, naming.decimals))
    low = figure(start, decimals, language)
    high = with_unit(figure(end, decimals, language), unit_of_value(naming, language), language)
    period = _period(finding, language)
    rose = end > start
    if is_english(language):
        verb = "risen" if rose else "fallen"
        name = _inside(naming, language)
        if finding.middle is not None:
            return f"The trend level of {name} has {verb} {period}"
        return f"The trend level of {name} has {verb} from {low} to {high} {period}"
    verb = "ökat" if rose else "minskat"
    name = _capital(_inside(naming, language))
    if finding.middle is not None:
        return f"{name} har {verb} {period} enligt trenden"
    return f"{name} har {verb} från {low} till {high} {period} enligt trenden"


def _no_evidence(finding: DirectionFinding, naming: Named, language: str) -> str:
    name, period = _inside(naming, language), _period(finding, language)
    level = _level(finding, naming, language)
    inside = naming.polarity is Polarity.TARGET_INTERVAL
    aim = aim_words(naming, language) if inside else ""
    if is_english(language):
        what = f" towards or away from {aim}" if inside else ""
        return f"No evidence of change{what} is seen in {name} {period}; {level}."
    what = f" mot eller från {aim}" if inside else ""
    return f"Ingen säker förändring{what} syns för {name} {period}; {level}."


def _cannot_tell(finding: DirectionFinding, naming: Named, language: str) -> str:
    if finding.reason is Reason.NO_POLARITY and finding.moves:
        return _moved_no_way(finding, naming, language)
    why = _why(finding, naming, language)
    if naming.name == UNNAMED:
        return Words(
            f"Riktningen går inte att avgöra. {why}", f"The direction cannot be told. {why}"
        ).in_(language)
    name = naming.name.in_(language)
    if is_english(language):
        return f"The direction cannot be told: {name}. {why}"
    return f"Riktningen går inte att avgöra: {name}. {why}"


def _why(finding: DirectionFinding, naming: Named, language: str) -> str:
    hidden = points_count(finding.hidden, finding.cycle, language)
    level = _level(finding, naming, language)
    words = {
        Reason.TOO_SHORT: _too_short(finding, language),
        Reason.INSUFFICIENT_VARIATION: Words(
            "Värdena varierar för lite för att kunna prövas.",
            "The values vary too little to be tested.",
        ),
        Reason.NO_POLARITY: Words(
            f"Inget håll är angivet som bättre; {level}.",
            f"No side is given as better; {level}.",
        )
        if is_own(naming)
        else Words(
            f"Definitionen säger inte vilket håll som är bättre; {level}.",
            f"The definition does not say which way is better; {level}.",
        ),
        Reason.NO_DATA: Words("Det finns inga uppgifter.", "There are no data."),
        Reason.NOT_MONTHLY: Words(
            "Måttet redovisas inte varje månad, och åren eller tertialen är för få för att prövas.",
            "The measure is not published every month, and its years or tertials are too few "
            "to be tested.",
        ),
        Reason.QUALITY_FAILURE: Words(
            "Uppgifterna klarar inte kvalitetskontrollen.", "The data fail the quality checks."
        ),
        Reason.DEFINITION_BREAK: Words(
            "Källan räknar något annat sedan ett brott i definitionen, och tiden efter det är för "
            "kort.",
            "The source counts something else since a break in the definition, and the time "
            "after it is too short.",
        ),
        Reason.VOLUME_BREAK: Words(
            "Underlagets storlek bytte nivå, och månaderna efter det är för få.",
            "The number counted on changed its level, and the months after that are too few.",
        ),
        Reason.NEW_PHASE: Words(
            "Serien bedöms från det senaste skedets början, och perioderna därefter är för få.",
            "The series is judged from the start of its last phase, and the periods after that "
            "are too few.",
        ),
        Reason.TOO_MUCH_HIDDEN: Words(
            f"Värdet döljs i {hidden} för att skydda personer, vilket är för många.",
            f"The value is hidden in {hidden} to protect persons, which is too many.",
        ),
    }
    if finding.reason is None:
        return Words("Underlaget räcker inte.", "The data do not suffice.").in_(language)
    return words[finding.reason].in_(language)


def _too_short(finding: DirectionFinding, language: str) -> Words:
    """How many points there are, how many are needed, and what for."""
    points = points_count(finding.points, finding.cycle, language)
    fewest = fewest_points(finding.cycle)
    swedish = f"Serien har {points} med värden; minst {fewest} behövs utan luckor"
    english = f"The series has {points} with figures; at least {fewest} are needed without gaps"
    if finding.cycle == 1:
        return Words(f"{swedish}.", f"{english}.")
    period = _PERIODS[finding.cycle]
    return Words(
        f"{swedish}, så att fyra kan jämföras med samma {period.sv} året före.",
        f"{english}, so that four can be compared with the same {period.en} a year before.",
    )


def _level(finding: DirectionFinding, naming: Named, language: str) -> str:
    """The trend's level in the last month, named so that it is not taken for the chart's mean.

    The median, the middle value, where a few pull the level.
    """
    if finding.end_level is None:
        return Words("trendens nivå är okänd", "the trend level is unknown").in_(language)
    told = finding.end_level if finding.middle is None else finding.middle
    text = figure(told, level_decimals(told, naming.decimals) if told else 0, language)
    level = with_unit(text, unit_of_value(naming, language), language)
    if finding.middle is not None:
        middle = Words(f"det mittersta värdet är {level}", f"the middle value is {level}")
        return middle.in_(language)
    return Words(
        f"trendens nivå är till sist omkring {level}", f"the trend level ends at about {level}"
    ).in_(language)


def _period(finding: DirectionFinding, language: str) -> str:
    if finding.first is None or finding.last is None:
        return Words("under perioden", "over the period").in_(language)
    first, last = (
        period_name(month, finding.cycle, language) for month in (finding.first, finding.last)
    )
    return Words(f"mellan {first} och {last}", f"between {first} and {last}").in_(language)


def _untested(finding: DirectionFinding, language: str) -> str:
    reason = "" if finding.reason is None else f": {REASON_WORDS[finding.reason].in_(language)}"
    start = Words("Inget test", "No test").in_(language)
    return f"{start}{reason}; {_basis(finding, language)}."


def _phi(finding: DirectionFinding, language: str) -> str:
    if finding.autocorrelation is None:
        return ""
    value = figure(finding.autocorrelation, 2, language)
    return Words(f"; autokorrelation {value}", f"; autocorrelation {value}").in_(language)


def _plain(finding: DirectionFinding, decimals: int, language: str) -> str:
    """What least squares gives a short series, said so that nobody need reckon it: no verdict."""
    if finding.plain_slope is None or finding.plain_p is None:
        return ""
    slope = figure(finding.plain_slope, decimals, language, signed=True)
    p = probability(finding.plain_p, language)
    return Words(
        f"; serien är kort: minsta kvadratmetoden, som bortser från autokorrelation, ger {slope}, "
        f"p\u00a0{p}, och avgör inget",
        f"; the series is short: least squares, which disregards autocorrelation, gives {slope}, "
        f"p\u00a0{p}, and decides nothing",
    ).in_(language)


def _basis(finding: DirectionFinding, language: str) -> str:
    parts = [points_count(finding.points, finding.cycle, language)]
    if finding.preliminary:
        word = Words("utelämnade som preliminära", "left out as preliminary").in_(language)
        parts.append(f"{points_count(finding.preliminary, finding.cycle, language)} {word}")
    if finding.hidden:
        word = Words("utelämnade som dolda", "left out as hidden").in_(language)
        parts.append(f"{points_count(finding.hidden, finding.cycle, language)} {word}")
    if finding.aside is not None:
        period = period_name(finding.aside, finding.cycle, language)
        told = Words(f"värdet för {period} lagt åt sidan", f"the value of {period} set aside")
        parts.append(told.in_(language))
    if finding.cut is not None and finding.first is not None:
        since = period_name(finding.first, finding.cycle, language)
        why = REASON_WORDS[finding.cut].in_(language)
        parts.append(Words(f"från {since} ({why})", f"from {since} ({why})").in_(language))
    return ", ".join(parts)


def _inside(naming: Named, language: str) -> str:
    """The name as it stands inside a sentence; an abbreviation keeps its capitals.

    What somebody calls their own series may be a proper name, and stays as it is written.
    """
    name = naming.name.in_(language)
    proper = is_own(naming) and naming.name != UNNAMED
    if not proper and not name[1:2].isupper():
        name = name[:1].lower() + name[1:]
    return f"{name}," if "," in name else name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
