"""What makes the demo safe to run twice: its folder, its stamps, its examples."""

import csv
import io

import pytest

from riktning.cli.demo_display import Display
from riktning.cli.demo_stamps import (
    FILE,
    Stamps,
    combined,
    files_fingerprint,
    prepare_home,
    rooms_fingerprint,
)
from riktning.cli.examples import examples_folder
from riktning.cli.plan_links import read_links
from riktning.core.errors import RiktningError


def test_a_new_folder_is_made_and_an_earlier_demo_is_taken_again(tmp_path):
    home = prepare_home(tmp_path / "demo")
    Stamps(home).keep("step", "abc")
    assert prepare_home(tmp_path / "demo") == home
    assert Stamps(home).fresh("step", "abc")


def test_a_folder_with_something_else_in_it_is_refused_untouched(tmp_path):
    (tmp_path / "riktning.sqlite3").write_text("real data")
    with pytest.raises(RiktningError, match="not a demo; choose another folder with --home"):
        prepare_home(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["riktning.sqlite3"]


def test_a_file_in_the_folders_place_is_refused(tmp_path):
    (tmp_path / "demo").write_text("x")
    with pytest.raises(RiktningError, match="there is a file of that name"):
        prepare_home(tmp_path / "demo")


def test_a_stamp_is_fresh_only_for_the_same_input(tmp_path):
    stamps = Stamps(prepare_home(tmp_path / "demo"))
    stamps.keep("run", combined(1, "a"))
    assert stamps.fresh("run", combined(1, "a"))
    assert not stamps.fresh("run", combined("1a"))
    assert not stamps.fresh("report", combined(1, "a"))


@pytest.mark.parametrize("broken", ["", "[1]", "{", "null"])
def test_broken_stamps_only_mean_that_everything_is_done_again(tmp_path, broken):
    (tmp_path / FILE).write_text(broken)
    assert not Stamps(tmp_path).fresh("run", "abc")


def test_a_changed_file_changes_the_fingerprint(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("1")
    before = files_fingerprint(tmp_path.iterdir())
    file.write_text("2")
    assert files_fingerprint(tmp_path.iterdir()) != before


def test_rooms_have_fingerprints_of_their_own():
    assert rooms_fingerprint("core") == rooms_fingerprint("core")
    assert rooms_fingerprint("core") != rooms_fingerprint("catalogue")


def test_steps_are_lines_where_there_is_no_terminal():
    from rich.console import Console

    output = io.StringIO()
    with Display(["One", "Two"], Console(file=output)) as display:
        display.run("One", lambda report: report(1, 2, "half") or "done")
        display.run("Two", lambda _report: "reused")
    lines = output.getvalue().splitlines()
    assert [line.split()[0] for line in lines] == ["One", "Two"]
    assert lines[0].endswith("done")
    assert lines[1].endswith("reused")
    assert set(display.seconds) == {"One", "Two"}


@pytest.fixture(scope="module")
def draft():
    from riktning.documents.reading import read_plan

    return read_plan(examples_folder() / "plan" / "plan.docx")


def _words():
    import runpy

    return runpy.run_path(str(examples_folder() / "plan" / "plan.py"))["AREAS"]


def test_the_example_plan_is_read_as_it_was_written(draft):
    for read, written in zip(draft.areas, _words(), strict=True):
        assert read.name == written["name"]
        assert [i.text for i in read.indicators] == written["indicators"]
        told = [(p, text) for p, texts in written["activities"].items() for text in texts]
        assert [(a.period, a.text) for a in read.activities] == told
        goals = [[s.name, *(g.text for g in s.goals)] for s in read.sub_areas]
        assert goals == [list(row) for row in written["sub_areas"]]


def test_every_measure_of_the_catalogue_follows_a_line_of_the_example_plan(draft):
    from riktning.catalogue import load

    links = read_links(examples_folder() / "plan" / "links.csv")
    lines = {(area.name, i.text) for area in draft.areas for i in area.indicators}
    assert {(link.area, link.indicator) for link in links} <= lines
    assert {link.indicator_id for link in links} == set(load().indicators)
    assert lines - {(link.area, link.indicator) for link in links}  # as in life


def test_every_assessment_is_of_something_in_the_example_plan(draft):
    text = (examples_folder() / "plan" / "assessments.csv").read_text("utf-8")
    known = {(area.name, i.text) for area in draft.areas for i in area.indicators}
    known |= {(area.name, "") for area in draft.areas}
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert {(row["area"], row["indicator"]) for row in rows} <= known


def test_the_example_document_is_what_its_script_writes(tmp_path, monkeypatch):
    import runpy

    folder = examples_folder() / "plan"
    monkeypatch.syspath_prepend(str(folder))
    runpy.run_path(str(folder / "make.py"))["write_plan"](tmp_path / "plan.docx")
    from docx import Document

    written, kept = (Document(str(p / "plan.docx")) for p in (tmp_path, folder))
    assert written.element.xml == kept.element.xml
