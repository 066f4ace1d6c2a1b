"""The fast fit equals generalised least squares written out with whole matrices."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from riktning.trends.ar1 import Regression, fit, previous_point
from riktning.trends.design import (
    seasonal_columns,
    time_in_years,
    trend_columns,
)
from riktning.trends.slope import averaged_line
from trends.peers import ordinary_line


def _example(seed, months, missing, *, seasonal):
    rng = np.random.default_rng(seed)
    y = rng.normal(size=(3, months)).cumsum(axis=1)
    for row in range(3):
        y[row, rng.choice(months, missing, replace=False)] = np.nan
    time = time_in_years(months, np.full(3, months - 1))
    if seasonal:
        X, active = seasonal_columns(time, ~np.isnan(y), first_calendar_month=4)
    else:
        X, active = trend_columns(time)
    return Regression(y, X, active, rng.uniform(0.5, 2, size=y.shape))


def _by_matrices(regression, row, phi):
    """β, its unscaled covariance, RSS and the restricted log-likelihood, from Ω itself."""
    at = np.flatnonzero(~np.isnan(regression.y[row]))
    use = np.flatnonzero(regression.active[row])
    X, y = regression.X[row][np.ix_(at, use)], regression.y[row][at]
    scale = np.sqrt(regression.variance[row][at])
    correlation = np.where(at[:, None] == at, 1.0, phi ** np.abs(at[:, None] - at).astype(float))
    omega = correlation * np.outer(scale, scale)
    weight = np.linalg.inv(omega)
    inverse = np.linalg.inv(X.T @ weight @ X)
    beta = inverse @ X.T @ weight @ y
    residual = y - X @ beta
    rss = residual @ weight @ residual
    df = len(y) - len(use)
    likelihood = -0.5 * (
        df * np.log(rss)
        + np.linalg.slogdet(correlation)[1]
        + np.linalg.slogdet(X.T @ weight @ X)[1]
    )
    return beta, inverse, rss, likelihood


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    months=st.integers(30, 50),
    missing=st.integers(0, 6),
    phi=st.floats(-0.5, 0.97),
    seasonal=st.booleans(),
)
def test_fit_equals_gls_by_whole_matrices_with_gaps_and_weights(
    seed, months, missing, phi, seasonal
):
    regression = _example(seed, months, missing, seasonal=seasonal)
    fits = fit(regression, np.array([phi]))
    for row in range(3):
        beta, inverse, rss, likelihood = _by_matrices(regression, row, phi)
        np.testing.assert_allclose(fits.level_slope[row, 0], beta[-2:], rtol=1e-6, atol=1e-8)
        corner = inverse[-2:, -2:]
        np.testing.assert_allclose(fits.inverse[row, 0], corner, rtol=1e-6, atol=1e-9)
        assert fits.rss[row, 0] == pytest.approx(rss, rel=1e-7)
        assert fits.log_likelihood[row, 0] == pytest.approx(likelihood, rel=1e-7, abs=1e-6)


def test_least_squares_is_that_of_statsmodels_with_weights():
    regression = _example(3, 36, 4, seasonal=False)
    line = ordinary_line(regression)
    for row in range(3):
        at = ~np.isnan(regression.y[row])
        model = sm.WLS(
            regression.y[row][at], regression.X[row][at], weights=1 / regression.variance[row][at]
        ).fit()
        low, high = model.conf_int()[1]
        half = line.critical[row] * line.slope_sd[row]
        assert line.slope[row] == pytest.approx(model.params[1], rel=1e-9)
        assert line.slope[row] - half == pytest.approx(low, rel=1e-8)
        assert line.slope[row] + half == pytest.approx(high, rel=1e-8)
        assert line.p_value[row] == pytest.approx(model.pvalues[1], rel=1e-8)


def test_a_calendar_month_without_points_is_not_in_use_and_effects_sum_to_nothing():
    time = time_in_years(36, np.array([35]))
    observed = np.ones((1, 36), dtype=bool)
    observed[0, 2::12] = observed[0, 11::12] = False
    columns, active = seasonal_columns(time, observed, first_calendar_month=0)
    assert np.flatnonzero(~active[0]).tolist() == [2, 10, 11]
    one_of_each = [month for month in range(12) if month not in (2, 11)]
    np.testing.assert_array_equal(columns[0, one_of_each][:, active[0]][:, :-2].sum(axis=0), 0)


def test_the_level_is_the_plain_mean_of_the_calendar_months():
    season = np.tile(np.arange(12.0) ** 2, 3)[None, :]
    season[0, [5, 29]] = np.nan
    noise = np.random.default_rng(5).normal(size=36) * 1e-6
    X, active = seasonal_columns(time_in_years(36, np.array([35])), ~np.isnan(season), 0)
    line = ordinary_line(Regression(season + noise, X, active, np.ones_like(season)))
    assert line.level[0] == pytest.approx(np.mean(np.arange(12.0) ** 2), abs=1e-4)


def test_a_seasonal_pattern_of_any_shape_leaves_the_slope_and_the_level_alone():
    rng = np.random.default_rng(8)
    noise = rng.normal(size=(1, 48))
    pattern = rng.normal(scale=20, size=12)
    season = np.tile(pattern - pattern.mean(), 4)[None, :]
    time = time_in_years(48, np.array([47]))
    lines = []
    for y in (noise, noise + season):
        X, active = seasonal_columns(time, ~np.isnan(y), first_calendar_month=0)
        lines.append(averaged_line(Regression(y, X, active, np.ones_like(y))))
    assert lines[1].slope[0] == pytest.approx(lines[0].slope[0], abs=1e-9)
    assert lines[1].level[0] == pytest.approx(lines[0].level[0], abs=1e-9)
    assert lines[1].p_value[0] == pytest.approx(lines[0].p_value[0], rel=1e-7)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 0.6))
def test_p_is_below_5_percent_exactly_when_the_interval_leaves_zero_out(seed, drift):
    rng = np.random.default_rng(seed)
    y = rng.normal(size=(20, 30)) + drift * np.arange(30)
    X, active = trend_columns(time_in_years(30, np.full(20, 29)))
    line = averaged_line(Regression(y, X, active, np.ones_like(y)))
    outside = np.abs(line.slope) > line.critical * line.slope_sd
    clear = np.abs(line.p_value - 0.05) > 1e-9
    np.testing.assert_array_equal((line.p_value < 0.05)[clear], outside[clear])


def test_previous_point_skips_the_missing():
    observed = np.array([[False, True, False, False, True, True]])
    assert previous_point(observed).tolist() == [[-1, -1, 1, 1, 1, 4]]
