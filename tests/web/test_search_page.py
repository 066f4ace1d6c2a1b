"""The page of the search: groups, words marked, few queries, and nothing one types breaks it."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from filled_store import READMISSION
from plan_store import CODE, fill_plans

from apps.group_store import LEAD, fill_groups
from apps.need_store import fill_needs
from riktning.apps.needs.moving import move_need
from riktning.apps.needs.steps import Act
from riktning.apps.organisation.models import Unit
from riktning.apps.organisation.rights import Grant
from riktning.apps.plans.models import Activity, Goal, Plan, PlanIndicator, Revision
from riktning.web.presenters.search import best_line, pieces

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans(db):
    fill_plans()


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize(
    "text", ["", "  ", "!?", '"', "*", "a OR b", "body:x", "vård' --", "NEAR(", "%s", "å & | !"]
)
def test_nothing_one_can_type_breaks_the_search(plans, client, text):
    assert client.get("/sok/", {"sok": text}).status_code == 200


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_shows_groups_with_the_words_marked_and_where_they_lie(plans, client, language):
    text = text_of(client, f"{language}/sok/?sok=samverk")
    assert "<mark>samverkar</mark>" in text
    assert f'href="{language}/planen/{CODE}/post/' in text
    assert ("Mål" if not language else "Goals") in text
    assert 'value="samverk"' in text


def test_goals_activities_and_lines_lead_to_their_own_pages(plans, client):
    met = Revision.objects.get(plan__code=CODE, state="in_force")
    for model, within in ((Goal, "sub_area__area"), (Activity, "area"), (PlanIndicator, "area")):
        one = model.objects.filter(**{f"{within}__revision": met}).first()
        address = f"/planen/{CODE}/post/{one.item.number}/"
        assert f'href="{address}"' in text_of(client, f"/sok/?sok={one.text}")
        assert one.text in text_of(client, address)


def test_a_store_without_a_plan_can_be_searched(db, client):
    assert "<mark>" not in text_of(client, "/sok/?sok=vård")


@pytest.fixture
def governed(db):
    fill_groups()
    return fill_needs()


def found_by(client, role, sought):
    if role:
        user, _new = User.objects.get_or_create(username=role)
        Grant.objects.get_or_create(user=user, role=role, from_date=date(2020, 1, 1))
        client.force_login(user)
    return set(re.findall(r'<li><p><a href="([^"]+)"', text_of(client, f"/sok/?sok={sought}")))


def test_groups_and_what_is_decided_for_them_are_found_by_everybody(governed, client, settings):
    settings.RIKTNING_PUBLIC_DRAFTS = False
    assert "/grupper/g3/" in found_by(client, "", "funktionsgrupp 3")
    assert found_by(client, "", "uppgift nummer 3") == {"/grupper/g3/uppdrag/1/"}


@pytest.mark.parametrize("drafts_of_plans", [False, True])
def test_drafts_of_assignments_are_found_by_those_at_work(
    governed, client, settings, drafts_of_plans
):
    settings.RIKTNING_PUBLIC_DRAFTS = drafts_of_plans
    draft = "/grupper/g3/uppdrag/2/"
    assert draft not in found_by(client, "", "uppgift nummer 4")
    assert draft in found_by(client, "reader", "uppgift nummer 4")
    assert client.get(draft).status_code == 200


def test_needs_are_found_by_everybody_and_the_work_about_them_by_those_at_work(governed, client):
    first, _second, last = governed
    assert found_by(client, "", "behov ett") == {f"/behov/{first.pk}/"}
    assert found_by(client, "", "återinskrivningar") == set()
    assert found_by(client, "reader", "återinskrivningar") == {f"/behov/{last.pk}/"}


def test_a_refused_need_is_found_only_by_those_at_work(governed, client):
    first = governed[0]
    move_need(need=first, act=Act.REFUSE, reason="Görs redan", actor=LEAD)
    assert found_by(client, "", "behov ett") == set()
    assert found_by(client, "reader", "behov ett") == {f"/behov/{first.pk}/"}


def test_the_words_one_typed_are_marked_also_by_their_stem_and_without_accents():
    assert marked("Behandling och idé", ["behandlingarna", "ide"]) == ["Behandling", "idé"]


def marked(text, words):
    return [piece.text for piece in pieces(text, words) if piece.found]


def test_of_many_a_few_are_shown_and_one_kind_alone_shows_more(db, client):
    for number in range(15):
        Unit.objects.create(
            unit_id=f"f{number}", name=f"Fjällklinik {number}", kind="clinic",
            from_date="2020-01-01",
        )  # fmt: skip
    text = text_of(client, "/sok/?sok=fjällklinik")
    assert text.count("<mark>") == 10
    assert 'href="/sok/?sok=fj%C3%A4llklinik&amp;slag=unit"' in text
    alone = text_of(client, "/sok/?sok=fjällklinik&slag=unit")
    assert alone.count("<mark>") == 15
    assert 'href="/sok/?sok=fj%C3%A4llklinik"' in alone
    assert "<mark>" not in text_of(client, "/sok/?sok=fjällklinik&slag=goal")
    assert text_of(client, "/sok/?sok=fjällklinik&slag=hittepå").count("<mark>") == 10


def test_what_was_found_is_taken_away_as_a_file(plans, client):
    response = client.get("/sok/traffar.csv", {"sok": "samverk", "slag": "goal"})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "slag;text;plats;adress"
    assert len(lines) > 1
    assert all(line.startswith("Mål;") and "http://testserver/planen/" in line
               for line in lines[1:])  # fmt: skip
    assert client.get("/sok/traffar.xlsx?sok=samverk").status_code == 200
    assert client.get("/sok/traffar.pdf?sok=samverk").status_code == 404
    assert b"".join(client.get("/sok/traffar.csv").streaming_content).count(b"\n") == 1


def test_a_measure_is_found_in_either_language_and_named_in_the_readers(filled, client):
    for word in ("återinskr", "readmi"):
        text = text_of(client, f"/sok/?sok={word}")
        assert f"/indikator/{READMISSION}/" in text


def test_a_unit_leads_to_its_measures(filled, client):
    assert "/enhet/sjukhus-norr/" in text_of(client, "/sok/?sok=sjukhus")


def test_the_page_asks_few_queries_however_much_is_found(filled, client):
    user = User.objects.create_user("konto")
    Grant.objects.create(user=user, role="analyst", from_date=date(2020, 1, 1))
    client.force_login(user)
    with CaptureQueriesContext(connection) as asked:
        text = text_of(client, "/sok/?sok=v")
    assert len(asked) <= 15
    assert len(text) < 150_000


def test_a_text_is_shown_around_the_words_and_is_never_markup(plans, client):
    long = "början " * 40 + "<b>vård</b> i <i>mitten</i> " + "slutet " * 60
    made = pieces(best_line(long, ["vård"]), ["vård"])
    assert [piece.text for piece in made if piece.found] == ["vård"]
    assert made[0].text.startswith("… ") and made[-1].text.endswith(" …")
    assert sum(len(piece.text) for piece in made) < 300
    Plan.objects.filter(code=CODE).update(name="<script>alert(1)</script> vård")
    assert "<script>alert" not in text_of(client, "/sok/?sok=vård")
