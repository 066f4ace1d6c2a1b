"""An attacker with linear programming, and the random tables that are attacked.

The attacker knows every published figure, how figures add up, that counts are not negative, and
which units exist when. Everything else is a variable: one for each end of the unit tree, month,
sex and age.
"""

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

from riktning.catalogue import load
from riktning.core.periods import Month, months_between
from riktning.core.units import UnitKind
from riktning.indicators.grid import ABSENT, ROOT, UnitCalendar
from riktning.indicators.margins import Breakdown, Margins
from riktning.indicators.rollup import Calendar, up_the_tree
from riktning.indicators.suppression import PRIMARY, SHOWN

CATALOGUE = load().indicators
SEXES, AGES = ("F", "M", "all"), ("a", "b", "c", "all")
COUNT = replace(CATALOGUE["digitala_kontakter"], axes=CATALOGUE["digitala_kontakter"].axes[:1])
PROPORTION = replace(CATALOGUE["aterinskrivning_65"], min_denominator=0)
MEAN = replace(CATALOGUE["medelvardtid_75"], min_denominator=0)


def margins_from(definition, parent, parts, *, broken=(), calendar=None, whole=True, ages=AGES):
    """Margins from the finest counts: each part of shape (units, months, sexes, ages)."""
    months = months_of(parent.shape[0])
    ids = tuple(f"u{number}" for number in range(parent.shape[1]))
    units = UnitCalendar(months, ids, (UnitKind.REGION,) * len(ids), parent)
    total = {name: up_the_tree(part, parent, units.depth) for name, part in parts.items()}
    tables = {name: with_totals(np.moveaxis(part, 1, -1)) for name, part in total.items()}
    by_unit = {name: part.sum(axis=(2, 3)) for name, part in total.items()}
    return Margins(
        definition, units, calendar or Calendar(months, months[0]),
        by_unit, {name: part.sum(axis=(2, 3)) for name, part in parts.items()},
        {name: table[0] for name, table in tables.items()}, SEXES, ages,
        np.ones((len(ids), len(months))),
        tuple(Breakdown(u, {name: table[u] for name, table in tables.items()}) for u in broken),
        whole=whole,
    )  # fmt: skip


def months_of(count):
    return tuple(months_between(Month(2024, 1), Month(2024, 1).plus(count - 1)))


def with_totals(values):
    values = np.concatenate([values, values.sum(axis=1, keepdims=True)], axis=1)
    return np.concatenate([values, values.sum(axis=2, keepdims=True)], axis=2)


class Attacker:
    """Bounds on any figure of one quantity, from all that is published of it.

    ``shown``: pairs of margins and their marking. ``counts``: how to take the quantity's tables
    out of parts.
    """

    def __init__(self, shown, counts):
        margins = shown[0][0]
        self.parent = margins.units.parent
        months, units = self.parent.shape
        self.shape = (units, months, len(margins.sexes) - 1, len(margins.ages) - 1)
        rows, values = [], []
        for each, marking in shown:
            for mask, value in self.published(each, marking, counts):
                rows.append(mask)
                values.append(value)
        self.known = csr_array(np.array(rows)) if rows else None
        self.values = np.array(values)
        absent = np.repeat((self.parent == ABSENT).T.reshape(-1), self.shape[2] * self.shape[3])
        self.upper = np.where(absent, 0, np.inf)

    def published(self, margins, marking, counts):
        by_unit = margins.sums(counts(margins.by_unit))
        for unit, period in zip(*np.nonzero(marking.by_unit == SHOWN), strict=True):
            yield self.figure(margins, unit, period), by_unit[unit, period]
        tables = [(0, margins.region, marking.region, margins.region_periods)]
        tables += [
            (each.unit, each.parts, marks, margins.unit_periods)
            for each, marks in zip(margins.broken_down, marking.broken_down, strict=True)
        ]
        for unit, parts, marks, periods in tables:
            sums = margins.sums(counts(parts))
            for sex, age, period in zip(*np.nonzero((marks == SHOWN) & periods), strict=True):
                mask = self.figure(margins, unit, period, sex, age)
                yield mask, sums[sex, age, period]

    def below(self, unit, month):
        found, grown = {unit}, True
        while grown:
            more = {u for u, above in enumerate(self.parent[month]) if above in found} - found
            grown = bool(more)
            found |= more
        return sorted(found)

    def figure(self, margins, unit, period, sex=2, age=None):
        mask = np.zeros(self.shape)
        sexes = slice(None) if sex == 2 else slice(sex, sex + 1)
        every = age is None or age == self.shape[3]
        ages = slice(None) if every else slice(age, age + 1)
        for month in np.flatnonzero(margins.calendar.membership[:, period]):
            if self.parent[month, unit] != ABSENT:
                mask[self.below(unit, month), month, sexes, ages] = 1
        return mask.reshape(-1)

    def width(self, goal):
        ends = [self.end(sign, goal) for sign in (1, -1)]
        return ends[1] - ends[0]

    def end(self, sign, goal):
        bounds = np.stack([np.zeros(len(goal)), self.upper], axis=1)
        for presolve in (True, False):
            answer = linprog(
                sign * goal, A_eq=self.known,
                b_eq=self.values if len(self.values) else None,
                bounds=bounds, method="highs", options={"presolve": presolve},
            )  # fmt: skip
            if answer.status in (0, 3):
                return sign * answer.fun if answer.status == 0 else sign * -np.inf
        raise AssertionError(answer.message)


