"""The demo has something to show: with its own size and seed, of every verdict at least one."""

import csv
import inspect
from collections import Counter

import pyarrow.compute as pc
import pytest

from riktning.apps.followup.attention import GREEN, RED, Measured, contradicts
from riktning.catalogue import load
from riktning.cli.demo import demo
from riktning.cli.demo_steps import FIRST, HIDES_BELOW, LAST, MEMORY
from riktning.cli.examples import examples_folder
from riktning.cli.plan_links import read_links
from riktning.core.periods import months_between
from riktning.indicators.checked import open_checked
from riktning.indicators.computing import compute_run
from riktning.indicators.runs import read_observations, write_run
from riktning.simulation.request import Request
from riktning.simulation.run import simulate
from riktning.trends import judge_run
from riktning.trends.judged import PlannedTarget
from riktning.trends.verdict import Direction, Pace, Target

pytestmark = pytest.mark.slow
# The story that docs/explanation/demo-data.md tells: what is found, and at what pace, of each.
STORY = {
    "digitala_kontakter": (Direction.IMPROVING, None),
    "andel_digitala_primarvard": (Direction.IMPROVING, Pace.LATE),
    "egenmonitorering": (Direction.IMPROVING, Pace.ON_TIME),
    "kontinuitet_coc": (Direction.IMPROVING, Pace.ON_TIME),
    "olampliga_lakemedel_75": (Direction.IMPROVING, Pace.REACHED),
    "hyrpersonal": (Direction.IMPROVING, Pace.LATE),
    "belaggningsgrad": (Direction.WORSENING, Pace.WRONG_WAY),
    "utskrivningsklar_dagar": (Direction.WORSENING, Pace.WRONG_WAY),
    "medicinsk_bedomning_3_dagar": (Direction.WORSENING, Pace.REACHED),
    "andel_digitala_specialiserad": (Direction.NO_EVIDENCE, Pace.NO_DATE),
    "andel_primarvard": (Direction.NO_EVIDENCE, Pace.NO_DATE),
    "hembesok_75": (Direction.NO_EVIDENCE, Pace.NO_DATE),
    "aterinskrivning_65": (Direction.NO_EVIDENCE, Pace.NO_DATE),
    "medelvardtid_75": (Direction.NO_EVIDENCE, Pace.NO_DATE),
    "medelvardtid_hjartsvikt": (Direction.NO_EVIDENCE, Pace.NO_DATE),
    "medelvardtid_ibd": (Direction.CANNOT_TELL, None),
}
LINKS = read_links(examples_folder() / "plan" / "links.csv")


def quiet(*_progress):
    """The steps' progress goes nowhere."""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The run of the demo as it is when nothing else is asked for."""
    folder = tmp_path_factory.mktemp("story")
    asked = inspect.signature(demo).parameters
    request = Request(
        asked["persons"].default, FIRST, LAST, asked["seed"].default, examples_folder() / "region"
    )
    simulate(request, folder / "delivery", quiet)
    opened, quality = open_checked(folder / "delivery", MEMORY, quiet)
    run = compute_run(opened, load(None), k=HIDES_BELOW, quality=quality, progress=quiet)
    return write_run(run, folder / "run")


@pytest.fixture(scope="module")
def verdicts(run):
    """Every verdict of the demo."""
    targets = [
        PlannedTarget(link.indicator_id, link.unit_id, Target(link.value, link.due))
        for link in LINKS
        if link.value is not None and link.due is not None
    ]
    return [series.verdict for series in judge_run(run, targets).verdicts]


@pytest.fixture(scope="module")
def region(verdicts):
    """The region's verdicts by measure."""
    return {v.indicator_id: v for v in verdicts if v.unit_id == "VGR"}


def test_the_story_is_found(region):
    found = {
        measure: (verdict.direction.state, verdict.pace.state if verdict.pace else None)
        for measure, verdict in region.items()
        if measure in STORY
    }
    assert found == STORY


def test_every_measure_of_the_catalogue_has_a_verdict(region):
    assert set(region) == set(load(None).indicators)
    found = Counter(verdict.direction.state for verdict in region.values())
    assert found[Direction.IMPROVING] > found[Direction.WORSENING] >= 5
    yearly = sum(v.direction.cycle == 1 for v in region.values())  # of four years: too few
    assert found[Direction.CANNOT_TELL] - yearly < len(region) / 8


def test_every_measure_has_a_figure_for_the_region_but_those_that_look_back_too_far(run):
    table = read_observations(run)
    shown = table.filter(pc.and_(pc.equal(table["unit_id"], "VGR"), pc.is_valid(table["value"])))[
        "indicator_id"
    ]
    months = len(list(months_between(FIRST, LAST)))
    known = load(None).indicators
    beyond = {name for name, each in known.items() if each.look_back_months > months}
    assert set(known) - set(shown.to_pylist()) == beyond


def test_every_pace_is_there_and_one_is_late_by_a_stated_number_of_months(region):
    paces = [verdict.pace for verdict in region.values() if verdict.pace]
    assert {pace.state for pace in paces} == set(Pace)
    assert any(pace.months_late for pace in paces if pace.state is Pace.LATE)


def test_level_and_direction_differ_for_medical_assessment(region):
    verdict = region["medicinsk_bedomning_3_dagar"]
    assert verdict.pace.state is Pace.REACHED
    assert verdict.direction.state is Direction.WORSENING


@pytest.mark.parametrize("measure", ["belaggningsgrad", "hyrpersonal"])
def test_administrations_differ(verdicts, measure):
    units = ("SU", "NU", "SKAS", "SAS", "SIV")
    found = {
        v.direction.state for v in verdicts if v.indicator_id == measure and v.unit_id in units
    }
    assert {Direction.IMPROVING, Direction.WORSENING, Direction.NO_EVIDENCE} <= found


def _contradicted(status, region):
    """The measures whose line is said to be of that status, and which say something else."""
    text = (examples_folder() / "plan" / "assessments.csv").read_text("utf-8")
    said = {
        (row["area"], row["indicator"])
        for row in csv.DictReader(text.splitlines(), delimiter=";")
        if row["status"] == status
    }
    names = load(None).indicators
    measures = [link.indicator_id for link in LINKS if (link.area, link.indicator) in said]
    return {
        measure
        for measure in measures
        if contradicts(status, _measured(region[measure], names[measure].name))
    }


def _measured(verdict, name):
    pace = verdict.pace.state if verdict.pace else None
    return Measured(verdict.indicator_id, name, verdict.direction.state, pace, pace is not None)


def test_something_reported_green_worsens(region):
    assert "utskrivningsklar_dagar" in _contradicted(GREEN, region)


def test_something_reported_red_improves(region):
    assert {"digitala_kontakter", "hyrpersonal"} <= _contradicted(RED, region)
