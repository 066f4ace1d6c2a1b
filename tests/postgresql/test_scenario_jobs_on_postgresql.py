"""Runs of scenarios on PostgreSQL: one process, one run at a time, and what has ended stays."""

import subprocess
import sys

import psycopg
import pytest

from apps.stores import OPENED, Store

QUEUE = """
from apps.scenario_store import a_job
print(a_job().pk, a_job().pk)
"""
TAKE = """
from riktning.apps.scenarios import working
with working.alone() as only_one:
    print(only_one)
    job = working.take() if only_one else None
    print(job and job.pk, flush=True)
    input()
"""
TAKE_UP = """
from riktning.apps.scenarios import working
from riktning.apps.scenarios.models import Job
with working.alone() as only_one:
    assert only_one
    working.take_up_broken_off()
    job = working.take()
    print(job.pk, job.attempts)
    working.tell(job, 1, 2)
    working.finish(job, [{"id": "x"}])
print(sorted(Job.objects.values_list("state", flat=True)))
"""


@pytest.fixture(scope="module")
def store(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("scenarios") / "home", database_url)


def test_what_a_process_that_was_killed_left_is_taken_up_by_the_next_one(store: Store) -> None:
    first, _second = store.python(QUEUE).split()
    one = subprocess.Popen(
        [sys.executable, "-c", OPENED + TAKE], env=store.told(), text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert one.stdout is not None
    assert [one.stdout.readline().strip() for _line in range(2)] == ["True", first]
    other = subprocess.run(
        [sys.executable, "-c", OPENED + TAKE], env=store.told(), text=True, input="\n",
        capture_output=True, check=True,
    )  # fmt: skip
    assert other.stdout.split() == ["False", "None"]
    one.kill()
    one.wait()
    assert store.python(TAKE_UP).splitlines() == [f"{first} 2", "['done', 'queued']"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE scenarios_job SET contents = '[1]' WHERE state = 'done'",
        (
            "UPDATE scenarios_job SET state = 'queued', contents = '', ended_at = NULL "
            "WHERE state = 'done'"
        ),
        (
            "UPDATE scenarios_job SET state = 'done', contents = '[]', ended_at = now() "
            "WHERE state = 'queued'"
        ),
        "DELETE FROM scenarios_job WHERE state = 'queued'",
        "TRUNCATE scenarios_job CASCADE",
    ],
)
def test_the_database_keeps_to_the_ways_of_a_run(store: Store, statement: str) -> None:
    with psycopg.connect(store.database) as told, pytest.raises(psycopg.IntegrityError) as caught:
        told.execute(statement)  # type: ignore[arg-type]  # statements of this file
    assert "never changes" in str(caught.value)
