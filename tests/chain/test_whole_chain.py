"""The whole chain on a small population, as a user runs it: one process a command."""

import hashlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = "import sys; from riktning.cli.main import main; sys.exit(main(sys.argv[1:]))"
pytestmark = pytest.mark.slow


def riktning(*arguments, home: Path | None = None, **environment):
    """Run one command; RIKTNING_HOME is set only when a home is given."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("RIKTNING")}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    env |= {"RIKTNING_HOME": str(home)} if home else {}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=env | environment,
        check=False,
    )


def one_sentence(done):
    """A user's error: exit 2, one line that ends as a sentence, and no traceback."""
    assert done.returncode == 2, done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("riktning: ")]
    assert len(lines) == 1, done.stderr
    assert lines[0].endswith(".")
    assert "Traceback" not in done.stderr
    return lines[0]


def prints(folder: Path):
    """Every file of a folder with its fingerprint."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def count(home: Path, table: str) -> int:
    with sqlite3.connect(home / "riktning.sqlite3") as store:
        return store.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 -- names of the store


TABLES = (
    "plans_revision",
    "plans_target",
    "observations_run",
    "observations_series",
    "observations_verdict",
    "followup_assessment",
    "followup_reportissue",
)


def interrupt_after(step: str, *arguments):
    """Start a command and press Ctrl-C in the midst of what follows a step."""
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *map(str, arguments)], stderr=subprocess.PIPE, text=True
    )
    for line in running.stderr:
        if line.startswith(step):
            break
    running.send_signal(signal.SIGINT)
    rest = running.communicate(timeout=60)[1]
    assert running.returncode == 130, rest
    assert "Traceback" not in rest


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demo that was interrupted and then finished; no other store may be touched by it."""
    folder = tmp_path_factory.mktemp("chain")
    elsewhere = folder / "real"
    arguments = ("demo", "--persons", 2000, "--home", folder / "demo", "--no-serve")
    interrupt_after("Plan", *arguments)
    done = riktning(*arguments, home=elsewhere, DATABASE_URL=f"sqlite:///{elsewhere}/real.sqlite3")
    assert done.returncode == 0, done.stderr
    assert not elsewhere.exists()
    return folder / "demo", done


def test_the_demo_ends_with_the_report_and_what_it_is_made_of(demo):
    home, done = demo
    assert "Synthetic data – not real results" in done.stdout
    for name in ("uppfoljning-2025.docx", "uppfoljning-2025.pdf"):
        assert f"Report: {home / 'reports' / name}" in done.stdout
        assert (home / "reports" / name).stat().st_size > 50_000


def test_the_report_says_what_the_store_says(demo):
    from pypdf import PdfReader

    home, _done = demo
    text = "".join(p.extract_text() for p in PdfReader(home / "reports/uppfoljning-2025.pdf").pages)
    with sqlite3.connect(home / "riktning.sqlite3") as store:
        rows = store.execute(
            "SELECT v.direction, count(*) FROM observations_verdict v"
            " JOIN observations_indicator i ON i.id = v.indicator_id"
            " JOIN observations_run r ON r.id = i.run_id AND v.unit_id = r.region_unit_id"
            " GROUP BY 1"
        )
        counts = dict(rows.fetchall())
        (run_id,) = store.execute("SELECT run_id FROM observations_run").fetchone()
    said = " ".join(text.split())
    assert f"Av {sum(counts.values())} mått är det {counts.get('improving', 0)} som" in said
    assert run_id in said


def test_the_report_is_recorded_with_the_fingerprints_of_its_files(demo):
    home, _done = demo
    with sqlite3.connect(home / "riktning.sqlite3") as store:
        (files,) = store.execute("SELECT files FROM followup_reportissue").fetchone()
    recorded = {entry["name"]: entry["sha256"] for entry in json.loads(files)}
    assert recorded == prints(home / "reports")


def test_a_second_demo_reuses_everything_and_duplicates_nothing(demo):
    home, _first = demo
    before = {table: count(home, table) for table in TABLES}
    files = {name: prints(home / name) for name in ("delivery", "run", "reports")}
    done = riktning("demo", "--persons", 2000, "--home", home, "--no-serve")
    assert done.returncode == 0, done.stderr
    steps = re.findall(r"^[A-Z].*? +\d+\.\d s  (.+)$", done.stderr, re.MULTILINE)
    assert [each for each in steps if each != "unchanged, reused"] == ["ready", "12 statements"]
    assert len(steps) > 8
    assert {table: count(home, table) for table in TABLES} == before
    assert {name: prints(home / name) for name in files} == files


