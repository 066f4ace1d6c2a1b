"""Control limits: what the chart does with gaps, jumps, no variation and overdispersion."""

import itertools
import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from riktning.trends.charts.attributes import laney_limits, p_limits, plain_limits
from riktning.trends.charts.xmr import D2, xmr_limits

POINT = st.one_of(st.none(), st.floats(-1e6, 1e6, allow_nan=False))


def _row(points):
    return np.array([[np.nan if point is None else point for point in points]], dtype=float)


def _slow_xmr(points, *, screened):
    """The textbook, point by point."""
    seen = [point for point in points if point is not None]
    ranges = [abs(b - a) for a, b in itertools.pairwise(points) if a is not None and b is not None]
    mean_range = sum(ranges) / len(ranges) if ranges else 0.0
    if screened and ranges:
        kept = [size for size in ranges if size < 3.267 * mean_range]
        mean_range = sum(kept) / len(kept) if kept else mean_range
    centre = sum(seen) / len(seen) if seen else 0.0
    return centre, centre - 3 * mean_range / D2, centre + 3 * mean_range / D2


@given(st.lists(POINT, min_size=1, max_size=40), st.booleans())
def test_xmr_limits_equal_the_textbook_point_by_point(points, screened):
    limits = xmr_limits(_row(points), screened=screened)
    slow = _slow_xmr(points, screened=screened)
    for ours, theirs in zip((limits.centre, limits.lower, limits.upper), slow, strict=True):
        assert math.isclose(ours[0, 0], theirs, rel_tol=1e-9, abs_tol=1e-6)


def test_a_missing_month_takes_its_two_ranges_with_it():
    with_gap = xmr_limits(_row([1, 3, None, 100, 102, 104]), screened=False)
    assert math.isclose(with_gap.sigma[0, 0] * D2, 2.0)


def test_screening_keeps_one_jump_from_widening_the_limits():
    steps = [10, 12, 10, 12, 10, 12, 60, 62, 60, 62, 60, 62]
    assert math.isclose(xmr_limits(_row(steps)).sigma[0, 0] * D2, 2.0)
    assert xmr_limits(_row(steps), screened=False).sigma[0, 0] * D2 > 6


def test_p_limits_are_the_binomial_ones_and_stay_within_0_and_1():
    limits = plain_limits(np.array([[5.0, 1.0]]), np.array([[100.0, 4.0]]))
    p = 6 / 104
    assert math.isclose(limits.upper[0, 0], p + 3 * math.sqrt(p * (1 - p) / 100))
    assert limits.lower[0, 1] == 0.0
    assert (limits.upper <= 1).all()


def test_binomial_variation_gets_p_limits_and_more_than_that_laneys():
    rng = np.random.default_rng(4)
    size = rng.integers(800, 1200, (400, 48)).astype(float)
    chance = rng.binomial(size.astype(int), 0.3).astype(float)
    wobbling = rng.binomial(size.astype(int), rng.normal(0.3, 0.04, size.shape)).astype(float)
    assert p_limits(chance, size).overdispersed.mean() < 0.1
    assert p_limits(wobbling, size).overdispersed.all()
    wide, plain = p_limits(wobbling, size).limits, plain_limits(wobbling, size)
    assert (wide.upper - wide.lower > plain.upper - plain.lower).all()
    np.testing.assert_array_equal(wide.upper, laney_limits(wobbling, size).upper)


def test_a_zero_denominator_is_no_point():
    chart = p_limits(np.array([[1.0, 0.0, 2.0]]), np.array([[10.0, 0.0, 10.0]]))
    assert math.isclose(chart.limits.centre[0, 0], 3 / 20)
    assert np.isnan(chart.limits.upper[0, 1])
