"""A plan on one page: its areas with the goals of one period, who owns them, what serves them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from riktning.documents.plans.estate import served_by
from riktning.documents.plans.snapshot import RevisionText, Said


@dataclass(frozen=True, slots=True)
class MapGoal:
    """A goal, and how many items of other plans serve it or what it stands under."""

    said: Said
    serving: int


@dataclass(frozen=True, slots=True)
class MapBox:
    """A sub-area with its goals of the period."""

    name: str
    goals: tuple[MapGoal, ...]


@dataclass(frozen=True, slots=True)
class MapArea:
    """An area: the roles that answer for it, and its sub-areas."""

    name: str
    roles: tuple[str, ...]
    boxes: tuple[MapBox, ...]
    indicators: int
    activities: int


def headings(plan: RevisionText) -> tuple[str, ...]:
    """The periods of the plan, each once, in the order they stand."""
    return tuple(dict.fromkeys(said.text for said in plan.of_kind("period")))


def strategy_map(
    plan: RevisionText,
    period: str,
    links: frozenset[tuple[int, int]],
    roles: Mapping[int, Sequence[str]],
) -> tuple[MapArea, ...]:
    """The areas with the goals of the period; ``roles`` are by item, ``links`` of all plans."""
    own = {said.item for said in plan.items}
    outside = {
        target: len(sources - own) for target, sources in served_by(links).items() if sources - own
    }
    return tuple(
        MapArea(
            name=area.text,
            roles=tuple(roles.get(area.item, ())),
            boxes=tuple(_boxes(plan, area, period, outside)),
            indicators=_count(plan, area, "indicator"),
            activities=_count(plan, area, "activity"),
        )
        for area in plan.of_kind("area")
    )


def _boxes(plan: RevisionText, area: Said, period: str, outside: Mapping[int, int]) -> list[MapBox]:
    boxes = []
    for sub_area in plan.of_kind("sub_area"):
        if sub_area.parents[0] != area.item:
            continue
        goals = [
            MapGoal(goal, sum(outside.get(item, 0) for item in (goal.item, *goal.parents)))
            for goal in plan.of_kind("goal")
            if sub_area.item in goal.parents and goal.period == period
        ]
        boxes.append(MapBox(sub_area.text, tuple(goals)))
    return boxes


def _count(plan: RevisionText, area: Said, kind: str) -> int:
    return sum(1 for said in plan.of_kind(kind) if said.parents[0] == area.item)
