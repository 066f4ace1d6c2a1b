"""After a meeting: who was there, what was said and decided, what follows, and the approval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from riktning.apps.governance.decisions import record_decision
from riktning.apps.governance.items import Owner, give_item
from riktning.apps.governance.kinds import Outcome, SubjectKind
from riktning.apps.governance.models import ActionItem, Decision
from riktning.apps.meetings.calling import opened
from riktning.apps.meetings.errors import MeetingError
from riktning.apps.meetings.kinds import Act, MeetingState, PointKind, Presence
from riktning.apps.meetings.models import Attendance, ItemActivity, Meeting, Point, PointDecision
from riktning.apps.meetings.rights import entering
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor
from riktning.apps.plans.editing import add
from riktning.apps.plans.models import Area, Item, ItemKind
from riktning.apps.plans.permissions import require_in
from riktning.core.merging_lines import merge_lines
from riktning.core.plain import plain


@dataclass(frozen=True, slots=True)
class Attended:
    """A role, and whether it was there."""

    role: str
    unit_id: str
    presence: Presence
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided at a point."""

    paragraph: str
    outcome: Outcome
    text: str
    subject: tuple[SubjectKind, str] | None = None  # none: the group's own work
    diary_number: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """The minutes as the writer had them in front of them, to put two people's changes together."""

    introduction: str = ""
    notes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Minuted:
    """Whether the texts were put together with what another had written meanwhile, and whether
    both had changed the same place."""

    joined: bool = False
    both: bool = False


@transaction.atomic
def write_minutes(
    *,
    meeting: Meeting,
    introduction: str,
    notes: Mapping[int, str],
    actor: Actor,
    seen: Seen | None = None,
) -> Minuted:
    """What was said, in Markdown; a point that is not named keeps its notes.

    What was stored after ``seen`` is kept with what is written now; without it, nothing was seen.
    """
    now, seen = opened(meeting, Act.MINUTE, Action.WRITE_MINUTES, actor), seen or Seen()
    before = {"introduction": now.introduction}
    now.introduction, told = _together(seen.introduction, now.introduction, introduction)
    now.save(update_fields=["introduction", "changed_at"])
    done = [told]
    for point in now.points.filter(pk__in=notes):
        text, told = _together(seen.notes.get(point.pk, ""), point.notes, notes[point.pk])
        done.append(told)
        if text != point.notes:
            before[str(point.pk)], point.notes = point.notes, text
            point.save(update_fields=["notes"])
    audit(actor=actor.name, action=Action.WRITE_MINUTES, subject=str(now), before=before)
    return Minuted(any(one.joined for one in done), any(one.both for one in done))


def _together(seen: str, stored: str, mine: str) -> tuple[str, Minuted]:
    """What is to be stored of one text."""
    base, now, new = (plain(text).strip() for text in (seen, stored, mine))
    if now in (base, new):
        return new, Minuted()
    merged = merge_lines(base, now, new)
    return merged.text.strip(), Minuted(joined=True, both=merged.both)


@transaction.atomic
def record_attendance(
    *,
    meeting: Meeting,
    rows: Sequence[Attended],
    actor: Actor,
    seen: Mapping[tuple[str, str], str] | None = None,
) -> None:
    """Who was there, in place of what was said of it before; where the writer changed nothing of
    what was ``seen`` (presence by role and administration), what is stored stays."""
    now = opened(meeting, Act.MINUTE, Action.WRITE_MINUTES, actor)
    rows = rows if seen is None else _kept(now, rows, seen)
    keys = [(row.role, row.unit_id) for row in rows]
    if len(set(keys)) < len(keys):
        raise MeetingError("a role of an administration is there once").telling(
            _("Samma roll och förvaltning står två gånger.")
        )
    now.attendance.all().delete()
    Attendance.objects.bulk_create(
        Attendance(
            meeting=now, role=" ".join(row.role.split()), unit_id=row.unit_id,
            presence=row.presence, note=" ".join(row.note.split()),
        )
        for row in rows
    )  # fmt: skip
    audit(
        actor=actor.name, action=Action.WRITE_MINUTES, subject=str(now),
        attendance=[[row.role, row.unit_id, row.presence.value] for row in rows],
    )  # fmt: skip


