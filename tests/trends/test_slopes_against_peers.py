"""Slopes and crossings agree with R's lm and nlme::gls, and with Fieller's theorem there."""

import math

import numpy as np
import pytest

from riktning.core.periods import Month
from riktning.trends.ar1 import Regression, fit
from riktning.trends.design import time_in_years, trend_columns
from riktning.trends.pace import Projection, crossing
from trends.peers import answers, needs_peers, ordinary_line, row

pytestmark = needs_peers
PACE = {item["id"]: item for item in answers("pace")}
AGREE = {"rel": 1e-9, "abs": 1e-12}


def _regression(item):
    """Time counted from 0 one month before the first point, as the peers count."""
    y = row(item["input"]["y"])
    X, active = trend_columns(time_in_years(y.shape[1], np.array([-1])))
    return Regression(y, X, active, np.ones_like(y))


@pytest.mark.parametrize("name", PACE)
def test_least_squares_slope_interval_and_p_are_those_of_lm(name):
    item = PACE[name]
    line, theirs = ordinary_line(_regression(item)), item["ols"]["coef"]["t"]
    half = line.critical[0] * line.slope_sd[0]
    assert line.slope[0] / 12 == pytest.approx(theirs["est"], **AGREE)
    assert line.slope_sd[0] / 12 == pytest.approx(theirs["se"], **AGREE)
    assert (line.slope[0] - half) / 12 == pytest.approx(theirs["lo"], **AGREE)
    assert (line.slope[0] + half) / 12 == pytest.approx(theirs["hi"], **AGREE)
    assert line.p_value[0] == pytest.approx(theirs["p"], rel=1e-9)


@pytest.mark.parametrize("name", PACE)
def test_gls_at_a_given_autocorrelation_is_that_of_nlme(name):
    item = PACE[name]
    regression, theirs = _regression(item), item["gls_ar1"]["coef"]["t"]
    fits = fit(regression, np.array([item["gls_ar1"]["rho"]]))
    variance = fits.rss[0, 0] / regression.residual_df[0] * fits.inverse[0, 0, 1, 1]
    assert fits.level_slope[0, 0, 1] / 12 == pytest.approx(theirs["est"], **AGREE)
    assert math.sqrt(variance) / 12 == pytest.approx(theirs["se"], **AGREE)


@pytest.mark.parametrize("name", PACE)
def test_the_restricted_likelihood_peaks_where_nlme_finds_it(name):
    item = PACE[name]
    rho = item["gls_ar1"]["rho"]
    around = np.array([rho - 1e-3, rho, rho + 1e-3])
    left, middle, right = fit(_regression(item), around).log_likelihood[0]
    assert middle > left
    assert middle > right


@pytest.mark.parametrize("method", ["ols", "gls_ar1"])
@pytest.mark.parametrize("name", PACE)
def test_the_fieller_set_of_the_crossing_is_the_peers(name, method):
    item = PACE[name]
    theirs = item[method]["fieller_crossing"]
    regression = _regression(item)
    phi = np.array([item["gls_ar1"]["rho"] if method == "gls_ar1" else 0.0])
    fits = fit(regression, phi)
    level, slope = fits.level_slope[0, 0]
    covariance = fits.inverse[0, 0] * fits.rss[0, 0] / regression.residual_df[0]
    line = Projection(
        last=Month(2020, 1),
        start_level=level,
        level=level,
        slope=slope,
        level_variance=covariance[0, 0],
        slope_variance=covariance[1, 1],
        covariance=covariance[0, 1],
        critical=float(ordinary_line(regression).critical[0]),
        moves=True,
    )
    ours = crossing(line, item["input"]["target"])
    assert ours.bounded is theirs["bounded"]
    assert ours.at * 12 == pytest.approx(theirs["t_star"], rel=1e-9)
    if theirs["bounded"]:
        assert ours.low * 12 == pytest.approx(theirs["lo"], rel=1e-9)
        assert ours.high * 12 == pytest.approx(theirs["hi"], rel=1e-9)
