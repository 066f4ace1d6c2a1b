"""Intervals against closed forms and an established package; edges without surprises."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from riktning.catalogue.model import Kind
from riktning.indicators.values import Sums, byar, exact_poisson, student, values_of, wilson


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilson_equals_statsmodels(successes, more):
    trials = successes + more
    low, high = wilson(np.array([float(successes)]), np.array([float(trials)]))
    wanted = proportion_confint(successes, trials, method="wilson")
    assert (low[0], high[0]) == pytest.approx(wanted, abs=1e-9)


@given(st.integers(0, 2000))
def test_exact_poisson_limits_leave_two_and_a_half_percent_on_each_side(count):
    low, high = exact_poisson(np.array([float(count)]))
    assert stats.poisson.cdf(count, high[0]) == pytest.approx(0.025, rel=1e-6)
    if count:
        assert stats.poisson.sf(count - 1, low[0]) == pytest.approx(0.025, rel=1e-6)
    else:
        assert low[0] == 0


@given(st.integers(10, 2000))
def test_byar_is_near_the_exact_limits(count):
    exact, near = exact_poisson(np.array([float(count)])), byar(np.array([float(count)]))
    assert near[0][0] == pytest.approx(exact[0][0], rel=0.01)
    assert near[1][0] == pytest.approx(exact[1][0], rel=0.01)


@given(st.lists(st.integers(1, 60), min_size=2, max_size=40))
def test_a_mean_from_sums_has_the_interval_that_its_rows_have(days):
    x = np.array(days, dtype=float)
    low, high = student(np.array([x.sum()]), np.array([len(x)]), np.array([(x**2).sum()]))
    half = stats.t.ppf(0.975, len(x) - 1) * x.std(ddof=1) / np.sqrt(len(x))
    assert low[0] == pytest.approx(x.mean() - half, abs=1e-6)
    assert high[0] == pytest.approx(x.mean() + half, abs=1e-6)


@pytest.mark.parametrize("kind", [Kind.PROPORTION, Kind.RATE, Kind.MEAN, Kind.RATIO, Kind.INDEX])
def test_without_a_denominator_there_is_no_value(kind):
    zero = np.zeros(1)
    found = values_of(kind, Sums(zero, zero, zero), 100.0)
    assert np.isnan(found.value[0]) and np.isnan(found.low[0]) and np.isnan(found.high[0])


def test_a_mean_of_one_has_a_value_and_no_interval():
    one = np.ones(1)
    found = values_of(Kind.MEAN, Sums(one * 4, one, one * 16), 1.0)
    assert found.value[0] == 4 and np.isnan(found.low[0]) and np.isnan(found.high[0])


def test_a_year_of_month_ends_shows_the_mean_month_and_is_no_surer_than_one():
    month = values_of(Kind.PROPORTION, Sums(np.array([10.0]), np.array([100.0]), None), 100.0)
    year = values_of(
        Kind.PROPORTION, Sums(np.array([120.0]), np.array([1200.0]), None, np.array([12.0])), 100.0
    )
    assert year.value[0] == month.value[0] == 10.0
    assert (year.low[0], year.high[0]) == pytest.approx((month.low[0], month.high[0]))
    count = values_of(Kind.COUNT, Sums(np.array([120.0]), None, None, np.array([12.0])), 1.0)
    assert count.value[0] == 10.0
