"""What a need is to change in the plans: goals and indicators in words, and what measures them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from riktning.apps.plans.models import (
    Goal,
    Item,
    ItemKind,
    Measure,
    PlanIndicator,
    Revision,
    State,
)
from riktning.apps.plans.queries import FIRST_MET

_RANK = {state.value: place for place, state in enumerate(FIRST_MET)}
_AREA = ("name", "slug", "revision_id", "revision__number", "revision__state")


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
class _Row:
    """What one revision says of a goal or an indicator."""

    item_id: int
    text: str
    area: str
    slug: str
    revision: int
    number: int
    state: str

    @property
    def order(self) -> tuple[int, int]:
        """Sorts what is met first before the rest."""
        return _RANK[self.state], -self.number


@dataclass(frozen=True, slots=True)
class Choice:
    """A goal or an indicator that a need can be linked to."""

    item_id: int
    kind: ItemKind
    text: str
    period: str


def aimed_at(items: Collection[Item], *, drafts: bool) -> tuple[AimedAt, ...]:
    """Each of the items by the revision that is met; left out where the reader meets none.

    ``drafts``: whether the reader meets drafts beside what is decided. Two queries, none for no
    items.
    """
    if not items:
        return ()
    kinds = {item.pk: ItemKind(item.kind) for item in items}
    rows = _met(_rows(kinds), drafts=drafts)
    measures = _measures(rows, kinds)
    return tuple(
        AimedAt(
            item_id=item.pk,
            kind=kinds[item.pk],
            plan=item.plan.code,
            plan_name=item.plan.name,
            number=item.number,
            text=rows[item.pk].text,
            area=rows[item.pk].area,
            slug=rows[item.pk].slug,
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


def _rows(kinds: Mapping[int, ItemKind]) -> list[_Row]:
    """What every revision says of the items. One query."""
    goals = Goal.objects.filter(item__in=_of(kinds, ItemKind.GOAL)).order_by()
    lines = PlanIndicator.objects.filter(item__in=_of(kinds, ItemKind.INDICATOR)).order_by()
    found = goals.values_list("item_id", "text", *(f"sub_area__area__{name}" for name in _AREA))
    both = found.union(
        lines.values_list("item_id", "text", *(f"area__{name}" for name in _AREA)), all=True
    )
    return [_Row(*row) for row in both]


def _of(kinds: Mapping[int, ItemKind], kind: ItemKind) -> list[int]:
    return [item for item, own in kinds.items() if own is kind]


def _met(rows: Iterable[_Row], *, drafts: bool) -> dict[int, _Row]:
    """Of each item the row that is met first; what only a draft says is for who may read them."""
    by_item: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        by_item[row.item_id].append(row)
    found = {}
    for item_id, each in by_item.items():
        told = [row for row in each if drafts or row.state != State.DRAFT]
        if told:
            found[item_id] = min(told, key=lambda row: row.order)
    return found


def _measures(
    rows: Mapping[int, _Row], kinds: Mapping[int, ItemKind]
) -> dict[int, tuple[str, ...]]:
    """By item its measures: those of the line, or of the lines that follow the goal. One query."""
    goals = set(_of(kinds, ItemKind.GOAL))
    own = Measure.objects.filter(
        Q(plan_indicator__item__in=_of(kinds, ItemKind.INDICATOR))
        | Q(plan_indicator__item__serves__target__in=goals),
        plan_indicator__area__revision__in={row.revision for row in rows.values()},
    ).order_by("plan_indicator__area__order", "plan_indicator__order", "pk")
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for line, revision, measure, goal, ended in own.values_list(
        "plan_indicator__item_id", "plan_indicator__area__revision_id", "indicator_id",
        "plan_indicator__item__serves__target_id", "plan_indicator__item__serves__to_date",
    ):  # fmt: skip
        follows = [line] if line in rows else []
        follows += [goal] if goal in goals and ended is None else []
        for item in follows:
            if item in rows and rows[item].revision == revision:
                found[item][measure] = None
    return {item: tuple(keys) for item, keys in found.items()}
