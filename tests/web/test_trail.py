"""The audit trail as people read it: filtered by the address, by right, and whole in its files."""

import csv
import io
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from apps.group_store import ANALYST, a_group, an_item
from apps.meeting_store import WORDS, a_meeting, a_point, answer, ask
from apps.need_store import fill_needs
from apps.round_store import fill_round_plans
from riktning.apps.governance.decisions import record_decision
from riktning.apps.governance.groups import give_duty
from riktning.apps.governance.kinds import Outcome, SubjectKind
from riktning.apps.organisation.audit import audit
from riktning.apps.organisation.models import AuditEvent, Grant
from riktning.apps.organisation.rights import Action
from riktning.web.presenters.trail import ACTIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """Three things that were done, one of them to an account."""
    audit(actor="kim", action="decide revision", subject="genomforandeplan 1", decided_by="nämnd")
    audit(actor="alex", action="round.send_back", subject="genomforandeplan 1 2026 t1 NORR",
          reason="=siffran saknas", files=[{"name": "a.docx"}], empty=[])  # fmt: skip
    audit(actor="command line", action="user.add", subject="robin")


@pytest.fixture
def reader(client):
    return _signed_in(client, "reporter")


def _signed_in(client, role):
    user = User.objects.create_user(f"en-{role}")
    Grant.objects.create(user=user, role=role, unit_id="NORR", from_date=date(2020, 1, 1))
    client.force_login(user)
    return client


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def subjects(client, query=""):
    text = client.get(f"/historik.csv?{query}").getvalue().decode("utf-8-sig")
    return [row["På vad"] for row in csv.DictReader(io.StringIO(text), delimiter=";")]


def test_groups_needs_and_actions_are_told_by_name_and_not_by_their_keys(client):
    _signed_in(client, "analyst")
    need = fill_needs()[-1]
    body = a_group(code="ekonomi", name="Ekonomigruppen")
    give_duty(code="pengar", text="Håller ihop pengarna", group=body, actor=ANALYST)
    item = an_item(record_decision(
        body=body, subject=(SubjectKind.NEED, str(need.pk)), decided_on=date(2025, 2, 3),
        paragraph="7", outcome=Outcome.APPROVED, text="Det görs.", actor=ANALYST,
    ))  # fmt: skip
    told = text_of(client, "/historik/")
    assert f'href="/behov/{need.pk}/">{need.title}' in told
    assert 'href="/grupper/ekonomi/">Ekonomigruppen' in told
    assert "ansvaret ”Håller ihop pengarna”" in told
    assert f'href="/beslut/{item.decision_id}/">{item.text}' in told
    assert not {each for each in subjects(client) if each.startswith(("need ", "group ", "duty "))}


def test_what_is_said_in_a_meeting_is_in_the_trail_for_those_who_meet(client):
    revision = fill_round_plans()
    group = a_group(code="utveckling", name="Utvecklingsgruppen")
    meeting = ask(a_meeting(group), revision)
    answer(meeting)
    a_point(meeting, "Hemligheten")
    _signed_in(client, "reader")
    outside = text_of(client, "/historik/")
    assert "kallade till ett möte" in outside and "ett möte" in outside
    for words in ("Augustimötet", "Stationshuset", "Hemligheten", WORDS[:12]):
        assert words not in outside, words
    _signed_in(client, "analyst")
    inside = text_of(client, "/historik/")
    assert f'href="/moten/{meeting.pk}/">Augustimötet' in inside
    assert "Hemligheten" in inside


def test_every_action_that_changes_anything_has_words():
    assert set(ACTIONS) == {each for each in Action if not each.value.startswith("read.")}


def test_what_no_event_bears_cannot_be_looked_for(told, reader):
    text = text_of(reader, "/historik/")
    assert '<option value="round.submit">' in text and '<option value="decide revision">' in text
    for value in ("round.answer", "edit local plan", "decide local plan"):
        assert f'<option value="{value}"' not in text


def test_the_kind_of_an_item_is_told_in_words(reader):
    audit(actor="kim", action="add", subject="genomforandeplan 1", kind="sub_area", text="Nytt")
    assert "delområde" in text_of(reader, "/historik/")
    assert "sub-area" in text_of(reader, "/en/historik/")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", ("förde in beslutet om revideringen", "beslutat av:", "skickade tillbaka svaren")),
        ("/en", ("recorded the decision on the revision", "decided by:", "sent the answers back")),
    ],
)
def test_the_page_says_who_did_what_when_and_why_in_words(told, reader, language, words):
    text = text_of(reader, f"{language}/historik/")
    for each in (*words, "nämnd", "=siffran saknas", "a.docx"):
        assert each in text, each


