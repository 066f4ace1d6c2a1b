"""Shapley values, against the axioms and against all orders taken one by one."""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riktning.simulation.scenarios.shapley import orders, shares, subsets_asked

NAMES = tuple("abcdefghij")


def subsets(levers):
    return [each for size in range(len(levers) + 1) for each in combinations(levers, size)]


def invented(levers, seed, replicates=3, outcomes=2):
    rng = np.random.default_rng(seed)
    return {each: rng.normal(size=(replicates, outcomes)) for each in subsets(levers)}


def in_all_orders(levers, values):
    """The definition: what each adds to those before it, on average over every order."""
    found = {lever: [] for lever in levers}
    for order in permutations(levers):
        for at, lever in enumerate(order):
            before = tuple(each for each in levers if each in order[:at])
            then = tuple(each for each in levers if each in order[: at + 1])
            found[lever].append((values[then] - values[before]).mean(axis=0))
    return np.array([np.mean(found[lever], axis=0) for lever in levers])


@given(st.integers(1, 5), st.integers(0, 10_000))
@settings(deadline=None, max_examples=40)
def test_few_levers_are_shared_out_as_all_orders_would(count, seed):
    levers = NAMES[:count]
    values = invented(levers, seed)
    found = shares(levers, values, seed=1)
    assert found.pairs is None
    assert found.values == pytest.approx(in_all_orders(levers, values))


@given(st.integers(1, 10), st.integers(0, 10_000), st.integers(1, 4))
@settings(deadline=None, max_examples=40)
def test_the_shares_add_up_to_the_whole(count, seed, pairs):
    levers = NAMES[:count]
    values = invented(levers, seed)
    found = shares(levers, values, 1, pairs)
    whole = (values[levers] - values[()]).mean(axis=0)
    assert found.values.sum(axis=0) == pytest.approx(whole)


@given(st.integers(1, 9), st.integers(0, 10_000))
@settings(deadline=None, max_examples=20)
def test_what_each_gives_alone_is_told_and_what_it_lacks_is_interaction(count, seed):
    levers = NAMES[:count]
    values = invented(levers, seed)
    ran = {each: values[each] for each in subsets_asked(levers, 2, seed)}
    found = shares(levers, ran, seed, 2)
    alone = [(values[lever,] - values[()]).mean(axis=0) for lever in levers]
    assert found.alone == pytest.approx(np.array(alone))
    if count == 2:
        both = values[levers] - values[levers[:1]] - values[levers[1:]] + values[()]
        apart = (found.values - found.alone).sum(axis=0)
        assert apart == pytest.approx(both.mean(axis=0))


def test_where_a_lever_alone_was_not_run_nothing_is_said_of_it():
    levers = NAMES[:7]
    order = orders(levers, 1, 1)
    starts = {tuple(sorted(each[:size])) for each in order for size in range(8)}
    values = {each: np.zeros((2, 1)) for each in starts}
    assert shares(levers, values, 1, 1).alone is None


def test_a_lever_that_changes_nothing_has_no_share_and_equal_ones_have_the_same():
    levers = NAMES[:8]
    worth = dict(zip(levers, (3.0, 3.0, 0, 1, 2, 5, 7, 11), strict=True))
    values = {s: np.full((2, 1), sum(worth[each] for each in s)) for s in subsets(levers)}
    found = shares(levers, values, 1, 3)
    assert found.values[:, 0] == pytest.approx(list(worth.values()))
    assert np.all(found.error < 1e-9)


def test_the_standard_error_is_as_great_as_the_estimates_vary():
    """Eight levers, two of which do half of each other's work; exact values from all subsets."""
    levers, rng = NAMES[:8], np.random.default_rng(3)
    pair = {(a, b): rng.normal() for a, b in combinations(levers, 2)}
    one = {
        s: np.full((2, 1), np.tanh(sum(v for k, v in pair.items() if set(k) <= set(s))))
        for s in subsets(levers)
    }
    found = [shares(levers, one, seed, 6) for seed in range(300)]
    truth = np.mean([each.values for each in found], axis=0)
    sd = np.std([each.values for each in found], axis=0)
    told = np.sqrt(np.mean([each.error**2 for each in found], axis=0))
    assert truth[:, 0] == pytest.approx(in_all_orders(levers, one)[:, 0], abs=0.03)
    assert told[:, 0] == pytest.approx(sd[:, 0], rel=0.2)


def test_more_orders_begin_with_those_there_were_and_each_has_its_reverse():
    few, more = orders(NAMES, 2, 5), orders(NAMES, 4, 5)
    assert more[:4] == few
    assert few[1] == few[0][::-1] and few[0] != few[2]
    assert set(subsets_asked(NAMES, 2, 5)) <= set(subsets_asked(NAMES, 4, 5))


def test_six_levers_need_every_subset_and_a_missing_one_gives_no_answer():
    levers = NAMES[:6]
    assert len(subsets_asked(levers, 12, 1)) == 64
    values = invented(levers, 1)
    del values["a", "b"]
    assert shares(levers, values, 1) is None


def test_orders_that_are_not_all_run_yet_are_left_out():
    levers = NAMES[:7]
    values = {each: np.zeros((1, 1)) for each in subsets_asked(levers, 2, 1)}
    assert shares(levers, values, 1, 9).pairs == 2
