"""Reminders: whose task it is, on which occasion, written once, sent once, tried again."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from apps.round_store import (
    APPROVER,
    DEADLINES,
    NORTH,
    SOUTH,
    an_open_round,
    fill_in,
    report_of,
)
from riktning.apps.followup.models import Reminder, Round
from riktning.apps.followup.rounds.handing import take_step
from riktning.apps.followup.rounds.policies import ASKED_OF, Act
from riktning.apps.followup.rounds.reminding import (
    ASKS,
    occasion,
    send_reminders,
    write_reminders,
)
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.outbox import CLAIM, FIRST_WAIT, MOST_TRIES
from riktning.apps.organisation.rights import COMMAND_LINE, PERMISSIONS, Role

pytestmark = pytest.mark.django_db
SUBMIT = DEADLINES.submit


@pytest.fixture
def made() -> Round:
    for name, role, unit in (
        ("norr", Role.REPORTER, NORTH),
        ("norrchef", Role.APPROVER, NORTH),
        ("soder", Role.REPORTER, SOUTH),
        ("uppfoljare", Role.ANALYST, ""),
        ("utan", Role.REPORTER, NORTH),
    ):
        address = "" if name == "utan" else f"{name}@example.org"
        user = User.objects.create_user(name, email=address)
        Grant.objects.create(user=user, role=role, unit_id=unit, from_date=date(2020, 1, 1))
    return an_open_round()


def letters() -> set[tuple[str, str, str]]:
    return {(r.address, r.step, r.occasion) for r in Reminder.objects.all()}


@pytest.mark.parametrize(
    ("days", "expected"), [(-8, None), (-7, "soon"), (-1, "soon"), (0, "today"), (1, "late")]
)
def test_a_week_before_on_the_day_and_after(days: int, expected: str | None) -> None:
    assert occasion(SUBMIT, SUBMIT + timedelta(days=days)) == expected


def test_who_is_asked_may_take_the_step() -> None:
    assert all(role in PERMISSIONS[ASKED_OF[act]] for act, role in ASKS.items())


def test_whose_task_it_is_is_reminded_and_only_once(made: Round) -> None:
    assert write_reminders(today=SUBMIT - timedelta(days=30)) == 0
    assert write_reminders(today=SUBMIT - timedelta(days=3)) == 2
    assert write_reminders(today=SUBMIT - timedelta(days=2)) == 0
    assert letters() == {
        ("norr@example.org", "submit", "soon"),
        ("soder@example.org", "submit", "soon"),
    }
    assert write_reminders(today=SUBMIT) == 2


def test_the_next_hand_is_reminded_when_the_report_is_there(made: Round) -> None:
    report = report_of(made)
    fill_in(report)
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    write_reminders(today=DEADLINES.approve)
    assert ("norrchef@example.org", "approve", "today") in letters()
    take_step(report=report, act=Act.APPROVE, actor=COMMAND_LINE)
    write_reminders(today=DEADLINES.accept + timedelta(days=1))
    assert ("uppfoljare@example.org", "accept", "late") in letters()


def test_who_must_mend_a_report_is_told_each_time_it_comes_back(made: Round) -> None:
    report = report_of(made)
    for _ in range(2):
        fill_in(report)
        take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
        take_step(report=report, act=Act.SEND_BACK, actor=APPROVER, reason="Mer.")
        assert write_reminders(today=DEADLINES.opens) == 1
        assert write_reminders(today=DEADLINES.opens) == 0


def test_each_letter_is_sent_once_and_leads_to_the_report(made: Round) -> None:
    write_reminders(today=SUBMIT)
    found = send_reminders()
    assert (found.sent, found.waiting) == (2, 0)
    assert send_reminders().sent == 0
    assert len(mail.outbox) == 2
    letter = next(m for m in mail.outbox if m.to == ["norr@example.org"])
    assert letter.subject == "Sjukhusen i norr, tertial 1 2025: rapporten lämnas senast 2025-05-22"
    assert letter.body.startswith("Sista dagen är i dag.")
    assert f"/uppfoljning/rundor/{made.pk}/{NORTH}/" in letter.body


class Broken(EmailBackend):
    """A mail server that is down."""

    def send_messages(self, messages: object) -> int:
        raise OSError("connection refused")


BROKEN = f"{__name__}.Broken"


def test_a_letter_that_fails_is_tried_again_ever_more_seldom_and_then_given_up(
    made: Round, settings
) -> None:
    write_reminders(today=SUBMIT)
    Reminder.objects.exclude(address="norr@example.org").delete()
    settings.EMAIL_BACKEND = BROKEN
    now = timezone.now()
    waits = []
    for _ in range(MOST_TRIES):
        found = send_reminders(now=now)
        assert found.failed == 1
        assert send_reminders(now=now).failed == 0
        then = Reminder.objects.get().next_try
        waits.append(then - now)
        now = then
    assert waits == [FIRST_WAIT * 2**n for n in range(MOST_TRIES)]
    assert "connection refused" in Reminder.objects.get().fault
    assert (found.waiting, found.given_up) == (0, 1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_reminders(now=now).sent == 0


def test_a_letter_another_program_has_claimed_is_left_to_it(made: Round) -> None:
    write_reminders(today=SUBMIT)
    now = timezone.now()
    Reminder.objects.update(next_try=now + CLAIM)
    assert send_reminders(now=now).sent == 0
    assert send_reminders(now=now + CLAIM).sent == 2


def test_the_same_letter_has_the_same_number_each_time(made: Round) -> None:
    """Killed between sending and noting, it goes out again: mail programs show it once."""
    write_reminders(today=SUBMIT)
    send_reminders()
    Reminder.objects.update(sent_at=None)
    send_reminders(now=timezone.now() + CLAIM)
    ids = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert len(ids) == 4
    assert len(set(ids)) == 2
