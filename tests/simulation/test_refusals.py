"""Impossible requests get one sentence, and a good delivery survives whatever goes wrong."""

import shutil

import pytest

from riktning.core.errors import ScenarioError
from riktning.simulation import writer
from riktning.simulation.run import simulate
from riktning.sources.delivery import read_delivery
from riktning.sources.fingerprints import table_fingerprints
from simulation.small_world import REGION, request

SMALL = {"persons": 50, "first": "2024-01", "last": "2024-02"}


def _sentence(action):
    with pytest.raises(ScenarioError) as caught:
        action()
    assert caught.value.exit_code == 2
    assert "; " in caught.value.sentence
    return caught.value.sentence


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"persons": 0}, "0 persons"),
        ({"persons": -5}, "-5 persons"),
        ({"persons": 10**9}, "1000000000 persons"),
        ({"first": "2025-02", "last": "2025-01"}, "before the first"),
        ({"first": "2020-01", "last": "2050-01"}, "too long"),
        ({"seed": -1}, "-1 is no seed"),
    ],
)
def test_an_impossible_request_is_refused_before_any_work(changes, expected):
    assert expected in _sentence(lambda: request(**changes))


def test_an_unknown_region_folder_is_named(tmp_path):
    asked = request(**SMALL, region=tmp_path / "nowhere")
    assert "units.csv" in _sentence(lambda: simulate(asked, tmp_path / "d"))
    assert not (tmp_path / "d").exists()


def test_a_time_before_the_organisation_is_refused(tmp_path):
    asked = request(50, "2012-01", "2012-02")
    assert "no unit is valid" in _sentence(lambda: simulate(asked, tmp_path / "d"))


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("units.csv", "SU,Sahlgrenska Universitetssjukhuset,administration", "SU,S,palace", "SU"),
        ("units.csv", "2017-01-01", "2017-02-30", "cannot be read"),
        ("offers.csv", "SU-SAHLGRENSKA-MED", "SU-NOWHERE", "'SU-NOWHERE' is not in units.csv"),
        ("offers.csv", "dental", "dentistry", "no unit offers 'dental'"),
        ("municipalities.csv", "SU-OSTRA", "SU-WESTERN", "'SU-WESTERN' is not in units.csv"),
    ],
)
def test_a_region_that_contradicts_itself_is_refused(tmp_path, file, old, new, expected):
    region = shutil.copytree(REGION, tmp_path / "region")
    text = (region / file).read_text(encoding="utf-8")
    (region / file).write_text(text.replace(old, new), encoding="utf-8")
    asked = request(**SMALL, region=region)
    assert expected in _sentence(lambda: simulate(asked, tmp_path / "d"))
    assert not (tmp_path / "d").exists()


def test_a_folder_that_is_no_delivery_is_not_overwritten(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "brev.txt").write_text("viktigt", encoding="utf-8")
    assert "not overwritten" in _sentence(lambda: simulate(request(**SMALL), tmp_path / "letters"))
    assert (tmp_path / "letters" / "brev.txt").read_text(encoding="utf-8") == "viktigt"


def test_a_delivery_of_real_data_is_never_overwritten(tmp_path):
    out = simulate(request(**SMALL), tmp_path / "d")
    description = (out / "delivery.json").read_text(encoding="utf-8")
    real = description.replace('"synthetic": true', '"synthetic": false')
    (out / "delivery.json").write_text(real, encoding="utf-8")
    before = table_fingerprints(read_delivery(out))
    assert "not synthetic" in _sentence(lambda: simulate(request(**SMALL), out))
    assert table_fingerprints(read_delivery(out)) == before


def _interrupt(done, total, what):
    if done == 1:
        raise KeyboardInterrupt


def test_an_interrupted_simulation_leaves_the_old_delivery_and_nothing_else(tmp_path):
    out = simulate(request(**SMALL), tmp_path / "d")
    before = table_fingerprints(read_delivery(out))
    with pytest.raises(KeyboardInterrupt):
        simulate(request(**(SMALL | {"seed": 9})), out, progress=_interrupt)
    assert table_fingerprints(read_delivery(out)) == before
    assert [path.name for path in tmp_path.iterdir()] == ["d"]


def test_a_full_disk_is_one_sentence_and_leaves_the_old_delivery(tmp_path, monkeypatch):
    out = simulate(request(**SMALL), tmp_path / "d")
    before = table_fingerprints(read_delivery(out))

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writer.pq, "write_table", full)
    said = _sentence(lambda: simulate(request(**(SMALL | {"seed": 9})), out))
    assert "No space left on device" in said
    assert table_fingerprints(read_delivery(out)) == before
    assert [path.name for path in tmp_path.iterdir()] == ["d"]


def test_a_new_delivery_takes_the_place_of_an_old_one(tmp_path):
    out = simulate(request(**SMALL), tmp_path / "d")
    simulate(request(**(SMALL | {"seed": 9})), out)
    assert read_delivery(out).seed == 9
    assert [path.name for path in tmp_path.iterdir()] == ["d"]


def test_progress_counts_the_months(tmp_path):
    told = []
    simulate(request(**SMALL), tmp_path / "d", progress=lambda *step: told.append(step))
    assert told[-1] == (2, 2, "done")
    assert [what for _, _, what in told] == ["persons", "2024-01", "2024-02", "done"]
