"""Start page, units, alignment and the items of plans: what each reader meets there."""

import csv
import io
import re

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from filled_store import fill
from openpyxl import load_workbook

from apps.round_store import (
    NORTH,
    SOUTH,
    STAY,
    an_open_round,
    fill_in,
    fill_round_plans,
    judge_the_north,
    report_of,
)
from riktning.apps.followup.actions import record_assessment
from riktning.apps.followup.models import Report, Status
from riktning.apps.followup.rounds.handing import take_step
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.organisation.models import Grant, Unit
from riktning.apps.organisation.rights import COMMAND_LINE, Role
from riktning.apps.plans.actions import decide_revision, put_in_force
from riktning.apps.plans.copying import copy_revision
from riktning.apps.plans.estates import every_revision, met_first
from riktning.apps.plans.models import Area, Goal, Measure
from riktning.apps.plans.queries import shown_revision

pytestmark = pytest.mark.django_db
TAKEN, OWN = "Arbetssättet används i alla förvaltningar", "Vi planerar vården tillsammans"
HEAVIEST = 150_000


@pytest.fixture
def report() -> Report:
    judge_the_north(fill())
    report = report_of(an_open_round(fill_round_plans()))
    fill_in(report)
    return report


def signed_in(client, role, unit="", area=""):
    user, _new = User.objects.get_or_create(username=f"en-{role}-{unit}")
    today = timezone.localdate()
    Grant.objects.get_or_create(user=user, role=role, unit_id=unit, area=area, from_date=today)
    client.force_login(user)
    return client


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    assert len(response.content) < HEAVIEST
    return response.content.decode()


def rows_of(client, address, delimiter=";"):
    text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def address_of(text):
    goal = Goal.objects.get(text__startswith=text)
    return f"/planen/{goal.item.plan.code}/post/{goal.item.number}/"


def test_the_start_page_says_what_waits_for_each(client, report):
    assert "fyll i och skicka in" in text_of(signed_in(client, Role.REPORTER, NORTH), "/start/")
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    north = f"/uppfoljning/rundor/{report.round_id}/{NORTH}/"
    for role, unit, task in (
        (Role.REPORTER, NORTH, None),
        (Role.APPROVER, NORTH, "läs och godkänn"),
        (Role.APPROVER, SOUTH, None),
        (Role.ANALYST, "", None),
    ):
        text = text_of(signed_in(client, role, unit), "/start/")
        waiting = text[text.index('id="vantar"') : text.index('id="sager-emot"')]
        assert (north in waiting) is (task is not None), (role, unit)
        assert task is None or task in waiting
    take_step(report=report, act=Act.APPROVE, actor=COMMAND_LINE)
    user = User.objects.get(username=f"en-{Role.ANALYST}-")
    client.force_login(user)
    assert "läs och ta emot" in text_of(client, "/start/")
    assert "read and accept" in text_of(client, "/en/start/")


def test_the_start_page_tells_a_status_that_says_otherwise_than_the_data_where_it_may(
    client, report
):
    answer = report.answers.get(indicator_id=STAY)
    assert answer.status == "reached"
    told = f"#fraga-{answer.pk}"
    for role, unit, expected in (
        (Role.REPORTER, NORTH, True),
        (Role.ANALYST, "", True),
        (Role.REPORTER, SOUTH, False),
        (Role.READER, "", False),
    ):
        assert (told in text_of(signed_in(client, role, unit), "/start/")) is expected, (role, unit)
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    client.force_login(User.objects.get(username=f"en-{Role.READER}-"))
    assert told in text_of(client, "/start/")


def test_an_areas_and_an_administrations_page_tell_answers_that_say_otherwise_where_one_may(
    client, report
):
    answer = report.answers.get(indicator_id=STAY)
    told = f"#fraga-{answer.pk}"
    pages = (f"/omrade/{answer.area}/", f"/enhet/{NORTH}/", f"/en/omrade/{answer.area}/")
    assert not any(told in text_of(client, page) for page in pages)
    for role, unit, expected in (
        (Role.REPORTER, NORTH, True),
        (Role.ANALYST, "", True),
        (Role.REPORTER, SOUTH, False),
        (Role.READER, "", False),
    ):
        signed_in(client, role, unit)
        assert all((told in text_of(client, page)) is expected for page in pages), (role, unit)
        english = text_of(client, pages[-1])
        assert ("that say otherwise than the figures" in english) is expected
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    client.force_login(User.objects.get(username=f"en-{Role.READER}-"))
    assert all(told in text_of(client, page) for page in pages)
    elsewhere = Area.objects.exclude(slug=answer.area).values_list("slug", flat=True)
    assert not any(told in text_of(client, f"/omrade/{slug}/") for slug in set(elsewhere))


