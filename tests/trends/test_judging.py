"""A run is judged as one family; what has no verdict says why; what is wrong says one sentence."""

from dataclasses import fields, replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from riktning.core.errors import RunError, SeriesError
from riktning.core.periods import Month
from riktning.core.units import Unit, UnitKind
from riktning.trends.assembling import repeats
from riktning.trends.charts.chart import ChartBasis, ChartKind, ChartStatus
from riktning.trends.charts.profiles import Rule
from riktning.trends.judged import PlannedTarget
from riktning.trends.judging import judge
from riktning.trends.verdict import Direction, Pace, Reason, Target
from trends.examples import DEFINITIONS, FIRST, LAST, UNITS, hidden, observation, rows, run, table

DUE = Month(2027, 12)


def _judged(made=None, **options):
    return judge(run(made), DEFINITIONS, **options)


def _at(verdicts, indicator, unit):
    return next(
        series
        for series in verdicts.verdicts
        if (series.verdict.indicator_id, series.verdict.unit_id) == (indicator, unit)
    )


def test_the_region_and_its_hospitals_are_judged_and_clinics_are_not():
    keys = [(v.verdict.indicator_id, v.verdict.unit_id) for v in _judged().verdicts]
    assert sorted(keys) == [
        ("absent", "R"),
        ("share", "H1"),
        ("share", "H2"),
        ("share", "R"),
        ("stay", "H1"),
        ("stay", "H2"),
        ("stay", "R"),
    ]


def test_what_rises_improves_and_what_stands_still_has_no_evidence():
    verdicts = _judged()
    for unit in ("R", "H1", "H2"):
        share = _at(verdicts, "share", unit).verdict.direction
        assert share.state is Direction.IMPROVING
        assert share.method == "reml_ar1_seasonal_quasi_binomial"
        assert share.slope_low < 2.0 < share.slope_high
        assert _at(verdicts, "stay", unit).verdict.direction.state is Direction.NO_EVIDENCE


def test_the_family_counts_series_tests_and_expected_false_calls():
    family = _judged().family
    assert (family.size, family.judged, family.called) == (7, 6, 3)
    assert family.expected_false == pytest.approx(0.15)


def test_preliminary_months_are_shown_but_not_judged():
    share = _at(_judged(), "share", "R")
    assert (share.verdict.direction.points, share.verdict.direction.preliminary) == (47, 1)
    assert share.verdict.direction.last == LAST.plus(-1)
    assert share.chart.values[-1] is not None
    assert share.chart.preliminary == (*(False,) * 47, True)
    made = rows()
    made[-1]["value"] = made[-2]["value"] = 1e6
    extreme = _judged(made)
    assert _at(extreme, "share", "R").chart.lower == share.chart.lower


def test_an_indicator_without_source_cannot_be_told_because_there_are_no_data():
    absent = _at(_judged(), "absent", "R")
    assert absent.verdict.direction.state is Direction.CANNOT_TELL
    assert absent.verdict.direction.reason is Reason.NO_DATA
    assert len(absent.chart.months) == 48


def test_hidden_points_are_left_out_and_too_many_of_them_stop_the_verdict():
    few, many = rows(), rows()
    of_share = [
        i for i, row in enumerate(few) if (row["indicator_id"], row["unit_id"]) == ("share", "H1")
    ]
    for index in of_share[:6]:
        few[index] = hidden(few[index])
    for index in of_share[:20]:
        many[index] = hidden(many[index])
    told = _at(_judged(few), "share", "H1")
    assert (told.verdict.direction.points, told.verdict.direction.hidden) == (41, 6)
    assert told.chart.values[:6] == (None,) * 6
    untold = _at(_judged(many), "share", "H1").verdict.direction
    assert untold.reason is Reason.TOO_MUCH_HIDDEN


def test_proportions_get_p_charts_and_means_xmr():
    verdicts, early = _judged(), _judged(as_of=Month(2022, 12))
    assert _at(early, "share", "H1").chart.kind in (ChartKind.P, ChartKind.P_PRIME)
    assert _at(early, "share", "H1").chart.basis is ChartBasis.LEVEL
    assert _at(verdicts, "stay", "H1").chart.kind is ChartKind.XMR
    assert _at(verdicts, "stay", "H1").chart.status is ChartStatus.ESTABLISHED


