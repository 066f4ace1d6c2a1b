"""What is said of values that do not belong to the others: left out of the trend, or counted."""

from riktning.catalogue.model import Words
from riktning.trends.figures import period_name
from riktning.trends.verdict import DirectionFinding


def aside_sentence(
    finding: DirectionFinding, language: str = "sv", *, from_limits: bool = False
) -> str:
    """Which value is drawn and does not count, and why; empty where every value counts.

    ``from_limits`` tells that it sets neither the centre nor the limits of the chart, either.
    """
    if finding.aside is None:
        return ""
    period = period_name(finding.aside, finding.cycle, language)
    what = Words("trenden", "the trend")
    if from_limits:
        what = Words(
            "trenden, mittlinjen eller gränserna", "the trend, and sets neither centre nor limits"
        )
    return Words(
        f"Värdet för {period} räknas inte in i {what.sv}: det ligger så långt från vad de andra "
        "pekar på att det kan vara ett fel, och ett enda värde är ingen riktning.",
        f"The value of {period} is not part of {what.en}: it lies so far from what the others "
        "point to that it may be an error, and one single value is no direction.",
    ).in_(language)


def counted_sentence(finding: DirectionFinding, language: str = "sv") -> str:
    """That values which pull the level of the chart count in the trend, where any of them does."""
    if finding.middle is None:
        return ""
    return Words(
        "Några få värden ligger långt från de andra. De räknas in i trenden och drar den, så att "
        "dess nivåer inte behöver ligga nära de andra värdena.",
        "A few values lie far from the others. They are part of the trend and pull it, so that its "
        "levels need not lie near the other values.",
    ).in_(language)
