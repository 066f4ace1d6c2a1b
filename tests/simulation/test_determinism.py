"""The same request gives the same bytes; each part and month has a stream of its own."""

import numpy as np

from riktning.simulation.run import simulate
from riktning.simulation.streams import PARTS, stream
from riktning.sources.delivery import read_delivery
from riktning.sources.fingerprints import table_fingerprints
from simulation.small_world import request

SPAN = {"persons": 600, "first": "2023-06", "last": "2023-09"}


def _fingerprints(folder, **changes):
    return table_fingerprints(read_delivery(simulate(request(**(SPAN | changes)), folder)))


def test_the_same_request_gives_the_same_bytes(tmp_path):
    assert _fingerprints(tmp_path / "a") == _fingerprints(tmp_path / "b")


def test_another_seed_gives_other_people_in_the_same_organisation(tmp_path):
    one, other = _fingerprints(tmp_path / "a"), _fingerprints(tmp_path / "b", seed=8)
    differs = {name for name in one if one[name] != other[name]}
    assert {"person", "listing", "contact", "stay", "ward_day", "staff_month"} <= differs
    assert "unit" not in differs


def test_no_two_streams_begin_alike():
    starts = [stream(1, part, n).integers(2**63) for part in PARTS for n in range(50)]
    assert len(set(starts)) == len(starts)


def test_streams_of_neighbours_are_uncorrelated():
    draws = np.array([stream(1, "contacts", n).standard_normal(4000) for n in range(12)])
    correlations = np.corrcoef(draws)[np.triu_indices(12, 1)]
    assert np.abs(correlations).max() < 5 / np.sqrt(4000)
