"""Who is who between a draft and the revision before it, as people decide it."""

from django.db import transaction
from django.utils.translation import gettext as _

from riktning.apps.organisation.audit import audit
from riktning.apps.plans import policies
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.matching import Candidate, Suggestion, suggest
from riktning.apps.plans.models import (
    Activity,
    Area,
    AreaPeriod,
    DeclinedMatch,
    Goal,
    Item,
    PlanIndicator,
    Revision,
    SubArea,
    Target,
)
from riktning.apps.plans.places import Row, Rows, area_of, folded, rows_of_each
from riktning.apps.plans.succession import carry_to_line
from riktning.core.digits import as_typed


def suggestions(revision: Revision) -> tuple[Suggestion, ...]:
    """What in the draft may be what in the revision before. Eight queries."""
    if revision.predecessor is None:
        return ()
    now, before = rows_of_each([revision, revision.predecessor], targets=False)
    new, old = candidates(now), candidates(before)
    follow = {one.item for one in new} & {one.item for one in old}
    declined = DeclinedMatch.objects.filter(item__plan=revision.plan)
    return suggest(
        [one for one in new if one.item not in follow],
        [one for one in old if one.item not in follow],
        declined.values_list("item_id", "predecessor_id"),
    )


def candidates(rows: Rows) -> list[Candidate]:
    """Every row that is matched by its words; targets follow their line."""
    return [
        Candidate(
            row.item_id, kind.value, said_by(row), parent_of(row), under(row), area_of(row).slug
        )
        for kind, found in rows.with_items
        for row in found
        if not isinstance(row, Target)
    ]


def said_by(row: Row) -> str:
    """The row in words."""
    match row:
        case Area() | SubArea():
            return row.name
        case AreaPeriod():
            return row.heading
        case Target():
            return as_typed(row.value)
        case _:
            return row.text


def parent_of(row: Row) -> tuple[str, ...]:
    """Where the row stands, in words, from the outside in."""
    match row:
        case Area():
            return ()
        case Goal():
            return (row.sub_area.area.name, row.sub_area.name, row.period.heading)
        case Activity():
            inside = [row.sub_area.name] if row.sub_area else []
            return (row.area.name, *inside, *([row.period.heading] if row.period else []))
        case Target():
            line = row.measure.plan_indicator
            return (line.area.name, line.text, row.measure.indicator_id, row.unit_id or "")
        case _:
            return (row.area.name,)


def under(row: Row) -> tuple[int, ...]:
    """Where the row stands, as items: the nearest first, then the period."""
    match row:
        case Area():
            return ()
        case Goal():
            return (row.sub_area.item_id, row.period.item_id)
        case Activity():
            parts = (row.sub_area or row.area, row.period)
            return tuple(part.item_id for part in parts if part)
        case Target():
            return (row.measure.plan_indicator.item_id,)
        case _:
            return (row.area.item_id,)


@transaction.atomic
def confirm_match(*, revision: Revision, new: Item, old: Item, actor: str) -> None:
    """The draft's item is the earlier one; an indicator line gets its measures and targets.

    What stands below it word for word as before is then the same too, and is not asked about.
    """
    revision = locked(revision)
    policies.require(revision, policies.Act.MATCH)
    before = revision.predecessor
    row = row_of_item(revision, new)
    earlier = row_of_item(before, old) if before else None
    if row is None or earlier is None or type(row) is not type(earlier):
        raise PlanError(
            f"{new} and {old} cannot be one item",
            where=str(revision),
            remedy="choose an item of the draft and one of the same kind of the revision before",
        ).telling(
            _(
                "De två kan inte vara samma post. Välj en post i utkastet och en av samma "
                "slag i den tidigare revideringen."
            )
        )
    if row_of_item(revision, old) is not None:
        raise PlanError(
            f"the draft has {old} already", where=str(revision), remedy="choose another item"
        ).telling(_("Den tidigare posten finns redan i utkastet. Välj en annan."))
    type(row).objects.filter(pk=row.pk).update(item=old)
    if isinstance(row, Area) and isinstance(earlier, Area):
        _keep_address(row, earlier)
    if isinstance(row, PlanIndicator) and isinstance(earlier, PlanIndicator):
        carry_to_line(row, earlier)
    if isinstance(row, Activity) and isinstance(earlier, Activity) and row.first_month is None:
        said = {"first_month": earlier.first_month, "last_month": earlier.last_month}
        Activity.objects.filter(pk=row.pk).update(**said)
    below = _follow_down(revision, before) if before else 0
    audit(
        actor=actor,
        action="confirm match",
        subject=str(revision),
        item=str(old),
        was=str(new),
        text=said_by(row),
        before=said_by(earlier),
        below=below,
    )


