"""Who owns and who leads what: roles, each valid from a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from riktning.apps.organisation.audit import audit
from riktning.apps.plans.around import NAME_LENGTH
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.models import Item, Part, Responsibility, Revision
from riktning.core.plain import without_forbidden


@dataclass(frozen=True, slots=True)
class Responsible:
    """A role that owns or leads an item."""

    part: str
    role: str
    unit_id: str
    from_date: date
    to_date: date | None


@transaction.atomic
def name_responsible(
    *, item: Item, part: Part, role: str, from_date: date, unit_id: str = "", actor: str
) -> Responsibility:
    """From the day on the role owns or leads the item; who did before ends the day before."""
    role = " ".join(without_forbidden(role).split())
    if not 0 < len(role) <= NAME_LENGTH:
        raise PlanError(
            "an owner or lead needs a role",
            where=str(item),
            remedy=f"name the role with at most {NAME_LENGTH} characters",
        ).telling(_("Skriv rollen med högst %(longest)s tecken.") % {"longest": NAME_LENGTH})
    before = _open(item, part)
    if before is not None and before.from_date >= from_date:
        raise PlanError(
            f"{before.role!r} is {part.value} from {before.from_date}",
            where=str(item),
            remedy="give a later day",
        ).telling(
            _("%(role)s har ansvaret från %(day)s. Ange en senare dag.")
            % {"role": before.role, "day": before.from_date}
        )
    if before is not None:
        before.to_date = from_date - timedelta(days=1)
        before.save(update_fields=["to_date"])
    made = Responsibility.objects.create(
        item=item, part=part, role=role, unit_id=unit_id, from_date=from_date
    )
    audit(
        actor=actor,
        action="name responsible",
        subject=str(item),
        part=part.value,
        role=role,
        unit=unit_id,
        from_date=from_date.isoformat(),
        before=before.role if before else None,
    )
    return made


@transaction.atomic
def end_responsibility(*, item: Item, part: Part, last_day: date, actor: str) -> Responsibility:
    """After the day nobody owns or leads the item, until someone is named."""
    before = _open(item, part)
    if before is None or before.from_date > last_day:
        raise PlanError(
            f"nobody is {part.value} on {last_day}", where=str(item), remedy="check the day"
        ).telling(_("Ingen har det ansvaret den dagen."))
    before.to_date = last_day
    before.save(update_fields=["to_date"])
    audit(
        actor=actor,
        action="end responsibility",
        subject=str(item),
        part=part.value,
        role=before.role,
        last_day=last_day.isoformat(),
    )
    return before


def is_responsible(item: Item, part: Part, day: date) -> bool:
    """Whether somebody is, with no last day said, and was on the day. One query."""
    rows = Responsibility.objects.filter(item=item, part=part, to_date__isnull=True)
    return rows.filter(from_date__lte=day).exists()


def responsible_on(revision: Revision, day: date) -> dict[int, tuple[Responsible, ...]]:
    """By item of the plan: the roles that own and lead it on the day. One query."""
    valid = Responsibility.objects.filter(item__plan=revision.plan, from_date__lte=day).filter(
        Q(to_date__isnull=True) | Q(to_date__gte=day)
    )
    found: dict[int, tuple[Responsible, ...]] = {}
    for row in valid.order_by("-part", "from_date"):
        plain = Responsible(row.part, row.role, row.unit_id, row.from_date, row.to_date)
        found[row.item_id] = (*found.get(row.item_id, ()), plain)
    return found


def _open(item: Item, part: Part) -> Responsibility | None:
    rows = Responsibility.objects.select_for_update().filter(item=item, part=part)
    return rows.filter(to_date__isnull=True).first()
