"""The kernel counts what a plain twin counts, to the last stay."""

from collections import Counter

import numpy as np

from riktning.simulation.course import follow
from riktning.simulation.illness import condition_figures
from riktning.simulation.scenario import Lever, Scenario
from riktning.simulation.tallies import CELLS, Kind
from simulation.course_twin import Twin
from simulation.test_course import asked, region

MONTHS = 4
SMALL = {"persons": 2_500, "months": MONTHS, "key": (11, 2)}


def counted(array):
    return Counter({tuple(map(int, at)): int(array[tuple(at)]) for at in np.argwhere(array)})


def agree(request, scenario=None, capacity=False):
    twin = Twin(region(), request, scenario, capacity).follow()
    late = [Counter() for _ in twin]
    for number, (_, _, found, _) in enumerate(twin):
        for (lag, unit, cell), times in found.items():
            if lag <= number:
                late[number - lag][unit, cell] += times
    seen = Counter()
    for month, (units, places, _, stock), again in zip(
        follow(region(), request, scenario, capacity=capacity), twin, late, strict=True
    ):
        assert counted(month.units.dense) == +units
        assert counted(month.places.dense) == +places
        assert counted(month.stock) == +stock
        assert counted(month.late) == +again
        seen.update(kind for kind, _, _ in units)
    return seen


def test_a_plain_twin_counts_the_same():
    seen = agree(asked(**SMALL))
    wanted = (Kind.STAY, Kind.READY_STAY, Kind.INDEX_DISCHARGE, Kind.SPECIALIST_VIDEO)
    assert all(seen[kind] for kind in wanted)


def test_a_plain_twin_agrees_under_levers():
    half, places = np.full(MONTHS, 0.5), len(region().municipalities)
    some = np.zeros((MONTHS, CELLS, places))
    some[:, 10:, ::2] = 0.7
    scenario = Scenario(
        levers=[
            Lever(0, Kind.PRIMARY_VISIT, Kind.PRIMARY_VIDEO, half),
            Lever(3, Kind.EMERGENCY_VISIT, Kind.TEAM_HOME_VISIT, some),
            Lever(
                1, Kind.UNPLANNED_ADMISSION, Kind.HOME_ADMISSION, half, ("heart_failure", "copd")
            ),
            Lever(9, Kind.UNPLANNED_ADMISSION, Kind.PRIMARY_HOME_VISIT, half * 0.5),
            Lever(127, Kind.UNSUITABLE_DRUG, None, half),
        ],
        demand=np.full((MONTHS, 9), 1.7),
        avoided=np.full((MONTHS, len(condition_figures().names), CELLS), 0.5),
        length=half,
        ready=half * 4,
        readmission=half * 3,
    )
    seen = agree(asked(**SMALL), scenario)
    assert seen[Kind.HOME_BED_DAYS] and seen[Kind.TEAM_HOME_VISIT]


def test_a_plain_twin_counts_stays_that_last_for_months():
    """Who lies in bed all through a month counts in it though nothing happens."""
    scenario = Scenario(length=np.full(MONTHS, 12.0))
    seen = agree(asked(**SMALL), scenario)
    assert seen[Kind.BED_DAYS]


def test_a_plain_twin_agrees_where_beds_are_finite():
    """More patients, fewer beds: queues, patients sent home, and patients moved nearer."""
    places = len(region().municipalities)
    nearer = np.linspace(0, 0.9, MONTHS)[:, None] * np.ones(places)
    demand = np.full((MONTHS, 9), 1.6)
    scenario = Scenario(demand=demand, staffing=np.full(MONTHS, 0.7), nearer=nearer)
    seen = agree(asked(**SMALL), scenario, capacity=True)
    for kind in (Kind.WAIT_BEGUN, Kind.WAIT_ENDED, Kind.TURNED_AWAY, Kind.PLANNED_BED_DAYS):
        assert seen[kind], kind
