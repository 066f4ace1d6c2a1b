"""The register of decisions: what is found, what is entered, and how it is taken away."""

import io
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from openpyxl import load_workbook
from plan_store import CODE, fill_plans

from apps.group_store import ANALYST, LEAD, a_body, a_group, an_item
from apps.need_store import fill_needs
from riktning.apps.governance.decisions import record_decision
from riktning.apps.governance.kinds import Outcome, SubjectKind
from riktning.apps.governance.models import ActionItem, Decision
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import NotAllowedError, Role

pytestmark = pytest.mark.django_db


def signed_in(client, role):
    user = User.objects.create_user(f"konto-{role}")
    Grant.objects.create(user=user, role=role, from_date=timezone.localdate())
    client.force_login(user)
    return client


def a_decision(body, subject=(SubjectKind.GROUP, "ekonomi"), **given):
    values = {
        "decided_on": date(2025, 2, 3), "paragraph": "7", "outcome": Outcome.APPROVED,
        "text": "Gruppen bildas.", "diary_number": "DEMO 2025-9", "actor": ANALYST,
    }  # fmt: skip
    return record_decision(body=body, subject=subject, **{**values, **given})


def said(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode()


def test_each_decision_names_and_links_what_it_is_about(client, settings):
    settings.RIKTNING_PUBLIC_DRAFTS = False
    fill_plans()
    needs = fill_needs()
    body = a_group()
    a_decision(body)
    a_decision(body, (SubjectKind.REVISION, f"{CODE} 1"))
    a_decision(body, (SubjectKind.REPORT, "77"))
    page = said(client, "/beslut/")
    assert 'href="/grupper/ekonomi/"' in page
    assert f'href="/planen/{CODE}/1/"' in page
    assert f'href="/behov/{needs[-1].pk}/"' in page
    assert f"{Decision.objects.count()} beslut" in page
    one = said(client, f"/beslut/{Decision.objects.last().pk}/")
    assert Decision.objects.last().text in one
    said(client, "/beslut/98765/", 404)


def test_the_address_filters_the_page_and_the_files_alike(client):
    a_group()
    for number, body in enumerate((a_body("vvg"), a_body("sro"))):
        for month in range(1, 5):
            outcome = Outcome.REJECTED if month == 4 else Outcome.APPROVED
            a_decision(
                body, decided_on=date(2025, month, 1), paragraph=f"{number}{month}",
                outcome=outcome, text=f"Beslut i månad {month}",
            )  # fmt: skip
    for asked, expected in (
        ("", {"01", "02", "03", "04", "11", "12", "13", "14"}),
        ("organ=vvg", {"01", "02", "03", "04"}),
        ("utfall=rejected", {"04", "14"}),
        ("fran=2025-02-01&till=2025-03-31", {"02", "03", "12", "13"}),
        ("sok=månad+3", {"03", "13"}),
        ("sok=2025-9&organ=sro&fran=2025-04-01", {"14"}),
        ("galler=need", set()),
        ("galler=okänt&utfall=okänt", {"01", "02", "03", "04", "11", "12", "13", "14"}),
    ):
        lines = said(client, f"/beslut/register.csv?{asked}").splitlines()[1:]
        assert {line.split(";")[2] for line in lines} == expected, asked
        book = load_workbook(io.BytesIO(client.get(f"/beslut/register.xlsx?{asked}").content))
        assert {row[2] for row in list(book.active.values)[1:]} == expected
        page = said(client, f"/beslut/?{asked}")
        assert page.count('role="rowheader"') == len(expected)
    assert "igår är ingen dag" in said(client, "/beslut/?fran=igår")
    said(client, "/beslut/register.pdf", 404)


def test_a_decision_is_entered_once_and_what_is_wrong_is_said_at_its_field(client):
    body = a_group()
    form = {"body": body.pk, "decided_on": "2025-02-03", "paragraph": "8", "diary_number": "",
            "about": "group ekonomi", "outcome": "approved",
            "text": "Uppdraget förlängs."}  # fmt: skip
    signed_in(client, Role.AREA_LEAD)
    assert client.post("/beslut/nytt/", form).status_code == 403
    signed_in(client, Role.ANALYST)
    for wrong in ({"text": " "}, {"about": "group ingen"}, {"about": "need 1"}, {"body": ""},
                  {"decided_on": "1999-01-01"}, {"paragraph": ""}):  # fmt: skip
        response = client.post("/beslut/nytt/", form | wrong)
        assert response.status_code == 422
        assert 'class="fault"' in response.content.decode()
    assert not Decision.objects.exists()
    made = client.post("/beslut/nytt/", form)
    assert made["Location"] == f"/beslut/{Decision.objects.get().pk}/"
    assert "Uppdraget förlängs." in said(client, made["Location"])


def test_only_who_may_enters_decisions():
    with pytest.raises(NotAllowedError):
        a_decision(a_group(), actor=LEAD)


def test_the_register_speaks_english(client):
    a_decision(a_group())
    signed_in(client, Role.ANALYST)
    for end in ("", "nytt/", f"{Decision.objects.get().pk}/"):
        page = said(client, f"/en/beslut/{end}")
        for word in ("Organ<", "Ärende", "Beslutet", "Paragraf<", "För in", "Utfall"):
            assert word not in page
    assert "Date,Body,Paragraph" in said(client, "/en/beslut/register.csv")


def test_an_action_is_given_seen_by_its_owner_and_followed_up(client):
    decision = a_decision(a_group())
    address = f"/beslut/{decision.pk}/"
    assert "Åtgärder" not in said(client, address)
    form = {"text": "Ta fram ett förslag", "owner_unit": "", "owner_role": "direktör",
            "owner_group": "", "due_on": "2025-06-01"}  # fmt: skip
    signed_in(client, Role.REPORTER)
    assert client.post(f"{address}atgard/", form).status_code == 403
    signed_in(client, Role.AREA_LEAD)
    for wrong in ({"owner_role": ""}, {"due_on": "2025-01-01"}, {"text": ""}):
        response = client.post(f"{address}atgard/", form | wrong)
        assert response.status_code == 422
        assert 'class="fault"' in response.content.decode()
    assert client.post(f"{address}atgard/", form).status_code == 302
    item = ActionItem.objects.get()
    assert "Försenad" in said(client, address)
    assert "Ta fram ett förslag" in said(client, "/start/")
    for asked, many in (("", 1), ("lage=late", 1), ("lage=done", 0), ("organ=vvg", 0)):
        assert said(client, f"/beslut/atgarder/?{asked}").count('role="rowheader"') == many
        lines = said(client, f"/beslut/atgarder.csv?{asked}").splitlines()
        assert len(lines) == 1 + many
    note = {"state": "done", "note": "Förslaget är lämnat.", "due_on": ""}
    page = f"/beslut/atgarder/{item.pk}/"
    assert client.post(f"{page}uppfoljning/", note | {"note": ""}).status_code == 422
    assert client.post(f"{page}uppfoljning/", note | {"due_on": "2026-01-01"}).status_code == 422
    assert client.post(f"{page}uppfoljning/", note).status_code == 302
    assert "Förslaget är lämnat." in said(client, page)
    again = client.post(f"{page}uppfoljning/", note | {"state": "dropped"})
    assert again.status_code == 422
    assert "Ta fram ett förslag" not in said(client, "/start/")
    said(client, "/beslut/atgarder/98765/", 404)
    signed_in(client, Role.READER)
    assert "Säg hur det går" not in said(client, page)


def test_the_pages_of_actions_speak_english(client):
    item = an_item(a_decision(a_group()))
    signed_in(client, Role.ANALYST)
    for end in ("", f"{item.pk}/"):
        page = said(client, f"/en/beslut/atgarder/{end}")
        for word in ("Åtgärd", "Ägare", "Klar senast", "Läge<", "Uppföljning<", "Försenad"):
            assert word not in page.replace(item.text, "")


def test_decisions_and_actions_are_read_under_governance(client):
    fill_plans()
    signed_in(client, "analyst")
    for address in ("/beslut/", "/beslut/atgarder/", "/en/beslut/"):
        lead = address.split("beslut")[0]
        assert f'href="{lead}grupper/" aria-current="true"' in said(client, address), address
