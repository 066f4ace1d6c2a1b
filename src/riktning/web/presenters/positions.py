"""Positions that an administration owes to meetings, as its people's start page tells of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from riktning.apps.meetings.models import Meeting, Position
from riktning.apps.organisation.rights import PERMISSIONS, Action, Actor


@dataclass(frozen=True, slots=True)
class PositionRow:
    """What one administration has not answered for one meeting."""

    meeting: Meeting
    unit: str
    areas: tuple[str, ...]
    address: str
    due: date | None
    late: bool


def answering(actor: Actor) -> tuple[str, ...]:
    """The administrations that the actor tells positions of; none for who may tell of all."""
    held = (h for h in actor.grants if h.role in PERMISSIONS[Action.ANSWER_POSITION])
    return tuple(sorted({h.unit_id for h in held if h.unit_id}))


def position_rows(
    owed: Iterable[Position], units: Mapping[str, str], today: date
) -> tuple[PositionRow, ...]:
    """One row for a meeting and an administration, in the order in which they are due."""
    areas: dict[tuple[int, str], list[Position]] = {}
    for row in owed:
        areas.setdefault((row.meeting_id, row.unit_id), []).append(row)
    return tuple(_row(unit, rows, units, today) for (_meeting, unit), rows in areas.items())


def _row(unit: str, rows: list[Position], units: Mapping[str, str], today: date) -> PositionRow:
    meeting = rows[0].meeting
    return PositionRow(
        meeting=meeting,
        unit=units.get(unit, unit),
        areas=tuple(row.area.name for row in rows),
        address=reverse("web:meeting_answer", args=[meeting.pk, unit]),
        due=meeting.answer_by,
        late=meeting.answer_by is not None and meeting.answer_by < today,
    )
