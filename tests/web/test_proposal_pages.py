"""Pages of proposals about groups: written, answered, decided, moved, and what the public sees."""

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from filled_store import fill

from apps.group_store import ANALYST, TEXTS, a_decided, a_group, fill_groups
from apps.proposal_store import DAY, fill_proposals, heard, on, ready, the_top, to_close, to_form
from riktning.apps.governance.decisions import record_decision
from riktning.apps.governance.kinds import Outcome, SubjectKind
from riktning.apps.governance.models import Group, Opinion, Proposal
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role
from riktning.apps.plans.models import Revision

pytestmark = pytest.mark.django_db
NEW = {
    "code": "kunskapsstod", "name": "Samordnande grupp för kunskapsstöd", "process": "main",
    "group_kind": "coordinating", "chair": "utvecklingsdirektör", "reports_to": "ledning",
    "reason": "Två grupper gör samma sak.", "consequences": "Färre möten.", "day": "2025-09-01",
    **TEXTS,
}  # fmt: skip
DECISION = {
    "b-decided_on": "2025-09-01", "b-paragraph": "§ 7", "b-diary_number": "DEMO 2025-7",
    "b-outcome": "approved", "b-text": "Förslaget bifalls.",
}  # fmt: skip
OPINION = {"y-role": "kanslichef", "y-stance": "remarks", "y-opinion": "Se över namnet."}


def signed_in(client, role):
    user = User.objects.create_user(f"konto-{role}")
    Grant.objects.create(user=user, role=role, from_date=timezone.localdate())
    client.force_login(user)
    return client


@pytest.fixture
def analyst(client):
    return signed_in(client, Role.ANALYST)


def said(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def moved(client, number, act="advance", **given):
    return client.post(f"/grupper/forslag/{number}/flytta/", {"handling": act, **given})


def test_a_group_is_proposed_prepared_decided_and_formed_on_the_pages(analyst):
    top = the_top()
    assert "Vad föreslår du?" in said(analyst, "/grupper/forslag/nytt/")
    form = {**NEW, "body": top.pk}
    made = analyst.post("/grupper/forslag/nytt/?slag=form", form)
    assert made.status_code == 302
    proposal = Proposal.objects.get()
    address = f"/grupper/forslag/{proposal.pk}/"
    page = said(analyst, address)
    assert "Bilda Samordnande grupp för kunskapsstöd" in page
    assert "Steg 1 av 4: förslag" in page
    assert moved(analyst, proposal.pk).status_code == 302
    assert "återstår" in said(analyst, address)
    shut = moved(analyst, proposal.pk)
    assert shut.status_code == 409
    assert "någon som berörs har yttrat sig" in shut.content.decode()
    assert analyst.post(f"{address}yttrande/", OPINION).status_code == 302
    assert "Tillstyrker med synpunkter" in said(analyst, address)
    assert moved(analyst, proposal.pk).status_code == 302
    assert analyst.post(f"{address}beslut/", DECISION).status_code == 302
    assert moved(analyst, proposal.pk).status_code == 302
    assert moved(analyst, proposal.pk, "close").status_code == 302
    page = said(analyst, address)
    assert "Verkställt" in page
    assert '<a href="/grupper/kunskapsstod/">' in page
    group = said(analyst, "/grupper/kunskapsstod/")
    assert "version 1, beslutad 2025-09-01, DEMO 2025-7" in group
    assert f'href="{address}"' in group


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "fyllas i"),
        ({"code": "ledning"}, "Koden är upptagen"),
        ({"process": "support", "group_kind": "coordination_council"}, "hör till: huvudprocess"),
        ({"reason": ""}, "fyllas i"),
        ({"body": ""}, "fyllas i"),
        ({"day": "x"}, "datum"),
    ],
)
def test_what_a_proposal_lacks_is_said_at_its_field_and_nothing_typed_is_lost(
    analyst, wrong, words
):
    form = {**NEW, "body": the_top().pk, **wrong}
    response = analyst.post("/grupper/forslag/nytt/?slag=form", form)
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert TEXTS["escalation"] in page
    assert not Proposal.objects.exists()


