"""A meeting looks at charts of its areas: of the measures that say most, each on a slide."""

from dataclasses import replace
from datetime import date

import pytest

from apps.meeting_store import a_meeting, a_whole_meeting
from apps.report_evidence_store import LAST, UNITS
from apps.round_store import COUNTED, SHARED, STAY
from apps.run_folders import RunSpec, judge, judged, write_run_folder
from riktning.apps.meetings.charts import CHARTS
from riktning.apps.meetings.papers import deck_of, minutes_of
from riktning.apps.observations.actions import publish_run
from riktning.core.periods import Month, months_between
from riktning.documents.manuscript.model import Chart
from riktning.trends.verdict import Direction, Pace

pytestmark = pytest.mark.django_db
TODAY = date(2025, 8, 29)


def a_run(folder):
    """Two measures; the one that worsens has two years of months to draw."""
    spec = RunSpec(
        run_id="run-1", units=UNITS, indicator_ids=(STAY, SHARED), without_source=(COUNTED,),
        first=Month(2023, 1), last=LAST, changes={},
    )  # fmt: skip
    made = write_run_folder(folder / "run-1", spec)
    series = judged(STAY, direction=Direction.WORSENING, pace=Pace.LATE)
    months = tuple(months_between(Month(2024, 1), LAST))
    count = len(months)
    drawn = replace(
        series.chart, months=months, values=tuple(6.0 + place % 3 for place in range(count)),
        preliminary=(False,) * count, lower=(4.0,) * count, upper=(9.0,) * count,
    )  # fmt: skip
    still = judged(SHARED, direction=Direction.CANNOT_TELL)
    judge(made, replace(series, chart=drawn), still, run_id="run-1")
    return publish_run(run_folder=made, actor="analysenheten")


def slides(made):
    return [section for section in made.sections if section.key.startswith("matt-")]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_area_that_is_asked_about_shows_what_moves_in_it(tmp_path, language):
    meeting = a_whole_meeting()
    a_run(tmp_path)
    made = deck_of(meeting, language, TODAY)
    shown = slides(made)
    assert 0 < len(shown) <= CHARTS
    for section in shown:
        assert section.heading.startswith("Nära vård: ")
        (chart,) = section.blocks
        assert isinstance(chart, Chart)
        assert chart.alt.endswith(".")
        assert chart.table is not None
    assert any(f"chart-{STAY}-region" == section.blocks[0].anchor for section in shown)
    keys = [section.key for section in made.sections]
    area = next(place for place, key in enumerate(keys) if key.startswith("omrade-"))
    assert keys[area + 1].startswith("matt-")  # beside the words on it, before the positions


def test_without_a_run_or_areas_there_is_no_chart(tmp_path):
    meeting = a_whole_meeting()
    assert slides(deck_of(meeting, "sv", TODAY)) == []
    a_run(tmp_path)
    other = a_meeting(meeting.group, title="Utan områden")
    assert slides(deck_of(other, "sv", TODAY)) == []


def test_the_minutes_have_none(tmp_path):
    meeting = a_whole_meeting()
    a_run(tmp_path)
    assert not any(isinstance(b, Chart) for b in minutes_of(meeting, "sv", TODAY).blocks())
