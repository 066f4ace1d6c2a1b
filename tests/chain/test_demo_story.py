"""The demo has something to show: with its own size and seed, of every verdict at least one."""

import csv
import inspect
from collections import Counter

import pytest

from riktning.apps.followup.attention import GREEN, RED, Measured, contradicts
from riktning.catalogue import load
from riktning.cli.demo import demo
from riktning.cli.demo_steps import FIRST, LAST, MEMORY
from riktning.cli.examples import examples_folder
from riktning.cli.plan_links import read_links
from riktning.indicators.checked import open_checked
from riktning.indicators.computing import compute_run
from riktning.indicators.runs import write_run
from riktning.simulation.request import Request
from riktning.simulation.run import simulate
from riktning.trends import judge_run
from riktning.trends.judged import PlannedTarget
from riktning.trends.verdict import Direction, Pace, Target

pytestmark = pytest.mark.slow
LINKS = read_links(examples_folder() / "plan" / "links.csv")


def quiet(*_progress):
    """The steps' progress goes nowhere."""


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    """Every verdict of the demo as it is run when nothing else is asked for."""
    folder = tmp_path_factory.mktemp("story")
    asked = inspect.signature(demo).parameters
    request = Request(
        asked["persons"].default, FIRST, LAST, asked["seed"].default, examples_folder() / "region"
    )
    simulate(request, folder / "delivery", quiet)
    opened, quality = open_checked(folder / "delivery", MEMORY, quiet)
    run = compute_run(opened, load(None), quality=quality, progress=quiet)
    write_run(run, folder / "run")
    targets = [
        PlannedTarget(link.indicator_id, link.unit_id, Target(link.value, link.due))
        for link in LINKS
        if link.value is not None and link.due is not None
    ]
    return [series.verdict for series in judge_run(folder / "run", targets).verdicts]


@pytest.fixture(scope="module")
def region(verdicts):
    """The region's verdicts by measure."""
    return {v.indicator_id: v for v in verdicts if v.unit_id == "VGR"}


def test_every_measure_has_a_verdict_and_every_direction_is_there(region):
    found = Counter(verdict.direction.state for verdict in region.values())
    assert found.total() == 16
    assert 4 <= found[Direction.IMPROVING] <= 6
    assert 2 <= found[Direction.WORSENING] <= 3
    assert found[Direction.NO_EVIDENCE] >= 3
    assert found[Direction.CANNOT_TELL] >= 1


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
