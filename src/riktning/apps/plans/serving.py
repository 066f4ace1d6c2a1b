"""What serves what: a local goal a regional one, a milestone an effect goal, an activity a goal."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.organisation.audit import audit
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.models import Item, ItemKind, Link

CAN_SERVE = frozenset({ItemKind.GOAL, ItemKind.ACTIVITY, ItemKind.SUB_AREA, ItemKind.AREA})
CAN_SERVE_INSIDE = frozenset({ItemKind.ACTIVITY, ItemKind.INDICATOR})  # a goal of the same plan
CAN_BE_SERVED = frozenset({ItemKind.GOAL, ItemKind.SUB_AREA, ItemKind.AREA})


@transaction.atomic
def link_items(*, source: Item, target: Item, from_date: date, actor: str) -> Link:
    """From the day on the source serves the target; said twice it is said once."""
    _check(source, target)
    known = _open(source, target)
    if known is not None:
        return known
    _refuse_circle(source, target, from_date)
    # Ended and said again from the very day it was said from, it holds again.
    link, _made = Link.objects.update_or_create(
        source=source, target=target, from_date=from_date, defaults={"to_date": None}
    )
    audit(
        actor=actor,
        action="link items",
        subject=str(source),
        serves=str(target),
        from_date=from_date.isoformat(),
    )
    return link


@transaction.atomic
def unlink_items(*, source: Item, target: Item, last_day: date, actor: str) -> bool:
    """After the day the source no longer serves the target; that it did is kept.

    Answers whether it was taken back instead: it had not begun.
    """
    link = _open(source, target)
    not_begun = link is not None and link.from_date > max(last_day, timezone.localdate())
    if link is None or (link.from_date > last_day and not not_begun):
        raise PlanError(
            f"{source} does not serve {target} on {last_day}", remedy="check the items and the day"
        ).telling(_("Kopplingen finns inte den dagen. Se hur det är nu."))
    if not_begun:
        link.delete()
    else:
        link.to_date = last_day
        link.save(update_fields=["to_date"])
    audit(
        actor=actor,
        action="unlink items",
        subject=str(source),
        served=str(target),
        **({"taken_back": link.from_date.isoformat()} if not_begun else
           {"last_day": last_day.isoformat()}),
    )  # fmt: skip
    return not_begun


def links_on(day: date) -> frozenset[tuple[int, int]]:
    """Every (source item, target item) on the day. One query."""
    valid = Link.objects.filter(from_date__lte=day).filter(
        Q(to_date__isnull=True) | Q(to_date__gte=day)
    )
    return frozenset(valid.values_list("source_id", "target_id"))


def _check(source: Item, target: Item) -> None:
    if source.plan_id == target.plan_id:
        if source.kind in CAN_SERVE_INSIDE and target.kind == ItemKind.GOAL:
            return
        raise PlanError(
            f"{source} and {target} are of one plan",
            remedy="inside a plan, link an activity or an indicator to a goal",
        ).telling(
            _(
                "Posterna hör till samma plan. Inom en plan kopplas en aktivitet "
                "eller en indikator till ett mål."
            )
        )
    for item, kinds, verb in ((source, CAN_SERVE, "serve"), (target, CAN_BE_SERVED, "be served")):
        if item.kind not in kinds:
            raise PlanError(
                f"{item} is of the kind {item.kind} and cannot {verb}",
                remedy=f"choose among {', '.join(sorted(kinds))}",
            ).telling(
                _("En post av det slaget kan inte kopplas så: den är %(kind)s.")
                % {"kind": ItemKind(item.kind).label}
            )


def _refuse_circle(source: Item, target: Item, day: date) -> None:
    """Raise PlanError if the target serves the source already, itself or through others.

    What serves what leads from the local to the common: round in a circle it leads nowhere. One
    query.
    """
    serves: dict[int, set[int]] = defaultdict(set)
    held = Link.objects.filter(Q(to_date__isnull=True) | Q(to_date__gte=day))
    for one, other in held.values_list("source_id", "target_id"):
        serves[one].add(other)
    met, ahead = set[int](), {target.pk}
    while ahead:
        met |= ahead
        ahead = {other for one in ahead for other in serves[one]} - met
    if source.pk in met:
        raise PlanError(
            f"{target} serves {source} already, itself or through others: it would be a circle",
            remedy="end that link first, or choose another item",
        ).telling(
            _(
                "Det skulle bli en cirkel: det du valde tjänar redan den här posten, själv eller "
                "genom andra. Avsluta den kopplingen först, eller välj en annan post."
            )
        )


def _open(source: Item, target: Item) -> Link | None:
    links = Link.objects.select_for_update().filter(source=source, target=target)
    return links.filter(to_date__isnull=True).first()
