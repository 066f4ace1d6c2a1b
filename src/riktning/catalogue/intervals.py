"""Which interval a figure of a measure has, and why some have none.

An interval says how far off chance alone may have put a figure. What it takes chance to be must fit
what is counted: single cases that come one by one, persons who have something or not, values of
persons. A level that is counted in full at a month's end, or a sum of what rows report, is neither.
"""

from enum import StrEnum

from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Definition, Kind, Words


class Interval(StrEnum):
    """How the 95\N{NO-BREAK SPACE}% interval of a figure is made, or why there is none."""

    WILSON = "wilson"
    BYAR = "byar"
    DOBSON = "dobson"
    STUDENT = "student"
    EXACT = "exact"
    ORDER = "order"
    NO_LEVEL = "no_level"
    NO_SUM = "no_sum"
    NO_RATIO = "no_ratio"
    NO_SQUARES = "no_squares"


INTERVAL_WORDS = {
    Interval.WILSON: Words("95\N{NO-BREAK SPACE}% enligt Wilson", "95%, Wilson's"),
    Interval.BYAR: Words(
        "95\N{NO-BREAK SPACE}% enligt Byar, för fall som kommer ett och ett",
        "95%, Byar's, for cases that come one by one",
    ),
    Interval.DOBSON: Words(
        "95\N{NO-BREAK SPACE}% enligt Dobson, för fall som kommer ett och ett",
        "95%, Dobson's, for cases that come one by one",
    ),
    Interval.STUDENT: Words(
        "95\N{NO-BREAK SPACE}% enligt Student, ur värdenas spridning",
        "95%, Student's, from the spread of the values",
    ),
    Interval.EXACT: Words(
        "95\N{NO-BREAK SPACE}%, exakt för fall som kommer ett och ett",
        "95%, exact for cases that come one by one",
    ),
    Interval.ORDER: Words(
        "95\N{NO-BREAK SPACE}% ur värdenas ordning", "95%, from the order of the values"
    ),
    Interval.NO_LEVEL: Words(
        "inget: en nivå som räknas helt vid varje tillfälle, inte fall som slumpen fördelar",
        "none: a level that is counted in full each time, not cases that chance deals out",
    ),
    Interval.NO_SUM: Words(
        "inget: en summa av vad som rapporterats, inte fall som kommer ett och ett",
        "none: a sum of what was reported, not cases that come one by one",
    ),
    Interval.NO_RATIO: Words(
        "inget: en kvot mellan två summor är inget urval",
        "none: a ratio of two sums is no sample",
    ),
    Interval.NO_SQUARES: Words(
        "inget: värdenas spridning är inte känd", "none: the spread of the values is not known"
    ),
}
NONE = frozenset(each for each in Interval if each.startswith("no_"))
_ONE_EACH = "1"


def interval_of(definition: Definition) -> Interval:
    """The interval of a measure's figures."""
    return interval_by(
        definition.kind, definition.frame, definition.numerator.text,
        squares=definition.squares is not None, standard=definition.standard is not None,
    )  # fmt: skip


def interval_by(
    kind: Kind, frame: str, numerator: str, *, squares: bool = False, standard: bool = False
) -> Interval:
    """The same from what a definition says: its frame's name, and what each row counts as."""
    if kind is Kind.PROPORTION:
        return Interval.WILSON
    if kind is Kind.MEDIAN:
        return Interval.ORDER
    if kind is Kind.RATIO:
        return Interval.NO_RATIO
    if kind in (Kind.MEAN, Kind.INDEX):
        return Interval.STUDENT if squares else Interval.NO_SQUARES
    if frame in BY_NAME and BY_NAME[frame].stock:
        return Interval.NO_LEVEL
    if numerator.strip() != _ONE_EACH:
        return Interval.NO_SUM
    if kind is Kind.COUNT:
        return Interval.EXACT
    return Interval.DOBSON if standard else Interval.BYAR
