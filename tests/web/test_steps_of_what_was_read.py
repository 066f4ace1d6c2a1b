"""A step is taken of the report that was read; one that has gone on since is read again first."""

import re

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from apps.round_store import NORTH, REPORTER, an_open_round, fill_in, report_of
from riktning.apps.followup.rounds.answering import Given, save_answers
from riktning.apps.followup.rounds.content import Said
from riktning.apps.followup.rounds.errors import SteppedMeanwhileError
from riktning.apps.followup.rounds.handing import take_step
from riktning.apps.followup.rounds.models import Report, ReportState
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import COMMAND_LINE, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    report = report_of(an_open_round())
    fill_in(report, REPORTER)
    take_step(report=report, act=Act.SUBMIT, actor=REPORTER)
    return report


@pytest.fixture
def head(client):
    user = User.objects.create_user("chef")
    today = timezone.localdate()
    Grant.objects.create(user=user, role=Role.APPROVER, unit_id=NORTH, from_date=today)
    client.force_login(user)
    return client


def place(report: Report) -> str:
    return f"/uppfoljning/rundor/{report.round_id}/{report.unit_id}/"


def shown(client, report: Report) -> dict[str, str]:
    """What the form of the page sends."""
    text = client.get(place(report)).content.decode()
    return {"handling": "approve", "sett": re.search(r'name="sett" value="(\d+)"', text)[1]}


def answered_anew(report: Report) -> None:
    """Sent back, changed and handed in again."""
    take_step(report=report, act=Act.SEND_BACK, actor=COMMAND_LINE, reason="Läs igenom.")
    first = report.answers.order_by("order")[0]
    said = Said("reached", "En helt ny uppgift.")
    save_answers(report=report, given={first.pk: Given(said, first.version)}, actor=REPORTER)
    take_step(report=report, act=Act.SUBMIT, actor=REPORTER)


@pytest.mark.parametrize("language", ["", "/en"])
def test_what_nobody_has_read_is_not_approved_from_a_page_that_stood_open(head, report, language):
    form = shown(head, report)
    answered_anew(report)
    told = head.post(f"{language}{place(report)}steg/", form)
    assert told.status_code == 409
    text = told.content.decode()
    assert ("sedan du läste den" in text) or ("since you read it" in text)
    assert "En helt ny uppgift." in text
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED
    assert head.post(f"{place(report)}steg/", shown(head, report)).status_code == 302
    report.refresh_from_db()
    assert report.state == ReportState.APPROVED


def test_what_was_read_as_it_is_goes_on(head, report):
    assert head.post(f"{place(report)}steg/", shown(head, report)).status_code == 302
    report.refresh_from_db()
    assert report.state == ReportState.APPROVED


def test_the_engine_refuses_a_step_of_what_was_before(report):
    before = report.steps.order_by("id").last().pk
    answered_anew(report)
    with pytest.raises(SteppedMeanwhileError, match="meanwhile"):
        take_step(report=report, act=Act.APPROVE, actor=COMMAND_LINE, seen=before)


def test_why_somebody_else_takes_the_step_is_told_once(head, report, settings):
    settings.RIKTNING_FOUR_EYES = True
    take_step(report=report, act=Act.SEND_BACK, actor=COMMAND_LINE, reason="Läs igenom.")
    Grant.objects.create(
        user=User.objects.get(username="chef"), role=Role.REPORTER, unit_id=NORTH,
        from_date=timezone.localdate(),
    )  # fmt: skip
    assert head.post(f"{place(report)}steg/", {"handling": "submit"}).status_code == 302
    told = head.post(f"{place(report)}steg/", {"handling": "approve"})
    assert told.status_code == 409
    assert told.content.decode().count("Du skickade in rapporten.") == 1


def test_what_is_stored_is_told_as_saved_though_it_lacks_something(client):
    made = report_of(an_open_round())
    user = User.objects.create_user("rapportör")
    today = timezone.localdate()
    Grant.objects.create(user=user, role=Role.REPORTER, unit_id=NORTH, from_date=today)
    client.force_login(user)
    first = made.answers.order_by("order")[0]
    sent = {"status": "not_reached", "base": 0}
    told = client.post(
        f"{place(made)}svar/{first.pk}/", {f"{n}-{first.pk}": v for n, v in sent.items()}
    ).content.decode()
    assert "Sparat" in told and "rött och gult behöver ett skäl" in told
    first.refresh_from_db()
    assert first.status == "not_reached"
