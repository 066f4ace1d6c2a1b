"""Moving what a draft holds: among its like, under another part, in another period."""

from django.db import models, transaction
from django.utils.translation import gettext as _

from riktning.apps.organisation.audit import audit
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.identity import parent_of, under
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
from riktning.apps.plans.within import (
    next_place,
    open_draft,
    require_same_area,
    require_unchanged,
    row_as,
    row_in,
    tell_move,
)


@transaction.atomic
def move_goal(
    *,
    revision: Revision,
    item: Item,
    sub_area: Item,
    period: Item,
    seen: str | None = None,
    actor: str,
) -> None:
    """Put a goal under a sub-area and in a period of one area, in the first free row."""
    revision = open_draft(revision)
    goal = row_in(revision, item)
    if not isinstance(goal, Goal):
        raise PlanError(f"{item} is no goal", where=str(revision), remedy="choose a goal").telling(
            _("Posten är inget mål längre. Se hur det är nu.")
        )
    before = parent_of(goal)
    require_unchanged(revision, item, seen, stands(goal), actor)
    into, column = row_as(revision, sub_area, SubArea), row_as(revision, period, AreaPeriod)
    require_same_area(into.area_id, column.area_id, revision)
    row = next_place(Goal.objects.filter(sub_area=into, period=column), "row")
    Goal.objects.filter(pk=goal.pk).update(sub_area=into, period=column, row=row)
    tell_move(revision, item, before, actor)


@transaction.atomic
def move_activity(
    *,
    revision: Revision,
    item: Item,
    area: Item,
    period: Item | None = None,
    sub_area: Item | None = None,
    seen: str | None = None,
    actor: str,
) -> None:
    """Put an activity last in an area, in a period and under a sub-area of it where given."""
    revision = open_draft(revision)
    activity = row_in(revision, item)
    if not isinstance(activity, Activity):
        raise PlanError(
            f"{item} is no activity", where=str(revision), remedy="choose an activity"
        ).telling(_("Posten är ingen aktivitet längre. Se hur det är nu."))
    require_unchanged(revision, item, seen, stands(activity), actor)
    before, into = parent_of(activity), row_as(revision, area, Area)
    column = row_as(revision, period, AreaPeriod) if period else None
    beneath = row_as(revision, sub_area, SubArea) if sub_area else None
    for part in (column, beneath):
        if part is not None:
            require_same_area(into.pk, part.area_id, revision)
    order = next_place(Activity.objects.filter(area=into), "order")
    Activity.objects.filter(pk=activity.pk).update(
        area=into, period=column, sub_area=beneath, order=order
    )
    tell_move(revision, item, before, actor)


def stands(row: Row) -> str:
    """A mark of where the row stands: another mark, and it has been moved."""
    return "-".join(str(item) for item in under(row))


@transaction.atomic
def move_sub_area(
    *, revision: Revision, item: Item, area: Item, seen: str | None = None, actor: str
) -> None:
    """Put a sub-area last in another area, with its goals and activities.

    They stay in the period of the same heading; the area gets a period it lacks.
    """
    revision = open_draft(revision)
    row, into = row_as(revision, item, SubArea), row_as(revision, area, Area)
    require_unchanged(revision, item, seen, stands(row), actor)
    if row.area_id == into.pk:
        return
    before = parent_of(row)
    goals: list[Goal] = list(row.goals.all())
    activities: list[Activity] = list(row.activity_set.all())
    used = {g.period_id for g in goals} | {a.period_id for a in activities if a.period_id}
    columns = {
        period.pk: _period_like(into, period)
        for period in AreaPeriod.objects.filter(pk__in=used).order_by("order")
    }
    order = next_place(into.sub_areas.all(), "order")
    SubArea.objects.filter(pk=row.pk).update(area=into, order=order)
    for goal in goals:
        Goal.objects.filter(pk=goal.pk).update(period=columns[goal.period_id])
    for activity in activities:
        Activity.objects.filter(pk=activity.pk).update(
            area=into,
            order=next_place(into.activities.all(), "order"),
            period=columns[activity.period_id] if activity.period_id else None,
        )
    tell_move(revision, item, before, actor)


def _period_like(area: Area, period: AreaPeriod) -> AreaPeriod:
    """The period of the area with the same heading, made where it has none."""
    found = area.periods.filter(heading=period.heading).first()
    if found is not None:
        return found
    return AreaPeriod.objects.create(
        area=area,
        item=new_items(area.revision.plan, [ItemKind.PERIOD])[0],
        order=next_place(area.periods.all(), "order"),
        heading=period.heading,
        first_year=period.first_year,
        last_year=period.last_year,
    )


@transaction.atomic
def move_line(
    *, revision: Revision, item: Item, area: Item, seen: str | None = None, actor: str
) -> None:
    """Put an indicator line last in another area; its measures and targets follow."""
    revision = open_draft(revision)
    row, into = row_as(revision, item, PlanIndicator), row_as(revision, area, Area)
    require_unchanged(revision, item, seen, stands(row), actor)
    if row.area_id == into.pk:
        return
    before = parent_of(row)
    order = next_place(into.indicators.all(), "order")
    PlanIndicator.objects.filter(pk=row.pk).update(area=into, order=order)
    tell_move(revision, item, before, actor)


@transaction.atomic
def shift(*, revision: Revision, item: Item, by: int, actor: str) -> bool:
    """Let the item change places with the one before (-1) or after it (+1) among its like.

    Answers whether there was one.
    """
    revision = open_draft(revision)
    row = row_in(revision, item)
    column = "row" if isinstance(row, Goal) else "order"
    like, place = _like(row), getattr(row, column)
    if by < 0:
        other = like.filter(**{f"{column}__lt": place}).order_by(f"-{column}").first()
    else:
        other = like.filter(**{f"{column}__gt": place}).order_by(column).first()
    if other is None:
        return False
    there = getattr(other, column)
    everyone = Activity.objects.filter(area=row.area) if isinstance(row, Activity) else like
    free = next_place(everyone, column)  # a place is one row's only
    for key, to in ((row.pk, free), (other.pk, place), (row.pk, there)):
        type(row).objects.filter(pk=key).update(**{column: to})
    audit(
        actor=actor, action="move", subject=str(revision), item=str(item), before=place, now=there
    )
    return True


def _like(row: Row) -> "models.QuerySet[models.Model]":
    """The rows that the row stands in line with."""
    match row:
        case Goal():
            return Goal.objects.filter(sub_area=row.sub_area_id, period=row.period_id)
        case Area():
            return Area.objects.filter(revision=row.revision_id)
        case Target():
            raise PlanError("a target has no place of its own", remedy="change its month").telling(
                _("Ett målvärde har ingen egen plats. Ändra dess månad.")
            )
        case Activity():
            beside = Activity.objects.filter(area=row.area_id)
            return beside.filter(period=row.period_id, sub_area=row.sub_area_id)
        case _:
            return type(row).objects.filter(area=row.area_id)
