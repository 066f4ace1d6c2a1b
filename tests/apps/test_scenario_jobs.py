"""Runs that are asked for on the pages: who may, one at a time, and what becomes of them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.utils import timezone

from apps.scenario_store import a_done_job, a_job, fill_scenarios
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import Actor, Held, NotAllowedError, Role
from riktning.apps.scenarios import jobs, queries, working
from riktning.apps.scenarios.jobs import Asked, cancel_job, queue_job
from riktning.apps.scenarios.models import Job, JobState
from riktning.apps.scenarios.waiting import FILE, quiet, work_folder
from riktning.core.errors import ScenarioError

pytestmark = pytest.mark.django_db
LEAD = Actor("ledare", frozenset({Held(Role.AREA_LEAD, area="nara-vard")}))
OTHER = Actor("annan", frozenset({Held(Role.AREA_LEAD)}))
ANALYST = Actor("uppföljare", frozenset({Held(Role.ANALYST)}))
READER = Actor("läsare", frozenset({Held(Role.READER)}))


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.RIKTNING_HOME = tmp_path


@pytest.fixture
def asked():
    job = a_job()
    cancel_job(job=job, actor=ANALYST)
    return Asked(job.name, job.scenario, job.baseline, job.persons, job.draws, job.replicates)


def test_a_run_is_asked_for_and_stands_in_the_trail(asked, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = queue_job(asked=asked, actor=LEAD)
    assert job.state == JobState.QUEUED and job.actor == "ledare"
    event = AuditEvent.objects.get(action="scenario.run")
    assert event.subject == f"scenario job {job.pk}" and event.detail == {"name": "Eget"}
    assert (work_folder() / FILE).exists()
    quiet()
    assert not (work_folder() / FILE).exists()


def test_a_reader_asks_for_nothing(asked):
    with pytest.raises(NotAllowedError):
        queue_job(asked=asked, actor=READER)


def test_more_than_the_machine_is_set_to_do_is_refused_and_says_what_would_fit(asked, settings):
    settings.RIKTNING_SCENARIO_MONTHS = asked.persons * 36 * 8 - 1
    with pytest.raises(ScenarioError, match="at most 599 persons") as caught:
        queue_job(asked=asked, actor=LEAD)
    assert "högst 599 personer" in caught.value.told
    settings.RIKTNING_SCENARIO_MONTHS = asked.persons * 36 * 8
    assert queue_job(asked=asked, actor=LEAD).pk


def test_so_many_may_wait_and_no_more(asked, monkeypatch):
    monkeypatch.setattr(jobs, "MOST_WAITING", 2)
    for _number in range(2):
        queue_job(asked=asked, actor=LEAD)
    with pytest.raises(ScenarioError, match="2 runs wait already") as caught:
        queue_job(asked=asked, actor=LEAD)
    assert "2 körningar väntar redan" in caught.value.told


def test_the_one_that_has_waited_longest_is_run_first_and_alone():
    first, second = a_job(), a_job()
    assert queries.ahead_of(second) == 1
    assert working.take().pk == first.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        working.take()
    working.fail(first, "nej")
    assert working.take().pk == second.pk
    assert queries.ahead_of(second) == 0


def test_what_is_told_is_kept_until_somebody_breaks_it_off():
    job = a_job()
    working.take()
    working.tell(job, 30, 100)
    job.refresh_from_db()
    assert (job.done, job.total) == (30, 100) and job.told_at is not None
    assert cancel_job(job=job, actor=ANALYST)
    with pytest.raises(working.CancelledError):
        working.tell(job, 31, 100)
    working.finish(job, [{"id": "x"}])  # too late
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED and not job.contents
    assert not cancel_job(job=job, actor=ANALYST)


def test_others_runs_are_broken_off_by_the_analyst_alone():
    job = a_job(actor=LEAD.name)
    with pytest.raises(NotAllowedError):
        cancel_job(job=job, actor=OTHER)
    assert cancel_job(job=job, actor=LEAD)
    assert AuditEvent.objects.filter(action="scenario.cancel", actor="ledare").count() == 1


def test_a_run_that_was_broken_off_is_taken_up_again_once():
    job = a_job()
    working.take()
    working.take_up_broken_off()
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    working.take()
    working.take_up_broken_off()
    job.refresh_from_db()
    assert job.state == JobState.FAILED and "broken off twice" in job.fault


def asked_alone():
    """The answer to another connection: a lock of PostgreSQL's belongs to its connection."""
    try:
        with working.alone() as held:
            return held
    finally:
        connections.close_all()


def test_two_processes_do_not_run_the_same_store():
    with working.alone() as first, ThreadPoolExecutor(1) as another:
        assert first and not another.submit(asked_alone).result()
    with working.alone() as again:
        assert again


def test_what_it_led_to_is_read_as_what_is_published_is():
    fill_scenarios()
    job = a_done_job()
    found = queries.led_to(job)
    assert next(each["id"] for each in found.contents) == "baseline"
    assert queries.led_to(a_job()) is None


def test_the_pace_is_that_of_the_latest_run_that_is_done():
    assert queries.pace() is None
    job = a_job()
    working.take()
    start = timezone.now() - timedelta(seconds=100)
    Job.objects.filter(pk=job.pk).update(done=50, total=1000, started_at=start)
    working.finish(job, [{}])
    assert queries.pace() == pytest.approx(600 * 1000 / 100, rel=0.05)


@pytest.mark.parametrize("change", [{"name": "annat"}, {"contents": "[1]"}, {"state": "queued"}])
def test_what_has_ended_never_changes(change):
    job = a_done_job()
    with pytest.raises(DatabaseError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Job.objects.all()._raw_delete("default")


def test_a_run_does_not_go_from_waiting_to_done():
    job = a_job()
    with pytest.raises(DatabaseError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state="done", contents="[]", ended_at=timezone.now())
