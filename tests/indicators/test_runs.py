"""A run is there whole or not at all, the same data give the same run, and nothing hidden shows."""

import json
import math
from dataclasses import replace
from datetime import date
from random import Random

import pyarrow.parquet as pq
import pytest

from indicators.delivery_files import write_delivery
from oracle.hostile import crowd
from riktning.catalogue import load
from riktning.core.errors import RunError
from riktning.core.periods import Month, Period, PeriodKind
from riktning.core.units import TreeAs
from riktning.indicators import runs
from riktning.indicators.computing import Quality, compute_run
from riktning.indicators.observations import NUMBERS, SCHEMA, is_preliminary
from riktning.sources.opening import open_delivery

CATALOGUE = load()
MONTHS_DELIVERED = 24


@pytest.fixture(scope="module")
def world():
    return crowd(Random(7), 120)


@pytest.fixture(scope="module")
def delivery(world, tmp_path_factory):
    return write_delivery(world, tmp_path_factory.mktemp("data") / "d")


@pytest.fixture(scope="module")
def run(delivery):
    return compute_run(open_delivery(delivery), CATALOGUE)


@pytest.fixture(scope="module")
def rows(run):
    return run.observations.to_pylist()


def test_a_run_is_read_back_as_it_was_written(run, tmp_path):
    out = runs.write_run(run, tmp_path / "run")
    manifest = runs.read_manifest(out)
    written = {"created_at", "observations_sha256"}
    changed = {name: getattr(manifest, name) for name in written}
    assert manifest == replace(run.manifest, **changed)
    assert runs.read_units(out) == list(run.units)
    assert runs.read_observations(out).to_pylist() == run.observations.to_pylist()
    assert runs.read_quality(out) == []
    assert {entry.origin for entry in manifest.indicators.values()} == {"package"}
    assert {d["id"] for d in runs.read_definitions(out)} == set(CATALOGUE.indicators)
    assert {path.stem for path in (out / "cells").iterdir()} == set(run.cells)
    assert list(tmp_path.iterdir()) == [out]


def test_observations_have_the_agreed_columns_and_one_row_a_key(run, rows):
    assert run.observations.schema == SCHEMA
    keys = {
        (r["indicator_id"], r["unit_id"], r["period_kind"], r["period_start"], r["sex"],
         r["age_group"]) for r in rows
    }  # fmt: skip
    assert len(keys) == len(rows) > 1000


def test_a_hidden_figure_has_no_number_and_a_shown_one_has_its_numerator(rows):
    hidden = [r for r in rows if r["hidden"]]
    assert {r["hidden"] for r in hidden} == {"primary", "secondary", "small_denominator"}
    assert all(r[name] is None for r in hidden for name in NUMBERS)
    medians = {d.id for d in CATALOGUE.indicators.values() if d.edges}
    shown = [r for r in rows if not r["hidden"] and r["indicator_id"] not in medians]
    assert shown and all(r["numerator"] is not None for r in shown)


def test_with_k_of_1_nothing_is_hidden_for_the_sake_of_persons(delivery):
    """Also no stock, whose longer periods have a bound of k for each of their months."""
    shown = compute_run(open_delivery(delivery), CATALOGUE, k=1).observations
    assert set(shown["hidden"].to_pylist()) == {"", "small_denominator"}


def test_values_are_in_the_displayed_unit_and_inside_their_interval(rows):
    beds = [r for r in rows if r["indicator_id"] == "belaggningsgrad" and r["value"] is not None]
    assert beds
    for r in beds:
        assert r["value"] == pytest.approx(100 * r["numerator"] / r["denominator"])
    medians = {d.id for d in CATALOGUE.indicators.values() if d.edges}
    for r in rows:
        if r["low"] is None:
            continue
        # The last bucket of a median has no upper edge.
        unbounded = r["high"] is None and r["indicator_id"] in medians
        assert r["low"] - 1e-9 <= r["value"] <= (math.inf if unbounded else r["high"] + 1e-9)


def test_the_same_data_catalogue_and_k_give_the_same_run_id_and_figures(run, delivery):
    again = compute_run(open_delivery(delivery), CATALOGUE)
    assert again.manifest.run_id == run.manifest.run_id
    assert again.observations.to_pylist() == run.observations.to_pylist()
    other = compute_run(open_delivery(delivery), CATALOGUE, k=6)
    assert other.manifest.run_id != run.manifest.run_id


def test_units_summed_by_the_latest_tree_are_another_run_that_says_so(run, delivery):
    now = compute_run(open_delivery(delivery), CATALOGUE, tree=TreeAs.NOW)
    assert (run.manifest.tree, now.manifest.tree) == ("then", "now")
    assert now.manifest.run_id != run.manifest.run_id
    assert now.observations.to_pylist() != run.observations.to_pylist()


