"""Changing a draft: reword, add and remove. An item stays the item it is.

Who changes says what was in front of them (``seen``): words of two people are put together so that
none is lost, and nothing is removed that somebody else has changed meanwhile.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import models, transaction
from django.utils.translation import gettext as _

from riktning.apps.organisation.audit import audit
from riktning.apps.plans.drafting import period_years, unique_slugs
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.identity import said_by
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
from riktning.apps.plans.places import Row, folded, new_items
from riktning.apps.plans.within import (
    next_place,
    open_draft,
    require_same_area,
    require_unchanged,
    row_as,
    row_in,
    some_text,
    who_changed,
)
from riktning.core.digits import as_typed
from riktning.core.merging import merge

_WORDS = {Area: "name", SubArea: "name", AreaPeriod: "heading"}


@dataclass(frozen=True, slots=True)
class Reworded:
    """What an item says now, whether it was put together with what others (``others``) had
    changed meanwhile, and whether both had changed the same place."""

    text: str
    joined: bool = False
    others: tuple[str, ...] = ()
    both: bool = False


@transaction.atomic
def reword(
    *, revision: Revision, item: Item, text: str, seen: str | None = None, actor: str
) -> Reworded:
    """Say the item in other words; an area keeps its address.

    When the item no longer says what was ``seen``, both changes are put together.
    """
    revision = open_draft(revision)
    row, text = row_in(revision, item), some_text(text, item.kind, item)
    if isinstance(row, Target):
        raise PlanError(f"{item} is a target", remedy="change it by `riktning plan link`").telling(
            _("Ett målvärde ändras på sidan för indikatorn som det hör till.")
        )
    before = said_by(row)
    done = Reworded(text)
    stored, known = " ".join(before.split()), " ".join((seen or "").split())
    if seen is not None and known != stored:
        merged = merge(known, stored, text)
        both = some_text(merged.text, item.kind, item)
        done = Reworded(both, True, who_changed(revision, item, actor), merged.both)
    if done.text == stored:
        return done
    changed = {_WORDS.get(type(row), "text"): done.text}
    if isinstance(row, Area):
        _require_free_name(row, done.text, revision)
    if isinstance(row, AreaPeriod):
        _require_free_heading(row, done.text, revision)
        years = period_years(done.text)
        changed |= {"first_year": years[0], "last_year": years[1]}  # type: ignore[dict-item]  # years beside words
    type(row).objects.filter(pk=row.pk).update(**changed)
    audit(
        actor=actor,
        action="reword",
        subject=str(revision),
        item=str(item),
        before=before,
        text=done.text,
    )
    return done


def _require_free_heading(period: AreaPeriod, heading: str, revision: Revision) -> None:
    if AreaPeriod.objects.filter(area=period.area, heading=heading).exclude(pk=period.pk).exists():
        raise PlanError(f"the area has a period {heading!r} already", where=str(revision)).telling(
            _("Området har redan perioden %(heading)s.") % {"heading": heading}
        )


def _require_free_name(area: Area | None, name: str, revision: Revision) -> None:
    """Two areas of one name could not be told apart, in a list or in a file of links."""
    others = revision.areas.exclude(pk=area.pk) if area is not None else revision.areas.all()
    if folded(name) in {folded(each) for each in others.values_list("name", flat=True)}:
        raise PlanError(
            f"the revision has an area {name!r} already",
            where=str(revision),
            remedy="choose another name",
        ).telling(_("Planen har redan området %(name)s. Välj ett annat namn.") % {"name": name})


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
    or a goal of a sub-area; goals need a ``period``, activities may have one and may stand under
    a sub-area."""
    revision = open_draft(revision)
    text = some_text(text, kind, revision)
    item = new_items(revision.plan, [kind])[0]
    _made(revision, item, text, parent, period).save()
    audit(actor=actor, action="add", subject=str(revision), item=str(item), kind=kind, text=text)
    return item


