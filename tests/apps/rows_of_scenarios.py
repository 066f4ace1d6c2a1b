"""Rows of scenarios that the database refuses, for the test of every constraint."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import models

from riktning.apps.scenarios.models import (
    Job,
    Publication,
    RunPublication,
    RunWithdrawal,
    Scenario,
)

NOW = datetime(2026, 1, 5, tzinfo=UTC)


def a_publication(**given: Any) -> Publication:
    return Publication(**{"actor": "a", "label": "x", "sha256": "c" * 64, **given})


def a_scenario(**given: Any) -> Scenario:
    found = Publication.objects.first() or a_publication()
    found.save() if found.pk is None else None
    return Scenario(**{"publication": found, "slug": "s", "order": 0, "content": "{}", **given})


def a_job(**given: Any) -> Job:
    values = {"actor": "a", "name": "n", "scenario": "s", "baseline": "b", "persons": 1}
    return Job(**{**values, "draws": 1, "replicates": 1, **given})


def a_run_publication(**given: Any) -> RunPublication:
    found = Job.objects.first() or a_job()
    found.save() if found.pk is None else None
    return RunPublication(**{"job": found, "actor": "a", **given})


def a_run_withdrawal(**given: Any) -> RunWithdrawal:
    found = RunPublication.objects.first() or a_run_publication()
    found.save() if found.pk is None else None
    return RunWithdrawal(**{"publication": found, "actor": "a", "reason": "fel", **given})


REFUSED: dict[str, Callable[[], models.Model]] = {
    "scenarios_say_who_and_that_invented": lambda: a_publication(label=""),
    "scenario_has_a_content": lambda: a_scenario(content=""),
    "job_says_who_and_what": lambda: a_job(name=""),
    "job_runs_somebody": lambda: a_job(draws=0),
    "job_state_is_known": lambda: a_job(state="lost"),
    "job_has_contents_when_done": lambda: a_job(contents="[]"),
    "job_says_why_it_failed": lambda: a_job(state="failed", ended_at=NOW),
    "job_says_when_it_ended": lambda: a_job(ended_at=NOW),
    "job_does_no_more_than_all": lambda: a_job(done=2, total=1),
    "run_publication_says_who": lambda: a_run_publication(actor=""),
    "run_withdrawal_says_who_and_why": lambda: a_run_withdrawal(reason=""),
}
UNIQUE: dict[str, Callable[[], list[models.Model]]] = {
    "one scenario of an address": lambda: [a_scenario(), a_scenario(order=1)],
    "a run published once": lambda: [a_run_publication(), a_run_publication()],
    "a run withdrawn once": lambda: [a_run_withdrawal(), a_run_withdrawal()],
    "one run at a time": lambda: [a_job(state="running"), a_job(state="running")],
}
