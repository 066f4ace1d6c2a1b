"""Many charts at once: kinds, phases, frozen baselines, excluded points, and what limits bear."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from riktning.core.errors import SeriesError
from riktning.trends.charts import arrays as charting
from riktning.trends.charts.arrays import STATUSES, ChartPlan, charts, in_blocks
from riktning.trends.charts.attributes import plain_limits
from riktning.trends.charts.chart import ChartKind, ChartStatus
from riktning.trends.charts.profiles import NELSON, NHS, PROFILES, Rule
from riktning.trends.charts.xmr import D2, xmr_limits

XMR = ChartPlan(ChartKind.XMR, NHS)
VALUE_KINDS = [ChartKind.XMR, ChartKind.C, ChartKind.G, ChartKind.T, ChartKind.RUN]
RATIO_KINDS = [ChartKind.P, ChartKind.U]


def noise(series, months, seed=1):
    return np.random.default_rng(seed).normal(50, 5, (series, months))


def counted(series=6, months=40, seed=2):
    rng = np.random.default_rng(seed)
    size = rng.integers(50, 400, (series, months)).astype(float)
    return rng.binomial(size.astype(int), 0.3).astype(float), size


def status(made, row=0, phase=0):
    return STATUSES[made.status[row, phase]]


def test_each_phase_is_charted_as_if_it_were_alone():
    values = noise(5, 40)
    values[:, 25:] += 20
    whole = charts(ChartPlan(ChartKind.XMR, NELSON, starts=(25,)), values)
    for columns in (slice(0, 25), slice(25, 40)):
        alone = charts(ChartPlan(ChartKind.XMR, NELSON), values[:, columns])
        for name in ("centre", "lower", "upper"):
            np.testing.assert_array_equal(
                getattr(whole.limits, name)[:, columns], getattr(alone.limits, name)
            )
        for rule, mask in whole.marks.items():
            np.testing.assert_array_equal(mask[:, columns], alone.marks[rule])
    assert whole.phases == (slice(0, 25), slice(25, 40))


def test_no_moving_range_and_no_run_crosses_a_phase():
    values = np.tile([1.0, 2.0, 3.0], 10)[None, :]
    values[:, 15:] += 1000
    made = charts(ChartPlan(ChartKind.XMR, NHS, starts=(15,)), values)
    assert not any(mask.any() for mask in made.marks.values())
    assert made.limits.upper.max() < 1010


def test_a_phase_of_fewer_than_ten_points_is_descriptive_and_the_other_is_not():
    made = charts(ChartPlan(ChartKind.XMR, NHS, starts=(32,)), noise(1, 40))
    assert (status(made), status(made, phase=1)) == (
        ChartStatus.ESTABLISHED,
        ChartStatus.DESCRIPTIVE,
    )
    assert np.isnan(made.limits.upper[0, 32:]).all()
    assert not np.isnan(made.limits.upper[0, :32]).any()


def test_a_frozen_baseline_sets_the_limits_and_later_points_are_tried_against_them():
    values = noise(4, 40)
    values[:, 24:] += 60
    made = charts(ChartPlan(ChartKind.XMR, NHS, baseline=24), values)
    before = xmr_limits(values[:, :24])
    np.testing.assert_allclose(made.limits.upper[:, 39], before.upper[:, 0], rtol=1e-12)
    assert made.marks[Rule.OUTSIDE_LIMITS][:, 24:].all()


def test_the_points_that_set_the_limits_decide_how_much_they_bear():
    assert status(charts(ChartPlan(ChartKind.XMR, baseline=12), noise(1, 40))) is ChartStatus.TRIAL
    assert status(charts(ChartPlan(ChartKind.XMR, baseline=9), noise(1, 40))) is (
        ChartStatus.DESCRIPTIVE
    )


def test_an_excluded_point_neither_sets_limits_nor_is_marked_but_stays_a_point():
    values = noise(1, 30)
    values[0, 10] = 500.0
    excluded = np.zeros(values.shape, dtype=bool)
    excluded[0, 10] = True
    made = charts(XMR, values, excluded=excluded)
    without = charts(XMR, np.where(excluded, np.nan, values))
    np.testing.assert_array_equal(made.limits.upper, without.limits.upper)
    for rule, mask in made.marks.items():
        np.testing.assert_array_equal(mask, without.marks[rule])
        assert not mask[0, 10]
    assert made.points[0, 10] == 500.0


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (9, ChartStatus.DESCRIPTIVE),
        (10, ChartStatus.TRIAL),
        (20, ChartStatus.TRIAL),
        (21, ChartStatus.ESTABLISHED),
    ],
)
@pytest.mark.parametrize("kind", VALUE_KINDS)
def test_ten_points_give_trial_limits_and_more_than_twenty_limits(kind, months, expected):
    assert status(charts(ChartPlan(kind), np.round(noise(1, months)))) is expected


@pytest.mark.parametrize("kind", VALUE_KINDS)
@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
@pytest.mark.parametrize(
    "values",
    [
        [0.0] * 24,
        [7.3] * 24,
        [0.1 + 0.2, 0.3] * 12,  # the same but for rounding
    ],
)
def test_without_variation_there_are_no_limits_and_no_alarms(kind, profile, values):
    made = charts(ChartPlan(kind, profile), np.array([values]))
    assert status(made) is ChartStatus.NO_VARIATION
    assert np.isnan(made.limits.upper).all()
    assert not any(mask.any() for mask in made.marks.values())


@pytest.mark.parametrize("values", [[10.0] * 23 + [11.0], [10.0] * 12 + [20.0] * 12])
def test_where_screening_leaves_no_moving_range_there_are_no_limits(values):
    made = charts(XMR, np.array([values]))
    assert status(made) is ChartStatus.NO_VARIATION
    assert np.isnan(made.limits.upper).all()


def test_where_most_months_equal_the_one_before_moving_ranges_give_no_limits():
    values = np.full((1, 48), 240.0)
    values[0, :6], values[0, [20, 33]] = [231, 233, 236, 235, 238, 239], [238, 241]
    assert 0 < xmr_limits(values).sigma[0, 0] < 0.5  # limits would mark nearly all of 240
    made = charts(XMR, values)
    assert status(made) is ChartStatus.NO_VARIATION
    assert not any(mask.any() for mask in made.marks.values())
    half = np.tile([3.0, 3.0, 5.0], 16)[None, :]
    assert status(charts(XMR, half)) is ChartStatus.ESTABLISHED


def test_a_share_of_two_values_has_limits_and_its_outbreak_lies_outside():
    events, size = np.array([[0.0] * 35 + [10.0]]), np.full((1, 36), 100.0)
    made = charts(ChartPlan(ChartKind.P, NHS), events, size)
    assert status(made) is ChartStatus.ESTABLISHED
    assert made.limits.upper[0, 0] == pytest.approx(0.018567, abs=1e-6)  # by hand
    assert np.flatnonzero(made.marks[Rule.OUTSIDE_LIMITS][0]).tolist() == [35]


@pytest.mark.parametrize("kind", [ChartKind.C, ChartKind.RUN])
def test_a_step_between_two_values_is_variation(kind):
    rules = PROFILES["anhoej"] if kind is ChartKind.RUN else NHS
    made = charts(ChartPlan(kind, rules), np.repeat([[10.0, 30.0]], 12, axis=1))
    assert status(made) is ChartStatus.ESTABLISHED
    rule = Rule.LONG_RUN if kind is ChartKind.RUN else Rule.SHIFT
    assert made.marks[rule].all()


def test_a_run_chart_needs_points_on_both_sides_of_its_median():
    values = np.array([[0.0] * 20 + [1.0] * 4])
    assert status(charts(ChartPlan(ChartKind.RUN, NHS), values)) is ChartStatus.NO_VARIATION


@pytest.mark.parametrize("share", [0.0, 1.0, 0.5])
def test_a_share_that_never_varies_has_no_limits(share):
    size = np.full((1, 30), 100.0)
    made = charts(ChartPlan(ChartKind.P, NHS), share * size, size)
    assert status(made) is ChartStatus.NO_VARIATION


def test_missing_points_are_counted_in_nothing():
    values = noise(1, 12)
    values[0, [2, 5, 7]] = np.nan
    made = charts(XMR, values)
    assert status(made) is ChartStatus.DESCRIPTIVE
    assert not made.marks[Rule.SHIFT][0, [2, 5, 7]].any()


@pytest.mark.parametrize("kind", [*VALUE_KINDS, *RATIO_KINDS])
def test_series_of_nothing_are_descriptive(kind):
    nothing = np.full((2, 30), np.nan)
    size = nothing if kind in RATIO_KINDS else None
    made = charts(ChartPlan(kind), nothing, size)
    assert {status(made, row) for row in (0, 1)} == {ChartStatus.DESCRIPTIVE}
    assert charts(ChartPlan(kind), nothing[:0], None if size is None else size[:0]).points.size == 0


def test_blocks_give_what_all_at_once_gives(monkeypatch):
    numerator, size = counted(23)
    plan = ChartPlan(ChartKind.P, NELSON, starts=(15,))
    whole = charts(plan, numerator, size)
    monkeypatch.setattr(charting, "BLOCK", 5)
    parts = list(in_blocks(plan, numerator, size))
    assert [len(part.points) for part in parts] == [5, 5, 5, 5, 3]
    again = charts(plan, numerator, size)
    np.testing.assert_array_equal(whole.limits.upper, again.limits.upper)
    np.testing.assert_array_equal(whole.status, again.status)
    np.testing.assert_array_equal(whole.sigma_z, again.sigma_z)
    for rule, mask in whole.marks.items():
        np.testing.assert_array_equal(mask, again.marks[rule])


def test_a_u_chart_has_poisson_limits_and_u_prime_where_periods_vary_more():
    rng = np.random.default_rng(8)
    size = rng.uniform(5, 20, (200, 40))
    chance = rng.poisson(2.5 * size).astype(float)
    wild = rng.poisson(2.5 * size * rng.gamma(4, 0.25, size.shape)).astype(float)
    plan = ChartPlan(ChartKind.U, NHS)
    quiet, loud = charts(plan, chance, size), charts(plan, wild, size)
    assert quiet.overdispersed.mean() < 0.1
    assert loud.overdispersed.mean() > 0.97
    assert loud.kind(0) is ChartKind.U_PRIME
    calm = np.flatnonzero(~quiet.overdispersed[:, 0])[0]
    mean = chance[calm].sum() / size[calm].sum()
    np.testing.assert_allclose(
        quiet.limits.upper[calm], mean + 3 * np.sqrt(mean / size[calm]), rtol=1e-12
    )


def test_a_c_chart_is_a_u_chart_of_one_and_says_how_much_more_it_varies():
    counts = np.random.default_rng(9).poisson(20, (1, 40)).astype(float)
    made = charts(ChartPlan(ChartKind.C), counts)
    mean = counts.mean()
    assert made.limits.upper[0, 0] == pytest.approx(mean + 3 * math.sqrt(mean))
    assert made.sigma_z[0, 0] == pytest.approx(1.0, abs=0.35)
    wild = charts(ChartPlan(ChartKind.C), 10 * counts)
    assert wild.sigma_z[0, 0] == pytest.approx(math.sqrt(10) * made.sigma_z[0, 0])


def test_a_t_chart_is_the_xmr_chart_of_the_turned_times():
    times = np.random.default_rng(10).exponential(30, (1, 40))
    made = charts(ChartPlan(ChartKind.T, screened=False), times)
    turned = times[0] ** (1 / 3.6)
    sigma = np.abs(np.diff(turned)).mean() / D2
    assert made.limits.centre[0, 0] == pytest.approx(turned.mean() ** 3.6)
    assert made.limits.upper[0, 0] == pytest.approx((turned.mean() + 3 * sigma) ** 3.6)
    assert made.limits.lower[0, 0] == pytest.approx(max(turned.mean() - 3 * sigma, 0) ** 3.6)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (ChartPlan(ChartKind.XMR, starts=(0,)), "phases cannot start at [0] of 30 points"),
        (ChartPlan(ChartKind.XMR, starts=(30,)), "phases cannot start at [30] of 30 points"),
        (ChartPlan(ChartKind.XMR, starts=(9, 4)), "phases cannot start at [9, 4] of 30 points"),
        (ChartPlan(ChartKind.XMR, baseline=0), "a baseline of 0 points"),
        (ChartPlan(ChartKind.P), "a p chart needs denominators"),
    ],
)
def test_what_cannot_be_charted_is_refused_in_a_sentence(plan, words):
    with pytest.raises(SeriesError, match=words.replace("[", r"\[").replace("]", r"\]")):
        charts(plan, noise(1, 30))


def test_infinite_values_and_negative_denominators_are_refused():
    with pytest.raises(SeriesError):
        charts(XMR, np.full((1, 30), np.inf))
    with pytest.raises(SeriesError):
        charts(ChartPlan(ChartKind.P), np.ones((1, 30)), -np.ones((1, 30)))


SERIES = arrays.arrays(
    float, (3, 30), elements=st.integers(-200, 200).map(lambda tenth: tenth / 10), fill=st.nothing()
)


@settings(max_examples=60, deadline=None)
@given(
    SERIES,
    arrays.arrays(bool, (3, 30)),
    st.sampled_from([0.01, 3.0, 1000.0]),
    st.sampled_from([0.0, -7.5, 400.0]),
    st.sampled_from([1.0, -1.0]),
    st.sampled_from(list(PROFILES.values())),
)
def test_marks_follow_no_unit_no_constant_no_mirror_and_no_order(
    values, missing, unit, constant, mirror, profile
):
    values = np.where(missing & (np.arange(30) % 3 == 0), np.nan, values)
    plan = ChartPlan(ChartKind.XMR, profile, starts=(14,))
    plain = charts(plan, values)
    other = charts(plan, (mirror * unit * values + constant)[::-1])
    np.testing.assert_array_equal(plain.status, other.status[::-1])
    for rule, mask in plain.marks.items():
        np.testing.assert_array_equal(mask, other.marks[rule][::-1], err_msg=str(rule))
    here, there = plain.limits, other.limits
    low, high = (there.lower, there.upper) if mirror > 0 else (there.upper, there.lower)
    for ours, theirs in ((here.centre, there.centre), (here.lower, low), (here.upper, high)):
        np.testing.assert_allclose(
            mirror * unit * ours + constant, theirs[::-1], rtol=1e-9, atol=1e-9 * unit
        )


@settings(max_examples=60, deadline=None)
@given(
    arrays.arrays(float, (2, 24), elements=st.integers(0, 30).map(float)),
    arrays.arrays(float, (2, 24), elements=st.integers(0, 40).map(float)),
    st.sampled_from([*VALUE_KINDS, *RATIO_KINDS]),
    st.sampled_from(list(PROFILES.values())),
)
def test_a_chart_with_limits_has_them_at_every_point_and_no_number_is_infinite(
    numerator, size, kind, profile
):
    ratio = kind in RATIO_KINDS
    made = charts(ChartPlan(kind, profile), np.minimum(numerator, size) if ratio else numerator,
                  size if ratio else None)  # fmt: skip
    for row in range(2):
        bears = status(made, row) in (ChartStatus.TRIAL, ChartStatus.ESTABLISHED)
        there = ~np.isnan(made.points[row])
        assert not np.isinf(made.limits.upper[row]).any()
        if bears:
            assert not np.isnan(made.limits.centre[row]).any()
        if bears and kind is not ChartKind.RUN:
            assert not np.isnan(made.limits.upper[row, there]).any()
        assert not any(mask[row, ~there].any() for mask in made.marks.values())


def test_plain_p_limits_are_those_of_the_chart_where_chance_explains_the_points():
    numerator, size = counted()
    made = charts(ChartPlan(ChartKind.P), numerator, size)
    for row in np.flatnonzero(~made.overdispersed[:, 0]):
        plain = plain_limits(numerator[[row]], size[[row]])
        np.testing.assert_allclose(made.limits.upper[[row]], plain.upper, rtol=1e-12)