def _made(
    revision: Revision, item: Item, text: str, parent: Item | None, period: Item | None
) -> models.Model:
    if item.kind == ItemKind.AREA:
        _require_free_name(None, text, revision)
        taken = frozenset(
            Area.objects.exclude(revision__plan=revision.plan).values_list("slug", flat=True)
        )
        taken |= frozenset(revision.areas.values_list("slug", flat=True))
        slug = unique_slugs([text], taken)[0]
        order = next_place(revision.areas.all(), "order")
        return Area(revision=revision, item=item, order=order, name=text, slug=slug)
    if parent is None:
        raise PlanError(f"a {item.kind} needs what it stands under", where=str(revision)).telling(
            _("Välj vad det nya ska stå under.")
        )
    column = row_as(revision, period, AreaPeriod) if period else None
    if item.kind == ItemKind.GOAL:
        return _goal(revision, item, text, row_as(revision, parent, SubArea), column)
    if item.kind == ItemKind.ACTIVITY and parent.kind == ItemKind.SUB_AREA:
        sub_area = row_as(revision, parent, SubArea)
        area = sub_area.area
    else:
        sub_area, area = None, row_as(revision, parent, Area)
    if column is not None:
        require_same_area(area.pk, column.area_id, revision)
    if item.kind == ItemKind.PERIOD:
        _require_free_heading(AreaPeriod(area=area), text, revision)
        first, last = period_years(text)
        order = next_place(area.periods.all(), "order")
        return AreaPeriod(
            area=area, item=item, order=order, heading=text, first_year=first, last_year=last
        )
    if item.kind == ItemKind.SUB_AREA:
        return SubArea(
            area=area, item=item, order=next_place(area.sub_areas.all(), "order"), name=text
        )
    if item.kind == ItemKind.ACTIVITY:
        order = next_place(area.activities.all(), "order")
        return Activity(
            area=area, item=item, order=order, text=text, period=column, sub_area=sub_area
        )
    if item.kind == ItemKind.INDICATOR:
        order = next_place(area.indicators.all(), "order")
        return PlanIndicator(area=area, item=item, order=order, text=text)
    raise PlanError("a target is added by `riktning plan link`", where=str(revision)).telling(
        _("Ett målvärde läggs till på sidan för indikatorn som det hör till.")
    )


def _goal(
    revision: Revision, item: Item, text: str, under: SubArea, column: AreaPeriod | None
) -> Goal:
    if column is None:
        raise PlanError(
            "a goal needs a period", where=str(revision), remedy="choose a period"
        ).telling(_("Ett mål gäller en period. Välj vilken."))
    require_same_area(under.area_id, column.area_id, revision)
    row = next_place(Goal.objects.filter(sub_area=under, period=column), "row")
    return Goal(sub_area=under, period=column, item=item, row=row, text=text)


@transaction.atomic
def remove(*, revision: Revision, item: Item, seen: str | None = None, actor: str) -> None:
    """Take the item out of the draft with all below it; earlier revisions keep it.

    ``seen`` is what :func:`whole_of` said when the person decided to; anything else is refused.
    """
    revision = open_draft(revision)
    row = row_in(revision, item)
    if seen is not None:
        require_unchanged(revision, item, seen, whole_of(row), actor)
    text, below = said_by(row), texts_of(row)[1:]
    row.delete()
    audit(
        actor=actor, action="remove", subject=str(revision), item=str(item), text=text,
        texts=below,
    )  # fmt: skip


def whole_of(row: Row) -> str:
    """A mark of the row and of all below it: another mark, and something was changed."""
    return mark_of(texts_of(row))


def mark_of(texts: Sequence[str]) -> str:
    """The mark of texts, as :func:`whole_of` gives it."""
    return sha256("\x1f".join(texts).encode()).hexdigest()[:16]


def texts_of(row: Row) -> list[str]:
    """What the row says, then all that stands below it. Four queries at most."""
    return [said_by(row), *dict.fromkeys(text for text in _below(row) if text)]


def _below(row: Row) -> Iterator[str]:
    match row:
        case Area():
            yield from row.periods.values_list("heading", flat=True)
            for name, text in row.sub_areas.values_list("name", "goals__text"):
                yield from (name, text)
            yield from row.activities.values_list("text", flat=True)
            yield from _measured(row.indicators.all())
        case SubArea() | AreaPeriod():
            yield from row.goals.values_list("text", flat=True)
            yield from row.activity_set.values_list("text", flat=True)
        case PlanIndicator():
            yield from _measured(PlanIndicator.objects.filter(pk=row.pk))


def _measured(lines: "models.QuerySet[PlanIndicator]") -> Iterator[str]:
    """Indicator lines with what follows them and shall be reached."""
    aim = "measures__targets"
    columns = ("measures__indicator_id", f"{aim}__unit_id", f"{aim}__due_month", f"{aim}__value")
    for text, measure, unit, due, value in lines.values_list("text", *columns):
        yield from (text, measure)
        if due is not None:
            yield f"{measure} {unit or ''} {as_typed(value)} {due:%Y-%m}"
