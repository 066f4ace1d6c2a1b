"""`riktning governance` stores groups of a file and says what is amiss, each kind of it."""

import json
from datetime import timedelta

import pytest

from apps.group_store import ANALYST, START, a_chair, a_decided, a_draft, a_group, a_top, reports
from riktning.apps.governance.groups import close_group, give_duty, take_seat
from riktning.apps.governance.kinds import SeatPart, Way
from riktning.apps.organisation.models import Unit
from riktning.cli.main import main
from riktning.documents.groups.findings import Amiss

pytestmark = pytest.mark.django_db
DAY = "2024-06-01"
SAME = "Prioritera mellan digitala stöd tillsammans med kommunerna varje månad i hela länet."


@pytest.fixture(autouse=True)
def store(monkeypatch):
    monkeypatch.setattr("riktning.cli.governance.open_store", lambda: None)


def everything_amiss():
    top = a_top()
    a_chair(top)
    a_decided(top)
    Unit.objects.create(unit_id="norr", name="N", kind="administration", from_date=START)
    lost, round_, back, to_closed, closed = (
        a_group(code, name=code.capitalize())
        for code in ("vilsen", "runt", "tillbaka", "sen", "slut")
    )
    reports(round_, back)
    reports(back, round_, Way.ESCALATES)
    reports(back, top)
    below = a_group("under", name="Under", parent=closed)
    a_chair(below)
    a_decided(below)
    reports(below, top)
    close_group(group=closed, last_day=START + timedelta(30), reason="x", actor=ANALYST)
    reports(to_closed, closed)
    for group in (round_, back, to_closed):
        a_chair(group)
    a_decided(round_, description=SAME)
    a_decided(back, description=SAME)
    a_draft(to_closed)
    a_decided(lost)
    take_seat(
        group=back, part=SeatPart.MEMBER, role="chef", unit_id="nedlagd", from_date=START,
        actor=ANALYST,
    )  # fmt: skip
    give_duty(code="ingens", text="Det ingen har", group=None, actor=ANALYST)


def test_each_kind_of_finding_is_told_and_the_exit_code_says_that_something_is(capsys):
    everything_amiss()
    assert main(["governance", "lint", "--day", DAY, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert {one["amiss"] for one in found} == {kind.value for kind in Amiss}
    by_kind = {one["amiss"]: one["groups"] for one in found}
    assert by_kind["no_chair"] == ["vilsen"]
    assert by_kind["no_assignment"] == ["sen"]
    assert by_kind["reports_to_closed"] == ["sen", "slut"]
    assert by_kind["below_closed"] == ["under", "slut"]
    assert set(by_kind["circle"]) == {"runt", "tillbaka"}
    assert main(["governance", "lint", "--day", DAY]) == 1
    said = capsys.readouterr().out
    for kind in Amiss:
        assert f"[{kind.value}]" in said
    assert "→" in said


def test_groups_in_order_leave_nothing_to_say(capsys):
    top = a_top()
    a_chair(top)
    a_decided(top)
    assert main(["governance", "lint", "--day", DAY, "--language", "en"]) == 0
    assert "Nothing is amiss." in capsys.readouterr().out


def test_a_likeness_that_cannot_be_is_one_sentence(capsys):
    assert main(["governance", "lint", "--at-least", "1.5"]) == 2
    assert "no likeness" in capsys.readouterr().err


def test_a_file_of_groups_is_stored_once(tmp_path, capsys):
    path = tmp_path / "groups.yaml"
    text = "{code: g, name: G, kind: function, process: support, from: 2024-01-01}"
    path.write_text(f"groups:\n  - {text}\n", encoding="utf-8")
    assert main(["governance", "load", str(path)]) == 0
    assert main(["governance", "load", str(path)]) == 0
    told = capsys.readouterr().out
    assert "1 groups" in told
    assert "1 were there" in told
