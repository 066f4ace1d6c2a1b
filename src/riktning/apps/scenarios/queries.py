"""What is shown of scenarios: those of the latest publication, and the runs asked for."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from riktning.apps.scenarios.models import (
    Job,
    JobState,
    Publication,
    RunPublication,
    RunWithdrawal,
    Scenario,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The scenarios shown, the baseline first, each as it was published."""

    number: int
    published_at: datetime
    contents: tuple[dict[str, Any], ...]

    def content(self, slug: str) -> dict[str, Any] | None:
        return next((each for each in self.contents if each["id"] == slug), None)


def latest() -> Publication | None:
    """The publication that is shown. One query."""
    return Publication.objects.order_by("-pk").first()


def shown() -> Shown | None:
    """Two queries; None where nothing is published."""
    found = latest()
    if found is None:
        return None
    rows = Scenario.objects.filter(publication=found).order_by("order")
    return Shown(found.pk, found.published_at, tuple(json.loads(row.content) for row in rows))


def some_are_shown() -> bool:
    """Whether there is any to look at. One query."""
    return Publication.objects.exists()


def jobs(most: int = 50) -> list[Job]:
    """The latest runs that were asked for, without what they led to. One query."""
    return list(Job.objects.defer("contents", "scenario", "baseline")[:most])


def job(number: int) -> Job | None:
    """One query."""
    return Job.objects.filter(pk=number).first()


def led_to(found: Job) -> Shown | None:
    """What a run that is done led to, as what is published is read."""
    if found.state != JobState.DONE or found.ended_at is None:
        return None
    return Shown(found.pk, found.ended_at, tuple(json.loads(found.contents)))


def ahead_of(found: Job) -> int:
    """How many runs come before one that waits. One query."""
    return Job.objects.filter(
        state__in=[JobState.QUEUED, JobState.RUNNING], pk__lt=found.pk
    ).count()


def pace() -> float | None:
    """Person-months a second of the latest run that is done; None before the first. One query."""
    last = (
        Job.objects.filter(state=JobState.DONE, started_at__isnull=False)
        .defer("contents", "scenario", "baseline")
        .first()
    )
    if last is None or last.started_at is None or last.ended_at is None or not last.total:
        return None
    seconds = (last.ended_at - last.started_at).total_seconds()
    return last.persons * last.total / seconds if seconds > 0 else None


@dataclass(frozen=True, slots=True)
class PublishedRun:
    """A run that is, or was, shown to everybody."""

    publication: RunPublication
    withdrawn: RunWithdrawal | None


def published_run(number: int, lock: bool = False) -> PublishedRun | None:
    """Whether a run is, or was, published. Two queries at most."""
    rows = RunPublication.objects.select_for_update() if lock else RunPublication.objects
    found = rows.filter(job_id=number).first()
    if found is None:
        return None
    return PublishedRun(found, RunWithdrawal.objects.filter(publication=found).first())


def shown_jobs() -> QuerySet[Job]:
    """Runs that are shown to everybody."""
    return Job.objects.filter(publications__isnull=False, publications__withdrawals__isnull=True)


def published_runs() -> list[Job]:
    """The runs shown to everybody, the latest published first, with what they led to; each has
    ``shown_since``. One query."""
    found = shown_jobs().defer("baseline").annotate(shown_since=F("publications__published_at"))
    return list(found.order_by("-publications__pk"))


def shown_run(number: int) -> Job | None:
    """A run that is shown to everybody, by its number. One query."""
    return shown_jobs().filter(pk=number).first()


def shown_runs() -> list[Job]:
    """The same as ``published_runs``, without what they led to. One query."""
    found = shown_jobs().defer("contents", "scenario", "baseline")
    return list(found.order_by("-publications__pk"))
