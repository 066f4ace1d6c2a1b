"""Roles in words."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from riktning.apps.organisation.queries import units_on
from riktning.apps.organisation.rights import Actor, Held, Role
from riktning.apps.plans.models import Area

MEANING = {
    Role.READER: _("läser även det som inte är publicerat"),
    Role.REPORTER: _("svarar i uppföljningsomgångarna"),
    Role.APPROVER: _("godkänner svaren"),
    Role.AREA_LEAD: _("sköter områdets plan och bedömningar"),
    Role.ANALYST: _("sköter planer, omgångar och körningar"),
    Role.ADMINISTRATOR: _("sköter konton och roller"),
}


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role, what it lets one do, and where."""

    role: str
    meaning: str
    place: str


def role_rows(actor: Actor) -> tuple[RoleRow, ...]:
    """The roles somebody was given, in the order of the roles. One query when there are any."""
    held = [each for each in actor.grants if each.role is not Role.PUBLIC]
    names = {key: unit.name for key, unit in units_on(timezone.localdate()).items()} if held else {}
    order = list(Role)
    held.sort(key=lambda each: (order.index(each.role), each.unit_id, each.area))
    return tuple(
        RoleRow(str(each.role.label), str(MEANING[each.role]), _place(each, names)) for each in held
    )


def elsewhere(actor: Actor, roles: frozenset[Role]) -> tuple[RoleRow, ...]:
    """Where the actor holds some of these roles, when not everywhere: so not where it was asked."""
    held = frozenset(h for h in actor.grants if h.role in roles and (h.unit_id or h.area))
    return role_rows(Actor(actor.name, held))


def _place(held: Held, names: dict[str, str]) -> str:
    where = names.get(held.unit_id, held.unit_id) or str(_("hela regionen"))
    return f"{where}, {_area_name(held.area)}" if held.area else where


def _area_name(slug: str) -> str:
    """What a plan calls the area. One query."""
    names = Area.objects.filter(slug=slug).order_by("-pk").values_list("name", flat=True)
    return names.first() or slug
