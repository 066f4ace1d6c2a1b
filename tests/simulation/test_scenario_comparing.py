"""What scenarios are compared by, against examples computed by hand."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from riktning.catalogue import load
from riktning.core.errors import ScenarioError
from riktning.core.periods import Month
from riktning.simulation.scenarios.answers import answer, answers_as_json
from riktning.simulation.scenarios.folders import MANIFEST
from riktning.simulation.scenarios.goals import Goal
from riktning.simulation.scenarios.intervals import mean_of, pairing_gain
from riktning.simulation.scenarios.outcomes import OUTCOMES
from riktning.simulation.scenarios.totals import SCHEMA, kinds, write_totals
from riktning.simulation.scenarios.yearly import yearly_outcomes

BY_ID = {outcome.id: number for number, outcome in enumerate(OUTCOMES)}
YEARS = range(2026, 2028)
# Emergency visits of those of 80 or more in 2026 and 2027, of each replicate; 100 of them live.
BASE = [(40, 44), (60, 64), (50, 60)]
PLAN = [(30, 33), (48, 50), (41, 46)]


def table(rows):
    """Rows of the region: month, kind, sex, age group, count."""
    columns = zip(*((m, "region", "all", k, s, a, n) for m, k, s, a, n in rows), strict=True)
    return pa.table([pa.array(column) for column in columns], names=SCHEMA.names).cast(SCHEMA)


def living(group, count):
    months = [f"{year}-{month:02d}" for year in YEARS for month in range(1, 13)]
    return [(month, "LIVING", "F", group, count) for month in months]


def replicate(visits):
    """The younger also visit, which must not count among those of 80 or more."""
    by_year = zip(YEARS, visits, strict=True)
    old = [(f"{year}-06", "EMERGENCY_VISIT", "M", "85–89", count) for year, count in by_year]
    young = [(f"{year}-07", "EMERGENCY_VISIT", "F", "45–64", 20) for year in YEARS]
    return table([*old, *young, *living("85–89", 100), *living("45–64", 300)])


@pytest.fixture
def runs(tmp_path):
    def write(name, replicates, **changes):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        manifest = {
            "schema": 1, "seed": 1, "persons": 400, "population": 400, "first": "2026-01",
            "last": "2027-12", "region_fingerprint": "r", "engine": "e", "engine_version": "0",
            "scenario": {"id": name, "levers": {"a": {}, "b": {}}},
        }  # fmt: skip
        (folder / MANIFEST).write_text(json.dumps(manifest | changes), encoding="utf-8")
        for number, visits in enumerate(replicates):
            write_totals(replicate(visits), folder / f"replicate-{number:04d}.parquet")
        return folder

    return write


def line(answers, outcome, scenario, year):
    found = [
        each
        for each in answers.lines
        if (each.outcome.id, each.scenario, each.year) == (outcome, scenario, year)
    ]
    assert len(found) == 1
    return found[0]


def test_an_outcome_is_events_a_thousand_person_years():
    found = yearly_outcomes(replicate((40, 44)), YEARS)
    assert found[BY_ID["emergency_80"]] == pytest.approx([400, 440])
    assert found[BY_ID["emergency"]] == pytest.approx([150, 160])
    assert found[BY_ID["persons"]] == pytest.approx([400, 400])
    assert found[BY_ID["persons_80"]] == pytest.approx([100, 100])
    assert np.isnan(found[BY_ID["aterinskrivning_65"]]).all()


def test_shares_count_what_the_measures_of_the_catalogue_count():
    counts = {
        "PRIMARY_VISIT": 40, "PRIMARY_HOME_VISIT": 5, "TEAM_HOME_VISIT": 3, "PRIMARY_VIDEO": 6,
        "PRIMARY_CHAT": 10, "PRIMARY_PHONE": 30, "PRIMARY_LETTER": 6, "SPECIALIST_VISIT": 20,
        "SPECIALIST_VIDEO": 4, "SPECIALIST_PHONE": 16, "EMERGENCY_VISIT": 7,
        "REHABILITATION_VISIT": 5, "MUNICIPAL_HOME_VISIT": 12, "MUNICIPAL_VISIT": 8,
        "INDEX_DISCHARGE": 50, "READMITTED": 9, "READY_STAY": 4, "READY_DAYS": 10,
    }  # fmt: skip
    found = yearly_outcomes(
        table([("2026-03", kind, "F", "75–79", n) for kind, n in counts.items()]), YEARS
    )
    expected = {
        "andel_primarvard": 100 * 48 / 80, "andel_digitala_primarvard": 16.0,
        "andel_digitala_specialiserad": 10.0, "hembesok_75": 20.0, "aterinskrivning_65": 18.0,
        "utskrivningsklar_dagar": 2.5,
    }  # fmt: skip
    for outcome, value in expected.items():
        assert found[BY_ID[outcome], 0] == pytest.approx(value), outcome


def test_every_measure_named_is_in_the_catalogue_and_better_in_the_same_direction():
    catalogue = load().indicators
    for outcome in OUTCOMES:
        if outcome.measure:
            measure = catalogue[outcome.measure]
            polarity = str(measure.polarity)
            if polarity == "target_interval":  # bounded above alone: lower is better
                low, high = measure.target_interval
                polarity = "lower" if low is None and high is not None else "neither"
            assert polarity == ("higher" if outcome.higher else "lower"), outcome.id


def test_every_kind_an_outcome_adds_up_is_one_of_the_table():
    known = set(kinds())
    for outcome in OUTCOMES:
        assert outcome.numerator.kinds <= known
        assert outcome.denominator is None or outcome.denominator.kinds <= known


def test_differences_are_of_replicates_with_the_same_luck(runs):
    """By hand, 2026: base 400, 600, 500; plan 300, 480, 410; differences −100, −120, −90."""
    answers = answer([runs("plan", PLAN), runs("baseline", BASE)], None, [])
    assert answers.baseline == "baseline"
    found = line(answers, "emergency_80", "plan", 2026)
    assert found.value.mean == pytest.approx(1190 / 3)
    assert found.difference.mean == pytest.approx(-310 / 3)
    assert found.difference.sd == pytest.approx(
        np.sqrt(700 / 3)
    )  # Σ(d − mean)² = 1400/3, n − 1 = 2
    half = 4.302652729911275 * np.sqrt(700 / 3) / np.sqrt(3)  # t with 2 degrees of freedom
    assert found.difference.high - found.difference.mean == pytest.approx(half)
    assert found.difference.mean - found.difference.low == pytest.approx(half)
    # var(base) = 10 000, var(plan) = 8233.33
    assert found.gain == pytest.approx((10_000 + 24_700 / 3) / (700 / 3))
    assert line(answers, "emergency_80", "baseline", 2026).difference is None


def test_replicates_that_only_one_scenario_has_are_not_paired(runs):
    answers = answer([runs("baseline", BASE[:2]), runs("plan", PLAN)], None, [])
    assert line(answers, "emergency_80", "plan", 2026).difference.mean == pytest.approx(-110)
    assert line(answers, "emergency_80", "plan", 2026).value.replicates == 3


def test_a_target_is_reached_in_the_first_year_from_which_half_of_the_replicates_hold_it(
    monkeypatch, runs
):
    """At most 450 visits a thousand: in 2026 plan has 300, 480, 410, of which one holds in 2027."""
    from dataclasses import replace

    from riktning.simulation.scenarios import goals

    judged = replace(OUTCOMES[BY_ID["emergency_80"]], measure="visits")
    with_measure = tuple(judged if each.id == judged.id else each for each in OUTCOMES)
    monkeypatch.setattr(goals, "OUTCOMES", with_measure)
    wanted = [Goal("visits", 450, Month(2026, 12)), Goal("hyrpersonal", 3, Month(2026, 6))]
    answers = answer([runs("baseline", BASE), runs("plan", PLAN)], None, wanted)
    base, plan = answers.reached
    assert (plan.year, plan.in_time) == (None, pytest.approx(1 / 3))
    assert plan.held == {2026: pytest.approx(1 / 3), 2027: pytest.approx(1 / 3)}
    assert base.year is None and base.held[2026] <= base.held[2027] <= 1 / 3
    assert {each.goal.measure for each in answers.reached} == {"visits"}


def test_what_levers_contribute_and_their_interaction_add_up_to_the_whole(runs):
    """2026: none 400; a alone 300; b alone 350; both 290: −100, −50, and 40 left over."""
    folder = runs("plan", [(29, 0)])
    for part, visits in (("none", 40), ("a", 30), ("b", 35)):
        (folder / "alone" / part).mkdir(parents=True)
        write_totals(replicate((visits, 0)), folder / "alone" / part / "replicate-0000.parquet")
    answers = answer([folder], None, [])
    found = {
        each.lever: each.change.mean
        for each in answers.contributions
        if each.outcome.id == "emergency_80" and each.year == 2026
    }
    assert found == {"a": pytest.approx(-100), "b": pytest.approx(-50), None: pytest.approx(40)}


def test_one_replicate_has_no_interval_and_two_no_gain():
    alone = mean_of(np.array([3.0]))
    assert (alone.mean, alone.low, alone.high, alone.sd) == (3.0, None, None, None)
    assert mean_of(np.array([np.nan])) is None
    assert pairing_gain(np.array([1.0, 2.0]), np.array([2.0, 4.0])) is None
    assert pairing_gain(np.array([1.0, 2, 3]), np.array([2.0, 3, 4])) is None


def test_the_answers_are_json_and_say_that_they_are_invented(runs):
    answers = answer([runs("baseline", BASE), runs("plan", PLAN)], "plan", [])
    told = json.loads(json.dumps(answers_as_json(answers), allow_nan=False))
    assert told["synthetic"] is True and "inte verkliga" in told["label"]
    assert told["baseline"] == "plan"
    assert len(told["outcomes"]) == len(OUTCOMES) * 2 * len(YEARS)


@pytest.mark.parametrize("change", [{"seed": 2}, {"persons": 4}, {"engine": "x"}])
def test_runs_that_do_not_share_their_luck_are_not_compared(runs, change):
    one, other = runs("baseline", BASE), runs("plan", PLAN, **change)
    with pytest.raises(ScenarioError, match=f"differs from baseline in {next(iter(change))}"):
        answer([one, other], None, [])


def test_what_cannot_be_compared_is_one_sentence(runs, tmp_path):
    folder = runs("baseline", BASE)
    with pytest.raises(ScenarioError, match="no scenario 'other'"):
        answer([folder], "other", [])
    with pytest.raises(ScenarioError, match=r"holds no manifest\.json"):
        answer([tmp_path / "nowhere"], None, [])
    with pytest.raises(ScenarioError, match="two folders hold"):
        answer([folder, folder], None, [])
    with pytest.raises(ScenarioError, match="no replicate of empty is finished"):
        answer([runs("empty", [])], None, [])
    with pytest.raises(ScenarioError, match="no whole calendar year"):
        answer([runs("short", BASE, first="2026-02", last="2026-11")], None, [])
    (folder / "replicate-0000.parquet").write_bytes(b"broken")
    with pytest.raises(ScenarioError, match="the replicate cannot be read"):
        answer([folder], None, [])


def test_a_folder_of_runs_stands_for_those_in_it(runs, tmp_path: Path):
    runs("baseline", BASE)
    runs("plan", PLAN)
    assert [folder.id for folder in answer([tmp_path], None, []).folders] == ["baseline", "plan"]
