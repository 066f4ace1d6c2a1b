"""What is missing in plans, or said twice: each fault with the items it is about.

Where a document ties nothing to a goal, place stands in: an activity under the goal's sub-area,
or in its period of an area whose activities stand under no sub-area; an indicator line of its area.
A vision is a picture to steer by, and needs neither activity nor indicator of its own.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from riktning.documents.plans.estate import Estate, line_of, served_by
from riktning.documents.plans.likeness import Alike, alike
from riktning.documents.plans.snapshot import RevisionText, Said

DUPLICATE = 0.6
_VISION = re.compile(r"vision", re.IGNORECASE)


class Rule(StrEnum):
    """What is looked for, in the order it is shown."""

    GOAL_WITHOUT_INDICATOR = "goal-without-indicator"
    GOAL_WITHOUT_ACTIVITY = "goal-without-activity"
    GOAL_WITHOUT_OWNER = "goal-without-owner"
    LINE_WITHOUT_MEASURE = "indicator-without-measure"
    SERVES_NOTHING = "serves-nothing"
    NOT_TAKEN_UP = "not-taken-up"
    NO_LOCAL_PLAN = "no-local-plan"
    DUPLICATED_ACTIVITY = "duplicated-activity"
    NOT_COMPARED = "activity-not-compared"
    UNUSED_MEASURE = "unused-measure"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a rule. ``plan`` and ``number`` say which item; empty and 0 when there is none.

    ``about`` is what else it is about: the like activity, the administration, the measure.
    ``concerns`` is another plan that it is a fault of too.
    """

    rule: Rule
    plan: str
    number: int
    text: str
    where: tuple[str, ...] = ()
    about: str = ""
    concerns: str = ""


def faults(estate: Estate, only: str | None = None) -> tuple[Fault, ...]:
    """Every fault in the plans, or of the one whose code is given, rule by rule."""
    found = (fault for rule in Rule for fault in _CHECKS[rule](estate))
    return tuple(f for f in found if not only or only in {f.plan, f.concerns})


def _steered(estate: Estate) -> Iterator[RevisionText]:
    """Plans that break down a strategy; a local plan too, not a stream's milestones."""
    kinds = {"implementation", "county_wide", "local"}
    return (plan for plan in estate.plans if plan.kind in kinds)


def _followed(plan: RevisionText) -> Iterator[Said]:
    """The goals that something is to lead to and follow: all but visions."""
    return (goal for goal in plan.of_kind("goal") if not _VISION.search(goal.period))


def _without_indicator(estate: Estate) -> Iterator[Fault]:
    tied = served_by(estate.links)
    for plan in _steered(estate):
        lines = plan.of_kind("indicator")
        items, areas = {said.item for said in lines}, {said.parents[0] for said in lines}
        for goal in _followed(plan):
            if goal.parents[0] not in areas and not tied.get(goal.item, set()) & items:
                yield _of(Rule.GOAL_WITHOUT_INDICATOR, plan, goal)


def _without_activity(estate: Estate) -> Iterator[Fault]:
    tied = served_by(estate.links)
    for plan in _steered(estate):
        every = plan.of_kind("activity")
        items = {said.item for said in every}
        by_sub_area = {said.parents[0] for said in every if len(said.parents) > 1}
        under = {said.parents for said in every}
        within = {(said.parents[0], said.period_item) for said in every}
        for goal in _followed(plan):
            area = goal.parents[0]
            led = (
                goal.parents in under if area in by_sub_area else (area, goal.period_item) in within
            )
            if not led and not tied.get(goal.item, set()) & items:
                yield _of(Rule.GOAL_WITHOUT_ACTIVITY, plan, goal)


def _without_owner(estate: Estate) -> Iterator[Fault]:
    for plan in estate.plans:
        for goal in plan.of_kind("goal"):
            if not estate.owned.intersection(line_of(goal)):
                yield _of(Rule.GOAL_WITHOUT_OWNER, plan, goal)


def _without_measure(estate: Estate) -> Iterator[Fault]:
    for plan in estate.plans:
        for line in plan.of_kind("indicator"):
            if not line.measures:
                yield _of(Rule.LINE_WITHOUT_MEASURE, plan, line)


