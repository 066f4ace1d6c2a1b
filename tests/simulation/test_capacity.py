"""Finite beds and queues: exact however the persons are divided, and as the laws of queues say."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from threading import Barrier

import numpy as np
import pytest
from scipy import stats

from riktning.core.errors import ScenarioError
from riktning.core.periods import Month
from riktning.simulation.beds.feedback import Feedback
from riktning.simulation.beds.sizes import flow, houses, rules, share_in_time
from riktning.simulation.cells import BED_ROWS
from riktning.simulation.course import follow
from riktning.simulation.figures import parameters
from riktning.simulation.kernel.tables import SPECIALIST, WARDS
from riktning.simulation.scenario import Scenario
from riktning.simulation.tallies import Kind
from riktning.simulation.unit_tables import nearer_routes, nearest_units, routes
from simulation.test_course import asked, region, same, totals

MONTHS, PERSONS = 6, 12_000


@cache
def finite(**changes):
    return tuple(follow(region(), asked(), Scenario(**changes), capacity=True))


def staffed(times):
    return tuple(
        follow(region(), asked(), Scenario(staffing=np.full(MONTHS, times)), capacity=True)
    )


def bed_row(course, name):
    return sum(month.beds.rows[BED_ROWS.index(name)].sum() for month in course)


def same_beds(some, others):
    for one, other in zip(some, others, strict=True):
        assert np.array_equal(one.beds.rows, other.beds.rows)


@pytest.mark.parametrize("threads", [1, 3])
def test_the_number_of_threads_changes_nothing(threads):
    again = list(follow(region(), asked(), threads=threads, capacity=True))
    same(finite(), again)
    same_beds(finite(), again)


def test_shards_that_add_up_their_numbers_are_the_whole_to_the_bit():
    meeting, numbers = Barrier(3), [None] * 3

    def shard(n):
        def together(sums):
            numbers[n] = sums
            meeting.wait(60)
            whole = sum(numbers)
            meeting.wait(60)
            return whole

        part = asked(shard=n, shards=3)
        return list(follow(region(), part, threads=1, capacity=True, together=together))

    with ThreadPoolExecutor(3) as pool:
        parts = list(pool.map(shard, range(3)))
    for whole, *some in zip(finite(), *parts, strict=True):
        assert np.array_equal(whole.units.dense, sum(each.units.dense for each in some))
        assert np.array_equal(whole.places.dense, sum(each.places.dense for each in some))
        assert np.array_equal(whole.late, sum(each.late for each in some))
        for each in some:
            assert np.array_equal(whole.beds.rows, each.beds.rows)


def test_a_shard_that_does_not_know_the_others_is_refused():
    with pytest.raises(ScenarioError, match="how full"):
        next(follow(region(), asked(shard=0, shards=2), capacity=True))


def test_staff_without_beds_is_refused():
    with pytest.raises(ScenarioError, match="finite capacity"):
        next(follow(region(), asked(), Scenario(staffing=np.ones(MONTHS))))


def test_nobody_leaves_a_queue_who_has_not_come():
    for kind in (Kind.WAIT_BEGUN, Kind.WAIT_ENDED):
        for month in finite():
            assert month.by_unit(kind).sum() == month.by_place(kind).sum()
    ended = totals(finite(), Kind.WAIT_ENDED)
    assert (totals(finite(), Kind.WAIT_IN_TIME) <= ended).all() and ended.sum() > 50
    assert (totals(finite(), Kind.PLANNED_BED_DAYS) <= totals(finite(), Kind.BED_DAYS)).all()


def test_more_staff_means_more_beds_shorter_waits_and_less_crowding():
    few, many = staffed(0.8), staffed(1.2)
    assert bed_row(few, "AVAILABLE_BED_DAYS") < bed_row(many, "AVAILABLE_BED_DAYS")
    assert bed_row(few, "OVERCROWDED_BED_DAYS") > bed_row(many, "OVERCROWDED_BED_DAYS")
    assert bed_row(few, "VISIT_WAIT_DAYS") > bed_row(many, "VISIT_WAIT_DAYS")
    assert totals(few, Kind.WAIT_ENDED).sum() < totals(many, Kind.WAIT_ENDED).sum()
    turned = [totals(course, Kind.TURNED_AWAY).sum() for course in (few, many)]
    assert turned[0] > turned[1]


def test_the_occupancy_at_the_start_is_the_given_one():
    """The region's; half a year on, and within the luck of 12 000 persons."""
    patients, beds = (bed_row(finite(), row) for row in ("PATIENT_BED_DAYS", "AVAILABLE_BED_DAYS"))
    assert patients / beds == pytest.approx(rules().occupancy, abs=0.06)


