"""A whole run with rounded counts: what it says of itself, and that a work folder mixes nothing."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from oracle.from_files import write
from oracle.hostile import crowd
from oracle.known_then import as_known_on
from riktning.catalogue import load
from riktning.indicators.computing import compute_run
from riktning.indicators.rounded_figures import told_by_value
from riktning.indicators.runs import read_manifest, read_observations, write_run
from riktning.sources.opening import open_delivery

WANTED = (
    "medelvardtid_75", "aterinskrivning_65", "digitala_kontakter", "andel_digitala_primarvard",
    "kontinuitet_coc", "mangbesokare_akut", "belaggningsgrad",
)  # fmt: skip
ALL = load()
CATALOGUE = replace(ALL, indicators={name: ALL.indicators[name] for name in WANTED})


@pytest.fixture(scope="module")
def world():
    return crowd(Random(7), 150)


@pytest.fixture(scope="module")
def delivery(world, tmp_path_factory):
    return write(world, tmp_path_factory.mktemp("data") / "d")


def computed(folder, work=None, **how):
    return compute_run(open_delivery(folder), CATALOGUE, work=work, **how)


def rows(run):
    return run.observations.to_pylist()


@pytest.mark.parametrize("base", [5, 10])
def test_counts_of_persons_are_multiples_and_others_are_as_they_were(delivery, base):
    shown = {key(row): row for row in rows(computed(delivery, k=1))}
    rounded = rows(computed(delivery, round_to=base))
    assert {row["hidden"] for row in rounded} <= {"", "small_denominator"}
    for row in rounded:
        definition = CATALOGUE.indicators[row["indicator_id"]]
        if not definition.protects_persons:
            assert row == shown[key(row)] and not row["rounded"]
        elif not row["hidden"]:
            assert row["rounded"] and not (row["denominator"] or 0) % base
            assert told_by_value(definition) or not (row["numerator"] or 0) % base


def key(row):
    names = ("indicator_id", "unit_id", "period_kind", "period_start", "sex", "age_group")
    return tuple(row[name] for name in names)


def test_rounding_and_its_base_are_in_the_manifest_and_make_another_run(delivery, tmp_path):
    runs = [computed(delivery), *(computed(delivery, round_to=base) for base in (5, 10))]
    assert len({run.manifest.run_id for run in runs}) == 3
    for run, base in zip(runs, (None, 5, 10), strict=True):
        folder = write_run(run, tmp_path / str(base))
        assert read_manifest(folder).round_to == base
        assert read_observations(folder)["rounded"].to_pylist().count(True) == sum(
            row["rounded"] for row in rows(run)
        )


def test_a_work_folder_mixes_neither_hidden_nor_rounded_figures(delivery, tmp_path):
    alone = [rows(computed(delivery)), rows(computed(delivery, round_to=5))]
    work = tmp_path / "work"
    again = [rows(computed(delivery, work, round_to=base)) for base in (None, 5, None, 5)]
    assert again == [*alone, *alone]


def test_a_rounded_run_that_reuses_an_earlier_one_is_the_same_as_a_full_run(world, tmp_path):
    before = write(as_known_on(world, date(2024, 11, 30)), tmp_path / "before")
    after = write(world, tmp_path / "after")
    computed(before, tmp_path / "work", round_to=5)
    assert rows(computed(after, tmp_path / "work", round_to=5)) == rows(computed(after, round_to=5))
