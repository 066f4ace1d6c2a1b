"""The page that asks when a newer run has other figures: which evidence, where, old beside new."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from apps.report_store import METHOD, Evidence, a_draft, another_run, part, wrote
from riktning.apps.observations.models import Run
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role
from riktning.apps.reports import newer, writing

pytestmark = pytest.mark.django_db
VERDICT = "verdict:m:r"


@pytest.fixture
def evidence(monkeypatch):
    found = Evidence()
    monkeypatch.setattr(writing, "offers_named_in", found.named_in)
    monkeypatch.setattr(newer, "offers_named_in", found.named_in)
    return found


@pytest.fixture
def draft(evidence):
    report = a_draft()
    wrote(part(report), f"{METHOD}\n\n[[underlag:{VERDICT}]]")
    return report


@pytest.fixture
def analyst(client):
    user = User.objects.create_user("konto-analyst")
    Grant.objects.create(user=user, role=Role.ANALYST, from_date=timezone.localdate())
    client.force_login(user)
    return client


def newer_run():
    """Another run, which is the one that is shown."""
    run = another_run()
    Run.objects.update(current=False)
    Run.objects.filter(pk=run.pk).update(current=True)
    return run


def said(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_changed_evidence_is_named_by_its_kind_and_the_section_it_stands_in(
    analyst, draft, evidence
):
    evidence.values["run-2", VERDICT] = "64,8 %"
    newer_run()
    page = said(analyst, f"/rapporter/{draft.pk}/nytt/")
    assert "Bedömning av ett mått: " in page
    heading = part(draft).heading
    assert f'Står i: <span lang="sv">{heading}</span>' in page
    assert "61,2 %" in page
    assert "<strong>64,8 %</strong>" in page
    assert page.count(", beräknade ") == 2


def test_a_figure_that_the_newer_evidence_does_not_have_is_not_told_as_missing(
    analyst, draft, evidence, monkeypatch
):
    """Evidence may choose other measures; a dash would say that the figure is not known."""
    run = newer_run()
    kept = evidence.named_in

    def others(report, keys, run_=None):
        found = kept(report, keys, run_)
        if run_ is None or run_.pk != run.pk:
            return found
        return {key: replace(one, facts={"Antalet": "12"}) for key, one in found.items()}

    monkeypatch.setattr(newer, "offers_named_in", others)
    page = said(analyst, f"/rapporter/{draft.pk}/nytt/")
    assert "nämns inte längre" in page
    assert "nämns inte</span>" in page
    assert "<strong>12</strong>" in page
    assert ">–<" not in page
    english = said(analyst, f"/en/rapporter/{draft.pk}/nytt/")
    assert '<span class="quiet" lang="en">no longer mentioned</span>' in english


def test_whoever_answers_after_somebody_else_is_told_who_what_and_what_stood(
    analyst, client, draft, evidence
):
    evidence.values["run-2", VERDICT] = "64,8 %"
    run = newer_run()
    (one,) = newer.changed_by(draft, run)
    seen = {f"sett:{VERDICT}": one.mark}
    address = f"/rapporter/{draft.pk}/nytt/"
    assert analyst.post(address, {**seen, "alla": "ny"}).status_code == 302
    other = User.objects.create_user("konto-annan")
    Grant.objects.create(user=other, role=Role.ANALYST, from_date=timezone.localdate())
    client.force_login(other)
    late = client.post(address, {**seen, "alla": "gammal"})
    page = late.content.decode()
    assert late.status_code == 409
    assert "konto-analyst svarade ”Ta in det nya”" in page
    assert "Du svarade ”Behåll det som står”" in page
    assert "61,2 % → 64,8 %" in page
    assert newer.latest(draft)[VERDICT].actor == "konto-analyst"
    assert client.post(address, {**seen, "alla": "ny"}).status_code == 302
    english = client.post(f"/en{address}", {**seen, "alla": "gammal"}).content.decode()
    assert "konto-analyst answered “Take in the new”" in english


def test_what_was_kept_is_not_taken_in_from_a_page_that_was_opened_before(analyst, draft, evidence):
    evidence.values["run-2", VERDICT] = "64,8 %"
    (one,) = newer.changed_by(draft, newer_run())
    seen = {f"sett:{VERDICT}": one.mark}
    address = f"/rapporter/{draft.pk}/nytt/"
    assert analyst.post(address, {**seen, "alla": "gammal"}).status_code == 302
    assert analyst.post(address, {**seen, "alla": "ny"}).status_code == 409
    assert "61,2 %" in newer.latest(draft)[VERDICT].content
