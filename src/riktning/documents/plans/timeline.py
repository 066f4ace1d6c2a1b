"""Activities along the years, area by area: from the years that their periods name."""

from dataclasses import dataclass

from riktning.core.periods import PlanPeriod
from riktning.documents.plans.snapshot import RevisionText, Said


@dataclass(frozen=True, slots=True)
class Bar:
    """An activity and its years; None when its period names none."""

    said: Said
    years: PlanPeriod | None


@dataclass(frozen=True, slots=True)
class TimelineArea:
    """An area's activities, the earliest first, those without years last."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every year that an activity or a period of the plan touches, and the areas."""

    years: tuple[int, ...]
    areas: tuple[TimelineArea, ...]


def timeline(plan: RevisionText) -> Timeline:
    """Lay the activities of a plan along the years."""
    areas = []
    for area in plan.of_kind("area"):
        bars = [
            Bar(said, PlanPeriod.parse(said.period) if said.period else None)
            for said in plan.of_kind("activity")
            if said.parents[0] == area.item
        ]
        ordered = sorted(enumerate(bars), key=lambda pair: (_start(pair[1]), pair[0]))
        areas.append(TimelineArea(area.text, tuple(bar for _place, bar in ordered)))
    found = [PlanPeriod.parse(said.text) for said in plan.of_kind("period")]
    periods = [period for period in found if period is not None]
    first = min((p.first_year for p in periods), default=0)
    last = max((p.last_year for p in periods), default=-1)
    with_bars = tuple(area for area in areas if area.bars)
    return Timeline(tuple(range(first, last + 1)) if periods else (), with_bars)


def _start(bar: Bar) -> tuple[int, int]:
    return (bar.years.first_year, bar.years.last_year) if bar.years else (9999, 9999)