@dataclass(frozen=True)
class Told:
    """What a part of a measure tells: rows of some kinds (a slice of them), of some ages."""

    part: str
    kinds: tuple[int, ...]
    ages: tuple[int, ...] | None = None

    def of(self, parts):
        if self.part == "rest":
            return parts["denominator"] - parts["numerator"]
        return parts[self.part]


class JointAttacker(Attacker):
    """Bounds from several measures at once, each telling of the same rows, of several kinds.

    ``shown``: margins, marking, and what each of the measure's published parts tells.
    """

    def __init__(self, shown, kinds):
        self.kinds = kinds
        margins = shown[0][0]
        self.parent = margins.units.parent
        months, units = self.parent.shape
        self.shape = (units, months, len(margins.sexes) - 1, len(margins.ages) - 1)
        rows, values = [], []
        for each, marking, parts in shown:
            for told in parts:
                for mask, value in self.published(each, marking, told.of):
                    rows.append(self.among(mask, told))
                    values.append(value)
        self.known = csr_array(np.array(rows)) if rows else None
        self.values = np.array(values)
        absent = np.repeat((self.parent == ABSENT).T.reshape(-1), self.shape[2] * self.shape[3])
        self.upper = np.tile(np.where(absent, 0, np.inf), kinds)

    def among(self, mask, told):
        """A figure's mask, for the kinds and ages that are told of."""
        mask = mask.reshape(self.shape)
        if told.ages is not None:
            inside = np.isin(np.arange(self.shape[3]), told.ages)
            mask = mask * inside
        found = np.zeros((self.kinds, mask.size))
        found[list(told.kinds)] = mask.reshape(-1)
        return found.reshape(-1)


def targets(margins, marking, counts, least):
    """The figures to protect: small ones of units, and by sex and age where a total is not small.

    A unit whose own total is small shows nothing by sex and age, and is protected itself.
    """
    sums = margins.sums(counts(margins.by_unit))
    small = (sums > 0) & (sums < least)
    for unit, period in zip(*np.nonzero(small), strict=True):
        assert marking.by_unit[unit, period] == PRIMARY
        yield unit, period, 2, len(margins.ages) - 1
    tables = [(0, margins.region, marking.region, margins.region_periods)]
    tables += [
        (each.unit, each.parts, marks, margins.unit_periods)
        for each, marks in zip(margins.broken_down, marking.broken_down, strict=True)
    ]
    for unit, parts, marks, periods in tables:
        table = margins.sums(counts(parts))
        few = (table > 0) & (table < least) & periods & ~small[unit]
        for sex, age, period in zip(*np.nonzero(few), strict=True):
            assert marks[sex, age, period] == PRIMARY
            yield unit, period, sex, age


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
def counts(draw, parent, levels=(0, 0.05, 0.3, 2, 10, 40), ages=3):
    """Counts at the ends of the tree, and at times beside them, from rare to common."""
    months, units = parent.shape
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    level = np.array([draw(st.sampled_from(levels)) for _ in range(units)])
    mixture = rng.dirichlet(np.ones(2 * ages)).reshape(2, ages) * 6
    found = rng.poisson(level[:, None, None, None] * mixture, size=(units, months, 2, ages))
    inner = np.isin(np.arange(units), np.unique(parent))
    found[inner] *= draw(st.sampled_from([0, 0, 1]))
    return np.where((parent == ABSENT).T[:, :, None, None], 0, found).astype(float)
