"""What is open to everybody: nothing, what is published, or drafts too, as the office says."""

import io
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from filled_store import STAY
from plan_store import CODE, fill_plans

from riktning.apps.organisation.rights import Grant
from riktning.apps.plans.models import Goal, Revision, State
from riktning.config.home import public_part
from riktning.core.errors import RiktningError

pytestmark = pytest.mark.django_db
DRAFT, DECIDED = f"/planen/{CODE}/2/", f"/planen/{CODE}/1/"
PAGES = ("", "andringar/", "andringar.docx", "motsvarigheter/", "strategikarta/", "tidslinje/",
         "arshjul/")  # fmt: skip


@pytest.fixture
def plans(settings):
    fill_plans()
    settings.RIKTNING_PUBLIC, settings.RIKTNING_PUBLIC_DRAFTS = True, False


@pytest.fixture
def reader(client):
    user = User.objects.create_user("konto")
    Grant.objects.create(user=user, role="reader", unit_id="norr", from_date=date(2020, 1, 1))
    client.force_login(user)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_a_draft_beside_a_decided_revision_asks_who_one_is(plans, client, page):
    assert client.get(DRAFT + page)["Location"].startswith("/konto/logga-in/")


@pytest.mark.parametrize("page", [page for page in PAGES if page != "andringar.docx"])
def test_what_is_decided_is_open(plans, client, page):
    assert client.get(DECIDED + page).status_code == 200


def test_a_decided_revision_held_against_the_draft_shows_the_draft_to_nobody_else(plans, client):
    assert client.get(f"{DECIDED}andringar/?mot=2").status_code == 302


def test_the_lists_leave_the_draft_out(plans, client):
    assert f'href="{DRAFT}"' not in client.get("/planen/").content.decode()
    numbers = {r["number"] for p in client.get("/api/v1/plans").json()["plans"]
               for r in p["revisions"] if p["code"] == CODE}  # fmt: skip
    assert numbers == {1}


def test_who_holds_a_role_reads_drafts(plans, reader):
    assert f'href="{DRAFT}"' in reader.get("/planen/").content.decode()
    word = Document(io.BytesIO(reader.get(f"{DRAFT}andringar.docx").content))
    assert word.paragraphs


def test_drafts_are_open_where_that_is_said(plans, client, settings):
    settings.RIKTNING_PUBLIC_DRAFTS = True
    assert client.get(DRAFT).status_code == 200


@pytest.fixture
def undecided(filled, settings):
    """A published run and a plan that nobody has decided, with a goal of its own words."""
    settings.RIKTNING_PUBLIC, settings.RIKTNING_PUBLIC_DRAFTS = True, False
    goal = Goal.objects.select_related("sub_area__area__revision__plan").first()
    goal.text = "Ett mål som ingen nämnd har sett"
    goal.save()
    assert not Revision.objects.exclude(state=State.DRAFT).exists()
    return goal


def addresses_of(goal):
    area, revision = goal.sub_area.area, goal.sub_area.area.revision
    whole = f"/planen/{revision.plan.code}/{revision.number}/"
    item = f"/planen/{revision.plan.code}/post/{goal.item.number}/"
    return [
        *(whole + page for page in (*PAGES, "innehall.csv", "tidslinje.csv", "arshjul.csv")
          if page != "andringar.docx"),  # there is no earlier revision
        item, f"/omrade/{area.slug}/", f"/omrade/{area.slug}/plan.csv",
    ]  # fmt: skip


def test_a_plan_that_nobody_has_decided_is_not_published(undecided, client, reader):
    revision = undecided.sub_area.area.revision
    client.logout()
    for address in addresses_of(undecided):
        assert client.get(address).status_code in (302, 404), address
    for page in ("/", "/planen/", "/samband/", "/planen/granskning/", "/indikatorer/",
                 f"/indikator/{STAY}/", "/planen/styrbild/", "/sok/?sok=nämnd", "/uppfoljning/",
                 "/enhet/vgr/", "/planen.csv", "/api/v1/plans"):  # fmt: skip
        answer = client.get(page)
        assert answer.status_code == 200, page
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert undecided.text not in body.decode(), page
        assert f"/planen/{revision.plan.code}/" not in body.decode(), page
    assert client.get("/api/v1/plans").json()["plans"] == []


def test_who_holds_a_role_meets_a_plan_by_its_draft(undecided, reader):
    revision = undecided.sub_area.area.revision
    for address in addresses_of(undecided):
        assert reader.get(address).status_code == 200, address
    assert undecided.text in reader.get("/sok/?sok=nämnd").content.decode().replace(
        "<mark>", ""
    ).replace("</mark>", "")
    assert f"/planen/{revision.plan.code}/" in reader.get("/planen/").content.decode()


def test_where_drafts_are_open_everybody_meets_a_plan_by_its_draft(undecided, client, settings):
    settings.RIKTNING_PUBLIC_DRAFTS = True
    client.logout()
    for address in addresses_of(undecided):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/om/",
        "/planen/",
        "/planen/granskning/",
        "/omrade/nara-vard/",
        "/indikatorer/",
        f"/indikator/{STAY}/",
        "/uppfoljning/",
        DECIDED,
        "/sok/?sok=v",
    ],
)
def test_being_signed_in_costs_two_queries_a_page(filled, client, reader, page):
    """The session, and the account with its roles in one; and what only those inside are told."""
    with CaptureQueriesContext(connection) as signed_in:
        assert reader.get(page).status_code == 200
    client.cookies.clear()
    with CaptureQueriesContext(connection) as unknown:
        assert client.get(page).status_code == 200
    inside = 1 if page.startswith("/omrade/") else 0  # what administrations answer of the area
    assert len(signed_in) - len(unknown) <= 2 + inside


def test_the_switch_is_one_of_three_words(monkeypatch):
    said = {"off": (False, False), "on": (True, False), "Drafts": (True, True)}
    for word, expected in said.items():
        monkeypatch.setenv("RIKTNING_PUBLIC", word)
        assert public_part(default="off") == expected
    monkeypatch.setenv("RIKTNING_PUBLIC", "perhaps")
    with pytest.raises(RiktningError, match="use one of off, on, drafts"):
        public_part(default="off")
    monkeypatch.delenv("RIKTNING_PUBLIC")
    assert public_part(default="drafts") == (True, True)
