"""The catalogue and compute commands, as a person types them."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

import riktning.catalogue
from riktning.catalogue import load
from riktning.catalogue.overriding import origin
from riktning.cli.catalogue import app
from riktning.cli.compute import _hidden, _left_out, compute
from riktning.core.errors import CareDataError, CatalogueError, RunError
from riktning.indicators.runs import IndicatorEntry

RUNNER = CliRunner()


def test_check_finds_no_fault_in_the_package():
    found = RUNNER.invoke(app, ["check"])
    assert found.exit_code == 0 and f"{len(load().indicators)} definitions" in found.output


def test_check_names_the_fault_of_an_own_folder(tmp_path):
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "own.yaml").write_text("id: own\nframe: stays\n", encoding="utf-8")
    found = RUNNER.invoke(app, ["check", str(tmp_path)])
    assert isinstance(found.exception, CatalogueError)
    assert "own.yaml, line 2: there is no frame 'stays'; did you mean 'stay'?" in found.output
    assert f"{found.output.count('own.yaml, line')} faults" in str(found.exception)


def test_list_names_every_indicator():
    found = RUNNER.invoke(app, ["list"], env={"COLUMNS": "200"})
    assert found.exit_code == 0 and "kontinuitet_coc" in found.output


def test_list_cuts_no_id_at_80_columns():
    found = RUNNER.invoke(app, ["list"], env={"COLUMNS": "80"})
    ids = {line.split()[1] for line in found.output.splitlines() if line[:1].strip()}
    assert set(load().indicators) <= ids


def shown(indicator, *arguments):
    found = RUNNER.invoke(app, ["show", indicator, *arguments])
    assert found.exit_code == 0, found.exception
    return " ".join(found.output.split())


def test_show_tells_a_definition_to_a_person():
    told = shown("hembesok_75")
    for piece in (
        "Andel hembesök, 75 år och äldre (NV23, hembesok_75, version 1)",
        "proportion, in % interval 95%, Wilson's",
        "mode is visit or home_visit and age is at least 75 (min_age)",
        "mode in [visit, home_visit] and age >= min_age",
        "min_age = 75",
        "the treating unit",
        "to be confirmed That home nursing counts as a home visit",
        "att bekräfta Att hemsjukvård räknas som hembesök",
    ):
        assert piece in told


@pytest.mark.parametrize(
    ("indicator", "pieces"),
    [
        ("belaggningsgrad", ["better is at most 90", "no, no person's care is counted"]),
        ("antal_sip", ["the treating unit and at where the person lives", "better is higher"]),
        ("akut_sabo", ["counted on resident_month: person alive", "where dwelling is care_home",
                       "numerator ÷ denominator × 12000"]),
        ("genomford_utmonstring", ["summed over 2022-01 to 2022-12", "tertials and years",
                                   "A02BC05 Esomeprazol"]),
        ("fall_slutenvard_standardiserad", ["sex and age to european_2013", "every month",
                                            "W06 Fall från säng", "… and 8 more"]),
        ("median_behandling", ["at most the width of the bucket", "10 from 30",
                               "from 730 it is only known to be at least that"]),
        ("riskbedomning_24h", ["dated at most 1 days after the first day", "AV024"]),
        ("andel_mangbesokare_akut", ["had at least 4 (min_visits) times within 12 months a contact",
                                     "first value after 12 months"]),
        ("kroniker_delad_vard", ["better is neither higher nor lower"]),
        ("kontinuitet_coc", ["window_months = 18, modes = visit, home_visit, video"]),
        ("utskrivningsklar_dagar", ["ready days is known"]),
        ("aterinskrivning_65", ["preliminary for 30 days", "not exclude tumours (false here)"]),
        ("undvikbar_slutenvard_barn", ["more, in codes/avoidable_inpatient_care.csv"]),
        ("hyrpersonal", ["status confirmed"]),
    ],
)  # fmt: skip
def test_show_tells_each_thing_a_definition_may_say(indicator, pieces):
    told = shown(indicator)
    assert [piece for piece in pieces if piece not in told] == []


@pytest.mark.parametrize(
    ("engine", "quote"), [("duckdb", '"'), ("spark", "`")]
)  # fmt: skip
def test_show_prints_the_statement_that_an_engine_runs(engine, quote):
    assert f"{quote}hembesok_75__numerator{quote}" in shown("hembesok_75", "--sql", engine)


def test_show_prints_a_statement_for_each_axis_and_for_the_population():
    both = shown("antal_sip", "--sql", "duckdb")
    assert "-- antal_sip, treating_unit, agreement" in both
    assert "-- antal_sip, municipality, agreement" in both
    assert "-- akut_sabo, municipality, resident_month" in shown("akut_sabo", "--sql", "duckdb")


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["show", "hembesok"], "did you mean 'hembesok_75' or 'demens_besok_vc'?"),
        (["show", "NV07"], "did you mean 'NV07c', 'NV07b' or 'NV07a'?"),
        (["show", "hembesok_75", "--sql", "oracle"], "write duckdb or spark"),
        (["reference", "/nowhere/page.md"], "/nowhere/page.md: the page cannot be written"),
    ],
)
def test_a_wrong_argument_is_told_what_would_be_valid(arguments, wanted):
    assert wanted in str(RUNNER.invoke(app, arguments).exception)


def test_a_wrong_id_names_the_nearest_few_and_no_long_list():
    said = str(RUNNER.invoke(app, ["show", "xyzzy"]).exception)
    assert "riktning catalogue list WORDS" in said and len(said) < 250


def test_a_code_of_the_plan_shows_every_measure_of_its_line():
    assert shown("nv07a") == shown("medelvardtid_hjartsvikt")
    both = shown("NV19")
    assert "(NV19, mangbesokare_akut," in both and "(NV19, andel_mangbesokare_akut," in both


def test_show_says_where_the_file_is_and_the_statement_says_what_it_is():
    file = Path(riktning.catalogue.__file__).with_name("indicators") / "hembesok_75.yaml"
    assert f"file {file}" in shown("hembesok_75")
    statement = RUNNER.invoke(app, ["show", "hembesok_75", "--sql", "duckdb"]).output
    head = statement.splitlines()[:6]
    assert all(line.startswith("-- ") for line in head)
    assert "(NV23, hembesok_75, version 1)" in head[0] and str(file) in head[2]


def overridden(tmp_path, *changes):
    """An own folder with the package's hembesok_75, changed."""
    source = Path(riktning.catalogue.__file__).with_name("indicators") / "hembesok_75.yaml"
    text = source.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "hembesok_75.yaml").write_text(text, encoding="utf-8")
    return tmp_path


