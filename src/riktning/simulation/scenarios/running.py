"""Runs scenarios, replicate by replicate; what is finished is kept and not run again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from riktning.core.errors import ScenarioError
from riktning.simulation.asked import Asked
from riktning.simulation.cells import MonthCells
from riktning.simulation.course import follow
from riktning.simulation.horizon import Horizon
from riktning.simulation.region import NoUnitError, Region, read_region
from riktning.simulation.request import MOST_PERSONS
from riktning.simulation.scenarios.compiling import kernel_scenario
from riktning.simulation.scenarios.figuring import figures_of
from riktning.simulation.scenarios.files import MOST_REPLICATES
from riktning.simulation.scenarios.folders import (
    ALONE,
    NONE,
    manifest_of,
    open_folder,
    replicate_path,
)
from riktning.simulation.scenarios.model import ScenarioPlan, Use
from riktning.simulation.scenarios.room import refuse_too_large
from riktning.simulation.scenarios.shapley import PAIRS
from riktning.simulation.scenarios.totals import totals_table, write_totals

# Two months more than asked are followed, since readmissions after a discharge come in the two
# months after it.
LOOK_AHEAD = 2
MOST_DRAWS = 10_000
Report = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Wanted:
    """What the command asks for; None: as the scenario's file says.

    ``alone``: run also each lever alone, and none, to see what each contributes. ``draws``: how
    many times the uncertain figures are drawn; ``shares``: run subsets of the levers, to share the
    effect out between them, where there are many levers by ``pairs`` of orders.
    """

    region: Path
    out: Path
    persons: int | None = None
    replicates: int | None = None
    threads: int | None = None
    alone: bool = False
    draws: int | None = None
    shares: bool = False
    pairs: int = PAIRS

    def __post_init__(self) -> None:
        for value, most, where in (
            (self.persons, MOST_PERSONS, "--persons"),
            (self.replicates, MOST_REPLICATES, "--replicates"),
            (self.threads, 256, "--threads"),
            (self.draws, MOST_DRAWS, "--draws"),
            (self.pairs, MOST_DRAWS, "--orders"),
        ):
            if value is not None and not 0 < value <= most:
                raise ScenarioError(
                    f"{value} is not possible", where=where, remedy=f"ask for 1 to {most}"
                )


@dataclass(frozen=True)
class Job:
    """A replicate of a plan with some of its levers."""

    plan: ScenarioPlan
    region: Region
    uses: tuple[Use, ...]
    folder: Path
    number: int

    @property
    def path(self) -> Path:
        return replicate_path(self.folder, self.number)


def run_scenarios(
    plans: Sequence[ScenarioPlan], wanted: Wanted, report: Report = lambda *_: None
) -> int:
    """Run what is not finished yet; the number of replicates run.

    Everything is checked before anything runs. A replicate is a file that stands whole or not at
    all, so a run that was broken off goes on where it was, with the same bytes as an unbroken one.
    """
    jobs = jobs_left(plans, wanted)
    for done, job in enumerate(jobs):
        _run(job, wanted, lambda month, of, d=done, j=job: _say(report, d, j, month, of))  # type: ignore[misc]  # names are bound at once
    return len(jobs)


def jobs_left(plans: Sequence[ScenarioPlan], wanted: Wanted) -> list[Job]:
    """What is not finished, after everything is checked and the folders are there.

    Replicate by replicate, so that all scenarios can be compared as soon as one is finished.
    """
    refuse_same_names(plans)
    regions = [region_of(plan, wanted) for plan in plans]
    for plan, region in zip(plans, regions, strict=True):
        for uses, _ in _variants(plan, wanted.alone):
            kernel_scenario(plan, region, plan.months, figures_of(plan, 0), uses)
        refuse_room(plan, region, wanted, _files(plan, wanted))
    jobs = []
    for plan, region in zip(plans, regions, strict=True):
        folder = wanted.out / plan.id
        open_folder(folder, manifest_of(plan, persons_of(plan, region, wanted), region))
        jobs += [job for job in _jobs(plan, region, folder, wanted) if not job.path.exists()]
    return sorted(jobs, key=lambda job: job.number)


def region_of(plan: ScenarioPlan, wanted: Wanted) -> Region:
    """The region in the plan's months; ScenarioError where it has no units in some of them."""
    try:
        return read_region(wanted.region, Horizon(plan.first, plan.last))
    except NoUnitError as error:
        raise ScenarioError(
            f"{error.what} in {error.where}",
            where=plan.place("first"),
            remedy="let `first` and `last` be months in which the region has units",
        ) from None