def test_a_change_begins_as_the_group_stands_and_shows_what_becomes_otherwise(analyst):
    top, group = the_top(), a_group()
    a_decided(group)
    address = "/grupper/forslag/nytt/?slag=change&grupp=ekonomi"
    assert TEXTS["purpose"] in said(analyst, address)
    form = {
        **TEXTS, "purpose": "Ett nytt syfte.", "name": "Funktionsgrupp ekonomi och inköp",
        "group_kind": "function", "process": "support", "reason": "r", "day": "2025-09-01",
        "body": top.pk,
    }  # fmt: skip
    assert analyst.post(address, form).status_code == 302
    page = said(analyst, f"/grupper/forslag/{Proposal.objects.get().pk}/")
    assert "<del>Funktionsgrupp ekonomi</del> <ins>Funktionsgrupp ekonomi och inköp</ins>" in page
    assert "<ins>Ett nytt syfte.</ins>" in page
    assert TEXTS["description"] not in page
    again = analyst.post(address, form)
    assert again.status_code == 422
    assert "redan ett öppet förslag" in again.content.decode()


def test_closing_tells_what_the_group_leaves_and_who_takes_over(analyst):
    groups = fill_groups()
    proposal = to_close(groups[2])
    page = said(analyst, f"/grupper/forslag/{proposal.pk}/")
    assert "Det gruppen lämnar efter sig" in page
    assert "Funktionsgrupp 2 (eskalerar till)" in page
    form = {"reason": "r", "day": "2025-09-01", "body": groups[0].pk, "reporters_to": "g3",
            "edit": 0}  # fmt: skip
    address = f"/grupper/forslag/{proposal.pk}/andra/"
    assert analyst.post(address, form).status_code == 302
    page = said(analyst, f"/grupper/forslag/{proposal.pk}/")
    assert "<dt>De som rapporterar hit rapporterar sedan till</dt><dd>Funktionsgrupp 3</dd>" in page
    stale = analyst.post(address, {**form, "reason": "mitt skäl"})
    assert stale.status_code == 409
    assert "mitt skäl" in stale.content.decode()
    assert analyst.post(address, {**form, "reason": "mitt skäl", "edit": 1}).status_code == 302


def test_back_pause_and_refusal_ask_why(analyst):
    the_top()
    proposal = on(to_form())
    for act in ("back", "pause", "refuse"):
        assert moved(analyst, proposal.pk, act).status_code == 422
    assert moved(analyst, proposal.pk, "pause", skal="Väntar på budget.").status_code == 302
    page = said(analyst, f"/grupper/forslag/{proposal.pk}/")
    assert "Väntar på budget." in page
    assert "(pausat)" in page
    assert moved(analyst, proposal.pk, "x").status_code == 404
    stale = moved(analyst, proposal.pk, "resume", steg="preparation", lage="active")
    assert stale.status_code == 409
    assert "Någon annan har flyttat förslaget" in stale.content.decode()


def test_the_public_sees_what_is_decided_without_what_was_said_on_the_way(client):
    fill_groups()
    waiting, carried, _closing = fill_proposals()
    page = said(client, "/grupper/forslag/")
    assert "2 förslag" in page
    said(client, f"/grupper/forslag/{waiting.pk}/", 404)
    page = said(client, f"/grupper/forslag/{carried.pk}/")
    assert "Koncernledning, 2025-09-01, §\xa07" in page.replace("&nbsp;", "\xa0")
    assert "Det är bra." not in page
    assert "analytikern" not in page
    reader = signed_in(client, Role.READER)
    assert "3 förslag" in said(reader, "/grupper/forslag/")
    page = said(reader, f"/grupper/forslag/{waiting.pk}/")
    assert "Det är bra." in page
    assert '<button name="handling"' not in page


