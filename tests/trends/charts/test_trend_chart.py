"""A moving series is charted around its line: chance is not marked, what leaves the line is."""

import math
from dataclasses import replace

import numpy as np
import pytest

from riktning.catalogue.model import Kind, Polarity
from riktning.core.periods import Month
from riktning.trends.charts.around_trend import around_trend, spread, trend_line
from riktning.trends.charts.chart import ChartBasis, ChartKind, ChartStatus
from riktning.trends.charts.of_indicators import Chartable, control_charts
from riktning.trends.charts.profiles import Rule
from riktning.trends.charts.runs import runs_of
from riktning.trends.charts.statement_words import variation_sentence
from riktning.trends.charts.statements import latest, variation
from riktning.trends.charts.words import breach_sentence
from riktning.trends.direction import Block, trends
from riktning.trends.finding import Aim, findings
from trends.charts.test_limits import _slow_xmr

FIRST = Month(2021, 1)
ANYWHERE = (-math.inf, math.inf)


def charted(values, final=None, kind=Kind.MEAN, bounds=ANYWHERE):
    """The flat and the trended charts of the series (S, n), judged as a run judges them."""
    final = np.ones(values.shape, dtype=bool) if final is None else final
    ones, none = np.ones_like(values), np.zeros(values.shape, dtype=bool)
    flat = control_charts(Chartable(FIRST, kind, 1.0, values, values, ones, final))
    block = Block(FIRST, np.where(final, values, np.nan), ones, ~final, none)
    said = findings(block, trends(block), [Aim(Polarity.HIGHER)] * len(values), 0.05)
    pairs = zip(flat, said, ones, strict=True)
    return flat, said, [around_trend(*pair, bounds) for pair in pairs]


def moving(series, months, *, season=0.0, correlation=0.0, seed=1):
    """A line that rises by 6 standard deviations a year, with season and AR(1) noise of sd 1."""
    rng = np.random.default_rng(seed)
    noise = rng.normal(size=(series, months + 100))
    for step in range(1, months + 100):
        noise[:, step] += correlation * noise[:, step - 1]
    noise = noise[:, 100:] * math.sqrt(1 - correlation**2)
    time = np.arange(months)
    return 100 + time / 2 + season * np.sin(time / 12 * 2 * np.pi) + noise


def ringed(charts):
    return np.mean([len(chart.outside) / len(chart.months) for chart in charts])


@pytest.mark.parametrize(("season", "months"), [(0.0, 60), (4.0, 60), (4.0, 48), (0.0, 20)])
def test_of_a_line_with_noise_about_three_points_in_a_thousand_are_ringed(season, months):
    flat, said, trended = charted(moving(300, months, season=season))
    called = [row for row, found in enumerate(said) if found.q_value <= 0.05]
    assert len(called) > 250
    assert ringed([flat[row] for row in called]) > 0.3
    assert 0.0005 < ringed([trended[row] for row in called]) < 0.006


@pytest.mark.parametrize("correlation", [0.3, 0.6])
def test_months_that_resemble_each_other_are_not_ringed_for_it(correlation):
    _, _, trended = charted(moving(300, 60, correlation=correlation))
    assert ringed(trended) < 0.006


@pytest.mark.parametrize("season", [0.0, 4.0])
def test_a_spike_is_ringed_and_the_same_month_of_other_years_is_not(season):
    values = moving(40, 60, season=season)
    values[:, 40] += 9.0
    _, _, trended = charted(values)
    assert all(FIRST.plus(40) in chart.outside for chart in trended)
    innocent = {FIRST.plus(month) for month in (4, 16, 28, 52)}
    assert sum(len(innocent & set(chart.outside)) for chart in trended) <= 2


def test_the_line_runs_from_start_level_to_end_level_and_on_through_preliminary_months():
    values = moving(1, 48)
    final = np.ones((1, 48), dtype=bool)
    final[0, 45:] = False
    _, [found], [chart] = charted(values, final)
    assert chart.basis is ChartBasis.TREND
    assert chart.centre is None
    assert chart.centres == chart.line
    assert chart.line[0] == pytest.approx(found.start_level)
    assert chart.line[44] == pytest.approx(found.end_level)
    steps = np.diff(chart.line)
    assert steps == pytest.approx(found.slope_per_year / 12)
    assert chart.upper[47] > chart.line[47] > chart.lower[47]


def test_no_line_is_drawn_before_the_series_began():
    values = moving(1, 48)
    values[0, :12] = np.nan
    _, [found], [chart] = charted(values)
    assert found.first == FIRST.plus(12)
    assert chart.line[:12] == chart.lower[:12] == chart.upper[:12] == (None,) * 12
    assert chart.line[12] == pytest.approx(found.start_level)


def test_a_preliminary_point_neither_moves_the_limits_nor_is_ringed():
    values = moving(1, 48)
    final = np.ones((1, 48), dtype=bool)
    final[0, 47] = False
    _, _, [plain] = charted(values, final)
    values[0, 47] += 1000
    _, _, [extreme] = charted(values, final)
    assert extreme.lower == plain.lower
    assert extreme.outside == plain.outside
    assert extreme.values[47] == values[0, 47]


