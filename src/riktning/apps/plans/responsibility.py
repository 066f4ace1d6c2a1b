"""Who owns and who leads what: roles, each valid from a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
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
    """From the day on the role owns or leads the item; who did before ends the day before.

    Named anew from the very day that somebody is named from, what was said then is put right.
    """
    role = " ".join(without_forbidden(role).split())
    if not 0 < len(role) <= NAME_LENGTH:
        raise PlanError(
            "an owner or lead needs a role",
            where=str(item),
            remedy=f"name the role with at most {NAME_LENGTH} characters",
        ).telling(_("Skriv rollen med högst %(longest)s tecken.") % {"longest": NAME_LENGTH})
    named = list(_named(item, part))
    later = next((each for each in named if each.from_date > from_date), None)
    if later is not None:
        raise PlanError(
            f"{later.role!r} is {part.value} from {later.from_date}",
            where=str(item),
            remedy="give a later day, or end what has not begun",
        ).telling(
            _("%(role)s har ansvaret från %(day)s. Ange en senare dag.")
            % {"role": later.role, "day": later.from_date}
        )
    before = named[-1] if named and _holds(named[-1], from_date) else None
    made = _from_the_day(named, Responsibility(
        item=item, part=part, role=role, unit_id=unit_id, from_date=from_date
    ))  # fmt: skip
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


def _from_the_day(named: list[Responsibility], new: Responsibility) -> Responsibility:
    """Store it; the one before ends the day before, or is put right when it begins that day."""
    last = named[-1] if named else None
    if last is not None and last.from_date == new.from_date:
        new.pk = last.pk
        new.save(force_update=True)
        return new
    if last is not None and _holds(last, new.from_date):
        last = Responsibility.objects.get(pk=last.pk)
        last.to_date = new.from_date - timedelta(days=1)
        last.save(update_fields=["to_date"])
    new.save(force_insert=True)
    return new


@transaction.atomic
def end_responsibility(*, item: Item, part: Part, last_day: date, actor: str) -> bool:
    """After the day nobody owns or leads the item, until someone is named.

    Answers whether it was taken back instead: it had not begun, and nothing is left of it but the
    trail.
    """
    before = next((each for each in _named(item, part) if each.to_date is None), None)
    not_begun = before is not None and before.from_date > max(last_day, timezone.localdate())
    if before is None or (before.from_date > last_day and not not_begun):
        raise PlanError(
            f"nobody is {part.value} on {last_day}", where=str(item), remedy="check the day"
        ).telling(_("Ingen har det ansvaret den dagen."))
    if not_begun:
        before.delete()
    else:
        before.to_date = last_day
        before.save(update_fields=["to_date"])
    audit(
        actor=actor,
        action="end responsibility",
        subject=str(item),
        part=part.value,
        role=before.role,
        **({"taken_back": before.from_date.isoformat()} if not_begun else
           {"last_day": last_day.isoformat()}),
    )  # fmt: skip
    return not_begun


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


def _named(item: Item, part: Part) -> QuerySet[Responsibility]:
    rows = Responsibility.objects.select_for_update().filter(item=item, part=part)
    return rows.order_by("from_date")


def _holds(row: Responsibility, day: date) -> bool:
    return row.to_date is None or row.to_date >= day
