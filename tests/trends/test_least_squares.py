"""Least squares is told of short series only, agrees with plain regression, and decides nothing."""

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm

from riktning.catalogue.model import Kind, Polarity, Words
from riktning.core.periods import Month
from riktning.trends.direction import Block, trends
from riktning.trends.finding import Aim, findings
from riktning.trends.least_squares import plain_slope
from riktning.trends.own.telling import Naming
from riktning.trends.words import statistics_sentence

NAMED = Naming(Words("Andel", "Share"), Words("procent", "per cent"), 1, Polarity.HIGHER, Kind.MEAN)


@pytest.mark.parametrize(("cycle", "points"), [(1, 6), (3, 9), (4, 11)])
def test_slope_and_p_value_are_those_of_statsmodels(cycle, points):
    rng = np.random.default_rng(points)
    values = 30 + rng.normal(size=points) + np.arange(points) / cycle
    values[3] = np.nan
    seen = np.flatnonzero(~np.isnan(values))
    levels = np.eye(cycle)[(seen + 2) % cycle]
    theirs = sm.OLS(values[seen], np.column_stack([levels, seen / cycle])).fit()
    found = plain_slope(values, 2, cycle)
    assert found == pytest.approx((theirs.params[-1], theirs.pvalues[-1]), rel=1e-9)


@pytest.mark.parametrize("values", [[1.0, 2.0], [5.0, 5.0, 5.0, 5.0], [np.nan] * 4])
def test_nothing_is_told_where_nothing_is_left_to_tell_it_by(values):
    assert plain_slope(np.array(values), 0, 1) is None


def found_in(years):
    values = 10 + np.random.default_rng(4).normal(0, 0.5, (1, years)) + 0.4 * np.arange(years)
    no = np.zeros(values.shape, dtype=bool)
    block = Block(Month(2005, 1), values, np.ones_like(values), no, no, cycle=1)
    [finding] = findings(block, trends(block), [Aim(Polarity.HIGHER)], 0.05)
    return finding


def test_it_is_said_aloud_below_twelve_points_and_changes_no_verdict():
    short, long = found_in(8), found_in(12)
    assert short.plain_p is not None and short.plain_p < short.p_value
    assert (long.plain_slope, long.plain_p) == (None, None)
    assert "minsta kvadratmetoden" in statistics_sentence(short, NAMED)
    assert "and decides nothing" in statistics_sentence(short, NAMED, "en")
    assert "minsta kvadratmetoden" not in statistics_sentence(long, NAMED)
    other = replace(short, plain_slope=-short.plain_slope, plain_p=1.0)
    assert (other.state, other.q_value) == (short.state, short.q_value)
