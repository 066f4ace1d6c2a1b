"""Every page, in both languages, full and empty: what a reader meets."""

import hashlib
import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from filled_store import (
    DIGITAL,
    DIGITAL_LINE,
    HIDDEN_UNIT,
    HOSPITAL,
    OUTSIDE,
    READMISSION,
    STAY,
    UNMEASURED_LINE,
    WITHOUT_SOURCE,
)

from riktning.apps.followup.actions import record_report
from riktning.apps.followup.models import ReportIssue
from riktning.apps.observations.models import Indicator, Run, Verdict
from riktning.apps.plans.models import Revision
from riktning.web.presenters.indicator import ValueRow, ValueTable

PAGES = (
    "/",
    "/planen/",
    "/planen/genomforandeplan/1/",
    "/omrade/nara-vard/",
    "/omrade/kompetensforsorjning/",
    "/indikatorer/",
    f"/indikator/{DIGITAL}/",
    f"/indikator/{STAY}/?enhet={HOSPITAL}",
    f"/indikator/{STAY}/?enhet={HIDDEN_UNIT}",
    f"/indikator/{WITHOUT_SOURCE}/",
    "/uppfoljning/",
    "/om/",
    "/stil",
)
EMPTY_PAGES = ("/", "/planen/", "/indikatorer/", "/uppfoljning/")
MARK = {"": "Syntetiska data – inte verkliga resultat", "/en": "Synthetic data – not real results"}


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_and_says_that_the_data_are_synthetic(filled, client, page, language):
    text = text_of(client, f"{language}{page}")
    assert MARK[language] in text
    assert f'<html lang="{language[1:] or "sv"}"' in text


@pytest.mark.parametrize("page", PAGES)
def test_no_page_has_inline_script_or_style_or_another_host(filled, client, page):
    text = text_of(client, page)
    assert 'style="' not in text
    assert "<style" not in text
    assert "<script>" not in text
    assert 'href="http' not in text
    assert 'src="http' not in text


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("page", EMPTY_PAGES)
def test_an_empty_store_says_what_to_do(db, client, page, language):
    assert "riktning demo" in text_of(client, f"{language}{page}")


def test_the_first_page_has_a_sentence_for_every_area_and_what_nobody_measures(filled, client):
    text = text_of(client, "/")
    assert "Av 3 mått med uppgifter" in text
    assert "Inget mått följer ännu området" in text
    assert "Indikatorer som saknar mått här" in text
    assert "I nuvarande takt, av " in text


def test_a_human_status_that_the_data_contradict_is_said_on_the_area(filled, client):
    text = text_of(client, "/omrade/nara-vard/")
    assert "Bedömning och data säger olika" in text
    assert 'class="light green"' in text


def test_an_area_shows_its_matrix_with_headings_and_the_lines_nobody_measures(filled, client):
    text = text_of(client, "/omrade/nara-vard/")
    assert '<th scope="row" role="rowheader" rowspan="2">Samverkan mellan vårdgivare</th>' in text
    assert '<th scope="col" role="columnheader">2026-2027</th>' in text
    assert UNMEASURED_LINE in text
    assert DIGITAL_LINE in text


def test_an_indicator_says_unit_polarity_period_and_source(filled, client):
    text = text_of(client, f"/indikator/{STAY}/")
    for words in (
        "Dagar, lägre är bättre",
        "Perioden jan\u00a02022 till dec\u00a02025",
        "korning-1",
        "f" * 64,
    ):
        assert words in text


def test_a_hidden_figure_says_that_it_is_hidden_and_is_never_zero(filled, client):
    text = text_of(client, f"/indikator/{STAY}/?enhet={HIDDEN_UNIT}")
    assert text.count("döljs (färre än 5)") > 48
    assert '<td class="number">0' not in text


def test_a_chart_is_told_as_variation_and_assurance_and_each_month_where_it_is_pointed_at(
    filled, client
):
    text = text_of(client, f"/indikator/{READMISSION}/")
    assert "Variation: " in text
    assert "Måluppfyllelse: " in text
    assert "nytt skede" in text
    assert re.search(r"<circle[^>]*><title>jan\s2022: [\d,]+\s%", text)


def test_units_are_compared_in_a_funnel_with_its_table_and_only_where_there_are_enough(
    filled, client
):
    text = text_of(client, f"/indikator/{DIGITAL}/")
    assert "1 av 12 vårdcentraler skiljer ut sig från de andra" in text
    assert text.count(OUTSIDE) > 3
    assert "Tabellen bakom tratten" in text
    assert "Tabellen bakom tratten" not in text_of(client, f"/indikator/{STAY}/")


def test_a_preliminary_figure_says_so(filled, client):
    noted = r'<td[^>]*data-label="Anmärkning"[^>]*>preliminär</td>'
    assert re.search(noted, text_of(client, f"/indikator/{STAY}/"))


def test_an_indicator_without_data_says_why(filled, client):
    assert "Tabellen monitoring saknas" in text_of(client, f"/indikator/{WITHOUT_SOURCE}/")


