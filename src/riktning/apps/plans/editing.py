"""Changing a draft: reword, move, add and remove. An item stays the item it is."""

from typing import TypeVar

from django.db import models, transaction
from django.db.models import Max

from riktning.apps.organisation.audit import audit
from riktning.apps.plans import policies
from riktning.apps.plans.drafting import period_years, unique_slugs
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.identity import locked, parent_of, row_of_item, said_by
from riktning.apps.plans.models import (
    Activity,
    Area,
    AreaPeriod,
    Goal,
    Item,
    ItemKind,
    PlanIndicator,
    Revision,
    SubArea,
    Target,
)
from riktning.apps.plans.places import Row, new_items

_WORDS = {Area: "name", SubArea: "name", AreaPeriod: "heading"}
_R = TypeVar("_R", Area, SubArea, AreaPeriod)


@transaction.atomic
def reword(*, revision: Revision, item: Item, text: str, actor: str) -> None:
    """Say the item in other words; an area keeps its address."""
    revision = _open(revision)
    row, text = _row(revision, item), _some(text, item)
    if isinstance(row, Target):
        raise PlanError(f"{item} is a target", remedy="change it by `riktning plan link`")
    before = said_by(row)
    changed = {_WORDS.get(type(row), "text"): text}
    if isinstance(row, AreaPeriod):
        years = period_years(text)
        changed |= {"first_year": years[0], "last_year": years[1]}  # type: ignore[dict-item]  # years beside words
    type(row).objects.filter(pk=row.pk).update(**changed)
    audit(
        actor=actor,
        action="reword",
        subject=str(revision),
        item=str(item),
        before=before,
        text=text,
    )


@transaction.atomic
def move_goal(*, revision: Revision, item: Item, sub_area: Item, period: Item, actor: str) -> None:
    """Put a goal under a sub-area and in a period of one area, in the first free row."""
    revision = _open(revision)
    goal = _row(revision, item)
    if not isinstance(goal, Goal):
        raise PlanError(f"{item} is no goal", where=str(revision), remedy="choose a goal")
    before = parent_of(goal)
    under, column = _of(revision, sub_area, SubArea), _of(revision, period, AreaPeriod)
    _same_area(under.area_id, column.area_id, revision)
    row = _next(Goal.objects.filter(sub_area=under, period=column), "row")
    Goal.objects.filter(pk=goal.pk).update(sub_area=under, period=column, row=row)
    _moved(revision, item, before, actor)


@transaction.atomic
def move_activity(
    *,
    revision: Revision,
    item: Item,
    area: Item,
    period: Item | None = None,
    sub_area: Item | None = None,
    actor: str,
) -> None:
    """Put an activity last in an area, in a period and under a sub-area of it where given."""
    revision = _open(revision)
    activity = _row(revision, item)
    if not isinstance(activity, Activity):
        raise PlanError(f"{item} is no activity", where=str(revision), remedy="choose an activity")
    before, into = parent_of(activity), _of(revision, area, Area)
    column = _of(revision, period, AreaPeriod) if period else None
    under = _of(revision, sub_area, SubArea) if sub_area else None
    for part in (column, under):
        if part is not None:
            _same_area(into.pk, part.area_id, revision)
    order = _next(Activity.objects.filter(area=into), "order")
    Activity.objects.filter(pk=activity.pk).update(
        area=into, period=column, sub_area=under, order=order
    )
    _moved(revision, item, before, actor)


@transaction.atomic
def add(
    *,
    revision: Revision,
    kind: ItemKind,
    text: str,
    parent: Item | None = None,
    period: Item | None = None,
    actor: str,
) -> Item:
    """Add an area, or under ``parent`` a period, sub-area, activity or indicator line of an area,
    or a goal of a sub-area; goals need a ``period``, activities may have one."""
    revision = _open(revision)
    text = _some(text, revision)
    item = new_items(revision.plan, [kind])[0]
    _made(revision, item, text, parent, period).save()
    audit(actor=actor, action="add", subject=str(revision), item=str(item), kind=kind, text=text)
    return item


