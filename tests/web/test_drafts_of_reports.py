"""Who reads a report that is not handed in: one rule on pages, in files, history, trail, search."""

import io

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from apps.round_store import NORTH, SOUTH, an_open_round, fill_in, report_of
from riktning.apps.followup.models import Answer, Report
from riktning.apps.followup.rounds.answering import Given, save_answers
from riktning.apps.followup.rounds.content import said_in
from riktning.apps.followup.rounds.handing import take_step
from riktning.apps.followup.rounds.policies import Act
from riktning.apps.organisation.models import Grant
from riktning.apps.organisation.rights import COMMAND_LINE, Role

pytestmark = pytest.mark.django_db
WORD = "Utkastsordet"
LOCAL, SHARED = "var-nara-vard", "nara-vard"
ALL, OWN_AREA, NOTHING = "all of it", "the own area", "nothing"

# The role, its administration and its area, and what of the north's draft is read.
RULE = [
    (Role.READER, "", "", NOTHING),
    (Role.READER, NORTH, "", NOTHING),
    (Role.REPORTER, NORTH, "", ALL),
    (Role.REPORTER, NORTH, SHARED, ALL),
    (Role.REPORTER, SOUTH, "", NOTHING),
    (Role.REPORTER, "", "", ALL),
    (Role.APPROVER, NORTH, "", ALL),
    (Role.APPROVER, SOUTH, "", NOTHING),
    (Role.AREA_LEAD, "", SHARED, OWN_AREA),
    (Role.AREA_LEAD, "", "", ALL),
    (Role.AREA_LEAD, SOUTH, SHARED, NOTHING),
    (Role.ANALYST, "", "", ALL),
    (Role.ADMINISTRATOR, "", "", ALL),
]


@pytest.fixture
def report() -> Report:
    """The north's draft, sent back once; every answer holds a word that is nowhere else."""
    report = report_of(an_open_round())
    fill_in(report)
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    take_step(report=report, act=Act.SEND_BACK, actor=COMMAND_LINE, reason=f"{WORD} saknar skäl")
    for answer in report.answers.all():
        said = said_in(answer)
        given = Given(type(said)(**{**_values(said), "comment": f"{WORD} {answer.area}."}), 1)
        save_answers(report=report, given={answer.pk: given}, actor=COMMAND_LINE)
    return Report.objects.get(pk=report.pk)


def _values(said):
    return {name: getattr(said, name) for name in said.__dataclass_fields__}


def signed_in(client, role, unit, area):
    user = User.objects.create_user(f"en {role}")
    Grant.objects.create(
        user=user, role=role, unit_id=unit, area=area, from_date=timezone.localdate()
    )
    client.force_login(user)
    return client


def areas_in(text):
    return {area for area in (LOCAL, SHARED) if f"{WORD} {area}." in text}


@pytest.mark.parametrize(("role", "unit", "area", "read"), RULE)
def test_the_rule_holds_wherever_a_draft_could_be_read(client, report, role, unit, area, read):
    expected = {ALL: {LOCAL, SHARED}, OWN_AREA: {SHARED}, NOTHING: set()}[read]
    assert {a.area for a in report.answers.all()} == {LOCAL, SHARED}
    reader = signed_in(client, role, unit, area)
    place = f"/uppfoljning/rundor/{report.round_id}/"
    page = reader.get(f"{place}norr/").content.decode()
    history = reader.get(f"{place}norr/historik/").content.decode()
    found = reader.get(f"/sok/?sok={WORD}").content.decode()
    assert areas_in(page) == areas_in(history) == expected
    assert (f"<mark>{WORD}</mark>" in found) is bool(expected)
    whole = read == ALL
    for address in (f"{place}norr/", f"{place}norr/historik/", place, "/historik/"):
        text = reader.get(address).content.decode()
        assert (f"{WORD} saknar skäl" in text) is whole, address
    template = reader.get(f"{place}norr/mall.xlsx")
    assert template.status_code == (200 if whole else 403)
    if whole:
        book = openpyxl.load_workbook(io.BytesIO(template.content))
        cells = " ".join(str(c.value) for sheet in book for row in sheet.rows for c in row)
        assert areas_in(cells) == expected
    for ending in ("csv", "xlsx"):
        answers = reader.get(f"{place}svar.{ending}")
        assert answers.status_code == 200
    lines = b"".join(reader.get(f"{place}svar.csv").streaming_content).decode()
    assert not areas_in(lines)


@pytest.mark.parametrize(("role", "unit", "area", "read"), RULE)
def test_what_is_handed_in_is_read_by_everybody_with_a_role(client, report, role, unit, area, read):
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    reader = signed_in(client, role, unit, area)
    page = reader.get(f"/uppfoljning/rundor/{report.round_id}/norr/").content.decode()
    assert areas_in(page) == {LOCAL, SHARED}
    history = reader.get(f"/uppfoljning/rundor/{report.round_id}/norr/historik/").content.decode()
    assert (f"{WORD} saknar skäl" in history) is (read == ALL)
    assert WORD in history


def test_a_figure_given_by_hand_in_a_draft_is_not_in_the_trail_of_others(client, report):
    answer = Answer.objects.filter(report=report).exclude(takes="").first()
    assert answer is not None
    reader = signed_in(client, Role.READER, "", "")
    text = reader.get("/historik/?vad=round.manual_value").content.decode()
    assert "rapporterade ett värde" in text
    assert "före:" not in text
    assert "efter:" not in text
