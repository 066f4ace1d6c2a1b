"""Medians from buckets: in their bucket, near the exact one, an interval that keeps its word."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from riktning.indicators.medians import MedianSearch

EDGES = (0, 5, 10, 20, 30, 60, 90, 120, 180, 365)
numbers = st.lists(st.floats(0, 364.9), min_size=1, max_size=60)


def searched(groups, edges=EDGES, months=1.0):
    """Median, low and high of each group of numbers, all searched at once."""
    limits = np.array([*edges, np.inf])
    counts = np.array([np.histogram(group, limits)[0] for group in groups], dtype=float)
    search = MedianSearch(counts.sum(axis=1), months)
    for bucket, low in enumerate(edges):
        high = edges[bucket + 1] if bucket + 1 < len(edges) else None
        search.add(counts[:, bucket], low, high)
    found = search.values()
    return np.stack([found.value, found.low, found.high], axis=1)


def bucket_of(value):
    place = int(np.searchsorted(EDGES, value, side="right")) - 1
    return EDGES[place], EDGES[place + 1]


@given(st.lists(numbers, min_size=1, max_size=4))
def test_a_median_is_within_a_buckets_width_of_the_exact_one(groups):
    for group, (value, _, _) in zip(groups, searched(groups), strict=True):
        ordered = sorted(group)
        lower, upper = ordered[(len(group) - 1) // 2], ordered[len(group) // 2]
        widest = max(high - low for low, high in map(bucket_of, (lower, upper)))
        assert abs(value - np.median(group)) <= widest
        assert bucket_of(lower)[0] <= value <= bucket_of(upper)[1]


@given(st.integers(1, 200), st.integers(0, 8))
def test_rows_spread_evenly_over_a_bucket_have_its_middle_as_median(rows, bucket):
    low, high = EDGES[bucket], EDGES[bucket + 1]
    evenly = low + (np.arange(rows) + 0.5) / rows * (high - low)
    assert searched([evenly])[0][0] == pytest.approx((low + high) / 2)


@given(st.integers(1, 400))
def test_the_ends_of_the_interval_are_the_order_statistics_of_the_binomial(rows):
    """Buckets so narrow that every row has its own: the interpolation then finds each row."""
    values = np.arange(rows) + 0.5
    _, low, high = searched([values], tuple(range(rows + 1)))[0]
    if rows < 6:
        assert np.isnan(low) and np.isnan(high)
        return
    rank = round(low + 0.5)
    assert (low, high) == (pytest.approx(rank - 0.5), pytest.approx(rows - rank + 0.5))
    assert stats.binom.cdf(rank - 1, rows, 0.5) < 0.025 <= stats.binom.cdf(rank, rows, 0.5)


@pytest.mark.parametrize("draw", [
    lambda rng, shape: rng.exponential(60, shape),
    lambda rng, shape: rng.gamma(3, 15, shape),
    lambda rng, shape: rng.uniform(0, 100, shape),
], ids=["exponential", "gamma", "uniform"])  # fmt: skip
@pytest.mark.parametrize("rows", [8, 25, 150])
def test_the_interval_covers_the_true_median_nineteen_times_in_twenty(draw, rows):
    rng = np.random.default_rng(20231109)
    edges = tuple(range(0, 400, 2))
    true = np.median(draw(rng, 1_000_000))
    found = searched(draw(rng, (4000, rows)), edges)
    covered = ((found[:, 1] <= true) & (true <= found[:, 2])).mean()
    assert 0.94 <= covered <= 0.995


def test_no_rows_have_no_median_and_rows_beyond_the_last_limit_none_either():
    empty, beyond, ends_beyond = searched([[], [400.0] * 7, [100.0] * 5 + [400.0] * 4])
    assert np.isnan(empty).all() and np.isnan(beyond).all()
    assert 90 <= ends_beyond[0] < 120 and np.isnan(ends_beyond[2])


def test_a_stock_of_many_month_ends_is_no_surer_than_their_mean_month():
    group = np.linspace(1, 300, 40)
    once, year = searched([group]), searched([np.tile(group, 12)], months=12.0)
    assert year[0] == pytest.approx(once[0], abs=1e-9)