def test_the_list_is_filtered_by_its_address_and_taken_away_as_files(analyst):
    fill_groups()
    fill_proposals()
    assert "1 förslag" in said(analyst, "/grupper/forslag/?slag=close")
    assert "1 förslag" in said(analyst, "/grupper/forslag/?steg=preparation")
    assert "1 förslag" in said(analyst, "/grupper/forslag/?sok=kunskapsst%C3%B6d")
    assert "Inget förslag passar" in said(analyst, "/grupper/forslag/?slag=form&steg=effect")
    body = b"".join(analyst.get("/grupper/forslag.csv?slag=close").streaming_content)
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert rows[1][1] == "Avsluta Funktionsgrupp 2"
    assert analyst.get("/grupper/forslag.xlsx").content[:2] == b"PK"
    assert analyst.get("/grupper/forslag.pdf").status_code == 404


def test_the_register_and_the_proposal_link_to_each_other(analyst):
    the_top()
    proposal = on(to_form())
    heard(proposal)
    on(proposal)
    page = said(analyst, "/beslut/nytt/")
    assert f'<option value="proposal {proposal.pk}">Bilda Samordnande grupp' in page
    ready(proposal)
    page = said(analyst, "/beslut/")
    assert f'<a href="/grupper/forslag/{proposal.pk}/">Bilda Samordnande grupp' in page
    assert "Förslag om en grupp" in page
    number = page.partition('<a href="/beslut/')[2].partition("/")[0]
    assert proposal.pk
    assert f'href="/beslut/{number}' in page


def test_the_register_does_not_name_to_the_public_what_is_not_carried_further(client):
    the_top()
    proposal = on(to_form())
    heard(proposal)
    on(proposal)
    ready(proposal)
    page = said(client, "/beslut/")
    assert "ett förslag om en grupp" in page
    assert "kunskapsstöd" not in page


def test_a_refused_opinion_stays_as_typed(analyst):
    the_top()
    proposal = to_form()
    address = f"/grupper/forslag/{proposal.pk}/yttrande/"
    response = analyst.post(address, {**OPINION, "y-role": ""})
    assert response.status_code == 422
    assert "Se över namnet." in response.content.decode()
    assert not Opinion.objects.exists()


def test_who_only_reads_is_offered_neither_form_nor_moves(client):
    a_group()
    reader = signed_in(client, Role.READER)
    assert "Föreslå en ändring" not in said(reader, "/grupper/ekonomi/")
    assert reader.get("/grupper/forslag/nytt/").status_code == 403
    assert Group.objects.count() == 1


def test_a_reporter_proposes_but_does_not_move(client):
    group = a_group()
    reporter = signed_in(client, Role.REPORTER)
    assert "Föreslå en ändring" in said(reporter, "/grupper/ekonomi/")
    form = {"reason": "r", "day": "2025-09-01", "body": the_top().pk}
    address = f"/grupper/forslag/nytt/?slag=close&grupp={group.code}"
    assert reporter.post(address, form).status_code == 302
    number = Proposal.objects.get().pk
    assert moved(reporter, number).status_code == 403
    assert '<button name="handling"' not in said(reporter, f"/grupper/forslag/{number}/")


def test_what_is_decided_about_a_group_or_a_revision_is_told_on_its_page(client):
    fill()
    group, revision = a_group(), Revision.objects.first()
    key = f"{revision.plan.code} {revision.number}"
    for kind, subject in ((SubjectKind.GROUP, group.code), (SubjectKind.REVISION, key)):
        record_decision(
            body=the_top(), decided_on=DAY, paragraph="3", outcome=Outcome.NOTED, text="Sagt.",
            subject=(kind, subject), actor=ANALYST,
        )  # fmt: skip
    for address in ("/grupper/ekonomi/", f"/planen/{revision.plan.code}/{revision.number}/"):
        page = said(client, address)
        assert "Beslut i registret" in page
        assert "Koncernledning, 2025-09-01, §&nbsp;3" in page
