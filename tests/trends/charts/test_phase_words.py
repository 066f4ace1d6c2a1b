"""The phases of a chart in words: when, at which level, within which limits, and why."""

from dataclasses import replace

import pytest

from riktning.catalogue.model import Kind, Polarity, Words
from riktning.core.periods import Month
from riktning.trends.charts.chart import ChartBasis, ChartKind, ChartStatus, ControlChart, Phase
from riktning.trends.charts.phase_words import phase_sentences
from riktning.trends.own.telling import Naming
from riktning.trends.verdict import Direction, DirectionFinding, Reason

START, SINCE, LAST = Month(2022, 1), Month(2024, 1), Month(2025, 12)
MONTHS = tuple(START.plus(place) for place in range(48))
NAMED = Naming(
    Words("Väntetid", "Waiting"), Words("dagar", "days"), 1, Polarity.LOWER, Kind.MEAN, own=False
)
CHART = ControlChart(
    kind=ChartKind.XMR,
    status=ChartStatus.ESTABLISHED,
    months=MONTHS,
    values=(50.0,) * 48,
    preliminary=(False,) * 48,
    centre=60.0,
    lower=(45.0,) * 24 + (54.5,) * 24,
    upper=(55.0,) * 24 + (65.5,) * 24,
    breaches=(),
    phases=(
        Phase(START, SINCE.plus(-1), ChartStatus.ESTABLISHED, 50.0),
        Phase(SINCE, LAST, ChartStatus.TRIAL, 60.0),
    ),
)
FINDING = DirectionFinding(
    Direction.NO_EVIDENCE, None, "reml_ar1_seasonal", 24, SINCE, LAST, cut=Reason.DEFINITION_BREAK
)


def told(chart=CHART, finding=FINDING, language="sv"):
    plain = str.maketrans({"\u00a0": " ", "\u2060": None})
    return [each.translate(plain) for each in phase_sentences(chart, finding, NAMED, language)]


def test_each_phase_tells_its_time_its_level_its_limits_and_the_last_why_it_began():
    trial = "medelnivå 60,0 dagar; preliminära styrgränser 54,5–65,5 dagar."
    assert told() == [
        "Januari 2022 – december 2023: medelnivå 50,0 dagar; styrgränser 45,0–55,0 dagar.",
        f"Januari 2024 – december 2025 (brott i definitionen): {trial}",
    ]
    english = told(language="en")
    assert (
        "January 2022 – December 2023: mean level 50.0 days; control limits 45.0–55.0 days."
        in english
    )


def test_limits_that_follow_the_denominator_are_told_as_a_mean_of_them():
    varying = replace(CHART, lower=(44.0, 46.0) * 12 + CHART.lower[24:])
    assert "styrgränser i genomsnitt 45,0–55,0 dagar, vidare där" in told(varying)[0]


def test_a_phase_without_limits_says_how_little_it_can_bear():
    short = Phase(SINCE, LAST, ChartStatus.DESCRIPTIVE, None)
    nothing = (None,) * 24
    bare = replace(
        CHART,
        phases=(CHART.phases[0], short),
        lower=CHART.lower[:24] + nothing,
        upper=CHART.upper[:24] + nothing,
    )
    assert told(bare)[0].endswith("styrgränser 45,0–55,0 dagar.")
    assert "för få värden för styrgränser" in told(bare)[1]


def test_beside_a_trend_line_the_time_before_the_break_is_told_to_be_outside_of_it():
    moving = replace(CHART, basis=ChartBasis.TREND, line=(None,) * 24 + (60.0,) * 24)
    before, after = told(moving)
    assert "räknas inte in i trenden" in before
    assert after.endswith("följer trendlinjen.")


@pytest.mark.parametrize("phases", [(), CHART.phases[:1]])
def test_a_series_of_one_level_has_no_phases_to_tell(phases):
    assert told(replace(CHART, phases=phases)) == []
