"""What the process that runs scenarios tells the store, one run at a time."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.files import locks
from django.db import connection, transaction
from django.utils import timezone

from riktning.apps.scenarios.models import Job, JobState
from riktning.apps.scenarios.waiting import work_folder

MOST_ATTEMPTS = 2
BROKEN_OFF = "the run was broken off twice; ask for fewer persons, or see the server's log"
_LOCK = 0x52494B53  # "RIKS": the key of this lock among those of the database


class CancelledError(Exception):
    """Somebody broke the run off."""


@contextmanager
def alone() -> Iterator[bool]:
    """Whether this is the only process that runs scenarios of this store; so for the block.

    The lock ends with the process, also where it is killed.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            row = cursor.fetchone()
            held = bool(row and row[0])
            try:
                yield held
            finally:
                if held:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return
    folder = work_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "work.lock").open("a") as file:
        held = locks.lock(file, locks.LOCK_EX | locks.LOCK_NB)
        try:
            yield held
        finally:
            if held:
                locks.unlock(file)


def take_up_broken_off() -> None:
    """Runs that no process is at any more wait again; one that was broken off twice has failed."""
    with transaction.atomic():
        for job in Job.objects.select_for_update().filter(state=JobState.RUNNING):
            if job.attempts < MOST_ATTEMPTS:
                Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)
            else:
                _end(job, JobState.FAILED, fault=BROKEN_OFF)


def take() -> Job | None:
    """The run that has waited longest, from now on running; None where none waits."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(state=JobState.QUEUED).order_by("pk").first()
        if job is None:
            return None
        job.state, job.attempts = JobState.RUNNING, job.attempts + 1
        job.started_at = job.told_at = timezone.now()
        job.done = job.total = 0
        job.save()
    return job


def tell(job: Job, done: int, total: int) -> None:
    """How far it has come; CancelledError where somebody has broken it off."""
    told = {"done": min(done, total), "total": total, "told_at": timezone.now()}
    if not Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(**told):
        raise CancelledError


def finish(job: Job, contents: Sequence[dict[str, Any]]) -> None:
    """What it led to."""
    _end(job, JobState.DONE, contents=json.dumps(contents, ensure_ascii=False, allow_nan=False))


def fail(job: Job, sentence: str) -> None:
    """Why it could not be run."""
    _end(job, JobState.FAILED, fault=sentence)


def _end(job: Job, state: JobState, **given: str) -> None:
    """Nothing where somebody has broken it off meanwhile."""
    told = {"state": state, "ended_at": timezone.now(), **given}
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(**told)
