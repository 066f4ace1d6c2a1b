"""Forming, changing and closing groups; who sits in them; how they stand to one another."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from riktning.apps.governance.errors import GovernanceError
from riktning.apps.governance.kinds import PLACES, GroupKind, Process, SeatPart, Way
from riktning.apps.governance.models import MOST_MEETINGS, Duty, Group, Relation, Seat
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor, require

if TYPE_CHECKING:
    from django.contrib.auth.models import User

RESERVED = frozenset(
    {"ny", "fynd", "natet", "forslag"}
)  # addresses of pages beside those of groups


@dataclass(frozen=True, slots=True)
class GroupDetails:
    """What is said of a group; ``to_date`` is set by closing it."""

    name: str
    kind: GroupKind
    process: Process
    from_date: date
    parent: Group | None = None
    meetings_a_year: int | None = None


@transaction.atomic
def form_group(*, code: str, details: GroupDetails, actor: Actor) -> Group:
    """A new group; its code is its address, and never changes."""
    require(actor, Action.FORM_GROUP)
    check_details(details, code)
    check_code(code)
    group = Group.objects.create(code=code, **_columns(details))
    audit(actor=actor.name, action=Action.FORM_GROUP, subject=_subject(group), **_plain(details))
    return group


@transaction.atomic
def change_group(*, group: Group, details: GroupDetails, reason: str, actor: Actor) -> Group:
    """Say something else of the group, and why; what was said before is in the trail."""
    require(actor, Action.CHANGE_GROUP)
    check_details(details, group.code)
    no_knot(group, details.parent)
    before = {name: getattr(group, name) for name in _columns(details)}
    Group.objects.filter(pk=group.pk).update(**_columns(details))
    group.refresh_from_db()
    audit(
        actor=actor.name,
        action=Action.CHANGE_GROUP,
        subject=_subject(group),
        reason=_some(reason, "a reason", group.code),
        before={name: str(value) for name, value in before.items()},
        **_plain(details),
    )
    return group


@transaction.atomic
def close_group(*, group: Group, last_day: date, reason: str, actor: Actor) -> Group:
    """The group ends with the day: so do its seats and its ways; its duties are nobody's."""
    require(actor, Action.CLOSE_GROUP)
    if last_day < group.from_date:
        raise GovernanceError(f"it began on {group.from_date}", where=group.code).telling(
            _("Gruppen började %(day)s. Ange en senare dag.") % {"day": group.from_date}
        )
    if group.to_date is not None:
        raise GovernanceError(f"it was closed on {group.to_date}", where=group.code).telling(
            _("Gruppen är avslutad sedan %(day)s.") % {"day": group.to_date}
        )
    reason = _some(reason, "a reason", group.code)
    group.to_date = last_day
    group.save(update_fields=["to_date"])
    for rows in (group.seats, group.ways_out, group.ways_in):
        for row in rows.filter(to_date__isnull=True):
            row.to_date = max(last_day, row.from_date)
            row.save(update_fields=["to_date"])
    audit(
        actor=actor.name,
        action=Action.CLOSE_GROUP,
        subject=_subject(group),
        reason=reason,
        last_day=last_day.isoformat(),
    )
    return group


@transaction.atomic
def take_seat(
    *,
    group: Group,
    part: SeatPart,
    role: str,
    from_date: date,
    unit_id: str = "",
    user: "User | None" = None,
    mandate: str = "",
    actor: Actor,
) -> Seat:
    """Somebody, by a role and from an administration, sits in the group from the day."""
    require(actor, Action.SEAT_MEMBER)
    role = _some(role, "a role", group.code)
    if group.to_date is not None and from_date > group.to_date:
        raise GovernanceError(f"it was closed on {group.to_date}", where=group.code).telling(
            _("Gruppen är avslutad sedan %(day)s.") % {"day": group.to_date}
        )
    open_seats = group.seats.filter(to_date__isnull=True)
    if part == SeatPart.CHAIR and open_seats.filter(part=SeatPart.CHAIR).exists():
        raise GovernanceError(
            "the group has a chair", where=group.code, remedy="end that seat first"
        ).telling(_("Gruppen har redan en ordförande. Avsluta den platsen först."))
    if group.seats.filter(role=role, unit_id=unit_id, from_date=from_date).exists():
        raise GovernanceError("that seat is taken already", where=f"{group.code}: {role}").telling(
            _("Den platsen är redan tillsatt.")
        )
    seat = Seat.objects.create(
        group=group, part=part, role=role, unit_id=unit_id, user=user, mandate=mandate.strip(),
        from_date=from_date,
    )  # fmt: skip
    audit(
        actor=actor.name,
        action=Action.SEAT_MEMBER,
        subject=_subject(group),
        part=part.value,
        role=role,
        unit=unit_id,
        mandate=seat.mandate,
        from_date=from_date.isoformat(),
    )
    return seat


@transaction.atomic
def end_seat(*, seat: Seat, last_day: date, actor: Actor) -> Seat:
    """The seat ends with the day."""
    require(actor, Action.END_SEAT)
    if last_day < seat.from_date:
        raise GovernanceError(f"the seat began on {seat.from_date}", where=str(seat)).telling(
            _("Platsen tillsattes %(day)s. Ange en senare dag.") % {"day": seat.from_date}
        )
    if seat.to_date is not None:
        raise GovernanceError(f"the seat ended on {seat.to_date}", where=str(seat)).telling(
            _("Platsen är avslutad sedan %(day)s.") % {"day": seat.to_date}
        )
    seat.to_date = last_day
    seat.save(update_fields=["to_date"])
    audit(
        actor=actor.name,
        action=Action.END_SEAT,
        subject=_subject(seat.group),
        role=seat.role,
        unit=seat.unit_id,
        last_day=last_day.isoformat(),
    )
    return seat


