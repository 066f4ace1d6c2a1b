"""What is not known and what is chance are told apart, against variances known beforehand."""

import numpy as np
import pytest
from scipy import stats

from riktning.simulation.scenarios.distributions import Form, Uncertain
from riktning.simulation.scenarios.spread import LEVELS, spread_of


def crossed(rng, draws, replicates, parameter, luck, rest, mean=10.0):
    of_draws = rng.normal(0, parameter, (draws, 1))
    of_luck = rng.normal(0, luck, (1, replicates))
    return mean + of_draws + of_luck + rng.normal(0, rest, (draws, replicates))


def test_an_example_computed_by_hand():
    """Draws differ by 6 and replicates by 2, and nothing is left over."""
    found = spread_of(np.array([[1.0, 3.0], [7.0, 9.0]]))
    assert found.mean == 5.0
    assert found.parameter_sd == pytest.approx(np.sqrt(18))
    assert found.chance_sd == pytest.approx(np.sqrt(2))
    assert found.error == pytest.approx(1.0)
    assert found.parameter_share == pytest.approx(0.9)


def test_the_two_variances_are_estimated_without_bias():
    rng = np.random.default_rng(5)
    found = [spread_of(crossed(rng, 30, 5, 2.0, 1.0, 1.5)) for _ in range(600)]
    assert np.mean([each.parameter_sd**2 for each in found]) == pytest.approx(4.0, rel=0.06)
    assert np.mean([each.chance_sd**2 for each in found]) == pytest.approx(1 + 2.25, rel=0.06)


def test_the_interval_is_that_of_what_is_not_known_however_great_chance_is():
    """Means of draws alone would give 1.96·√(4 + 16/8): a quarter too wide."""
    rng = np.random.default_rng(6)
    found = [spread_of(crossed(rng, 400, 8, 2.0, 0.0, 4.0)) for _ in range(40)]
    wide = np.mean([each.high - each.low for each in found])
    assert wide == pytest.approx(2 * 1.96 * 2.0, rel=0.06)


def test_the_interval_of_a_mean_without_uncertain_figures_holds_the_truth_as_often_as_it_says():
    """No figure is uncertain: the interval is chance's alone, and 95 % of such hold the mean."""
    rng = np.random.default_rng(7)
    found = [spread_of(crossed(rng, 20, 6, 0.0, 1.0, 0.0)) for _ in range(800)]
    held = np.mean([each.low <= 10.0 <= each.high for each in found])
    assert 0.93 < held < 0.97
    half = np.mean([each.quantiles[2] <= 10.0 <= each.quantiles[4] for each in found])
    assert 0.45 < half < 0.55


def test_quantiles_never_cross():
    rng = np.random.default_rng(8)
    for _ in range(50):
        found = spread_of(crossed(rng, 9, 3, rng.random(), rng.random(), rng.random()))
        assert list(found.quantiles) == sorted(found.quantiles)
        assert len(found.quantiles) == len(LEVELS)


def test_one_replicate_tells_nothing_apart_and_one_draw_no_interval():
    alone = spread_of(np.array([[1.0], [2.0], [4.0]]))
    assert (alone.parameter_sd, alone.chance_sd, alone.error) == (None, None, None)
    assert alone.low < 2.0 < alone.high and alone.median == pytest.approx(2.0)
    single = spread_of(np.array([[1.0, 3.0]]))
    assert single.quantiles is None and single.chance_sd == pytest.approx(np.sqrt(2))
    assert single.median == 2.0


def test_what_could_not_be_counted_is_left_out():
    assert spread_of(np.full((3, 2), np.nan)) is None
    values = np.array([[1.0, 3.0], [np.nan, 2.0], [7.0, 9.0]])
    assert spread_of(values).draws == 2


WITNESSES = [
    (Uncertain(Form.UNIFORM, (0.1, 0.4), "s"), stats.uniform(0.1, 0.3)),
    (Uncertain(Form.TRIANGULAR, (0.1, 0.2, 0.5), "s"), stats.triang(0.25, 0.1, 0.4)),
    (Uncertain(Form.BETA, (0.2, 0.05), "s"), stats.beta(12.6, 50.4)),
    (Uncertain(Form.LOGNORMAL, (0.9, 1.2), "s"),
     stats.lognorm(np.log(1.2 / 0.9) / (2 * stats.norm.ppf(0.975)), scale=np.sqrt(0.9 * 1.2))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "witness"), WITNESSES, ids=lambda each: getattr(each, "form", "")
)
def test_a_distribution_has_the_quantiles_that_scipy_gives(figure, witness):
    for part in (0.001, 0.025, 0.3, 0.5, 0.9, 0.999):
        assert figure.at(part) == pytest.approx(witness.ppf(part), rel=1e-9)
