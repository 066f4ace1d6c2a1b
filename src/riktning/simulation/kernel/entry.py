"""How a person begins, and what follows from age and conditions."""

import numpy as np
from numba import njit

from riktning.core.periods import MONTHS_A_YEAR
from riktning.simulation.kernel.blocks import ALWAYS, FOUNDER, PERSON, START
from riktning.simulation.kernel.compiling import inner
from riktning.simulation.kernel.persons import STREAMS, TOGETHER
from riktning.simulation.kernel.philox import words
from riktning.simulation.kernel.rates import EMERGENCY, bound_of
from riktning.simulation.kernel.tables import AGES, CONDITIONS, MONTHS

_A_CLASS = 2 * AGES  # rows


@njit(nogil=True, cache=True)
def found(persons, count, first, step, month, key, places, old_share, young, old):
    """Those who live here when ``month`` begins, by their number: ``first``, ``first + step`` …

    ``places`` (places,) cumulated shares; ``old_share`` (places,); ``young`` and ``old``
    (ages × 2,) cumulated shares of age and sex below and from 65.
    """
    for i in range(count):
        number = first + i * step
        low, high = np.uint32(number & 0xFFFFFFFF), np.uint32(number >> 32)
        persons.low[i], persons.high[i] = low, high
        a, b, c, d = words(low, FOUNDER, ALWAYS, high, key[0], key[1])
        place = np.searchsorted(places, np.uint64(a), side="right")
        which = old if b < old_share[place] else young
        cell = np.searchsorted(which, np.uint64(c), side="right")
        persons.home[i].place = place
        persons.born[i] = month - MONTHS_A_YEAR * (cell // 2) - _pick(d, MONTHS_A_YEAR)
        persons.row[i] = cell % 2


@njit(nogil=True, cache=True)
def enter(persons, begin, end, month, key, table, listings, stock):
    """Class of risk, frailty, conditions, unit listed at; ``row`` holds the sex before."""
    for i in range(begin, end):
        low, high, sex = persons.low[i], persons.high[i], persons.row[i] & 1
        a, b, c, d = words(low, PERSON, ALWAYS, high, key[0], key[1])
        age = min(max(month - persons.born[i], 0), MONTHS - 1)
        kind = 0
        while kind < 2 and a >= table.classes[kind, age, sex]:
            kind += 1
        home = persons.home[i]
        home.frailty = table.frailties[b >> 20]
        home.often = table.often_times if c < table.often_share else table.seldom_times
        mask, last = _conditions(low, high, key, table, kind, age, sex)
        place = home.place
        home.listed = listings.units[listings.first[place] + _pick(d, listings.number[place])]
        other = listings.lasting_first[place] + _pick(last, listings.lasting_number[place])
        home.fallback = listings.lasting[other]
        persons.mask[i] = mask
        persons.row[i] = kind * _A_CLASS + sex
        refresh(persons, i, month, table)
        count(stock, mask, place, table.cell[persons.row[i]], 1)


@inner
def _pick(word, options):
    """A number below ``options``."""
    return int((np.uint64(word) * np.uint64(options)) >> np.uint64(32))


@inner
def _conditions(low, high, key, table, kind, age, sex):
    """The mask somebody starts with, and a word that nothing else uses."""
    mask, d = 0, np.uint32(0)
    for part in range(4):
        a, b, c, d = words(low, START | np.uint32(part), ALWAYS, high, key[0], key[1])
        drawn = (np.uint64(a), np.uint64(b), np.uint64(c), np.uint64(d))
        for n in range(4):
            bit = 4 * part + n
            if bit < CONDITIONS and drawn[n] < table.common[bit, kind, age, sex]:
                mask |= 1 << bit
    return mask, d


@inner
def refresh(persons, i, month, table):
    """Let a person's chances follow from age, class, sex and conditions."""
    age = min(max((month - persons.born[i]) // MONTHS_A_YEAR, 0), AGES - 1)
    row = int(persons.row[i])
    in_class = 2 * age + (row & 1)
    persons.row[i] = row // _A_CLASS * _A_CLASS + in_class
    low, high = persons.mask[i] & 255, persons.mask[i] >> 8
    persons.risk[i] = np.float32(1) + table.risk_low[low] + table.risk_high[high]
    _bound(persons.bound[i // TOGETHER], i % TOGETHER, persons.home[i], in_class, low, high, table)


@inner
def _bound(bound, j, home, in_class, low, high, table):
    """Bounds of a person's rates, as ``rates.rate_of`` has them, all streams in one go."""
    base, care_low, care_high = table.base[in_class], table.care_low[low], table.care_high[high]
    frailty, often = home.frailty, home.often
    for stream in range(STREAMS):
        rate = base[stream] * frailty * (np.float32(1) + care_low[stream] + care_high[stream])
        bound[stream, j] = bound_of(rate * often if stream == EMERGENCY else rate)


@inner
def count(stock, mask, place, cell, change):
    """Add to those here, and to those here with each condition."""
    stock[0, place, cell] += change
    bit = 1
    while mask:
        if mask & 1:
            stock[bit, place, cell] += change
        mask >>= 1
        bit += 1
