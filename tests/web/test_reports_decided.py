"""Decisions about reports: chosen when they are entered, and read where the report is."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from filled_store import fill

from apps.group_store import a_body
from apps.report_store import OTHER, all_approved, begun, fill_reports
from riktning.apps.followup.actions import record_report
from riktning.apps.governance.models import Decision
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role
from riktning.apps.plans.models import Revision
from riktning.apps.reports.handing import approve_report
from riktning.apps.reports.models import Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    user = User.objects.create_user("sekreteraren")
    Grant.objects.create(user=user, role=Role.ANALYST, from_date=timezone.localdate())
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def reports(db) -> tuple[Report, Report]:
    fill()
    draft, page = fill_reports()
    return draft, page


def decided(analyst, about: str) -> Decision:
    form = {
        "body": a_body().pk, "decided_on": "2026-02-03", "paragraph": "7", "about": about,
        "outcome": "noted", "text": "Rapporten läggs till handlingarna.",
    }  # fmt: skip
    response = analyst.post("/beslut/nytt/", form)
    assert response.status_code == 302, response.content.decode()
    return Decision.objects.get()


def said(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_an_approved_report_can_be_decided_about_and_leads_to_the_decision(
    analyst, reports, client
):
    draft, page = reports
    offered = said(analyst, "/beslut/nytt/")
    assert f'value="report written-{page.pk}"' in offered
    assert f'value="report written-{draft.pk}"' not in offered
    decision = decided(analyst, f"report written-{page.pk}")
    link = f'href="/beslut/{decision.pk}/"'
    assert link in said(client, f"/rapporter/{page.pk}/")
    row = said(client, "/rapporter/").split(page.title)[1].split("</li>")[0]
    assert link in row
    register = said(client, "/beslut/")
    assert f'href="/rapporter/{page.pk}/"' in register
    assert page.title in register


def test_a_report_that_is_not_for_everybody_has_no_name_in_the_register(analyst, reports, client):
    page = begun("Bara för de våra")
    all_approved(page)
    approve_report(report=page, actor=OTHER)
    decided(analyst, f"report written-{page.pk}")
    register = said(client, "/beslut/")
    assert page.title not in register
    assert "en rapport" in register
    assert page.title in said(analyst, "/beslut/")


def test_a_report_made_by_the_command_leads_to_the_decision_from_its_row(
    analyst, reports, client, tmp_path
):
    file = tmp_path / "uppfoljning.docx"
    file.write_bytes(b"report")
    made = record_report(
        run=reports[0].run, revision=Revision.objects.first(), as_of=date(2025, 12, 31),
        files=[file], actor="test",
    )  # fmt: skip
    decision = decided(analyst, f"report {made.pk}")
    page = said(client, "/uppfoljning/")
    row = page.split(f'id="rapport-{made.pk}"')[1].split("</tr>")[0]
    assert f'href="/beslut/{decision.pk}/"' in row
    assert f'href="/uppfoljning/#rapport-{made.pk}"' in said(client, "/beslut/")
