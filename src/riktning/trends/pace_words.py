"""The pace in one or two sentences, in Swedish and English."""

from riktning.catalogue.model import Polarity, Words
from riktning.core.periods import Month
from riktning.trends.figures import (
    as_written,
    figure,
    is_english,
    month_name,
    months_count,
    telling_apart,
    telling_from_nothing,
    unit_per_year,
    with_unit,
)
from riktning.trends.naming import Named, open_interval, unit_of_value
from riktning.trends.verdict import Milestone, Pace, PaceFinding


def pace_sentence(found: PaceFinding, naming: Named, language: str = "sv") -> str:
    """Where the series is heading against its target, and the slope that would be needed."""
    target = _target(found, naming, language)
    if found.pulled:
        return _pulled(target, language)
    parts = (
        _beyond(found, target, naming, language),
        _say(found, target, naming, language),
        _near(found, language),
        _needed(found, naming, language),
        _likely(found, language),
        *(_milestone(each, naming, language) for each in found.milestones),
    )
    return " ".join(part for part in parts if part)


def _pulled(target: str, language: str) -> str:
    return Words(
        f"Takten mot {target} går inte att avgöra: några få värden långt från de andra drar "
        "trendens nivå. Rätta dem om de är fel, eller bedöm serien utan dem.",
        f"The pace towards {target} cannot be told: a few values far from the others pull the "
        "trend level. Put them right if they are wrong, or judge the series without them.",
    ).in_(language)


def _target(found: PaceFinding, naming: Named, language: str) -> str:
    value = _value(found.target.value, naming, language)
    due = month_name(found.target.due, language)
    return Words(f"målet {value} till {due}", f"the target {value} by {due}").in_(language)


def _goal(found: PaceFinding, naming: Named, language: str) -> str:
    """What is to be reached: the target, or the edge of the interval that was passed."""
    if found.edge is None:
        value = _value(found.target.value, naming, language)
        return Words(f"målet {value}", f"the target {value}").in_(language)
    value = _value(found.edge, naming, language)
    return Words(f"gränsen {value}", f"the edge {value}").in_(language)


def _value(value: float, naming: Named, language: str) -> str:
    text = figure(value, as_written(value, naming.decimals), language)
    return with_unit(text, unit_of_value(naming, language), language)


def _beyond(found: PaceFinding, target: str, naming: Named, language: str) -> str:
    if found.edge is None:
        return ""
    edge = _value(found.edge, naming, language)
    return Words(
        f"Trendnivån har passerat {target} och ligger utanför målintervallet på andra sidan, "
        f"vars gräns är {edge}.",
        f"The trend level has passed {target} and lies outside the target interval on the other "
        f"side, whose edge is {edge}.",
    ).in_(language)


def _near(found: PaceFinding, language: str) -> str:
    if found.certain or found.state is Pace.REACHED:
        return ""
    return Words(
        "Nivån är dock osäker: dess 95\u00a0% intervall täcker det som ska nås.",
        "The level is uncertain, however: its 95\u00a0% interval covers what is to be reached.",
    ).in_(language)


def _say(found: PaceFinding, target: str, naming: Named, language: str) -> str:
    if found.state is Pace.REACHED:
        return _reached(found, target[:1].upper() + target[1:], naming, language)
    what = target if found.edge is None else _goal(found, naming, language)
    if found.state is Pace.WRONG_WAY:
        return Words(
            f"Utvecklingen går åt fel håll för {what}.",
            f"The development goes the wrong way for {what}.",
        ).in_(language)
    if found.state is Pace.NO_DATE and found.beyond:
        return _levels_out(found, what, naming, language)
    if found.state is Pace.NO_DATE:
        return Words(
            f"Inget datum kan anges för {what}: ingen säker förändring ditåt.",
            f"No date can be given for {what}: no evidence of change towards it.",
        ).in_(language)
    return _missed(found, naming, language) + _dated(found, naming, language)


