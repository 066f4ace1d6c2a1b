"""The pages of plans in both languages: what a reader meets, and who may decide."""

import io
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from plan_store import CODE, LOCAL, STREAMS, fill_plans

from riktning.apps.organisation.models import AuditEvent, Grant
from riktning.apps.plans.identity import row_of_item, suggestions
from riktning.apps.plans.models import Area, Item
from riktning.apps.plans.places import area_of
from riktning.apps.plans.queries import find_revision

DRAFT = f"/planen/{CODE}/2"
PAGES = (
    "/planen/",
    f"{DRAFT}/",
    f"{DRAFT}/andringar/",
    f"/planen/{CODE}/1/andringar/",
    f"{DRAFT}/andringar/?mot=1",
    f"{DRAFT}/motsvarigheter/",
    f"/planen/{CODE}/1/motsvarigheter/",
    f"/planen/{STREAMS}/1/",
    "/planen/granskning/",
    f"/planen/granskning/?plan={CODE}",
    "/planen/granskning/?regel=goal-without-owner",
    "/planen/styrbild/",
    f"/planen/styrbild/?tjanas={CODE}&tjanar={LOCAL}",
    f"/planen/styrbild/?tjanas={CODE}&tjanar={CODE}",
    f"/planen/{CODE}/1/strategikarta/",
    f"{DRAFT}/strategikarta/?period=2027",
    f"/planen/{STREAMS}/1/strategikarta/",
    f"/planen/{CODE}/1/tidslinje/",
    f"/planen/{STREAMS}/1/tidslinje/",
    f"/planen/{CODE}/1/arshjul/",
    f"/planen/{LOCAL}/1/arshjul/",
)
MOST_QUERIES = 15


@pytest.fixture
def plans(db):
    fill_plans()


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_without_inline_script_or_style_and_with_few_queries(
    plans, client, page, language
):
    with CaptureQueriesContext(connection) as asked:
        text = text_of(client, f"{language}{page}")
    assert len(asked) <= MOST_QUERIES, [query["sql"][:90] for query in asked]
    for unwanted in ('style="', "<style", "<script>", 'href="http', 'src="http'):
        assert unwanted not in text
    assert len(text) < 150_000


NOT_THERE = (
    f"{DRAFT}/andringar/?mot=9",
    "/planen/annan/1/andringar/",
    "/planen/annan/1/motsvarigheter/",
    f"/planen/{CODE}/1/andringar.docx",
    "/planen/styrbild/?tjanas=annan",
    "/planen/annan/1/strategikarta/",
    "/planen/annan/1/tidslinje/",
    f"/planen/{CODE}/9/arshjul/",
    f"/planen/styrbild.docx?tjanas={CODE}&tjanar={CODE}",
)


@pytest.mark.parametrize("page", NOT_THERE)
def test_what_is_not_there_is_not_found(plans, client, page):
    assert client.get(page).status_code == 404


def test_the_changes_are_said_word_by_word(plans, client):
    text = text_of(client, f"{DRAFT}/andringar/")
    assert "Ändringar från revidering 1 till revidering 2" in text
    for words in (
        '<del><span class="out-of-sight">borttaget: </span>gemensam </del>',
        '<ins><span class="out-of-sight">tillagt: </span>delad </ins>',
        "Tidigare: 2025-2026 → nu: 2027",
        "Tidigare: Nära vård › Samverkan → nu: Nära vård › Förebyggande",
        "8 senast 2027-12",
        "7,5 senast 2027-12",
    ):
        assert words in text, words
    assert "Kompetensförsörjning" not in text


def test_more_changes_than_a_page_holds_are_shown_area_by_area(plans, client, monkeypatch):
    monkeypatch.setattr("riktning.web.presenters.plan_changes.SHOWN", 2)
    assert "Det finns en" in text_of(client, f"{DRAFT}/andringar/")
    text = text_of(client, f"/planen/{CODE}/1/andringar/?mot=2&omrade=7")
    assert "Tidigare: 2027 → nu: 2025-2026" in text


def test_the_word_document_has_the_changes_in_the_readers_language(plans, client):
    response = client.get(f"/en{DRAFT}/andringar.docx")
    assert 'filename="changes-genomforandeplan-1-2.docx"' in response["Content-Disposition"]
    text = "\n".join(p.text for p in Document(io.BytesIO(response.content)).paragraphs)
    assert "From revision 1 to revision 2" in text
    assert "reworded" in text


