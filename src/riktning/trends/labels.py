"""The short signs of a verdict: a shape, a word and a colour token, in that order of importance."""

from dataclasses import dataclass

from riktning.catalogue.model import Words
from riktning.trends.verdict import Direction, DirectionFinding, Pace, PaceFinding, Reason

UP, DOWN, SQUARE, RING = "▲", "▼", "■", "○"

DIRECTION_WORDS = {
    Direction.IMPROVING: Words("förbättras", "improving"),
    Direction.WORSENING: Words("försämras", "worsening"),
    Direction.NO_EVIDENCE: Words("ingen säker förändring", "no evidence of change"),
    Direction.CANNOT_TELL: Words("går inte att avgöra", "cannot tell"),
}
REASON_WORDS = {
    Reason.TOO_SHORT: Words("för kort serie", "too short a series"),
    Reason.INSUFFICIENT_VARIATION: Words("för liten variation", "insufficient variation"),
    Reason.NO_POLARITY: Words(
        "inget håll är bestämt som bättre", "no direction is defined as better"
    ),
    Reason.NO_DATA: Words("uppgifter saknas", "no data"),
    Reason.QUALITY_FAILURE: Words("brister i datakvaliteten", "data quality failure"),
    Reason.TOO_MUCH_HIDDEN: Words("för många värden döljs", "too many values are hidden"),
    Reason.NOT_MONTHLY: Words("redovisas inte varje månad", "not published every month"),
    Reason.DEFINITION_BREAK: Words("brott i definitionen", "break in the definition"),
    Reason.VOLUME_BREAK: Words("brott i volymen", "break in volume"),
    Reason.NEW_PHASE: Words("nytt skede", "new phase"),
}
PACE_WORDS = {
    Pace.REACHED: Words("uppnått", "reached"),
    Pace.ON_TIME: Words("i tid", "on time"),
    Pace.LATE: Words("sent", "late"),
    Pace.WRONG_WAY: Words("fel håll", "wrong way"),
    Pace.NO_DATE: Words("inget datum kan anges", "no date can be given"),
}
_PACE_SHAPES = {
    Pace.REACHED: "●",
    Pace.ON_TIME: "◆",
    Pace.LATE: "◇",
    Pace.WRONG_WAY: "✕",
    Pace.NO_DATE: "–",
}


@dataclass(frozen=True, slots=True)
class Label:
    """What stands beside a figure; ``colour`` names a design token, never a colour."""

    shape: str
    word: str
    colour: str


def direction_label(finding: DirectionFinding, language: str) -> Label:
    """▲ or ▼ by the way the curve goes, ■ no evidence, ○ cannot tell (the reason in the word)."""
    word = DIRECTION_WORDS[finding.state].in_(language)
    if finding.state is Direction.CANNOT_TELL and finding.reason is not None:
        word = f"{word} ({REASON_WORDS[finding.reason].in_(language)})"
    return Label(_shape(finding), word, f"verdict-{finding.state.replace('_', '-')}")


def pace_label(found: PaceFinding, language: str) -> Label:
    """``sent (14 mån)``; late without a month is beyond the horizon of projection.

    ``uppnått, osäkert`` where the level's own interval covers the target, ``i tid, osäkert`` and
    ``sent (14 mån), osäkert`` where the interval of the month reaches across the due month. Where
    the due month has passed, ``inte nått i tid (14 mån)``.
    """
    word = PACE_WORDS[found.state].in_(language)
    if found.state is Pace.LATE:
        if found.missed:
            word = Words("inte nått i tid", "not reached in time").in_(language)
        word = f"{word} ({_lateness(found, language)})"
    if not found.sure:
        word = f"{word}, {Words('osäkert', 'uncertain').in_(language)}"
    return Label(_PACE_SHAPES[found.state], word, f"pace-{found.state.replace('_', '-')}")


def unsure_words(count: int, language: str, among: int | None = None) -> str:
    """`` (varav 1 osäkert)`` after a count; nothing where none is, `` (osäkert)`` of one alone."""
    if not count:
        return ""
    if among == 1:
        return Words(" (osäkert)", " (uncertain)").in_(language)
    swedish = "osäkert" if count == 1 else "osäkra"
    return Words(f" (varav {count} {swedish})", f" (of which {count} uncertain)").in_(language)


def _shape(finding: DirectionFinding) -> str:
    if finding.state is Direction.NO_EVIDENCE:
        return SQUARE
    if finding.state is Direction.CANNOT_TELL or finding.slope_per_year is None:
        return RING
    return UP if finding.slope_per_year > 0 else DOWN


def _lateness(found: PaceFinding, language: str) -> str:
    if found.months_late is not None:
        unit = Words("mån", "mo").in_(language)
        return f"{found.months_late}\u00a0{unit}"
    return Words("mer än 20\u00a0år bort", "more than 20\u00a0years away").in_(language)