def _kept(
    meeting: Meeting, rows: Sequence[Attended], seen: Mapping[tuple[str, str], str]
) -> list[Attended]:
    """The rows, with what another has said meanwhile of those that the writer left as they were."""
    said = {(row.role, row.unit_id): row for row in rows}
    for row in meeting.attendance.all():
        who = (row.role, row.unit_id)
        mine = said.get(who)
        if who in seen and (mine.presence if mine else "") == seen[who] != row.presence:
            said[who] = Attended(row.role, row.unit_id, Presence(row.presence), row.note)
    gone = {who for who, word in seen.items() if word} - {
        (row.role, row.unit_id) for row in meeting.attendance.all()
    }
    return [row for who, row in said.items() if who not in gone or row.presence != seen[who]]


@transaction.atomic
def decide_at(*, point: Point, verdict: Verdict, actor: Actor) -> Decision:
    """What the group decided at the point, into the register of decisions."""
    now = opened(point.meeting, Act.MINUTE, Action.WRITE_MINUTES, actor)
    decision = record_decision(
        body=now.group,
        decided_on=now.day,
        paragraph=verdict.paragraph,
        outcome=verdict.outcome,
        text=verdict.text,
        subject=verdict.subject or (SubjectKind.GROUP, now.group.code),
        diary_number=verdict.diary_number,
        actor=entering(actor),
    )
    PointDecision.objects.create(point=point, decision=decision)
    return decision


@transaction.atomic
def act_on(
    *, made: PointDecision, text: str, owner: Owner, due_on: date, actor: Actor
) -> ActionItem:
    """What somebody is to do because of the decision, by when."""
    opened(made.point.meeting, Act.MINUTE, Action.WRITE_MINUTES, actor)
    return give_item(
        decision=made.decision, text=text, owner=owner, due_on=due_on, actor=entering(actor)
    )


@transaction.atomic
def make_activity(*, action: ActionItem, area: Area, actor: Actor) -> Item:
    """The action becomes an activity of an area in a draft plan that the actor may write in."""
    plan = area.revision.plan
    require_in(actor, Action.ADD, plan, area=area.slug)
    if ItemActivity.objects.filter(action=action).exists():
        raise MeetingError("it is an activity already", where=str(action)).telling(
            _("Åtgärden är redan en aktivitet i en plan.")
        )
    item = add(
        revision=area.revision, kind=ItemKind.ACTIVITY, text=action.text, parent=area.item,
        actor=actor.name,
    )  # fmt: skip
    ItemActivity.objects.create(action=action, activity=item)
    return item


@transaction.atomic
def approve_minutes(*, meeting: Meeting, on: date, by: str, actor: Actor) -> Meeting:
    """The minutes are adjusted: from now on nothing of the meeting changes."""
    now = opened(meeting, Act.APPROVE, Action.APPROVE_MINUTES, actor)
    by = " ".join(by.split())
    if not by:
        raise MeetingError("minutes are approved by somebody", where=str(now)).telling(
            _("Skriv vilken roll som justerar.")
        )
    if on < now.day:
        raise MeetingError(f"the meeting was on {now.day}", where=str(now)).telling(
            _("Dagen är före mötet.")
        )
    open_points = unanswered_points(now)
    if open_points:
        raise MeetingError(
            f"nothing is said of {open_points[0].heading!r}", where=str(now),
            remedy="write what was decided, or why nothing was",
        ).telling(
            _("Punkten ”%(heading)s” är för beslut: skriv vad som beslutades eller varför inte.")
            % {"heading": open_points[0].heading}
        )  # fmt: skip
    now.state, now.approved_on, now.approved_by = MeetingState.MINUTED, on, by
    now.save()
    audit(
        actor=actor.name, action=Action.APPROVE_MINUTES, subject=str(now), on=on.isoformat(), by=by
    )
    return now


def unanswered_points(meeting: Meeting) -> list[Point]:
    """Points for decision of which the minutes say nothing yet. One query."""
    points = meeting.points.filter(kind=PointKind.DECISION, notes="", decided__isnull=True)
    return list(points)
