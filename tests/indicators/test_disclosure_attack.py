"""An attacker with linear programming: no hidden small count is narrowed to less than k.

The attacker knows every published figure, how figures add up, that counts are not negative, and
which units exist when. Everything else is a variable.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from riktning.catalogue import load
from riktning.core.periods import Month, months_between
from riktning.core.units import UnitKind
from riktning.indicators.grid import ABSENT, ROOT, UnitCalendar
from riktning.indicators.margins import Margins
from riktning.indicators.rollup import Calendar, up_the_tree
from riktning.indicators.suppression import PRIMARY, SHOWN, marking_of, quantities

CATALOGUE = load().indicators
SEXES, AGES = ("F", "M", "all"), ("a", "b", "c", "all")
COUNT = CATALOGUE["digitala_kontakter"]
PROPORTION = replace(CATALOGUE["aterinskrivning_65"], min_denominator=0)
MEAN = replace(CATALOGUE["medelvardtid_75"], min_denominator=0)


def margins_from(definition, parent, parts):
    """Margins from the finest counts: each part of shape (units, months, sexes, ages)."""
    months = tuple(months_between(Month(2024, 1), Month(2024, parent.shape[0])))
    ids = tuple(f"u{number}" for number in range(parent.shape[1]))
    units = UnitCalendar(months, ids, (UnitKind.REGION,) * len(ids), parent)
    total = {name: up_the_tree(part, parent, units.depth) for name, part in parts.items()}
    region = {name: with_totals(np.moveaxis(part[0], 0, -1)) for name, part in total.items()}
    return Margins(
        definition, units, Calendar(months, months[0]),
        {name: part.sum(axis=(2, 3)) for name, part in total.items()},
        {name: part.sum(axis=(2, 3)) for name, part in parts.items()},
        region, SEXES, AGES, np.ones((len(ids), len(months))),
    )  # fmt: skip


def with_totals(values):
    values = np.concatenate([values, values.sum(axis=0, keepdims=True)], axis=0)
    return np.concatenate([values, values.sum(axis=1, keepdims=True)], axis=1)


class Attacker:
    """Bounds on any figure, from the published ones."""

    def __init__(self, margins, marking, counts_by_unit, counts_region):
        self.margins = margins
        units, months = margins.units.parent.shape[1], margins.units.parent.shape[0]
        self.shape = (units, months, 2, 3)
        self.size = int(np.prod(self.shape))
        self.expressions, values = [], []
        shown_unit, shown_region = marking.by_unit == SHOWN, marking.region == SHOWN
        for unit, period in zip(*np.nonzero(shown_unit), strict=True):
            self.expressions.append(self.unit_figure(unit, period))
            values.append(counts_by_unit[unit, period])
        for sex, age, period in zip(*np.nonzero(shown_region), strict=True):
            self.expressions.append(self.region_figure(sex, age, period))
            values.append(counts_region[sex, age, period])
        absent = np.repeat((margins.units.parent == ABSENT).T.reshape(-1), 6)
        self.bounds = np.stack([np.zeros(self.size), np.where(absent, 0, np.inf)], axis=1)
        self.known = vstack(self.expressions) if self.expressions else None
        self.values = np.array(values)

    def _row(self, mask):
        return csr_array(mask.reshape(1, -1).astype(float))

    def _below(self, unit, month):
        parent = self.margins.units.parent[month]
        found, grown = {unit}, True
        while grown:
            more = {u for u, above in enumerate(parent) if above in found} - found
            grown = bool(more)
            found |= more
        return sorted(found)

    def _months(self, period):
        return np.flatnonzero(self.margins.calendar.membership[:, period])

    def unit_figure(self, unit, period):
        mask = np.zeros(self.shape)
        for month in self._months(period):
            if self.margins.units.parent[month, unit] != ABSENT:
                mask[self._below(unit, month), month] = 1
        return self._row(mask)

    def region_figure(self, sex, age, period):
        mask = np.zeros(self.shape)
        sexes = slice(None) if sex == 2 else slice(sex, sex + 1)
        ages = slice(None) if age == 3 else slice(age, age + 1)
        for month in self._months(period):
            mask[self._below(0, month), month, sexes, ages] = 1
        return self._row(mask)

    def width(self, expression):
        goal = expression.toarray()[0]
        ends = []
        for sign in (1, -1):
            answer = linprog(
                sign * goal, A_eq=self.known,
                b_eq=self.values if self.known is not None else None,
                bounds=self.bounds, method="highs",
            )  # fmt: skip
            if answer.status == 3:
                return np.inf
            assert answer.status == 0, answer.message
            ends.append(sign * answer.fun)
        return ends[1] - ends[0]


def period_sums(margins, parts):
    return {name: margins.sums(part) for name, part in parts.items()}


def attack(margins, k):
    """Each primary figure with the widths of the intervals it can be narrowed to."""
    marking = marking_of(margins, k)
    by_unit = quantities(margins.definition.kind, period_sums(margins, margins.by_unit))
    region = quantities(margins.definition.kind, period_sums(margins, margins.region))
    attackers = [Attacker(margins, marking, u, r) for u, r in zip(by_unit, region, strict=True)]
    if len(attackers) == 3:
        attackers = attackers[:2]  # the denominator is numerator and complement together
    for unit, period in zip(*np.nonzero(marking.by_unit == PRIMARY), strict=True):
        widths = [a.width(a.unit_figure(unit, period)) for a in attackers]
        yield ("unit", unit, period), by_unit[:, unit, period], widths
    for sex, age, period in zip(*np.nonzero(marking.region == PRIMARY), strict=True):
        widths = [a.width(a.region_figure(sex, age, period)) for a in attackers]
        yield ("region", sex, age, period), region[:, sex, age, period], widths


def assert_safe(margins, k):
    for where, counts, widths in attack(margins, k):
        for count, width in zip(counts[: len(widths)], widths, strict=True):
            if 0 < count < k:
                assert width >= k - 1e-6, (where, counts, widths)
        if len(widths) == 2 and 0 < counts[2] < k:
            assert sum(widths) >= k - 1e-6, (where, counts, widths)


@st.composite
def trees(draw, months):
    """Up to 8 units on up to 3 levels; some open, close or move to another parent."""
    size = draw(st.integers(2, 8))
    parent = np.zeros((months, size), dtype=np.int64)
    parent[:, 0] = ROOT
    for unit in range(1, size):
        parent[:, unit] = draw(st.integers(0, min(unit - 1, 3)))
    leaves = [u for u in range(1, size) if not (parent == u).any()]
    for unit in leaves:
        change = draw(st.sampled_from(["stay", "stay", "stay", "open", "close", "move"]))
        month = draw(st.integers(1, months - 1))
        if change == "open":
            parent[:month, unit] = ABSENT
        elif change == "close":
            parent[month:, unit] = ABSENT
        elif change == "move":
            parent[month:, unit] = draw(st.sampled_from([u for u in range(size) if u != unit
                                                         and (u not in leaves)]))  # fmt: skip
    return parent


@st.composite
def counts(draw, parent):
    """Counts at the ends of the tree, and at times beside them, from rare to common."""
    months, units = parent.shape
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    level = np.array([draw(st.sampled_from([0, 0.05, 0.3, 2, 10])) for _ in range(units)])
    found = rng.poisson(level[:, None, None, None], size=(units, months, 2, 3)).astype(float)
    inner = np.isin(np.arange(units), np.unique(parent))
    found[inner] *= draw(st.sampled_from([0, 0, 1]))
    return np.where((parent == ABSENT).T[:, :, None, None], 0, found)


SETTINGS = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@SETTINGS
@given(st.data(), st.sampled_from([4, 5, 8, 12]), st.sampled_from([3, 5]))
def test_no_small_count_is_narrowed_below_k(data, months, k):
    parent = data.draw(trees(months))
    assert_safe(margins_from(COUNT, parent, {"numerator": data.draw(counts(parent))}), k)


@SETTINGS
@given(st.data(), st.sampled_from([4, 12]))
def test_no_small_share_gives_its_numerator_complement_or_denominator_away(data, months):
    parent = data.draw(trees(months))
    numerator, rest = data.draw(counts(parent)), data.draw(counts(parent))
    parts = {"numerator": numerator, "denominator": numerator + rest}
    assert_safe(margins_from(PROPORTION, parent, parts), 5)


@SETTINGS
@given(st.data())
def test_a_mean_protects_the_persons_it_is_a_mean_of(data):
    parent = data.draw(trees(4))
    size = data.draw(counts(parent))
    parts = {"numerator": size * 3, "denominator": size, "squares": size * 9}
    margins = margins_from(MEAN, parent, parts)
    assert_safe(margins, 5)
    small = quantities(margins.definition.kind, period_sums(margins, margins.by_unit))[0]
    marks = marking_of(margins, 5).by_unit
    assert (marks[(small > 0) & (small < 5)] == PRIMARY).all()


def test_the_attacker_does_pin_counts_when_only_small_ones_are_hidden():
    parent = np.array([[ROOT, 0, 0]] * 4)
    values = np.full((3, 4, 2, 3), 20.0)
    values[0] = 0
    values[1, 0] = [[2, 0, 0], [0, 0, 0]]
    margins = margins_from(COUNT, parent, {"numerator": values})
    marking = marking_of(margins, 5)
    naive = replace(marking, by_unit=np.where(marking.by_unit == PRIMARY, PRIMARY, SHOWN))
    sums = margins.sums(margins.by_unit["numerator"])
    region = margins.sums(margins.region["numerator"])
    assert Attacker(margins, naive, sums, region).width(
        Attacker(margins, naive, sums, region).unit_figure(1, 0)
    ) == pytest.approx(0, abs=1e-6)
    assert_safe(margins, 5)


def test_every_small_count_is_hidden_and_nothing_is_when_no_count_is_small():
    parent = np.array([[ROOT, 0, 0, 1, 1]] * 12)
    values = np.full((5, 12, 2, 3), 9.0)
    values[:2] = 0
    marking = marking_of(margins_from(COUNT, parent, {"numerator": values}), 5)
    assert (marking.by_unit == SHOWN).all() and (marking.region == SHOWN).all()


def test_a_unit_that_moved_does_not_give_its_parts_away_through_longer_periods():
    parent = np.array([[ROOT, 0, 0, 0]] + [[ROOT, 0, 0, 1]] * 3)
    values = np.zeros((4, 4, 2, 3))
    values[3, :, 0, 0] = [2, 4, 0, 2]
    assert_safe(margins_from(COUNT, parent, {"numerator": values}), 3)
