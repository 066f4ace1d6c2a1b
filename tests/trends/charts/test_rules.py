"""The rules, against a slow twin that reads them aloud; none of them sees a missing point."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.trends.charts.chart import Rule
from riktning.trends.charts.rules import NHS, RuleProfile, breaches, runs_analysis
from riktning.trends.charts.xmr import Limits, xmr_limits

STEPPED = st.one_of(st.none(), st.integers(-4, 4).map(float))


def _row(points):
    return np.array([[np.nan if point is None else point for point in points]], dtype=float)


def _standard(values):
    """Limits of a process known to have mean 0 and sigma 1."""
    one = np.ones_like(values)
    return Limits(0 * one, -3 * one, 3 * one, one)


def _slow(points, profile):
    """Every window of consecutive points (missing ones skipped) that a rule describes."""
    place = [index for index, point in enumerate(points) if point is not None]
    seen = [points[index] for index in place]
    marked = {rule: set() for rule in Rule}
    marked[Rule.OUTSIDE_LIMITS] = {i for i in place if abs(points[i]) > 3}
    for start in range(len(seen)):
        run = seen[start : start + profile.shift]
        same_side = all(x > 0 for x in run) or all(x < 0 for x in run)
        if len(run) == profile.shift and same_side:
            marked[Rule.SHIFT] |= set(place[start : start + profile.shift])
        run = seen[start : start + profile.trend]
        steps = list(np.diff(run))
        same_way = all(x > 0 for x in steps) or all(x < 0 for x in steps)
        if len(run) == profile.trend and same_way:
            marked[Rule.TREND] |= set(place[start : start + profile.trend])
        run = seen[start : start + 3]
        for sign in (1, -1):
            far = [place[start + k] for k, x in enumerate(run) if sign * x > 2]
            if len(run) == 3 and len(far) >= 2:
                marked[Rule.TWO_OF_THREE] |= set(far)
    return marked


@given(st.lists(STEPPED, min_size=1, max_size=30))
def test_every_rule_marks_exactly_the_points_of_its_definition(points):
    profile = RuleProfile(shift=4, trend=4, two_of_three=True)
    values = _row(points)
    marked = breaches(values, _standard(values), profile)
    expected = _slow(points, profile)
    for rule in Rule:
        assert set(np.flatnonzero(marked[rule][0])) == expected[rule], rule


@pytest.mark.parametrize("gap", [1, 3, 6])
def test_a_missing_point_neither_breaks_a_run_nor_counts_in_one(gap):
    seven = [1.0] * gap + [None] + [1.0] * (7 - gap)
    six = [1.0] * gap + [None] + [1.0] * (6 - gap)
    whole, short = _row([*seven, -1.0]), _row([*six, -1.0])
    assert breaches(whole, _standard(whole), NHS)[Rule.SHIFT].sum() == 7
    assert not breaches(short, _standard(short), NHS)[Rule.SHIFT].any()


def test_series_do_not_touch_each_other():
    rng = np.random.default_rng(1)
    values = rng.normal(size=(20, 30)).cumsum(axis=1)
    together = breaches(values, xmr_limits(values), NHS)
    for row in range(20):
        alone = breaches(values[[row]], xmr_limits(values[[row]]), NHS)
        for rule in together:
            np.testing.assert_array_equal(together[rule][[row]], alone[rule])


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
