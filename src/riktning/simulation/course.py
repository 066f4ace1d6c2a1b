"""A region's course: persons, conditions and care month by month, as cells only."""

from collections.abc import Callable, Iterator
from os import cpu_count

import numpy as np

from riktning.core.errors import ScenarioError
from riktning.core.periods import Month
from riktning.simulation.asked import Asked
from riktning.simulation.beds.feedback import Feedback, Together, month_sums
from riktning.simulation.cells import BedMonth, Counts, MonthCells
from riktning.simulation.horizon import epoch_day
from riktning.simulation.kernel.month import CARE
from riktning.simulation.noted.tables import CareTables
from riktning.simulation.region import Region
from riktning.simulation.scenario import Scenario
from riktning.simulation.unit_tables import nearer_routes, nearest_units
from riktning.simulation.workers import Workers

# Months that a block of persons goes through before the next block does, where no month must wait
# for all persons to have gone through the one before. More than one has not been quicker: persons
# are read in order, which memory keeps up with, while what several months count fills the cache.
MONTHS_TOGETHER = 1
WARMING_MONTHS = 12
SETTLING_MONTHS = 4  # more, until the queues are as long as they become
WARMING = frozenset({"unplanned", "planned", "unsuitable"})
Progress = Callable[[int, int], None]


def follow(
    region: Region,
    asked: Asked,
    scenario: Scenario | None = None,
    threads: int | None = None,
    progress: Progress = lambda *_: None,
    capacity: bool = False,
    together: Together | None = None,
    tables: CareTables | None = None,
) -> Iterator[MonthCells]:
    """The cells of each month, as soon as they are final.

    Readmissions belong to the month of the discharge: a month comes when the two after it have
    passed, the last two as they stand. The same request and scenario give the same cells whatever
    the number of ``threads``. Raises ScenarioError when the scenario does not fit.

    ``capacity``: beds, slots and queues are finite, and what a month needs of them works on the
    next. A shard must then be told what all shards need: ``together`` adds its numbers to those of
    the others, and is called once a month. ``tables``: where the care of a share of the persons is
    written out besides.
    """
    scenario = Scenario() if scenario is None else scenario
    scenario.refuse_other_than(asked.months, len(region.municipalities))
    _refuse_alone(asked, scenario, capacity, together)
    together_at_most = 1 if capacity or tables else MONTHS_TOGETHER
    with Workers(region, asked, threads or cpu_count() or 1, together_at_most) as workers:
        beds = _Beds(workers, scenario, together or _alone) if capacity else None
        if asked.parts & CARE:
            _warm(workers, asked.first, scenario, beds)
        if tables:
            workers.begin_notes(tables, epoch_day(asked.first.first_day))
        waiting: list[MonthCells] = []
        for numbers in _windows(range(asked.months), together_at_most):
            if beds:
                beds.change(numbers[0])
            months = [asked.first.plus(number) for number in numbers]
            workers.begin(months, scenario, numbers)
            for at, number in enumerate(numbers):
                progress(number, asked.months)
                births = workers.month(at)
                if tables:
                    workers.tell_notes(tables, months[at], at)
                workers.come(births, number, at)
                told = beds.month(months[at], workers.days(at)) if beds else None
                if tables and told:
                    tables.wards(months[at], told.rows, workers.ready_days(at))
                waiting.append(workers.counted(at, waiting))
                waiting[-1].beds = told
                if len(waiting) > 2:
                    yield waiting.pop(0)
            workers.forget()
        if tables:
            tables.finish(asked.first.plus(asked.months - 1), workers.what_goes_on(tables))
        yield from waiting


def _windows(months: range, size: int) -> Iterator[range]:
    """So many months at a time."""
    for begin in months[::size]:
        yield range(begin, min(begin + size, months.stop))


def _refuse_alone(
    asked: Asked, scenario: Scenario, capacity: bool, together: Together | None
) -> None:
    if capacity and asked.shards > 1 and together is None:
        raise ScenarioError(
            "a shard alone does not know how full the hospitals are",
            where="shards",
            remedy="add up its numbers with those of the others, or follow it without capacity",
        )
    if not capacity and scenario.needs_capacity:
        raise ScenarioError(
            "a scenario that moves beds or staff needs finite capacity",
            where="scenario",
            remedy="follow it with capacity",
        )


def _alone(sums: Counts) -> Counts:
    return sums


def _warm(workers: Workers, first: Month, scenario: Scenario, beds: "_Beds | None") -> None:
    """The months before the horizon, which leave patients in bed and queues."""
    streams = WARMING | {"specialist"} if beds else WARMING
    before = WARMING_MONTHS + (SETTLING_MONTHS if beds else 0)
    for numbers in _windows(range(-before, 0), workers.together):
        months = [first.plus(number) for number in numbers]
        workers.begin(months, scenario, numbers, streams)
        for at, month in enumerate(months):
            workers.month(at)
            if beds:
                beds.watch(month, workers.days(at))
            workers.add_stock(at)
        workers.forget()
    if beds:
        beds.open()


class _Beds:
    """The region's capacity, and how it reaches those who work."""

    def __init__(self, workers: Workers, scenario: Scenario, together: Together) -> None:
        region, asked = workers.region, workers.asked
        scale = float(region.population.sum()) / asked.persons
        self._workers, self._scenario, self._together = workers, scenario, together
        self._routes = workers.routes
        moved = scenario.nearer is not None
        self._nearest = nearest_units(region) if moved else np.zeros((0, 0), np.int16)
        self._feedback = Feedback(region, workers.routes, scale)
        workers.pressure = self._feedback.first_pressure()

    def _sums(self) -> Counts:
        return self._together(month_sums(self._workers.tallies_of(0)))

    def watch(self, month: Month, days: int) -> None:
        self._feedback.watch(self._sums(), month, days)

    def open(self) -> None:
        self._feedback.open()

    def change(self, number: int) -> None:
        """What the scenario does to beds and ways in a month."""
        scenario = self._scenario
        if scenario.nearer is not None:
            self._workers.routes = nearer_routes(
                self._nearest, self._routes, scenario.nearer[number]
            )
        staffed = 1.0 if scenario.staffing is None else float(scenario.staffing[number])
        self._feedback.change(self._workers.routes, staffed)

    def month(self, month: Month, days: int) -> BedMonth:
        self._workers.pressure, told = self._feedback.month(self._sums(), month, days)
        return told
