"""Activities along the years, area by area: by their own months, otherwise the years that their
periods name."""

from dataclasses import dataclass

from riktning.core.periods import PlanPeriod
from riktning.documents.plans.snapshot import RevisionText, Said


@dataclass(frozen=True, slots=True)
class Bar:
    """An activity and its years; None when it has no months and its period names no year."""

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
            Bar(said, _years(said))
            for said in plan.of_kind("activity")
            if said.parents[0] == area.item
        ]
        ordered = sorted(enumerate(bars), key=lambda pair: (_start(pair[1]), pair[0]))
        areas.append(TimelineArea(area.text, tuple(bar for _place, bar in ordered)))
    found = [PlanPeriod.parse(said.text) for said in plan.of_kind("period")]
    within = [bar.years for area in areas for bar in area.bars]
    periods = [period for period in (*found, *within) if period is not None]
    first = min((p.first_year for p in periods), default=0)
    last = max((p.last_year for p in periods), default=-1)
    with_bars = tuple(area for area in areas if area.bars)
    return Timeline(tuple(range(first, last + 1)) if periods else (), with_bars)


def _years(said: Said) -> PlanPeriod | None:
    if said.months is not None:
        return PlanPeriod(said.months[0].year, said.months[1].year)
    return PlanPeriod.parse(said.period) if said.period else None


def _start(bar: Bar) -> tuple[int, int]:
    return (bar.years.first_year, bar.years.last_year) if bar.years else (9999, 9999)
