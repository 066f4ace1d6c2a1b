"""`riktning plan` through the life of a revision: what is said, what is stored, and exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from apps.making import a_draft, a_revision, digital_care, near_care
from riktning.apps.plans.models import Link, Plan, Responsibility, Revision
from riktning.cli import plan, plan_knit, plan_life, plan_lint, plan_picture
from riktning.core.errors import RiktningError
from riktning.documents.template import write_template

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (plan, plan_life, plan_knit, plan_lint, plan_picture):
        monkeypatch.setattr(module, "open_store", lambda: None)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(plan.app, list(arguments))


def said(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.exception or result.output
    return result.output


def refused(*arguments: str) -> str:
    result = run(*arguments)
    assert isinstance(result.exception, RiktningError), result.output
    return result.exception.sentence


def decided() -> Revision:
    a_revision()
    said("decide", "plan", "--on", "2024-11-27", "--by", "nämnden", "--paragraph", "§ 225")
    said("put-in-force", "plan")
    return Revision.objects.get()


def test_a_decision_is_recorded_with_its_document(tmp_path: Path) -> None:
    a_revision()
    document = tmp_path / "beslut.pdf"
    document.write_bytes(b"x")
    said("decide", "plan", "--on", "2024-11-27", "--by", "nämnden", "--diary", "SSN 2024-1",
         "--document", str(document))  # fmt: skip
    revision = Revision.objects.get()
    assert (revision.decision_document, len(revision.decision_sha256)) == ("beslut.pdf", 64)
    assert "written" not in refused("decide", "plan", "--on", "x", "--by", "y", "--document", "z")


def test_a_day_that_is_none_is_one_sentence() -> None:
    a_revision()
    assert "write it as 2024-11-27" in refused("decide", "plan", "--on", "igår", "--by", "nämnden")


def test_next_years_draft_is_exported_revised_and_matched(tmp_path: Path) -> None:
    decided()
    out = tmp_path / "plan.xlsx"
    said("export", "plan", str(out))
    near = near_care()
    near.sub_areas[0].goals[0].text = "En gemensam bild"
    write_template(out, a_draft(near, digital_care()))
    said("import", str(out), "--plan", "plan")
    listed = json.loads(said("match", "plan", "--json"))
    assert [(one["text"], one["before"]) for one in listed] == [
        ("En gemensam bild", "Gemensam bild")
    ]
    assert json.loads(run("diff", "plan", "--json").stdout)["open_matches"] == 1
    assert "riktning plan match plan" in said("diff", "plan")
    pair = f"{listed[0]['new']}={listed[0]['old']}"
    assert "Nothing to match." in said("match", "plan", "--same", pair)
    changes = json.loads(said("diff", "plan", "--json"))
    assert changes["counts"] == {"reworded": 1} and changes["open_matches"] == 0
    assert "plan match" not in said("diff", "plan")
    assert "[-Gemensam-] {+En gemensam+}" in said("diff", "plan")
    word = tmp_path / "a.docx"
    said("diff", "plan", "1", "2", "--word", str(word), "--language", "en")
    assert word.stat().st_size > 5_000


def test_an_export_is_not_written_over_a_file_that_is_there(tmp_path: Path) -> None:
    a_revision()
    out = tmp_path / "plan.xlsx"
    out.write_text("ifylld")
    assert "already a file" in refused("export", "plan", str(out))
    said("export", "plan", str(out), "--force")


def test_a_draft_is_a_copy_of_what_is_in_force() -> None:
    decided()
    assert said("draft", "plan").strip() == "Plan plan, revision 2 (draft), copied from 1"
    assert refused("draft", "plan") == (
        "plan has a draft made from revision 1 already, revision 2; go on with that one, or make "
        "one more with --another."
    )
    assert Revision.objects.count() == 2
    again = said("draft", "plan", "--another").strip()
    assert again == "Plan plan, revision 3 (draft), copied from 1"


def items() -> dict[str, dict[str, Any]]:
    return {one["text"]: one for one in json.loads(said("items", "plan", "--json"))}


def test_owners_and_links_are_named_by_item(tmp_path: Path) -> None:
    a_revision()
    goal = items()["I bruk"]
    told = said("own", "plan", str(goal["item"]), "områdesansvarig", "--from", "2024-01-01")
    assert told.splitlines()[1] == "  goal: I bruk"
    said("own", "plan", str(goal["item"]), "uppdragsledare", "--lead")
    assert {r.part for r in Responsibility.objects.all()} == {"owner", "lead"}
    path = tmp_path / "vp.txt"
    path.write_text("## Milstolpar 2024\n### Hemma\n- Kartlagt\n", encoding="utf-8")
    said("import", str(path), "--plan", "vp", "--kind", "operational", "--name", "VP")
    assert Plan.objects.get(code="vp").kind == "operational"
    milestone = next(o for o in json.loads(said("items", "vp", "--json")) if o["kind"] == "goal")
    other = f"plan:{goal['item']}"
    said("serves", "vp", str(milestone["item"]), other, "--from", "2024-01-01")
    said("serves", "vp", str(milestone["item"]), other, "--from", "2024-06-01", "--end")
    assert str(Link.objects.get().to_date) == "2024-06-01"


def test_two_plans_become_one_picture(tmp_path: Path) -> None:
    a_revision()
    a_revision(code="vp", sha256="c" * 64)
    out = tmp_path / "styrbild.docx"
    assert "Kopplingar: 0. Luckor, som inget tjänar: 3 av 3 delområden." in said(
        "picture", "plan", "vp", str(out)
    )
    assert out.stat().st_size > 5_000
    assert "end in .docx" in refused("picture", "plan", "vp", str(tmp_path / "x.pdf"))


def test_lint_fails_with_a_remedy_when_something_is_missing() -> None:
    a_revision()
    result = run("lint", "plan", "--rule", "goal-without-owner")
    assert result.exit_code == 1
    assert "riktning plan own" in result.output
    found = json.loads(run("lint", "plan", "--json").stdout)
    assert {fault["rule"] for fault in found} >= {"goal-without-owner", "indicator-without-measure"}
    assert all(fault["remedy"] for fault in found)


def test_lint_succeeds_when_nothing_is_missing() -> None:
    a_revision()
    for number in (one["item"] for one in items().values() if one["kind"] == "area"):
        said("own", "plan", str(number), "områdesansvarig")
    assert said("lint", "plan", "--rule", "goal-without-owner") == ""


WRONG = {
    ("diff", "annan"): "there is no plan 'annan'; those there are: plan; store one: riktning plan "
    "import FILE --plan annan",
    ("lint", "plan.docx"): "a plan is named by its code (those there are: plan), and a document is "
    "stored under one with riktning plan import plan.docx --plan CODE",
    ("diff", "plan", "1", "7"): "the newest is 1",
    ("diff", "plan"): "follows no other revision",
    ("diff", "plan", "1", "--language", "de"): "choose sv or en",
    ("match", "plan", "--same", "x"): "write it as 48=12",
    ("own", "plan", "999", "roll"): "plan has no item 999",
    ("serves", "plan", "1", "vp"): "write it as PLAN:12",
    ("lint", "--rule", "x"): "is no rule",
    ("export", "plan", "a.docx"): "Excel workbook",
    ("read", "x.txt", "--kind", "dröm"): "is no kind of plan",
}


@pytest.mark.parametrize("arguments", WRONG)
def test_what_cannot_be_is_one_sentence(arguments: tuple[str, ...]) -> None:
    a_revision()
    assert WRONG[arguments] in refused(*arguments)
