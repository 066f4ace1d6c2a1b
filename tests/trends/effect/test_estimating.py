"""An effect is estimated against units not yet touched; otherwise it says what it can bear."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riktning.trends.effect.finding import EffectKind, Lack
from riktning.trends.effect.panel import Panel
from trends.effect.panels import estimated, panel

ESTIMATES = ("level", "slope", "mean", "last")


def test_a_step_is_found_where_it_is_and_as_large_as_it_is():
    found = estimated(panel(effect=5.0))
    assert found.kind is EffectKind.CONTROLLED
    assert (found.controls, found.before, found.after) == (6, 30, 30)
    assert found.level.low < 5 < found.level.high
    assert found.mean.low < 5 < found.mean.high
    assert found.mean.p_value < 0.001
    assert found.slope.low < 0 < found.slope.high


def test_what_happens_to_all_units_is_no_effect():
    shocked = panel(effect=0.0)
    values = shocked.values.copy()
    values[:, 30:] += 8
    found = estimated(replace(shocked, values=values))
    assert found.mean.value == pytest.approx(estimated(shocked).mean.value)
    assert found.mean.p_value == pytest.approx(estimated(shocked).mean.p_value)
    alone = estimated(replace(shocked, values=values[:1], start=shocked.start[:1]))
    assert alone.kind is EffectKind.ASSOCIATION
    assert alone.mean.value > 4


def test_staggered_starts_are_joined_in_event_time():
    found = estimated(panel(starts=(24, 30, 36), effect=3.0))
    assert found.kind is EffectKind.CONTROLLED
    assert found.units == ("U0", "U1", "U2")
    assert (found.before, found.after) == (24, 24)
    assert found.mean.low < 3 < found.mean.high
    one = estimated(panel(starts=(30,), effect=3.0))
    assert found.mean.high - found.mean.low < one.mean.high - one.mean.low


def test_a_unit_that_starts_later_serves_as_control_until_then_and_not_after():
    made = panel(months=60, starts=(20, 50), controls=0, effect=0.0)
    values = made.values.copy()
    values[1, 50:] += 1000
    found = estimated(replace(made, values=values))
    assert found.left_out == ()
    assert (found.before, found.after) == (20, 10)
    # the late starter has nobody left to be compared with: all is told as an association
    assert found.kind is EffectKind.ASSOCIATION
    early = estimated(replace(made, values=values[:, :52]))
    assert early.units == ("U0",)
    assert early.kind is EffectKind.ASSOCIATION


def test_an_effect_that_grows_with_time_does_not_turn_the_sign_for_late_starters():
    """Two-way fixed effects give early starters' growth as a harm to the late ones."""
    found = estimated(panel(starts=(18, 42), controls=4, slope=6.0, phi=0.0))
    assert found.last.value > 0
    assert found.slope.low < 6 < found.slope.high


def test_too_little_data_says_what_would_be_needed():
    found = estimated(panel(months=60, starts=(57,)))
    assert (found.kind, found.lack) == (EffectKind.NOT_ESTIMATED, Lack.TOO_FEW_AFTER)
    assert (found.more_before, found.more_after) == (0, 3)
    assert found.mean is None
    assert found.detectable > 0
    short = estimated(panel(months=40, starts=(5,)))
    assert (short.lack, short.more_before) == (Lack.TOO_FEW_BEFORE, 7)


def test_twelve_months_before_and_six_after_do_not_leave_enough_for_season():
    found = estimated(panel(months=18, starts=(12,)))
    assert found.lack is Lack.TOO_FEW_AFTER
    assert found.more_after == 7  # of 12 before and 12 after season and change are one
    assert estimated(panel(months=25, starts=(12,))).kind is EffectKind.CONTROLLED


@pytest.mark.parametrize("value", [0.0, 7.0])
def test_without_variation_nothing_is_estimated(value):
    made = panel()
    found = estimated(replace(made, values=np.full_like(made.values, value)))
    assert found.lack is Lack.NO_VARIATION


@pytest.mark.parametrize("controls", [0, 6])
def test_a_year_before_and_a_year_after_cannot_tell_season_from_change(controls):
    found = estimated(panel(months=24, starts=(12,), controls=controls, effect=3.0))
    assert found.kind is EffectKind.NOT_ESTIMATED
    assert found.lack is Lack.INSEPARABLE
    assert (found.more_before, found.more_after) == (0, 1)
    assert found.detectable < 100
    more = estimated(panel(months=25, starts=(12,), controls=controls, effect=3.0))
    assert more.kind is not EffectKind.NOT_ESTIMATED
    assert more.mean.high - more.mean.low < 100


