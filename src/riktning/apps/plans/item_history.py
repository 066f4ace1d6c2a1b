"""One item of a plan through its revisions: what each says of it, and what it serves."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from riktning.apps.plans.models import (
    Activity,
    Area,
    Goal,
    Item,
    ItemKind,
    Link,
    Measure,
    PlanIndicator,
    Responsibility,
    Revision,
    SubArea,
)

_MODELS: dict[str, tuple[Any, tuple[str, ...]]] = {
    ItemKind.AREA: (Area, ("revision__plan",)),
    ItemKind.SUB_AREA: (SubArea, ("area__revision__plan",)),
    ItemKind.GOAL: (Goal, ("sub_area__area__revision__plan", "period")),
    ItemKind.ACTIVITY: (Activity, ("area__revision__plan", "period", "sub_area")),
    ItemKind.INDICATOR: (PlanIndicator, ("area__revision__plan",)),
}


@dataclass(frozen=True, slots=True)
class Saying:
    """What one revision says of the item."""

    revision: Revision
    text: str
    area: Area
    sub_area: str
    period: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Another item that this one serves, or that serves this one, and since when."""

    item_id: int
    serves_this: bool
    from_date: date
    to_date: date | None


def find_item(plan_code: str, number: int) -> Item | None:
    """The item by its plan's code and its number there, if it has a page. One query."""
    items = Item.objects.select_related("plan").filter(kind__in=_MODELS)
    return items.filter(plan__code=plan_code, number=number).first()


def sayings(item: Item) -> list[Saying]:
    """What each revision says of the item, the newest first. One query."""
    model, related = _MODELS[item.kind]
    rows = [_saying(row) for row in model.objects.filter(item=item).select_related(*related)]
    return sorted(rows, key=lambda each: -each.revision.number)


def _saying(row: Any) -> Saying:
    area = (
        row if isinstance(row, Area) else row.sub_area.area if isinstance(row, Goal) else row.area
    )
    sub_area = getattr(row, "sub_area", None)
    period = getattr(row, "period", None)
    return Saying(
        area.revision,
        row.name if isinstance(row, Area | SubArea) else row.text,
        area,
        sub_area.name if sub_area else "",
        period.heading if period else "",
    )


def responsibilities(item: Item) -> list[Responsibility]:
    """Who owns and leads the item, and who did, the latest first. One query."""
    return list(Responsibility.objects.filter(item=item).order_by("-from_date", "part"))


def ties(item: Item) -> list[Tie]:
    """What the item serves and what serves it, ended links last. One query."""
    rows = Link.objects.filter(Q(source=item) | Q(target=item)).order_by("from_date", "pk")
    found = [
        Tie(
            row.source_id if row.target_id == item.pk else row.target_id,
            row.target_id == item.pk,
            row.from_date,
            row.to_date,
        )
        for row in rows
    ]
    return sorted(found, key=lambda tie: tie.to_date is not None)


def measures_near(item: Item, tied: list[Tie], revision: Revision) -> list[str]:
    """The measures of the line, or of the lines that follow the goal. One query."""
    lines = {item.pk} | {tie.item_id for tie in tied if tie.serves_this and tie.to_date is None}
    rows = Measure.objects.filter(
        plan_indicator__item__in=lines, plan_indicator__area__revision=revision
    ).order_by("plan_indicator__order", "pk")
    return list(dict.fromkeys(rows.values_list("indicator_id", flat=True)))