def somebody(name: str, role: str) -> User:
    user = User.objects.create_user(name)
    Grant.objects.create(user=user, role=role, from_date=date(2020, 1, 1))
    return user


def answer(client, **given):
    draft = find_revision(CODE, 2)
    (one,) = suggestions(draft)
    numbers = {item.pk: item.number for item in draft.plan.items.all()}
    given = {"ny": numbers[one.new.item], "tidigare": numbers[one.old.item], **given}
    return client.post(f"{DRAFT}/motsvarigheter/svar/", given)


def test_a_suggestion_is_shown_with_its_reasons_and_asks_to_sign_in(plans, client):
    text = text_of(client, f"{DRAFT}/motsvarigheter/")
    assert "3 av 5 ord är gemensamma, i samma ordning" in text
    assert "Logga in" in text
    assert '<button name="svar"' not in text


def test_nobody_decides_without_signing_in(plans, client):
    response = answer(client, svar="samma")
    assert response.status_code == 302
    assert response["Location"].startswith("/konto/logga-in/")
    assert len(suggestions(find_revision(CODE, 2))) == 1


@pytest.mark.parametrize(
    ("svar", "action"), [("samma", "confirm match"), ("olika", "decline match")]
)
def test_who_may_decides_and_it_is_remembered_by_name(plans, client, svar, action):
    client.force_login(somebody("utvecklare", "analyst"))
    assert "Inte samma" in text_of(client, f"{DRAFT}/motsvarigheter/")
    assert answer(client, svar=svar)["Location"] == f"{DRAFT}/motsvarigheter/"
    assert AuditEvent.objects.get(action=action).actor == "utvecklare"
    assert "Det finns inget att avgöra." in text_of(client, f"{DRAFT}/motsvarigheter/")


@pytest.mark.parametrize("given", [{"svar": "kanske"}, {"svar": "samma", "ny": "x"},
                                   {"svar": "samma", "tidigare": "99999"}])  # fmt: skip
def test_an_answer_that_is_none_is_not_found(plans, client, given):
    client.force_login(somebody("utvecklare", "analyst"))
    assert answer(client, **given).status_code == 404


def test_a_role_that_may_not_decide_is_told_who_may(plans, client):
    client.force_login(somebody("läsare", "reader"))
    assert "analytiker eller ansvarig" in text_of(client, f"{DRAFT}/motsvarigheter/")
    response = answer(client, svar="samma")
    assert response.status_code == 403
    assert "områdesansvarig, uppföljningsanalytiker" in response.content.decode()
    assert len(suggestions(find_revision(CODE, 2))) == 1


def test_an_area_lead_decides_of_the_own_area_only(plans, client):
    (one,) = suggestions(find_revision(CODE, 2))
    row = row_of_item(find_revision(CODE, 2), Item.objects.get(pk=one.new.item))
    lead = somebody("ledare", "area_lead")
    lead.grants.update(area="ett-annat")
    client.force_login(lead)
    assert answer(client, svar="samma").status_code == 403
    assert len(suggestions(find_revision(CODE, 2))) == 1
    lead.grants.update(area=area_of(row).slug)
    assert answer(client, svar="samma").status_code == 302


def test_a_match_that_is_refused_is_told_on_the_page(plans, client):
    client.force_login(somebody("utvecklare", "analyst"))
    response = answer(client, svar="samma", tidigare="1")
    assert response.status_code == 409
    assert "De två kan inte vara samma post." in response.content.decode()


def test_the_review_says_what_is_missing_with_a_remedy(plans, client):
    text = text_of(client, "/planen/granskning/")
    for words in (
        "Lokala mål och milstolpar som inte tjänar något",
        "Vi har en egen restaurang",
        "Förvaltningar utan egen plan",
        "Sjukhusen i söder",
        "Aktiviteter som säger nästan samma sak",
        "Indikatorrader som inget mått följer",
        "riktning plan own PLAN POST",
    ):
        assert words in text, words
    only = text_of(client, f"/planen/granskning/?plan={STREAMS}")
    assert "Nytt ledningssystem är infört" in only
    assert "Sjukhusen i söder" not in only


def test_an_empty_store_has_nothing_to_review(db, client):
    assert "riktning demo" in text_of(client, "/planen/granskning/")