def test_no_start_is_pretended_in_the_middle_of_two_years_exactly():
    assert estimated(panel(months=48, starts=(24,), effect=0.0)).placebo.in_time is None
    longer = estimated(panel(months=50, starts=(26,), effect=0.0)).placebo.in_time
    assert longer is not None and longer.high - longer.low < 100


def test_missing_months_cost_themselves_and_gaps_at_last_everything():
    made = panel(effect=5.0)
    values = made.values.copy()
    values[0, [3, 17, 40]] = np.nan
    values[2, 10:14] = np.nan
    found = estimated(replace(made, values=values))
    assert found.mean.value == pytest.approx(estimated(made).mean.value, abs=1.0)
    values[0, 2:28] = np.nan
    assert estimated(replace(made, values=values)).lack is Lack.TOO_MANY_GAPS


def test_a_pretended_start_shows_nothing_where_nothing_began_and_much_where_it_began_early():
    sound = estimated(panel(months=72, starts=(40,), effect=6.0)).placebo
    assert sound.in_time.low < 0 < sound.in_time.high
    made = panel(months=72, starts=(40,))
    values = made.values.copy()
    values[0, 20:] += 8
    early = estimated(replace(made, values=values)).placebo
    assert early.in_time.p_value < 0.01


def test_units_taken_for_the_touched_one_place_a_true_effect_at_the_far_end():
    placebo = estimated(panel(controls=9, effect=8.0)).placebo
    assert placebo.units == 9
    assert placebo.rank == pytest.approx(0.1)
    assert estimated(panel(controls=1, effect=8.0)).placebo.rank is None


def test_counts_are_compared_as_shares_of_their_own_level():
    rng = np.random.default_rng(4)
    level = np.array([1000.0, 100.0, 150.0, 80.0])[:, None]
    wave = 1 + 0.3 * np.sin(np.arange(60) / 7)
    values = level * wave * (1 + rng.normal(0, 0.01, (4, 60)))
    start = np.array([30, -1, -1, -1])
    found = estimated(Panel(values, start, np.ones(4), relative=True))
    assert found.mean.low < 0 < found.mean.high
    plain = estimated(Panel(values, start, np.ones(4)))
    assert found.mean.high - found.mean.low < 0.5 * (plain.mean.high - plain.mean.low)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**6), st.floats(1e-3, 1e3), st.floats(-1e3, 1e3))
def test_unit_of_measure_and_an_added_constant_scale_the_effect_and_nothing_else(seed, by, plus):
    made = panel(seed, effect=1.0)
    plain = estimated(made)
    other = estimated(replace(made, values=made.values * by + plus * by))
    for name in ESTIMATES:
        ours, theirs = getattr(plain, name), getattr(other, name)
        assert theirs.value == pytest.approx(ours.value * by, rel=1e-6, abs=1e-7 * by)
        assert theirs.p_value == pytest.approx(ours.p_value, rel=1e-5, abs=1e-12)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_order_of_units_and_a_mirror_change_nothing_but_the_sign(seed, random):
    made = panel(seed, starts=(24, 30), controls=4, effect=1.0)
    order = list(range(6))
    random.shuffle(order)
    turned = Panel(-made.values[order], made.start[order], made.weight[order])
    ours, theirs = estimated(made), estimated(turned)
    for name in ESTIMATES:
        assert getattr(theirs, name).value == pytest.approx(-getattr(ours, name).value, rel=1e-7)
    assert theirs.placebo.rank == ours.placebo.rank


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 10**6),
    st.integers(1, 40),
    st.lists(st.integers(-5, 45), min_size=1, max_size=3),
    st.integers(0, 3),
    st.floats(0, 0.6),
)
def test_no_nan_is_ever_told(seed, months, starts, controls, gaps):
    starts = [min(max(at, 0), months) for at in starts]
    made = panel(seed, months=months, starts=starts, controls=controls)
    values = made.values.copy()
    values[np.random.default_rng(seed).random(values.shape) < gaps] = np.nan
    found = estimated(replace(made, values=values))
    for name in ESTIMATES:
        told = getattr(found, name)
        assert (told is None) == (found.kind is EffectKind.NOT_ESTIMATED)
        if told is not None:
            figures = (told.value, told.low, told.high, told.p_value)
            assert np.isfinite(figures).all()
            assert told.low <= told.value <= told.high
    assert found.detectable is None or np.isfinite(found.detectable)


@pytest.mark.parametrize("phi", [0.0, 0.3, 0.6])
def test_where_nothing_happened_an_effect_is_called_at_5_percent_no_oftener_than_that(phi):
    made = [estimated(panel(seed, phi=phi, common=1.0)) for seed in range(100)]
    called = np.mean([found.mean.p_value < 0.05 for found in made])
    assert called <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / 100)
