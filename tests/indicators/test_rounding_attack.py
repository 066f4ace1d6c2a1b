"""An attacker who knows how far rounding goes cannot tell a small count within k.

Known are every rounded figure, that each true one lies less than so far from it as is promised,
how true figures add up, and that counts are whole and not negative.
"""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

from indicators.attacking import COUNT, Attacker, margins_from
from riktning.indicators.grid import ABSENT, ROOT
from riktning.indicators.rounding import rounded_margins

BASE = 5
TREE = np.array([ROOT, 0, 0, 1, 1, 2, 2])
MONTHS = 12


class RoundingAttacker(Attacker):
    """Bounds on a count, from rounded figures and how far off each may be.

    A figure is known to be less than the base from the truth; one that is not, how far it is.
    """

    def __init__(self, rounded, exact, part="numerator"):
        self.parent = exact.units.parent
        months, units = self.parent.shape
        self.shape = (units, months, 2, 3)
        masks, low, high = [], [], []
        for mask, value, truth in self.told(rounded, exact, part):
            far = max(BASE - 1, abs(value - truth))
            masks.append(mask)
            low.append(max(value - far, 0))
            high.append(value + far)
        self.known = csr_array(np.array(masks))
        self.low, self.high = np.array(low), np.array(high)
        none = (self.parent == ABSENT).T.copy()
        none[np.unique(self.parent[self.parent >= 0])] = True  # only ends of the tree have any
        absent = np.repeat(none.reshape(-1), 6)
        self.upper = np.where(absent, 0, np.inf)

    def told(self, rounded, exact, part):
        tables = [(0, rounded.region, exact.region, rounded.region_periods)]
        tables += [
            (mine.unit, mine.parts, true.parts, rounded.unit_periods)
            for mine, true in zip(rounded.broken_down, exact.broken_down, strict=True)
        ]
        units = [exact.sums(each.by_unit[part]) for each in (rounded, exact)]
        for unit, period in np.ndindex(units[0].shape):
            yield self.figure(exact, unit, period), units[0][unit, period], units[1][unit, period]
        for unit, found, true, periods in tables:
            sums = [exact.sums(each[part]) for each in (found, true)]
            for sex, age, period in np.ndindex(sums[0].shape):
                if periods[period]:
                    mask = self.figure(exact, unit, period, sex, age)
                    yield mask, sums[0][sex, age, period], sums[1][sex, age, period]

    def end(self, sign, goal):
        matrix = csr_array(np.concatenate([self.known.toarray(), -self.known.toarray()]))
        limits = np.concatenate([self.high, -self.low])
        bounds = np.stack([np.zeros(len(goal)), self.upper], axis=1)
        answer = linprog(
            sign * goal, A_ub=matrix, b_ub=limits, bounds=bounds, method="highs",
        )  # fmt: skip
        assert answer.status == 0, answer.message
        return sign * answer.fun


@st.composite
def small_tables(draw):
    """Counts of the ends of a small tree, from seldom to often."""
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    rate = draw(st.sampled_from([0.02, 0.1, 0.5, 2.0]))
    counts = rng.poisson(rate * rng.gamma(0.5, 2, (len(TREE), 1, 1, 1)), (len(TREE), MONTHS, 2, 3))
    counts[:3] = 0
    return counts.astype(float)


def small(exact, part="numerator"):
    """Units and months with a count below k, the first ones of each count."""
    sums = exact.sums(exact.by_unit[part])
    for count in range(1, BASE):
        yield from list(zip(*np.nonzero(sums == count), strict=True))[:2]


@settings(max_examples=12, deadline=None)
@given(small_tables())
def test_every_small_count_may_be_any_of_k_numbers(counts):
    parent = np.tile(TREE, (MONTHS, 1))
    exact = margins_from(COUNT, parent, {"numerator": counts}, broken=(1, 2))
    (rounded,) = rounded_margins([exact], BASE)
    attacker = RoundingAttacker(rounded, exact)
    for unit, period in small(exact):
        goal = attacker.figure(exact, unit, period)
        numbers = (
            np.floor(attacker.end(-1, goal) + 1e-6) - np.ceil(attacker.end(1, goal) - 1e-6) + 1
        )
        assert numbers >= BASE, (unit, period, numbers)


@settings(max_examples=12, deadline=None)
@given(small_tables(), st.integers(0, 11))
def test_small_counts_of_the_region_by_sex_and_age_may_be_any_of_k_numbers(counts, month):
    parent = np.tile(TREE, (MONTHS, 1))
    exact = margins_from(COUNT, parent, {"numerator": counts}, broken=(1, 2))
    (rounded,) = rounded_margins([exact], BASE)
    attacker = RoundingAttacker(rounded, exact)
    sums = exact.sums(exact.region["numerator"])[:2, :3]
    found = list(zip(*np.nonzero((sums > 0) & (sums < BASE)), strict=True))
    for sex, age, period in found[month : month + 4]:
        goal = attacker.figure(exact, 0, period, sex, age)
        numbers = (
            np.floor(attacker.end(-1, goal) + 1e-6) - np.ceil(attacker.end(1, goal) - 1e-6) + 1
        )
        assert numbers >= BASE


def test_rounding_each_figure_by_itself_would_not_stand_the_attack():
    parent = np.tile(TREE, (MONTHS, 1))
    counts = np.zeros((len(TREE), MONTHS, 2, 3))
    counts[3:5, :, 0, 0] = 4
    exact = margins_from(COUNT, parent, {"numerator": counts})
    alone = margins_from(COUNT, parent, {"numerator": counts})
    for table in (alone.by_unit, alone.region):
        table["numerator"] = np.where(
            table["numerator"] == 4, 0.0, np.ceil(table["numerator"] / 5) * 5
        )
    attacker = RoundingAttacker(alone, exact)
    goal = attacker.figure(exact, 3, 0)
    assert attacker.end(-1, goal) - attacker.end(1, goal) < BASE - 1
