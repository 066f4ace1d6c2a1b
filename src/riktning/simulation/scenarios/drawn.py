"""Runs scenarios of which the yearly outcomes are kept: figures drawn, or some levers only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from riktning.simulation.arrays import Floats
from riktning.simulation.region import Region
from riktning.simulation.scenarios.comparing import years_of
from riktning.simulation.scenarios.compiling import kernel_scenario
from riktning.simulation.scenarios.figuring import figures_of
from riktning.simulation.scenarios.folders import RunFolder, manifest_of, open_folder
from riktning.simulation.scenarios.model import ScenarioPlan, Use
from riktning.simulation.scenarios.records import DRAWS, SUBSETS, Single, write_record
from riktning.simulation.scenarios.running import (
    Report,
    Wanted,
    followed,
    not_written,
    persons_of,
    refuse_room,
    refuse_same_names,
    region_of,
)
from riktning.simulation.scenarios.shapley import subsets_asked
from riktning.simulation.scenarios.totals import region_table
from riktning.simulation.scenarios.yearly import yearly_outcomes


@dataclass(frozen=True)
class _Job:
    plan: ScenarioPlan
    region: Region
    folder: RunFolder
    single: Single

    @property
    def uses(self) -> tuple[Use, ...]:
        chosen = self.single.levers
        return tuple(use for use in self.plan.uses if chosen is None or use.lever.id in chosen)

    @property
    def path(self) -> Path:
        order = [use.lever.id for use in self.plan.uses]
        return self.single.path(self.folder.path, order)


def run_drawn(
    plans: Sequence[ScenarioPlan], wanted: Wanted, report: Report = lambda *_: None
) -> int:
    """Run the draws and subsets of levers that are asked for and not finished; how many were run.

    Everything is checked before anything runs, each draw too. Draw by draw, with all replicates of
    all scenarios in each, so that what is finished can be read whenever it is broken off.
    """
    refuse_same_names(plans)
    regions = [region_of(plan, wanted) for plan in plans]
    asked = [_singles(plan, wanted) for plan in plans]
    for plan, region, singles in zip(plans, regions, asked, strict=True):
        _refuse_impossible(plan, region, wanted)
        refuse_room(plan, region, wanted, len(singles) // 100 + 1)  # a hundredth of a replicate's
    jobs = []
    for plan, region, singles in zip(plans, regions, asked, strict=True):
        manifest = manifest_of(plan, persons_of(plan, region, wanted), region)
        folder = open_folder(wanted.out / plan.id, manifest)
        years_of(folder)
        jobs += [_Job(plan, region, folder, single) for single in singles]
    for job in jobs:
        job.path.parent.mkdir(exist_ok=True)
    left = [job for job in jobs if not job.path.exists()]
    left.sort(key=lambda job: (job.single.levers is not None, job.single.draw or 0,
                               job.single.replicate))  # fmt: skip
    for done, job in enumerate(left):
        _run(job, wanted, report, done, len(left))
    return len(left)


def _singles(plan: ScenarioPlan, wanted: Wanted) -> list[Single]:
    replicates = range(wanted.replicates or plan.replicates)
    found = [Single(number, draw) for draw in range(wanted.draws or 0) for number in replicates]
    if wanted.shares:
        names = tuple(use.lever.id for use in plan.uses)
        found += [
            Single(number, levers=subset)
            for subset in subsets_asked(names, wanted.pairs, plan.seed)
            for number in replicates
        ]
    return found


def _refuse_impossible(plan: ScenarioPlan, region: Region, wanted: Wanted) -> None:
    """ScenarioError when a draw cannot be followed, before anything runs."""
    kernel_scenario(plan, region, plan.months, figures_of(plan, 0), plan.uses)
    for draw in range(wanted.draws or 0):
        kernel_scenario(plan, region, plan.months, figures_of(plan, 0, draw), plan.uses)


def _run(job: _Job, wanted: Wanted, report: Report, done: int, of: int) -> None:
    months, single = job.plan.months, job.single
    what = f"{job.plan.id}, " + (
        f"draw {single.draw + 1}" if single.draw is not None else "levers apart"
    )

    def told(month: int, _: int) -> None:
        report(done * months + min(month, months - 1), of * months, what)

    cells = followed(job.plan, job.region, wanted, job.uses, single.replicate, single.draw, told)
    years = years_of(job.folder)
    values: Floats = yearly_outcomes(region_table(cells, job.plan.first, job.region), years)
    figures = figures_of(job.plan, single.replicate, single.draw).told(job.uses)
    try:
        write_record(job.path, job.folder.manifest, single, figures, values, years.start)
    except OSError as error:
        raise not_written(job.path, error) from None


def records_of(folder: RunFolder, part: str) -> Iterator[Path]:
    """The finished runs of a part (``DRAWS`` or ``SUBSETS``), in the order of their names."""
    if part in {DRAWS, SUBSETS}:
        yield from sorted((folder.path / part).glob("*.json"))