def persons_of(plan: ScenarioPlan, region: Region, wanted: Wanted) -> int:
    """The command's number, else the file's, else its share of the region; all at the least 1."""
    if wanted.persons is not None or plan.persons is not None:
        return wanted.persons or plan.persons or 1
    share = 1.0 if plan.share is None else plan.share
    return max(1, round(share * float(region.population.sum())))


def _say(report: Report, done: int, job: Job, month: int, of: int) -> None:
    report(month, of, f"{job.plan.id}, replicate {job.number + 1}")


def _variants(plan: ScenarioPlan, alone: bool) -> list[tuple[tuple[Use, ...], str]]:
    """The levers of each run and the name of its part: all; and if asked each alone, and none."""
    found: list[tuple[tuple[Use, ...], str]] = [(plan.uses, "")]
    if alone and plan.uses:
        found += [((), NONE), *(((use,), use.lever.id) for use in plan.uses)]
    return found


def _jobs(plan: ScenarioPlan, region: Region, folder: Path, wanted: Wanted) -> list[Job]:
    found = []
    for uses, part in _variants(plan, wanted.alone):
        place = folder / ALONE / part if part else folder
        place.mkdir(parents=True, exist_ok=True)
        replicates = wanted.replicates or plan.replicates
        found += [Job(plan, region, uses, place, number) for number in range(replicates)]
    return found


def followed(
    plan: ScenarioPlan,
    region: Region,
    wanted: Wanted,
    uses: Sequence[Use],
    replicate: int,
    draw: int | None = None,
    report: Callable[[int, int], None] = lambda *_: None,
    part: tuple[int, int] = (0, 1),
) -> Iterator[MonthCells]:
    """The months of one run: some of the levers, one replicate's luck, the figures as drawn; of
    shard ``part[0]`` of ``part[1]``."""
    months, persons = plan.months + LOOK_AHEAD, persons_of(plan, region, wanted)
    asked = Asked(persons, plan.first, months, (plan.seed, replicate), *part)
    scenario = kernel_scenario(plan, region, months, figures_of(plan, replicate, draw), uses)
    course = follow(region, asked, scenario, wanted.threads, report, plan.capacity)
    yield from (cells for number, cells in enumerate(course) if number < plan.months)


def _run(job: Job, wanted: Wanted, report: Callable[[int, int], None]) -> None:
    write_replicate(
        job, followed(job.plan, job.region, wanted, job.uses, job.number, report=report)
    )


def write_replicate(job: Job, cells: Iterable[MonthCells]) -> None:
    """The replicate's file; ScenarioError where the disk does not take it."""
    try:
        write_totals(totals_table(cells, job.plan.first, job.region), job.path)
    except OSError as error:
        raise not_written(job.path, error) from None


def not_written(path: Path, error: OSError) -> ScenarioError:
    return ScenarioError(
        f"the replicate cannot be written ({error.strerror or error})",
        where=str(path),
        remedy="make room and run again: finished replicates are kept",
    )


def refuse_same_names(plans: Sequence[ScenarioPlan]) -> None:
    seen: dict[str, ScenarioPlan] = {}
    for plan in plans:
        before = seen.setdefault(plan.id, plan)
        if before is not plan:
            raise ScenarioError(
                f"two scenarios are named {plan.id!r}, this one and {before.place()}",
                where=plan.place(),
                remedy="rename one of the files, or give it once",
            )


def _files(plan: ScenarioPlan, wanted: Wanted) -> int:
    return (wanted.replicates or plan.replicates) * len(_variants(plan, wanted.alone))


def refuse_room(plan: ScenarioPlan, region: Region, wanted: Wanted, files: int) -> None:
    persons, threads = persons_of(plan, region, wanted), wanted.threads or 2
    refuse_too_large(persons, plan.months, files, region, threads, wanted.out)
