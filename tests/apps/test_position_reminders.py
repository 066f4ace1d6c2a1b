"""Reminders of positions: who answers for the administration, on which occasion, sent once."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail

from apps.group_store import START
from apps.meeting_store import DAY, SOUTHERN, a_whole_meeting, answer, details
from apps.round_store import ANALYST, NORTH, SOUTH
from riktning.apps.meetings.calling import cancel_meeting, change_meeting
from riktning.apps.meetings.models import Meeting, PositionReminder
from riktning.apps.meetings.reminding import send_reminders, write_reminders
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.outbox import CLAIM
from riktning.apps.organisation.rights import Role

pytestmark = pytest.mark.django_db
DUE = date(2025, 8, 25)


@pytest.fixture
def meeting() -> Meeting:
    """The north has answered, the south has not; both have somebody who reports."""
    made = a_whole_meeting()
    for name, role, unit in (
        ("norr", Role.REPORTER, NORTH),
        ("soder", Role.REPORTER, SOUTH),
        ("soderchef", Role.APPROVER, SOUTH),
        ("utan", Role.REPORTER, SOUTH),
    ):
        address = "" if name == "utan" else f"{name}@example.org"
        user = User.objects.create_user(name, email=address)
        Grant.objects.create(user=user, role=role, unit_id=unit, from_date=START)
    return made


def letters() -> list[tuple[str, str]]:
    return list(PositionReminder.objects.order_by("pk").values_list("address", "occasion"))


def test_only_who_owes_an_answer_is_reminded_and_once_an_occasion(meeting: Meeting) -> None:
    assert write_reminders(today=DUE - timedelta(days=8)) == 0
    assert write_reminders(today=DUE - timedelta(days=3)) == 1
    assert write_reminders(today=DUE - timedelta(days=2)) == 0
    assert write_reminders(today=DUE) == 1
    assert write_reminders(today=DUE + timedelta(days=1)) == 1
    south = "soder@example.org"
    assert letters() == [(south, "soon"), (south, "today"), (south, "late")]


def test_nobody_is_reminded_when_all_have_answered_the_meeting_has_been_or_is_cancelled(
    meeting: Meeting,
) -> None:
    assert write_reminders(today=DAY + timedelta(days=1)) == 0
    answer(meeting, SOUTHERN, SOUTH, word="in_phase", text="")
    assert write_reminders(today=DUE) == 0


def test_a_cancelled_meeting_reminds_nobody(meeting: Meeting) -> None:
    cancel_meeting(meeting=meeting, reason="Sjukdom.", actor=ANALYST)
    assert write_reminders(today=DUE) == 0


def test_the_letter_says_what_when_and_where_and_is_sent_once(meeting: Meeting, settings) -> None:
    settings.RIKTNING_ADDRESS = "https://riktning.example.org"
    write_reminders(today=DUE)
    found = send_reminders()
    assert (found.sent, found.failed, found.waiting) == (1, 0, 0)
    assert send_reminders().sent == 0
    (letter,) = mail.outbox
    assert letter.to == ["soder@example.org"]
    assert "Augustimötet" in letter.subject
    assert "\n" not in letter.subject
    assert "Sista dagen är i dag." in letter.body
    assert "Mötet är 2025-08-30." in letter.body
    assert "Glöm inte att svara." in letter.body
    assert f"/moten/{meeting.pk}/svara/{SOUTH}/" in letter.body


def test_a_letter_that_could_not_be_sent_is_tried_again(meeting: Meeting, monkeypatch) -> None:
    def refuses(*_args: object) -> int:
        raise OSError("no mail server")

    write_reminders(today=DUE)
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuses)
    found = send_reminders()
    assert (found.sent, found.failed, found.waiting) == (0, 1, 1)
    monkeypatch.undo()
    stored = PositionReminder.objects.get()
    assert "no mail server" in stored.fault
    assert send_reminders(now=stored.next_try + CLAIM).sent == 1


def test_a_meeting_moved_to_before_the_day_of_answers_takes_that_day_along(
    meeting: Meeting,
) -> None:
    earlier = DUE - timedelta(days=4)
    now = change_meeting(meeting=meeting, details=details(day=earlier), actor=ANALYST)
    assert (now.day, now.answer_by) == (earlier, earlier)
    later = change_meeting(meeting=now, details=details(day=DAY), actor=ANALYST)
    assert (later.day, later.answer_by) == (DAY, earlier)
