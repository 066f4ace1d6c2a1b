"""Rows of meetings that the database refuses, for the test of every constraint."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import models

from apps.making import a_revision
from apps.rows_of_governance import a_decision, an_item, stored_group
from riktning.apps.meetings.models import (
    Attendance,
    ItemActivity,
    Meeting,
    Point,
    PointDecision,
    PointDocument,
    Position,
    PositionReminder,
)
from riktning.apps.plans.models import Area, Item

DAY, AFTER = date(2025, 8, 30), date(2025, 8, 31)
SAID = {"word": "in_phase", "answered_at": datetime(2025, 8, 1, tzinfo=UTC), "answered_by": "r"}


def a_meeting(**given: Any) -> Meeting:
    values = {"group": stored_group(), "title": "Möte", "day": DAY, "called_by": "roll"}
    return Meeting(**{**values, "starts": time(9), "ends": time(10), **given})


def stored_meeting() -> Meeting:
    found = Meeting.objects.first()
    if found is None:
        found = a_meeting()
        found.save()
    return found


def a_point(**given: Any) -> Point:
    values = {"meeting": stored_meeting(), "order": 1, "heading": "Punkt", "kind": "dialogue"}
    return Point(**{**values, **given})


def stored_point() -> Point:
    point = Point.objects.first() or a_point()
    point.save()
    return point


def a_document(**given: Any) -> PointDocument:
    values = {"point": stored_point(), "title": "Plan", "address": "https://exempel.se/"}
    return PointDocument(**{**values, **given})


def a_position(**given: Any) -> Position:
    area = Area.objects.first() or a_revision().areas.first()
    return Position(**{"meeting": stored_meeting(), "area": area, "unit_id": "norr", **given})


def a_reminder(**given: Any) -> PositionReminder:
    values = {"meeting": stored_meeting(), "unit_id": "norr", "due": DAY, "occasion": "soon"}
    sent = {"address": "roll@example.org", "next_try": datetime(2025, 8, 1, tzinfo=UTC)}
    return PositionReminder(**{**values, **sent, **given})


def attended(**given: Any) -> Attendance:
    values = {"meeting": stored_meeting(), "role": "chef", "presence": "present"}
    return Attendance(**{**values, **given})


def decided() -> PointDecision:
    decision = a_decision()
    decision.save()
    return PointDecision(point=stored_point(), decision=decision)


def _decided_twice() -> list[models.Model]:
    first = decided()
    return [first, PointDecision(point=first.point, decision=first.decision)]


def _an_activity_twice() -> list[models.Model]:
    action = an_item()
    action.save()
    a_revision()
    item = Item.objects.first()
    return [ItemActivity(action=action, activity=item) for _time in range(2)]


REFUSED: dict[str, Callable[[], models.Model]] = {
    "meeting_state_is_known": lambda: a_meeting(state="lost"),
    "meeting_is_shown_to_some": lambda: a_meeting(shown_to="nobody"),
    "meeting_ends_after_it_starts": lambda: a_meeting(ends=time(9)),
    "meeting_says_what_and_by_whom": lambda: a_meeting(title=""),
    "meeting_is_answered_before_it": lambda: a_meeting(answer_by=DAY),
    "meeting_minuted_says_when_and_by_whom": lambda: a_meeting(state="minuted", approved_on=AFTER),
    "meeting_cancelled_says_why": lambda: a_meeting(state="cancelled"),
    "point_kind_is_known": lambda: a_point(kind="party"),
    "point_has_a_heading": lambda: a_point(heading=""),
    "point_takes_minutes_of_a_day": lambda: a_point(minutes=0),
    "point_of_decision_says_what_is_wanted": lambda: a_point(kind="decision"),
    "document_has_a_title": lambda: a_document(title=""),
    "document_lies_on_the_web": lambda: a_document(address="javascript:alert(1)"),
    "position_word_is_known": lambda: a_position(**{**SAID, "word": "lost"}),
    "position_answered_says_when_and_by_whom": lambda: a_position(word="in_phase"),
    "position_behind_says_why": lambda: a_position(**{**SAID, "word": "behind"}),
    "attendance_says_who_and_whether": lambda: attended(presence="maybe"),
}

UNIQUE: dict[str, Callable[[], list[models.Model]]] = {
    "one number of a calendar": lambda: [
        a_meeting(uid=(first := a_meeting()).uid),
        first,
    ],
    "one point of areas": lambda: [a_point(takes_up_areas=True), a_point(takes_up_areas=True)],
    "one position of a place": lambda: [a_position(), a_position()],
    "one attendance of a role": lambda: [attended(), attended()],
    "one point of a decision": _decided_twice,
    "one activity of an action": _an_activity_twice,
    "one reminder of a position on an occasion": lambda: [a_reminder(), a_reminder()],
}