def test_the_steering_picture_shows_ties_gaps_and_what_is_loose(plans, client):
    text = text_of(client, "/planen/styrbild/")
    for words in (
        "Kopplingar: 1. Luckor, som inget tjänar: 2 av 3 delområden.",
        "Tjänsterna är kartlagda (Viktiga milstolpar 2024) →",
        '<span class="tag">lucka</span>',
        '<span class="tag">2 av 3 mål utan koppling</span>',
        "Tjänar inget i planen (2)",
        "Nytt ledningssystem är infört",
    ):
        assert words in text, words


def test_the_steering_picture_is_one_word_document(plans, client):
    response = client.get(f"/planen/styrbild.docx?tjanas={CODE}&tjanar={STREAMS}")
    assert f'filename="styrbild-{CODE}-{STREAMS}.docx"' in response["Content-Disposition"]
    word = Document(io.BytesIO(response.content))
    assert word.sections[0].page_width > word.sections[0].page_height
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert any("Tjänsterna är kartlagda" in cell for cell in cells)
    assert any("[lucka]" in cell for cell in cells)


def test_the_strategy_map_shows_who_answers_and_what_serves_the_goals_of_a_period(plans, client):
    text = text_of(client, f"/planen/{CODE}/1/strategikarta/?period=2024")
    for words in (
        "Områdesansvarig · 3 aktiviteter · 2 indikatorer",
        "Det finns en gemensam bild av hur vi samverkar",
        '<span class="tag">tjänas av 2</span>',
    ):
        assert words in text, words
    assert "Arbetssättet används" not in text


def test_the_timeline_has_a_bar_in_the_years_of_each_activity(plans, client):
    text = text_of(client, f"/planen/{CODE}/1/tidslinje/")
    assert '<td role="cell" class="bar" colspan="2"><span>2025–2026</span></td>' in text
    assert "ingen tid angiven" in text


def test_many_activities_are_laid_along_the_years_an_area_at_a_time(plans, client, monkeypatch):
    monkeypatch.setattr("riktning.web.views.plan_maps.SHOWN", 1)
    text = text_of(client, f"/planen/{CODE}/1/tidslinje/?omrade=N%C3%A4ra%20v%C3%A5rd")
    assert 'aria-current="page">Nära vård</a>' in text
    assert "Inför modellen i alla förvaltningar" in text


def test_many_activities_of_a_revision_are_read_an_area_at_a_time(plans, client, monkeypatch):
    whole = text_of(client, f"/planen/{CODE}/1/")
    monkeypatch.setattr("riktning.web.views.plans.SHOWN", 1)
    areas = Area.objects.filter(revision__plan__code=CODE, revision__number=1).order_by("order")
    texts = {area.slug: list(area.activities.values_list("text", flat=True)) for area in areas}
    for slug in texts:
        page = text_of(client, f"/planen/{CODE}/1/?omrade={slug}")
        shown = {other: all(text in page for text in told) for other, told in texts.items() if told}
        assert all(there == (other == slug) for other, there in shown.items())
        for other, told in texts.items():
            assert all(text in whole for text in told)
            assert (f'href="?omrade={other}#omrade-{other}"' in page) == bool(
                told and other != slug
            )
    first = next(iter(texts.values()))
    assert first and all(
        text in text_of(client, f"/planen/{CODE}/1/?omrade=okant") for text in first
    )
    assert "?omrade=" not in whole


def test_the_annual_wheel_has_what_is_done_each_year_and_what_the_plan_says(plans, client):
    text = text_of(client, f"/planen/{CODE}/1/arshjul/")
    assert "Förslag till revidering" in text
    assert "Beslut om revidering 1: 2024-01-15, Påhittad nämnd, § 7" in text
    assert 'href="#month-11"' in text


def test_a_revision_says_its_decision_and_who_answers_for_what(plans, client):
    text = text_of(client, f"/planen/{CODE}/1/")
    assert "Genomförandeplan. Gällande, 2024-01-15, Påhittad nämnd, § 7" in text
    assert "Ägare: områdesansvarig" in text


def test_a_revision_asks_as_few_queries_with_a_run_beside_it(filled, client):
    with CaptureQueriesContext(connection) as asked:
        text_of(client, "/planen/genomforandeplan/1/")
        text_of(client, "/planen/granskning/")
    assert len(asked) <= 2 * MOST_QUERIES