def test_what_others_did_since_the_last_visit_is_told_in_words_with_links(client, report):
    reader = signed_in(client, Role.ANALYST)
    text = text_of(reader, "/start/")
    assert "öppnade en uppföljningsrunda" in text
    assert f'href="/uppfoljning/rundor/{report.round_id}/"' in text
    session = reader.session
    session["riktning_before"] = timezone.now().isoformat()
    session.save()
    assert "Ingen annan har ändrat något." in text_of(reader, "/start/")


def test_who_has_no_role_is_led_to_the_account_and_a_stranger_to_the_door(client, report):
    assert client.get("/start/")["Location"].startswith("/konto/logga-in/")
    client.force_login(User.objects.create_user("utan"))
    assert client.get("/start/")["Location"] == "/konto/"


def test_an_administration_shows_plan_measures_and_parts_to_all_and_rounds_to_some(client, report):
    text = text_of(client, f"/enhet/{NORTH}/")
    assert OWN in text
    assert "försämras" in text
    assert 'id="rundor"' not in text
    assert f"/uppfoljning/rundor/{report.round_id}/{NORTH}/" in text_of(
        signed_in(client, Role.READER), f"/enhet/{NORTH}/"
    )
    assert "egen plan" in text_of(client, f"/enhet/{SOUTH}/")
    assert client.get("/enhet/finns-inte/").status_code == 404
    whole = text_of(client, "/enhet/vgr/")
    assert "/enhet/forvaltning-norr/" in whole
    assert "/enhet/vgr/" in text_of(client, "/enhet/sjukhus-norr/")


def test_a_units_figures_stand_beside_the_regions_of_the_same_period(client, report):
    rows = {row["mått"]: row for row in rows_of(client, f"/enhet/{NORTH}/matt.csv")}
    region = {row["mått"]: row for row in rows_of(client, "/enhet/vgr/matt.csv")}
    assert rows[STAY]["värde"] == rows[STAY]["regionen"] == region[STAY]["värde"]
    assert rows[STAY]["period"] == region[STAY]["period"]
    other = {row["mått"]: row for row in rows_of(client, "/enhet/sjukhus-norr/matt.csv")}
    assert other[STAY]["regionen"] == region[STAY]["värde"] != other[STAY]["värde"]


def test_the_address_filters_page_and_file_alike(client, report):
    worse = rows_of(client, f"/enhet/{NORTH}/matt.csv?riktning=worsening")
    assert {row["riktning"] for row in worse} == {"försämras"}
    text = text_of(client, f"/enhet/{NORTH}/?riktning=worsening")
    assert f"{len(worse)} av " in text
    assert "matt.csv?riktning=worsening" in text
    book = load_workbook(
        io.BytesIO(client.get(f"/enhet/{NORTH}/matt.xlsx?riktning=worsening").content)
    )
    assert book.worksheets[0].max_row == len(worse) + 1
    assert client.get(f"/enhet/{NORTH}/matt.pdf").status_code == 404


def test_a_goal_is_carried_by_who_serves_it_and_by_who_answers_for_it(client, report):
    rows = rows_of(client, "/samband.csv")
    carried = {(row["Mål"], row["Förvaltning"]) for row in rows if row["Bärs"] == "ja"}
    assert carried == {(TAKEN, "Sjukhusen i norr")}
    goals, units = {row["Mål"] for row in rows}, Unit.objects.filter(kind="administration")
    assert len(rows) == len(goals) * units.count()
    text = text_of(client, "/samband/")
    assert f"bärs {len(goals) - 1} inte av någon förvaltning" in text
    assert "1 eget mål" in text
    there = text_of(client, f"/samband/?vy=forvaltning&enhet={NORTH}")
    assert TAKEN in there
    assert OWN in there
    assert "Bär 1 av" in there
    assert "Bär 0 av" in text_of(client, f"/samband/?vy=forvaltning&enhet={SOUTH}")


def test_the_picture_shows_what_the_table_says_for_the_whole_plan(client, report):
    rows = rows_of(client, "/samband.csv")
    goals = len({row["Mål"] for row in rows})
    text = text_of(client, "/samband/")
    picture = text[text.index('<svg class="bears"') :]
    picture = picture[: picture.index("</svg>")]
    assert f'aria-label="Sjukhusen i norr: 1 av {goals}"' in picture
    assert f'aria-label="Sjukhusen i söder: 0 av {goals}"' in picture
    crosses = re.search(r'class="nobody" d="([^"]*)"', picture)[1]
    assert crosses.count("M") == goals - 1
    links = re.findall(r'<a href="([^"]+)"', picture)
    assert links and all(
        client.get(each.replace("&amp;", "&")).status_code == 200 for each in links
    )
    assert f"1 av {goals} mål bärs" in text
    of_area = next(each for each in links if "omrade=" in each).replace("&amp;", "&")
    assert re.search(r'role="status">[^:<]+: ', text_of(client, of_area))


