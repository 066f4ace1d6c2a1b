"""The page of a measure says which value is set aside, and why a figure has no interval."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest
from django.utils import translation

from riktning.apps.observations.figures import IndicatorInfo, Point, RunInfo, VerdictInfo
from riktning.catalogue.model import Kind, Polarity, Words
from riktning.core.periods import Month, Period, PeriodKind
from riktning.trends.charts.of_indicators import Chartable, control_charts
from riktning.trends.naming import aim_words
from riktning.trends.verdict import Direction, DirectionFinding
from riktning.web.presenters.definition import definition_facts, label_words
from riktning.web.presenters.figures import interval_words
from riktning.web.presenters.indicator import finding, point_notes

DAY = datetime(2026, 1, 1, tzinfo=UTC)
RUN = RunInfo(
    "r", DAY, DAY, True, "", "vgr", date(2025, 1, 1), date(2025, 12, 1), date(2025, 12, 31), True,
    {}, None,
)  # fmt: skip


def info(kind=Kind.COUNT, polarity=Polarity.HIGHER, **definition) -> IndicatorInfo:
    return IndicatorInfo(
        "matt", "X1", Words("Mått", "Measure"), Words("", ""), kind, polarity,
        Words("%", "%"), 1, 1, "", definition, "computed", "",
    )  # fmt: skip


def point(month: int) -> Point:
    return Point(Period(Month(2025, month), PeriodKind.MONTH), 236, None, 236.0, 211.0, 272.0,
                 False, "")  # fmt: skip


def aside() -> VerdictInfo:
    found = DirectionFinding(
        Direction.NO_EVIDENCE, None, "reml_ar1_seasonal", 24, Month(2024, 1), Month(2025, 12),
        aside=Month(2025, 3),
    )  # fmt: skip
    return VerdictInfo("matt", "vgr", found, None)


def test_a_value_that_is_set_aside_is_said_in_text_and_where_it_is_pointed_at():
    with translation.override("sv"):
        assert "Värdet för mars\u00a02025 räknas inte in" in finding(info(), aside(), "sv").aside
        notes = point_notes([point(2), point(3)], info(), aside(), "sv")
    assert notes[1].endswith("räknas inte in i trenden")
    assert "trenden" not in notes[0]


def test_a_few_values_that_pull_are_named_and_said_to_pull_the_trend_too():
    values = np.array([[50 + (at * 7) % 9 / 2 for at in range(24)]])
    values[0, [5, 14]] = 5000.0
    final = np.ones(values.shape, dtype=np.bool_)
    [chart] = control_charts(
        Chartable(Month(2024, 1), Kind.MEDIAN, 1.0, values, values, values, final)
    )
    direction = replace(aside().direction, aside=None, end_level=28.4, middle=52.0)
    said = finding(info(), VerdictInfo("matt", "vgr", direction, None, chart), "en")
    assert "2 values, 5,000\u00a0per cent (June\u00a02024) and 5,000\u00a0per cent" in said.chart
    assert said.aside.startswith("A few values lie far from the others. They are part of the trend")
    assert said.title.endswith("; the middle value is 52.0\u00a0per cent.")
    told = finding(info(), VerdictInfo("matt", "vgr", aside().direction, None, chart), "en")
    assert "is not part of the trend" in told.aside


@pytest.mark.parametrize(
    ("definition", "told"),
    [
        ({"frame": "service_month", "numerator": "1"}, "en nivå som räknas helt"),
        ({"frame": "training_month", "numerator": "participants"}, "en summa av"),
        ({"frame": "agreement", "numerator": "1"}, "exakt för fall som kommer ett och ett"),
    ],
)
def test_a_definition_says_how_its_interval_is_made_or_why_it_has_none(definition, told):
    measure = info(**definition)
    with translation.override("sv"):
        facts = {fact.name: fact.text for fact in definition_facts(measure, "sv")}
    assert told in facts["Osäkerhetsintervall"]
    assert bool(interval_words(point(1), measure, "sv")) is ("exakt" in told)


@pytest.mark.parametrize(
    ("ends", "swedish", "english"),
    [
        ([None, 90], "målet högst 90\u00a0procent", "the target of at most 90\u00a0per cent"),
        ([85, None], "målet minst 85\u00a0procent", "the target of at least 85\u00a0per cent"),
        ([85, 90], "målintervallet 85–90\u00a0procent", "the target interval 85–90\u00a0per cent"),
    ],
)
def test_an_interval_with_one_end_is_told_as_a_target(ends, swedish, english):
    measure = info(Kind.RATIO, Polarity.TARGET_INTERVAL, target_interval=ends)
    assert aim_words(measure, "sv") == swedish
    assert aim_words(measure, "en") == english


def test_what_made_up_data_are_called_is_told_in_the_language_of_the_page():
    with translation.override("en"):
        assert label_words("Syntetiska data – inte verkliga resultat").startswith("Synthetic data")
        assert label_words("Leverans 7") == "Leverans 7"
        assert label_words("") == ""
