"""Where nothing moves the test stays as silent as it promises; where something does, it speaks.

A small version of ``benchmarks/trends.py``: bounds are the nominal level plus four Monte Carlo
standard errors, so a sound test fails here about once in ten thousand runs (and the seed is fixed).
"""

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from riktning.catalogue.model import Kind, Polarity
from riktning.core.periods import Month
from riktning.trends.direction import trends
from riktning.trends.finding import Aim, findings
from riktning.trends.pace import being_there, projection
from riktning.trends.sampling import relative_variance
from riktning.trends.verdict import Direction
from trends.test_direction import block

SERIES = 600
ERROR = np.sqrt(0.05 * 0.95 / SERIES)
MOST = 0.05 + 4 * ERROR


def _ar1(rng, shape, phi):
    noise = rng.standard_normal(shape)
    series = np.empty(shape)
    series[:, 0] = noise[:, 0]
    for month in range(1, shape[1]):
        series[:, month] = phi * series[:, month - 1] + np.sqrt(1 - phi**2) * noise[:, month]
    return series


def _noise(name, months):
    rng = np.random.default_rng(months)
    shape = (SERIES, months)
    if name == "overdispersed proportions":
        size = rng.integers(60, 600, shape).astype(float)
        events = rng.binomial(size.astype(int), rng.beta(45, 105, shape)).astype(float)
        variance = relative_variance(Kind.PROPORTION, events, size, np.full(shape, np.nan))
        return block(events / size, variance=variance)
    if name == "overdispersed small counts":
        events, none = rng.negative_binomial(6, 0.5, shape).astype(float), np.full(shape, np.nan)
        return block(events, variance=relative_variance(Kind.COUNT, events, none, none))
    phi = {"iid": 0.0, "AR(1) 0.3": 0.3, "AR(1) 0.6": 0.6, "seasonal": 0.3}[name]
    season = 3 * np.sin(np.arange(months) * np.pi / 6) if name == "seasonal" else 0.0
    return block(_ar1(rng, shape, phi) + season)


@pytest.mark.parametrize(("cycle", "points"), [(12, 16), (4, 8), (3, 7), (3, 12), (1, 5), (1, 8)])
@pytest.mark.parametrize("phi", [0.0, 0.3, 0.6])
def test_the_shortest_series_that_are_tested_keep_their_level(cycle, points, phi):
    values = _ar1(np.random.default_rng([cycle, points]), (SERIES, points), phi)
    called = trends(replace(block(values), cycle=cycle)).line.p_value < 0.05
    assert called.mean() <= MOST


@pytest.mark.parametrize("months", [18, 21, 24, 36, 48, 60])
@pytest.mark.parametrize(
    "name",
    [
        "iid",
        "AR(1) 0.3",
        "AR(1) 0.6",
        "seasonal",
        "overdispersed proportions",
        "overdispersed small counts",
    ],
)
def test_series_that_do_not_move_are_called_at_5_percent_no_oftener_than_that(name, months):
    called = trends(_noise(name, months)).line.p_value < 0.05
    assert called.mean() <= MOST
    if months >= 36:
        assert called.mean() >= 0.01, "so silent that its intervals are far too wide"


@pytest.mark.parametrize("months", [24, 30, 36])
@pytest.mark.parametrize("phi", [0.0, 0.3, 0.6])
def test_from_two_years_on_95_per_cent_intervals_cover_93_to_97(months, phi):
    count = 4000
    missed = np.mean(
        trends(block(_ar1(np.random.default_rng([months, 4]), (count, months), phi))).line.p_value
        < 0.05
    )
    error = np.sqrt(0.03 * 0.97 / count)
    assert 0.03 - 2 * error <= missed <= 0.07 + 2 * error


@pytest.mark.parametrize("months", [10, 11, 12, 15, 18, 23])
@pytest.mark.parametrize("phi", [0.0, 0.3, 0.6])
def test_short_series_are_called_at_5_percent_no_oftener_than_7_percent(months, phi):
    rng = np.random.default_rng([months, int(phi * 10)])
    called = trends(block(_ar1(rng, (SERIES, months), phi))).line.p_value < 0.05
    assert called.mean() <= 0.07


