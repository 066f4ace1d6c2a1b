"""An administration breaks a plan down: a local plan takes up goals and serves them."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.models import Unit
from riktning.apps.plans.editing import add
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.models import Goal, Item, ItemKind, Link, Plan, PlanKind, Revision
from riktning.apps.plans.places import folded
from riktning.apps.plans.policies import Act, require
from riktning.apps.plans.serving import link_items
from riktning.apps.plans.succession import next_revision
from riktning.apps.plans.within import open_draft


@transaction.atomic
def draft_local_plan(*, code: str, name: str, unit_id: str, actor: str) -> Revision:
    """A new local plan of a unit, with an empty draft. Its rounds and its page are of one plan."""
    if not unit_id:
        raise PlanError("a local plan needs the administration whose it is").telling(
            _("En lokal plan hör till en förvaltning. Välj vilken.")
        )
    if Plan.objects.filter(code=code).exists():
        raise PlanError(f"there is a plan {code!r} already", remedy="go on with that one").telling(
            _("Planen finns redan. Gå vidare med den.")
        )
    Unit.objects.select_for_update().filter(unit_id=unit_id).first()  # one at a time
    known = Plan.objects.filter(kind=PlanKind.LOCAL, unit_id=unit_id).first()
    if known is not None:
        raise PlanError(
            f"{unit_id} has the local plan {known.code!r} already", remedy="go on with that one"
        ).telling(
            _("Förvaltningen har redan en lokal plan, %(name)s. Gå vidare med den.")
            % {"name": known.name}
        )
    plan = Plan.objects.create(code=code, name=name, kind=PlanKind.LOCAL, unit_id=unit_id)
    revision = next_revision(plan, None, source_name=code)
    audit(actor=actor, action="draft local plan", subject=str(revision), unit=unit_id)
    return revision


@transaction.atomic
def take_up(
    *, revision: Revision, goals: Sequence[Goal], from_date: date, actor: str
) -> tuple[Item, ...]:
    """Copy goals of another plan into the draft, each in an area, a sub-area and a period of the
    same name, and let the copy serve the goal. One that the plan serves already is left out.
    """
    revision = open_draft(revision)
    require(revision, Act.EDIT)
    made: list[Item] = []
    served = served_by(revision)
    for goal in goals:
        if goal.sub_area.area.revision.plan_id == revision.plan_id:
            raise PlanError(f"{goal.item} is of the same plan", where=str(revision)).telling(
                _("Målet hör redan till den här planen.")
            )
        if goal.item_id not in served:
            item = _copied(revision, goal, actor)
            link_items(source=item, target=goal.item, from_date=from_date, actor=actor)
            made.append(item)
    return tuple(made)


def served_by(revision: Revision) -> frozenset[int]:
    """The goals of other plans that a goal of the draft serves, as items. One query."""
    links = Link.objects.filter(
        to_date__isnull=True, source__goals__sub_area__area__revision=revision
    )
    return frozenset(links.values_list("target_id", flat=True))


def _copied(revision: Revision, goal: Goal, actor: str) -> Item:
    area = _like(revision.areas.all(), "name", goal.sub_area.area.name)
    if area is None:
        area = _added(revision, ItemKind.AREA, goal.sub_area.area.name, None, actor)
    row = revision.areas.get(item=area)
    under = _like(row.sub_areas.all(), "name", goal.sub_area.name)
    if under is None:
        under = _added(revision, ItemKind.SUB_AREA, goal.sub_area.name, area, actor)
    period = _like(row.periods.all(), "heading", goal.period.heading)
    if period is None:
        period = _added(revision, ItemKind.PERIOD, goal.period.heading, area, actor)
    return add(
        revision=revision, kind=ItemKind.GOAL, text=goal.text, parent=under, period=period,
        actor=actor,
    )  # fmt: skip


def _added(revision: Revision, kind: ItemKind, text: str, parent: Item | None, actor: str) -> Item:
    return add(revision=revision, kind=kind, text=text, parent=parent, actor=actor)


def _like(rows, column: str, words: str) -> Item | None:  # type: ignore[no-untyped-def]  # a query of one of three models
    same = (
        row
        for row in rows.select_related("item__plan")
        if folded(getattr(row, column)) == folded(words)
    )
    found = next(same, None)
    return None if found is None else found.item
