"""Whose meeting it is: the group's chair and secretary lead it, its members and those asked see it.

An analyst leads and sees every meeting, as every group. The public sees what is published.
"""

from dataclasses import replace

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from riktning.apps.governance.kinds import SeatPart
from riktning.apps.governance.models import ActionItem, Group, Seat
from riktning.apps.governance.queries import valid_on
from riktning.apps.meetings.kinds import MeetingState, ShownTo
from riktning.apps.meetings.models import Meeting, Position
from riktning.apps.organisation.rights import (
    PERMISSIONS,
    Action,
    Actor,
    Held,
    NotAllowedError,
    Role,
    may,
    may_somewhere,
)

LEADING = (SeatPart.CHAIR, SeatPart.SECRETARY)


def led_groups(actor: Actor) -> QuerySet[Group]:
    """The groups of today whose meetings the actor leads."""
    today = timezone.localdate()
    groups = Group.objects.filter(valid_on(today))
    if not may_somewhere(actor, Action.CALL_MEETING):
        return groups.none()
    if Role.ANALYST in actor.roles:
        return groups
    own = _seats(actor).filter(part__in=LEADING)
    return groups.filter(pk__in=own.values("group_id"))


def leads(actor: Actor, group: Group, action: Action = Action.CALL_MEETING) -> bool:
    """Whether the actor may do this for the group. One query; none for an analyst."""
    if not may_somewhere(actor, action):
        return False
    if Role.ANALYST in actor.roles:
        return True
    return _seats(actor).filter(part__in=LEADING, group=group).exists()


def require_lead(actor: Actor, group: Group, action: Action) -> None:
    """Raise NotAllowedError unless the actor may."""
    if not leads(actor, group, action):
        raise NotAllowedError(actor, action)


def entering(actor: Actor) -> Actor:
    """Whoever leads a meeting enters what the group decided in the register, as analysts do.

    Only for the group's own decisions, after ``require_lead``; the trail keeps the person's name.
    """
    return replace(actor, grants=actor.grants | {Held(Role.ANALYST)})


def visible(actor: Actor) -> Q:
    """The meetings that the actor may see."""
    return Q(shown_to=ShownTo.EVERYBODY) | within(actor)


def within(actor: Actor) -> Q:
    """Those in which the actor meets: positions, deck and minutes before approval are theirs."""
    if not may_somewhere(actor, Action.READ_INTERNAL):
        return Q(pk__in=())
    if Role.ANALYST in actor.roles:
        return ~Q(pk__in=())
    asked = _asked(actor).filter(meeting=OuterRef("pk"))
    return Q(group__in=_seats(actor).values("group_id")) | Q(Exists(asked))


def sees_within(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor is one of those who meet. One query; none for an analyst or the public."""
    if not may_somewhere(actor, Action.READ_INTERNAL):
        return False
    if Role.ANALYST in actor.roles:
        return True
    return Meeting.objects.filter(within(actor), pk=meeting.pk).exists()


def told_decisions(actor: Actor) -> Q:
    """The decisions that the actor is told of: those of a meeting that the actor does not see wait
    until its minutes are approved, but for who is to do something because of them."""
    if Role.ANALYST in actor.roles:
        return Q()
    seen = Meeting.objects.filter(Q(state=MeetingState.MINUTED) | visible(actor))
    told = Q(at_point__isnull=True) | Q(at_point__point__meeting__in=seen.values("pk"))
    if not may_somewhere(actor, Action.READ_INTERNAL):
        return told
    units = {g.unit_id for g in actor.grants if g.role in PERMISSIONS[Action.FOLLOW_UP_ITEM]}
    groups = _seats(actor).values("group_id")
    own = ActionItem.objects.filter(Q(owner_unit__in=units - {""}) | Q(owner_group__in=groups))
    return told | Q(pk__in=own.values("decision_id"))


def may_answer(actor: Actor, unit_id: str) -> bool:
    """Whether the actor may say how the administration stands."""
    return may(actor, Action.ANSWER_POSITION, unit_id=unit_id)


def _asked(actor: Actor) -> QuerySet[Position]:
    """What the actor may answer: of own administrations, or of all when held for the whole."""
    units = {g.unit_id for g in actor.grants if g.role in PERMISSIONS[Action.ANSWER_POSITION]}
    asked = Position.objects.all()
    return asked if "" in units else asked.filter(unit_id__in=sorted(units))


def _seats(actor: Actor) -> QuerySet[Seat]:
    return Seat.objects.filter(valid_on(timezone.localdate()), user__username=actor.name)
