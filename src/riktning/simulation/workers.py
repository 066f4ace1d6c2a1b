"""The threads that let months happen to the persons, and what each of them counts."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from riktning.core.errors import ScenarioError
from riktning.core.periods import Month
from riktning.simulation.arrays import NEVER, Flags, Floats
from riktning.simulation.asked import Asked
from riktning.simulation.beds.feedback import no_pressure
from riktning.simulation.care_tables import lasting_tables
from riktning.simulation.cells import MonthCells, empty_tally, month_cells
from riktning.simulation.crowd import Crowd
from riktning.simulation.kernel.month import CARE, months_of_region, note_what_goes_on
from riktning.simulation.kernel.noting import Notes, notes
from riktning.simulation.kernel.persons import IN_BED, NOTHING_DUE, TOGETHER
from riktning.simulation.kernel.tables import (
    MONTHLY,
    PlacesByMonth,
    Tally,
    Ways,
    scratch,
)
from riktning.simulation.month_tables import NOTHING, month_tables, share_tables
from riktning.simulation.noted.tables import TOGETHER as NOTED_TOGETHER
from riktning.simulation.noted.tables import CareTables
from riktning.simulation.region import Region
from riktning.simulation.scenario import Scenario
from riktning.simulation.tallies import EVENTS, Kind
from riktning.simulation.unit_tables import open_routes, routes

_STEPS_A_THREAD, _MOST_BLOCKS = 8, 16  # blocks that a thread takes at a time
Rows = npt.NDArray[np.int32]
Births = tuple[Rows, npt.NDArray[np.int16]]  # rows of those who gave birth, and in which month
_NO_BIRTHS: Births = np.zeros(0, np.int32), np.zeros(0, np.int16)


class Workers:
    """The persons, and a thread, tallies and scratch room for each part of them.

    At most ``together`` months are gone through by a block of persons before the next block. The
    last, unfinished block and those who come in those months go month by month behind them.
    """

    def __init__(self, region: Region, asked: Asked, threads: int, together: int) -> None:
        self.region, self.table, self.routes = region, lasting_tables(), routes(region)
        self.asked, self.pressure = asked, no_pressure(len(region.ids))
        self.threads, self.together = threads, together
        self.key = np.array([part & 0xFFFFFFFF for part in asked.key], np.uint32)
        self.tallies = [empty_tally(region, together) for _ in range(threads)]
        self.rooms = [scratch() for _ in range(threads)]
        size = TOGETHER * max(_MOST_BLOCKS, NOTED_TOGETHER) * together
        self._born = [(np.zeros(size, np.int32), np.zeros(size, np.int16)) for _ in self.rooms]
        first = self.tallies_of(0)[0]
        self.crowd = Crowd(region, asked, self.key, self.table, first, together)
        self.stock = first.stock.astype(np.int64)
        first.stock[:] = 0
        nothing = self.routes[:0]
        self._ways = nothing, np.zeros(0, np.bool_), nothing.astype(np.uint16)
        self.notes, self.found = [notes(0, 0.0)] * threads, list[npt.NDArray[np.void]]()
        self._noting = False

    def __enter__(self) -> "Workers":
        self.pool = ThreadPoolExecutor(self.threads)
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown()

    def begin(
        self,
        months: Sequence[Month],
        scenario: Scenario,
        numbers: range,
        warming: frozenset[str] = NOTHING,
    ) -> None:
        """Let ``months``, numbers ``numbers`` of the horizon, happen to all whole blocks, as far as
        they can without what comes of other persons. ``warming``: see ``month_tables``."""
        self.set_out(months, scenario, numbers, warming)
        self.parts = CARE if warming else self.asked.parts
        if not warming:
            self.crowd.make_ready(numbers[0], len(numbers))
        self._whole, self._births = 0, _NO_BIRTHS
        if len(months) > 1:
            self._whole = self.crowd.count // TOGETHER * TOGETHER
            self._births = self._follow(0, self._whole, 0, len(months))

    def set_out(
        self,
        months: Sequence[Month],
        scenario: Scenario,
        numbers: range,
        warming: frozenset[str] = NOTHING,
    ) -> None:
        """The tables of the months: see ``begin``."""
        of = [0 if warming else number for number in numbers]
        nows = [month_tables(m, scenario, n, warming) for m, n in zip(months, of, strict=True)]
        self.nows = np.array(nows, MONTHLY)
        share = [share_tables(scenario, n, len(self.region.municipalities)) for n in of]
        self._set_places(np.array(share))

    def _set_places(self, share: npt.NDArray[np.uint64]) -> None:
        opens, closes, now = self.region.opens, self.region.closes, self.nows
        is_open = (opens <= now["start"][:, None]) & (closes >= now["end"][:, None] - 1)
        ways: list[Ways] = []
        which = np.zeros(len(now), np.int64)
        for at, each in enumerate(is_open):
            found = self._open_routes(each)
            if not ways or ways[-1] is not found:
                ways.append(found)
            which[at] = len(ways) - 1
        press = self.pressure
        self.places = PlacesByMonth(
            np.array(ways), which, is_open, share,
            press.wait, press.turned, press.nights, press.back,
        )  # fmt: skip

    def _open_routes(self, is_open: Flags) -> Ways:
        """They change in few months: when a unit opens or closes, or patients are moved."""
        known_routes, known, ways = self._ways
        if known_routes is not self.routes or not np.array_equal(known, is_open):
            ways = open_routes(self.routes, is_open).astype(np.uint16)
            self._ways = self.routes, is_open, ways
        return ways

    def month(self, at: int) -> Rows:
        """Let the month number ``at`` of those begun happen to the others too; the rows of all who
        gave birth in it."""
        rows, when = self._births
        others, _ = self._follow(self._whole, self.crowd.count, at, at + 1)
        found: Rows = np.concatenate([rows[when == at], others])
        return found

    def _follow(self, begin: int, end: int, first: int, last: int) -> Births:
        """Let some months happen to some persons; rows and months of the births, in order.

        Threads take the next blocks whenever they are free. What is counted are sums, so it does
        not matter which thread counts it.
        """
        steps = self._steps(begin, end)
        born = [_NO_BIRTHS] * len(steps)
        taken = [np.zeros(0, np.void)] * len(steps)
        ahead = iter(range(len(steps)))

        def work(n: int) -> None:
            mothers, when = self._born[n]
            for step in ahead:
                births = months_of_region(
                    self.crowd.persons, *steps[step], self.key, self.table, self.nows, first, last,
                    self.places, self.notes[n], self.tallies[n], self.rooms[n], mothers, when,
                    self.parts,
                )  # fmt: skip
                born[step] = mothers[:births].copy(), when[:births].copy()
                if self._noting:
                    taken[step] = _taken(self.notes[n])

        list(self.pool.map(work, range(self.threads)))
        self.found = taken
        rows, months = zip(_NO_BIRTHS, *born, strict=True)
        return np.concatenate(rows), np.concatenate(months)

    def _steps(self, begin: int, end: int) -> list[tuple[int, int]]:
        """Bounds of the persons that a thread takes at a time; where notes are taken, as many as
        there is room for."""
        blocks = -(-(end - begin) // TOGETHER)
        size = min(max(blocks // (self.threads * _STEPS_A_THREAD), 1), _MOST_BLOCKS)
        step = TOGETHER * (NOTED_TOGETHER if self._noting else size)
        return [(at, min(at + step, end)) for at in range(begin, end, step)]

    def begin_notes(self, tables: CareTables, day: int) -> None:
        """From now on take notes, of those who are here and those who come."""
        self.notes = [tables.notes(TOGETHER * NOTED_TOGETHER) for _ in range(self.threads)]
        self._noting = True
        tables.enter(self.crowd.persons, 0, self.crowd.count, day)

    def tell_notes(self, tables: CareTables, month: Month, at: int) -> None:
        """Hand on a month's notes; who is born or arrives in it comes after them."""
        tables.month(month, self.found)
        first, last = int(self.nows["start"][at]), int(self.nows["end"][at]) - 1

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

    def days(self, at: int) -> int:
        return int(self.nows["end"][at] - self.nows["start"][at])

    def tallies_of(self, at: int) -> list[Tally]:
        """What each thread has counted in a month of those begun."""
        return [Tally(*(counts[at] for counts in tally)) for tally in self.tallies]

    def ready_days(self, at: int) -> Floats:
        """Days ready for discharge of the stays that ended in the month, of the whole region."""
        kind = Kind.READY_DAYS - EVENTS
        days = [tally.stays[:, :, kind].sum(axis=1) for tally in self.tallies_of(at)]
        found: Floats = np.sum(days, axis=0, dtype=np.float64)
        return found * (float(self.region.population.sum()) / self.asked.persons)

    def come(self, births: Rows, number: int, at: int) -> None:
        """Those born and those who arrive in the month; care meets them from the next on."""
        tally, month = self.tallies_of(at)[0], int(self.nows["month"][at])
        self.crowd.add_born(births, month, tally)
        self.crowd.add_arrived(month, number, tally)

    def counted(self, at: int, waiting: list[MonthCells]) -> MonthCells:
        """The month's cells; what belongs to earlier months is added to those that wait."""
        self.add_stock(at)
        return month_cells(self.tallies_of(at), self.stock, waiting, self.pool)

    def add_stock(self, at: int) -> None:
        """Those who came, went, grew older, fell ill or well change the numbers here."""
        for tally in self.tallies:
            self.stock += tally.stock[at]

    def forget(self) -> None:
        def clear(tally: Tally) -> None:
            for counts in tally:
                counts[:] = 0

        list(self.pool.map(clear, self.tallies))


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
