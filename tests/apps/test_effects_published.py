"""Effects are published with the verdicts, read back as they were, and told on the page."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from apps.run_folders import STAY, RunSpec, judged, write_run_folder
from riktning.apps.observations import queries
from riktning.apps.observations.actions import publish_run
from riktning.core.periods import Month
from riktning.trends.effect.finding import (
    EffectFinding,
    EffectKind,
    EffectState,
    Estimate,
    Lack,
    Placebo,
)
from riktning.trends.judged import Family, RunVerdicts
from riktning.trends.store import write_verdicts
from riktning.web.presenters.effects import start_marks

pytestmark = pytest.mark.django_db
FOUND = EffectFinding(
    activity="Digital första kontakt",
    indicator_id=STAY,
    kind=EffectKind.CONTROLLED,
    state=EffectState.BETTER,
    units=("su",),
    left_out=(),
    first_start=Month(2024, 9),
    last_start=Month(2024, 9),
    controls=4,
    before=20,
    after=16,
    method="its_reml_ar1_seasonal",
    level=Estimate(-0.5, -1.5, 0.5, 0.3),
    slope=Estimate(-0.2, -1.2, 0.8, 0.7),
    mean=Estimate(-0.8, -1.2, -0.4, 0.001),
    level_after=6.0,
    last=Estimate(-0.9, -1.6, -0.2, 0.01),
    q_value=0.002,
    any_dependence=0.003,
    placebo=Placebo(None, 4, 0.2),
    detectable=0.6,
)
LATE = replace(
    FOUND,
    activity="Mobilt team",
    kind=EffectKind.NOT_ESTIMATED,
    state=EffectState.CANNOT_TELL,
    units=(),
    left_out=("su",),
    lack=Lack.TOO_FEW_AFTER,
    level=None,
    slope=None,
    mean=None,
    last=None,
    placebo=None,
    q_value=None,
    any_dependence=None,
    more_after=4,
)


def _judge(folder, *effects):
    family = Family(size=1, judged=1, q=0.05, expected_false=0.05)
    verdicts = RunVerdicts("run-1", True, Month(2025, 12), (judged(STAY),), family, effects, family)
    write_verdicts(folder, verdicts)


@pytest.fixture(autouse=True)
def _swedish_again():
    """A page in English leaves its language behind for the tests that follow."""
    with override("sv"):
        yield


@pytest.fixture
def published(tmp_path):
    folder = write_run_folder(tmp_path / "run", RunSpec())
    _judge(folder, FOUND, LATE)
    return folder, publish_run(run_folder=folder, actor="analysenheten")


def test_effects_are_read_back_as_they_were_judged(published):
    _, run = published
    run.refresh_from_db()
    assert queries.effects(run, STAY) == (FOUND, LATE)
    assert queries.effects(run, "aterinskrivning_65") == ()


def test_effects_are_numbered_by_when_they_started_and_not_by_the_order_of_a_file(tmp_path):
    folder = write_run_folder(tmp_path / "run", RunSpec())
    early = replace(FOUND, activity="Tidigare", first_start=Month(2023, 2))
    _judge(folder, FOUND, LATE, early)
    run = publish_run(run_folder=folder, actor="analysenheten")
    assert queries.effects(run, STAY) == (early, FOUND, LATE)
    marks = start_marks(queries.effects(run, STAY), queries.indicator(run, STAY), "r", "r", "sv")
    assert [mark.month for mark in marks] == [Month(2023, 2), Month(2024, 9), Month(2024, 9)]


def test_newer_verdicts_replace_the_effects_too(published):
    folder, _ = published
    _judge(folder, LATE)
    run = publish_run(run_folder=folder, actor="analysenheten")
    assert queries.effects(run, STAY) == (LATE,)


def test_a_run_without_effects_has_none(tmp_path):
    folder = write_run_folder(tmp_path / "run", RunSpec())
    _judge(folder)
    run = publish_run(run_folder=folder, actor="analysenheten")
    assert queries.effects(run, STAY) == ()


@pytest.mark.parametrize(("unit", "marked"), [("r", 2), ("su", 2), ("annan", 0)])
def test_a_chart_marks_the_activities_that_touch_its_unit_and_the_regions_all(
    published, unit, marked
):
    _, run = published
    info = queries.indicator(run, STAY)
    marks = start_marks(queries.effects(run, STAY), info, unit, "r", "sv")
    assert len(marks) == marked
    if marks:
        assert marks[0].month == Month(2024, 9)
        assert marks[0].note.startswith("1. Digital första kontakt (september\u00a02024): Under 16")
        assert "vilket är bättre" in marks[0].note
        assert [mark.number for mark in marks] == [1, 2]


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        (
            "",
            (
                "Aktiviteternas effekter",
                "effekt mot jämförelseenheter; Sjukhuset, från september\u00a02024",
                "vilket är bättre, jämfört med 4 enheter",
                "för få månader efter starten",
            ),
        ),
        ("/en", ("Effects of the activities", "which is better, compared with 4 units")),
    ],
)
def test_the_page_of_a_measure_tells_what_activities_did(published, client, prefix, words):
    text = client.get(f"{prefix}/indikator/{STAY}/").content.decode()
    for each in words:
        assert each in text
    other = client.get(f"{prefix}/indikator/aterinskrivning_65/").content.decode()
    assert words[0] not in other
