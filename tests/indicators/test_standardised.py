"""Standardised values against a published example's arithmetic, a plain loop and simulation."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from riktning import catalogue
from riktning.catalogue.model import Kind
from riktning.catalogue.standards import read_standard
from riktning.indicators.standardised import standardised

FILE = Path(catalogue.__file__).parent / "standards" / "european_2013.csv"
EUROPE = np.array(read_standard(FILE, FILE.name).weights)
SHAPE = (2, len(EUROPE))
counts = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 4000)), min_size=20, max_size=20)


def one(kind, events, people, weights, months=1.0, scale=1.0):
    found = standardised(
        kind, *(np.asarray(part, dtype=float).reshape(1, *SHAPE) for part in (events, people)),
        np.broadcast_to(weights, (1, *SHAPE)).astype(float), np.array([months]), scale,
    )  # fmt: skip
    return found.value[0], found.low[0], found.high[0]


def test_the_standard_population_is_the_european_of_a_hundred_thousand():
    assert EUROPE.sum() == 100_000


@given(counts)
def test_the_value_is_the_weighted_mean_of_the_strata(cells):
    events, people = zip(*cells, strict=True)
    value, low, high = one(Kind.RATE, events, people, EUROPE, scale=1000)
    weights = [*EUROPE, *EUROPE]
    wanted = sum(w * e / n for w, e, n in zip(weights, events, people, strict=True)) / sum(weights)
    assert value == pytest.approx(1000 * wanted)
    assert low <= value + 1e-9 and value <= high + 1e-9


@given(counts)
def test_the_interval_of_a_rate_is_dobsons(cells):
    events, people = (np.array(part, dtype=float) for part in zip(*cells, strict=True))
    _, low, high = one(Kind.RATE, events, people, EUROPE)
    share = np.tile(EUROPE, 2) / EUROPE.sum() / 2
    total = events.sum()
    value, spread = (share * events / people).sum(), (share**2 * events / people**2).sum()
    if total == 0:
        assert (low, high) == (
            0,
            pytest.approx(stats.chi2.ppf(0.975, 2) / 2 * (share / people).max()),
        )
        return
    exact = stats.chi2.ppf(0.025, 2 * total) / 2, stats.chi2.ppf(0.975, 2 * total + 2) / 2
    wanted = [value + np.sqrt(spread / total) * (limit - total) for limit in exact]
    assert (low, high) == pytest.approx(wanted)


@given(st.integers(1, 200), st.integers(1, 5000))
def test_a_population_like_the_standard_has_its_crude_rate_and_exact_interval(events, people):
    weights = np.tile(EUROPE, 2).reshape(SHAPE)
    crowd = weights * people
    found = one(Kind.RATE, crowd * 1e-6 * events, crowd, EUROPE)
    total = (crowd * 1e-6 * events).sum()
    exact = stats.chi2.ppf(0.025, 2 * total) / 2, stats.chi2.ppf(0.975, 2 * total + 2) / 2
    wanted = (total / crowd.sum(), exact[0] / crowd.sum(), exact[1] / crowd.sum())
    assert found == pytest.approx(wanted, rel=1e-6)


@pytest.mark.parametrize("kind", [Kind.RATE, Kind.PROPORTION])
@pytest.mark.parametrize("level", [0.02, 0.15])
def test_the_interval_covers_the_true_value_nineteen_times_in_twenty(kind, level):
    rng = np.random.default_rng(4780100317)
    people = rng.integers(100, 2000, SHAPE).astype(float)
    true = level * np.linspace(0.5, 2.5, people.size).reshape(SHAPE)
    shape = (4000, *SHAPE)
    draw = rng.poisson(true * people, shape) if kind is Kind.RATE else rng.binomial(
        people.astype(int), true, shape
    )  # fmt: skip
    found = standardised(
        kind, draw.astype(float), np.broadcast_to(people, shape),
        np.broadcast_to(EUROPE, shape), np.ones(4000), 1.0,
    )  # fmt: skip
    wanted = (EUROPE * true).sum() / EUROPE.sum() / 2
    covered = ((found.low <= wanted) & (wanted <= found.high)).mean()
    assert 0.94 <= covered <= 0.965


def test_a_small_stratum_without_anyone_is_left_out_and_a_large_one_leaves_no_value():
    people = np.full(SHAPE, 100.0)
    events = people / 10
    people[1, -1] = events[1, -1] = 0
    assert one(Kind.PROPORTION, events, people, EUROPE)[0] == pytest.approx(0.1)
    people[:, 4] = 0
    assert np.isnan(one(Kind.PROPORTION, events, people, EUROPE)).all()


def test_a_standardised_proportion_of_one_stratum_has_wilsons_interval():
    women = np.where(np.arange(20).reshape(SHAPE) == 3, 1.0, 0.0)
    events, people = np.full(20, 7.0), np.full(20, 90.0)
    _, low, high = one(Kind.PROPORTION, events, people, women)
    assert (low, high) == pytest.approx(proportion_confint(7, 90, method="wilson"))


def test_what_is_not_of_the_cell_does_not_count():
    people = np.full(SHAPE, 100.0)
    events = np.zeros(SHAPE)
    events[0] = 5
    women = np.where(np.arange(2)[:, None] == 0, EUROPE, 0.0)
    assert one(Kind.RATE, events, people, women)[0] == pytest.approx(0.05)


def test_a_year_of_month_ends_is_no_surer_than_one():
    events, people = np.arange(20.0), np.arange(20.0) * 9 + 50
    for kind in (Kind.RATE, Kind.PROPORTION):
        month = one(kind, events, people, EUROPE)
        year = one(kind, events * 12, people * 12, EUROPE, months=12.0)
        assert year == pytest.approx(month)
