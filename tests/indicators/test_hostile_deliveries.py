"""Deliveries that must be refused, and what a run may and may not say of those that are not."""

import json
from dataclasses import replace
from datetime import date
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from indicators.delivery_files import DESCRIPTION, write_delivery
from oracle.hostile import crowd
from riktning.catalogue import load
from riktning.cli.main import main
from riktning.core.errors import CareDataError, RunError
from riktning.core.periods import Month
from riktning.core.units import UnitKind
from riktning.indicators import runs
from riktning.indicators.computing import compute_run
from riktning.indicators.gaps import missing_months
from riktning.indicators.unit_rows import refuse_other_than_one_region, units_of
from riktning.sources.contracts import BY_NAME
from riktning.sources.delivery import read_delivery
from riktning.sources.opening import open_delivery

FEW = (
    "medelvardtid_75", "aterinskrivning_65", "andel_primarvard", "olampliga_lakemedel_75",
    "sip_per_1000_65", "belaggningsgrad", "fast_vardkontakt", "tillgang_vard", "egenmonitorering",
    "digitala_kontakter", "hyrpersonal", "mobila_team_primarvard",
)  # fmt: skip
CATALOGUE = replace(load(), indicators={name: load().indicators[name] for name in FEW})


@pytest.fixture(scope="module")
def world():
    return crowd(Random(7), 60)


@pytest.fixture
def folder(world, tmp_path):
    return write_delivery(world, tmp_path / "d")


@pytest.fixture(scope="module")
def run(world, tmp_path_factory):
    made = write_delivery(world, tmp_path_factory.mktemp("data") / "d")
    return compute_run(open_delivery(made), CATALOGUE)


def rewrite(folder, name, change):
    path = folder / f"{name}.parquet"
    table = pq.read_table(path)
    pq.write_table(pa.Table.from_pylist(change(table.to_pylist()), table.schema), path)


def describe(folder, **changes):
    (folder / "delivery.json").write_text(json.dumps(DESCRIPTION | changes), encoding="utf-8")


UNUSABLE = {
    "no unit": lambda rows: [],
    "a unit twice": lambda rows: [*rows, rows[0]],
    "a unit without id": lambda rows: [*rows, rows[-1] | {"unit_id": None}],
    "an id over two lines": lambda rows: [*rows, rows[-1] | {"unit_id": "x\r\ny"}],
    "a name with a null byte": lambda rows: [*rows, rows[-1] | {"unit_id": "x", "name": "a\0b"}],
}


@pytest.mark.parametrize("fault", UNUSABLE)
def test_units_that_cannot_be_used_are_refused_and_the_last_run_is_untouched(
    folder, run, tmp_path, capsys, fault
):
    out = runs.write_run(run, tmp_path / "run")
    before = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
    rewrite(folder, "unit", UNUSABLE[fault])
    with pytest.raises(CareDataError, match="table unit"):
        units_of(open_delivery(folder))
    assert main(["compute", str(folder), "--out", str(out)]) == 2
    assert "table unit" in capsys.readouterr().err.replace("\n", " ")
    assert {path.name: path.stat().st_mtime_ns for path in out.iterdir()} == before


def test_there_is_one_region_above_all_the_time(run):
    first, last = run.manifest.first_month, run.manifest.last_month
    (region,) = [unit for unit in run.units if unit.kind is UnitKind.REGION]
    others = [unit for unit in run.units if unit is not region]
    refuse_other_than_one_region(run.units, first, last)
    for units in (
        others,
        [*run.units, replace(region, unit_id="R2")],
        [*others, replace(region, parent_id="H")],
        [*others, replace(region, to_date=date(2024, 6, 30))],
    ):
        with pytest.raises(CareDataError, match="region"):
            refuse_other_than_one_region(units, first, last)


