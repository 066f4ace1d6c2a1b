"""`riktning plan`: what a person sees, what a machine gets, and what is stored."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from riktning.cli import plan as command
from riktning.cli.plan_links import read_links
from riktning.core.errors import DocumentError, RiktningError
from riktning.core.periods import Month
from riktning.documents.draft import DraftActivity, DraftArea, DraftIndicator, DraftPlan
from riktning.documents.template import write_template

PLAN = DraftPlan(
    [
        DraftArea(
            "Tandhälsa åäö",
            ["2027"],
            activities=[
                DraftActivity("2027", "Måla om [alla] rum."),
                DraftActivity("2027", "Måla om [alla] rum."),
            ],
            indicators=[DraftIndicator("Andel besök i tid")],
        )
    ]
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_template(tmp_path / "plan.xlsx", PLAN)


def run(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """The command in a process of its own, in a terminal that knows no Swedish letters."""
    code = "import sys; from riktning.cli.plan import app; app(sys.argv[1:])"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        check=False,
        env={"LC_ALL": "C", "PATH": "", "PYTHONIOENCODING": "ascii:replace"},
    )


def test_json_is_utf_8_and_nothing_else_on_standard_output(file: Path):
    result = run("read", str(file), "--json")
    plan = json.loads(result.stdout.decode("utf-8"))
    assert set(plan) == {"areas", "questions"}
    assert set(plan["areas"][0]) == {"name", "periods", "sub_areas", "activities", "indicators"}
    assert plan["areas"][0]["name"] == "Tandhälsa åäö"
    assert plan["areas"][0]["activities"][0] == {"period": "2027", "text": "Måla om [alla] rum."}
    assert set(plan["questions"][0]) == {"where", "problem", "text"}


def test_the_tree_shows_every_item_and_the_questions(
    file: Path, capsys: pytest.CaptureFixture[str]
):
    command.read(file)
    shown = capsys.readouterr()
    assert shown.out.count("Måla om [alla] rum.") == 2
    assert "Andel besök i tid" in shown.out
    assert "Frågor (1)" in shown.err


def test_the_template_must_be_a_workbook(tmp_path: Path):
    with pytest.raises(RiktningError, match=r"end in \.xlsx"):
        command.template(tmp_path / "plan.docx")


def test_a_template_never_replaces_a_file_unless_told_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    from riktning.cli.main import main

    filled = tmp_path / "plan.xlsx"
    filled.write_bytes(b"a day's work")
    assert main(["plan", "template", str(filled)]) == 2
    shown = capsys.readouterr().err
    assert "already a file of that name" in shown and "--force" in shown
    assert shown.count("\n") == 1
    assert filled.read_bytes() == b"a day's work"
    assert main(["plan", "template", str(filled), "--force"]) == 0
    assert filled.read_bytes()[:2] == b"PK"


@pytest.mark.django_db(transaction=True)
def test_import_stores_a_draft_after_showing_the_questions(
    file: Path, capsys: pytest.CaptureFixture[str]
):
    from riktning.apps.plans.queries import latest_revision

    command.import_plan(file, plan="tand", name="Tandplan", actor="planner")
    shown = capsys.readouterr()
    revision = latest_revision("tand")
    assert revision is not None
    assert (revision.number, str(revision.state)) == (1, "draft")
    assert "Frågor (1)" in shown.err
    assert "1 area, 2 activities, 1 indicator, 1 question\n" in shown.out
    command.import_plan(file, plan="tand", actor="planner")
    again = latest_revision("tand")
    assert again is not None and again.number == 1
    assert "unchanged: this document is already revision 1" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_a_file_that_cannot_be_read_stores_nothing(tmp_path: Path):
    from riktning.apps.plans.models import Plan

    path = tmp_path / "a.txt"
    path.write_text("Handla mjölk.", encoding="utf-8")
    with pytest.raises(DocumentError):
        command.import_plan(path, plan="tand")
    assert not Plan.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_link_says_which_measure_follows_a_line(file: Path, tmp_path: Path):
    from riktning.apps.plans.queries import latest_revision, planned_targets

    command.import_plan(file, plan="tand")
    links = tmp_path / "links.csv"
    links.write_text(
        "area;indicator;measure;unit_id;target;due\n"
        "Tandhälsa åäö;Andel besök i tid;andel_primarvard;;61,5;2027-12\n",
        encoding="utf-8",
    )
    command.link(links, plan="tand")
    revision = latest_revision("tand")
    assert revision is not None
    assert [target.indicator_id for target in planned_targets(revision)] == ["andel_primarvard"]


@pytest.mark.django_db(transaction=True)
def test_a_plan_that_is_not_there_cannot_be_linked(tmp_path: Path):
    links = tmp_path / "links.csv"
    links.write_text("area,indicator,measure\nA,B,c\n", encoding="utf-8")
    with pytest.raises(RiktningError, match="there is no plan 'none'"):
        command.link(links, plan="none")


@pytest.mark.parametrize(
    ("due", "month"),
    [("2027-12", Month(2027, 12)), ("2027-06-30", Month(2027, 6)), ("2027", Month(2027, 12))],
)
def test_due_is_a_month_a_day_or_a_year(tmp_path: Path, due: str, month: Month):
    path = tmp_path / "links.csv"
    path.write_text(f"area,indicator,measure,target,due\nA,B,c,5,{due}\n", encoding="utf-8")
    assert read_links(path)[0].due == month


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "columns area, indicator, measure are missing"),
        ("area,indicator\nA,B\n", "columns measure are missing"),
        ("area,indicator,measure\n", "no link in the file"),
        ("area,indicator,measure\nA,,c\n", "line 2: indicator is empty"),
        ("area,indicator,measure,target,due\nA,B,c,many,2027\n", "'many' is no number"),
        ("area,indicator,measure,target,due\nA,B,c,nan,2027\n", "'nan' is no number"),
        ("area,indicator,measure,target,due\nA,B,c,5,2027-13\n", "'2027-13' is not a month"),
    ],
)
def test_a_wrong_link_file_is_one_sentence(tmp_path: Path, content: str, says: str):
    path = tmp_path / "links.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DocumentError, match=says):
        read_links(path)
