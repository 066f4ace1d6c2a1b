"""Counts over findings, and which of them carry the strongest evidence."""

from collections import Counter
from collections.abc import Iterable

from riktning.documents.report.content import Finding
from riktning.trends.verdict import Direction, Pace

FEW = 10  # measures of an area that are all told in full
FIRM = (Direction.IMPROVING, Direction.WORSENING)
BEHIND = (Pace.WRONG_WAY, Pace.LATE)


def by_direction(findings: Iterable[Finding]) -> dict[Direction, int]:
    """Every direction with its number of findings, those with none too."""
    counted = Counter(finding.direction for finding in findings)
    return {direction: counted[direction] for direction in Direction}


def by_pace(findings: Iterable[Finding]) -> dict[Pace, int]:
    """The paces that occur, in the order of :class:`Pace`."""
    counted = Counter(finding.pace for finding in findings if finding.pace)
    return {pace: counted[pace] for pace in Pace if counted[pace]}


def unsure(findings: Iterable[Finding], state: Pace) -> int:
    """How many of the targets with this pace have an interval that does not rule out another."""
    paces = (finding.verdict.pace for finding in findings if finding.verdict)
    return sum(1 for pace in paces if pace and pace.state is state and not pace.sure)


def strongest(findings: Iterable[Finding], most: int) -> list[Finding]:
    """The firm findings with the smallest p-values, one a measure, and of both directions where
    there are both: what worsens is never left out."""
    firm = sorted(
        {f.indicator_id: f for f in findings if f.direction in FIRM}.values(), key=strength
    )
    chosen = firm[:most]
    for way in (Direction.IMPROVING, Direction.WORSENING):
        other = next((f for f in firm if f.direction is way), None)
        if chosen and other and all(f.direction is not way for f in chosen):
            chosen[-1] = other
    return chosen


def strength(finding: Finding) -> tuple[float, str]:
    """The surest first; the same in every language."""
    direction = finding.verdict.direction if finding.verdict else None
    p_value = direction.p_value if direction and direction.p_value is not None else 1.0
    return p_value, finding.indicator_id


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """One finding a measure; a measure may follow indicator lines of several areas."""
    return list({finding.indicator_id: finding for finding in findings}.values())


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Worsening, then late or wrong way, then the rest; by name where equal."""
    order = {Direction.WORSENING: 0, Direction.NO_EVIDENCE: 2, Direction.CANNOT_TELL: 3}

    def rank(finding: Finding) -> tuple[int, int, str]:
        return (
            order.get(finding.direction, 4),
            0 if finding.pace in BEHIND else 1,
            finding.name,
        )

    return sorted(findings, key=rank)