def test_the_first_waits_are_as_often_within_the_guarantee_as_given():
    levels = parameters("truths")["measures"]
    for wait, name in (
        (rules().first_wait, "treatment_90"),
        (rules().first_visit_wait, "first_contact_90"),
    ):
        assert share_in_time(np.array([wait]))[0] == pytest.approx(levels[name]["level"])


def test_patients_move_nearer_one_by_one_and_the_beds_with_them():
    before, houses_ = routes(region()), houses(region())
    places = len(region().municipalities)
    some, more = (
        nearer_routes(nearest_units(region()), before, np.full(places, s)) for s in (0.3, 0.6)
    )
    moved, moved_more = some != before, more != before
    assert (moved <= moved_more).all() and moved_more.sum() > 1.8 * moved.sum() > 0
    still = [row for row in range(len(before)) if SPECIALIST + 4 <= row < WARDS]
    assert not moved_more[still].any()
    care = houses_.pool[before[WARDS:]]
    assert np.array_equal(houses_.pool[more[WARDS:]], care)  # to a unit with the same care
    assert flow(region(), more).sum() == pytest.approx(flow(region(), before).sum())
    assert np.array_equal(nearer_routes(nearest_units(region()), before, np.zeros(places)), before)


def waits_about_one(count):
    shape = rules().shape
    return stats.gamma.ppf((np.arange(count) + 0.5) / count, shape) / shape


class _Fluid:
    """A queue of every care with constant demand, called when the feedback says."""

    def __init__(self, asks):
        self.units = len(region().ids)
        self.feedback = Feedback(region(), routes(region()), 1.0)
        self.due, self.now, self.wait = [], 0, self.feedback.first_pressure().wait
        self.unit = region().number("SU-OSTRA-KIR")
        self.waits, self.lengths, self.asks = [], [], asks
        self.spread = np.random.default_rng(1)

    def month(self, asks):
        sums = np.zeros((7, self.units), np.int64)
        each = self.wait[self.unit] * self.spread.permutation(waits_about_one(asks))
        self.due += list(self.now + 30 * np.arange(asks) / asks + each)
        self.now += 30
        left = [due for due in self.due if due > self.now]
        ended, self.due = len(self.due) - len(left), left
        sums[:6, self.unit] = 3000, 600, asks, ended, 0, ended
        return sums

    def run(self, months):
        for number in range(24):
            self.feedback.watch(self.month(self.asks), Month(2026, 1).plus(number), 30)
        self.feedback.open()
        for number in range(months):
            sums = self.month(round(self.asks * 1.1))
            pressure, _ = self.feedback.month(sums, Month(2028, 1).plus(number), 30)
            self.wait = pressure.wait
            self.lengths.append(len(self.due))
            self.waits.append(self.wait[self.unit])
        return self


def test_a_queue_that_more_join_than_leave_settles_where_effort_meets_demand():
    """One in ten more: the wait at which effort ** elasticity is 1.1; then Little's law holds."""
    fluid = _Fluid(200).run(600)
    wait = np.mean(fluid.waits[-120:])
    assert wait == pytest.approx(rules().first_wait * 1.1 ** (1 / rules().effort), rel=0.02)
    assert np.mean(fluid.lengths[-120:]) == pytest.approx(220 / 30 * wait, rel=0.02)