def test_what_the_address_does_not_know_is_not_found(client, report):
    for query in ("plan=okand", "enhet=okand", "omrade=okant"):
        assert client.get(f"/samband/?{query}").status_code == 404, query
    assert client.get("/planen/genomforande/post/9999/").status_code == 404


def test_without_a_plan_the_page_says_so(client, db):
    assert "Ingen gemensam plan är inläst" in text_of(client, "/samband/")
    assert client.get("/samband.csv").status_code == 404


def test_an_item_tells_what_serves_it_what_measures_it_and_what_is_said_of_it(client, report):
    address = address_of(TAKEN)
    text = text_of(client, address)
    assert OWN in text
    assert f"/indikator/{STAY}/" in text
    assert 'id="svar"' not in text
    assert 'id="historik"' not in text
    assert client.get(f"{address}svar.csv").status_code == 302
    reader = signed_in(client, Role.READER)
    assert "Ingen förvaltning har svarat om detta." in text_of(reader, address)
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    answer = report.answers.get(item=Goal.objects.get(text=TAKEN).item)
    assert f"#fraga-{answer.pk}" in text_of(reader, address)
    (row,) = rows_of(reader, f"{address}svar.csv")
    assert row["Förvaltning"] == "Sjukhusen i norr"
    served = text_of(reader, address_of(OWN))
    assert TAKEN in served


def test_revisions_that_say_the_same_are_one_and_a_draft_is_for_who_may_read_drafts(
    client, report, settings
):
    goal = Goal.objects.get(text=TAKEN)
    draft = copy_revision(revision=goal.sub_area.area.revision, actor="utvecklingsenheten")
    Goal.objects.filter(sub_area__area__revision=draft, text=TAKEN).update(text="Ny lydelse")
    address = f"/planen/{goal.item.plan.code}/post/{goal.item.number}/"
    settings.RIKTNING_PUBLIC_DRAFTS = False
    assert "Ny lydelse" not in text_of(client, address)
    reader = signed_in(client, Role.READER)
    text = text_of(reader, address)
    assert "Ny lydelse" in text
    assert TAKEN in text
    same = Goal.objects.get(text__startswith="Fler nås", sub_area__area__revision=draft)
    whole = f"/planen/genomforande/post/{same.item.number}/"
    assert "Revidering 1 till 2" not in text_of(reader, whole)  # one in force, one a draft
    decide_revision(
        revision=draft, decided_on=timezone.localdate(), decided_by="nämnden", actor="nämnden"
    )
    put_in_force(revision=draft, actor="nämnden")
    assert "Revidering 1 till 2" in text_of(reader, whole)


def test_an_administrations_picture_is_that_of_an_area(client, report):
    """Counted in all four ways, weighed, the surest first: as for an area, by the same words."""
    rows = rows_of(client, f"/enhet/{NORTH}/matt.csv")
    text = text_of(client, f"/enhet/{NORTH}/")
    head = text[text.index('class="page-head"') : text.index("</header>", text.index("page-head"))]
    assert "mått med uppgifter" in head or "bedömda måttet" in head or "bedömda mått " in head
    for way in ("förbättras", "försämras", "ingen säker förändring", "går inte att avgöra"):
        count = sum(row["riktning"].startswith(way) for row in rows)
        assert (f"<span>{count} {way}</span>" in head) is (count > 0), way
    assert "Vägda efter hur fullständiga" in head or "vägda efter hur fullständiga" in head
    assert "Säkrast belagt: " in head
    assert "Surest: " in text_of(client, f"/en/enhet/{NORTH}/")
    part = text_of(client, "/enhet/sjukhus-norr/")
    assert "0 förbättras" not in part


def test_what_is_said_of_an_administration_against_its_data_is_told_on_its_page(client, report):
    worse = next(
        row["mått"]
        for row in rows_of(client, f"/enhet/{NORTH}/matt.csv")
        if row["riktning"].startswith("försämras")
    )
    measure = Measure.objects.filter(indicator_id=worse).first()
    assert measure is not None
    record_assessment(
        of=measure.plan_indicator, status=Status.GREEN, role="utvecklingsenheten",
        as_of=timezone.localdate(), unit_id=NORTH, actor="utvecklingsenheten",
    )  # fmt: skip
    assert met_first(every_revision()) == shown_revision()
    said = "Bedömning och data säger olika"
    text = text_of(client, f"/enhet/{NORTH}/")
    assert said in text
    assert f"/indikator/{worse}/?enhet={NORTH}" in text[text.index(said) : text.index('id="plan"')]
    assert said not in text_of(client, f"/enhet/{SOUTH}/")
    assert said not in text_of(client, f"/omrade/{measure.plan_indicator.area.slug}/")