def _serves_nothing(estate: Estate) -> Iterator[Fault]:
    there = {said.item for plan in estate.plans for said in plan.items}
    sources = {source for source, target in estate.links if target in there}
    for plan in estate.plans:
        if plan.kind in {"local", "operational"}:
            for goal in plan.of_kind("goal"):
                if not sources.intersection(line_of(goal)):
                    yield _of(Rule.SERVES_NOTHING, plan, goal)


def regional(estate: Estate) -> Iterator[RevisionText]:
    """The plans that administrations are to take up."""
    return (plan for plan in estate.plans if plan.kind == "implementation")


def _not_taken_up(estate: Estate) -> Iterator[Fault]:
    """A sub-area of which an administration's plan serves no goal, nor it, nor its area."""
    tied = served_by(estate.links)
    for local in estate.plans:
        if local.kind != "local":
            continue
        own = {said.item for said in local.items}
        taken = {target for target, sources in tied.items() if sources & own}
        name = estate.administrations.get(local.unit_id, local.unit_id)
        for plan in regional(estate):
            goals: dict[int, set[int]] = {}
            for goal in plan.of_kind("goal"):
                goals.setdefault(goal.parents[-1], set()).add(goal.item)
            for sub_area in plan.of_kind("sub_area"):
                below = goals.get(sub_area.item, set())
                if below and not taken & (below | set(line_of(sub_area))):
                    yield _of(Rule.NOT_TAKEN_UP, plan, sub_area, name, local.plan)


def _no_local_plan(estate: Estate) -> Iterator[Fault]:
    have = {plan.unit_id for plan in estate.plans if plan.kind == "local"}
    for unit_id, name in estate.administrations.items():
        if unit_id not in have:
            yield Fault(Rule.NO_LOCAL_PLAN, "", 0, name)


def _activities(estate: Estate) -> Sequence[tuple[RevisionText, Said]]:
    return [(plan, said) for plan in estate.plans for said in plan.of_kind("activity")]


def _duplicated(estate: Estate) -> Iterator[Fault]:
    every, found = _activities(estate), _alike(estate)
    for first, second, _likeness in found.pairs:
        plan, said = every[second]
        other_plan, other = every[first]
        about = f"{other_plan.name}, {other.number}: {other.text}"
        yield _of(Rule.DUPLICATED_ACTIVITY, plan, said, about, other_plan.plan)


def _not_compared(estate: Estate) -> Iterator[Fault]:
    """The first activity of each plan that the search for likenesses did not come to."""
    met: set[str] = set()
    for plan, said in _activities(estate)[_alike(estate).searched :]:
        if plan.plan not in met:
            met.add(plan.plan)
            yield _of(Rule.NOT_COMPARED, plan, said)


@lru_cache(maxsize=8)  # both rules ask, and the pages again while no activity is written anew
def _compared(texts: tuple[str, ...]) -> Alike:
    return alike(texts, DUPLICATE)


def _alike(estate: Estate) -> Alike:
    return _compared(tuple(said.text for _plan, said in _activities(estate)))


def _unused(estate: Estate) -> Iterator[Fault]:
    used = {m for plan in estate.plans for line in plan.of_kind("indicator") for m in line.measures}
    for key, name in estate.measures.items():
        if key not in used:
            yield Fault(Rule.UNUSED_MEASURE, "", 0, name, about=key)


def _of(rule: Rule, plan: RevisionText, said: Said, about: str = "", concerns: str = "") -> Fault:
    where = (*said.where, *([said.period] if said.period else []))
    return Fault(rule, plan.plan, said.number, said.text, where, about, concerns)


_CHECKS: Mapping[Rule, Callable[[Estate], Iterator[Fault]]] = {
    Rule.GOAL_WITHOUT_INDICATOR: _without_indicator,
    Rule.GOAL_WITHOUT_ACTIVITY: _without_activity,
    Rule.GOAL_WITHOUT_OWNER: _without_owner,
    Rule.LINE_WITHOUT_MEASURE: _without_measure,
    Rule.SERVES_NOTHING: _serves_nothing,
    Rule.NOT_TAKEN_UP: _not_taken_up,
    Rule.NO_LOCAL_PLAN: _no_local_plan,
    Rule.DUPLICATED_ACTIVITY: _duplicated,
    Rule.NOT_COMPARED: _not_compared,
    Rule.UNUSED_MEASURE: _unused,
}
