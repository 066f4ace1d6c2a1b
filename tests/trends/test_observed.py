"""Observations that another program has changed are refused in a sentence, whatever they hold."""

import math

import pyarrow as pa
import pytest

from riktning.core.errors import RunError, SeriesError
from riktning.core.periods import Month
from riktning.trends.judged import PlannedTarget
from riktning.trends.judging import judge
from riktning.trends.verdict import Target
from trends.examples import DEFINITIONS, rows, run, table


def _changed(column, array):
    whole = table()
    place = whole.column_names.index(column)
    return whole.set_column(place, column, array)


def _text(column):
    return pa.array([str(value) for value in table()[column].to_pylist()])


@pytest.mark.parametrize(
    ("column", "array", "words"),
    [
        ("period_start", _text("period_start"), "period_start holds string instead of dates"),
        ("value", _text("value"), "value holds string instead of numbers"),
        ("denominator", _text("denominator"), "denominator holds string instead of numbers"),
        ("unit_id", pa.array(range(len(rows()))), "unit_id holds int64 instead of text"),
        ("preliminary", _text("preliminary"), "preliminary holds string instead of true or false"),
        ("indicator_id", pa.nulls(len(rows()), pa.string()), "indicator_id is empty in 384 rows"),
    ],
)
def test_a_column_of_another_type_is_named(column, array, words):
    with pytest.raises(RunError, match=words):
        judge(run(observations=_changed(column, array)), DEFINITIONS)


@pytest.mark.parametrize("figure", [math.inf, -math.inf, 1e200])
@pytest.mark.parametrize("column", ["value", "numerator", "denominator", "square_sum"])
def test_a_figure_that_cannot_be_reckoned_with_is_refused_with_a_remedy(column, figure):
    made = rows()
    made[5][column] = figure
    with pytest.raises(RunError, match=r"infinite figure, .* compute the run again"):
        judge(run(made), DEFINITIONS)


@pytest.mark.parametrize("column", ["value", "numerator", "denominator", "square_sum"])
def test_a_figure_that_is_not_a_number_is_a_missing_figure(column):
    made = rows()
    made[5][column] = math.nan
    found = [series.verdict.direction for series in judge(run(made), DEFINITIONS).verdicts]
    lines = [finding for finding in found if finding.slope_per_year is not None]
    assert len(lines) == len(found) - 1
    assert all(math.isfinite(finding.slope_per_year + finding.p_value) for finding in lines)


@pytest.mark.parametrize("value", [math.inf, math.nan, 1e300])
def test_a_target_that_no_indicator_can_have_is_refused_wherever_it_comes_from(value):
    target = PlannedTarget("share", None, Target(value, Month(2027, 12)))
    with pytest.raises(SeriesError, match="the target of share: the target is too large"):
        judge(run(), DEFINITIONS, [target])
