"""A region's course: persons, conditions and care month by month, as cells only."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count

import numpy as np
import numpy.typing as npt

from riktning.core.errors import ScenarioError
from riktning.core.periods import Month
from riktning.simulation.arrays import NEVER, Flags, Floats
from riktning.simulation.asked import Asked
from riktning.simulation.beds.feedback import (
    Feedback,
    Together,
    month_sums,
    no_pressure,
)
from riktning.simulation.care_tables import lasting_tables
from riktning.simulation.cells import BedMonth, Counts, MonthCells, empty_tally, month_cells
from riktning.simulation.crowd import Crowd
from riktning.simulation.horizon import epoch_day
from riktning.simulation.kernel.month import CARE, month_of_region, note_what_goes_on
from riktning.simulation.kernel.noting import Notes, notes
from riktning.simulation.kernel.persons import IN_BED, NOTHING_DUE, TOGETHER
from riktning.simulation.kernel.tables import Places, Ways, scratch
from riktning.simulation.month_tables import month_tables, share_tables
from riktning.simulation.noted.tables import TOGETHER as NOTED_TOGETHER
from riktning.simulation.noted.tables import CareTables
from riktning.simulation.region import Region
from riktning.simulation.scenario import Scenario
from riktning.simulation.tallies import EVENTS, Kind
from riktning.simulation.unit_tables import nearer_routes, nearest_units, open_routes, routes

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
    with _Workers(region, asked, threads or cpu_count() or 1) as workers:
        beds = _Beds(workers, scenario, together or _alone) if capacity else None
        if asked.parts & CARE:
            _warm(workers, asked.first, scenario, beds)
        if tables:
            workers.begin_notes(tables, epoch_day(asked.first.first_day))
        waiting: list[MonthCells] = []
        for number in range(asked.months):
            progress(number, asked.months)
            now = month_tables(asked.first.plus(number), scenario, number)
            workers.share = share_tables(scenario, number, len(region.municipalities))
            if beds:
                beds.change(number)
            births = workers.month(now, asked.parts)
            if tables:
                workers.tell_notes(tables, asked.first.plus(number), now)
            workers.come(births, number, int(now["month"]))
            told = beds.month(asked.first.plus(number), now) if beds else None
            if tables and told:
                tables.wards(asked.first.plus(number), told.rows, workers.ready_days())
            waiting.append(workers.counted(waiting))
            waiting[-1].beds = told
            if len(waiting) > 2:
                yield waiting.pop(0)
        if tables:
            tables.finish(asked.first.plus(asked.months - 1), workers.what_goes_on(tables))
        yield from waiting


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


def _warm(workers: "_Workers", first: Month, scenario: Scenario, beds: "_Beds | None") -> None:
    """The months before the horizon, which leave patients in bed and queues."""
    streams = WARMING | {"specialist"} if beds else WARMING
    for back in range(WARMING_MONTHS + (SETTLING_MONTHS if beds else 0), 0, -1):
        now = month_tables(first.plus(-back), scenario, 0, streams)
        workers.month(now, CARE)
        if beds:
            beds.watch(first.plus(-back), now)
            workers.add_stock()
            workers.forget()
    if beds:
        beds.open()
    workers.add_stock()
    workers.forget()


class _Beds:
    """The region's capacity, and how it reaches those who work."""

    def __init__(self, workers: "_Workers", scenario: Scenario, together: Together) -> None:
        region, asked = workers.region, workers.asked
        scale = float(region.population.sum()) / asked.persons
        self._workers, self._scenario, self._together = workers, scenario, together
        self._routes = workers.routes
        moved = scenario.nearer is not None
        self._nearest = nearest_units(region) if moved else np.zeros((0, 0), np.int16)
        self._feedback = Feedback(region, workers.routes, scale)
        workers.pressure = self._feedback.first_pressure()

    def _sums(self) -> Counts:
        return self._together(month_sums(self._workers.tallies))

    def watch(self, month: Month, now: np.void) -> None:
        self._feedback.watch(self._sums(), month, int(now["end"] - now["start"]))

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

    def month(self, month: Month, now: np.void) -> BedMonth:
        days = int(now["end"] - now["start"])
        self._workers.pressure, told = self._feedback.month(self._sums(), month, days)
        return told


