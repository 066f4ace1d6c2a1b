"""An attacker who knows standardised values too narrows no small count to less than k."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from indicators.attacking import CATALOGUE, Attacker, counts, margins_from, targets, trees
from indicators.test_disclosure_attack import ATTACKED, SETTINGS, K, numerator, units_broken_down
from riktning.indicators.figures import Chosen, numbers_of
from riktning.indicators.layout import layout_of
from riktning.indicators.margins import Strata
from riktning.indicators.precision import rounded, slopes
from riktning.indicators.rollup import up_the_tree
from riktning.indicators.standardised import effects
from riktning.indicators.suppression import SHOWN, markings
from riktning.indicators.values import Values

FALLS = replace(CATALOGUE["antibiotika_standardiserad"], min_denominator=0)
WEIGHTS = np.array([5.0, 3.0, 2.0])


def with_strata(parent, cases, people, broken):
    parts = {"numerator": cases, "denominator": people}
    margins = margins_from(FALLS, parent, parts, broken=broken)
    strata = {p: up_the_tree(v, parent, margins.units.depth) for p, v in parts.items()}
    return replace(margins, strata=Strata(strata, WEIGHTS))


class StandardAttacker(Attacker):
    """Knows each shown standardised value to half its step, and how many people there are."""

    def __init__(self, margins, marking, k):
        super().__init__([(margins, marking)], numerator)
        layout = layout_of(margins, np.ones(len(margins.calendar.periods), bool), broken_down=True)
        row, period = np.nonzero(layout.there)
        hidden = layout.pick(marking.by_unit, marking.region, marking.broken_down)[row, period]
        shown = Chosen(row[hidden == SHOWN], period[hidden == SHOWN])
        values = numbers_of(margins, layout, shown, k)["value"]
        exact = numbers_of(margins, layout, shown, 1)["value"]
        limits, bounds = [], []
        for r, p, value, full in zip(shown.row, shown.period, values, exact, strict=True):
            if np.isnan(value):
                continue
            weights = self.value_weights(margins, layout, r, p)
            step = abs(value - full) if k == 1 else self.step(margins, layout, r, p, k)
            limits += [weights, -weights]
            bounds += [value + step / 2, step / 2 - value]
        self.limits = np.array(limits) if limits else None
        self.bounds = np.array(bounds) + 1e-5  # what the solver takes for equal

    def effect(self, margins, layout, row, period):
        people = np.einsum(
            "msa,m->sa", margins.strata.parts["denominator"][layout.unit[row]],
            margins.calendar.membership[:, period],
        )  # fmt: skip
        inside = np.ones((2, 3))
        if layout.sex[row] < 2:
            inside *= (np.arange(2) == layout.sex[row])[:, None]
        if layout.age[row] < 3:
            inside *= np.arange(3) == layout.age[row]
        return effects(people[None], (inside * WEIGHTS)[None], margins.definition.scale)

    def value_weights(self, margins, layout, row, period):
        mask = self.figure(margins, layout.unit[row], period).reshape(self.shape)
        return (mask * np.nan_to_num(self.effect(margins, layout, row, period)[0])).reshape(-1)

    def step(self, margins, layout, row, period, k):
        effect = self.effect(margins, layout, row, period)
        chosen = Chosen(np.array([row]), np.array([period]))
        full = numbers_of(margins, layout, chosen, 1)
        values = Values(*(full[name] for name in ("value", "low", "high")))
        return rounded(values, k * slopes(effect))[1][0]

    def end(self, sign, goal):
        bounds = np.stack([np.zeros(len(goal)), self.upper], axis=1)
        for presolve in (True, False):
            answer = linprog(
                sign * goal, A_eq=self.known, b_eq=self.values if len(self.values) else None,
                A_ub=self.limits, b_ub=None if self.limits is None else self.bounds,
                bounds=bounds, method="highs", options={"presolve": presolve},
            )  # fmt: skip
            if answer.status in (0, 3):
                return sign * answer.fun if answer.status == 0 else sign * -np.inf
        raise AssertionError(answer.message)


@SETTINGS
@given(st.data(), st.randoms(use_true_random=False))
def test_standardised_values_tell_no_small_count(data, draw):
    parent = data.draw(trees(4))
    cases = data.draw(counts(parent, levels=(0, 1, 10, 40, 200)))
    people = cases * 0 + 2000.0 * np.array([3, 2, 1])
    margins = with_strata(parent, cases, people, units_broken_down(data, parent))
    (marking,) = markings([margins], K)
    attacker = StandardAttacker(margins, marking, K)
    wanted = list(targets(margins, marking, numerator, K))
    for target in draw.sample(wanted, min(ATTACKED, len(wanted))):
        assert attacker.width(attacker.figure(margins, *target)) >= K - 1e-2, target


def one_clinic():
    """Of one clinic of two; 25 cases, one of them the only one of its sex and age."""
    parent = np.array([[-1, 0, 0]] * 4)
    cases = np.zeros((3, 4, 2, 3))
    cases[1:] = [[1, 9, 15], [8, 9, 15]]
    people = np.zeros((3, 4, 2, 3))
    people[1:] = [[900, 701, 503], [1103, 805, 307]]
    return with_strata(parent, cases, people, ())


def test_in_full_a_standardised_value_does_tell():
    margins = one_clinic()
    marking = markings([margins], K)[0]
    cell = np.zeros((3, 4, 2, 3))
    cell[1, 0, 0, 0] = 1
    full, safe = (StandardAttacker(margins, marking, k) for k in (1, K))
    assert full.width(cell.reshape(-1)) < safe.width(cell.reshape(-1))


@given(st.lists(st.tuples(st.floats(0.1, 900), st.floats(0.01, 3)), min_size=1, max_size=9))
def test_what_is_told_is_as_far_from_another_step_as_the_cases_reach(drawn):
    value, moved = (np.array(each) for each in zip(*drawn, strict=True))
    full = Values(value, value * 0.7, value * 1.4)
    told, step = rounded(full, moved)
    given_value = np.isfinite(told.value)
    assert (np.isnan(told.value) == np.isnan(told.low)).all()
    off = np.abs(told.value - value)[given_value]
    assert (off <= (step / 2 - moved)[given_value] + 1e-6).all()
    assert (told.low[given_value] <= full.low[given_value]).all()
    assert (told.high[given_value] >= full.high[given_value]).all()
    assert (step[given_value] <= (full.high - full.low)[given_value]).all()


def test_one_stratum_alone_is_told_in_full():
    effect = np.full((1, 2, 3), np.nan)
    effect[0, 1, 2] = 3.0
    assert slopes(effect)[0] == 0
    full = Values(*(np.array([each]) for each in (12.345, 9.87, 15.4)))
    assert rounded(full, np.zeros(1))[0].value[0] == pytest.approx(12.345)


def test_published_values_are_rounded_for_the_sake_of_persons():
    from riktning.indicators.observations import published

    margins = one_clinic()
    table = published(margins, markings([margins], K)[0], date(2030, 1, 1)).to_pylist()
    full = published(margins, markings([margins], 1)[0], date(2030, 1, 1)).to_pylist()
    some = [(a, b) for a, b in zip(table, full, strict=True) if not a["hidden"]]
    assert any(a["value"] != b["value"] for a, b in some)
