"""The population month by month: a growing set of lives, whatever the number of threads."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from os import cpu_count

import numpy as np
import numpy.typing as npt

from riktning.core.periods import MONTHS_A_YEAR
from riktning.simulation.arrays import DAYS_A_YEAR, NEVER, Floats, Ints
from riktning.simulation.demography import (
    Words,
    arrivals,
    demography,
    girls,
    monthly,
    thresholds,
)
from riktning.simulation.horizon import Horizon, months_of
from riktning.simulation.kernel import life

_SHARE = 65_536  # persons a thread takes at a time


@dataclass(frozen=True)
class Lives:
    """All who ever live in the region during the horizon, the first ones first.

    ``low`` and ``high``: the two words of a person's id. Days are epoch days, NEVER where nothing
    happens: ``enters_on`` the first day here, ``dies_on`` the day of death here, ``leaves_on`` the
    first day elsewhere. ``sex`` is 0 (F) or 1 (M); ``place`` the number of the first municipality.
    """

    low: npt.NDArray[np.uint32]
    high: npt.NDArray[np.uint32]
    born_on: Ints
    born: npt.NDArray[np.int16]  # the month of birth, counted as Month.index
    sex: npt.NDArray[np.uint8]
    place: npt.NDArray[np.int16]
    enters_on: Ints
    dies_on: Ints
    leaves_on: Ints
    gone: npt.NDArray[np.int16]

    def __len__(self) -> int:
        return int(self.low.size)


def founders(born_on: Ints, female: npt.NDArray[np.bool_], place: Ints, enters_on: Ints) -> Lives:
    """Those who live here when the horizon begins; a person's id is its number."""
    count = born_on.size
    return Lives(
        low=np.arange(count, dtype=np.uint32),
        high=np.zeros(count, np.uint32),
        born_on=born_on,
        born=months_of(born_on).astype(np.int16),
        sex=np.where(female, 0, 1).astype(np.uint8),
        place=place.astype(np.int16),
        enters_on=enters_on,
        dies_on=np.full(count, NEVER),
        leaves_on=np.full(count, NEVER),
        gone=np.full(count, life.STILL_HERE, np.int16),
    )


def live(
    first: Lives,
    horizon: Horizon,
    arrivals_a_month: Floats,
    key: tuple[int, int],
    threads: int | None = None,
) -> Lives:
    """Let all live through the horizon: those of ``first``, their children, and those who arrive.

    ``arrivals_a_month``: how many are expected to arrive, shape (months, places). ``key`` is (seed,
    replicate). The same arguments give the same lives whatever the number of ``threads``.
    """
    words = np.array([key[0] & 0xFFFFFFFF, key[1] & 0xFFFFFFFF], np.uint32)
    growing = _Growing(first)
    with ThreadPoolExecutor(threads or cpu_count() or 1) as pool:
        for number, month in enumerate(horizon.months):
            days = int(horizon.month_starts[number]), int(horizon.month_starts[number + 1])
            mothers, when = _happens(growing, month.index, days, words, pool)
            growing.add(_born(growing.lives, mothers, when, month.index, words))
            growing.add(_arrived(arrivals_a_month[number], month.index, days, words))
    return growing.lives


class _Growing:
    """Lives in arrays with room for more, so that a month costs what happens in it."""

    def __init__(self, first: Lives) -> None:
        self._columns = [getattr(first, each.name).copy() for each in fields(Lives)]
        self._count = len(first)
        self.event = np.zeros(0, np.uint8)
        self.moment = np.zeros(0, np.uint32)

    @property
    def lives(self) -> Lives:
        return Lives(*(column[: self._count] for column in self._columns))

    def add(self, more: Lives) -> None:
        count = self._count + len(more)
        if count > self._columns[0].size:
            room = count + count // 4
            self._columns = [np.resize(column, room) for column in self._columns]
        for column, each in zip(self._columns, fields(Lives), strict=True):
            column[self._count : count] = getattr(more, each.name)
        self._count = count

    def ready(self) -> None:
        """Room for what happens to each in a month."""
        if self.event.size < self._count:
            self.event = np.zeros(self._columns[0].size, np.uint8)
            self.moment = np.zeros(self._columns[0].size, np.uint32)


def _happens(
    growing: _Growing, month: int, days: tuple[int, int], key: Words, pool: ThreadPoolExecutor
) -> tuple[Ints, Ints]:
    """Let a month happen; who gives birth, and on which days."""
    growing.ready()
    lives, event, moment = growing.lives, growing.event, growing.moment
    rates = demography(month // MONTHS_A_YEAR)
    dies, leaves, births = (
        thresholds(monthly(each)) for each in (rates.deaths, rates.leaves, rates.births)
    )

    def part(begin: int) -> None:
        life.month_of_life(
            lives.low, lives.high, lives.born, lives.sex, lives.gone,
            begin, min(begin + _SHARE, len(lives)), month, key, dies, leaves, births, event, moment,
        )  # fmt: skip

    list(pool.map(part, range(0, len(lives), _SHARE)))
    rows = np.flatnonzero(event[: len(lives)])
    what, day = event[rows], _day(moment[rows], days)
    for kind, when in ((life.DEATH, lives.dies_on), (life.LEAVING, lives.leaves_on)):
        when[rows[what == kind]] = day[what == kind]
    births_given = what == life.GIVING_BIRTH
    return rows[births_given], day[births_given]


def _day(moment: Words, days: tuple[int, int]) -> Ints:
    """The day of a month that a word says."""
    found: Ints = days[0] + ((moment.astype(np.int64) * (days[1] - days[0])) >> 32)
    return found


def _born(lives: Lives, mothers: Ints, day: Ints, month: int, key: Words) -> Lives:
    low, high = np.empty((2, mothers.size), np.uint32)
    sex = np.empty(mothers.size, np.uint8)
    girl = thresholds(np.array([girls()]))[0]
    life.children_of(lives.low[mothers], lives.high[mothers], month, key, girl, low, high, sex)
    return _new(low, high, day, sex, lives.place[mothers], day)


def _arrived(expected: Floats, month: int, days: tuple[int, int], key: Words) -> Lives:
    """Those who arrive in a month, from the number expected in each place."""
    counts = np.empty(expected.size, np.int64)
    life.how_many_arrive(expected, month, key, counts)
    place = np.repeat(np.arange(counts.size), counts)
    ordinal = np.arange(place.size) - np.repeat(np.cumsum(counts) - counts, counts)
    cells = thresholds(np.minimum(np.cumsum(arrivals().reshape(-1)), 1.0))[:-1]
    low, high, moment = np.empty((3, place.size), np.uint32)
    cell = np.empty(place.size, np.int64)
    life.arriving(place, ordinal, month, key, cells, low, high, cell, moment)
    day = _day(moment, days)
    # The low word of an id is as good as drawn anew: it tells where in the year of age one is.
    age = cell // 2 + low / 2.0**32
    born_on = day - 1 - np.floor(age * DAYS_A_YEAR).astype(np.int64)
    sex = (cell % 2).astype(np.uint8)
    return _new(low, high, born_on, sex, place.astype(np.int16), day)


def _new(
    low: npt.NDArray[np.uint32], high: npt.NDArray[np.uint32], born_on: Ints,
    sex: npt.NDArray[np.uint8], place: npt.NDArray[np.int16], enters_on: Ints,
) -> Lives:  # fmt: skip
    never = np.full(low.size, NEVER)
    gone = np.full(low.size, life.STILL_HERE, np.int16)
    born = months_of(born_on).astype(np.int16)
    return Lives(low, high, born_on, born, sex, place, enters_on, never, never.copy(), gone)
