"""``riktning scenario work``: runs what was asked for on the pages, one run at a time."""

import hashlib
import os
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from riktning.apps.scenarios.models import Job
    from riktning.simulation.scenarios.goals import Goal

NICE = 10
TAKEN = 3  # the exit code where another process is at it
BETWEEN = 1.0  # seconds between what is told of how far it has come
_DIGEST = 12


def work() -> None:
    """Run the scenarios that wait, then end; `riktning serve` does this by itself."""
    from riktning.cli.store import open_store

    open_store()
    from riktning.apps.scenarios import working
    from riktning.apps.scenarios.waiting import quiet, wake

    if hasattr(os, "nice"):
        os.nice(NICE)  # the pages come first
    with working.alone() as only_one:
        if not only_one:
            typer.echo("Another process runs the scenarios of this store.", err=True)
            raise typer.Exit(TAKEN)
        working.take_up_broken_off()
        forget_other_engines()
        while True:
            quiet()
            job = working.take()
            if job is None:
                return
            wake()  # a process that is killed leaves word that there is more to do
            run_job(job)


def run_job(job: "Job") -> None:
    """Run it to its end; what goes wrong is told where it was asked for."""
    from riktning.apps.scenarios import working
    from riktning.core.errors import RiktningError

    try:
        contents = _contents(job)
    except working.CancelledError:
        return
    except RiktningError as error:
        working.fail(job, error.sentence)
    except Exception as error:
        working.fail(job, f"unexpected error: {type(error).__name__}")
        raise
    else:
        working.finish(job, contents)


def _contents(job: "Job") -> "list[dict[str, Any]]":
    from riktning.apps.scenarios import working
    from riktning.apps.scenarios.jobs import plans_of, runs_apart
    from riktning.cli.examples import examples_folder
    from riktning.simulation.scenarios.drawn import run_drawn
    from riktning.simulation.scenarios.publishing import contents_of
    from riktning.simulation.scenarios.running import Wanted
    from riktning.simulation.scenarios.spreads import spreads

    plans = plans_of(job)
    out = folder_of(job)
    baseline, own = plans
    last, all_drawn, before, after = 0.0, 0, 0, runs_apart(job) * own.months

    def report(done: int, total: int, _what: str) -> None:
        nonlocal last, all_drawn
        now, all_drawn = time.monotonic(), total
        if now - last >= BETWEEN:
            last = now
            working.tell(job, before + done, before + total + after)

    wanted = Wanted(
        examples_folder() / "region", out, job.persons, job.replicates, threads=_threads(),
        draws=job.draws,
    )  # fmt: skip
    try:
        run_drawn(plans, wanted, report)
        if job.orders:
            before, after = all_drawn, 0
            apart = replace(wanted, draws=None, shares=True, pairs=job.orders)
            run_drawn([own], apart, report)
        found = spreads([out / baseline.id, out / own.id], baseline.id)
        return contents_of(found, region_goals())
    finally:
        shutil.rmtree(out / plans[1].id, ignore_errors=True)  # the baseline is used again


def _threads() -> int:
    """One less than there are, so that the pages always have a processor."""
    return max(1, (os.cpu_count() or 1) - 1)


def folder_of(job: "Job") -> Path:
    """Runs of one engine that share persons and baseline lie together."""
    from riktning.apps.scenarios.waiting import work_folder
    from riktning.simulation.scenarios.folders import engine_fingerprint

    digest = hashlib.sha256(f"{job.persons}\0{job.baseline}".encode()).hexdigest()[:_DIGEST]
    return work_folder() / "runs" / engine_fingerprint() / digest


def forget_other_engines() -> None:
    """What other code has run cannot be compared with what this code runs."""
    from riktning.apps.scenarios.waiting import work_folder
    from riktning.simulation.scenarios.folders import engine_fingerprint

    for folder in (work_folder() / "runs").glob("*"):
        if folder.name != engine_fingerprint():
            shutil.rmtree(folder, ignore_errors=True)


def region_goals() -> "Sequence[Goal]":
    """The targets for the whole region of the plan that readers meet first; none without a plan."""
    from riktning.apps.plans import queries
    from riktning.simulation.scenarios.goals import Goal

    revision = queries.shown_revision()
    if revision is None:
        return []
    return [
        Goal(planned.indicator_id, planned.target.value, planned.target.due)
        for planned in queries.planned_targets(revision)
        if planned.unit_id is None
    ]
