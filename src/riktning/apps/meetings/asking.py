"""Before a meeting the administrations are asked how they stand in each area, and answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.meetings.calling import in_state, opened
from riktning.apps.meetings.errors import MeetingError
from riktning.apps.meetings.kinds import NEEDS_WORDS, Act, PositionWord
from riktning.apps.meetings.models import Meeting, Position
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.rights import Action, Actor, require
from riktning.apps.plans.models import Area, Revision


@dataclass(frozen=True, slots=True)
class Said:
    """A word, and why."""

    word: str  # of PositionWord; blank is no answer (yet)
    text: str = ""
    seen: str = ""  # the ``stamp`` of the answer that was in front of who answers


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of answers: how many were new, and the areas where others had answered."""

    changed: int
    meanwhile: tuple[str, ...] = ()


@transaction.atomic
def ask_positions(
    *,
    meeting: Meeting,
    revision: Revision,
    areas: Sequence[Area],
    units: Sequence[str],
    answer_by: date,
    reminder: str = "",
    actor: Actor,
) -> Meeting:
    """Ask these administrations in these areas; what is answered already is kept as it is.

    Who is no longer asked is taken away only where nothing was answered.
    """
    now = opened(meeting, Act.ASK, Action.ASK_POSITIONS, actor)
    _check(now, revision, areas, units, answer_by)
    wanted = {(area.pk, unit) for area in areas for unit in units}
    there = {(row.area_id, row.unit_id): row for row in now.positions.all()}
    gone = [row.pk for key, row in there.items() if key not in wanted and not row.word]
    Position.objects.filter(pk__in=gone).delete()
    Position.objects.bulk_create(
        Position(meeting=now, area_id=area, unit_id=unit)
        for area, unit in sorted(wanted - there.keys())
    )
    now.revision, now.answer_by, now.reminder = revision, answer_by, reminder.strip()
    now.save()
    audit(
        actor=actor.name, action=Action.ASK_POSITIONS, subject=str(now), revision=str(revision),
        areas=[area.slug for area in areas], units=list(units), answer_by=answer_by.isoformat(),
        reminder=now.reminder,
    )  # fmt: skip
    return now


@transaction.atomic
def answer_positions(
    *, meeting: Meeting, unit_id: str, said: Mapping[int, Said], actor: Actor
) -> Answered:
    """Say how the administration stands, by area; a blank word leaves the area as it is.

    Where somebody else answered after what was seen, theirs stands and the areas are told; the
    same answer again changes nothing.
    """
    require(actor, Action.ANSWER_POSITION, unit_id=unit_id)
    now = in_state(meeting, Act.ANSWER)
    rows = {
        row.area_id: row for row in now.positions.filter(unit_id=unit_id).select_related("area")
    }
    if not rows:
        raise MeetingError(f"{unit_id} is not asked", where=str(now)).telling(
            _("Förvaltningen är inte tillfrågad inför mötet.")
        )
    changed: list[Position] = []
    meanwhile: list[str] = []
    for area, each in said.items():
        row = rows.get(area)
        if row is None or not each.word or (row.word, row.text) == (each.word, each.text.strip()):
            continue
        if each.seen != stamp(row):
            meanwhile.append(row.area.name)
            continue
        changed.append(_answer(row, each, actor))
    if changed:
        audit(
            actor=actor.name, action=Action.ANSWER_POSITION, subject=str(now), unit=unit_id,
            positions={row.area.slug: [row.word, row.text] for row in changed},
        )  # fmt: skip
    return Answered(len(changed), tuple(meanwhile))


def stamp(row: Position) -> str:
    """What a form carries to tell which answer was in front of who filled it in."""
    return row.answered_at.isoformat() if row.answered_at else ""


def _answer(row: Position, said: Said, actor: Actor) -> Position:
    text = said.text.strip()
    if said.word not in PositionWord.values:
        raise MeetingError(f"{said.word!r} is not known", where=row.area.name)
    if said.word in NEEDS_WORDS and not text:
        raise MeetingError("say why, and what is needed", where=row.area.name).telling(
            _("%(area)s: skriv vad det beror på.") % {"area": row.area.name}
        )
    row.word, row.text = said.word, text
    row.answered_at, row.answered_by = timezone.now(), actor.name
    row.save()
    return row


def _check(
    meeting: Meeting,
    revision: Revision,
    areas: Sequence[Area],
    units: Sequence[str],
    answer_by: date,
) -> None:
    if not areas or not units:
        raise MeetingError("ask somebody about some area").telling(
            _("Välj minst ett område och en förvaltning.")
        )
    if any(area.revision_id != revision.pk for area in areas):
        raise MeetingError("an area is of another revision", where=str(revision))
    unknown = sorted(set(units) - administrations(meeting.day).keys())
    if unknown:
        raise MeetingError(f"there is no administration {unknown[0]!r}", where=str(meeting))
    if answer_by > meeting.day:
        raise MeetingError(f"the meeting is on {meeting.day}").telling(
            _("Svaren ska vara inne senast mötesdagen.")
        )
    answered = meeting.positions.exclude(word="")
    if meeting.revision_id not in (None, revision.pk) and answered.exists():
        raise MeetingError("another plan is answered for already", where=str(meeting)).telling(
            _("Lägen för en annan plan är redan inne.")
        )
