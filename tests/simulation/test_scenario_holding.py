"""Whether a target is met for good, counting what is not known and chance."""

import numpy as np
import pytest
from scipy import stats

from riktning.simulation.scenarios.holding import held_in, held_probability
from riktning.simulation.scenarios.spread import spread_of

RNG = np.random.default_rng(3)


def crossed(draws, luck, level):
    """(draws, replicates, years): a draw's own, and luck that is the same in every draw."""
    return np.asarray(level) + np.asarray(draws)[:, None, None] + np.asarray(luck)[None]


def test_one_lucky_year_among_years_that_miss_is_not_reached():
    luck = RNG.normal(0, 0.7, (4, 3))
    luck -= luck.mean(axis=0)
    values = crossed(RNG.normal(0, 0.01, 10), luck, [7.42, 6.07, 8.37])
    assert (values.mean(axis=1)[:, 1] <= 6.5).all()  # in every draw: the same luck in all
    held = held_probability(values, 6.5, higher=False)
    assert held.max() < 0.05


def test_chance_counts_as_the_interval_has_it():
    """The last year alone: Student's t about the mean, of the replicates' own error."""
    values = crossed([0.0], RNG.normal(6.3, 1.0, (4, 1)), [0.0])
    spread = spread_of(values[:, :, 0])
    wanted = stats.t.cdf((6.5 - spread.mean) / spread.error, 3)
    assert held_probability(values, 6.5, higher=False) == pytest.approx([wanted], abs=0.03)
    whole = held_probability(values, 6.5, higher=True)
    assert whole == pytest.approx([1 - wanted], abs=0.03)


def test_what_is_not_known_counts_where_chance_is_nil():
    values = crossed(np.arange(10.0), np.zeros((3, 2)), [0.0, 1.0])
    assert held_probability(values, 4.5, higher=True) == pytest.approx([0.5, 0.6])


def test_what_is_held_from_a_year_is_held_from_later_ones():
    values = RNG.normal(0, 1, (6, 4, 8))
    held = held_probability(values, 0.0, higher=True)
    assert (np.diff(held) >= 0).all()
    met = RNG.random((50, 6)) < 0.7
    assert held_in(met) == pytest.approx([met[:, at:].all(axis=1).mean() for at in range(6)])


def test_years_before_one_without_events_cannot_be_told_and_later_ones_can():
    values = crossed(np.arange(10.0), np.zeros((3, 3)), [0.0, 0.0, 0.0])
    values[2, 1, 1] = np.nan
    held = held_probability(values, 4.5, higher=True)
    assert np.isnan(held[:2]).all() and held[2] == pytest.approx(0.5)


def test_with_one_replicate_chance_cannot_be_told():
    assert held_probability(np.zeros((5, 1, 3)), 1.0, higher=False) is None