LIMIT = ("min_age: 75", "min_age: 80")
TOLD = (("version: 1", "version: 2"), ("hembesök", "hemma-besök"), ("at home", "in the home"),
        ("Riktning, role: catalogue editor", "The region, role: statistician"))  # fmt: skip


def test_check_warns_of_a_measure_that_counts_otherwise_under_the_same_words(tmp_path):
    found = RUNNER.invoke(app, ["check", str(overridden(tmp_path, LIMIT))])
    assert found.exit_code == 0
    assert "'hembesok_75' counts by other parameters than the package's" in found.output
    assert "change says, version and provenance, too" in found.output


def test_check_warns_only_of_what_was_forgotten(tmp_path):
    found = RUNNER.invoke(app, ["check", str(overridden(tmp_path, LIMIT, TOLD[0], TOLD[3]))])
    assert "change says, too" in found.output


@pytest.mark.parametrize("changes", [(LIMIT, *TOLD), TOLD[:1], ()])
def test_check_does_not_warn_of_one_that_says_so_or_counts_the_same(tmp_path, changes):
    found = RUNNER.invoke(app, ["check", str(overridden(tmp_path, *changes))])
    assert found.exit_code == 0 and "Warning" not in found.output


def test_check_warns_of_a_list_that_changes_what_a_measure_of_the_package_counts(tmp_path):
    (tmp_path / "codes").mkdir()
    (tmp_path / "codes" / "heart_failure.csv").write_text(
        "code,label,provenance\nI50,Hjärtsvikt,region\nI11,Hjärtsjukdom,region\n", encoding="utf-8"
    )
    found = RUNNER.invoke(app, ["check", str(tmp_path)]).output
    assert "'medelvardtid_hjartsvikt' counts by other list heart_failure" in found
    assert "copy its file and change says, version and provenance" in found


