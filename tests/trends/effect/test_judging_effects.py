"""The effects of a run: who is compared with whom, one family, stored with the verdicts."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from riktning.catalogue.model import Polarity
from riktning.cli.main import app
from riktning.core.errors import SeriesError
from riktning.core.periods import Month
from riktning.trends.effect.activities import read_activities
from riktning.trends.effect.finding import Activity, EffectKind, EffectState, Lack
from riktning.trends.effect.stored import effect_as_json, effect_from_json
from riktning.trends.effect.words import effect_sentence, effect_statistics
from riktning.trends.judging import judge
from riktning.trends.store import read_verdicts, write_verdicts
from trends.effect.panels import estimated, panel
from trends.examples import DEFINITIONS, rows, run
from trends.folders import write_example
from trends.test_words import SHARE

START = Month(2024, 1)
HEAD = "activity,indicator,unit,start\n"


def _touched(jump=25.0, unit="H1"):
    """The share rises by ``jump`` percentage points at the unit from the start on."""
    return [
        row | {"value": row["value"] + jump}
        if (row["indicator_id"], row["unit_id"]) == ("share", unit)
        and row["period_start"] >= START.first_day
        else row
        for row in rows()
    ]


def _effects(activities, made=None, definitions=DEFINITIONS, **options):
    return judge(run(made), definitions, activities=activities, **options).effects


def test_a_hospital_is_compared_with_the_other_hospital():
    (found,) = _effects([Activity("start", "share", "H1", START)], _touched())
    assert (found.kind, found.controls) == (EffectKind.CONTROLLED, 1)
    assert found.state is EffectState.BETTER
    assert found.mean.low < 25 < found.mean.high
    assert (found.before, found.after) == (24, 23)


def test_polarity_turns_the_same_effect_into_worse():
    lower = DEFINITIONS | {"share": replace(DEFINITIONS["share"], polarity=Polarity.LOWER)}
    none = DEFINITIONS | {"share": replace(DEFINITIONS["share"], polarity=Polarity.NONE)}
    touched = [Activity("start", "share", "H1", START)]
    assert _effects(touched, _touched(), lower)[0].state is EffectState.WORSE
    assert _effects(touched, _touched(), none)[0].state is EffectState.NO_POLARITY


def test_towards_the_target_interval_is_better():
    inside = replace(
        DEFINITIONS["share"], polarity=Polarity.TARGET_INTERVAL, target_interval=(None, 52.0)
    )
    found = _effects(
        [Activity("start", "share", "H1", START)], _touched(), DEFINITIONS | {"share": inside}
    )
    assert found[0].state is EffectState.WORSE


def test_the_region_has_nobody_to_be_compared_with():
    (found,) = _effects([Activity("start", "share", "", START)])
    assert found.kind is EffectKind.ASSOCIATION
    assert found.units == ("R",)


def test_without_figures_nothing_is_estimated_and_it_says_why():
    (found,) = _effects([Activity("start", "absent", "H1", START)])
    assert (found.state, found.lack) == (EffectState.CANNOT_TELL, Lack.NO_SERIES)
    late = Activity("start", "share", "H1", Month(2025, 11))
    assert _effects([late])[0].lack is Lack.TOO_FEW_AFTER


def test_effects_are_a_family_of_their_own_and_leave_the_directions_as_they_are():
    touched = [
        Activity("start", "share", "H1", START),
        Activity("other", "stay", "H1", START),
        Activity("late", "stay", "H2", Month(2025, 11)),
    ]
    with_effects = judge(run(_touched()), DEFINITIONS, activities=touched)
    without = judge(run(_touched()), DEFINITIONS)
    assert with_effects.verdicts == without.verdicts
    assert without.effect_family is None
    family = with_effects.effect_family
    assert (family.size, family.judged, family.called) == (3, 2, 1)
    first, second, _ = with_effects.effects
    assert first.q_value == pytest.approx(min(2 * first.mean.p_value, second.mean.p_value))


@pytest.mark.parametrize(
    ("activity", "what"),
    [
        (Activity("a", "nothing", "H1", START), "no indicator"),
        (Activity("a", "share", "H9", START), "does not have"),
    ],
)
def test_an_activity_that_names_nothing_known_is_refused(activity, what):
    with pytest.raises(SeriesError, match=what):
        _effects([activity])


def test_activities_are_read_row_by_row(tmp_path):
    path = tmp_path / "activities.csv"
    path.write_text(HEAD + "start,share,H1,2024-01\nstart,share,,2024-06\n", encoding="utf-8")
    assert read_activities(path) == (
        Activity("start", "share", "H1", START),
        Activity("start", "share", "", Month(2024, 6)),
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("activity,indicator,unit\n", "lacks the column start"),
        (HEAD + "start,share,H1,soon\n", "row 2"),
        (HEAD + "start,,H1,2024-01\n", "the indicator is empty"),
        (HEAD + ",share,H1,2024-01\n", "the activity is empty"),
        (HEAD + "a,share,H1,2024-01\na,share,H1,2024-02\n", "those of row 2"),
    ],
)
def test_a_wrong_file_of_activities_is_one_sentence_with_the_row(tmp_path, text, what):
    path = tmp_path / "activities.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SeriesError, match=what):
        read_activities(path)


def test_effects_are_stored_with_the_verdicts_and_read_back(tmp_path):
    out = write_example(tmp_path / "run")
    touched = [
        Activity("start", "share", "H1", START),
        Activity("late", "share", "H2", Month(2025, 11)),
    ]
    made = judge(run(_touched()), DEFINITIONS, activities=touched)
    write_verdicts(out, made)
    assert read_verdicts(out) == made


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([20, 40, 72]), st.integers(0, 2))
def test_every_effect_survives_json(seed, months, controls):
    found = estimated(panel(seed, months=months, starts=(months // 2,), controls=controls))
    text = json.dumps(effect_as_json(found), allow_nan=False)
    assert effect_from_json(json.loads(text)) == found


def test_the_command_judges_effects_and_tells_them(tmp_path):
    names = {"share": "andel_primarvard", "stay": "medelvardtid_ibd", "absent": "antal_sip"}
    out = write_example(tmp_path / "run", names=names)
    path = tmp_path / "activities.csv"
    path.write_text(HEAD + "start,andel_primarvard,H1,2024-01\n", encoding="utf-8")
    told = CliRunner().invoke(app, ["judge", str(out), "--activities", str(path)])
    assert told.exit_code == 0, told.output
    assert "1 effekter efterfrågade, 1 skattade" in " ".join(told.output.split())
    plain = CliRunner().invoke(
        app, ["judge", str(out), "--activities", str(path), "--json", "--as-of", "2025-10-31"]
    )
    data = json.loads(plain.stdout)
    assert data["as_of"] == "2025-10"
    assert data["effects"][0]["kind"] == "controlled"
    wrong = CliRunner().invoke(app, ["judge", str(out), "--as-of", "2025-10-30"])
    assert isinstance(wrong.exception, SeriesError)


def _told(found, language):
    return effect_sentence(found, SHARE, language).replace("\u00a0", " ")


def test_an_effect_in_words_is_never_stronger_than_what_was_estimated():
    found = replace(estimated(panel(effect=9.0)), state=EffectState.BETTER, q_value=0.001)
    assert "vilket är bättre, jämfört med 6 enheter" in _told(found, "sv")
    assert "which is better, compared with 6 units" in _told(found, "en")
    quiet = replace(estimated(panel(controls=0)), q_value=0.4)
    assert "Ingen säker skillnad" in _told(quiet, "sv")
    assert "ett samband" in _told(quiet, "sv")
    assert "would have had to be about" in _told(quiet, "en")
    short = estimated(panel(starts=(57,)))
    assert _told(short, "sv").startswith(
        "Effekten kan inte skattas: för få månader efter starten. Det behövs 3 månader till efter"
    )
    assert "percentage points can then be found" in _told(short, "en")


def test_the_evidence_of_an_effect_names_its_controls_and_placebos():
    found = replace(estimated(panel(months=72, starts=(40,))), q_value=0.4)
    text = effect_statistics(found, SHARE, "en").replace("\u00a0", " ")
    assert "Mean effect" in text
    assert "40 months before and 32 months after, 1 touched and 6 compared units" in text
    assert "pretended earlier start" in text
    assert np.isfinite(found.placebo.rank)
