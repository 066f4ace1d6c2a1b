"""The catalogue and compute commands, as a person types them."""

from collections import Counter

import pytest
from typer.testing import CliRunner

from riktning.catalogue import load
from riktning.cli.catalogue import app
from riktning.cli.compute import _hidden, compute
from riktning.core.errors import CareDataError, CatalogueError, RunError

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
    first = {line.split()[0] for line in found.output.splitlines() if line[:1].strip()}
    assert set(load().indicators) <= first


def test_show_prints_the_definition_or_its_sql():
    found = RUNNER.invoke(app, ["show", "hembesok_75"])
    assert "Andel hembesök" in found.output and "to be confirmed" in found.output
    assert "SUM(" in RUNNER.invoke(app, ["show", "hembesok_75", "--sql", "duckdb"]).output


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["show", "hembesok"], "did you mean 'hembesok_75'?"),
        (["show", "hembesok_75", "--sql", "oracle"], "write duckdb"),
    ],
)
def test_show_says_what_would_be_valid(arguments, wanted):
    assert wanted in str(RUNNER.invoke(app, arguments).exception)


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
