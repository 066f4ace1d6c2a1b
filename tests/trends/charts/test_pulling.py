"""What pulls the mean, one value or a few, is told; what it makes the others look like is not."""

from dataclasses import replace

import numpy as np
import pytest

from riktning.catalogue.model import Kind, Polarity
from riktning.core.periods import Month
from riktning.trends.charts.arrays import ChartPlan, charts
from riktning.trends.charts.chart import ChartKind
from riktning.trends.charts.of_indicators import Chartable, control_charts
from riktning.trends.charts.profiles import PROFILES, Rule
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
    assert (found.state, found.pulled) == (Variation.CANNOT_TELL, 1)
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


SHIFTED = [
    50.1, 47.3, 51.9, 49.2, 53.4, 50.8, 48.1, 52.2, 46.9, 49.7, 51.2, 50.3, 48.8, 52.6, 49.9,
    47.6, 50.5, 51.4, 53.1, 48.4, 49.5, 50.9, 52.0, 47.9, 51.7, 49.0, 50.2, 48.6, 51.1, 50.6,
]  # fmt: skip


def _pulled(values, **plan):
    row = np.array([values], dtype=float)
    return pulls(charts(ChartPlan(ChartKind.XMR, **plan), row), row)[0]


@pytest.mark.parametrize("step", [3.0, 4.0, 5.0, 7.0, 12.0, 40.0])
@pytest.mark.parametrize("last", [8, 10, 15])
def test_the_furthest_of_many_raised_values_is_no_single_value_that_pulls(step, last):
    values = np.array(SHIFTED)
    values[-last:] += step
    for rules in PROFILES.values():
        assert not _pulled(values, rules=rules)


def test_a_value_that_is_not_far_from_the_rest_does_not_pull():
    rng = np.random.default_rng(7)
    rows = rng.normal(50, 2, (3_000, 40))
    rows[:, -10:] += rng.uniform(2, 8, (3_000, 1))
    assert not any(pulls(charts(ChartPlan(ChartKind.XMR), rows), rows))


@pytest.mark.parametrize("places", [(5, 20), (0, 14, 27), (6, 7), (28, 29)])
def test_a_few_values_that_pull_together_are_told_together(places):
    values = np.array(SHIFTED)
    values[list(places)] = 5000.0
    chart = _chart(values)
    [pull] = chart.pulls
    others = len(values) - len(places)
    assert pull.places == places
    assert (pull.inside, pull.others) == (others, others)
    assert chart_from_json(chart_as_json(chart)) == chart
    point = latest(chart)
    found = variation(point, Polarity.HIGHER)
    if point.place in places:
        assert found.state is Variation.HIGH
    else:
        assert (found.state, found.pulled) == (Variation.CANNOT_TELL, len(places))
        assert assured(assurance(point, 60.0, Polarity.HIGHER), point).why is Untold.FEW_VALUES


def test_a_few_values_are_named_each_with_its_month_and_unit():
    values = np.array(SHIFTED)
    values[[5, 20]] = 5000.0, 0.000031
    assert len(_chart(values).pulls[0].places) == 1
    values[20] = 4000.0
    said = chart_sentence(_chart(values), "en", "days").replace("\u00a0", " ")
    assert "2 values, 5,000 days (June 2020) and 4,000 days (September 2021), pull" in said
    assert "without them 28 of 28 points" in said
    swedish = chart_sentence(_chart(values), "sv").replace("\u00a0", " ")
    assert "(juni 2020) och 4\u202f000 (september 2021), drar mittlinjen" in swedish


def test_many_values_far_off_are_something_that_happened():
    values = np.array(SHIFTED)
    values[[2, 8, 13, 21, 26]] = 5000.0
    assert not _pulled(values)


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
