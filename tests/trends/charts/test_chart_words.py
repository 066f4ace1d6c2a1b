"""A chart says what its limits are worth; a breach says its rule and its months, nothing more."""

import re
from dataclasses import replace

import pytest

from riktning.core.periods import Month
from riktning.trends.charts.chart import (
    Breach,
    ChartBasis,
    ChartKind,
    ChartStatus,
    ControlChart,
)
from riktning.trends.charts.profiles import Rule
from riktning.trends.charts.words import breach_sentence, chart_sentence
from trends.examples import FIRST

CHART = ControlChart(
    kind=ChartKind.P_PRIME,
    status=ChartStatus.ESTABLISHED,
    months=(FIRST,),
    values=(1.0,),
    preliminary=(False,),
    centre=1.0,
    lower=(0.0,),
    upper=(2.0,),
    breaches=(),
    sigma_z=1.83,
)


def test_a_widened_chart_says_by_how_much_and_why():
    assert chart_sentence(CHART) == (
        "P′-diagram (Laney): perioderna varierar mer än slumpen ger för en andel (1,8 gånger); "
        "styrgränser."
    )


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("status", ChartStatus)
def test_limits_are_only_spoken_of_where_there_are_any(kind, status, language):
    text = chart_sentence(replace(CHART, kind=kind, status=status), language)
    bare = status in (ChartStatus.DESCRIPTIVE, ChartStatus.NO_VARIATION)
    assert ("diagram" in text or "chart:" in text or "chart (" in text) is not bare
    assert not re.search("None|nan", text)


def test_limits_around_a_trend_line_say_so_in_both_languages():
    trended = replace(CHART, kind=ChartKind.XMR, basis=ChartBasis.TREND, line=(1.0,))
    assert chart_sentence(trended).startswith("XmR-diagram kring trendlinjen: nivån rör sig")
    assert chart_sentence(trended, "en").startswith("XmR chart around the trend line")


@pytest.mark.parametrize("rule", Rule)
def test_a_breach_of_a_moving_series_is_told_by_the_trend_line_and_never_by_a_centre(rule):
    breach = Breach(rule, (Month(2024, 5),))
    assert "trendlinjen" in breach_sentence(breach, "sv", ChartBasis.TREND)
    assert "trend line" in breach_sentence(breach, "en", ChartBasis.TREND)
    assert "trend" not in breach_sentence(breach, "sv", ChartBasis.LEVEL)


@pytest.mark.parametrize("rule", Rule)
def test_a_breach_names_its_rule_and_months_and_takes_no_side(rule):
    breach = Breach(rule, (Month(2024, 5), Month(2024, 6)))
    for language, month in (("sv", "maj\u00a02024"), ("en", "May\u00a02024")):
        text = breach_sentence(breach, language)
        assert month in text
        assert not re.search("förbätt|försäm|improv|worse", text)
