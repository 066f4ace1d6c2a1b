"""Pages of groups: what they say, who may change, and what a form refuses at its field."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from apps.group_store import LEAD, TEXTS, a_chair, a_draft, a_group, fill_groups
from riktning.apps.governance.assignments import write_assignment
from riktning.apps.governance.models import Assignment, Group, Relation, Seat
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role

pytestmark = pytest.mark.django_db


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


def test_the_list_tells_groups_by_process_with_chair_and_assignment(client):
    fill_groups()
    page = said(client, "/grupper/")
    assert page.index("Koncernledning") < page.index("Funktionsgrupp 3")
    assert "2024-05-31" in page
    assert "Funktionsgrupp 3" in said(client, "/grupper/?sok=grupp+3")
    assert "Funktionsgrupp 2" not in said(client, "/grupper/?sok=grupp+3")


@pytest.mark.parametrize("drafts_of_plans", [False, True])
def test_a_draft_is_read_by_those_at_work(client, settings, drafts_of_plans):
    settings.RIKTNING_PUBLIC_DRAFTS = drafts_of_plans
    fill_groups()
    assert "Utkast till version 2" not in said(client, "/grupper/g1/")
    said(client, "/grupper/g1/uppdrag/2/", 404)
    said(client, "/grupper/g1/uppdrag/2/handling.pdf", 404)
    said(client, "/grupper/g1/uppdrag/1/")
    signed_in(client, Role.READER)
    assert "Utkast till version 2" in said(client, "/grupper/g1/")
    said(client, "/grupper/g1/uppdrag/2/")


def test_whose_account_a_seat_is_stands_there_for_those_at_work_alone(client):
    sitter = User.objects.create_user("kontot-som-sitter")
    a_chair(a_group(), user=sitter)
    assert "kontot-som-sitter" not in said(client, "/grupper/ekonomi/")
    client.force_login(User.objects.create_user("utan-roll"))
    assert "kontot-som-sitter" not in said(client, "/grupper/ekonomi/")
    signed_in(client, Role.READER)
    assert "kontot-som-sitter" in said(client, "/grupper/ekonomi/")


def test_what_overlaps_is_shown_with_the_passages(client):
    groups = fill_groups()
    passage = "Prioritera mellan digitala stöd tillsammans med kommunerna i länet"
    for group in groups[1:3]:
        draft = group.assignments.get(number=2)
        write_assignment(assignment=draft, texts={"description": passage}, actor=LEAD)
    reader = signed_in(client, Role.READER)
    before = said(reader, "/grupper/fynd/")
    assert passage not in before  # what is decided is compared, not what is being written
    for group in groups[1:3]:
        group.assignments.filter(number=1).update(state="superseded")
    page = said(reader, "/grupper/fynd/")
    assert "Jämförda: utkastet till version 2 och utkastet till version 2." in page
    assert "gemensam passage" in page
    assert passage in page
    assert "% lika" in page


def test_the_network_is_a_picture_and_a_table_of_the_same(client):
    fill_groups()
    page = said(client, "/grupper/natet/")
    assert page.count('class="tie reports"') == 6
    assert page.count('class="tie escalates"') == 6
    assert 'class="tie shares"' in page
    assert page.count("<tr>") == 1 + 7
    part = said(client, "/grupper/natet/?grupp=g5")
    assert part.count("<g class=") == 7  # all share the chair


def test_a_group_is_formed_in_the_form_and_a_taken_code_is_said_at_its_field(analyst):
    form = {"name": "Ny grupp", "code": "ny-grupp", "kind": "function", "process": "support",
            "from_date": "2025-01-01"}  # fmt: skip
    assert analyst.post("/grupper/ny/", form).status_code == 302
    group = Group.objects.get()
    assert (group.code, group.from_date) == ("ny-grupp", date(2025, 1, 1))
    for wrong in ({}, {"code": "fynd"}, {"process": "main"}, {"from_date": "x"}, {"name": ""}):
        response = analyst.post("/grupper/ny/", form | wrong)
        assert response.status_code == 422
        assert 'class="fault"' in response.content.decode()
    assert Group.objects.count() == 1


def test_a_group_is_changed_and_closed_with_a_reason(analyst):
    a_group()
    form = {"name": "Annat namn", "kind": "function", "process": "support",
            "from_date": "2024-01-01", "reason": "namnbyte"}  # fmt: skip
    assert analyst.post("/grupper/ekonomi/andra/", form | {"reason": ""}).status_code == 422
    assert analyst.post("/grupper/ekonomi/andra/", form).status_code == 302
    close = {"avsluta": "1", "last_day": "2025-01-31", "close_reason": "slås ihop"}
    assert analyst.post("/grupper/ekonomi/andra/", close | {"last_day": ""}).status_code == 422
    assert analyst.post("/grupper/ekonomi/andra/", close).status_code == 302
    group = Group.objects.get()
    assert (group.name, group.to_date) == ("Annat namn", date(2025, 1, 31))
    assert "avslutades 31 januari 2025" in said(analyst, "/grupper/ekonomi/")


def test_seats_and_ways_begin_and_end_in_their_forms(analyst):
    a_group()
    seat = {"part": "chair", "role": "direktör", "from_date": "2025-01-01"}
    assert analyst.post("/grupper/ekonomi/platser/", seat).status_code == 302
    again = analyst.post("/grupper/ekonomi/platser/", seat | {"role": "annan"})
    assert again.status_code == 422
    nobody = analyst.post(
        "/grupper/ekonomi/platser/", seat | {"part": "member", "account": "ingen"}
    )
    assert nobody.status_code == 422
    key = Seat.objects.get().pk
    assert analyst.post("/grupper/ekonomi/platser/", {"avsluta": key}).status_code == 302
    assert Seat.objects.get().to_date == timezone.localdate()
    way = {"way": "reports", "to_role": "direktören", "way_from": "2025-01-01"}
    assert analyst.post("/grupper/ekonomi/vagar/", way).status_code == 302
    assert analyst.post("/grupper/ekonomi/vagar/", way | {"to_role": ""}).status_code == 422
    key = Relation.objects.get().pk
    assert analyst.post("/grupper/ekonomi/vagar/", {"avsluta": key}).status_code == 302
    assert analyst.post("/grupper/ekonomi/vagar/", {"avsluta": "7777"}).status_code == 404


def test_the_document_is_begun_written_and_decided_by_those_who_may(client):
    a_group()
    signed_in(client, Role.AREA_LEAD)
    begun = client.post("/grupper/ekonomi/uppdrag/")
    assert begun["Location"] == "/grupper/ekonomi/uppdrag/1/skriv/"
    assert client.post(begun["Location"], TEXTS | {"edit": "0"}).status_code == 302
    page = said(client, "/grupper/ekonomi/uppdrag/1/")
    for text in TEXTS.values():
        assert text in page
    decision = {"decided_on": "2025-02-03", "decided_by": "Direktören", "diary_number": "D 1"}
    address = "/grupper/ekonomi/uppdrag/1/beslut/"
    assert client.post(address, decision).status_code == 403
    signed_in(client, Role.ANALYST)
    assert client.post(address, decision | {"diary_number": ""}).status_code == 422
    assert client.post(address, decision).status_code == 302
    assert Assignment.objects.get().diary_number == "D 1"
    assert client.get("/grupper/ekonomi/uppdrag/1/skriv/").status_code == 302


def test_nothing_typed_is_lost_when_somebody_wrote_meanwhile(analyst):
    draft = a_draft(a_group())
    write_assignment(assignment=draft, texts={"purpose": "Deras syfte"}, actor=LEAD)
    typed = TEXTS | {"edit": str(draft.edit), "purpose": "Mitt syfte"}
    response = analyst.post("/grupper/ekonomi/uppdrag/1/skriv/", typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Deras syfte" in page
    assert "Mitt syfte" in page
    assert Assignment.objects.get().purpose == "Deras syfte"
    again = typed | {"edit": str(Assignment.objects.get().edit)}
    assert analyst.post("/grupper/ekonomi/uppdrag/1/skriv/", again).status_code == 302
    assert Assignment.objects.get().purpose == "Mitt syfte"


def test_the_pages_speak_english(client):
    fill_groups()
    signed_in(client, Role.ANALYST)
    for end in ("", "g1/", "natet/", "fynd/", "ny/", "g1/uppdrag/1/", "g1/uppdrag/2/skriv/"):
        page = said(client, f"/en/grupper/{end}")
        for word in ("Grupper och", "Ledamöter", "Uppdragshandling", "Rapporteringsväg", "Spara"):
            assert word not in page.replace("Svenska", "")


def test_the_network_and_the_findings_are_taken_away_by_who_reads_them(client):
    fill_groups()
    public = Client()
    rows = b"".join(public.get("/grupper/natet.csv")).decode().splitlines()
    assert len(rows) == 1 + 7
    assert any(row.startswith("Funktionsgrupp 1;Koncernledning;Funktionsgrupp 0;") for row in rows)
    part = b"".join(public.get("/grupper/natet.csv?process=management")).decode().splitlines()
    assert len(part) == 1 + 1
    assert public.get("/grupper/natet.pdf").status_code == 404
    assert public.get("/grupper/fynd.csv").status_code == 302
    signed_in(client, Role.READER)
    a_group("vilse", name="Vilsegrupp")
    found = b"".join(client.get("/grupper/fynd.csv")).decode()
    assert "Grupper utan ordförande;Vilsegrupp har ingen ordförande;vilse;utse en" in found
    assert client.get("/grupper/fynd.xlsx").status_code == 200
    assert 'href="/grupper/fynd.csv"' in client.get("/grupper/fynd/").content.decode()
