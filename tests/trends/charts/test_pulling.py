"""One value that pulls the mean is told; what it makes the others look like is not."""

from dataclasses import replace

import numpy as np
import pytest

from riktning.catalogue.model import Kind, Polarity
from riktning.core.periods import Month
from riktning.trends.charts.arrays import ChartPlan, charts
from riktning.trends.charts.chart import ChartKind
from riktning.trends.charts.of_indicators import Chartable, control_charts
from riktning.trends.charts.profiles import Rule
from riktning.trends.charts.pulling import pulls
from riktning.trends.charts.statements import (
    Assurance,
    Untold,
    Variation,
    assurance,
    assured,
    latest,
    variation,
)
from riktning.trends.charts.words import chart_sentence
from riktning.trends.store import chart_as_json, chart_from_json

FIFTIES = [
    48.65, 44.42, 54.4, 59.76, 51.54, 54.2, 54.23, 52.75, 52.73, 500, 49.18, 44.95,
    44.39, 52.16, 51.48, 49.89, 42.48, 49.2, 49.78, 46.76, 47.5, 56.99, 54.36, 52.59,
]  # fmt: skip
HUGE = [
    47.46, 51.62, 50.47, 52.51, 49.26, 52.61, 54.48, 47.04, 49.65, 49.57, 49.71, 53.74,
    48.89, 47.08, 45.62, 1e9, 45.18, 49.68, 52.93, 50.17, 47.38, 49.46, 47.03, 53.32,
    50.41, 54.78, 52.18, 52.07, 46.95, 51.67,
]  # fmt: skip


def _chart(values):
    row = np.array([values], dtype=float)
    ones = np.ones_like(row)
    final = np.ones(row.shape, dtype=np.bool_)
    [chart] = control_charts(Chartable(Month(2020, 1), Kind.MEDIAN, 1.0, row, row, ones, final))
    return chart


@pytest.mark.parametrize(("values", "place"), [(FIFTIES, 9), (HUGE, 15)])
def test_one_misprint_is_told_and_nothing_is_said_of_the_latest_value(values, place):
    chart = _chart(values)
    [pull] = chart.pulls
    others = len(values) - 1
    assert (pull.place, pull.inside, pull.others) == (place, others, others)
    point = latest(chart)
    assert Rule.OUTSIDE_LIMITS in point.rules
    found = variation(point, Polarity.HIGHER)
    assert (found.state, found.pulled) == (Variation.CANNOT_TELL, True)
    state = assurance(point, 60.0, Polarity.HIGHER)
    assert assured(state, point).why is Untold.ONE_VALUE
    assert chart_from_json(chart_as_json(chart)) == chart


def test_the_misprint_is_named_with_its_value_and_month():
    said = chart_sentence(_chart(FIFTIES), "sv").replace("\u00a0", " ")
    assert "Ett enda värde, 500 (oktober 2020), drar mittlinjen; utan det ligger 23 av 23" in said
    english = chart_sentence(_chart(FIFTIES), "en").replace("\u00a0", " ")
    assert "A single value, 500 (October 2020), pulls the centre" in english


def test_a_misprint_that_is_the_latest_value_is_still_unusual():
    chart = _chart([*FIFTIES[:9], *FIFTIES[10:], 500])
    assert chart.pulls[0].place == len(FIFTIES) - 1
    assert variation(latest(chart)).state is Variation.HIGH
    point = latest(chart)
    found = assured(assurance(point, 60.0, Polarity.HIGHER), point)
    assert (found.state, found.why) == (Assurance.CANNOT_TELL, Untold.ONE_VALUE)


def test_without_the_misprint_and_in_a_step_or_a_trend_nothing_pulls():
    step = [*(value - 30 for value in FIFTIES[:9]), *FIFTIES[10:]]
    trend = [value + 6 * at for at, value in enumerate(FIFTIES) if value < 100]
    for values in ([v for v in FIFTIES if v < 100], step, trend, [10.0] * 23 + [500.0]):
        assert not _chart(values).pulls


def test_a_share_is_pulled_too_and_an_excluded_point_never_pulls():
    rng = np.random.default_rng(5)
    size = np.full((1, 36), 4000.0)
    counts = rng.binomial(4000, 0.05, (1, 36)).astype(float)
    counts[0, 11] = 3900.0
    made = charts(ChartPlan(ChartKind.P), counts, size)
    [[pull]] = pulls(made, counts, size)
    assert pull.place == 11
    out = np.arange(36)[None, :] == 11
    assert pulls(charts(ChartPlan(ChartKind.P), counts, size, out), counts, size, out) == ((),)


def test_a_phase_is_pulled_by_its_own_value_and_other_series_are_left_alone():
    both = np.array([[*FIFTIES, *HUGE], [value % 60 for value in (*FIFTIES, *HUGE)]])
    made = charts(ChartPlan(ChartKind.XMR, starts=(24,)), both)
    first, second = pulls(made, both)
    assert [pull.place for pull in first] == [9, 39]
    assert all(pull.place not in (9, 39) for pull in second)


def test_it_is_the_pull_that_silences_the_variation():
    point = latest(replace(_chart(FIFTIES), pulls=()))
    assert not point.pulled
    assert variation(point).state is Variation.LOW
