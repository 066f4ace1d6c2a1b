"""What is held of the autocorrelation: one rule for short series, another from two years on."""

import numpy as np
import pytest

from riktning.trends.prior import PHI_HIGH, PHI_LOW, PHI_LOWEST, PRIORS, parts


def test_every_series_has_one_prior_and_the_longer_ones_the_wider():
    df = np.array([1, 3, 10, 11, 12, 47, 200])
    found = parts(df)
    assert [prior.fewest_df for prior, _ in found] == [1, 11]
    assert sorted(row for _, rows in found for row in rows.tolist()) == list(range(len(df)))
    assert [df[rows].min() for _, rows in found] == [1, 11]


def test_a_prior_that_no_series_needs_is_not_given():
    assert [prior.fewest_df for prior, _ in parts(np.array([20, 30]))] == [11]
    assert parts(np.array([], dtype=np.int64)) == []


def test_the_grid_of_long_series_ends_with_that_of_short_ones():
    short, long = PRIORS
    np.testing.assert_array_equal(long.phi[-len(short.phi) :], short.phi)
    assert long.phi.min() < PHI_LOW < short.phi.min()


@pytest.mark.parametrize(("prior", "low"), list(zip(PRIORS, (PHI_LOW, PHI_LOWEST), strict=True)))
def test_the_weights_integrate_over_the_whole_of_the_grid(prior, low):
    """Without its power and tilt a prior is flat, so its weights sum to the length of the grid."""
    tilt = 0.3 if prior is PRIORS[1] else 0.0
    flat = np.exp(prior.log_weight + tilt * prior.phi)
    assert flat.sum() == pytest.approx(2 * (PHI_HIGH - low), rel=1e-12)
    assert (flat * prior.phi).sum() == pytest.approx(PHI_HIGH**2 - low**2, rel=1e-12)


@pytest.mark.parametrize("prior", PRIORS)
def test_the_ends_weigh_less_the_longer_a_series_is(prior):
    df = np.array([prior.fewest_df, 40, 400])
    leaning = prior.log_prior(df)[:, -1] - prior.log_weight[-1]
    assert (np.diff(leaning) < 0).all()
    assert (leaning > 0).all()
