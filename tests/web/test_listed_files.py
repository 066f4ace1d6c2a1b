"""What Läget, an area and the list of measures show can be taken away as CSV and Excel."""

import csv
import io

import pytest
from filled_store import DIGITAL, STAY, STAY_LINE, UNMEASURED_LINE, WITHOUT_SOURCE
from openpyxl import load_workbook

from riktning.apps.observations.models import Run
from riktning.apps.plans.models import Activity, Goal

MARK = "Syntetiska data – inte verkliga resultat"
FIGURES = ("/laget/omraden", "/laget/uppmarksamhet", "/omrade/nara-vard/matt", "/indikatorer")
EVERY = (*FIGURES, "/omrade/nara-vard/plan")


def rows_of(client, address, delimiter=";"):
    response = client.get(address)
    assert response.status_code == 200, address
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


@pytest.mark.parametrize("address", EVERY)
def test_the_workbook_holds_what_the_csv_does(filled, client, address):
    rows = rows_of(client, f"{address}.csv")
    assert rows
    book = load_workbook(io.BytesIO(client.get(f"{address}.xlsx").content))
    heads, *cells = [
        [cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)
    ]
    assert heads == list(rows[0])
    assert cells == [list(row.values()) for row in rows]


@pytest.mark.parametrize("address", FIGURES)
def test_every_row_says_that_its_data_are_synthetic_and_none_when_they_are_not(
    filled, client, address
):
    assert {row["märkning"] for row in rows_of(client, f"{address}.csv")} == {MARK}
    english = rows_of(client, f"/en{address}.csv", ",")
    assert {row["label"] for row in english} == {"Synthetic data – not real results"}
    Run.objects.update(synthetic=False)
    assert "märkning" not in rows_of(client, f"{address}.csv")[0]


def test_the_measures_of_a_unit_say_so_too(filled, client):
    assert {row["märkning"] for row in rows_of(client, "/enhet/vgr/matt.csv")} == {MARK}


def test_the_list_of_measures_is_filtered_as_its_address_says(filled, client):
    every = rows_of(client, "/indikatorer.csv")
    assert len(every) == 5
    worse = rows_of(client, "/indikatorer.csv?riktning=worsening")
    assert 0 < len(worse) < len(every)
    assert {row["riktning"] for row in worse} == {"försämras"}
    found = rows_of(client, "/indikatorer.csv?sok=återinskrivning&omrade=nara-vard")
    assert ["återinskriv" in row["namn"].casefold() for row in found] == [True]
    page = client.get("/indikatorer/?riktning=worsening").content.decode()
    assert 'href="/indikatorer.csv?riktning=worsening"' in page


def test_a_measure_without_figures_says_why(filled, client):
    (row,) = (r for r in rows_of(client, "/indikatorer.csv") if r["mått"] == WITHOUT_SOURCE)
    assert row["värde"] == ""
    assert row["inga uppgifter därför att"]


def test_a_measure_has_the_words_of_the_page(filled, client):
    page = client.get("/omrade/nara-vard/").content.decode()
    rows = {row["mått"]: row for row in rows_of(client, "/omrade/nara-vard/matt.csv")}
    assert {DIGITAL, STAY} <= set(rows)
    for row in rows.values():
        assert row["namn"] in page
        assert row["värde"] in page
        assert row["riktning"] in page
        assert row["område"] == "Nära vård"


def test_each_area_has_its_counts_and_they_add_up(filled, client):
    page = client.get("/").content.decode()
    for row in rows_of(client, "/laget/omraden.csv"):
        assert row["sammanfattning"].split(".")[0] in page
    (near,) = (r for r in rows_of(client, "/laget/omraden.csv") if r["område"] == "Nära vård")
    words = ("förbättras", "försämras", "ingen säker förändring", "går inte att avgöra")
    counted = sum(int(near[word]) for word in (*words, "utan uppgifter"))
    assert counted == len(rows_of(client, "/omrade/nara-vard/matt.csv"))


def test_all_that_needs_attention_is_in_the_file_not_only_what_is_unfolded(filled, client):
    from riktning.apps.followup.queries import what_needs_attention
    from riktning.apps.plans.models import Revision

    known = what_needs_attention(Run.objects.get(), Revision.objects.get())
    rows = rows_of(client, "/laget/uppmarksamhet.csv")
    assert len(rows) == len(known)
    assert UNMEASURED_LINE in {row["indikator eller mål"] for row in rows}


def test_the_plan_of_an_area_holds_every_goal_activity_and_line(filled, client):
    rows = rows_of(client, "/omrade/nara-vard/plan.csv")
    goals = Goal.objects.filter(sub_area__area__slug="nara-vard")
    activities = Activity.objects.filter(area__slug="nara-vard")
    told = sorted(row["text"] for row in rows if row["slag"] == "mål")
    assert told == sorted(goal.text for goal in goals)
    assert {r["text"] for r in rows if r["slag"] == "aktivitet"} == {a.text for a in activities}
    lines = {r["text"]: r for r in rows if r["slag"] == "indikator"}
    assert lines[STAY_LINE]["mått"]
    assert lines[UNMEASURED_LINE]["mått"] == ""
    assert any(line["bedömning av människor"] for line in lines.values())


@pytest.mark.parametrize("address", EVERY)
def test_another_ending_is_no_file(filled, client, address):
    assert client.get(f"{address}.pdf").status_code == 404


@pytest.mark.django_db
def test_an_empty_store_has_an_empty_list_and_no_areas(client):
    assert rows_of(client, "/indikatorer.csv") == []
    assert client.get("/laget/omraden.csv").status_code == 404
    assert client.get("/laget/uppmarksamhet.csv").status_code == 404


@pytest.fixture
def planned(db):
    from plan_store import fill_plans

    fill_plans()


PLANNED = ("/planen/granskning", "/planen/genomforandeplan/1/tidslinje")


@pytest.mark.parametrize("address", PLANNED)
def test_what_the_pages_of_plans_list_can_be_taken_away_in_both_forms(planned, client, address):
    rows = rows_of(client, f"{address}.csv")
    book = load_workbook(io.BytesIO(client.get(f"{address}.xlsx").content))
    assert rows and book.active.max_row == len(rows) + 1
    assert client.get(f"{address}.pdf").status_code == 404


def test_the_faults_are_those_of_the_page_and_of_one_plan_when_it_is_named(planned, client):
    every = rows_of(client, "/planen/granskning.csv")
    some = rows_of(client, "/planen/granskning.csv?plan=norr")
    assert 0 < len(some) < len(every)
    page = client.get("/planen/granskning/?plan=norr").content.decode()
    assert 'href="/planen/granskning.csv?plan=norr"' in page
    assert all(row["anmärkning"] in page and row["råd"] for row in some)


def test_the_activities_are_marked_in_the_years_that_they_go_on(planned, client):
    rows = rows_of(client, "/planen/genomforandeplan/1/tidslinje.csv")
    years = [name for name in rows[0] if name.isdecimal()]
    assert years == sorted(years) and years
    marked = [row for row in rows if any(row[year] == "x" for year in years)]
    assert marked
    page = client.get("/planen/genomforandeplan/1/tidslinje/").content.decode()
    assert all(row["när"] in page for row in rows)