def test_limits_without_season_are_the_textbooks_of_what_is_left_of_the_line():
    values = moving(1, 20)[:, :20]
    _, [found], [chart] = charted(values)
    assert found.method == "reml_ar1_same_period"
    left = values[0] - np.array(chart.line)
    _, low, high = _slow_xmr(left.tolist(), screened=True)
    wider = 1 / math.sqrt(1 - max(found.autocorrelation, 0.0))
    widths = np.array(chart.upper) - np.array(chart.lower)
    assert widths == pytest.approx((high - low) * wider)


def test_the_season_is_the_mean_of_what_each_calendar_month_leaves_and_sums_to_nothing():
    rng = np.random.default_rng(3)
    left, calendar = rng.uniform(-1, 1, 60), np.arange(60) % 12
    season = spread(left, np.ones(60), calendar).season
    slow = np.array([np.mean([left[i] for i in range(60) if i % 12 == m]) for m in range(12)])
    assert season[:12] == pytest.approx(slow - slow.mean())
    assert season.sum() == pytest.approx(0.0, abs=1e-9)


def test_a_month_with_four_times_the_variance_gets_limits_twice_as_wide():
    variance = np.ones(40)
    variance[10] = 4.0
    sigma = spread(np.random.default_rng(5).normal(size=40), variance, None).sigma
    assert sigma[10] == pytest.approx(2 * sigma[11])


def test_limits_of_a_share_stay_between_nothing_and_everything():
    values = moving(1, 48) - 99.5
    _, _, [chart] = charted(values, bounds=(0.0, 100.0))
    assert min(chart.lower) == 0.0
    assert max(chart.upper) <= 100.0


def test_a_line_without_any_variation_has_no_limits_and_no_marks():
    _, [found], _ = charted(moving(1, 48))
    flat, _, _ = charted(moving(1, 48))
    bare = replace(found, method="reml_ar1_same_period")
    line = trend_line(bare, flat[0].months)
    chart = around_trend(replace(flat[0], values=tuple(line)), bare, np.ones(48), ANYWHERE)
    assert chart.status is ChartStatus.NO_VARIATION
    assert (set(chart.lower), set(chart.upper), chart.breaches) == ({None}, {None}, ())


def test_too_few_points_for_limits_around_a_level_give_none_around_a_line_either():
    flat, [found], _ = charted(moving(1, 9))
    chart = around_trend(flat[0], found, np.ones(9), ANYWHERE)
    assert (set(chart.lower), set(chart.upper), chart.breaches) == ({None}, {None}, ())


def test_a_series_of_few_steps_that_moves_has_its_line_though_nothing_gives_limits():
    values = np.repeat([[4.0, 5.0, 6.0]], 16, axis=1)
    flat, [found], [chart] = charted(values)
    assert found.q_value <= 0.05
    assert flat[0].status is chart.status is ChartStatus.NO_VARIATION
    assert chart.basis is ChartBasis.TREND
    assert chart.centres[-1] == pytest.approx(found.end_level)
    assert (set(chart.lower), chart.breaches) == ({None}, ())
    said = variation_sentence(variation(latest(chart)), "december 2024", "en", chart.basis)
    assert said == ("Variation: cannot be told, the values vary too little from point to point.")


def test_a_run_about_line_and_season_is_told_as_that_and_lies_on_one_side_of_the_bands_middle():
    values = moving(1, 60, season=8.0)
    values[0] += 8 * np.abs(np.arange(60) - 30) / 30
    _, _, [chart] = charted(values)
    [run] = [each for each in chart.breaches if each.rule is Rule.SHIFT]
    middle = (np.array(chart.lower) + np.array(chart.upper)) / 2
    above = {month: value > centre for month, value, centre
             in zip(chart.months, values[0], middle, strict=True)}  # fmt: skip
    crossed = {month: value > centre for month, value, centre
               in zip(chart.months, values[0], chart.line, strict=True)}  # fmt: skip
    stretches = runs_of(run, chart)
    assert all(len({above[month] for month in each}) == 1 for each in stretches)
    assert any(len({crossed[month] for month in each}) == 2 for each in stretches)
    assert chart.seasonal
    said = breach_sentence(run, "en", chart.basis, seasonal=chart.seasonal)
    assert "the trend line with season (the middle of the band)" in said


def test_a_bend_in_the_curve_is_told_as_a_stretch_on_one_side_of_the_line():
    values = moving(1, 60)
    values[0] += 8 * np.abs(np.arange(60) - 30) / 30
    _, _, [chart] = charted(values)
    assert Rule.SHIFT in {breach.rule for breach in chart.breaches}
    assert chart.kind is ChartKind.XMR
    assert chart.sigma_z is None


def test_a_line_is_drawn_to_the_bound_and_no_further():
    values = np.maximum(moving(1, 48)[:, ::-1] - 112.0, 0.0)
    _, [found], [chart] = charted(values, bounds=(0.0, math.inf))
    assert trend_line(found, chart.months).min() < 0
    assert min(chart.line) == 0.0 == min(chart.lower)
