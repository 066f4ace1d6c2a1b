"""Funnels: exact limits by enumeration, dispersion as the peers', outliers named as drawn."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import brentq

from riktning.core.errors import SeriesError
from riktning.trends.funnels.dispersion import (
    additive_dispersion,
    spread_statistic,
    winsorised,
)
from riktning.trends.funnels.exact import Chance, beyond, exact_limits
from riktning.trends.funnels.funnel import ALARM, WARNING, Basis, curves, funnel
from trends.peers import answers, needs_peers

# FunnelPlotR 0.6.0 writes the normal quantiles with six decimals.
PEERS_Z = {"95": 1.959964, "998": 3.090232}


def units(count=60, spread=0.0, seed=1, p=0.2):
    rng = np.random.default_rng(seed)
    size = rng.integers(60, 2000, count).astype(float)
    own = np.clip(rng.normal(p, spread, count), 0.01, 0.99)
    return rng.binomial(size.astype(int), own).astype(float), size


def _tails(chance, centre, size):
    """Every possible count and its two tail probabilities, by adding up the terms."""
    top = int(size) if chance is Chance.BINOMIAL else int(centre * size + 20 * math.sqrt(size) + 60)
    if chance is Chance.BINOMIAL:
        terms = [math.comb(top, k) * centre**k * (1 - centre) ** (top - k) for k in range(top + 1)]
    else:
        mean = centre * size
        terms = [math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(top + 1)]
    return [(k, math.fsum(terms[: k + 1]), math.fsum(terms[k:])) for k in range(top + 1)]


@pytest.mark.parametrize("tail", [WARNING, ALARM])
@pytest.mark.parametrize("chance", Chance)
@pytest.mark.parametrize(("centre", "size"), [(0.1, 40.0), (0.03, 120.0), (0.5, 25.0), (0.9, 30.0)])
def test_a_unit_is_outside_exactly_when_its_tail_is_smaller_than_the_limits(
    chance, centre, size, tail
):
    low, high = (each[0] * size for each in exact_limits(chance, centre, np.array([size]), tail))
    for count, up_to, from_it in _tails(chance, centre, size):
        assert (count < low - 1e-9) == (up_to < tail - 1e-12), count
        assert (count > high + 1e-9) == (from_it < tail - 1e-12), count
        below, above = beyond(chance, centre, np.array([float(count)]), np.array([size]), tail)
        assert (bool(below[0]), bool(above[0])) == (up_to < tail, from_it < tail)


def test_the_published_upper_limit_is_crossed_more_often_than_its_tail_says_and_ours_is_not():
    size, centre = np.array([50.0]), 0.05
    few = stats.binom(50, centre)
    published = few.ppf(0.975)
    published -= (few.cdf(published) - 0.975) / few.pmf(published)
    ours = exact_limits(Chance.BINOMIAL, centre, size, 0.025)[1][0] * 50
    assert few.sf(math.floor(published)) > 0.03
    assert few.sf(math.floor(ours)) <= 0.025


@pytest.mark.parametrize("centre", [0.0, 1.0])
def test_a_centre_at_the_end_of_the_scale_has_no_limits_and_nobody_outside(centre):
    size = np.full(10, 50.0)
    made = funnel(Chance.BINOMIAL, centre * size, size)
    assert not made.outside.any()
    assert np.isnan(curves(made, size).high).all()


def test_of_units_that_differ_by_chance_alone_few_are_outside():
    outside = [funnel(Chance.BINOMIAL, *units(seed=seed)).outside for seed in range(200)]
    share = np.mean([np.abs(each) == 2 for each in outside])
    assert 0.0005 < share < 0.004
    assert np.mean([np.abs(each) >= 1 for each in outside]) == pytest.approx(0.05, abs=0.015)
    wide = [funnel(Chance.BINOMIAL, *units(seed=seed)).basis for seed in range(200)]
    assert np.mean([each is Basis.OVERDISPERSED for each in wide]) < 0.06


def test_units_that_differ_more_are_judged_against_the_spread_between_them():
    made = funnel(Chance.BINOMIAL, *units(spread=0.05))
    plain = funnel(Chance.BINOMIAL, *units(spread=0.05), adjusted=False)
    assert made.basis is Basis.OVERDISPERSED
    assert plain.basis is Basis.EXACT
    assert (np.abs(plain.outside) == 2).sum() > 10
    assert (np.abs(made.outside) == 2).sum() <= 1


def test_the_interval_of_the_spread_covers_it():
    true, covered = 0.06, 0
    rng = np.random.default_rng(3)
    sd = 0.5 / np.sqrt(rng.integers(60, 2000, 40))
    for _ in range(400):
        away = rng.normal(0, true, 40) + rng.normal(0, sd)
        away -= np.average(away, weights=1 / sd**2)  # a centre of all units together
        found = additive_dispersion(away / sd, sd)
        covered += found.low <= true**2 <= found.high
    assert covered / 400 == pytest.approx(0.95, abs=0.03)


def test_winsorising_keeps_an_odd_unit_from_hiding_itself():
    numerator, size = units(40)
    numerator[:2] = 0.6 * size[:2]
    found = funnel(Chance.BINOMIAL, numerator, size, winsorise=0.1)
    plain = funnel(Chance.BINOMIAL, numerator, size)
    assert found.dispersion.tau2 < plain.dispersion.tau2
    assert (found.outside[:2] == 2).all()


def test_a_large_odd_unit_that_draws_the_centre_does_not_make_all_the_others_odd():
    size = np.array([900, 1400, 2500, 4200, 6100, 300, 700, 1100, 1800, 2900, 3500, 5100.0])
    numerator = np.rint(0.24 * size)
    numerator[4] = 2440
    found = funnel(Chance.BINOMIAL, numerator, size, winsorise=0.1)
    assert found.basis is Basis.OVERDISPERSED
    assert np.flatnonzero(np.abs(found.outside) == 2).tolist() == [4]
    assert (np.abs(funnel(Chance.BINOMIAL, numerator, size, adjusted=False).outside) == 2).sum() > 5


def test_winsorised_values_are_moved_to_the_quantiles_and_the_others_stay():
    values = np.arange(11.0)
    np.testing.assert_allclose(winsorised(values, 0.1), np.clip(values, 1, 9))
    assert winsorised(values, 0.0) is values


@pytest.mark.parametrize("chance", Chance)
@pytest.mark.parametrize("spread", [0.0, 0.05])
def test_a_unit_lies_outside_the_drawn_limits_exactly_when_it_is_named(chance, spread):
    numerator, size = units(spread=spread)
    made = funnel(chance, numerator, size)
    drawn = curves(made, size)
    ratio = made.ratio
    np.testing.assert_array_equal(ratio > drawn.highest, made.outside == 2)
    np.testing.assert_array_equal(ratio < drawn.lowest, made.outside == -2)
    np.testing.assert_array_equal(ratio > drawn.high, made.outside >= 1)
    np.testing.assert_array_equal(ratio < drawn.low, made.outside <= -1)


def test_a_unit_without_a_denominator_has_no_place_and_moves_nothing():
    numerator, size = units(20)
    more = funnel(Chance.BINOMIAL, np.append(numerator, [0, np.nan]), np.append(size, [0, 9]))
    alone = funnel(Chance.BINOMIAL, numerator, size)
    assert np.isnan(more.ratio[20:]).all()
    assert not more.outside[20:].any()
    np.testing.assert_array_equal(more.z[:20], alone.z)
    assert more.tried == 20
    assert more.expected == pytest.approx(0.04)


def test_few_units_are_never_widened_and_one_or_none_is_no_error():
    assert funnel(Chance.BINOMIAL, *units(4, spread=0.1)).basis is Basis.EXACT
    for count in (0, 1):
        made = funnel(Chance.POISSON, *units(count))
        assert made.tried == count
        assert not made.outside.any()


def test_a_target_is_the_centre():
    assert funnel(Chance.BINOMIAL, *units(), target=0.5).centre == 0.5


@pytest.mark.parametrize(
    ("numerator", "denominator", "options", "words"),
    [
        ([-1.0], [5.0], {}, "unit 1 has a negative numerator"),
        ([1.0], [-5.0], {}, "unit 1 has a negative denominator"),
        ([1.0, 6.0], [5.0, 5.0], {}, "unit 2 has a numerator above its denominator"),
        ([1.0], [5.0, 6.0], {}, "differ in number"),
        ([1.0], [5.0], {"winsorise": 0.5}, "cannot be moved in"),
    ],
)
def test_counts_that_cannot_be_are_refused_in_a_sentence(numerator, denominator, options, words):
    with pytest.raises(SeriesError, match=words):
        funnel(Chance.BINOMIAL, np.array(numerator), np.array(denominator), **options)


COUNTS = st.lists(
    st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=2,
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(COUNTS)
def test_failures_mirror_successes_and_the_order_of_units_changes_nothing(counts):
    numerator, size = (np.array(each, dtype=float) for each in zip(*counts, strict=True))
    made = funnel(Chance.BINOMIAL, numerator, size)
    mirrored = funnel(Chance.BINOMIAL, size - numerator, size)
    turned = funnel(Chance.BINOMIAL, numerator[::-1], size[::-1])
    assert made.dispersion.tau2 == pytest.approx(mirrored.dispersion.tau2, rel=1e-6, abs=1e-12)
    assert made.dispersion.tau2 == pytest.approx(turned.dispersion.tau2, rel=1e-6, abs=1e-12)
    np.testing.assert_allclose(made.z, -mirrored.z, rtol=1e-6, atol=1e-6)
    np.testing.assert_array_equal(made.outside, turned.outside[::-1])
    assert not np.isnan(made.z).any()
    assert made.dispersion.low <= made.dispersion.high


def test_a_rate_by_another_unit_of_its_denominator_has_the_same_units_outside():
    numerator, size = units(spread=0.05)
    plain = funnel(Chance.POISSON, numerator, size)
    thousand = funnel(Chance.POISSON, numerator, size / 1000)
    np.testing.assert_array_equal(plain.outside, thousand.outside)
    np.testing.assert_allclose(plain.z, thousand.z)
    np.testing.assert_allclose(1000 * plain.ratio, thousand.ratio)


def _peer(item):
    counts = (np.array(item["input"][name], dtype=float) for name in ("numerator", "denominator"))
    return (*counts, [a for a in item["FunnelPlotR"] if a["config"]["data_type"] == "PR"])


@needs_peers
@pytest.mark.parametrize("item", answers("funnel"), ids=lambda item: item["id"])
def test_spread_z_and_widened_limits_are_those_of_funnelplotr(item):
    numerator, size, peers = _peer(item)
    assert peers
    for answer in peers:
        if answer["config"]["mode"] != "adjusted":
            continue
        found = funnel(Chance.BINOMIAL, numerator, size, winsorise=answer["config"]["trim_by"])
        theirs, scale = answer["units"], answer["config"]["multiplier"]
        assert found.dispersion.phi == pytest.approx(answer["phi"], rel=1e-9)
        assert found.dispersion.tau2 == pytest.approx(answer["tau2"], rel=1e-9, abs=1e-12)
        np.testing.assert_allclose(found.ratio, theirs["ratio"], rtol=1e-9)
        sd = 0.5 / np.sqrt(size)
        chance_z = found.z * np.sqrt(sd**2 + found.dispersion.tau2) / sd
        np.testing.assert_allclose(chance_z, theirs["z"], rtol=1e-9, atol=1e-9)
        if not answer["draw_adjusted_used"]:
            assert found.basis is Basis.EXACT
            continue
        assert found.basis is Basis.OVERDISPERSED
        middle = np.arcsin(np.sqrt(found.centre))
        for name, z in PEERS_Z.items():
            half = z * np.sqrt(sd**2 + found.dispersion.tau2)
            np.testing.assert_allclose(
                np.sin(middle - half) ** 2, np.array(theirs[f"OD{name}LCL"]) / scale, rtol=1e-9
            )
            np.testing.assert_allclose(
                np.sin(middle + half) ** 2, np.array(theirs[f"OD{name}UCL"]) / scale, rtol=1e-9
            )
        drawn = curves(found, size)
        np.testing.assert_allclose(scale * drawn.low, theirs["OD95LCL"], rtol=1e-6)
        np.testing.assert_allclose(scale * drawn.highest, theirs["OD998UCL"], rtol=1e-6)
        if answer["config"]["limit"] == 95:
            np.testing.assert_array_equal(found.outside != 0, np.array(theirs["outlier"]) == 1)


@needs_peers
@pytest.mark.parametrize("item", answers("funnel"), ids=lambda item: item["id"])
def test_the_squares_about_their_own_mean_give_metafors_spreads(item):
    """DerSimonian-Laird exactly; Paule-Mandel to what metafor's own search for it stops at."""
    numerator, size, _ = _peer(item)
    sd = 0.5 / np.sqrt(size)
    away = np.arcsin(np.sqrt(numerator / size))
    free, weight = len(size) - 1, 4 * size
    moments = weight.sum() - (weight**2).sum() / weight.sum()
    laird = max((spread_statistic(away, sd, 0.0, own=True) - free) / moments, 0.0)
    assert laird == pytest.approx(item["metafor"]["DL_tau2"], rel=1e-9, abs=1e-12)
    if laird:
        mandel = brentq(
            lambda tau2: spread_statistic(away, sd, tau2, own=True) - free, 0, 1, xtol=1e-14
        )
        assert mandel == pytest.approx(item["metafor"]["PM_tau2"], abs=1.3e-4)
        found = additive_dispersion((away - away.mean()) / sd, sd)
        assert found.low < mandel < found.high


@needs_peers
@pytest.mark.parametrize("item", answers("funnel"), ids=lambda item: item["id"])
def test_without_overdispersion_our_limits_are_exact_where_funnelplotr_takes_the_normal_ones(item):
    numerator, size, peers = _peer(item)
    theirs = next(a for a in peers if a["config"]["mode"] == "unadjusted")["units"]
    found = funnel(Chance.BINOMIAL, numerator, size, adjusted=False)
    middle, half = np.arcsin(np.sqrt(found.centre)), PEERS_Z["95"] * 0.5 / np.sqrt(size)
    np.testing.assert_allclose(np.sin(middle - half) ** 2, theirs["LCL95"], rtol=1e-9)
    drawn = curves(found, size)
    assert np.abs(drawn.low - theirs["LCL95"]).max() > 1e-5
    np.testing.assert_allclose(drawn.low, theirs["LCL95"], atol=2.0 / size.min())
