"""Finite capacity: what a month's patients leave for the next month's.

Only whole numbers added up over all persons go in, so that threads and shards change nothing; what
comes out is the same for everybody who comes to a unit in the month.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.simulation.arrays import Floats
from riktning.simulation.beds.laws import excess, full, misplaced
from riktning.simulation.beds.sizes import flow, houses, open_beds, rules, share_in_time
from riktning.simulation.cells import BedMonth, Counts
from riktning.simulation.kernel.tables import Long, Short, Tally
from riktning.simulation.region import Region
from riktning.simulation.tallies import Kind

Together = Callable[[Counts], Counts]
_SUMS = (
    Kind.BED_DAYS, Kind.PLANNED_BED_DAYS, Kind.WAIT_BEGUN, Kind.WAIT_ENDED, Kind.WAIT_DROPPED,
    Kind.PLANNED_ADMISSION,
)  # fmt: skip
_BED_DAYS, _PLANNED_DAYS, _BEGUN, _ENDED, _DROPPED, _ADMITTED, _VISITS = range(len(_SUMS) + 1)
_VISIT_KINDS = slice(Kind.SPECIALIST_VISIT, Kind.SPECIALIST_LETTER + 1)
_ONE = 2.0**20  # chances are rounded to parts of this, so that no last bit matters


@dataclass(frozen=True)
class Pressure:
    """What a month's capacity does at each unit, (units,): see ``kernel.tables.Places``."""

    wait: Floats
    turned: Long
    nights: Floats
    back: Floats


def no_pressure(units: int) -> Pressure:
    """Care is given to whoever needs it, at once."""
    return Pressure(np.zeros(units), np.zeros(units, np.uint64), np.ones(units), np.ones(units))


def month_sums(tallies: Sequence[Tally]) -> Counts:
    """What capacity asks of a month, (7, units): bed-days, those of planned stays, waits begun,
    ended and dropped, planned admissions, specialist contacts."""
    whole = np.array([_by_kind(tally) for tally in tallies]).sum(axis=0)
    visits = whole[_VISIT_KINDS].sum(axis=0)
    found: Counts = np.concatenate([whole[list(_SUMS)], visits[None]])
    return found


def _by_kind(tally: Tally) -> Counts:
    """What a thread has counted, (kinds, units)."""
    parts = tally.units.sum(axis=2, dtype=np.int64), tally.stays.sum(axis=1, dtype=np.int64).T
    found: Counts = np.concatenate(parts)
    return found


