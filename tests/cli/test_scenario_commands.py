"""``riktning scenario``: run, compare and levers, as a user calls them."""

import json

import pytest

from riktning.cli.main import main
from riktning.sources.opening import open_delivery
from riktning.sources.quality.report import check_delivery
from riktning.sources.quality.results import Status

SCENARIO = """name: {sv: Prov, en: Trial}
says: {sv: Ett prov., en: A trial.}
first: 2026-01
last: 2026-12
persons: 600
replicates: 3
"""
LEVERS = """levers:
  digital_first: {start: 2026-01, reach: 100 %}
  hospital_to_primary_care: {start: 2026-01, reach: 100 %}
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    folder = tmp_path_factory.mktemp("futures")
    (folder / "baseline.yaml").write_text(SCENARIO, encoding="utf-8")
    (folder / "digital.yaml").write_text(SCENARIO + LEVERS, encoding="utf-8")
    files = [str(folder / name) for name in ("baseline.yaml", "digital.yaml")]
    out = ["--threads", "1", "--out", str(folder / "out")]
    assert main(["scenario", "run", *files, *out, "--alone"]) == 0
    return folder


def test_what_is_finished_is_not_run_again(ran, capsys):
    arguments = ["scenario", "run", str(ran / "baseline.yaml"), "--out", str(ran / "out")]
    assert main(arguments) == 0
    said = capsys.readouterr()
    assert "all were there already" in said.err and "not real results" in said.err
    assert said.out == ""


def test_compare_shows_differences_targets_and_contributions(ran, capsys):
    assert main(["scenario", "compare", str(ran / "out"), "--language", "en"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Digital share in primary care (%) ≥ 18, 2025-12" in said
    assert "digital_first" in said and "interaction (the rest)" in said
    assert "Synthetic data – not real results" in said


def test_compare_speaks_swedish(ran, capsys):
    assert main(["scenario", "compare", str(ran / "out")]) == 0
    said = capsys.readouterr().out
    assert "Skillnad" in said and "Syntetiska data – inte verkliga resultat" in said


def test_compare_gives_json(ran, capsys):
    assert main(["scenario", "compare", str(ran / "out"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    digital = [
        each
        for each in told["outcomes"]
        if each["measure"] == "andel_digitala_primarvard" and each["scenario"] == "digital"
    ]
    assert digital[0]["difference"]["low"] > 5
    assert told["synthetic"] is True


def test_the_levers_are_listed(capsys):
    assert main(["scenario", "levers", "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "digital_first: Digital first." in said
    assert "staffing: Staffing. More beds and clinic slots can be staffed." in said


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["compare", "nowhere"], "holds no manifest.json"),
        (["run", "nowhere.yaml", "--out", "out"], "there is no such file"),
        (
            ["run", "{file}", "--out", "out", "--shards", "4"],
            "--shards: this is for --engine spark",
        ),
        (
            ["run", "{file}", "--out", "out", "--master", "x"],
            "--master: this is for --engine spark",
        ),
        (["run", "{file}", "--out", "out", "--alone", "--draws", "2"], "levers alone are not run"),
        (["run", "{file}", "--out", "out", "--orders", "4"], "--orders: orders of the levers"),
        (
            ["run", "{file}", "--out", "out", "--engine", "spark", "--shards", "2"],
            "all persons of a replicate meet",
        ),
        (["compare", "{other}"], "holds no manifest.json of a scenario"),
        (["compare", "{out}", "--year", "2030"], "not a year of the scenarios; choose 2026 to"),
        (["compare", "{out}", "--baseline", "x"], "no scenario 'x'"),
        (["compare", "{out}", "--links", "nowhere.csv"], "nowhere.csv"),
        (["compare", "{out}", "--plan", "a", "--links", "b.csv"], "choose one"),
        (["run", "{file}", "{file}", "--out", "out"], "two scenarios are named 'baseline'"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_2(ran, capsys, arguments, expected):
    other = ran / "other"  # a run of indicators has a manifest.json, too
    (other / "run").mkdir(parents=True, exist_ok=True)
    (other / "run" / "manifest.json").write_text('{"schema": 1, "run_id": "x"}', encoding="utf-8")
    names = {"out": str(ran / "out"), "file": str(ran / "baseline.yaml"), "other": str(other)}
    assert main(["scenario", *(each.format(**names) for each in arguments)]) == 2
    said = capsys.readouterr().err.strip()
    assert expected in said.splitlines()[-1] and "Traceback" not in said


def test_a_replicate_is_written_as_a_delivery_without_faults(ran, capsys):
    out = ["--out", str(ran / "tables"), "--persons", "800", "--share", "0.5"]
    assert main(["scenario", "tables", str(ran / "baseline.yaml"), *out]) == 0
    assert "not real results" in capsys.readouterr().err
    opened = open_delivery(ran / "tables")
    # So few persons have months without a stay, and no clinician is known. The beds are those of
    # whole hospitals, not of wards; one patient, who stands for two thousand, may be ready for more
    # days than the month has beds, since the days are counted in the month that the stay ends.
    rare = {"volume_break", "empty_months", "value_missing", "high_value", "part_above_whole"}
    failed = [r for r in check_delivery(opened) if r.status is Status.FAILED]
    assert {r.check for r in failed} <= rare, failed
    waits = sorted(path.stem for path in (ran / "tables" / "wait").iterdir())
    assert waits[-12:] == [f"2026-{month:02}" for month in range(1, 13)]  # those without one too
    assert opened.table("stay").count().to_pyarrow().as_py() > 10


@pytest.mark.parametrize("share", ["0", "1.5"])
def test_a_share_that_nobody_or_more_than_all_have_is_refused(ran, capsys, share):
    out = ["--out", str(ran / "tables_not"), "--share", share]
    assert main(["scenario", "tables", str(ran / "baseline.yaml"), *out]) == 2
    assert "of the persons is not possible" in capsys.readouterr().err
    assert not (ran / "tables_not").exists()