def test_what_is_done_to_accounts_is_read_by_the_administrator_only(told, reader, client):
    assert subjects(reader) == ["genomforandeplan 1 2026 t1 NORR", "genomforandeplan 1"]
    assert "robin" not in text_of(reader, "/historik/?vad=user.add")
    _signed_in(client, "administrator")
    assert "robin" in subjects(client)


def test_nobody_without_an_account_reads_the_trail(told, client):
    for address in ("/historik/", "/historik.csv", "/historik.xlsx"):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("om=NORR", ["genomforandeplan 1 2026 t1 NORR"]),
        ("vem=KIM", ["genomforandeplan 1"]),
        ("vad=round.send_back", ["genomforandeplan 1 2026 t1 NORR"]),
        ("vem=kim&om=norr", []),
        ("till=2000-01-01", []),
        ("fran=0001-01-01&om=NORR", ["genomforandeplan 1 2026 t1 NORR"]),
        ("till=9999-12-31&om=NORR", ["genomforandeplan 1 2026 t1 NORR"]),
        ("fran=9999-12-31", []),
        ("till=0001-01-01", []),
    ],
)
def test_the_address_says_what_is_looked_for(told, reader, query, found):
    assert subjects(reader, query) == found


def test_the_days_looked_for_are_days_of_this_country_and_inclusive(told, reader, monkeypatch):
    from datetime import UTC, datetime

    at = datetime(2025, 6, 30, 22, 30, tzinfo=UTC)  # the first of July in Sweden
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    audit(actor="kim", action="reword", subject="midsommar")
    monkeypatch.undo()
    assert "midsommar" in subjects(reader, "fran=2025-07-01&till=2025-07-01")
    assert "midsommar" not in subjects(reader, "till=2025-06-30")


def test_a_day_that_is_none_is_said_and_the_rest_is_shown(told, reader):
    text = text_of(reader, "/historik/?fran=ig%C3%A5r")
    assert "igår är ingen dag" in text
    assert "genomforandeplan 1" in text


def test_the_workbook_has_every_row_and_runs_no_formula(told, reader):
    book = load_workbook(io.BytesIO(reader.get("/historik.xlsx").content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0] == ("När", "Vem", "Vad", "På vad", "Varför", "Detaljer")
    assert [row[3] for row in rows[1:]] == subjects(reader)
    assert rows[1][4] == "'=siffran saknas"


def test_a_long_trail_is_turned_page_by_page_and_the_filter_stays(reader):
    for number in range(120):
        audit(actor="kim", action="add", subject=f"plan#{number}")
    text = text_of(reader, "/historik/?vem=kim&sida=2")
    assert "Sida 2 av 3" in text
    assert "?vem=kim&amp;sida=3" in text
    assert "plan#69" in text and "plan#70" not in text
    assert len(subjects(reader, "vem=kim&sida=2")) == 120


def test_the_page_asks_few_queries_whatever_is_in_the_trail(reader):
    for number in range(60):
        audit(actor="kim", action="add", subject=f"plan#{number}", text="x" * 1000)
    with CaptureQueriesContext(connection) as asked:
        text = text_of(reader, "/historik/")
    assert len(asked) <= 15
    assert len(text) < 150_000


def test_the_account_menu_leads_to_the_trail_for_who_may_read_it(told, reader):
    assert 'href="/historik/"' in text_of(reader, "/om/")
    reader.logout()
    assert 'href="/historik/"' not in text_of(reader, "/om/")
    assert AuditEvent.objects.filter(action="user.sign_out").count() == 1


def test_what_an_event_is_about_is_named_and_linked_and_no_path_of_the_server_is_told(client):
    from apps.round_store import NORTH, an_open_round, fill_in, report_of
    from riktning.apps.followup.rounds.handing import take_step
    from riktning.apps.followup.rounds.policies import Act
    from riktning.apps.organisation.rights import COMMAND_LINE

    report = report_of(an_open_round())
    fill_in(report)
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    files = [{"name": "a.docx", "path": "/srv/rapporter/a.docx"}]
    audit(actor="kim", action="write report", subject="report 7", files=files)
    reader = _signed_in(client, "analyst")
    text = text_of(reader, "/historik/")
    place = f"/uppfoljning/rundor/{report.round_id}/{NORTH}/"
    assert f'<a href="{place}">Sjukhusen i norr, tertial 1 2025</a>' in text
    assert f'href="/uppfoljning/rundor/{report.round_id}/"' in text
    assert "före:</span> utkast" in text
    assert "mål ”Arbetssättet används i alla förvaltningar”" not in text  # it is served, not acting
    assert "mål ”Vi planerar vården tillsammans med kommunerna”, lokal" in text
    assert "a.docx" in text
    assert "/srv/" not in text
    assert "/srv/" not in reader.get("/historik.csv").getvalue().decode()
    assert "goal ”Vi planerar" in text_of(reader, "/en/historik/")