@pytest.mark.parametrize(
    "address",
    ["/omrade/finns-inte/", "/indikator/finns-inte/", f"/indikator/{STAY}/?enhet=x", "/nej/",
     "/planen/genomforandeplan/9/", f"/indikator/{STAY}/data.csv?enhet=x"],
)  # fmt: skip
def test_an_unknown_address_gets_a_page_that_says_so(filled, client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "Sidan finns inte" in response.content.decode()


def test_the_error_page_stands_without_store_or_settings():
    from django.template.loader import get_template

    assert "Något gick fel" in get_template("500.html").render()


def test_the_filters_of_the_list_are_in_the_address(filled, client):
    everything = text_of(client, "/indikatorer/")
    assert "5 av 5 indikatorer" in everything
    assert "3 av 5 indikatorer" in text_of(client, "/indikatorer/?omrade=nara-vard")
    assert "1 av 5 indikatorer" in text_of(client, "/indikatorer/?sok=vårdtid+75")
    assert "0 av 5 indikatorer" in text_of(client, "/indikatorer/?sok=finns+inte")
    improving = text_of(client, "/indikatorer/?riktning=improving")
    assert "försämras</span>" not in improving


def test_search_words_are_shown_as_text_and_never_as_markup(filled, client):
    text = text_of(client, "/indikatorer/?sok=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in text


def test_the_scheme_is_remembered_and_only_leads_back_to_this_site(filled, client):
    answer = client.post("/utseende/", {"schema": "dark", "tillbaka": "/planen/"})
    assert answer["Location"] == "/planen/"
    assert 'data-scheme="dark"' in text_of(client, "/")
    answer = client.post("/utseende/", {"schema": "", "tillbaka": "https://example.org/"})
    assert answer["Location"] == "/"
    assert "data-scheme" not in text_of(client, "/")


def test_the_number_of_queries_does_not_grow_with_the_plan(
    filled, client, django_assert_max_num_queries
):
    for page, most in (("/", 12), ("/omrade/nara-vard/", 14), (f"/indikator/{STAY}/", 12)):
        with django_assert_max_num_queries(most):
            client.get(page)


def test_the_list_has_a_heading_for_every_area_and_for_what_no_line_names(filled, client):
    text = text_of(client, "/indikatorer/")
    headings = re.findall(r'<h2 id="i-([^"]+)">', text)
    assert headings[0] == "nara-vard"
    assert headings[-1] == "ingen"
    assert 'href="#i-nara-vard"' in text
    one = text_of(client, "/indikatorer/?sok=vårdtid+75")
    assert len(re.findall(r'<h2 id="i-', one)) == 1


def test_a_list_shows_the_target_also_where_no_pace_can_be_told(filled, client):
    for verdict in Verdict.objects.filter(indicator__indicator_id=DIGITAL):
        verdict.pace, verdict.finding = "", verdict.finding | {"pace": None}
        verdict.save()
    for page in ("/indikatorer/", "/omrade/nara-vard/"):
        text = text_of(client, page)
        assert "Målvärde: 24,0\u00a0% senast dec\u00a02027" in text, page


def test_the_list_asks_few_queries(filled, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        client.get("/indikatorer/")


def test_a_measure_by_year_shows_its_years_and_no_month(filled, client):
    row = Indicator.objects.get(indicator_id=STAY)
    row.definition = row.definition | {"period": "year"}
    row.save()
    text = text_of(client, f"/indikator/{STAY}/")
    assert "Per år" in text
    assert "Per månad" not in text
    assert "<dd>per år</dd>" in text.replace("\n", "")
    listed = text_of(client, "/indikatorer/?sok=vårdtid+75")
    assert re.search(r'<p class="quiet">20\d\d</p>', listed)


def test_a_column_without_any_figure_is_left_out():
    row = ValueRow("2025", "6,4", "", "64", "", "")
    table = ValueTable("Per år", (row, replace(row, note="preliminär")))
    assert (table.has_interval, table.has_numerator) == (False, True)
    assert (table.has_denominator, table.has_note) == (False, True)


def test_a_report_is_given_out_as_it_was_written_and_not_otherwise(filled, client, tmp_path):
    path = tmp_path / "uppföljning 2025.docx"
    path.write_bytes(b"the report")
    issue = record_report(
        run=filled, revision=Revision.objects.get(), as_of=date(2025, 12, 31), files=[path],
        actor="test",
    )  # fmt: skip
    address = f"/uppfoljning/rapport/{issue.pk}/0/"
    assert f'href="{address}"' in text_of(client, "/uppfoljning/")
    answer = client.get(address)
    assert answer.content == b"the report"
    assert "attachment" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    path.write_bytes(b"another report")
    assert client.get(address).status_code == 404
    path.unlink()
    assert client.get(address).status_code == 404
    assert client.get(f"/uppfoljning/rapport/{issue.pk}/7/").status_code == 404


def test_nothing_but_a_report_is_given_out_whatever_the_store_names(filled, client, tmp_path):
    path = tmp_path / "hemligt.txt"
    path.write_bytes(b"secret")
    recorded = {
        "name": "a.docx", "path": str(path), "sha256": hashlib.sha256(b"secret").hexdigest()
    }  # fmt: skip
    issue = ReportIssue.objects.create(
        run=filled, revision=Revision.objects.get(), as_of=date(2025, 12, 31), synthetic=True,
        files=[recorded],
    )  # fmt: skip
    assert client.get(f"/uppfoljning/rapport/{issue.pk}/0/").status_code == 404


def test_an_area_tells_how_its_measures_go_in_each_administration(filled, client):
    page = text_of(client, "/omrade/nara-vard/")
    assert "Så går det i förvaltningarna" in page
    [told] = re.findall(r"Så går det i förvaltningarna</summary>(.*?)</details>", page, re.DOTALL)
    assert re.search(r"</strong>: .*(förbättras|försämras|förändring|avgöra)\s\d", told)


def test_the_checks_that_did_not_pass_are_shown_and_those_of_a_table_on_asking(filled, client):
    page = text_of(client, "/uppfoljning/")
    assert "Tre vårdtillfällen slutar före start." in page
    assert "Varje vårdtillfälle har ett eget id." not in page
    run = Run.objects.get()
    page = text_of(client, f"/uppfoljning/?korning={run.run_id}&tabell=stay")
    assert "Varje vårdtillfälle har ett eget id." in page
    assert 'aria-current="page">stay</a>' in page