def test_a_delivery_from_which_nothing_can_be_computed_is_refused(world, tmp_path):
    folder = write_delivery(world, tmp_path / "d", without=set(BY_NAME) - {"unit"})
    of_units = {i: d for i, d in CATALOGUE.indicators.items() if set(d.tables) <= {"unit"}}
    assert compute_run(open_delivery(folder), CATALOGUE).observations.num_rows > 0
    others = {i: d for i, d in CATALOGUE.indicators.items() if i not in of_units}
    with pytest.raises(CareDataError, match="no indicator can be computed"):
        compute_run(open_delivery(folder), replace(CATALOGUE, indicators=others))


def test_what_lacks_a_table_says_which_and_the_rest_is_computed(world, tmp_path, run):
    gone = {"stay", "survey", "residence"}
    made = write_delivery(world, tmp_path / "d", without=gone)
    found = compute_run(open_delivery(made), CATALOGUE)
    given = set(found.observations["indicator_id"].to_pylist())
    for name, entry in found.manifest.indicators.items():
        lacking = [table for table in entry.tables if table in gone]
        assert entry.state == (runs.NO_SOURCE if lacking else runs.COMPUTED)
        assert (entry.reason or "").endswith(", ".join(lacking))
        assert (name in given) != bool(lacking)
    assert {run.manifest.indicators[name].state for name in FEW} == {runs.COMPUTED}


def test_a_table_without_a_row_is_no_source(world, folder):
    rewrite(folder, "contact", lambda rows: [])
    found = compute_run(open_delivery(folder), CATALOGUE)
    for entry in found.manifest.indicators.values():
        if "contact" in entry.tables:
            assert entry.state == runs.NO_SOURCE and "contact" in entry.reason


def test_unreadable_data_end_in_one_sentence_without_the_servers_folders(
    folder, run, tmp_path, capsys
):
    out = runs.write_run(run, tmp_path / "run")
    path = folder / "contact.parquet"
    content = bytearray(path.read_bytes())
    footer = int.from_bytes(content[-8:-4], "little") + 8
    content[4 : len(content) - footer] = b"\xff" * (len(content) - footer - 4)
    path.write_bytes(content)
    assert main(["compute", str(folder), "--out", str(out)]) == 2
    said = capsys.readouterr().err.replace("\n", " ")
    assert "table contact, file contact.parquet" in said
    assert str(tmp_path) not in said
    assert runs.read_manifest(out).run_id == run.manifest.run_id


def test_neither_ids_nor_small_counts_leave_in_the_run(folder, tmp_path):
    lost = pq.read_table(folder / "stay.parquet").to_pylist()[0]["person_id"]
    rewrite(folder, "person", lambda rows: [row for row in rows if row["person_id"] != lost])
    out = tmp_path / "run"
    assert main(["compute", str(folder), "--out", str(out)]) == 0
    said = (out / "quality.json").read_text("utf-8") + (out / "manifest.json").read_text("utf-8")
    assert "fewer than 5 of" in said
    assert f"'{lost}'" not in said and f'"{lost}"' not in said
    entries = runs.read_manifest(out).indicators.values()
    assert not any(entry.outside in (1, 2, 3, 4) for entry in entries if entry.frame == "stay")


@pytest.mark.parametrize(
    "changes",
    [{"synthetic": False}, {"label": "x"}, {"region": "x"}, {"as_of": "2025-01-31"},
     {"first_month": "2023-02"}],
)  # fmt: skip
def test_what_a_delivery_says_of_itself_changes_the_run_id(folder, run, changes):
    describe(folder, **changes)
    assert compute_run(open_delivery(folder), CATALOGUE).manifest.run_id != run.manifest.run_id


def test_other_observations_than_those_written_are_refused(run, tmp_path):
    out = runs.write_run(run, tmp_path / "run")
    assert runs.read_observations(out).to_pylist() == run.observations.to_pylist()
    pq.write_table(run.observations.slice(0, 0), out / "observations.parquet")
    with pytest.raises(RunError, match="not those of the run"):
        runs.read_observations(out)


