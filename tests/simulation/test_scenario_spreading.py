"""A cluster gives the totals of one machine, bit for bit, whatever order the parts come in."""

import pickle
import random

import pytest

from riktning.core.errors import ScenarioError
from riktning.simulation.scenarios.files import read_scenario
from riktning.simulation.scenarios.running import Wanted, jobs_left, run_scenarios
from riktning.simulation.scenarios.spreading import pieces_of, run_spread
from simulation.small_world import REGION

HEAD = """name: {sv: Prov, en: Trial}
says: {sv: Ett prov., en: A trial.}
first: 2026-01
last: 2026-03
persons: 1200
replicates: 2
levers:
  mobile_teams: {start: 2026-02, ramp: 2, reach: 60 %}
  hospital_at_home: {start: 2026-01, reach: 50 %}
"""


read = pickle.loads  # what the test itself has pickled


class Dataset:
    """Rows as a cluster has them: pickled on the way to each worker and back, in any order."""

    def __init__(self, rows, luck):
        self.luck = luck
        self.rows = [pickle.dumps(row) for row in rows]
        luck.shuffle(self.rows)

    def map(self, function):
        work = read(pickle.dumps(function))
        return Dataset([work(read(row)) for row in self.rows], self.luck)

    def reduceByKey(self, function):  # noqa: N802  # Spark's name
        work, found = read(pickle.dumps(function)), {}
        for row in self.rows:
            key, value = read(row)
            found[key] = work(found[key], value) if key in found else value
        return Dataset(found.items(), self.luck)

    def collect(self):
        return [read(row) for row in self.rows]


class Workers:
    """Stands for a Spark context."""

    def __init__(self, seed=0):
        self.luck, self.parts = random.Random(seed), []

    def parallelize(self, rows, parts):
        self.parts.append(parts)
        return Dataset(rows, self.luck)


def plan(folder, name, capacity):
    path = folder / f"{name}.yaml"
    path.write_text(f"{HEAD}capacity: {str(capacity).lower()}\n", encoding="utf-8")
    return read_scenario(path)


def files(folder):
    found = {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("replicate-*.parquet")
    }
    assert found
    return found


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """The scenarios as one machine runs them."""
    folder = tmp_path_factory.mktemp("here")
    plans = [plan(folder, "finite", True), plan(folder, "endless", False)]
    run_scenarios(plans, Wanted(REGION, folder / "out", threads=1))
    return plans, files(folder / "out")


@pytest.mark.parametrize(("shards", "seed"), [(1, 0), (3, 1), (5, 2)])
def test_the_files_are_those_of_one_machine(here, tmp_path, shards, seed):
    plans, wanted = here
    cluster = Workers(seed)
    assert run_spread(plans, Wanted(REGION, tmp_path, threads=1), cluster, shards) == 4
    assert files(tmp_path) == wanted


def test_with_finite_capacity_a_replicate_is_one_part_else_its_persons_are_spread(here, tmp_path):
    cluster = Workers()
    run_spread(here[0], Wanted(REGION, tmp_path, threads=1), cluster, 3)
    assert cluster.parts == [2, 6]  # two replicates whole; two in three parts each


def test_each_person_is_in_one_part(here, tmp_path):
    jobs = jobs_left(here[0][1:], Wanted(REGION, tmp_path, threads=1))
    pieces = pieces_of(jobs, Wanted(REGION, tmp_path, threads=1), 4)
    shards = sorted((piece.number, piece.shard) for piece in pieces)
    assert shards == [(job, shard) for job in range(2) for shard in range(4)]
    assert {piece.shards for piece in pieces} == {4}


def test_what_is_finished_is_not_run_again(here, tmp_path):
    wanted = Wanted(REGION, tmp_path, threads=1)
    run_spread(here[0], wanted, Workers(), 2)
    cluster = Workers()
    assert run_spread(here[0], wanted, cluster, 2) == 0
    assert cluster.parts == []


@pytest.mark.parametrize("shards", [0, -1, 5000])
def test_an_impossible_number_of_shards_is_refused(here, tmp_path, shards):
    with pytest.raises(ScenarioError, match="shards are not possible"):
        run_spread(here[0], Wanted(REGION, tmp_path), Workers(), shards)
