"""What a round asks an administration about: its own plan, and what it has taken up. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from riktning.apps.followup.rounds.statuses import QuestionKind
from riktning.apps.plans.models import (
    Activity,
    Area,
    AreaPeriod,
    Goal,
    Measure,
    PlanIndicator,
    SubArea,
    Target,
)
from riktning.apps.plans.places import Rows

BETWEEN = " › "


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; ``evidence`` are the measures whose verdicts say something of it."""

    kind: QuestionKind
    item_id: int
    area: str
    place: str
    text: str
    local: bool
    indicator_id: str = ""
    evidence: tuple[str, ...] = ()
    takes: str = ""
    target: float | None = None
    target_due: date | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose questions and of which time.

    ``links`` are (source, target) items; ``owned`` the items that the administration answers for;
    ``takes`` says of a measure entered by hand whether it is a count or a share.
    """

    unit_id: str
    year: int
    first_day: date
    links: Collection[tuple[int, int]]
    owned: Collection[int] = ()
    takes: Mapping[str, str] = field(default_factory=dict)


def questions(regional: Rows, local: Rows | None, scope: Scope) -> tuple[Asked, ...]:
    """Everything that applies, the administration's own plan first; a measure is asked once."""
    own = local or Rows()
    sources = {row.item_id for _, rows in own.with_items for row in rows}
    taken = {target for source, target in scope.links if source in sources}
    found = [
        *_Plan(own, scope, everything=True).asked(taken),
        *_Plan(regional, scope, everything=False).asked(taken),
    ]
    measures: set[str] = set()
    once = []
    for each in found:
        if each.indicator_id in measures:
            continue
        if each.indicator_id:
            measures.add(each.indicator_id)
        once.append(each)
    return tuple(once)


class _Plan:
    """The questions of one plan, area by area as the document goes."""

    def __init__(self, rows: Rows, scope: Scope, *, everything: bool) -> None:
        self.rows, self.scope, self.everything = rows, scope, everything

    def asked(self, taken: Collection[int]) -> Iterator[Asked]:
        for area in self.rows.areas:
            goals = [
                goal
                for goal in self.rows.goals
                if goal.sub_area.area_id == area.pk and self._goal_applies(goal, taken)
            ]
            yield from (self._goal(goal, area) for goal in goals)
            for activity in self.rows.activities:
                if activity.area_id == area.pk and self._activity_applies(activity):
                    yield self._activity(activity, area)
            asked = {goal.item_id for goal in goals}
            for measure in self.rows.measures:
                line = measure.plan_indicator
                if line.area_id == area.pk and self._measure_applies(measure, asked):
                    yield self._measure(measure, line, area)

    def _goal_applies(self, goal: Goal, taken: Collection[int]) -> bool:
        mine = {goal.item_id, goal.sub_area.item_id, goal.sub_area.area.item_id}
        applies = self.everything or mine & {*taken, *self.scope.owned}
        return bool(applies) and self._now(goal.period)

    def _activity_applies(self, activity: Activity) -> bool:
        mine = {activity.item_id, activity.area.item_id}
        if activity.sub_area:
            mine.add(activity.sub_area.item_id)
        applies = self.everything or mine & {*self.scope.owned}
        return bool(applies) and (activity.period is None or self._now(activity.period))

    def _measure_applies(self, measure: Measure, goals: Collection[int]) -> bool:
        """Its line is owned, it follows a goal that is asked about, or it has a target here."""
        line = measure.plan_indicator
        if self.everything or {line.item_id, line.area.item_id} & {*self.scope.owned}:
            return True
        if any((line.item_id, goal) in self.scope.links for goal in goals):
            return True
        return any(t.unit_id == self.scope.unit_id for t in self._targets(measure.indicator_id))

    def _now(self, period: AreaPeriod) -> bool:
        first, last = period.first_year, period.last_year
        return first is None or last is None or first <= self.scope.year <= last

    def _goal(self, goal: Goal, area: Area) -> Asked:
        lines = {source for source, target in self.scope.links if target == goal.item_id}
        evidence = (m.indicator_id for m in self.rows.measures if m.plan_indicator.item_id in lines)
        return Asked(
            QuestionKind.GOAL,
            goal.item_id,
            area.slug,
            _place(area, goal.sub_area, goal.period),
            goal.text,
            self.everything,
            evidence=tuple(dict.fromkeys(evidence)),
        )

    def _activity(self, activity: Activity, area: Area) -> Asked:
        return Asked(
            QuestionKind.ACTIVITY,
            activity.item_id,
            area.slug,
            _place(area, activity.sub_area, activity.period),
            activity.text,
            self.everything,
        )

    def _measure(self, measure: Measure, line: PlanIndicator, area: Area) -> Asked:
        target = self._target(measure.indicator_id)
        return Asked(
            QuestionKind.MEASURE,
            line.item_id,
            area.slug,
            _place(area),
            line.text,
            self.everything,
            indicator_id=measure.indicator_id,
            evidence=(measure.indicator_id,),
            takes=self.scope.takes.get(measure.indicator_id, ""),
            target=target.value if target else None,
            target_due=target.due_month if target else None,
        )

    def _targets(self, indicator_id: str) -> list[Target]:
        return [t for t in self.rows.targets if t.measure.indicator_id == indicator_id]

    def _target(self, indicator_id: str) -> Target | None:
        """The administration's own where it has one, else the region's: the one due next."""
        every = self._targets(indicator_id)
        own = [t for t in every if t.unit_id == self.scope.unit_id]
        known = own or [t for t in every if t.unit_id is None]
        ahead = [t for t in known if t.due_month >= self.scope.first_day]
        return min(ahead, key=_due) if ahead else max(known, key=_due, default=None)


def _due(target: Target) -> date:
    return target.due_month


def _place(area: Area, sub_area: SubArea | None = None, period: AreaPeriod | None = None) -> str:
    parts = [area.name, sub_area.name if sub_area else "", period.heading if period else ""]
    return BETWEEN.join(part for part in parts if part)