class Feedback:
    """The beds and queues of a region, month by month: a year as today, then as it becomes.

    ``scale``: how many persons of the region each one followed stands for.
    """

    def __init__(self, region: Region, routes: Short, scale: float) -> None:
        self._region, self._houses, self._scale = region, houses(region), scale
        self._year: list[tuple[Counts, int, Floats]] = []
        self._first: dict[int, tuple[Counts, int]] = {}  # by month of the year
        self._flow, self._first_flow = flow(region, routes), flow(region, routes)
        self._staffed, self.beds = 1.0, np.zeros(len(region.ids))
        waiting = [pool in rules().queues for pool in self._houses.pools]
        self._waits = self._houses.at_units(np.array(waiting, float), 0.0) > 0
        self._queue = np.zeros(len(waiting))
        self._wait = np.full(len(waiting), rules().first_wait)
        self._visit_wait = np.full(len(waiting), rules().first_visit_wait)

    def first_pressure(self) -> Pressure:
        """The year before the horizon: waits as today, and nothing else."""
        units = no_pressure(self._waits.size)
        wait = np.where(self._waits, rules().first_wait, 0.0)
        return Pressure(wait, units.turned, units.nights, units.back)

    def watch(self, sums: Counts, month: Month, days: int) -> None:
        """A month before the horizon; the last year of them is what the start is sized by."""
        self._first[month.month] = sums, days
        self._remember(sums, days)

    def _remember(self, sums: Counts, days: int) -> None:
        self._year = [*self._year[1 - MONTHS_A_YEAR :], (sums, days, self._flow)]
        joined = sums[_BEGUN] - sums[_ENDED] - sums[_DROPPED]
        self._queue += self._houses.by_pool(joined)

    def open(self) -> None:
        """Size beds, queues and slots by the year that was watched."""
        load = np.sum([sums[_BED_DAYS] for sums, _, _ in self._year], axis=0) * self._scale
        days = sum(days for _, days, _ in self._year)
        year_open = sum(open_beds(number) for number in range(1, 13)) / MONTHS_A_YEAR
        self.beds = np.rint(load / days / rules().occupancy / year_open)
        asked = np.sum([s[_BEGUN] + s[_ADMITTED] - s[_ENDED] for s, _, _ in self._year], axis=0)
        self._slots = self._houses.by_pool(asked) / days
        planned = sum(int(sums[_PLANNED_DAYS].sum()) for sums, _, _ in self._year)
        self._planned = planned * self._scale / days
        visits = np.sum([sums[_VISITS] for sums, _, _ in self._year], axis=0)
        self._visits = self._houses.by_pool(visits) / days
        self._visit_queue = np.rint(self._visits * self._visit_wait)

    def change(self, routes: Short, staffed: float) -> None:
        """What a scenario does from now on: where patients come, and how many beds are staffed."""
        self._flow, self._staffed = flow(self._region, routes), staffed

    def _open_beds(self, month: Month) -> Floats:
        """Beds follow patients who are moved, as many in all as before."""
        moved = np.divide(
            self._flow, self._first_flow, out=np.ones_like(self._flow), where=self._first_flow > 0
        )
        beds = self.beds * moved
        beds *= self.beds.sum() / max(beds.sum(), 1.0) * self._staffed * open_beds(month.month)
        found: Floats = np.rint(beds)
        return found

    def _loads(self, sums: Counts, days: int) -> Floats:
        """Patients at each unit: the region's month, spread as the year's, where they now come.

        The month alone would say how lucky a unit was; a sample of the persons most of all.
        """
        year = np.sum([each[_BED_DAYS] for each, _, _ in self._year], axis=0)
        flows = np.sum([flows for _, _, flows in self._year], axis=0)
        often = np.divide(year, flows, out=np.zeros(year.size), where=flows > 0)
        parts = np.where(flows > 0, often * self._flow, year / MONTHS_A_YEAR)
        whole = int(sums[_BED_DAYS].sum()) * self._scale / days
        found: Floats = whole * parts / max(parts.sum(), 1e-9)
        return found

    def _crowding(self, loads: Floats, beds: Floats) -> Floats:
        """The share of the time that the hospital of each unit is full."""
        inside = beds > 0
        here, room = self._houses.by_hospital(loads), self._houses.by_hospital(beds)
        found: Floats = np.where(inside, full(here, room), 0.0)
        return found

    def _first_crowding(self, month: Month) -> Floats:
        """The same in that month of the year before the horizon."""
        sums, days = self._first[month.month]
        year = np.sum([each[_BED_DAYS] for each, _ in self._first.values()], axis=0)
        whole = int(sums[_BED_DAYS].sum()) * self._scale / days
        beds = np.rint(self.beds * open_beds(month.month))
        return self._crowding(whole * year / max(year.sum(), 1), beds)

    def month(self, sums: Counts, month: Month, days: int) -> tuple[Pressure, BedMonth]:
        """What the month leaves for the next, and how its beds and queues were."""
        self._remember(sums, days)
        loads, beds = self._loads(sums, days), self._open_beds(month)
        self._move_queues(sums, month, days, float(beds.sum()))
        fuller = self._crowding(loads, beds) - self._first_crowding(month)
        turned = np.rint(np.maximum(fuller, 0) * rules().turned_away * _ONE) * 2.0**32 / _ONE
        pressure = Pressure(
            np.where(self._waits, np.rint(self._houses.at_units(self._wait, 0.0)), 0.0),
            turned.astype(np.uint64),
            1 - np.rint(rules().shorter * fuller * _ONE) / _ONE,
            1 + np.rint(rules().readmitted * fuller * _ONE) / _ONE,
        )
        return pressure, self._told(loads, beds, sums, days)

    def _move_queues(self, sums: Counts, month: Month, days: int, beds: float) -> None:
        """The mean wait becomes those in the queue by what a day takes from it."""
        given, first = rules(), self._first[month.month]
        unplanned = self._unplanned(sums, days)
        usual = self._unplanned(*first) + self._planned
        left = usual * beds / max(float(np.rint(self.beds * open_beds(month.month)).sum()), 1.0)
        room = float(np.clip((left - unplanned) / max(self._planned, 1e-9), *given.room))
        tried = (self._wait / given.first_wait) ** given.effort
        self._wait = self._waited(self._queue, self._slots * room * tried)
        tried = (self._visit_wait / given.first_visit_wait) ** given.effort
        slots = self._visits * self._staffed * tried
        asked = self._houses.by_pool(sums[_VISITS])
        self._visit_queue = np.maximum(0, self._visit_queue + asked - np.floor(slots * days))
        self._visit_wait = self._waited(self._visit_queue, slots)

    def _unplanned(self, sums: Counts, days: int) -> float:
        return int((sums[_BED_DAYS] - sums[_PLANNED_DAYS]).sum()) * self._scale / days

    def _waited(self, queue: Floats, slots: Floats) -> Floats:
        wait = np.divide(queue, slots, out=np.zeros(queue.size), where=slots > 0)
        found: Floats = np.clip(wait, rules().least_wait, rules().most_wait)
        return found

    def _told(self, loads: Floats, beds: Floats, sums: Counts, days: int) -> BedMonth:
        """Whole bed-days of the region, and visits asked for, by unit."""
        crowded, elsewhere = np.zeros(loads.size), np.zeros(loads.size)
        for hospital in np.unique(self._houses.hospital[beds > 0]):
            here = (self._houses.hospital == hospital) & (beds > 0)
            elsewhere[here] = misplaced(loads[here], beds[here])
            crowded[here] = excess(loads[here], beds[here]) - elsewhere[here]
        visits, wait = sums[_VISITS], self._houses.at_units(self._visit_wait, 1.0)
        rows = [np.rint(each * days) for each in (beds, loads, crowded, elsewhere)]
        rows += [visits, np.rint(visits * wait), np.rint(visits * share_in_time(wait))]
        return BedMonth(np.array(rows).astype(np.int64))
