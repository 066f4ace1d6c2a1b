"""Scenario files are read strictly; what they ask for becomes the arrays the kernel follows."""

from pathlib import Path

import numpy as np
import pytest

from riktning.core.errors import CatalogueError, ScenarioError
from riktning.core.periods import Month
from riktning.simulation.horizon import Horizon
from riktning.simulation.region import read_region
from riktning.simulation.scenarios import compiling
from riktning.simulation.scenarios.compiling import kernel_scenario
from riktning.simulation.scenarios.figuring import figures_of
from riktning.simulation.scenarios.files import read_scenario
from riktning.simulation.scenarios.lever_files import lever_catalogue, read_lever
from riktning.simulation.scenarios.levers import ASSUMPTION, Size
from riktning.simulation.scenarios.levers_page import levers_page
from riktning.simulation.scenarios.room import memory_needed, refuse_too_large
from riktning.simulation.scenarios.running import Wanted, refuse_same_names, region_of
from riktning.simulation.tallies import Kind
from simulation.small_world import REGION

ROOT = Path(__file__).parents[2]
HEAD = """name: {sv: Prov, en: Trial}
says: {sv: Ett prov., en: A trial.}
first: 2026-01
last: 2026-12
"""


@pytest.fixture
def written(tmp_path):
    def write(text, name="trial.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def region():
    return read_region(REGION, Horizon(Month(2026, 1), Month(2026, 12)))


def compiled(plan, months=12, replicate=0):
    return kernel_scenario(plan, region(), months, figures_of(plan, replicate), plan.uses)


FAULTS = [
    ("levers:\n  digitl_first: {start: 2026-01, reach: 5 %}\n", "did you mean 'digital_first'"),
    ("levers:\n  staffing: {start: 2026-01, reach: 5 %, units: [SU]}\n", "whole region"),
    ("levers:\n  near_hospitals: {start: 2026-01, reach: 5 %, sex: F}\n", "works on everybody"),
    ("capacity: perhaps\n", "'capacity'"),
    ("levers:\n  digital_first: {start: 2026-01, reach: 120 %}\n", "120 %, more than everybody"),
    ("levers:\n  digital_first: {start: 2026-01, reach: 0.5}\n", "with the sign"),
    ("levers:\n  digital_first: {start: 2025-01, reach: 5 %}\n", "before the scenario's first"),
    ("levers:\n  digital_first: {start: 2027-01, reach: 5 %}\n", "after the scenario's last"),
    ("levers:\n  digital_first: {start: 2026-05, full: 2026-04, reach: 5 %}\n", "before the start"),
    ("levers:\n  digital_first: {start: 2026-05, ramp: -3, reach: 5 %}\n", "before the start"),
    ("levers:\n  digital_first: {start: 2026-05, ramp: 3.5, reach: 5 %}\n", "number of months"),
    ("levers:\n  digital_first: {start: 2026-05, ramp: 3, full: 2026-09, reach: 5 %}\n", "both"),
    ("levers:\n  digital_first: {start: 2026-13, reach: 5 %}\n", "is not a month"),
    ("levers:\n  digital_first: {start: 2026-01, reach: 5 %, from_age: 70}\n", "begins at 70"),
    (
        "levers:\n  digital_first: {start: 2026-01, reach: 5 %, sizes: {primary_visit_to_chat: 2}}",
        "leave [0, 1]",
    ),
    ("levers:\n  faster_discharge: {start: 2026-01, reach: 5 %, sizes: {ready_days: -2}}", "-2"),
    ("levers:\n  faster_discharge: {start: 2026-01, reach: 5 %, units: [SU]}", "whole region"),
    ("levers:\n  faster_discharge: {start: 2026-01, reach: 5 %, sex: F}", "works on everybody"),
    (
        "levers:\n  digital_first: {start: 2026-01, reach: 5 %, from_age: 75, below_age: 65}",
        "no age group is left",
    ),
    ("replicates: 0\n", "whole number from 1"),
    ("persons: 0\n", "0 persons cannot be simulated"),
    ("persons: 10\nshare: 5 %\n", "keep one of them"),
    ("sizes: huge\n", "'sizes' cannot be 'huge'"),
    ("seeds: 3\n", "unknown key 'seeds'"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), FAULTS)
def test_a_fault_is_one_sentence_with_file_and_line(written, text, says):
    path = written(HEAD + text)
    with pytest.raises(ScenarioError) as raised:
        read_scenario(path)
    sentence = raised.value.sentence
    assert says in sentence
    line = 6 if text.startswith("levers") else 5
    assert f"{path}, line " in sentence
    if "keep one of them" not in sentence:
        assert f"line {line}:" in sentence
    assert raised.value.remedy and "\n" not in sentence


def test_a_file_without_a_scenario_says_how_one_begins(written):
    with pytest.raises(ScenarioError, match="no scenario; begin with"):
        read_scenario(written("- just a list\n"))


def test_several_faults_are_counted(written):
    with pytest.raises(ScenarioError, match=r"\(1 more fault below\)"):
        read_scenario(written(HEAD + "persons: 0\nreplicates: 0\n"))


def test_a_horizon_that_ends_before_it_begins_is_refused(written):
    text = HEAD.replace("last: 2026-12", "last: 2025-12")
    with pytest.raises(ScenarioError, match="line 4: the last month 2025-12 is before"):
        read_scenario(written(text))


def test_a_horizon_beyond_the_projected_population_is_refused(written):
    text = HEAD.replace("first: 2026-01", "first: 2030-01")
    with pytest.raises(ScenarioError, match="line 4: the last month 2041-01 is after 2040"):
        read_scenario(written(text.replace("last: 2026-12", "last: 2041-01")))
    assert read_scenario(written(text.replace("last: 2026-12", "last: 2040-12"))).months == 132


def test_a_horizon_before_the_region_has_units_is_refused_in_the_files_own_words(written):
    plan = read_scenario(written(HEAD.replace("first: 2026-01", "first: 2010-01")))
    with pytest.raises(ScenarioError, match="line 3: no unit is valid on 2010-01-31") as raised:
        region_of(plan, Wanted(REGION, Path("out")))
    assert "`first`" in raised.value.remedy and "--from" not in raised.value.sentence


def test_a_unit_that_no_municipality_belongs_to_is_refused(written):
    text = "levers:\n  digital_first:\n    start: 2026-01\n    reach: 5 %\n    units: [NOWHERE]\n"
    path = written(HEAD + text)
    with pytest.raises(ScenarioError, match="no municipality belongs to 'NOWHERE'") as raised:
        compiled(read_scenario(path))
    assert raised.value.where == f"{path}, line 9"


def test_a_chance_that_leaves_its_range_is_refused_where_it_is_written(written):
    path = written(HEAD + "parameters:\n  nights: 1\n  readmission: 5\n")
    plan = read_scenario(path)
    with pytest.raises(ScenarioError, match="the chance of a readmission becomes") as raised:
        compiling._refuse_beyond_one(plan, np.array([50.0]))
    assert raised.value.where == f"{path}, line 7"


def test_a_file_that_is_not_there_is_told_so_and_one_of_other_letters_how_to_save_it(tmp_path):
    with pytest.raises(ScenarioError, match=r"nope\.yaml: there is no such file; check the path"):
        read_scenario(tmp_path / "nope.yaml")
    (tmp_path / "old.yaml").write_bytes("name: å".encode("latin-1"))
    with pytest.raises(ScenarioError, match="not UTF-8 text; save it as UTF-8 text"):
        read_scenario(tmp_path / "old.yaml")
    with pytest.raises(ScenarioError, match=r"cannot be read \(Is a directory\)"):
        read_scenario(tmp_path)


def test_two_files_with_one_name_are_both_named(tmp_path):
    paths = [tmp_path / folder / "ok.yaml" for folder in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(HEAD, encoding="utf-8")
    with pytest.raises(ScenarioError, match="two scenarios are named 'ok'") as raised:
        refuse_same_names([read_scenario(path) for path in paths])
    assert all(str(path) in raised.value.sentence for path in paths)


def test_keys_that_lead_back_to_themselves_do_not_go_on_for_ever(written):
    with pytest.raises(ScenarioError, match="line 5"):
        read_scenario(written(HEAD + "levers: &all\n  digital_first: *all\n"))


def test_more_persons_than_memory_holds_are_refused_with_how_many_it_does(tmp_path, monkeypatch):
    have = memory_needed(100_000, region(), 2)
    monkeypatch.setattr("riktning.simulation.scenarios.room.memory_there", lambda: have)
    refuse_too_large(100_000, 12, 1, region(), 2, tmp_path)
    with pytest.raises(ScenarioError, match=r"need .* of memory .* at most \d+ persons") as raised:
        refuse_too_large(10_000_000, 12, 1, region(), 2, tmp_path)
    most = int(raised.value.remedy.split("at most ")[1].split()[0])
    refuse_too_large(most, 12, 1, region(), 2, tmp_path)


def test_more_replicates_than_the_disk_holds_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("riktning.simulation.scenarios.room._disk_there", lambda _: 10_000)
    with pytest.raises(ScenarioError, match="of disk"):
        refuse_too_large(1000, 180, 100, region(), 1, tmp_path / "new" / "folder")


@pytest.mark.parametrize(
    ("timing", "shares"),
    [
        ("start: 2026-01", [0.4] * 12),
        ("start: 2026-03", [0, 0] + [0.4] * 10),
        ("start: 2026-03, ramp: 4", [0, 0, 0.1, 0.2, 0.3] + [0.4] * 7),
        ("start: 2026-03, full: 2026-06", [0, 0, 0.1, 0.2, 0.3] + [0.4] * 7),
        ("start: 2026-11, ramp: 8", [0] * 10 + [0.05, 0.1]),
    ],
)
def test_a_ramp_rises_in_equal_steps_from_its_first_month(written, timing, shares):
    plan = read_scenario(written(f"{HEAD}levers:\n  digital_first: {{{timing}, reach: 40 %}}\n"))
    assert np.allclose(plan.uses[0].shares(plan.first, 12, plan.uses[0].reach), shares)


def test_the_order_in_the_file_changes_nothing(written):
    one = "digital_first: {start: 2026-01, reach: 9 %}"
    other = "mobile_teams: {start: 2026-02, reach: 8 %}"
    forth = compiled(read_scenario(written(f"{HEAD}levers:\n  {one}\n  {other}\n")))
    back = compiled(read_scenario(written(f"{HEAD}levers:\n  {other}\n  {one}\n")))
    for some, others in zip(forth.levers, back.levers, strict=True):
        assert some.draw == others.draw and np.array_equal(some.share, others.share)


def test_a_lever_reaches_the_ages_and_municipalities_named(written):
    text = (
        "mobile_teams: {start: 2026-01, reach: 50 %, units: ['1401', SKAS], below_age: 90, "
        "sex: F, sizes: {emergency_to_team: 0.2}}"
    )
    found = compiled(read_scenario(written(f"{HEAD}levers:\n  {text}\n")))
    lever = next(each for each in found.levers if each.draw == 40)
    assert (lever.source, lever.target) == (Kind.EMERGENCY_VISIT, Kind.TEAM_HOME_VISIT)
    groups = lever.share[0].reshape(10, 2, -1)
    assert (groups[6:9, 0].max(axis=1) == 0.1).all()
    assert not groups[:6].any() and not groups[9].any() and not groups[:, 1].any()
    served = {p for n, p in enumerate(region().municipalities) if groups[6, 0, n]}
    assert "1401" in served and "1480" not in served
    assert {"1446", "1471"} <= served  # their hospitals belong to SKAS


def test_changes_multiply_and_shares_spared_do_too(written):
    text = (
        "prevention: {start: 2026-01, reach: 50 %}\n"
        "  faster_discharge: {start: 2026-01, reach: 80 %, sizes: {ready_days: -0.5}}"
    )
    found = compiled(read_scenario(written(f"{HEAD}levers:\n  {text}\n")))
    assert np.allclose(found.ready, 0.6)
    assert found.length is None and found.readmission is None
    diabetes = found.avoided[0][3].reshape(10, 2)
    assert np.allclose(diabetes[2:], 0.29) and not diabetes[:2].any()


def test_beds_and_staff_cannot_be_moved_where_they_are_endless(written):
    text = "capacity: false\nlevers:\n  staffing: {start: 2026-01, reach: 5 %}\n"
    with pytest.raises(ScenarioError, match="staffing works through beds and staff"):
        read_scenario(written(HEAD + text))


def test_staff_and_near_hospitals_become_what_capacity_follows(written):
    text = (
        "staffing: {start: 2026-03, reach: 50 %, sizes: {beds_and_slots: 0.1}}\n"
        "  near_hospitals: {start: 2026-01, reach: 50 %, units: ['1401'], "
        "sizes: {stays_and_visits_nearer: 0.4}}"
    )
    found = compiled(read_scenario(written(f"{HEAD}levers:\n  {text}\n")))
    assert np.allclose(found.staffing, [1, 1] + [1.05] * 10)
    served = [p for n, p in enumerate(region().municipalities) if found.nearer[0, n]]
    assert served == ["1401"] and np.allclose(found.nearer.max(axis=1), 0.2)
    assert not found.levers


def test_drawn_sizes_are_the_same_in_every_scenario_and_differ_between_replicates(written):
    text = HEAD + "sizes: drawn\nlevers:\n  digital_first: {start: 2026-01, reach: REACH}\n"
    one, other = (read_scenario(written(text.replace("REACH", reach))) for reach in ("5 %", "9 %"))
    use, effect = one.uses[0], one.uses[0].lever.effects[0]
    drawn = [figures_of(one, replicate).size(use, effect) for replicate in range(400)]
    assert drawn[7] == figures_of(other, 7).size(other.uses[0], effect)
    assert len(set(drawn)) == 400
    assert effect.size.low <= min(drawn) and max(drawn) <= effect.size.high
    mean = (effect.size.low + effect.size.middle + effect.size.high) / 3
    assert np.mean(drawn) == pytest.approx(mean, abs=0.006)


@pytest.mark.parametrize("size", [Size(0.1, 0.2, 0.5), Size(-0.1, -0.2, -0.5), Size(0, 0, 1)])
def test_a_size_between_low_and_high_has_its_corners_as_quantiles(size):
    assert size.at(0.0) == pytest.approx(size.low)
    assert size.at(1 - 1e-12) == pytest.approx(size.high, abs=1e-5)
    at_middle = (size.middle - size.low) / (size.high - size.low)
    assert size.at(at_middle) == pytest.approx(size.middle)


def test_every_effect_has_a_draw_of_its_own_and_says_what_it_rests_on():
    levers = lever_catalogue().levers.values()
    draws = [effect.draw for lever in levers for effect in lever.effects]
    assert len(set(draws)) == len(draws) and all(0 <= draw < 128 for draw in draws)
    for lever in levers:
        for effect in lever.effects:
            assert effect.evidence == ASSUMPTION or "doi:" in effect.evidence, lever.id


def test_the_draws_never_change():
    """A draw that changed would give every stored scenario other luck."""
    draws = {lever.id: lever.effects[0].draw for lever in lever_catalogue().levers.values()}
    assert draws == {
        "digital_first": 0, "hospital_to_primary_care": 8, "self_monitoring_heart_failure": 16,
        "self_monitoring_copd": 20, "self_monitoring_hypertension": 24,
        "self_monitoring_kidney_failure": 28, "mobile_teams": 40, "hospital_at_home": 48,
        "prevention": 56, "faster_discharge": 64, "medication_review": 72,
        "child_early_support": 80, "disinvestment": 88, "near_hospitals": 96, "continuity": 104,
        "staffing": 112,
    }  # fmt: skip


def test_a_lever_with_an_unknown_kind_is_refused():
    text = (
        "id: x\nname: {sv: a, en: a}\nsays: {sv: a, en: a}\neffects:\n  e:\n    does: prevent\n"
        "    draw: 1\n    from: VISIT\n    size: {low: 0, middle: 0, high: 0}\n"
        "    evidence: assumption\n"
    )
    with pytest.raises(CatalogueError, match="line 8: 'VISIT' is no kind of event"):
        read_lever(text, "x.yaml")


def test_the_reference_page_of_the_levers_is_current():
    page = (ROOT / "docs" / "reference" / "levers.md").read_text(encoding="utf-8")
    assert page == levers_page(lever_catalogue()), (
        "run `riktning scenario levers --markdown > docs/reference/levers.md`"
    )


@pytest.mark.parametrize(
    "path", sorted((ROOT / "examples" / "scenarios").glob("*.yaml")), ids=lambda path: path.stem
)
def test_the_examples_can_be_run(path):
    plan = read_scenario(path)
    assert compiled(plan, plan.months) is not None


def test_half_pace_is_the_plan_with_ramps_twice_as_long():
    plan, half = (
        read_scenario(ROOT / "examples" / "scenarios" / f"{name}.yaml")
        for name in ("plan-as-decided", "half-pace")
    )
    for one, other in zip(plan.uses, half.uses, strict=True):
        assert (one.lever.id, one.start, one.reach) == (other.lever.id, other.start, other.reach)
        assert other.ramp == 2 * one.ramp