def test_what_moves_is_charted_around_its_trend_line_and_what_does_not_around_its_level():
    verdicts = _judged()
    share, stay = _at(verdicts, "share", "R"), _at(verdicts, "stay", "R")
    found = share.verdict.direction
    assert (share.chart.basis, share.chart.kind) == (ChartBasis.TREND, ChartKind.XMR)
    assert share.chart.centres[0] == pytest.approx(found.start_level)
    assert share.chart.centres[46] == pytest.approx(found.end_level)
    assert (stay.chart.basis, stay.chart.line) == (ChartBasis.LEVEL, ())
    assert set(stay.chart.centres) == {stay.chart.centre}


def _with(unit, copied_from, made):
    return [*made, *({**row, "unit_id": unit} for row in made if row["unit_id"] == copied_from)]


def _grown(*units):
    return tuple(
        Unit(unit, unit, kind, "R", None, date(2000, 1, 1), None)
        for unit, kind in (("A", UnitKind.ADMINISTRATION), ("D", UnitKind.SUBREGION))
        if unit in units
    )


def test_a_subregion_is_judged_as_an_administration_is():
    made = _with("D", "K1", rows())
    verdicts = judge(run(made, units=(*UNITS, *_grown("D"))), DEFINITIONS)
    assert _at(verdicts, "share", "D").verdict.direction.state is Direction.IMPROVING
    assert (verdicts.family.judged, verdicts.family.repeated) == (8, 0)


def test_a_unit_that_repeats_its_parents_series_is_judged_but_counts_once_in_the_family():
    plain = _judged()
    verdicts = judge(run(_with("A", "R", rows()), units=(*UNITS, *_grown("A"))), DEFINITIONS)
    twin, parent = _at(verdicts, "share", "A"), _at(verdicts, "share", "R")
    assert twin.verdict.direction == parent.verdict.direction
    assert twin.chart == parent.chart
    assert replace(verdicts.family, repeated=0) == plain.family
    assert verdicts.family.repeated == 2
    for indicator, unit in (("share", "H1"), ("stay", "H2"), ("share", "R")):
        found, alone = (_at(each, indicator, unit) for each in (verdicts, plain))
        # the last digit may hang on how many series are fitted together
        for field in fields(alone.verdict.direction):
            said, wanted = (getattr(each.verdict.direction, field.name) for each in (found, alone))
            close = pytest.approx(wanted, rel=1e-9) if isinstance(wanted, float) else wanted
            assert said == close, field.name
        assert found.chart.breaches == alone.chart.breaches


def test_a_series_repeats_another_when_all_its_months_and_weights_are_the_same():
    gap = np.nan
    values = np.array([[1, 2, 3, gap], [1, 2, 3 + 1e-12, gap], [1, 2, gap, 3], [0, 0, 0, 0],
                       [0, 0, 0, 0], [gap] * 4, [gap] * 4, [1, 2, 3, gap]])  # fmt: skip
    weights = np.ones_like(values)
    weights[7, 0] = 2.0
    assert repeats(values, weights).tolist() == [0, 0, 2, 3, 4, 5, 6, 7]


def test_units_without_figures_do_not_repeat_each_other():
    made = [hidden(row) if row["unit_id"] in ("H1", "H2") else row for row in rows()]
    family = _judged(made).family
    assert (family.size, family.judged, family.repeated) == (7, 2, 0)


def test_as_of_cuts_the_series_and_short_ones_get_trial_limits_or_none():
    trial = _at(_judged(as_of=Month(2023, 3)), "stay", "R")
    assert trial.chart.status is ChartStatus.TRIAL
    assert trial.verdict.direction.last == Month(2023, 3)
    short = _at(_judged(as_of=Month(2022, 9)), "stay", "R")
    assert short.chart.status is ChartStatus.DESCRIPTIVE
    assert short.chart.lower == (None,) * 9
    assert short.verdict.direction.reason is Reason.TOO_SHORT