def test_the_demo_refuses_a_folder_that_is_not_its_own(tmp_path):
    (tmp_path / "important.txt").write_text("x")
    done = riktning("demo", "--persons", 100, "--home", tmp_path, "--no-serve")
    assert "not a demo" in one_sentence(done)


def test_a_missing_table_leaves_its_indicators_out_and_says_why(demo, tmp_path):
    import shutil

    shutil.copytree(demo[0] / "delivery", tmp_path / "data")
    table = tmp_path / "data" / "monitoring"
    shutil.rmtree(table) if table.is_dir() else table.with_suffix(".parquet").unlink()
    done = riktning("compute", tmp_path / "data", "--out", tmp_path / "run")
    assert done.returncode == 0, done.stderr
    entry = json.loads((tmp_path / "run/manifest.json").read_text("utf-8"))["indicators"]
    assert entry["egenmonitorering"]["state"] == "no source"
    assert "monitoring" in entry["egenmonitorering"]["reason"]


def test_without_the_units_nothing_can_be_computed(demo, tmp_path):
    data, run = _copied(demo, tmp_path)
    (data / "unit.parquet").unlink()
    before = prints(run)
    assert "unit" in one_sentence(riktning("compute", data, "--out", run))
    assert prints(run) == before


def test_a_corrupt_parquet_file_leaves_the_last_run(demo, tmp_path):
    data, run = _copied(demo, tmp_path)
    (data / "unit.parquet").write_bytes(b"PAR1 this is not Parquet")
    before = prints(run)
    assert "unit" in one_sentence(riktning("compute", data, "--out", run))
    assert prints(run) == before


def test_an_impossible_date_in_a_csv_file_leaves_the_last_run(demo, tmp_path):
    data, run = _copied(demo, tmp_path)
    (data / "unit.parquet").unlink()
    (data / "unit.csv").write_text(
        "unit_id,name,kind,parent_id,municipality,from_date,to_date\n"
        "r,Regionen,region,,,2025-02-30,\n",
        "utf-8",
    )
    before = prints(run)
    assert "2025-02-30" in one_sentence(riktning("compute", data, "--out", run))
    assert prints(run) == before


def test_a_broken_definition_leaves_the_last_run(demo, tmp_path):
    data, run = _copied(demo, tmp_path)
    own = tmp_path / "own" / "indicators"
    own.mkdir(parents=True)
    (own / "eget.yaml").write_text("id: eget\n  code: [", "utf-8")
    before = prints(run)
    done = riktning("compute", data, "--out", run, "--catalogue", tmp_path / "own")
    assert "eget.yaml" in one_sentence(done)
    assert prints(run) == before


def test_an_unreadable_plan_document_stores_nothing(demo, tmp_path):
    home = demo[0]
    before = count(home, "plans_revision")
    (tmp_path / "plan.docx").write_bytes(b"PK not a document")
    done = riktning("plan", "import", tmp_path / "plan.docx", "--plan", "annan", home=home)
    assert "plan.docx" in one_sentence(done)
    assert count(home, "plans_revision") == before


def test_a_report_of_nothing_published_is_one_sentence(tmp_path):
    done = riktning("report", "--out", tmp_path / "out", home=tmp_path / "home")
    assert "no run is published" in one_sentence(done)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("--as-of", "2025-02-30"), "is not a date"),
        (("--as-of", "1999-12-31"), "no run with data up to 1999-12-31"),
        (("--plan", "finns-inte"), "there is no plan with the code"),
        (("--format", "exe"), "is not a format"),
        (("--language", "xx"), "is not a language"),
    ],
)
def test_a_report_that_cannot_be_written_as_asked_is_one_sentence(demo, arguments, what, tmp_path):
    done = riktning("report", "--out", tmp_path / "out", *arguments, home=demo[0])
    assert what in one_sentence(done)
    assert not (tmp_path / "out").exists()


def _copied(demo, tmp_path):
    """A delivery and a run of one's own to break."""
    import shutil

    home = demo[0]
    shutil.copytree(home / "delivery", tmp_path / "data")
    shutil.copytree(home / "run", tmp_path / "run")
    return tmp_path / "data", tmp_path / "run"
