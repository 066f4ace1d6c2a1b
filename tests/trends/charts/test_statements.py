"""Variation and assurance: two statements, each right on its own, and never more than is known."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riktning.catalogue.model import Kind, Polarity
from riktning.core.periods import Month
from riktning.trends.charts.chart import ChartBasis, ChartStatus
from riktning.trends.charts.of_indicators import Chartable, control_charts
from riktning.trends.charts.profiles import NHS, Rule, RuleSet
from riktning.trends.charts.statement_words import assurance_sentence, variation_sentence
from riktning.trends.charts.statements import (
    Assurance,
    AssuranceFinding,
    Latest,
    Untold,
    Variation,
    VariationFinding,
    assurance,
    assured,
    latest,
    variation,
)
from riktning.trends.charts.xmr import WHEELER, xmr_limits
from trends.peers import needs_peers, row, series

POINT = Latest(30, 8.0, 5.0, 2.0, 9.0, 1.0, ChartStatus.ESTABLISHED, ())
FIRST = Month(2021, 1)


def chart(values, final=None, starts=()):
    values = np.array([values], dtype=float)
    final = np.ones(values.shape, dtype=bool) if final is None else np.array([final])
    ones = np.ones_like(values)
    return control_charts(
        Chartable(FIRST, Kind.MEAN, 1.0, values, values, ones, final, (starts,)), NHS
    )[0]


@pytest.mark.parametrize(
    ("rules", "step", "state", "rule"),
    [
        ((), 1.0, Variation.COMMON, None),
        ((Rule.SHIFT,), -1.0, Variation.HIGH, Rule.SHIFT),
        ((Rule.TREND, Rule.SHIFT), -1.0, Variation.LOW, Rule.TREND),
        ((Rule.OUTSIDE_LIMITS, Rule.TREND), -1.0, Variation.HIGH, Rule.OUTSIDE_LIMITS),
        ((Rule.WITHIN_ONE_SIGMA,), 1.0, Variation.UNUSUAL, Rule.WITHIN_ONE_SIGMA),
    ],
)
def test_variation_is_the_first_rule_that_marks_the_latest_point(rules, step, state, rule):
    found = variation(replace(POINT, rules=rules, step=step))
    assert (found.state, found.rule) == (state, rule)


@pytest.mark.parametrize(
    ("polarity", "better"),
    [(Polarity.HIGHER, True), (Polarity.LOWER, False), (Polarity.NONE, None)],
)
def test_the_better_side_follows_the_polarity(polarity, better):
    assert variation(replace(POINT, rules=(Rule.SHIFT,)), polarity).better is better


@pytest.mark.parametrize("status", [ChartStatus.DESCRIPTIVE, ChartStatus.NO_VARIATION])
def test_without_limits_neither_statement_is_made(status):
    bare = replace(POINT, status=status, lower=None, upper=None, rules=(Rule.SHIFT,))
    assert variation(bare).state is Variation.CANNOT_TELL
    assert assurance(bare, 5.0, Polarity.HIGHER) is Assurance.CANNOT_TELL
    assert variation(None).state is Variation.CANNOT_TELL


@pytest.mark.parametrize(
    ("target", "polarity", "expected"),
    [
        (1.0, Polarity.HIGHER, Assurance.ALWAYS),
        (10.0, Polarity.HIGHER, Assurance.NEVER),
        (5.0, Polarity.HIGHER, Assurance.SOMETIMES),
        (1.0, Polarity.LOWER, Assurance.NEVER),
        (10.0, Polarity.LOWER, Assurance.ALWAYS),
        (5.0, Polarity.NONE, Assurance.CANNOT_TELL),
        (None, Polarity.HIGHER, Assurance.CANNOT_TELL),
    ],
)
def test_assurance_compares_the_target_with_both_limits(target, polarity, expected):
    assert assurance(POINT, target, polarity) is expected


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        ((1.0, 10.0), Assurance.ALWAYS),
        ((None, 10.0), Assurance.ALWAYS),
        ((3.0, 6.0), Assurance.SOMETIMES),
        ((20.0, 30.0), Assurance.NEVER),
        ((None, 1.0), Assurance.NEVER),
    ],
)
def test_a_target_interval_is_met_where_both_limits_lie_in_it(interval, expected):
    assert assurance(POINT, None, Polarity.TARGET_INTERVAL, interval) is expected


def seasonal(rise=0.0):
    """Four years around a season of ± 20, on a trend line; limits around line and season."""
    months = np.arange(48)
    line, season = 50 + rise * months, 20 * np.sin(2 * np.pi * months / 12)
    made = chart(line + season)
    return replace(
        made,
        basis=ChartBasis.TREND,
        line=tuple(line),
        lower=tuple(line + season - 3),
        upper=tuple(line + season + 3),
    )


@pytest.mark.parametrize(
    ("target", "expected"),
    [(58.0, Assurance.SOMETIMES), (26.0, Assurance.ALWAYS), (74.0, Assurance.NEVER)],
)
def test_a_seasonal_series_is_tried_in_every_month_of_the_last_year(target, expected):
    point = latest(seasonal())
    assert len(point.cycle) == 12
    assert assurance(point, target, Polarity.HIGHER) is expected
    assert assurance(replace(point, cycle=()), 44.0, Polarity.HIGHER) is Assurance.NEVER


@pytest.mark.parametrize("rise", [-1.0, 1.0])
def test_the_limits_of_earlier_months_are_moved_to_the_level_of_the_latest(rise):
    flat, moving = latest(seasonal()), latest(seasonal(rise))
    level = 50 + 47 * rise
    np.testing.assert_allclose(np.array(moving.cycle) - level, np.array(flat.cycle) - 50)


def test_a_limit_cut_at_nothing_is_not_moved_to_where_it_was_not():
    made = seasonal(2.0)
    made = replace(made, lower=(0.0,) * 48)
    assert {low for low, _ in latest(made).cycle} == {0.0}


def test_where_the_level_is_uncertain_neither_every_period_nor_none_is_said():
    for state in (Assurance.ALWAYS, Assurance.NEVER):
        found = assured(state, POINT, certain=False)
        assert (found.state, found.why) == (Assurance.CANNOT_TELL, Untold.LEVEL_UNCERTAIN)
        assert assured(state, POINT).state is state
    assert assured(Assurance.SOMETIMES, POINT, certain=False).state is Assurance.SOMETIMES


def test_an_untested_series_whose_latest_point_is_unusual_has_no_known_level():
    odd = replace(POINT, rules=(Rule.SHIFT,))
    assert assured(Assurance.ALWAYS, odd, tested=False).why is Untold.LEVEL_UNKNOWN
    assert assured(Assurance.ALWAYS, odd).state is Assurance.ALWAYS
    assert assured(Assurance.ALWAYS, POINT, tested=False).state is Assurance.ALWAYS


@pytest.mark.parametrize("state", [Assurance.ALWAYS, Assurance.NEVER])
def test_trial_limits_are_told_with_their_reservation(state):
    told = assurance_sentence(AssuranceFinding(state, status=ChartStatus.TRIAL), "målet 90")
    assert "tycks målet 90" in told and "osäkert, eftersom gränserna är preliminära" in told
    assert "måste" not in told


def test_the_latest_point_is_the_latest_final_one_and_its_own_phase_bears_it():
    values = [*np.random.default_rng(1).normal(10, 1, 30), 50.0, 51.0, 52.0]
    found = latest(chart(values, [True] * 32 + [False], starts=(30,)))
    assert (found.place, found.value, found.step) == (31, 51.0, 1.0)
    assert found.status is ChartStatus.DESCRIPTIVE
    assert latest(chart([math.nan] * 30)) is None


def test_a_missing_latest_month_leaves_the_statement_with_the_month_before():
    values = [*[1.0, 2.0, 3.0] * 8, 9.0, math.nan]
    found = variation(latest(chart(values)))
    assert (found.state, found.place) == (Variation.HIGH, 24)


@given(
    st.lists(st.integers(-50, 50), min_size=30, max_size=30),
    st.integers(-60, 60),
    st.sampled_from([Polarity.HIGHER, Polarity.LOWER]),
)
def test_mirrored_values_target_and_polarity_give_the_mirrored_statements(values, target, polarity):
    other = Polarity.LOWER if polarity is Polarity.HIGHER else Polarity.HIGHER
    here, there = latest(chart(values)), latest(chart([-value for value in values]))
    assert assurance(here, target, polarity) is assurance(there, -target, other)
    found, mirrored = variation(here, polarity), variation(there, other)
    assert found.better is mirrored.better
    assert found.rule is mirrored.rule
    assert (found.state is Variation.HIGH) == (mirrored.state is Variation.LOW)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("state", Variation)
@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("basis", ChartBasis)
def test_every_variation_is_one_sentence_in_both_languages(state, rule, basis, language):
    found = VariationFinding(state, rule, 3, ChartStatus.DESCRIPTIVE, better=None)
    text = variation_sentence(found, "maj 2024", language, basis, RuleSet.NELSON)
    assert text.startswith("Variation: ")
    assert text.endswith(".") and "None" not in text and "{" not in text


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("state", Assurance)
@pytest.mark.parametrize("why", [None, *Untold])
@pytest.mark.parametrize("status", ChartStatus)
@pytest.mark.parametrize("basis", ChartBasis)
def test_every_assurance_is_one_sentence_and_says_nothing_of_direction(
    state, why, status, basis, language
):
    found = AssuranceFinding(state, why, status, basis)
    text = assurance_sentence(found, "målet 90", language)
    assert text.endswith(".") and "{" not in text
    assert not any(word in text for word in ("förbätt", "försäm", "improv", "worse"))


ICONS = {
    "common_cause": Variation.COMMON,
    "improvement_high": Variation.HIGH,
    "concern_high": Variation.HIGH,
    "neutral_high": Variation.HIGH,
    "improvement_low": Variation.LOW,
    "concern_low": Variation.LOW,
    "neutral_low": Variation.LOW,
}
POLARITIES = {"increase": Polarity.HIGHER, "decrease": Polarity.LOWER, "neutral": Polarity.NONE}


def _latest_of_peers(values, limits):
    made = chart(values[0])
    made = replace(
        made,
        lower=tuple(limits.lower[0].tolist()),
        upper=tuple(limits.upper[0].tolist()),
    )
    return latest(made)


@needs_peers
@pytest.mark.parametrize("item", series(), ids=lambda item: item[0])
def test_both_statements_are_the_icons_of_nhsrplotthedots(item):
    name, _, _, peers = item
    compared = 0
    for answer in peers["NHSRplotthedots"]:
        config, points, said = answer["config"], answer["points"], answer["summary"]
        if config["rebase_at_index"] or config["fix_after_n_points"]:
            continue
        values = row(points["y"])
        limits = xmr_limits(values, screened=config["screen_outliers"], d2=WHEELER)
        point = _latest_of_peers(values, limits)
        polarity = POLARITIES[config["improvement_direction"]]
        found = variation(point, polarity)
        if not np.isnan(values[0, -1]):  # the peer has an icon for a month that is missing, too
            assert found.state is ICONS[said["variation_icon"]], name
            if "neutral" not in said["variation_icon"] and found.state is not Variation.COMMON:
                assert found.better is ("improvement" in said["variation_icon"])
        if config["target"] is not None:
            assert assurance(point, config["target"], polarity) == said["assurance_type"]
        compared += 1
    assert compared


def test_a_chart_of_mostly_equal_months_does_not_say_that_the_values_vary_too_little():
    still = VariationFinding(Variation.CANNOT_TELL, None, 3, ChartStatus.NO_VARIATION)
    said = variation_sentence(still, "maj 2025")
    assert said == "Variation: går inte att avgöra, de flesta värden är lika med värdet före."
