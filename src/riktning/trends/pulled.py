"""A level that a few values pull is neither told nor held against a target: the median is told."""

from collections.abc import Iterable
from dataclasses import replace
from statistics import median

from riktning.core.periods import Month
from riktning.trends.verdict import DirectionFinding, Pace, PaceFinding

Dated = tuple[Month, float | None]


def with_middle(
    finding: DirectionFinding, dated: Iterable[Dated], pulling: Iterable[Month]
) -> DirectionFinding:
    """The finding with the median of the values it judges, where ``pulling`` ones count in it.

    ``dated`` are the final values by the first month of their period, None where there is none, in
    the unit of the finding's levels. One value that is set aside counts in nothing.
    """
    first, last = finding.first, finding.last
    if finding.aside is not None or finding.end_level is None or first is None or last is None:
        return finding
    if not any(first <= month <= last for month in pulling):
        return finding
    judged = [value for month, value in dated if value is not None and first <= month <= last]
    return replace(finding, middle=median(judged)) if judged else finding


def unless_pulled(
    found: PaceFinding | None, direction: DirectionFinding | None
) -> PaceFinding | None:
    """The pace, or that none can be told since a few values pull the level it starts from."""
    if found is None or direction is None or direction.middle is None:
        return found
    return PaceFinding(Pace.NO_DATE, found.target, pulled=True)
