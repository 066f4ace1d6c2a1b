"""The rules, against a slow twin that reads them aloud; none of them sees a missing point."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.trends.charts.limits import Limits
from riktning.trends.charts.profiles import (
    ANHOEJ,
    NELSON,
    NHS,
    PROFILES,
    THREE_SIGMA,
    Rule,
    RuleProfile,
    RuleSet,
)
from riktning.trends.charts.rules import breaches
from riktning.trends.charts.run_chart import runs_analysis
from riktning.trends.charts.xmr import xmr_limits

STEPPED = st.one_of(st.none(), st.integers(-8, 8).map(lambda half: half / 2))
SHORT = RuleProfile(
    RuleSet.NELSON,
    {
        Rule.OUTSIDE_LIMITS: 1,
        Rule.SHIFT: 4,
        Rule.TREND: 4,
        Rule.ALTERNATING: 5,
        Rule.TWO_OF_THREE: 3,
        Rule.FOUR_OF_FIVE: 5,
        Rule.WITHIN_ONE_SIGMA: 3,
        Rule.BEYOND_ONE_SIGMA: 3,
    },
)


def _row(points):
    return np.array([[np.nan if point is None else point for point in points]], dtype=float)


def _standard(values):
    """Limits of a process known to have mean 0 and sigma 1."""
    one = np.ones_like(values)
    return Limits(0 * one, -3 * one, 3 * one, one)


def _same_way(steps):
    return all(x > 0 for x in steps) or all(x < 0 for x in steps)


def _far(run, sigma, enough):
    """The points of the window beyond so many sigma on the side where there are enough of them."""
    for sign in (1, -1):
        far = [sign * x > sigma for x in run]
        if sum(far) >= enough:
            return far
    return [False] * len(run)


WINDOWS = {
    Rule.OUTSIDE_LIMITS: lambda run: [abs(run[0]) > 3],
    Rule.SHIFT: lambda run: [_same_way(run)] * len(run),
    Rule.TREND: lambda run: [_same_way(np.diff(run))] * len(run),
    Rule.ALTERNATING: lambda run: (
        [all(a * b < 0 for a, b in itertools.pairwise(np.diff(run)))] * len(run)
    ),
    Rule.TWO_OF_THREE: lambda run: _far(run, 2, 2),
    Rule.FOUR_OF_FIVE: lambda run: _far(run, 1, 4),
    Rule.WITHIN_ONE_SIGMA: lambda run: [all(abs(x) < 1 for x in run)] * len(run),
    Rule.BEYOND_ONE_SIGMA: lambda run: [all(abs(x) > 1 for x in run)] * len(run),
}


def _slow(points, rule, length):
    """Every window of consecutive points (missing ones skipped) that the rule describes."""
    place = [index for index, point in enumerate(points) if point is not None]
    marked = set()
    for start in range(len(place) - length + 1):
        window = place[start : start + length]
        hits = WINDOWS[rule]([points[index] for index in window])
        marked |= {index for index, hit in zip(window, hits, strict=True) if hit}
    return marked


@given(st.lists(STEPPED, min_size=1, max_size=30))
def test_every_rule_marks_exactly_the_points_of_its_definition(points):
    values = _row(points)
    marked = breaches(values, _standard(values), SHORT)
    for rule, length in SHORT.points.items():
        assert set(np.flatnonzero(marked[rule][0])) == _slow(points, rule, length), rule


@given(
    st.lists(st.integers(-15, 15).map(lambda tenth: tenth / 10), min_size=30, max_size=60),
    st.sampled_from([NELSON, NHS]),
)
def test_the_published_lengths_are_those_the_rules_use(points, profile):
    values = _row(points)
    marked = breaches(values, _standard(values), profile)
    for rule, length in profile.points.items():
        assert set(np.flatnonzero(marked[rule][0])) == _slow(points, rule, length), rule


def test_nelsons_eight_rules_ask_for_the_points_he_gives():
    assert {str(rule): points for rule, points in NELSON.points.items()} == {
        "outside_limits": 1,
        "shift": 9,
        "trend": 6,
        "alternating": 14,
        "two_of_three": 3,
        "four_of_five": 5,
        "within_one_sigma": 15,
        "beyond_one_sigma": 8,
    }


def test_the_nhs_rules_are_four_and_three_sigma_is_one():
    assert len(NHS.points) == 4
    assert set(THREE_SIGMA.points) == {Rule.OUTSIDE_LIMITS}
    assert set(PROFILES) == set(RuleSet)


@pytest.mark.parametrize("gap", [1, 3, 6])
def test_a_missing_point_neither_breaks_a_run_nor_counts_in_one(gap):
    seven = [1.0] * gap + [None] + [1.0] * (7 - gap)
    six = [1.0] * gap + [None] + [1.0] * (6 - gap)
    whole, short = _row([*seven, -1.0]), _row([*six, -1.0])
    assert breaches(whole, _standard(whole), NHS)[Rule.SHIFT].sum() == 7
    assert not breaches(short, _standard(short), NHS)[Rule.SHIFT].any()


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
def test_series_do_not_touch_each_other(profile):
    rng = np.random.default_rng(1)
    values = rng.normal(size=(20, 30)).cumsum(axis=1)
    values[3:9, 4:20:3] = np.nan
    together = breaches(values, xmr_limits(values), profile)
    for row in range(20):
        alone = breaches(values[[row]], xmr_limits(values[[row]]), profile)
        for rule in together:
            np.testing.assert_array_equal(together[rule][[row]], alone[rule])


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
@pytest.mark.parametrize("months", [1, 2, 5])
def test_a_series_shorter_than_a_rule_is_not_marked_by_it(profile, months):
    values = np.ones((2, months))
    marked = breaches(values, _standard(values), profile)
    assert not any(mask.any() for mask in marked.values())


def test_runs_analysis_counts_runs_and_crossings_without_points_on_the_centre():
    values = _row([1, 2, 0, None, 3, -1, -2, 4])
    runs = runs_analysis(values, np.zeros(1))
    assert (runs.useful[0], runs.longest[0], runs.crossings[0]) == (6, 3, 2)


def test_anhoejs_expected_run_and_crossings_are_the_published_ones():
    # Anhøj and Olesen 2014, table: 10, 20 and 60 useful observations.
    for useful, longest, crossings in ((10, 6, 2), (20, 7, 6), (60, 9, 23)):
        runs = runs_analysis(np.ones((1, useful)), np.zeros(1))
        assert runs.longest_expected[0] == longest
        assert runs.crossings_expected[0] == crossings


def test_anhoejs_rules_mark_the_long_run_and_the_whole_of_a_series_that_seldom_crosses():
    values = _row([1, -1] * 8 + [1, 1, 1, 0, None, 1, 1, 1, 1, 1, 1] + [-1, 1] * 3)
    marked = breaches(values, _standard(values), ANHOEJ)
    assert np.flatnonzero(marked[Rule.LONG_RUN][0]).tolist() == [*range(16, 19), *range(21, 27)]
    assert not marked[Rule.FEW_CROSSINGS].any()
    slow = _row([1] * 5 + [-1] * 5 + [1] * 5 + [0] + [-1] * 5)
    marked = breaches(slow, _standard(slow), ANHOEJ)
    assert not marked[Rule.LONG_RUN].any()
    assert np.flatnonzero(~marked[Rule.FEW_CROSSINGS][0]).tolist() == [15]
