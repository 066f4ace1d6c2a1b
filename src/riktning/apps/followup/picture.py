"""The picture of an area or an administration: how its measures stand, the surest said first.

A pure function over findings; a person's status never enters it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from riktning.catalogue.model import Words
from riktning.trends.verdict import Direction, DirectionFinding, Reason

MOVING = (Direction.IMPROVING, Direction.WORSENING)


@dataclass(frozen=True, slots=True)
class Standing:
    """One measure's finding, with what it is called and the unit it is judged at."""

    indicator_id: str
    name: Words
    unit_id: str
    finding: DirectionFinding


@dataclass(frozen=True, slots=True)
class Picture:
    """How measures stand: numbers of them, and shares that weigh by the quality of their data.

    ``shares`` are those of what can be told: the weight of a measure is its finding's ``quality``,
    so that a measure on half its months says half as much; None where nothing can be told.
    ``reasons`` count what cannot. ``strongest`` are the measures that move, the surest first.
    """

    counts: Mapping[Direction, int]
    shares: Mapping[Direction, float] | None
    reasons: Mapping[Reason, int]
    quality: float
    strongest: tuple[Standing, ...]

    @property
    def size(self) -> int:
        """How many measures there are."""
        return sum(self.counts.values())


def picture(standings: Iterable[Standing]) -> Picture:
    """Count and weigh the findings; every measure once at each unit it is given for."""
    all_of = tuple(standings)
    counts = Counter(each.finding.state for each in all_of)
    told = [each.finding for each in all_of if each.finding.state is not Direction.CANNOT_TELL]
    reasons = Counter(
        each.finding.reason for each in all_of if each.finding.state is Direction.CANNOT_TELL
    )
    return Picture(
        counts={state: counts[state] for state in Direction},
        shares=_shares(told),
        reasons={reason: count for reason, count in reasons.most_common() if reason is not None},
        quality=sum(finding.quality for finding in told) / max(len(told), 1),
        strongest=tuple(
            sorted((each for each in all_of if each.finding.state in MOVING), key=_evidence)
        ),
    )


def _shares(told: list[DirectionFinding]) -> dict[Direction, float] | None:
    whole = sum(finding.quality for finding in told)
    if whole <= 0:
        return None
    return {
        state: sum(finding.quality for finding in told if finding.state is state) / whole
        for state in (*MOVING, Direction.NO_EVIDENCE)
    }


def _evidence(standing: Standing) -> tuple[float, float, str, str]:
    """Surest first: by the adjusted p-value, then by the plain one; ties by name."""
    finding = standing.finding
    return (
        1.0 if finding.q_value is None else finding.q_value,
        1.0 if finding.p_value is None else finding.p_value,
        standing.indicator_id,
        standing.unit_id,
    )
