"""The lists of plans, groups, meetings and reports can be taken away, as their page shows them."""

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from filled_store import fill
from openpyxl import load_workbook
from plan_store import CODE, LOCAL, fill_plans

from apps.group_store import fill_groups
from apps.meeting_store import ANALYST as WHO_PUBLISHES
from apps.meeting_store import a_whole_meeting
from apps.report_store import fill_reports
from riktning.apps.meetings.calling import publish_meeting
from riktning.apps.meetings.kinds import ShownTo
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import Role
from riktning.apps.plans.models import Activity, Goal, PlanIndicator

pytestmark = pytest.mark.django_db


def rows_of(client, address, delimiter=";"):
    response = client.get(address)
    assert response.status_code == 200, address
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
    book = load_workbook(io.BytesIO(client.get(address.replace(".csv", ".xlsx")).content))
    assert book.active.max_row == len(rows) + 1
    assert client.get(address.replace(".csv", ".pdf")).status_code == 404
    return rows


def reader(client, role=Role.READER):
    user = User.objects.create_user(f"{role}")
    Grant.objects.create(user=user, role=role, from_date=timezone.localdate())
    client.force_login(user)
    return client


def links(client, page, address):
    text = client.get(page).content.decode()
    return f'href="{address}.csv"' in text and f'href="{address}.xlsx"' in text


def test_plans_with_their_revisions_and_drafts_for_who_may_read_them(client, settings):
    fill_plans()
    settings.RIKTNING_PUBLIC_DRAFTS = False
    states = {row["läge"] for row in rows_of(client, "/planen.csv")}
    assert states == {"Gällande"}
    every = rows_of(reader(client), "/planen.csv")
    assert {row["plan"]: row["enhet"] for row in every}["Lokal plan, Sjukhusen i norr"] == (
        "Sjukhusen i norr"
    )
    assert "Utkast, inte beslutad" in {row["läge"] for row in every}
    assert links(client, "/planen/", "/planen")
    assert "unit" in rows_of(client, "/en/planen.csv", ",")[0]


def test_all_that_a_revision_says_and_a_draft_only_to_who_may_read_it(client, settings):
    fill_plans()
    settings.RIKTNING_PUBLIC_DRAFTS = False
    assert client.get(f"/planen/{CODE}/2/innehall.csv").status_code in (302, 403)
    assert client.get(f"/planen/{CODE}/2/arshjul.csv").status_code in (302, 403)
    rows = rows_of(client, f"/planen/{CODE}/1/innehall.csv")
    of = {"area__revision__plan__code": CODE, "area__revision__number": 1}
    said = {
        "mål": Goal.objects.filter(**{f"sub_area__{name}": value for name, value in of.items()}),
        "aktivitet": Activity.objects.filter(**of),
        "indikator": PlanIndicator.objects.filter(**of),
    }
    for kind, found in said.items():
        told = sorted(row["text"] for row in rows if row["slag"] == kind)
        assert told and told == sorted(each.text for each in found)
    assert links(client, f"/planen/{CODE}/1/strategikarta/", f"/planen/{CODE}/1/innehall")


def test_what_has_changed_between_two_revisions(client):
    fill_plans()
    rows = rows_of(client, f"/planen/{CODE}/2/andringar.csv")
    reworded = next(row for row in rows if row["ändring"].startswith("omformulerad"))
    assert reworded["tidigare"] == "Det finns en gemensam bild av hur vi samverkar"
    assert reworded["nu"] == "Det finns en delad bild av samverkan"
    gone = next(row for row in rows if row["tidigare"] == "Följ upp modellen")
    assert gone["nu"] == ""
    assert any("7,5" in row["vad mer"] or "7,5" in row["nu"] for row in rows)
    page = client.get(f"/planen/{CODE}/2/andringar/").content.decode()
    assert f'href="/planen/{CODE}/2/andringar.csv?mot=1"' in page
    assert client.get(f"/planen/{LOCAL}/1/andringar.csv").status_code == 404


def test_what_is_done_in_the_year(client):
    fill_plans()
    rows = rows_of(client, f"/planen/{CODE}/1/arshjul.csv")
    assert {"11": "Förslag till revidering"}.items() <= {
        row["månad"]: row["vad som görs"] for row in rows if not row["ur planen"]
    }.items()
    assert links(client, f"/planen/{CODE}/1/arshjul/", f"/planen/{CODE}/1/arshjul")
    assert rows_of(client, f"/planen/{LOCAL}/1/arshjul.csv") is not None


def test_groups_as_they_are_sought(client):
    fill()
    fill_groups()
    every = rows_of(client, "/grupper.csv")
    some = rows_of(client, f"/grupper.csv?sok={every[0]['grupp']}")
    assert 0 < len(some) < len(every)
    page = client.get("/grupper/").content.decode()
    assert all(row["grupp"] in page for row in every)
    text = client.get("/grupper/?sok=g").content.decode()
    assert 'href="/grupper.csv?sok=g"' in text


def test_meetings_that_the_reader_may_see(client):
    fill()
    meeting = a_whole_meeting()
    assert rows_of(client, "/moten.csv") == []
    assert ".csv" not in client.get("/moten/").content.decode()
    publish_meeting(meeting=meeting, shown_to=ShownTo.EVERYBODY, actor=WHO_PUBLISHES)
    (row,) = rows_of(client, "/moten.csv")
    assert row["möte"] == meeting.title and row["dag"] == meeting.day.isoformat()
    assert links(client, "/moten/", "/moten")


def test_reports_that_the_reader_may_read(client):
    fill()
    draft, approved = fill_reports()
    names = {row["rapport"] for row in rows_of(client, "/rapporter.csv")}
    assert draft.title not in names or draft.title == approved.title
    before = len(rows_of(client, "/rapporter.csv"))
    reader(client, Role.ANALYST)
    after = rows_of(client, "/rapporter.csv")
    assert len(after) > before
    assert {draft.title, approved.title} <= {row["rapport"] for row in after}
    assert links(client, "/rapporter/", "/rapporter")
