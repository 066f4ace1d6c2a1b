"""A region's course: persons, conditions and care month by month, as cells only."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count

import numpy as np
import numpy.typing as npt

from riktning.simulation.asked import Asked
from riktning.simulation.care_tables import lasting_tables
from riktning.simulation.cells import MonthCells, empty_tally, month_cells
from riktning.simulation.crowd import Crowd
from riktning.simulation.kernel.month import CARE, month_of_region
from riktning.simulation.kernel.persons import TOGETHER
from riktning.simulation.kernel.tables import Places, scratch
from riktning.simulation.month_tables import month_tables, share_tables
from riktning.simulation.region import Region
from riktning.simulation.scenario import Scenario
from riktning.simulation.unit_tables import routes

WARMING_MONTHS = 12
Progress = Callable[[int, int], None]


def follow(
    region: Region,
    asked: Asked,
    scenario: Scenario | None = None,
    threads: int | None = None,
    progress: Progress = lambda *_: None,
) -> Iterator[MonthCells]:
    """The cells of each month, as soon as they are final.

    Readmissions belong to the month of the discharge: a month comes when the two after it have
    passed, the last two as they stand. The same request and scenario give the same cells whatever
    the number of ``threads``. Raises ScenarioError when the scenario does not fit.
    """
    scenario = Scenario() if scenario is None else scenario
    scenario.refuse_other_than(asked.months, len(region.municipalities))
    with _Workers(region, asked, threads or cpu_count() or 1) as workers:
        if asked.parts & CARE:
            for back in range(WARMING_MONTHS, 0, -1):
                workers.month(month_tables(asked.first.plus(-back), scenario, 0, True), CARE)
            workers.add_stock()
            workers.forget()
        waiting: list[MonthCells] = []
        for number in range(asked.months):
            progress(number, asked.months)
            now = month_tables(asked.first.plus(number), scenario, number)
            workers.share = share_tables(scenario, number, len(region.municipalities))
            workers.come(workers.month(now, asked.parts), number, int(now["month"]))
            waiting.append(workers.counted(waiting))
            if len(waiting) > 2:
                yield waiting.pop(0)
        yield from waiting


class _Workers:
    """The persons, and a thread, a tally and scratch room for each part of them."""

    def __init__(self, region: Region, asked: Asked, threads: int) -> None:
        self.region, self.table, self.routes = region, lasting_tables(), routes(region)
        self.share = share_tables(Scenario(), 0, len(region.municipalities))
        self.key = np.array([part & 0xFFFFFFFF for part in asked.key], np.uint32)
        self.tallies = [empty_tally(region) for _ in range(threads)]
        self.rooms = [scratch() for _ in range(threads)]
        self.crowd = Crowd(region, asked, self.key, self.table, self.tallies[0])
        self.stock = self.tallies[0].stock.astype(np.int64)
        self.tallies[0].stock[:] = 0
        self.threads = threads

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
        places = Places(self.routes, is_open, self.share)

        def work(n: int) -> tuple[npt.NDArray[np.int32], ...]:
            begin, end = edges[n], edges[n + 1]
            rows, days = self.crowd.mothers[begin:end], self.crowd.days[begin:end]
            births = month_of_region(
                self.crowd.persons, begin, end, self.key, self.table, now, places,
                self.tallies[n], self.rooms[n], rows, days, parts,
            )  # fmt: skip
            return begin + rows[:births], days[:births]

        return list(self.pool.map(work, range(self.threads)))

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


def _edges(count: int, threads: int) -> list[int]:
    """Bounds of as many parts as threads, at whole blocks."""
    blocks = -(-count // TOGETHER)
    return [min(count, TOGETHER * (blocks * n // threads)) for n in range(threads + 1)]
