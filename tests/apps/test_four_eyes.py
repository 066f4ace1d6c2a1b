"""Who hands a report in does not approve or accept it, unless the site says so."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from apps.round_store import DEADLINES, NORTH, an_open_round, fill_in, report_of
from riktning.apps.followup.models import Reminder, Report
from riktning.apps.followup.rounds.errors import SamePersonError
from riktning.apps.followup.rounds.handing import take_step
from riktning.apps.followup.rounds.policies import FOUR_EYES, Act
from riktning.apps.followup.rounds.queries import owed
from riktning.apps.followup.rounds.reminding import write_reminders
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import COMMAND_LINE, Actor, Held, Role

pytestmark = pytest.mark.django_db
EVERYTHING = frozenset({Held(Role.REPORTER, NORTH), Held(Role.APPROVER, NORTH), Held(Role.ANALYST)})
ONE, OTHER = Actor("ett konto", EVERYTHING), Actor("ett annat konto", EVERYTHING)


@pytest.fixture
def report() -> Report:
    found = report_of(an_open_round())
    fill_in(found)
    return take_step(report=found, act=Act.SUBMIT, actor=ONE)


def test_who_hands_a_report_in_neither_approves_nor_accepts_it(report: Report) -> None:
    with pytest.raises(SamePersonError, match="handed the report in and cannot approve"):
        take_step(report=report, act=Act.APPROVE, actor=ONE)
    take_step(report=report, act=Act.APPROVE, actor=OTHER)
    with pytest.raises(SamePersonError, match="cannot accept"):
        take_step(report=report, act=Act.ACCEPT, actor=ONE)
    assert take_step(report=report, act=Act.ACCEPT, actor=OTHER).state == "accepted"


def test_it_is_the_last_one_to_hand_it_in_that_counts(report: Report) -> None:
    take_step(report=report, act=Act.SEND_BACK, actor=ONE, reason="mer")
    take_step(report=report, act=Act.SUBMIT, actor=OTHER)
    with pytest.raises(SamePersonError):
        take_step(report=report, act=Act.APPROVE, actor=OTHER)
    assert take_step(report=report, act=Act.APPROVE, actor=ONE).state == "approved"


def test_every_other_step_may_be_taken_by_who_handed_it_in(report: Report) -> None:
    assert {Act.APPROVE, Act.ACCEPT} == FOUR_EYES
    take_step(report=report, act=Act.SEND_BACK, actor=ONE, reason="fel siffra")
    assert Report.objects.get(pk=report.pk).state == "draft"


def test_one_setting_lets_one_person_do_both(report: Report, settings: object) -> None:
    settings.RIKTNING_FOUR_EYES = False  # type: ignore[attr-defined]  # pytest-django's fixture
    take_step(report=report, act=Act.APPROVE, actor=ONE)
    assert take_step(report=report, act=Act.ACCEPT, actor=ONE).state == "accepted"


def test_the_command_line_is_nobody_in_particular(report: Report) -> None:
    take_step(report=report, act=Act.SEND_BACK, actor=COMMAND_LINE, reason="mer")
    for act in (Act.SUBMIT, Act.APPROVE, Act.ACCEPT):
        take_step(report=report, act=act, actor=COMMAND_LINE)


def test_nobody_is_told_to_do_what_is_for_somebody_else(report: Report) -> None:
    waiting = {one.report.pk: one.act for one in owed(OTHER)}
    assert waiting[report.pk] is Act.APPROVE
    assert report.pk not in {one.report.pk for one in owed(ONE)}
    for actor in (ONE, OTHER):
        user = User.objects.create_user(actor.name, email=f"{actor.name.replace(' ', '')}@ex.org")
        Grant.objects.create(
            user=user, role=Role.APPROVER, unit_id=NORTH, from_date=date(2020, 1, 1)
        )
    write_reminders(today=DEADLINES.approve)
    asked = Reminder.objects.filter(report=report, step=Act.APPROVE)
    assert {row.address for row in asked} == {"ettannatkonto@ex.org"}


def test_the_page_says_why_there_is_no_button(report: Report, client: Client) -> None:
    user = User.objects.create_user(ONE.name)
    Grant.objects.create(
        user=user, role=Role.APPROVER, unit_id=NORTH, from_date=timezone.localdate()
    )
    client.force_login(user)
    place = f"/uppfoljning/rundor/{report.round_id}/{NORTH}/"
    text = client.get(place).content.decode()
    assert "Du skickade in rapporten." in text
    assert 'value="approve"' not in text
    assert 'value="send_back"' in text
    refused = client.post(f"{place}steg/", {"handling": "approve"})
    assert refused.status_code == 409
    assert "Du skickade in rapporten." in refused.content.decode()
    with override("en"):  # what a page activates stays with the thread
        assert "You handed the report in." in client.get(f"/en{place}").content.decode()
