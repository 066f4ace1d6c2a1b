"""The catalogue and compute commands, as a person types them."""

import pytest
from typer.testing import CliRunner

from riktning.cli.catalogue import app
from riktning.cli.compute import compute
from riktning.core.errors import CareDataError, CatalogueError, RunError

RUNNER = CliRunner()


def test_check_finds_no_fault_in_the_package():
    found = RUNNER.invoke(app, ["check"])
    assert found.exit_code == 0 and "16 definitions" in found.output


def test_check_names_the_fault_of_an_own_folder(tmp_path):
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "own.yaml").write_text("id: own\nframe: stays\n", encoding="utf-8")
    found = RUNNER.invoke(app, ["check", str(tmp_path)])
    assert isinstance(found.exception, CatalogueError)
    assert "own.yaml, line 2: there is no frame 'stays'; did you mean 'stay'?" in str(
        found.exception
    )


def test_list_names_every_indicator():
    found = RUNNER.invoke(app, ["list"], env={"COLUMNS": "200"})
    assert found.exit_code == 0 and "kontinuitet_coc" in found.output


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
