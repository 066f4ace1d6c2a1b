"""What a rule marks is told as the runs it saw: a stretch that joins two of them is false."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.catalogue.model import Kind
from riktning.core.periods import Month
from riktning.trends.charts.arrays import ChartPlan, charts
from riktning.trends.charts.chart import ChartKind
from riktning.trends.charts.of_indicators import Chartable, control_charts
from riktning.trends.charts.profiles import CAUTIOUS, NHS, Rule
from riktning.trends.charts.runs import Counted, runs, runs_of


def told(values, rule, profile=CAUTIOUS, starts=()):
    """The runs that a chart of the values has by a rule, each as its first and last place."""
    array = np.array([[np.nan if value is None else value for value in values]])
    made = charts(ChartPlan(ChartKind.XMR, profile, starts=starts), array)
    marked = np.flatnonzero(made.marks[rule][0]).tolist()
    centres = np.concatenate(
        [np.full(part.stop - part.start, made.limits.centre[0, part.start]) for part in made.phases]
    )
    counted = Counted(values, centres.tolist(), starts)
    return [(run[0], run[-1]) for run in runs(rule, marked, counted, profile.points[rule])]


def test_runs_on_opposite_sides_that_follow_each_other_are_two():
    values = [10 + 0.1 * (at % 2) for at in range(12)] + [20 + 0.1 * (at % 2) for at in range(12)]
    assert told(values, Rule.SHIFT) == [(0, 11), (12, 23)]


def test_a_climb_is_one_trend_and_two_shifts():
    values = [float(at) for at in range(52)]
    assert told(values, Rule.TREND) == [(0, 51)]
    assert told(values, Rule.SHIFT) == [(0, 25), (26, 51)]


def test_the_turn_of_a_trend_belongs_to_the_way_up_and_the_way_down():
    values = [*range(12), *range(10, -1, -1)]
    assert told(values, Rule.TREND) == [(0, 11), (11, 22)]


def test_a_level_step_parts_two_trends():
    values = [*range(10), *range(9, 20)]
    assert told(values, Rule.TREND) == [(0, 9), (10, 20)]


def test_a_missing_point_does_not_part_a_run():
    values = [10.0, 10.2] * 6 + [20.0, 20.2] * 6
    values[4] = None
    assert told(values, Rule.SHIFT) == [(0, 11), (12, 23)]


def test_a_new_phase_begins_a_new_run():
    high = [20.0, 20.2] * 5
    values = [*[10.0, 10.2] * 5, *high, *high, *[10.0, 10.2] * 5]
    assert (10, 29) in told(values, Rule.SHIFT)
    assert told(values, Rule.SHIFT, starts=(20,)) == [(0, 9), (10, 19), (20, 29), (30, 39)]


def test_points_outside_the_limits_are_named_as_they_stand():
    assert runs(Rule.OUTSIDE_LIMITS, [3, 4, 7], Counted([1.0] * 9, [0.0] * 9)) == [(3, 4), (7,)]


@pytest.mark.parametrize("rule", [Rule.SHIFT, Rule.TREND, Rule.TWO_OF_THREE])
@given(values=st.lists(st.one_of(st.none(), st.integers(-9, 9)), min_size=12, max_size=40))
def test_the_runs_name_every_marked_point_and_no_other(rule, values):
    array = np.array([[np.nan if value is None else value for value in values]], dtype=float)
    made = charts(ChartPlan(ChartKind.XMR, NHS), array)
    marked = np.flatnonzero(made.marks[rule][0]).tolist()
    counted = Counted(values, [float(made.limits.centre[0, 0])] * len(values))
    found = runs(rule, marked, counted, NHS.points[rule])
    assert sorted({place for run in found for place in run}) == marked
    if rule is not Rule.TWO_OF_THREE:
        assert all(len(run) >= NHS.points[rule] for run in found)


def test_a_chart_of_months_tells_the_same_runs():
    values = np.array([[10.0, 10.2] * 6 + [20.0, 20.2] * 6])
    ones = np.ones_like(values)
    series = Chartable(Month(2024, 1), Kind.MEAN, 1.0, values, values, ones, ones > 0)
    [chart] = control_charts(series)
    shift = next(breach for breach in chart.breaches if breach.rule is Rule.SHIFT)
    found = [(str(run[0]), str(run[-1])) for run in runs_of(shift, chart)]
    assert found == [("2024-01", "2024-12"), ("2025-01", "2025-12")]