def test_verdicts_are_kept_when_the_same_run_is_written_again_and_only_then(run, tmp_path):
    out = runs.write_run(run, tmp_path / "run")
    (out / "verdicts.json").write_text('{"made": "by judge"}', encoding="utf-8")
    runs.write_run(run, out)
    assert (out / "verdicts.json").read_text("utf-8") == '{"made": "by judge"}'
    runs.write_run(replace(run, manifest=replace(run.manifest, run_id="another")), out)
    assert not (out / "verdicts.json").exists()


@pytest.mark.parametrize("content", ["[1]", "null", "{}", "[" * 100_000, '[{"table": 1}]'])
def test_quality_and_definitions_of_another_shape_are_one_sentence(run, tmp_path, content):
    out = runs.write_run(run, tmp_path / "run")
    for name, read in (("quality.json", runs.read_quality),
                       ("definitions.json", runs.read_definitions)):  # fmt: skip
        (out / name).write_text(content, encoding="utf-8")
        with pytest.raises(RunError, match="compute the run again"):
            read(out)


@pytest.mark.parametrize(
    "changes", [{"synthetic": "false"}, {"first_month": "soon"}, {"indicators": [1]}, {"k": None}]
)
def test_a_manifest_of_another_shape_is_one_sentence(run, tmp_path, changes):
    out = runs.write_run(run, tmp_path / "run")
    plain = json.loads((out / "manifest.json").read_text("utf-8"))
    (out / "manifest.json").write_text(json.dumps(plain | changes), encoding="utf-8")
    with pytest.raises(RunError, match="compute the run again"):
        runs.read_manifest(out)


def by_month(folder, name, without):
    """The table as one file a month, one month's left out."""
    rows = pq.read_table(folder / f"{name}.parquet")
    (folder / f"{name}.parquet").unlink()
    (folder / name).mkdir()
    for year in (2023, 2024):
        for month in range(1, 13):
            part = [row for row in rows.to_pylist()
                    if (row[BY_NAME[name].month_of].year, row[BY_NAME[name].month_of].month)
                    == (year, month)]  # fmt: skip
            if f"{year}-{month:02d}" != without:
                table = pa.Table.from_pylist(part, rows.schema)
                pq.write_table(table, folder / name / f"{year}-{month:02d}.parquet")


def test_a_month_whose_file_is_missing_has_no_figure_and_the_manifest_says_so(folder):
    by_month(folder, "contact", "2024-10")
    found = compute_run(open_delivery(folder), CATALOGUE)
    entry = found.manifest.indicators["digitala_kontakter"]
    assert entry.missing_months == ("2024-10",)
    periods = {
        (row["period_kind"], str(row["period_start"]))
        for row in found.observations.to_pylist()
        if row["indicator_id"] == "digitala_kontakter"
    }
    assert not periods & {("month", "2024-10-01"), ("tertial", "2024-09-01"),
                          ("year", "2024-01-01")}  # fmt: skip
    assert periods >= {("month", "2024-09-01"), ("month", "2024-11-01"), ("year", "2023-01-01")}
    assert found.manifest.indicators["hyrpersonal"].missing_months == ()


def test_a_missing_file_reaches_as_far_as_a_measure_looks_back_and_follows_up(folder):
    by_month(folder, "stay", "2024-05")
    delivery = read_delivery(folder)
    readmission = CATALOGUE.indicators["aterinskrivning_65"]
    assert missing_months(readmission, delivery) == (
        Month(2024, 4), Month(2024, 5), Month(2024, 6),
    )  # fmt: skip
    looking_back = replace(readmission, follow_up_days=0, look_back_months=3)
    assert missing_months(looking_back, delivery) == tuple(Month(2024, m) for m in (5, 6, 7, 8))


@pytest.mark.parametrize("amount", ["1B", "0GB", "99999999TB", "4", "9" * 400 + "GB"])
def test_an_amount_of_memory_that_cannot_be_used_is_one_sentence(folder, tmp_path, capsys, amount):
    out = str(tmp_path / "run")
    assert main(["compute", str(folder), "--out", out, "--memory", amount]) == 2
    assert "--memory" in capsys.readouterr().err