def _missed(found: PaceFinding, naming: Named, language: str) -> str:
    """Said first of what was due within the data: whether it is in time is no question any more."""
    if not found.missed:
        return ""
    goal, due = _goal(found, naming, language), month_name(found.target.due, language)
    return Words(
        f"{goal[:1].upper()}{goal[1:]} nåddes inte i tid, till {due}. ",
        f"{goal[:1].upper()}{goal[1:]} was not reached in time, by {due}. ",
    ).in_(language)


def _levels_out(found: PaceFinding, what: str, naming: Named, language: str) -> str:
    """Not there by the mean of the last year, which is told: the line ends at what can be."""
    mean = Words("", "")
    if found.recent is not None:
        decimals = telling_apart(found.recent, found.target.value, naming.decimals)
        text = figure(found.recent, decimals, language)
        told = with_unit(text, unit_of_value(naming, language), language)
        mean = Words(
            f"det senaste årets medelvärde är {told}, och ",
            f"the mean of the last year is {told}, and ",
        )
    return Words(
        f"Inget datum kan anges för {what}: {mean.sv}den raka trenden leder utanför vad måttet "
        "kan vara, så serien planar ut.",
        f"No date can be given for {what}: {mean.en}the straight trend leads beyond what the "
        "measure can be, so the series levels out.",
    ).in_(language)


def _reached(found: PaceFinding, target: str, naming: Named, language: str) -> str:
    if found.beyond:
        return Words(
            f"{target} är uppnått enligt det senaste årets medelvärde, men det är inte säkert: "
            "den raka trenden leder utanför vad måttet kan vara.",
            f"{target} is reached by the mean of the last year, but that is not certain: the "
            "straight trend leads beyond what the measure can be.",
        ).in_(language)
    if not found.certain:
        return Words(
            f"{target} är uppnått, men det är inte säkert: trendnivåns 95\u00a0% intervall "
            "täcker målet.",
            f"{target} is reached, but that is not certain: the 95\u00a0% interval of the trend "
            "level covers the target.",
        ).in_(language)
    if naming.polarity is Polarity.TARGET_INTERVAL and not open_interval(naming):
        return Words(
            f"{target} är uppnått: trendnivån ligger säkert på rätt sida om målet, inom "
            "målintervallet.",
            f"{target} is reached: the trend level is certainly on the right side of the target, "
            "within the target interval.",
        ).in_(language)
    return Words(
        f"{target} är uppnått: trendnivån är säkert bättre än målet.",
        f"{target} is reached: the trend level is certainly better than the target.",
    ).in_(language)


def _dated(found: PaceFinding, naming: Named, language: str) -> str:
    goal, due = _goal(found, naming, language), month_name(found.target.due, language)
    if found.reach is None and found.missed:
        return Words(
            f"I nuvarande takt tar det mer än 20\u00a0år att nå {goal}.",
            f"At the present pace it takes more than 20\u00a0years to reach {goal}.",
        ).in_(language)
    if found.reach is None:
        return Words(
            f"I nuvarande takt tar det mer än 20\u00a0år att nå {goal}. Det skulle nås till {due}.",
            f"At the present pace it takes more than 20\u00a0years to reach {goal}. "
            f"The time given is {due}.",
        ).in_(language)
    when = month_name(found.reach, language)
    span, doubt = _span(found, found.reach, language), _doubt(found, language)
    if found.state is Pace.ON_TIME:
        return Words(
            f"I nuvarande takt nås {goal} i {when} ({span}), före utgången av {due}{doubt}.",
            f"At the present pace {goal} is reached in {when} ({span}), "
            f"within the time given, {due}{doubt}.",
        ).in_(language)
    late = months_count(found.months_late or 0, language)
    return Words(
        f"I nuvarande takt nås {goal} i {when} ({span}), {late} efter {due}{doubt}.",
        f"At the present pace {goal} is reached in {when} ({span}), {late} after {due}{doubt}.",
    ).in_(language)


