"""What a need is to change in the plans: goals and indicators in words, and what measures them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from riktning.apps.plans.models import (
    Area,
    Goal,
    Item,
    ItemKind,
    Link,
    Measure,
    PlanIndicator,
    Revision,
    State,
)
from riktning.apps.plans.queries import FIRST_MET

_RANK = {state.value: place for place, state in enumerate(FIRST_MET)}
Row = Goal | PlanIndicator


@dataclass(frozen=True, slots=True)
class AimedAt:
    """A goal or an indicator as a reader meets it, with the measures that follow it."""

    item_id: int
    kind: ItemKind
    plan: str  # its code
    plan_name: str
    number: int  # of the item in the plan
    text: str
    area: str
    slug: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A goal or an indicator that a need can be linked to."""

    item_id: int
    kind: ItemKind
    text: str
    period: str


def aimed_at(items: Collection[Item], *, drafts: bool) -> tuple[AimedAt, ...]:
    """Each of the items by the revision that is met; left out where the reader meets none.

    ``drafts``: whether the reader meets drafts beside what is decided. Four queries, none for no
    items.
    """
    if not items:
        return ()
    ids = [item.pk for item in items]
    rows = _met([*_goals(ids), *_lines(ids)], drafts=drafts)
    measures = _measures(rows)
    return tuple(
        AimedAt(
            item_id=item.pk,
            kind=ItemKind(item.kind),
            plan=item.plan.code,
            plan_name=item.plan.name,
            number=item.number,
            text=rows[item.pk].text,
            area=_area(rows[item.pk]).name,
            slug=_area(rows[item.pk]).slug,
            measures=measures.get(item.pk, ()),
        )
        for item in items
        if item.pk in rows
    )


def choices(revision: Revision) -> list[tuple[str, list[Choice]]]:
    """Every goal and indicator of the revision, area by area. Two queries."""
    found: dict[str, list[Choice]] = {}
    goals = Goal.objects.filter(sub_area__area__revision=revision).select_related(
        "sub_area__area", "period"
    )
    lines = PlanIndicator.objects.filter(area__revision=revision).select_related("area")
    for goal in goals.order_by("sub_area__area__order", "period__order", "sub_area__order", "row"):
        heading = goal.period.heading
        one = Choice(goal.item_id, ItemKind.GOAL, goal.text, heading)
        found.setdefault(goal.sub_area.area.name, []).append(one)
    for line in lines.order_by("area__order", "order"):
        one = Choice(line.item_id, ItemKind.INDICATOR, line.text, "")
        found.setdefault(line.area.name, []).append(one)
    return list(found.items())


def _goals(ids: Collection[int]) -> Iterable[Row]:
    return Goal.objects.filter(item__in=ids).select_related("sub_area__area__revision")


def _lines(ids: Collection[int]) -> Iterable[Row]:
    return PlanIndicator.objects.filter(item__in=ids).select_related("area__revision")


def _area(row: Row) -> Area:
    return row.sub_area.area if isinstance(row, Goal) else row.area


def _met(rows: Iterable[Row], *, drafts: bool) -> dict[int, Row]:
    """Of each item the row that is met first; a draft only where there is nothing else."""
    by_item: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_item[row.item_id].append(row)
    found = {}
    for item_id, each in by_item.items():
        decided = [row for row in each if _area(row).revision.state != State.DRAFT]
        found[item_id] = min(each if drafts or not decided else decided, key=_order)
    return found


def _order(row: Row) -> tuple[int, int]:
    revision = _area(row).revision
    return _RANK[revision.state], -revision.number


def _measures(rows: Mapping[int, Row]) -> dict[int, tuple[str, ...]]:
    """By item its measures: those of the line, or of the lines that follow the goal."""
    goals = [item for item, row in rows.items() if isinstance(row, Goal)]
    follow: dict[int, set[int]] = defaultdict(set)
    links = Link.objects.filter(
        target__in=goals, source__kind=ItemKind.INDICATOR, to_date__isnull=True
    )
    for source, target in links.values_list("source_id", "target_id"):
        follow[source].add(target)
    for item, row in rows.items():
        if isinstance(row, PlanIndicator):
            follow[item].add(item)
    revisions = {_area(row).revision.pk for row in rows.values()}
    own = Measure.objects.filter(
        plan_indicator__item__in=follow, plan_indicator__area__revision__in=revisions
    ).order_by("plan_indicator__area__order", "plan_indicator__order", "pk")
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for line, revision, measure in own.values_list(
        "plan_indicator__item_id", "plan_indicator__area__revision_id", "indicator_id"
    ):
        for item in follow[line]:
            if _area(rows[item]).revision.pk == revision:
                found[item][measure] = None
    return {item: tuple(keys) for item, keys in found.items()}
