"""An attacker with linear programming: no hidden small count is narrowed to less than k."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from indicators.attacking import (
    COUNT,
    MEAN,
    PROPORTION,
    Attacker,
    counts,
    margins_from,
    months_of,
    targets,
    trees,
)
from riktning.indicators.disclosure import DEFAULT_K as K
from riktning.indicators.grid import ROOT
from riktning.indicators.rollup import Calendar
from riktning.indicators.suppression import PRIMARY, SHOWN, markings

SETTINGS = settings(
    max_examples=30,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking takes minutes here
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
ATTACKED = 10  # figures of each table, drawn at random


def numerator(parts):
    return parts["numerator"]


def rest(parts):
    return parts["denominator"] - parts["numerator"]


def denominator(parts):
    return parts["denominator"]


def assert_safe(published, quantities, draw, k=K):
    """``published``: pairs of margins and marking that show the same quantities."""
    for quantity in quantities:
        attacker = Attacker(published, quantity)
        for margins, marking in published:
            wanted = list(targets(margins, marking, quantity, k))
            for target in draw.sample(wanted, min(ATTACKED, len(wanted))):
                width = attacker.width(attacker.figure(margins, *target))
                assert width >= k - 1e-5, (target, width)


def calendar_of(months, *, rolling):
    covered = months_of(months)
    return Calendar(covered, covered[0], rolling=rolling)


def units_broken_down(data, parent):
    return data.draw(st.lists(st.integers(1, parent.shape[1] - 1), unique=True, max_size=4))


@SETTINGS
@given(st.data(), st.sampled_from([4, 8, 12, 24]), st.booleans(), st.randoms(use_true_random=False))
def test_no_small_count_is_narrowed_below_k(data, months, rolling, draw):
    parent = data.draw(trees(months))
    margins = margins_from(
        COUNT, parent, {"numerator": data.draw(counts(parent))},
        broken=units_broken_down(data, parent), calendar=calendar_of(months, rolling=rolling),
    )  # fmt: skip
    assert_safe([(margins, markings([margins], K)[0])], [numerator], draw)


@SETTINGS
@given(st.data(), st.sampled_from([4, 12]), st.randoms(use_true_random=False))
def test_no_small_share_gives_its_numerator_or_complement_away(data, months, draw):
    parent = data.draw(trees(months))
    part, others = data.draw(counts(parent)), data.draw(counts(parent))
    parts = {"numerator": part, "denominator": part + others}
    margins = margins_from(PROPORTION, parent, parts, broken=units_broken_down(data, parent))
    assert_safe([(margins, markings([margins], K)[0])], [numerator, rest], draw)


@SETTINGS
@given(st.data(), st.randoms(use_true_random=False))
def test_a_mean_protects_the_persons_it_is_a_mean_of(data, draw):
    parent = data.draw(trees(4))
    size = data.draw(counts(parent))
    parts = {"numerator": size * 3, "denominator": size, "squares": size * 9}
    margins = margins_from(MEAN, parent, parts)
    assert_safe([(margins, markings([margins], K)[0])], [denominator], draw)


def with_one_small_count():
    parent = np.array([[ROOT, 0, 0]] * 4)
    values = np.full((3, 4, 2, 3), 20.0)
    values[0] = 0
    values[1, 0] = [[2, 0, 0], [0, 0, 0]]
    return margins_from(COUNT, parent, {"numerator": values})


def test_the_attacker_does_pin_counts_when_only_small_ones_are_hidden():
    margins = with_one_small_count()
    marking = markings([margins], K)[0]
    naive = replace(marking, by_unit=np.where(marking.by_unit == PRIMARY, PRIMARY, SHOWN))
    attacker = Attacker([(margins, naive)], numerator)
    assert attacker.width(attacker.figure(margins, 1, 0)) == pytest.approx(0, abs=1e-6)


def test_a_lone_small_month_costs_two_months_of_two_units():
    marking = markings([with_one_small_count()], K)[0]
    assert (marking.by_unit != SHOWN).sum() == 4
    assert (marking.by_unit == PRIMARY).sum() == 1


@SETTINGS
@given(st.data(), st.sampled_from([4, 12, 24]))
def test_a_large_total_is_not_hidden_for_the_sake_of_its_small_parts(data, months):
    parent = data.draw(trees(months))
    values = data.draw(counts(parent))
    values[0] += 10
    margins = margins_from(COUNT, parent, {"numerator": values})
    assert (markings([margins], K)[0].by_unit[0] == SHOWN).all()


def test_nothing_is_hidden_when_no_count_is_small():
    parent = np.array([[ROOT, 0, 0, 1, 1]] * 12)
    values = np.full((5, 12, 2, 3), 9.0)
    values[:2] = 0
    margins = margins_from(COUNT, parent, {"numerator": values}, broken=(1,))
    marking = markings([margins], K)[0]
    assert (marking.by_unit == SHOWN).all() and (marking.region == SHOWN).all()
    assert (marking.broken_down[0][..., margins.unit_periods] == SHOWN).all()


def test_a_unit_that_moved_does_not_give_its_parts_away_through_longer_periods():
    parent = np.array([[ROOT, 0, 0, 0]] + [[ROOT, 0, 0, 1]] * 3)
    values = np.zeros((4, 4, 2, 3))
    values[3, :, 0, 0] = [2, 4, 0, 2]
    margins = margins_from(COUNT, parent, {"numerator": values})
    marking = markings([margins], 3)[0]
    attacker = Attacker([(margins, marking)], numerator)
    for target in targets(margins, marking, numerator, 3):
        assert attacker.width(attacker.figure(margins, *target)) >= 3 - 1e-6


def test_rolling_years_do_not_tell_the_months_that_are_hidden():
    parent = np.array([[ROOT, 0, 0]] * 36)
    values = np.full((3, 36, 2, 3), 20.0)
    values[0] = 0
    values[1, 14] = 0
    values[1, 14, 0, 0] = 3
    margins = margins_from(
        COUNT, parent, {"numerator": values}, calendar=calendar_of(36, rolling=True)
    )
    marking = markings([margins], K)[0]
    attacker = Attacker([(margins, marking)], numerator)
    assert attacker.width(attacker.figure(margins, 1, 14)) >= K
    shown = replace(marking, by_unit=marking.by_unit.copy())
    rolling = np.array([period.kind == "rolling_12" for period in margins.calendar.periods])
    shown.by_unit[:, rolling] = SHOWN
    assert Attacker([(margins, shown)], numerator).width(attacker.figure(margins, 1, 14)) < K