def _span(found: PaceFinding, reach: Month, language: str) -> str:
    first = found.reach_earliest or reach
    if found.missed:
        first = max(first, found.target.due.plus(1))  # by the due month it was not there
    earliest = month_name(first, language)
    if found.reach_latest is None:
        return Words(
            f"tidigast {earliest}, ingen säker bortre gräns",
            f"{earliest} at the earliest, no certain latest month",
        ).in_(language)
    latest = month_name(found.reach_latest, language)
    return Words(
        f"95\u00a0% intervall {earliest} till {latest}",
        f"95\u00a0% interval {earliest} to {latest}",
    ).in_(language)


def _doubt(found: PaceFinding, language: str) -> str:
    due = found.target.due
    if found.state is Pace.ON_TIME and (found.reach_latest is None or found.reach_latest > due):
        return Words(", men det är inte säkert att det hinns", ", but that is not certain").in_(
            language
        )
    if found.missed:
        return ""
    if found.state is Pace.LATE and found.reach_earliest and found.reach_earliest <= due:
        return Words(
            ", men det kan inte uteslutas att det hinns", ", though in time cannot be ruled out"
        ).in_(language)
    return ""


def _needed(found: PaceFinding, naming: Named, language: str) -> str:
    if found.required_slope_per_year is None or found.state is Pace.REACHED:
        return ""
    decimals = telling_from_nothing(found.required_slope_per_year, naming.decimals + 1)
    if decimals is None:
        return Words(
            "Det som återstår är för litet för att anges.", "What remains is too little to state."
        ).in_(language)
    slope = figure(found.required_slope_per_year, decimals, language, signed=True)
    unit = unit_per_year(unit_of_value(naming, language), language)
    actual = _actual(found, decimals, language)
    if is_english(language):
        return f"Being in time takes {slope} {unit} from now on{actual}."
    return f"För att nå målet i tid krävs {slope} {unit} från och med nu{actual}."


def _actual(found: PaceFinding, decimals: int, language: str) -> str:
    if found.slope_per_year is None:
        return ""
    slope = figure(found.slope_per_year, decimals, language, signed=True)
    return Words(f", trenden är {slope}", f", the trend is {slope}").in_(language)


def _likely(found: PaceFinding, language: str) -> str:
    """The probability of being in time, in steps that it can bear: whole per cent, 1 to 99."""
    if found.probability is None:
        return ""
    share = _per_cent(found.probability, language)
    if found.state is Pace.NO_DATE:
        return Words(
            "Ingen trend är säkerställd; skulle den skattade ändå hålla i sig vore sannolikheten "
            f"att vara där i tid {share}.",
            "No trend is established; should the estimated one go on all the same, the "
            f"probability of being there in time would be {share}.",
        ).in_(language)
    return Words(
        f"Sannolikheten att vara där i tid är {share}, om trenden håller i sig.",
        f"The probability of being there in time is {share}, if the trend goes on.",
    ).in_(language)


def _per_cent(probability: float, language: str) -> str:
    whole = round(100 * probability)
    if whole < 1 or whole > 99:
        sign = Words("under 1", "below 1") if whole < 1 else Words("över 99", "above 99")
        return with_unit(sign.in_(language), "%", language)
    return with_unit(str(whole), "%", language)


def _milestone(each: Milestone, naming: Named, language: str) -> str:
    value, due = _value(each.target.value, naming, language), month_name(each.target.due, language)
    if each.met is None:
        share = _per_cent(each.probability, language)
        return Words(
            f"För målet {value} till {due} är sannolikheten {share}.",
            f"For the target {value} by {due} the probability is {share}.",
        ).in_(language)
    sure = "" if each.certain else Words(", men osäkert", ", though uncertainly").in_(language)
    met = Words("nåddes", "was met") if each.met else Words("nåddes inte", "was not met")
    return Words(
        f"Delmålet {value} till {due} {met.sv}{sure}.",
        f"The interim target {value} by {due} {met.en}{sure}.",
    ).in_(language)
