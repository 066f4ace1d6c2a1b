"""Reminders of actions: whose task it is, on which occasion, written once and sent once."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail

from apps.group_store import ANALYST, LEAD, START, a_body, a_group, an_item
from riktning.apps.governance.decisions import record_decision
from riktning.apps.governance.groups import take_seat
from riktning.apps.governance.items import Owner, follow_up_item
from riktning.apps.governance.kinds import ItemState, Outcome, SeatPart, SubjectKind
from riktning.apps.governance.models import Decision, ItemReminder
from riktning.apps.governance.reminding import send_reminders, write_reminders
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.outbox import CLAIM
from riktning.apps.organisation.rights import Role

pytestmark = pytest.mark.django_db
DUE = date(2025, 6, 1)
NORTH, GIVER = "norr@example.org", "giver@example.org"


@pytest.fixture
def decision() -> Decision:
    """Somebody reports for the north and somebody for the south; the giver has an account."""
    for name, role, unit in (
        ("norr", Role.REPORTER, "norr"),
        ("norrchef", Role.APPROVER, "norr"),
        ("soder", Role.REPORTER, "soder"),
    ):
        user = User.objects.create_user(name, email=f"{name}@example.org")
        Grant.objects.create(user=user, role=role, unit_id=unit, from_date=START)
    User.objects.create_user(LEAD.name, email=GIVER)
    return record_decision(
        body=a_body(), decided_on=date(2025, 5, 1), paragraph="4", outcome=Outcome.APPROVED,
        text="Bifalls.", subject=(SubjectKind.GROUP, "vvg"), actor=ANALYST,
    )  # fmt: skip


def letters() -> list[tuple[str, str]]:
    rows = ItemReminder.objects.order_by("pk")
    return list(rows.values_list("address", "occasion"))


def test_who_reports_for_the_administration_is_reminded_once_an_occasion(decision):
    an_item(decision, due_on=DUE)
    assert write_reminders(today=DUE - timedelta(days=8)) == 0
    assert write_reminders(today=DUE - timedelta(days=7)) == 1
    assert write_reminders(today=DUE - timedelta(days=6)) == 0
    assert write_reminders(today=DUE) == 1
    assert letters() == [(NORTH, "soon"), (NORTH, "today")]


def test_the_giver_is_told_too_of_what_is_late(decision):
    an_item(decision, due_on=DUE)
    assert write_reminders(today=DUE + timedelta(days=1)) == 2
    assert write_reminders(today=DUE + timedelta(days=30)) == 0
    assert sorted(letters()) == [(GIVER, "late"), (NORTH, "late")]


def test_what_a_role_without_an_account_is_to_do_is_the_givers_to_see_to(decision):
    an_item(decision, due_on=DUE, owner=Owner(role="kanslichef"))
    write_reminders(today=DUE)
    assert letters() == [(GIVER, "today")]


def test_of_a_group_those_who_lead_it_are_reminded(decision):
    group = a_group()
    for part in (SeatPart.CHAIR, SeatPart.SECRETARY, SeatPart.MEMBER):
        user = User.objects.create_user(part.value, email=f"{part.value}@example.org")
        take_seat(
            group=group, part=part, role=part.value, user=user, from_date=START, actor=ANALYST
        )
    an_item(decision, due_on=DUE, owner=Owner(group=group))
    write_reminders(today=DUE)
    assert sorted(letters()) == [("chair@example.org", "today"), ("secretary@example.org", "today")]


def test_nobody_is_reminded_of_what_is_done_and_a_later_day_begins_anew(decision):
    item = an_item(decision, due_on=DUE)
    assert write_reminders(today=DUE) == 1
    later = DUE + timedelta(days=20)
    follow_up_item(item=item, text="Dröjer.", state=ItemState.OPEN, due_on=later, actor=LEAD)
    assert write_reminders(today=DUE + timedelta(days=1)) == 0
    assert write_reminders(today=later) == 1
    follow_up_item(item=item, text="Gjort.", state=ItemState.DONE, actor=LEAD)
    assert write_reminders(today=later + timedelta(days=1)) == 0


def test_a_closed_account_gets_no_letter(decision):
    User.objects.filter(username__in=["norr", LEAD.name]).update(is_active=False)
    an_item(decision, due_on=DUE)
    assert write_reminders(today=DUE + timedelta(days=1)) == 0


def test_the_letter_says_what_by_whose_decision_and_where_and_is_sent_once(decision, settings):
    settings.RIKTNING_ADDRESS = "https://riktning.example.org"
    item = an_item(decision, due_on=DUE, text=f"Ta fram\nett förslag{' till' * 40}")
    write_reminders(today=DUE)
    found = send_reminders()
    assert (found.sent, found.failed, found.waiting) == (1, 0, 0)
    assert send_reminders().sent == 0
    (letter,) = mail.outbox
    assert letter.to == [NORTH]
    assert letter.subject.startswith("Åtgärd att göra senast 2025-06-01: Ta fram ett förslag till")
    assert "\n" not in letter.subject
    assert len(letter.subject) < 120
    assert "Sista dagen är i dag." in letter.body
    assert "Efter beslut av VVG 2025-05-01, § 4." in letter.body
    assert f"https://riktning.example.org/beslut/atgarder/{item.pk}/" in letter.body


def test_the_letter_is_in_the_language_asked_for(decision):
    an_item(decision, due_on=DUE)
    write_reminders(today=DUE)
    send_reminders(language="en")
    (letter,) = mail.outbox
    assert letter.subject.startswith("Action to be done by 2025-06-01: ")
    assert "By a decision of VVG on 2025-05-01, § 4." in letter.body


def test_a_letter_that_could_not_be_sent_is_tried_again(decision, monkeypatch):
    def refuses(*_args: object) -> int:
        raise OSError("no mail server")

    an_item(decision, due_on=DUE)
    write_reminders(today=DUE)
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuses)
    found = send_reminders()
    assert (found.sent, found.failed, found.waiting) == (0, 1, 1)
    monkeypatch.undo()
    stored = ItemReminder.objects.get()
    assert "no mail server" in stored.fault
    assert send_reminders(now=stored.next_try + CLAIM).sent == 1