def _made(
    revision: Revision, item: Item, text: str, parent: Item | None, period: Item | None
) -> models.Model:
    if item.kind == ItemKind.AREA:
        taken = frozenset(
            Area.objects.exclude(revision__plan=revision.plan).values_list("slug", flat=True)
        )
        taken |= frozenset(revision.areas.values_list("slug", flat=True))
        slug = unique_slugs([text], taken)[0]
        order = _next(revision.areas.all(), "order")
        return Area(revision=revision, item=item, order=order, name=text, slug=slug)
    if parent is None:
        raise PlanError(f"a {item.kind} needs what it stands under", where=str(revision))
    column = _of(revision, period, AreaPeriod) if period else None
    if item.kind == ItemKind.GOAL:
        return _goal(revision, item, text, _of(revision, parent, SubArea), column)
    area = _of(revision, parent, Area)
    if column is not None:
        _same_area(area.pk, column.area_id, revision)
    if item.kind == ItemKind.PERIOD:
        first, last = period_years(text)
        order = _next(area.periods.all(), "order")
        return AreaPeriod(
            area=area, item=item, order=order, heading=text, first_year=first, last_year=last
        )
    if item.kind == ItemKind.SUB_AREA:
        return SubArea(area=area, item=item, order=_next(area.sub_areas.all(), "order"), name=text)
    if item.kind == ItemKind.ACTIVITY:
        order = _next(area.activities.all(), "order")
        return Activity(area=area, item=item, order=order, text=text, period=column)
    if item.kind == ItemKind.INDICATOR:
        order = _next(area.indicators.all(), "order")
        return PlanIndicator(area=area, item=item, order=order, text=text)
    raise PlanError("a target is added by `riktning plan link`", where=str(revision))


def _goal(
    revision: Revision, item: Item, text: str, under: SubArea, column: AreaPeriod | None
) -> Goal:
    if column is None:
        raise PlanError("a goal needs a period", where=str(revision), remedy="choose a period")
    _same_area(under.area_id, column.area_id, revision)
    row = _next(Goal.objects.filter(sub_area=under, period=column), "row")
    return Goal(sub_area=under, period=column, item=item, row=row, text=text)


@transaction.atomic
def remove(*, revision: Revision, item: Item, actor: str) -> None:
    """Take the item out of the draft with all below it; earlier revisions keep it."""
    revision = _open(revision)
    row = _row(revision, item)
    text = said_by(row)
    row.delete()
    audit(actor=actor, action="remove", subject=str(revision), item=str(item), text=text)


def _open(revision: Revision) -> Revision:
    revision = locked(revision)
    policies.require(revision, policies.Act.EDIT)
    return revision


def _row(revision: Revision, item: Item) -> Row:
    row = row_of_item(revision, item)
    if row is None:
        raise PlanError(f"{item} is not in the revision", where=str(revision))
    return row


def _of(revision: Revision, item: Item, model: type[_R]) -> _R:
    row = _row(revision, item)
    if not isinstance(row, model):
        named = model._meta.model_name
        raise PlanError(f"{item} is no {named}", where=str(revision), remedy=f"choose a {named}")
    return row


def _some(text: str, where: Item | Revision) -> str:
    text = " ".join(text.split())
    if not text:
        raise PlanError("there is no text", where=str(where), remedy="write it, or remove the item")
    return text


def _same_area(first: int, second: int, revision: Revision) -> None:
    if first != second:
        raise PlanError("the parts are of different areas", where=str(revision))


def _next(rows: "models.QuerySet[models.Model]", column: str) -> int:
    return int(rows.aggregate(last=Max(column))["last"] or 0) + 1


def _moved(revision: Revision, item: Item, before: tuple[str, ...], actor: str) -> None:
    now = parent_of(_row(revision, item))
    audit(
        actor=actor,
        action="move",
        subject=str(revision),
        item=str(item),
        before=list(before),
        now=list(now),
    )
