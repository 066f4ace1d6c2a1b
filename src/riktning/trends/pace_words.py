"""The pace in one or two sentences, in Swedish and English."""

from riktning.catalogue.model import Words
from riktning.core.periods import Month
from riktning.trends.figures import (
    figure,
    is_english,
    month_name,
    months_count,
    unit_per_year,
    with_unit,
)
from riktning.trends.naming import Named, unit_of_value
from riktning.trends.verdict import Pace, PaceFinding


def pace_sentence(found: PaceFinding, naming: Named, language: str = "sv") -> str:
    """Where the series is heading against its target, and the slope that would be needed."""
    target = _target(found, naming, language)
    said = _say(found, target, naming, language)
    needed = _needed(found, naming, language)
    return f"{said} {needed}" if needed else said


def _target(found: PaceFinding, naming: Named, language: str) -> str:
    value = _value(found, naming, language)
    due = month_name(found.target.due, language)
    return Words(f"målet {value} till {due}", f"the target {value} by {due}").in_(language)


def _value(found: PaceFinding, naming: Named, language: str) -> str:
    text = figure(found.target.value, naming.decimals, language)
    return with_unit(text, unit_of_value(naming, language), language)


def _say(found: PaceFinding, target: str, naming: Named, language: str) -> str:
    upper = target[:1].upper() + target[1:]
    if found.state is Pace.REACHED:
        return Words(
            f"{upper} är uppnått: trendnivån ligger vid målet eller bättre.",
            f"{upper} is reached: the trend level is at the target or better.",
        ).in_(language)
    if found.state is Pace.WRONG_WAY:
        return Words(
            f"Utvecklingen går åt fel håll för {target}.",
            f"The development goes the wrong way for {target}.",
        ).in_(language)
    if found.state is Pace.NO_DATE:
        return Words(
            f"Inget datum kan anges för {target}: ingen säker förändring mot målet.",
            f"No date can be given for {target}: no evidence of change towards it.",
        ).in_(language)
    return _dated(found, target, naming, language)


def _dated(found: PaceFinding, target: str, naming: Named, language: str) -> str:
    if found.reach is None:
        return Words(
            f"I nuvarande takt nås {target} inte inom 20\u00a0år.",
            f"At the present pace {target} is not reached within 20\u00a0years.",
        ).in_(language)
    when, due = month_name(found.reach, language), month_name(found.target.due, language)
    value = _value(found, naming, language)
    span, doubt = _span(found, found.reach, language), _doubt(found, language)
    if found.state is Pace.ON_TIME:
        return Words(
            f"I nuvarande takt nås målet {value} i {when} ({span}), före utgången av {due}{doubt}.",
            f"At the present pace the target {value} is reached in {when} ({span}), "
            f"within the time given, {due}{doubt}.",
        ).in_(language)
    late = months_count(found.months_late or 0, language)
    return Words(
        f"I nuvarande takt nås målet {value} i {when} ({span}), {late} efter {due}{doubt}.",
        f"At the present pace the target {value} is reached in {when} ({span}), "
        f"{late} after {due}{doubt}.",
    ).in_(language)


def _span(found: PaceFinding, reach: Month, language: str) -> str:
    earliest = month_name(found.reach_earliest or reach, language)
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
    if found.state is Pace.LATE and found.reach_earliest and found.reach_earliest <= due:
        return Words(
            ", men det kan inte uteslutas att det hinns", ", though in time cannot be ruled out"
        ).in_(language)
    return ""


def _needed(found: PaceFinding, naming: Named, language: str) -> str:
    if found.required_slope_per_year is None or found.state is Pace.REACHED:
        return ""
    slope = figure(found.required_slope_per_year, naming.decimals + 1, language, signed=True)
    unit = unit_per_year(unit_of_value(naming, language), language)
    if is_english(language):
        return f"Being in time takes {slope} {unit} from now on."
    return f"För att nå målet i tid krävs {slope} {unit} från och med nu."
