"""The persons of a part of the region, as they come and go."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from riktning.core.periods import MONTHS_A_YEAR
from riktning.simulation.arrays import Floats
from riktning.simulation.asked import Asked
from riktning.simulation.care_tables import words
from riktning.simulation.demography import arrivals, girls, thresholds
from riktning.simulation.kernel import life
from riktning.simulation.kernel.entry import enter, found
from riktning.simulation.kernel.persons import TOGETHER, Persons, fill, grown, nobody
from riktning.simulation.kernel.tables import Tally
from riktning.simulation.projection import project
from riktning.simulation.region import Region
from riktning.simulation.tallies import EVENTS, Kind
from riktning.simulation.unit_tables import listings

_OLD = 65
_ROOM = 1.01  # times those who are expected here when most are
_SPARE, _FEW = 4096, 256
_MOST, _BORN = 1.05, 0.001  # times those who are expected; born a person and month


class Crowd:
    """``persons`` has room for more than the ``count`` there are."""

    def __init__(
        self,
        region: Region,
        asked: Asked,
        key: npt.NDArray[np.uint32],
        table: np.void,
        tally: Tally,
        together: int,
    ) -> None:
        self.entered: Callable[[int, int, Kind], None] = lambda *_: None
        self._asked, self._key, self._table, self._listings = asked, key, table, listings(region)
        self.count = len(range(asked.shard, asked.persons, asked.shards))
        share = region.population / region.population.sum()
        expected = project(asked.first, asked.months)
        self._arrivals = expected.arrived[:, None] * asked.persons * share
        most = max(1.0, float(expected.alive.max()))
        self.persons = nobody(int(self.count * most * _ROOM) + self._comers(0, together) + _SPARE)
        _found(self.persons, self.count, region, share, asked, expected.start, key)
        _by_birthday(self.persons, self.count)
        enter(
            self.persons, 0, self.count, asked.first.index, key, table, self._listings, tally.stock
        )

    def make_ready(self, first: int, months: int) -> None:
        """Before the months from number ``first``: the last take the rows of those who have gone,
        and there is room for as many as are likely to come."""
        self.count = fill(self.persons, self.count)
        self._make_room(self._comers(first, months))

    def _comers(self, first: int, months: int) -> int:
        """As many as are likely to be born and to arrive in ``months`` from number ``first``."""
        arrive = self._arrivals[first : first + months].sum() / self._asked.shards
        return int(_MOST * (arrive + self.count * months * _BORN)) + _FEW

    def add_born(self, mothers: npt.NDArray[np.int32], month: int, tally: Tally) -> None:
        """The children of the month, with their mothers' municipality."""
        low, high = np.empty((2, mothers.size), np.uint32)
        sex = np.empty(mothers.size, np.uint8)
        girl = thresholds(np.array([girls()]))[0]
        whose = self.persons
        life.children_of(
            whose.low[mothers], whose.high[mothers], month, self._key, girl, low, high, sex
        )
        place = whose.home["place"][mothers]
        born = np.full(mothers.size, month)
        self._add(low, high, born, sex, place, month, tally, Kind.BIRTH)

    def add_arrived(self, month: int, number: int, tally: Tally) -> None:
        """Those who arrive in the month; a shard takes its own."""
        expected = self._arrivals[number]
        counts = np.empty(expected.size, np.int64)
        life.how_many_arrive(expected, month, self._key, counts)
        place = np.repeat(np.arange(counts.size), counts)
        ordinal = np.arange(place.size) - np.repeat(np.cumsum(counts) - counts, counts)
        cells = thresholds(np.minimum(np.cumsum(arrivals().reshape(-1)), 1.0))[:-1]
        low, high, moment = np.empty((3, place.size), np.uint32)
        cell = np.empty(place.size, np.int64)
        life.arriving(place, ordinal, month, self._key, cells, low, high, cell, moment)
        own = low % self._asked.shards == self._asked.shard
        # The low word of an id is as good as drawn anew: it tells where in the year of age one is.
        born = month - 12 * (cell // 2) - (low.astype(np.int64) * 12 >> 32)
        self._add(
            low[own], high[own], born[own], cell[own] % 2, place[own], month, tally, Kind.ARRIVED
        )

    def _add(
        self, low: npt.NDArray[np.uint32], high: npt.NDArray[np.uint32],
        born: npt.NDArray[np.int64], sex: npt.NDArray[np.integer],
        place: npt.NDArray[np.integer], month: int, tally: Tally, kind: Kind,
    ) -> None:  # fmt: skip
        self._make_room(low.size)
        begin, end = self.count, self.count + low.size
        new = self.persons
        for column, values in (
            (new.low, low), (new.high, high), (new.born, born), (new.row, sex),
            (new.home["place"], place),
        ):  # fmt: skip
            column[begin:end] = values
        enter(new, begin, end, month + 1, self._key, self._table, self._listings, tally.stock)
        cells = self._table["cell"][new.row[begin:end]]
        np.add.at(tally.lives[:, :, kind - EVENTS], (place, cells), 1)
        self.count = end
        self.entered(begin, end, kind)

    def _make_room(self, more: int) -> None:
        if self.count + more > self.persons.low.size:
            self.persons = grown(self.persons, self.count, int((self.count + more) * _ROOM))


def _by_birthday(persons: Persons, count: int) -> None:
    """Let those of a block stand in the order of their month of birth: whose birthday it is then
    lie side by side in memory, which a month of many persons mostly waits for."""
    block, month = np.arange(count) // TOGETHER, persons.born[:count] % MONTHS_A_YEAR
    order = np.argsort(block * MONTHS_A_YEAR + month, kind="stable")
    for column in (persons.low, persons.high, persons.born, persons.row, persons.home):
        column[:count] = column[:count][order]


def _found(
    persons: Persons, count: int, region: Region, share: Floats, asked: Asked, start: Floats,
    key: npt.NDArray[np.uint32],
) -> None:  # fmt: skip
    """Age and sex as projected, with each municipality's own share aged 65 or more."""
    cells = start.reshape(-1)
    young, old = cells.copy(), cells.copy()
    young[2 * _OLD :] = 0
    old[: 2 * _OLD] = 0
    found(
        persons, count, asked.shard, asked.shards, asked.first.index, key,
        words(np.cumsum(share))[:-1], words(region.share_65),
        *(words(np.cumsum(part / part.sum()))[:-1] for part in (young, old)),
    )  # fmt: skip
