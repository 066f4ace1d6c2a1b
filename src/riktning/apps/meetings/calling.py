"""Calling a meeting, saying something else of it, cancelling it, and saying that it was held."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from riktning.apps.governance.models import Group
from riktning.apps.meetings.errors import MeetingError
from riktning.apps.meetings.kinds import Act, MeetingState, ShownTo, permits
from riktning.apps.meetings.models import Meeting
from riktning.apps.meetings.rights import require_lead
from riktning.apps.observations.queries import current_run
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor, require


@dataclass(frozen=True, slots=True)
class MeetingDetails:
    """When and where, and what it is called."""

    title: str
    day: date
    starts: time
    ends: time
    place: str = ""
    secretary: str = ""  # a role


@transaction.atomic
def call_meeting(
    *, group: Group, details: MeetingDetails, synthetic: bool = False, actor: Actor
) -> Meeting:
    """The group is to meet."""
    require_lead(actor, group, Action.CALL_MEETING)
    _check(details, group)
    made = Meeting.objects.create(
        group=group, called_by=actor.name, synthetic=synthetic, **_columns(details)
    )
    audit(
        actor=actor.name, action=Action.CALL_MEETING, subject=str(made), group=group.code,
        **_plain(details),
    )  # fmt: skip
    return made


@transaction.atomic
def change_meeting(*, meeting: Meeting, details: MeetingDetails, actor: Actor) -> Meeting:
    """Say something else of it; calendars that have it are told by a later number of change.

    A meeting that is moved to before the day when positions are due takes that day along.
    """
    now = opened(meeting, Act.CHANGE, Action.CHANGE_MEETING, actor)
    _check(details, now.group)
    before = {name: getattr(now, name) for name in _columns(details)}
    if before == _columns(details):
        return now
    for name, value in _columns(details).items():
        setattr(now, name, value)
    if now.answer_by is not None and now.answer_by > now.day:
        before["answer_by"], now.answer_by = now.answer_by, now.day
    now.sequence += 1
    now.save()
    audit(
        actor=actor.name,
        action=Action.CHANGE_MEETING,
        subject=str(now),
        before={name: str(value) for name, value in before.items()},
        **_plain(details),
    )
    return now


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, actor: Actor) -> Meeting:
    """It does not take place; calendars are told so."""
    now = opened(meeting, Act.CANCEL, Action.CANCEL_MEETING, actor)
    reason = reason.strip()
    if not reason:
        raise MeetingError("a meeting is cancelled for a reason", where=str(now)).telling(
            _("Skriv varför mötet ställs in.")
        )
    now.state, now.cancelled_because = MeetingState.CANCELLED, reason
    now.sequence += 1
    now.save()
    audit(actor=actor.name, action=Action.CANCEL_MEETING, subject=str(now), reason=reason)
    return now


@transaction.atomic
def hold_meeting(*, meeting: Meeting, today: date, actor: Actor) -> Meeting:
    """It was held: the picture of the areas stays that of the run which was current then."""
    now = opened(meeting, Act.HOLD, Action.HOLD_MEETING, actor)
    if now.day > today:
        raise MeetingError(f"it is on {now.day}", where=str(now)).telling(
            _("Mötet är %(day)s; det kan inte vara hållet än.") % {"day": now.day}
        )
    run = current_run()
    now.state, now.run_id = MeetingState.HELD, run.run_id if run else ""
    now.save()
    audit(actor=actor.name, action=Action.HOLD_MEETING, subject=str(now), run=now.run_id)
    return now


@transaction.atomic
def plan_again(*, meeting: Meeting, actor: Actor) -> Meeting:
    """It was said to be held by mistake."""
    now = opened(meeting, Act.REOPEN, Action.HOLD_MEETING, actor)
    now.state, now.run_id = MeetingState.PLANNED, ""
    now.save()
    audit(actor=actor.name, action=Action.HOLD_MEETING, subject=str(now), held=False)
    return now


@transaction.atomic
def publish_meeting(*, meeting: Meeting, shown_to: ShownTo, actor: Actor) -> Meeting:
    """Let everybody read agenda, decisions and approved minutes; or no longer."""
    require(actor, Action.PUBLISH_MEETING)
    Meeting.objects.filter(pk=meeting.pk).update(shown_to=shown_to)
    meeting.refresh_from_db()
    audit(
        actor=actor.name,
        action=Action.PUBLISH_MEETING,
        subject=str(meeting),
        shown_to=shown_to.value,
    )
    return meeting


def opened(meeting: Meeting, act: Act, action: Action, actor: Actor) -> Meeting:
    """The meeting as it is now, held until the transaction ends, when actor and state permit."""
    require_lead(actor, meeting.group, action)
    return in_state(meeting, act)


def in_state(meeting: Meeting, act: Act) -> Meeting:
    """The meeting as it is now, held until the transaction ends, when its state permits the act."""
    now = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not permits(now.state, act):
        raise MeetingError(
            f"a meeting that is {now.state} cannot be {act.value}", where=str(now)
        ).telling(
            _("Mötet är %(state)s; det går inte längre.") % {"state": MeetingState(now.state).label}
        )
    return now


def _check(details: MeetingDetails, group: Group) -> None:
    if not details.title.strip():
        raise MeetingError("a meeting has a title").telling(_("Skriv en rubrik."))
    if details.ends <= details.starts:
        raise MeetingError("a meeting ends after it starts").telling(
            _("Mötet måste sluta efter att det börjat.")
        )
    if details.day < group.from_date or (group.to_date and details.day > group.to_date):
        raise MeetingError(f"the group is not there on {details.day}", where=group.code).telling(
            _("Gruppen finns inte den dagen.")
        )


def _columns(details: MeetingDetails) -> dict[str, Any]:
    return {
        "title": " ".join(details.title.split()),
        "day": details.day,
        "starts": details.starts,
        "ends": details.ends,
        "place": " ".join(details.place.split()),
        "secretary": " ".join(details.secretary.split()),
    }


def _plain(details: MeetingDetails) -> dict[str, str]:
    return {name: str(value) for name, value in _columns(details).items()}
