"""The test of a series is chosen by its length and points alone, and gives the same in any unit."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riktning.core.periods import Month
from riktning.trends.charts.season import season_shows
from riktning.trends.direction import Block, Method, trends
from riktning.trends.limits import fewest_points
from riktning.trends.verdict import Reason

JANUARY = Month(2022, 1)


def block(values, *, variance=None, preliminary=None, hidden=None, first=JANUARY):
    values = np.asarray(values, dtype=float)
    no = np.zeros(values.shape, dtype=bool)
    return Block(
        first=first,
        values=values,
        variance=np.ones_like(values) if variance is None else variance,
        preliminary=no if preliminary is None else preliminary,
        hidden=no if hidden is None else hidden,
    )


def noise(rows, months, seed=0):
    return np.random.default_rng(seed).normal(50, 5, size=(rows, months))


@pytest.mark.parametrize(
    ("months", "method", "reason"),
    [
        (9, Method.NONE, Reason.TOO_SHORT),
        (10, Method.NONE, Reason.TOO_SHORT),
        (11, Method.NONE, Reason.TOO_SHORT),
        (15, Method.NONE, Reason.TOO_SHORT),
        (16, Method.SAME_PERIOD, None),
        (23, Method.SAME_PERIOD, None),
        (24, Method.SEASONAL, None),
        (60, Method.SEASONAL, None),
    ],
)
def test_the_length_of_the_series_chooses_the_test(months, method, reason):
    answer = trends(block(noise(1, months)))
    assert (answer.methods[0], answer.reasons[0]) == (method, reason)
    assert np.isnan(answer.line.slope[0]) == (method is Method.NONE)


@pytest.mark.parametrize(
    ("cycle", "points", "method"),
    [
        (4, 7, Method.NONE),
        (4, 8, Method.SEASONAL),
        (3, 6, Method.NONE),
        (3, 7, Method.SEASONAL),
        (1, 4, Method.NONE),
        (1, 5, Method.YEARLY),
        (1, 12, Method.YEARLY),
    ],
)
def test_series_of_longer_periods_need_fewer_points(cycle, points, method):
    answer = trends(replace(block(noise(1, points)), cycle=cycle))
    assert answer.methods[0] is method
    assert points < fewest_points(cycle) or method is not Method.NONE


def test_a_slope_is_told_by_the_year_whatever_the_periods():
    for cycle in (12, 4, 3, 1):
        years = np.arange(6 * cycle) / cycle
        line = trends(replace(block((50 + 2.5 * years)[None, :]), cycle=cycle)).line
        assert line.slope[0] == pytest.approx(2.5)
        assert line.level[0] == pytest.approx(50 + 2.5 * years[-1])


def test_a_season_of_tertials_is_no_trend():
    season = np.resize([0.0, 9.0, -4.0], 9)[None, :]
    line = trends(replace(block(noise(200, 9) + season), cycle=3)).line
    plain = trends(replace(block(noise(200, 9)), cycle=3)).line
    np.testing.assert_allclose(line.p_value, plain.p_value, rtol=1e-6)


@pytest.mark.parametrize(
    ("gaps", "method"),
    [
        ([1, 4, 15], Method.SEASONAL),
        ([1, 4, 15, 20], Method.SAME_PERIOD),
        ([1, 4, 7, 15, 18, 20], Method.SAME_PERIOD),
        ([1, 4, 7, 9, 10, 15, 18, 20], Method.SAME_PERIOD),
        ([1, 4, 7, 8, 9, 10, 15, 18, 23], Method.NONE),
    ],
)
def test_two_years_with_gaps_compare_the_months_that_are_left_and_at_last_none(gaps, method):
    values = noise(1, 24)
    values[0, gaps] = np.nan
    assert trends(block(values)).methods[0] is method


def test_in_less_than_two_years_only_months_with_their_like_a_year_before_say_anything():
    values = noise(1, 20)
    alone = values.copy()
    alone[0, 8:12] += [40, -7, 90, 3]
    line, other = trends(block(values)).line, trends(block(alone)).line
    assert other.slope[0] == pytest.approx(line.slope[0], abs=1e-9)


@pytest.mark.parametrize("months", range(10, 24))
def test_a_season_that_rises_is_never_taken_for_a_trend_however_it_starts(months):
    climb = np.arange(12)[:, None] + np.arange(months)
    values = 3.0 * (climb % 12) + noise(12, months, seed=months) / 50
    line = trends(block(values)).line
    assert (np.isnan(line.p_value) | (line.p_value > 0.01)).all()


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([np.nan] * 30, Reason.NO_DATA),
        ([7.0] * 30, Reason.INSUFFICIENT_VARIATION),
        ([0.0] * 30, Reason.INSUFFICIENT_VARIATION),
    ],
)
def test_a_series_that_cannot_be_tested_says_why(values, reason):
    answer = trends(block([values]))
    assert answer.reasons[0] is reason
    assert answer.methods[0] is Method.NONE


def test_a_series_of_two_values_is_tested():
    answer = trends(block([[7.0] * 24 + [9.0] * 24, [7.0] * 47 + [9.0]]))
    assert answer.reasons == (None, None)
    assert answer.line.p_value[0] < 0.05 < answer.line.p_value[1]


def test_series_of_two_values_that_chance_alone_mixes_are_not_called_more_often_than_said():
    rng = np.random.default_rng(11)
    mixed = (rng.random((600, 48)) < rng.choice([0.05, 0.2, 0.5], (600, 1))).astype(float)
    p_value = trends(block(mixed)).line.p_value
    known = ~np.isnan(p_value)
    assert known.sum() > 500
    assert (p_value[known] < 0.05).mean() < 0.05 + 3 * np.sqrt(0.05 * 0.95 / known.sum())


def test_more_than_a_quarter_hidden_is_too_much():
    values, hidden = noise(2, 40), np.zeros((2, 40), dtype=bool)
    hidden[0, :10] = hidden[1, :11] = True
    values[hidden] = np.nan
    assert trends(block(values, hidden=hidden)).reasons == (None, Reason.TOO_MUCH_HIDDEN)


def test_levels_are_those_of_the_last_point_even_when_later_months_are_missing():
    values = np.arange(40.0)[None, :] + noise(1, 40) * 1e-3
    values[0, 36:] = np.nan
    answer = trends(block(values))
    assert answer.last[0] == 35
    assert answer.line.level[0] == pytest.approx(35.05, abs=0.05)
    assert answer.line.slope[0] == pytest.approx(12, abs=0.01)


def _same(first, second, *, rel=1e-7):
    for field in fields(first.line):
        np.testing.assert_allclose(
            getattr(first.line, field.name), getattr(second.line, field.name), rtol=rel, atol=1e-9
        )


SERIES = st.tuples(st.integers(0, 10**6), st.sampled_from([18, 22, 24, 31, 48]))


@settings(max_examples=25, deadline=None)
@given(SERIES, st.floats(1e-4, 1e4), st.floats(-1e3, 1e3))
def test_the_unit_of_measure_and_an_added_constant_change_no_p_value(drawn, factor, constant):
    seed, months = drawn
    values = noise(4, months, seed)
    plain, moved = trends(block(values)), trends(block(values * factor + constant * factor))
    np.testing.assert_allclose(moved.line.p_value, plain.line.p_value, rtol=1e-6)
    np.testing.assert_allclose(moved.line.slope, plain.line.slope * factor, rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(
        moved.line.level, (plain.line.level + constant) * factor, rtol=1e-6, atol=1e-6
    )


@settings(max_examples=25, deadline=None)
@given(SERIES)
def test_a_mirrored_series_has_the_mirrored_slope_and_the_same_p_value(drawn):
    seed, months = drawn
    values = noise(4, months, seed)
    plain, mirrored = trends(block(values)), trends(block(-values))
    np.testing.assert_allclose(mirrored.line.slope, -plain.line.slope, rtol=1e-8)
    np.testing.assert_allclose(mirrored.line.p_value, plain.line.p_value, rtol=1e-8)


@settings(max_examples=15, deadline=None)
@given(SERIES, st.randoms(use_true_random=False))
def test_the_order_of_series_and_their_company_change_nothing(drawn, random):
    seed, months = drawn
    values = noise(6, months, seed)
    order = list(range(6))
    random.shuffle(order)
    together, shuffled = trends(block(values)), trends(block(values[order]))
    np.testing.assert_allclose(shuffled.line.slope, together.line.slope[order], rtol=1e-9)
    alone = trends(block(values[[2]]))
    np.testing.assert_allclose(alone.line.p_value, together.line.p_value[[2]], rtol=1e-9)


def test_months_before_and_after_the_series_change_nothing():
    values = noise(2, 36)
    padded = np.concatenate([np.full((2, 5), np.nan), values, np.full((2, 3), np.nan)], axis=1)
    _same(trends(block(values)), trends(block(padded, first=JANUARY.plus(-5))))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(st.none(), st.sampled_from([0.0, 1.0, 5.0, 1e-9, 1e9]), st.floats(-1e6, 1e6)),
        min_size=1,
        max_size=40,
    )
)
def test_a_tested_series_never_has_a_nan(points):
    values = [[np.nan if point is None else point for point in points]]
    answer = trends(block(values))
    if answer.reasons[0] is None:
        for field in fields(answer.line):
            assert np.isfinite(getattr(answer.line, field.name)[0]), field.name


def test_a_steeper_slope_is_never_less_certain_on_the_same_noise():
    rng = np.random.default_rng(2)
    base = rng.normal(size=40)
    base -= np.polyval(np.polyfit(np.arange(40), base, 1), np.arange(40))
    steps = np.linspace(0, 3, 12)
    values = base + steps[:, None] * np.arange(40) / 12
    p = trends(block(values, first=JANUARY)).line.p_value
    assert (np.diff(p) < 0.02).all()
    assert p[-1] < 0.001 < p[0]


@pytest.mark.parametrize("size", [1e-300, 1e-160, 1e-30, 1.0, 1e30, 1e150])
def test_a_series_of_any_size_has_the_same_test_and_no_figure_that_is_none(size):
    values = np.random.default_rng(5).integers(1, 9, (6, 30)).astype(float)
    plain, scaled = trends(block(values)).line, trends(block(size * values)).line
    np.testing.assert_allclose(scaled.p_value, plain.p_value, rtol=1e-9)
    np.testing.assert_allclose(scaled.slope, size * plain.slope, rtol=1e-9)
    for field in fields(scaled):
        assert not np.isnan(getattr(scaled, field.name)).any(), field.name


def test_a_season_is_seen_where_there_is_one_and_in_noise_about_once_in_a_thousand():
    rng = np.random.default_rng(8)
    months = np.arange(48)
    quiet = rng.normal(size=(1500, 48)) + months / 12
    loud = quiet[:100] + 3 * np.sin(months / 12 * 2 * np.pi)
    for values, least, most in ((quiet, 0.0, 0.005), (loud, 0.99, 1.0)):
        made = block(values)
        assert least <= season_shows(made, trends(made)).mean() <= most
