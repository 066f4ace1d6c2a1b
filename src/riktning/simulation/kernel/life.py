"""One month of all lives: who dies, leaves, gives birth; who is born and who arrives."""

import math

import numpy as np
from numba import njit

from riktning.core.periods import MONTHS_A_YEAR
from riktning.simulation.figures import OLDEST
from riktning.simulation.kernel.philox import ORDINAL_BITS, words

# Draw blocks: what a person's, or a place's, luck is drawn for. A number is never given again.
LIFE, BIRTH, ARRIVALS, ARRIVAL, BACKGROUND = (np.uint32(n << ORDINAL_BITS) for n in (0, 1, 2, 3, 4))
NOTHING, DEATH, LEAVING, GIVING_BIRTH = np.uint8(0), np.uint8(1), np.uint8(2), np.uint8(3)
PLACE = np.uint32(0xFFFFFFFF)  # the high word of a place's id; no person has it
CAUSED = np.uint32(0x80000000)  # set in the high word of those born or arrived
_TOGETHER = 2048  # persons whose words are drawn in one vectorised loop
STILL_HERE = 32767  # the month of going of those who have not gone


@njit(nogil=True, cache=True)
def month_of_life(
    low, high, born, sex, gone, begin, end, month, key, dies, leaves, births, event, moment
):
    """What happens to the persons ``begin`` to ``end`` in a month; who goes is marked in ``gone``.

    ``born`` and ``month`` count months alike; ``gone`` is the month a person died or left, and
    ``STILL_HERE`` before. ``dies`` has shape (ages, sexes), ``leaves`` and ``births`` (ages,):
    words below which it happens. ``event`` becomes what happened, ``moment`` a word that says when.
    Death comes before leaving, and leaving before giving birth.
    """
    drawn = np.empty((4, _TOGETHER), np.uint32)
    for start in range(begin, end, _TOGETHER):
        stop = min(end, start + _TOGETHER)
        for i in range(start, stop):
            a, b, c, d = words(low[i], LIFE, np.uint32(month), high[i], key[0], key[1])
            j = i - start
            drawn[0, j], drawn[1, j], drawn[2, j], drawn[3, j] = a, b, c, d
        for i in range(start, stop):
            event[i] = NOTHING
            if gone[i] <= month:
                continue
            j, age = i - start, min((month - born[i]) // MONTHS_A_YEAR, OLDEST)
            if drawn[0, j] < dies[age, sex[i]]:
                event[i] = DEATH
            elif drawn[1, j] < leaves[age]:
                event[i] = LEAVING
            elif sex[i] == 0 and drawn[2, j] < births[age]:
                event[i] = GIVING_BIRTH
            else:
                continue
            moment[i] = drawn[3, j]
            if event[i] != GIVING_BIRTH:
                gone[i] = month


@njit(nogil=True, cache=True)
def children_of(low, high, month, key, girl, out_low, out_high, out_sex):
    """The id and sex of the child that each of some mothers has in a month."""
    for i in range(low.shape[0]):
        a, b, c, _ = words(low[i], BIRTH, np.uint32(month), high[i], key[0], key[1])
        out_low[i], out_high[i] = a, _caused(b)
        out_sex[i] = 0 if c < girl else 1


@njit(nogil=True, cache=True)
def how_many_arrive(expected, month, key, out):
    """Those who arrive in each place: a Poisson number by inversion, so that more expected is
    never fewer arrived. ``expected`` and ``out`` have shape (places,)."""
    for place in range(expected.shape[0]):
        a, b, _, _ = words(np.uint32(place), ARRIVALS, np.uint32(month), PLACE, key[0], key[1])
        uniform = (np.float64(a) * 4294967296.0 + np.float64(b) + 0.5) / 18446744073709551616.0
        out[place] = _poisson(expected[place], uniform)


@njit(nogil=True, cache=True)
def arriving(place, ordinal, month, key, cells, out_low, out_high, out_cell, out_moment):
    """Id, age and sex (a cell of ``cells``, rising words) and moment of each who arrives."""
    for i in range(place.shape[0]):
        block = ARRIVAL | np.uint32(ordinal[i])
        a, b, c, d = words(np.uint32(place[i]), block, np.uint32(month), PLACE, key[0], key[1])
        out_low[i], out_high[i], out_moment[i] = a, _caused(b), d
        out_cell[i] = np.searchsorted(cells, c, side="right")


@njit(inline="always")
def _caused(word):
    """A word that marks an id as given by what caused it, and as no place's."""
    marked = word | CAUSED
    return marked if marked != PLACE else CAUSED


@njit
def _poisson(mean, uniform):
    """The least n with P(N ≤ n) > uniform for N ~ Poisson(mean).

    The sum begins twelve standard deviations below the mean: what is left out is below 1e-30.
    """
    if mean <= 0.0:
        return 0
    spread = 12.0 * np.sqrt(mean)
    n = max(0, int(mean - spread))
    term = np.exp(n * np.log(mean) - mean - math.lgamma(n + 1.0))
    total, most = term, mean + spread + 100.0
    while total <= uniform and n < most:
        n += 1
        term *= mean / n
        total += term
    return n