@pytest.mark.parametrize("months", [24, 30, 36])
def test_months_that_resemble_each_other_very_much_are_not_called_oftener_than_7_percent(months):
    rng = np.random.default_rng(months)
    called = trends(block(_ar1(rng, (3 * SERIES, months), 0.8))).line.p_value < 0.05
    assert called.mean() <= 0.07 + 2 * ERROR / np.sqrt(3)


@pytest.mark.parametrize("phi", [0.0, 0.3, 0.6])
def test_the_interval_holds_the_true_slope_and_the_level(phi):
    rng = np.random.default_rng(3)
    values = _ar1(rng, (SERIES, 48), phi) + 2.0 * np.arange(48) / 12
    line = trends(block(values)).line
    half = line.critical * line.slope_sd
    slopes = np.mean(np.abs(line.slope - 2.0) <= half)
    levels = np.mean(np.abs(line.level - 2.0 * 47 / 12) <= line.critical * line.level_sd)
    assert 1 - MOST <= slopes <= 0.95 + 4 * ERROR
    assert 1 - MOST <= levels <= 0.95 + 4 * ERROR


@pytest.mark.parametrize(
    ("phi", "months", "least"), [(0.0, 36, 0.9), (0.3, 48, 0.9), (0.6, 48, 0.7)]
)
def test_a_slope_of_one_standard_deviation_a_year_is_found(phi, months, least):
    rng = np.random.default_rng(9)
    values = _ar1(rng, (SERIES, months), phi) + np.arange(months) / 12
    assert np.mean(trends(block(values)).line.p_value < 0.05) >= least


def test_a_whole_run_of_noise_has_a_false_direction_no_oftener_than_q():
    rng = np.random.default_rng(12)
    runs, size = 60, 50
    wrong = 0
    for _ in range(runs):
        made = block(_ar1(rng, (size, 48), 0.3))
        found = findings(made, trends(made), [Aim(Polarity.HIGHER)] * size, q=0.05)
        wrong += any(one.state is not Direction.NO_EVIDENCE for one in found)
    assert wrong / runs <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / runs)


def test_weighing_by_the_denominator_narrows_the_interval_where_months_differ_in_size():
    rng = np.random.default_rng(6)
    shape = (200, 48)
    size = np.where(np.arange(48) % 2, 40.0, 4000.0) * np.ones(shape)
    events = rng.binomial(size.astype(int), 0.3).astype(float)
    variance = relative_variance(Kind.PROPORTION, events, size, np.full(shape, np.nan))
    plain, weighted = block(events / size), block(events / size, variance=variance)
    wide, narrow = (trends(made).line for made in (plain, weighted))
    assert np.median(narrow.slope_sd / wide.slope_sd) < 0.6
    assert np.mean(narrow.p_value < 0.05) <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / 200)


def test_the_probability_of_being_in_time_is_how_often_it_comes_true():
    rng = np.random.default_rng(11)
    slopes = rng.normal(0, 1.5, 4 * SERIES)
    values = _ar1(rng, (4 * SERIES, 48), 0.3) + slopes[:, None] * np.arange(48) / 12
    truth = slopes * (47 / 12 + 2)
    targets = truth + rng.normal(0, 1.5, len(truth))
    line, last = trends(block(values)).line, Month(2025, 12)
    told = np.array(
        [
            being_there(
                projection(line, row, last, 0.0, moves=True), (target, np.inf), last.plus(24)
            )
            for row, target in enumerate(targets)
        ]
    )
    for low, high in ((0.0, 0.1), (0.1, 0.35), (0.35, 0.65), (0.65, 0.9), (0.9, 1.0)):
        inside = (told >= low) & (told <= high)
        there, expected = np.mean(truth[inside] >= targets[inside]), told[inside].mean()
        assert abs(there - expected) < 0.04 + 4 * np.sqrt(expected * (1 - expected) / inside.sum())


def test_memory_follows_the_block_and_not_the_number_of_series():
    made = {size: block(np.random.default_rng(1).normal(size=(size, 60))) for size in (4000, 40000)}
    trends(made[4000])
    most = {}
    for size, each in made.items():
        tracemalloc.start()
        trends(each)
        most[size] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert most[40000] - most[4000] < 300 * 36000  # what is told of a series, in bytes
