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
    weight, centre = rng.dirichlet(np.ones(8)), rng.normal(size=8)
    scale = rng.uniform(0.2, 3, 8)
    width = half_width(weight, centre, scale, df, 2.0)
    assert width > 0
    assert share_beyond(weight, centre, scale, df, width) == pytest.approx(0.05, rel=1e-9)
