"""The page of the search: groups, words marked, few queries, and nothing one types breaks it."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from filled_store import READMISSION
from plan_store import CODE, fill_plans

from riktning.apps.organisation.rights import Grant
from riktning.apps.plans.models import Plan
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
    assert f'href="{language}/omrade/nara-vard/"' in text
    assert ("Mål" if not language else "Goals") in text
    assert 'value="samverk"' in text


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
