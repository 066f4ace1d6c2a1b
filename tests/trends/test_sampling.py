"""How much a month's value weighs, from what it was counted on."""

import numpy as np
import pytest

from riktning.catalogue.model import Kind
from riktning.trends.sampling import relative_variance

NONE = np.full((1, 48), np.nan)


def _one(kind, numerator, size, squares=NONE):
    return relative_variance(kind, numerator, size, squares)[0]


@pytest.mark.parametrize("kind", [Kind.MEDIAN, Kind.RATIO])
def test_kinds_whose_denominator_is_no_size_weigh_all_months_alike(kind):
    size = np.arange(1.0, 49.0)[None, :]
    np.testing.assert_array_equal(_one(kind, size, size), 1.0)


def test_pure_chance_makes_variance_inverse_to_size():
    rng = np.random.default_rng(2)
    size = np.tile([100.0, 400.0], 24)[None, :]
    ratios = [
        np.divide(*_one(Kind.PROPORTION, rng.binomial(size.astype(int), 0.4) * 1.0, size)[:2])
        for _ in range(60)
    ]
    assert 3 < np.median(ratios) <= 4.0 + 1e-9


def test_variation_beyond_chance_makes_months_more_alike():
    rng = np.random.default_rng(2)
    size = np.tile([100.0, 400.0], 24)[None, :]
    events = rng.binomial(size.astype(int), np.clip(rng.normal(0.4, 0.1, (1, 48)), 0, 1)) * 1.0
    ratio = np.divide(*_one(Kind.PROPORTION, events, size)[:2])
    assert 1.0 < ratio < 1.7


def test_a_mean_uses_its_own_spread():
    rng = np.random.default_rng(4)
    size = np.tile([50.0, 200.0], 24)[None, :]
    drawn = [rng.gamma(3, 2, int(count)) for count in size[0]]
    total = np.array([[x.sum() for x in drawn]])
    squares = np.array([[(x**2).sum() for x in drawn]])
    ratio = np.divide(*_one(Kind.MEAN, total, size, squares)[:2])
    assert 2 < ratio <= 4 + 1e-9


def test_relative_variance_is_positive_finite_and_1_on_average_whatever_comes():
    rng = np.random.default_rng(5)
    size = rng.integers(0, 5, (30, 48)).astype(float)
    size[rng.random(size.shape) < 0.2] = np.nan
    events = np.minimum(rng.integers(0, 5, size.shape), np.nan_to_num(size)).astype(float)
    for kind in Kind:
        variance = relative_variance(kind, events, size, events)
        assert np.isfinite(variance).all()
        assert (variance > 0).all()