class _Workers:
    """The persons, and a thread, a tally and scratch room for each part of them."""

    def __init__(self, region: Region, asked: Asked, threads: int) -> None:
        self.region, self.table, self.routes = region, lasting_tables(), routes(region)
        self.asked, self.pressure = asked, no_pressure(len(region.ids))
        self.share = share_tables(Scenario(), 0, len(region.municipalities))
        self.key = np.array([part & 0xFFFFFFFF for part in asked.key], np.uint32)
        self.tallies = [empty_tally(region) for _ in range(threads)]
        self.rooms = [scratch() for _ in range(threads)]
        self.crowd = Crowd(region, asked, self.key, self.table, self.tallies[0])
        self.stock = self.tallies[0].stock.astype(np.int64)
        self.tallies[0].stock[:] = 0
        self.threads = threads
        nothing = self.routes[:0]
        self._ways = nothing, np.zeros(0, np.bool_), nothing.astype(np.uint16)
        self.notes, self.found = [notes(0, 0.0)] * threads, list[list[npt.NDArray[np.void]]]()

    def __enter__(self) -> "_Workers":
        self.pool = ThreadPoolExecutor(self.threads)
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown()

    def month(self, now: np.void, parts: int) -> list[tuple[npt.NDArray[np.int32], ...]]:
        """Let a month happen; rows and days of the births of each part."""
        edges = _edges(self.crowd.count, self.threads)
        opens, closes = self.region.opens, self.region.closes
        is_open = (opens <= now["start"]) & (closes >= now["end"] - 1)
        press, ways = self.pressure, self._open_routes(is_open)

        def work(n: int) -> tuple[npt.NDArray[np.int32], ...]:
            places = Places(
                ways, is_open, self.share, press.wait, press.turned, press.nights,
                press.back, self.notes[n],
            )  # fmt: skip
            found: list[tuple[npt.NDArray[np.int32], ...]] = []
            for begin, end in self._steps(edges[n], edges[n + 1]):
                rows, days = self.crowd.mothers[begin:end], self.crowd.days[begin:end]
                births = month_of_region(
                    self.crowd.persons, begin, end, self.key, self.table, now, places,
                    self.tallies[n], self.rooms[n], rows, days, parts,
                )  # fmt: skip
                found.append((begin + rows[:births], days[:births]))
                if self.found:
                    self.found[n].append(_taken(self.notes[n]))
            return tuple(np.concatenate(part) for part in zip(*found, strict=True))

        return list(self.pool.map(work, range(self.threads)))

    def _open_routes(self, is_open: Flags) -> Ways:
        """They change in few months: when a unit opens or closes, or patients are moved."""
        routes, known, ways = self._ways
        if routes is not self.routes or not np.array_equal(known, is_open):
            ways = open_routes(self.routes, is_open).astype(np.uint16)
            self._ways = self.routes, is_open, ways
        return ways

    def _steps(self, begin: int, end: int) -> list[tuple[int, int]]:
        """All persons at once; where notes are taken, as many as there is room for."""
        step = TOGETHER * NOTED_TOGETHER if self.found else max(end - begin, 1)
        return [(at, min(at + step, end)) for at in range(begin, max(end, begin + 1), step)]

    def begin_notes(self, tables: CareTables, day: int) -> None:
        """From now on take notes, of those who are here and those who come."""
        self.notes = [tables.notes(TOGETHER * NOTED_TOGETHER) for _ in range(self.threads)]
        self.found = [[] for _ in range(self.threads)]
        tables.enter(self.crowd.persons, 0, self.crowd.count, day)

    def tell_notes(self, tables: CareTables, month: Month, now: np.void) -> None:
        """Hand on a month's notes; who is born or arrives in it comes after them."""
        tables.month(month, [part for parts in self.found for part in parts])
        self.found = [[] for _ in range(self.threads)]
        first, last = int(now["start"]), int(now["end"]) - 1

        def entered(begin: int, end: int, kind: Kind) -> None:
            tables.enter(self.crowd.persons, begin, end, first if kind is Kind.BIRTH else last)

        self.crowd.entered = entered

    def what_goes_on(self, tables: CareTables) -> npt.NDArray[np.void]:
        """The stays and waits that go on when the last month has ended."""
        bed = self.crowd.persons.bed[: self.crowd.count]
        many = int((bed["phase"] == IN_BED).sum() + (bed["calls"] != NOTHING_DUE).sum())
        room = tables.notes(many, 1)
        note_what_goes_on(self.crowd.persons, self.crowd.count, NEVER, room)
        return _taken(room)

    def ready_days(self) -> Floats:
        """Days ready for discharge of the stays that ended in the month, of the whole region."""
        days = [tally.stays[:, :, Kind.READY_DAYS - EVENTS].sum(axis=1) for tally in self.tallies]
        found: Floats = np.sum(days, axis=0, dtype=np.float64)
        return found * (float(self.region.population.sum()) / self.asked.persons)

    def come(
        self, births: list[tuple[npt.NDArray[np.int32], ...]], number: int, month: int
    ) -> None:
        """Those born and those who arrive in the month; care meets them from the next on."""
        self.crowd.add_born(np.concatenate([rows for rows, _ in births]), month, self.tallies[0])
        self.crowd.add_arrived(month, number, self.tallies[0])

    def counted(self, waiting: list[MonthCells]) -> MonthCells:
        """The month's cells; what belongs to earlier months is added to those that wait."""
        self.add_stock()
        found = month_cells(self.tallies, self.stock, waiting)
        self.forget()
        return found

    def add_stock(self) -> None:
        """Those who came, went, grew older, fell ill or well change the numbers here."""
        for tally in self.tallies:
            self.stock += tally.stock

    def forget(self) -> None:
        for tally in self.tallies:
            for counts in tally:
                counts[:] = 0


def _taken(found: Notes) -> npt.NDArray[np.void]:
    """A copy of the notes, which are forgotten."""
    count = int(found.many[0])
    if count > found.rows.size:
        raise ScenarioError(
            f"{count} notes were taken where there is room for {found.rows.size}",
            where="tables",
            remedy="ask for less care, or for cells only",
        )
    found.many[0] = 0
    return found.rows[:count].copy()


def _edges(count: int, threads: int) -> list[int]:
    """Bounds of as many parts as threads, at whole blocks."""
    blocks = -(-count // TOGETHER)
    return [min(count, TOGETHER * (blocks * n // threads)) for n in range(threads + 1)]