def test_an_absent_table_means_no_source_for_those_that_need_it_and_only_those(world, tmp_path):
    folder = write_delivery(world, tmp_path / "d", without=("stay", "dispensing"))
    found = compute_run(open_delivery(folder), CATALOGUE).manifest.indicators
    for definition in CATALOGUE.indicators.values():
        lacking = sorted({"stay", "dispensing"} & set(definition.tables))
        entry = found[definition.id]
        if lacking:
            assert (entry.state, entry.reason) == (
                runs.NO_SOURCE,
                f"not delivered: {', '.join(t for t in definition.tables if t in lacking)}",
            )
        elif definition.look_back_months > MONTHS_DELIVERED or definition.baseline is not None:
            assert entry.state == runs.NO_SOURCE
            assert "the delivery covers" in str(entry.reason)
        else:
            assert (entry.state, entry.reason) == (runs.COMPUTED, None)


def test_a_fatal_quality_failure_withholds_what_uses_the_table(delivery):
    quality = Quality([{"table": "stay"}], {"stay": "stay.stay_id: not unique"})
    run = compute_run(open_delivery(delivery), CATALOGUE, quality=quality)
    withheld = {i for i, e in run.manifest.indicators.items() if e.state == runs.WITHHELD}
    assert withheld == {d.id for d in CATALOGUE.indicators.values() if "stay" in d.tables}
    assert not withheld & set(run.observations["indicator_id"].to_pylist())
    assert run.quality == [{"table": "stay"}]


def test_a_window_must_be_covered_before_there_is_a_value(rows):
    medicines = [r for r in rows if r["indicator_id"] == "olampliga_lakemedel_75"]
    months = {r["period_start"] for r in medicines if r["period_kind"] == "month"}
    years = {r["period_start"] for r in medicines if r["period_kind"] == "year"}
    assert min(months) == date(2023, 12, 1) and years == {date(2024, 1, 1)}


def test_a_period_is_preliminary_until_its_follow_up_has_passed(rows):
    november = Period(Month(2024, 11), PeriodKind.MONTH)
    assert not is_preliminary(november, 30, date(2024, 12, 30))
    assert is_preliminary(november, 30, date(2024, 12, 29))
    late = {
        str(r["period_start"]) for r in rows
        if r["indicator_id"] == "aterinskrivning_65" and r["period_kind"] == "month"
        and r["preliminary"]
    }  # fmt: skip
    assert late == {"2024-12-01"}


def test_a_unit_has_figures_only_in_the_months_it_exists(rows):
    months = {
        str(r["period_start"]) for r in rows
        if r["unit_id"] == "C3" and r["period_kind"] == "month"
    }  # fmt: skip
    assert max(months) == "2023-10-01"


@pytest.mark.parametrize("broken", ["manifest.json", "observations.parquet", "units.json"])
def test_a_run_that_is_missing_or_broken_is_one_sentence(run, tmp_path, broken):
    readers = {"manifest.json": runs.read_manifest, "units.json": runs.read_units,
               "observations.parquet": runs.read_observations}  # fmt: skip
    out = runs.write_run(run, tmp_path / "run")
    (out / broken).write_text("{", encoding="utf-8")
    with pytest.raises(RunError, match="compute the run again"):
        readers[broken](out)
    (out / broken).unlink()
    with pytest.raises(RunError, match="compute the run again"):
        readers[broken](out)


def test_a_failing_or_interrupted_write_leaves_the_last_run(run, tmp_path, monkeypatch):
    out = runs.write_run(run, tmp_path / "run")
    before = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
    for error, raised in ((OSError(28, "No space left"), RunError), (KeyboardInterrupt(),) * 2):

        def fail(*_args, error=error, **_more):
            raise error

        monkeypatch.setattr(pq, "write_table", fail)
        kind = raised if isinstance(raised, type) else KeyboardInterrupt
        with pytest.raises(kind):
            runs.write_run(run, out)
    assert {path.name: path.stat().st_mtime_ns for path in out.iterdir()} == before
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_that_is_no_run_is_not_overwritten(run, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(RunError, match="holds something that is no run"):
        runs.write_run(run, tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text(encoding="utf-8") == "dear"


def test_the_manifest_holds_no_figure_and_fits_json(run, tmp_path):
    out = runs.write_run(run, tmp_path / "run")
    plain = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert plain["schema"] == 1 and plain["synthetic"] is True
    assert set(plain["indicators"]) == set(CATALOGUE.indicators)
