"""Level and slope change agree with R's lm and nlme::gls on the peers' interrupted series."""

import math

import numpy as np
import pytest

from riktning.trends.ar1 import Regression, fit
from riktning.trends.effect.segmented import effect_columns
from riktning.trends.slope import averaged_combinations
from trends.peers import answers, needs_peers, row

pytestmark = needs_peers
ITS = {item["id"]: item for item in answers("its")}
AGREE = {"rel": 1e-9, "abs": 1e-12}


def _regression(item):
    """The peers' design: no season, time counted in months from 1."""
    y = row(item["input"]["y"])
    months, before = y.shape[1], item["input"]["start_index_1based"] - 1
    line = np.stack([np.ones(months), np.arange(1.0, months + 1)], axis=1)
    X = np.concatenate([line, effect_columns(months, before) * [1, 12]], axis=1)[None]
    return Regression(y, X, np.ones((1, 4), dtype=bool), np.ones_like(y))


@pytest.mark.parametrize("name", ITS)
@pytest.mark.parametrize("method", ["ols", "gls_ar1_reml"])
def test_level_and_slope_change_are_the_peers(name, method):
    item = ITS[name]
    theirs, regression = item[method]["coef"], _regression(item)
    fits = fit(regression, np.array([item[method].get("rho", 0.0)]))
    covariance = fits.inverse[0, 0] * fits.rss[0, 0] / regression.residual_df[0]
    for place, column in enumerate(("level", "trend")):
        assert fits.level_slope[0, 0, place] == pytest.approx(theirs[column]["est"], **AGREE)
        assert math.sqrt(covariance[place, place]) == pytest.approx(theirs[column]["se"], **AGREE)


@pytest.mark.parametrize("name", ITS)
def test_the_effect_in_the_last_month_is_the_peers(name):
    item = ITS[name]
    theirs, regression = item["ols"]["effect_last_ols"], _regression(item)
    fits = fit(regression, np.zeros(1))
    after = regression.y.shape[1] - item["input"]["start_index_1based"]
    c = np.array([1.0, float(after)])
    covariance = fits.inverse[0, 0] * fits.rss[0, 0] / regression.residual_df[0]
    assert c @ fits.level_slope[0, 0] == pytest.approx(theirs["effect_at_last"], **AGREE)
    assert math.sqrt(c @ covariance @ c) == pytest.approx(theirs["se"], **AGREE)


@pytest.mark.parametrize("name", ITS)
def test_the_restricted_likelihood_peaks_where_nlme_finds_it(name):
    rho = ITS[name]["gls_ar1_reml"]["rho"]
    around = fit(_regression(ITS[name]), np.array([rho - 1e-3, rho, rho + 1e-3]))
    left, middle, right = around.log_likelihood[0]
    assert middle > left
    assert middle > right


@pytest.mark.parametrize("name", ITS)
def test_averaged_over_the_autocorrelation_it_lies_near_and_is_a_little_less_certain(name):
    item = ITS[name]
    level, slope = averaged_combinations(_regression(item), [(1.0, 0.0), (0.0, 1.0)])
    theirs = item["gls_ar1_reml"]["coef"]
    for ours, column in ((level, "level"), (slope, "trend")):
        peer = theirs[column]
        assert ours.estimate[0] == pytest.approx(peer["est"], rel=0.05)
        assert (peer["hi"] - peer["lo"]) / 2 < ours.half[0] < 1.4 * (peer["hi"] - peer["lo"]) / 2
        assert abs(ours.estimate[0] - item["truth"][column]) < ours.half[0]