def _keep_address(row: Area, earlier: Area) -> None:
    """An area keeps its address, which links and rights name, unless another of the draft has it.

    One query, two where the address was another.
    """
    others = Area.objects.filter(revision=row.revision_id, slug=earlier.slug)
    if row.slug != earlier.slug and not others.exists():
        Area.objects.filter(pk=row.pk).update(slug=earlier.slug)


def _follow_down(revision: Revision, before: Revision) -> int:
    """Give what says the same under the same items its earlier item; answer how many followed."""
    now, then = rows_of_each([revision, before])
    taken = {row.item_id for _kind, found in now.with_items for row in found}
    waiting: dict[tuple[object, ...], list[Row]] = {}
    for _kind, found in then.with_items:
        for row in found:
            if row.item_id not in taken and not isinstance(row, Target):
                waiting.setdefault(_standing(row), []).append(row)
    earlier = {row.item_id for _kind, found in then.with_items for row in found}
    followed = 0
    for _kind, found in now.with_items:
        for row in found:
            same = waiting.get(_standing(row)) if row.item_id not in earlier else None
            if not same or isinstance(row, Target):
                continue
            old = same.pop(0)
            row.item_id = old.item_id
            type(row).objects.filter(pk=row.pk).update(item=old.item_id)
            if isinstance(row, PlanIndicator) and isinstance(old, PlanIndicator):
                carry_to_line(row, old)
            followed += 1
    return followed


def _standing(row: Row) -> tuple[object, ...]:
    return (type(row).__name__, under(row), folded(said_by(row)))


@transaction.atomic
def decline_match(*, revision: Revision, new: Item, old: Item, actor: str) -> None:
    """The two are not the same; nobody is asked about them again."""
    revision = locked(revision)
    policies.require(revision, policies.Act.MATCH)
    if new.plan_id != revision.plan_id or old.plan_id != revision.plan_id or new == old:
        raise PlanError(
            f"{new} and {old} are no two items of the plan", where=str(revision)
        ).telling(_("De två är inte två poster i planen."))
    _declined, made = DeclinedMatch.objects.get_or_create(item=new, predecessor=old)
    if made:
        audit(
            actor=actor,
            action="decline match",
            subject=str(revision),
            item=str(new),
            other=str(old),
        )


def locked(revision: Revision) -> Revision:
    """The revision as the database has it now, held until the transaction ends."""
    rows = Revision.objects.select_for_update(of=("self",))
    return rows.select_related("plan", "predecessor").get(pk=revision.pk)


# How each kind leads to its revision, and what is read together with a row of it.
_ROW_OF = {
    "area": (Area, "revision"),
    "period": (AreaPeriod, "area__revision"),
    "sub_area": (SubArea, "area__revision"),
    "goal": (Goal, "sub_area__area__revision"),
    "activity": (Activity, "area__revision"),
    "indicator": (PlanIndicator, "area__revision"),
    "target": (Target, "measure__plan_indicator__area__revision"),
}


_AREA = ("item", "area__item")
_TOGETHER = {
    "area": ("item",),
    "period": _AREA,
    "sub_area": _AREA,
    "goal": ("item", "sub_area__area__item", "sub_area__item", "period__item"),
    "activity": (*_AREA, "sub_area__item", "period__item"),
    "indicator": _AREA,
    "target": ("item", "measure__plan_indicator__area__item"),
}


def row_of_item(revision: Revision, item: Item) -> Row | None:
    """The row that says the item in the revision. One query."""
    model, path = _ROW_OF[item.kind]
    rows = model.objects.filter(**{path: revision, "item": item})  # type: ignore[attr-defined]  # a model
    found: Row | None = rows.select_related(*_TOGETHER[item.kind]).first()
    return found