def test_targets_give_a_pace_and_bring_in_units_below_the_levels():
    verdicts = _judged(
        targets=[
            PlannedTarget("share", None, Target(58.0, DUE)),
            PlannedTarget("share", "K1", Target(90.0, DUE)),
            PlannedTarget("stay", "R", Target(4.0, DUE)),
        ]
    )
    assert _at(verdicts, "share", "R").verdict.pace.state in (Pace.REACHED, Pace.ON_TIME)
    assert _at(verdicts, "share", "K1").verdict.pace.state is Pace.LATE
    assert _at(verdicts, "stay", "R").verdict.pace.state is Pace.NO_DATE
    assert _at(verdicts, "share", "H1").verdict.pace is None


def test_of_several_targets_the_next_due_counts():
    goals = [Target(58.0, Month(2024, 12)), Target(99.0, Month(2030, 12)), Target(62.0, DUE)]
    targets = [PlannedTarget("share", None, goal) for goal in goals]
    assert _at(_judged(targets=targets), "share", "R").verdict.pace.target == goals[2]


def test_the_order_of_rows_changes_nothing():
    made = rows()
    np.random.default_rng(0).shuffle(made)
    assert _judged(made) == _judged()


def test_rule_breaches_never_move_the_direction():
    made = rows()
    for row in made:
        if (row["indicator_id"], row["unit_id"]) == ("stay", "R"):
            spike = row["period_start"].month == 6 and row["period_start"].year == 2024
            row["value"] *= 1.2 if spike else 1
    stay = _at(_judged(made), "stay", "R")
    outside = next(breach for breach in stay.chart.breaches if breach.rule is Rule.OUTSIDE_LIMITS)
    assert outside.months == (Month(2024, 6),)
    assert stay.verdict.direction.state is Direction.NO_EVIDENCE


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"q": 0.0}, "q is 0"),
        ({"q": 1.5}, "q is 1.5"),
        ({"as_of": Month(2021, 12)}, "before the run's first month"),
        ({"targets": [PlannedTarget("nothing", None, Target(1.0, DUE))]}, "is no indicator"),
        ({"targets": [PlannedTarget("share", "X", Target(1.0, DUE))]}, "does not have"),
        ({"targets": [PlannedTarget("share", None, Target(120.0, DUE))]}, "no share can be at"),
        ({"targets": [PlannedTarget("share", None, Target(-5.0, DUE))]}, "no share can be at"),
        ({"targets": [PlannedTarget("stay", None, Target(-1.0, DUE))]}, "no value can be at"),
    ],
)
def test_what_does_not_fit_the_run_is_said_in_one_sentence(options, words):
    with pytest.raises(SeriesError, match=words) as caught:
        _judged(**options)
    assert "\n" not in caught.value.sentence


def _without_column():
    return table().drop_columns(["hidden"])


def _repeated():
    return pa.concat_tables([table(), table().slice(0, 1)])


def _infinite():
    row = observation("share", "R", FIRST, 1.0, 1.0, None, float("inf"))
    return table([row])


def _undefined():
    return table([{**rows()[0], "indicator_id": "unknown"}])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"observations": table([])}, "no observations"),
        ({"observations": _without_column()}, "lack the column hidden"),
        ({"observations": _repeated()}, "twice"),
        ({"observations": _infinite()}, "infinite"),
        ({"observations": _undefined()}, "the catalogue does not have"),
        ({"units": UNITS[1:2]}, "not valid|0 regions"),
    ],
)
def test_a_run_that_cannot_be_judged_is_said_in_one_sentence(changes, words):
    from riktning.core.errors import RiktningError

    with pytest.raises(RiktningError, match=words) as caught:
        judge(run(**changes), DEFINITIONS)
    assert "\n" not in caught.value.sentence
    assert isinstance(caught.value, RunError) or "units" in changes


def test_no_level_of_a_chart_spans_a_break_of_the_definition():
    definitions = {**DEFINITIONS, "stay": replace(DEFINITIONS["stay"], breaks=(Month(2023, 7),))}
    judged = judge(run(), definitions)
    charts = {series.verdict.indicator_id: series.chart for series in judged.verdicts}
    assert [(str(p.first), str(p.last)) for p in charts["stay"].phases] == [
        ("2022-01", "2023-06"),
        ("2023-07", "2025-12"),
    ]
    assert charts["share"].phases == ()
