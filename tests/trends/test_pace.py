"""Pace: reached, on time, late, the wrong way, or no date; and the Fieller set behind the date."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.catalogue.model import Polarity
from riktning.core.periods import Month
from riktning.trends.pace import Projection, being_there, crossing, level_ahead, milestones, pace
from riktning.trends.verdict import Direction, DirectionFinding, Pace, Target

LAST = Month(2025, 12)
LINE = Projection(
    last=LAST,
    start_level=50.0,
    level=60.0,
    slope=3.0,
    level_variance=0.25,
    slope_variance=0.09,
    covariance=0.1,
    critical=2.0,
    moves=True,
)
SURE = replace(LINE, level_variance=0.0, slope_variance=0.0, covariance=0.0)


@pytest.mark.parametrize(
    ("line", "value", "due", "polarity", "state"),
    [
        (LINE, 60.0, Month(2027, 12), Polarity.HIGHER, Pace.REACHED),
        (LINE, 55.0, Month(2020, 12), Polarity.HIGHER, Pace.REACHED),
        (LINE, 65.0, Month(2027, 12), Polarity.HIGHER, Pace.ON_TIME),
        (LINE, 70.0, Month(2027, 12), Polarity.HIGHER, Pace.LATE),
        (LINE, 61.0, Month(2025, 6), Polarity.HIGHER, Pace.LATE),
        (LINE, 55.0, Month(2027, 12), Polarity.LOWER, Pace.WRONG_WAY),
        (LINE, 65.0, Month(2027, 12), Polarity.LOWER, Pace.REACHED),
        (replace(LINE, slope=-3.0), 65.0, Month(2027, 12), Polarity.HIGHER, Pace.WRONG_WAY),
        (replace(LINE, moves=False), 65.0, Month(2027, 12), Polarity.HIGHER, Pace.NO_DATE),
        (replace(LINE, slope=0.5), 65.0, Month(2027, 12), Polarity.HIGHER, Pace.NO_DATE),
        (replace(LINE, slope=0.0), 65.0, Month(2027, 12), Polarity.HIGHER, Pace.NO_DATE),
    ],
)
def test_pace_states(line, value, due, polarity, state):
    assert pace(line, Target(value, due), polarity).state is state


RISING = replace(LINE, start_level=50.0, level=60.0, slope=3.0)
FALLING = replace(LINE, start_level=70.0, level=60.0, slope=-3.0)


@pytest.mark.parametrize(
    ("line", "value", "interval", "state", "edge"),
    [
        (RISING, 65.0, (65.0, 75.0), Pace.ON_TIME, None),
        (RISING, 55.0, (55.0, 65.0), Pace.REACHED, None),
        (RISING, 50.0, (50.0, 55.0), Pace.WRONG_WAY, 55.0),  # in at 50 and out again at 55
        (FALLING, 70.0, (65.0, 70.0), Pace.WRONG_WAY, 65.0),
        (replace(FALLING, slope=3.0), 70.0, (65.0, 70.0), Pace.ON_TIME, 65.0),
        (replace(FALLING, moves=False), 70.0, (65.0, 70.0), Pace.NO_DATE, 65.0),
        (RISING, 55.0, (None, 55.0), Pace.WRONG_WAY, None),
        (RISING, 62.0, (None, 62.0), Pace.REACHED, None),
        (RISING, 62.0, (None, 70.0), Pace.REACHED, None),
        (FALLING, 58.0, (58.0, None), Pace.REACHED, None),
        (RISING, 58.0, (40.0, 70.0), Pace.REACHED, None),
        (FALLING, 58.0, (40.0, 70.0), Pace.ON_TIME, None),
        (FALLING, 80.0, (40.0, 50.0), Pace.REACHED, None),  # a milestone above the interval
    ],
)
def test_a_target_interval_is_reached_inside_and_not_beyond_its_other_edge(
    line, value, interval, state, edge
):
    target = Target(value, Month(2027, 12))
    found = pace(line, target, Polarity.TARGET_INTERVAL, interval)
    assert (found.state, found.edge, found.target) == (state, edge, target)


@pytest.mark.parametrize("polarity", [Polarity.NONE, Polarity.TARGET_INTERVAL])
def test_where_no_side_is_better_there_is_no_pace(polarity):
    assert pace(LINE, Target(55.0, Month(2027, 12)), polarity) is None


def test_months_and_slope_of_a_series_that_overshot_are_those_of_the_edge_it_must_come_back_to():
    back = replace(SURE, start_level=40.0, slope=-2.0)
    found = pace(back, Target(50.0, Month(2027, 12)), Polarity.TARGET_INTERVAL, (50.0, 55.0))
    assert found.reach == Month(2028, 6)
    assert (found.state, found.months_late) == (Pace.LATE, 6)
    assert found.required_slope_per_year == pytest.approx(-2.5)


@pytest.mark.parametrize(
    ("level", "sd", "certain"),
    [(60.05, 5.0, False), (60.05, 0.02, True), (61.1, 0.5, True), (60.9, 0.5, False)],
)
def test_reached_is_certain_only_when_the_whole_interval_of_the_level_is_there(level, sd, certain):
    line = replace(LINE, level=level, level_variance=sd**2)
    found = pace(line, Target(60.0, Month(2027, 12)), Polarity.HIGHER)
    assert (found.state, found.certain) == (Pace.REACHED, certain)


def test_near_a_target_not_reached_the_level_does_not_certainly_differ_from_it():
    for value, certain in ((60.5, False), (61.5, True)):
        found = pace(LINE, Target(value, Month(2027, 12)), Polarity.HIGHER)
        assert (found.state, found.certain) == (Pace.ON_TIME, certain)


def test_the_month_of_reaching_and_the_months_late_follow_from_the_line():
    found = pace(SURE, Target(66.0, Month(2027, 6)), Polarity.HIGHER)
    assert found.reach == Month(2027, 12)
    assert (found.reach_earliest, found.reach_latest) == (found.reach, found.reach)
    assert (found.state, found.months_late) == (Pace.LATE, 6)
    assert found.required_slope_per_year == pytest.approx(4.0)


def test_no_slope_is_required_when_the_due_month_is_past():
    found = pace(LINE, Target(70.0, LAST), Polarity.HIGHER)
    assert found.required_slope_per_year is None


def test_beyond_the_horizon_no_month_is_named():
    slow = replace(SURE, slope=0.1)
    found = pace(slow, Target(65.0, Month(2027, 12)), Polarity.HIGHER)
    assert (found.state, found.reach, found.months_late) == (Pace.LATE, None, None)


LINES = st.builds(
    lambda level, slope, a, b, r: replace(
        LINE,
        level=level,
        slope=slope,
        level_variance=a * a,
        slope_variance=b * b,
        covariance=r * a * b,
    ),
    st.floats(-50, 50),
    st.floats(0.5, 20),
    st.floats(0.01, 3),
    st.floats(0.01, 3),
    st.floats(-0.9, 0.9),
)


@given(LINES, st.floats(-80, 80))
def test_the_crossing_set_is_where_the_value_lies_inside_the_band(line, value):
    found = crossing(line, value)
    times = np.linspace(-30, 30, 601)
    gap = np.abs(line.level + line.slope * times - value)
    band = line.level_variance + 2 * times * line.covariance + times**2 * line.slope_variance
    margin = gap - line.critical * np.sqrt(band)
    if not found.bounded:
        assert line.slope**2 <= line.critical**2 * line.slope_variance
        return
    assert found.low - 1e-9 <= found.at <= found.high + 1e-9
    clear = np.abs(margin) > 1e-6
    within = (times >= found.low) & (times <= found.high)
    np.testing.assert_array_equal((margin < 0)[clear], within[clear])


@given(LINES, st.floats(0.5, 60), st.floats(0, 30), st.integers(-24, 120), st.integers(0, 60))
def test_a_stricter_target_is_never_reached_earlier_and_a_later_due_month_never_hurts(
    line, ahead, stricter, due, later
):
    near = Target(line.level + ahead, LAST.plus(due))
    far = replace(near, value=near.value + stricter)
    patient = replace(near, due=near.due.plus(later))
    first, second, third = (pace(line, target, Polarity.HIGHER) for target in (near, far, patient))
    if first.reach is not None and second.reach is not None:
        assert second.reach >= first.reach
    if first.state is Pace.ON_TIME:
        assert third.state is Pace.ON_TIME
    assert third.reach == first.reach


@given(LINES, st.floats(-60, 60), st.integers(-24, 120))
def test_mirrored_polarity_gives_the_same_pace(line, value, due):
    mirrored = replace(line, start_level=-line.start_level, level=-line.level, slope=-line.slope)
    up = pace(line, Target(value, LAST.plus(due)), Polarity.HIGHER)
    down = pace(mirrored, Target(-value, LAST.plus(due)), Polarity.LOWER)
    assert (up.state, up.reach, up.months_late) == (down.state, down.reach, down.months_late)
    assert (up.certain, up.edge) == (down.certain, down.edge)
    assert (up.reach_earliest, up.reach_latest) == (down.reach_earliest, down.reach_latest)


def test_the_actual_slope_stands_beside_the_required_one():
    found = pace(LINE, Target(70.0, Month(2027, 12)), Polarity.HIGHER)
    assert (found.slope_per_year, found.required_slope_per_year) == (3.0, 5.0)


def test_a_level_that_is_to_be_where_the_target_is_has_even_chances():
    found = pace(LINE, Target(66.0, Month(2027, 12)), Polarity.HIGHER)
    assert found.probability == pytest.approx(0.5)
    assert pace(SURE, Target(65.9, Month(2027, 12)), Polarity.HIGHER).probability == 1.0
    assert pace(SURE, Target(66.1, Month(2027, 12)), Polarity.HIGHER).probability == 0.0


def test_the_probability_and_the_95_percent_interval_agree():
    level, half = 60 + 2 * 3.0, 2.0 * np.sqrt(0.25 + 4 * 0.1 + 4 * 0.09)
    found = pace(LINE, Target(level - half, Month(2027, 12)), Polarity.HIGHER)
    assert found.probability == pytest.approx(0.975)


def test_a_due_month_that_has_passed_has_no_probability():
    assert pace(LINE, Target(70.0, Month(2025, 6)), Polarity.HIGHER).probability is None


def test_in_the_due_month_itself_the_target_is_met_or_not_and_nothing_is_likely():
    for value in (10.0, 61.0, 99.0):
        assert pace(LINE, Target(value, LAST), Polarity.HIGHER).probability is None


@given(LINES, st.floats(-60, 60), st.floats(0, 30), st.integers(1, 120))
def test_a_stricter_target_is_never_likelier_and_a_mirror_changes_nothing(
    line, value, stricter, due
):
    month = LAST.plus(due)
    easy = pace(line, Target(value, month), Polarity.HIGHER).probability
    hard = pace(line, Target(value + stricter, month), Polarity.HIGHER).probability
    mirrored = replace(line, start_level=-line.start_level, level=-line.level, slope=-line.slope)
    down = pace(mirrored, Target(-value, month), Polarity.LOWER).probability
    assert 0 <= hard <= easy <= 1
    assert down == pytest.approx(easy, abs=1e-9)


def test_interim_targets_that_passed_were_met_or_not_and_later_ones_have_a_probability():
    early = Target(56.0, Month(2024, 12))  # the trend stood at 57 then
    missed, later = Target(60.0, Month(2024, 12)), Target(66.0, Month(2027, 12))
    first, second, third = milestones(LINE, [later, early, missed], Polarity.HIGHER)
    assert [first.target, second.target, third.target] == [early, missed, later]
    assert (first.met, second.met, third.met) == (True, False, None)
    assert third.probability == pytest.approx(0.5)
    assert second.certain
    assert not third.certain
    assert milestones(LINE, [later], Polarity.NONE) == ()


def _told(line):
    """The finding that tells of a projection what a page is given."""
    about = line.critical * line.level_variance**0.5
    turn = line.critical * line.slope_variance**0.5
    return DirectionFinding(
        Direction.IMPROVING, None, "", 48, Month(2022, 1), line.last, end_level=line.level,
        slope_per_year=line.slope, slope_high=line.slope + turn, end_high=line.level + about,
        level_with_slope=line.covariance / (line.level_variance * line.slope_variance) ** 0.5,
    )  # fmt: skip


@given(
    st.floats(0.01, 2), st.floats(0.01, 0.9), st.floats(-0.95, 0.95), st.integers(1, 60),
    st.floats(1, 30),
)  # fmt: skip
def test_the_interval_ahead_holds_a_target_where_the_dates_and_the_probability_say(
    level_sd, slope_sd, together, months, away
):
    covariance = together * level_sd * slope_sd
    line = replace(
        LINE, level_variance=level_sd**2, slope_variance=slope_sd**2, covariance=covariance
    )
    month, value = LAST.plus(months), LINE.level + away
    ends = level_ahead(_told(line), month)
    assert ends is not None
    low, middle, high = ends
    assert middle == pytest.approx(line.level + line.slope * months / 12)
    reach = crossing(line, value)
    if reach.low is not None and min(abs(high - value), abs(low - value)) > 1e-6:
        assert (low <= value <= high) == (reach.low <= months / 12 <= reach.high)
    there = being_there(line, (value, np.inf), month)
    if abs(high - value) > 1e-6:
        assert (value > high) == (there < 0.025 - 1e-12)