@transaction.atomic
def relate(
    *,
    source: Group,
    way: Way,
    from_date: date,
    target: Group | None = None,
    role: str = "",
    note: str = "",
    actor: Actor,
) -> Relation:
    """The group reports or escalates to, or touches, another group or a role, from the day."""
    require(actor, Action.RELATE_GROUPS)
    role = " ".join(role.split())
    if (target is None) == (not role):
        raise GovernanceError("a way leads to one group or one role", where=source.code).telling(
            _("En väg leder till en grupp eller en roll, och bara en av dem.")
        )
    if target is not None and target.pk == source.pk:
        raise GovernanceError("a way leads to another group", where=source.code).telling(
            _("En väg leder till en annan grupp.")
        )
    same = source.ways_out.filter(way=way, target=target, role=role, to_date__isnull=True)
    if same.exists():
        raise GovernanceError("that way is there already", where=source.code).telling(
            _("Den vägen finns redan.")
        )
    made = Relation.objects.create(
        source=source, way=way, target=target, role=role, note=note.strip(), from_date=from_date
    )
    audit(
        actor=actor.name,
        action=Action.RELATE_GROUPS,
        subject=_subject(source),
        way=way.value,
        to=str(target or role),
        from_date=from_date.isoformat(),
    )
    return made


@transaction.atomic
def end_relation(*, relation: Relation, last_day: date, actor: Actor) -> Relation:
    """The way is no longer gone after the day."""
    require(actor, Action.END_RELATION)
    if last_day < relation.from_date or relation.to_date is not None:
        raise GovernanceError("the way cannot end then", where=str(relation)).telling(
            _("Vägen kan inte sluta den dagen.")
        )
    relation.to_date = last_day
    relation.save(update_fields=["to_date"])
    audit(
        actor=actor.name,
        action=Action.END_RELATION,
        subject=_subject(relation.source),
        way=relation.way,
        to=str(relation.target or relation.role),
        last_day=last_day.isoformat(),
    )
    return relation


@transaction.atomic
def give_duty(*, code: str, text: str, group: Group | None, actor: Actor) -> Duty:
    """Something that some group must answer for, and the group that does, if any."""
    require(actor, Action.GIVE_DUTY)
    duty, _made = Duty.objects.update_or_create(
        code=code, defaults={"text": _some(text, "what it is", code), "group": group}
    )
    audit(
        actor=actor.name,
        action=Action.GIVE_DUTY,
        subject=f"duty {code}",
        text=duty.text,
        group=str(group or ""),
    )
    return duty


def check_code(code: str) -> None:
    """Raise GovernanceError when no new group can have the code."""
    if not code or code in RESERVED:
        raise GovernanceError(f"{code!r} cannot be a code", remedy="choose another").telling(
            _("Så kan en kod inte se ut. Välj en annan.")
        )
    if Group.objects.filter(code=code).exists():
        raise GovernanceError(
            "there is a group of that code", where=code, remedy="choose another"
        ).telling(_("Det finns redan en grupp med den koden. Välj en annan."))


def check_details(details: GroupDetails, code: str) -> None:
    """Raise GovernanceError when no group can be so."""
    _some(details.name, "a name", code)
    if details.process not in PLACES[details.kind]:
        places = " or ".join(process.value for process in PLACES[details.kind])
        raise GovernanceError(
            f"a group of the kind {details.kind.value} is not of {details.process.value}",
            where=code,
            remedy=f"it is of {places}",
        ).telling(_("En grupp av det slaget hör inte till den processen."))
    times = details.meetings_a_year
    if times is not None and not 1 <= times <= MOST_MEETINGS:
        raise GovernanceError(f"{times} meetings a year cannot be", where=code).telling(
            _("Ange antalet möten om året som ett tal från 1 till %(most)s.")
            % {"most": MOST_MEETINGS}
        )


def no_knot(group: Group, parent: Group | None) -> None:
    """Raise GovernanceError when the group would be, by way of others, its own subgroup."""
    above = parent
    while above is not None:
        if above.pk == group.pk:
            raise GovernanceError("a group is not its own subgroup", where=group.code).telling(
                _("En grupp kan inte vara sin egen undergrupp.")
            )
        above = above.parent


def _columns(details: GroupDetails) -> dict[str, Any]:
    return {
        "name": " ".join(details.name.split()),
        "kind": details.kind,
        "process": details.process,
        "parent": details.parent,
        "meetings_a_year": details.meetings_a_year,
        "from_date": details.from_date,
    }


def _plain(details: GroupDetails) -> dict[str, Any]:
    return {
        **{name: str(value) for name, value in _columns(details).items() if name != "parent"},
        "parent": str(details.parent or ""),
    }


def _subject(group: Group) -> str:
    return f"group {group.code}"


def _some(text: str, what: str, where: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise GovernanceError(f"{what} is missing", where=where, remedy="write it").telling(
            _("Ett fält är tomt. Fyll i alla fält.")
        )
    return said