@pytest.mark.parametrize(
    ("changes", "whose"), [((LIMIT,), "own"), ((), "package"), (TOLD[3:], "own")]
)
def test_a_definition_is_the_regions_own_once_anything_in_it_is(tmp_path, changes, whose):
    catalogue = load(overridden(tmp_path, *changes))
    assert origin(catalogue.indicators["hembesok_75"], catalogue) == whose
    assert origin(catalogue.indicators["medelvardtid_75"], catalogue) == "package"


def test_an_own_folder_is_told_apart_wherever_definitions_are_listed(tmp_path):
    text = Path(riktning.catalogue.__file__).with_name("indicators") / "hembesok_75.yaml"
    (tmp_path / "indicators").mkdir()
    mine = text.read_text(encoding="utf-8")
    (tmp_path / "indicators" / "hembesok_75.yaml").write_text(mine, encoding="utf-8")
    (tmp_path / "indicators" / "new.yaml").write_text(
        mine.replace("id: hembesok_75", "id: hembesok_80").replace("code: NV23", "code: X1"),
        "utf-8",
    )
    own = ["--catalogue", str(tmp_path)]
    listed = RUNNER.invoke(app, ["list", *own], env={"COLUMNS": "400"}).output
    assert f"(in place of the package's: {tmp_path}/indicators/hembesok_75.yaml)" in listed
    assert f"(own: {tmp_path}/indicators/new.yaml)" in listed
    assert listed.count("in place of") == 1 and listed.count("(own: ") == 1
    checked = RUNNER.invoke(app, ["check", str(tmp_path)]).output
    assert "In place of the package's: hembesok_75." in checked
    assert "in place of the package's" in shown("hembesok_75", *own)
    written = RUNNER.invoke(app, ["reference", str(tmp_path / "page.md"), *own])
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert written.exit_code == 0 and "## Egna mått" in page and '<a id="hembesok_80">' in page


def test_compute_says_what_is_wrong_before_it_reads_anything(tmp_path):
    with pytest.raises(RunError, match="no amount of memory"):
        compute(tmp_path, tmp_path / "run", memory="lots")
    with pytest.raises(CareDataError):
        compute(tmp_path / "none", tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_hidden_figures_are_counted_by_reason_in_words():
    counts = Counter(primary=31, secondary=7)
    assert (
        _hidden(counts, 5)
        == "38 hidden (31 of fewer than 5, 7 from which another could be derived)"
    )
    assert _hidden(Counter(), 5) == "0 hidden"


def manifest_with(outside, k=5):
    entry = IndicatorEntry(1, "", "stay", (), "computed", None)
    entries = {name: replace(entry, outside=count) for name, count in outside.items()}
    return SimpleNamespace(indicators=entries, k=k)


def test_what_is_too_small_to_be_told_of_at_no_unit_is_one_line():
    lines = _left_out(manifest_with({"a": None, "b": 12, "c": None, "d": 0}))
    assert [line.strip() for line in lines] == [
        "b: 12 rows at no unit that exists then, left out",
        "2 measures: fewer than 5 rows at no unit that exists then, left out (a, c)",
    ]
    assert _left_out(manifest_with({"d": 0})) == []


def test_the_list_follows_the_plan_and_can_be_searched():
    rows = RUNNER.invoke(app, ["list"], env={"COLUMNS": "80"}).output.splitlines()[1:]
    areas = [row[:2] for row in rows if row[:2].strip()]
    assert list(dict.fromkeys(areas)) == ["NV", "PR", "KV", "KF", "BU"]
    found = RUNNER.invoke(app, ["list", "mångbesökare"], env={"COLUMNS": "120"}).output
    assert "mangbesokare_akut" in found and "resident_month" in found
    assert "medelvardtid_75" not in found


@pytest.mark.parametrize("words", [["akut", "mångbesökare"], ["mångbesökare akut"]])
def test_a_search_takes_several_words_and_finds_what_has_all_of_them(words):
    found = RUNNER.invoke(app, ["list", *words], env={"COLUMNS": "120"}).output.splitlines()[1:]
    assert {line.split()[1] for line in found if line[:1].strip()} == {
        "mangbesokare_akut", "andel_mangbesokare_akut",
    }  # fmt: skip


def test_a_search_without_a_hit_says_what_to_do():
    found = RUNNER.invoke(app, ["list", "finnsinte"])
    assert isinstance(found.exception, CatalogueError)
    assert "'finnsinte'" in str(found.exception)
