"""The compiled line is the general one; its tails are those of SciPy, however far out."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import stdtr

from riktning.trends.ar1 import Regression
from riktning.trends.design import seasonal_columns, time_in_years
from riktning.trends.mixture_kernel import half_width, share_beyond, upper_tail
from riktning.trends.slope import averaged_line, compiled_line


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 10**6),
    st.integers(20, 72),
    st.integers(0, 11),
    st.floats(0, 0.3),
    st.floats(0, 3),
    st.floats(0, 30),
)
def test_the_compiled_line_is_the_general_one(seed, months, first, gaps, unequal, slope):
    rng = np.random.default_rng(seed)
    y = rng.normal(size=(6, months)) + 0.3 * rng.normal(size=(6, months)).cumsum(axis=1)
    y += slope * np.arange(months) / 12
    y[rng.random(y.shape) < gaps] = np.nan
    last = np.array([months - 1 - row for row in range(6)])
    variance = np.exp(unequal * rng.normal(size=y.shape) / 3)
    X, active = seasonal_columns(time_in_years(months, last), ~np.isnan(y), first)
    regression = Regression(y, X, active, variance)
    kept = regression.residual_df >= 1
    parts = (y[kept], X[kept], active[kept], variance[kept])
    slow = averaged_line(Regression(*parts))
    fast = compiled_line(y[kept], variance[kept], last[kept], first)
    for field in fields(slow):
        name = field.name
        np.testing.assert_allclose(
            getattr(fast, name), getattr(slow, name), rtol=1e-6, atol=1e-8, err_msg=name
        )


@pytest.mark.parametrize("df", [1, 2, 3, 4, 5, 8, 23, 46, 47, 107])
def test_the_tail_of_t_has_its_digits_however_small(df):
    for z in (-3.0, 0.0, 0.1, 0.9, 2.0, 3.3, 5.0, 12.0, 80.0):
        assert upper_tail(z, df) == pytest.approx(stdtr(df, -z), rel=1e-11)


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(0, 10**6))
def test_the_half_width_leaves_five_per_cent_outside(df, seed):
    rng = np.random.default_rng(seed)
    mixture = np.empty((8, 16))
    mixture[0, :8], mixture[1, :8] = rng.dirichlet(np.ones(8)), rng.normal(size=8)
    mixture[2, :8] = rng.uniform(0.2, 3, 8)
    width = half_width(mixture, 8, df, 2.0)
    assert width > 0
    assert share_beyond(mixture, 8, df, width) == pytest.approx(0.05, rel=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([1, 3, 4]), st.integers(5, 24), st.floats(0, 0.2))
def test_a_series_of_longer_periods_is_the_general_line_on_its_own_seasons(
    seed, cycle, points, gaps
):
    rng = np.random.default_rng(seed)
    y, first = rng.normal(size=(5, points)), seed % cycle
    y[rng.random(y.shape) < gaps] = np.nan
    last = np.full(5, points - 1)
    X = _seasons(points, cycle, first)
    regression = Regression(
        y, np.repeat(X[None], 5, axis=0), np.ones((5, X.shape[1]), dtype=bool), np.ones_like(y)
    )
    places = (np.arange(points) + first) % cycle
    whole = np.array([len(set(places[~np.isnan(row)])) == cycle for row in y])
    kept = whole & (regression.residual_df >= 1)
    parts = (y[kept], regression.X[kept], regression.active[kept], regression.variance[kept])
    slow = averaged_line(Regression(*parts))
    fast = compiled_line(y[kept], np.ones_like(y[kept]), last[kept], first, cycle)
    for field in fields(slow):
        np.testing.assert_allclose(
            getattr(fast, field.name),
            getattr(slow, field.name),
            rtol=1e-6,
            atol=1e-8,
            err_msg=field.name,
        )


def _seasons(points, cycle, first):
    """Effects of the seasons that sum to 0, a level, and years to the last point."""
    member = np.eye(cycle)[(np.arange(points) + first) % cycle]
    years = (np.arange(points) - (points - 1)) / cycle
    effects = member[:, :-1] - member[:, -1:]
    return np.column_stack([effects, np.ones(points), years])
