"""A region's course: the same to the bit however it is divided, and nobody is lost."""

from functools import cache

import numpy as np
import pytest
from scipy import stats

from riktning.core.errors import ScenarioError
from riktning.core.periods import Month
from riktning.simulation import course, crowd
from riktning.simulation.asked import Asked
from riktning.simulation.course import follow
from riktning.simulation.horizon import Horizon
from riktning.simulation.illness import condition_figures
from riktning.simulation.kernel.persons import bytes_a_person, fill, grown
from riktning.simulation.region import read_region
from riktning.simulation.scenario import Lever, Scenario
from riktning.simulation.tallies import CELLS, EVENTS, Kind
from simulation.small_world import REGION

FIRST, MONTHS, PERSONS = Month(2025, 1), 6, 12_000
STATES = (Kind.BED_DAYS, Kind.HOME_BED_DAYS, Kind.UNSUITABLE_USER)


@cache
def region():
    return read_region(REGION, Horizon(FIRST, FIRST.plus(24)))


@cache
def baseline(**changes):
    return tuple(follow(region(), asked(**changes)))


def asked(**changes):
    return Asked(**{"persons": PERSONS, "first": FIRST, "months": MONTHS, "key": (3, 0)} | changes)


def same(some, others):
    assert len(some) == len(others)
    for one, other in zip(some, others, strict=True):
        assert np.array_equal(one.units.dense, other.units.dense)
        assert np.array_equal(one.places.dense, other.places.dense)
        assert np.array_equal(one.late, other.late)
        assert np.array_equal(one.stock, other.stock)


def totals(course, kind):
    return np.array([month.total(kind) for month in course])


def test_the_number_of_threads_changes_nothing():
    same(baseline(), list(follow(region(), asked(), threads=1)))
    same(baseline(), list(follow(region(), asked(), threads=3)))


def test_shards_add_up_to_the_whole_to_the_bit():
    parts = [list(follow(region(), asked(shard=n, shards=3), threads=1)) for n in range(3)]
    for whole, *some in zip(baseline(), *parts, strict=True):
        assert np.array_equal(whole.units.dense, sum(each.units.dense for each in some))
        assert np.array_equal(whole.places.dense, sum(each.places.dense for each in some))
        assert np.array_equal(whole.late, sum(each.late for each in some))
        assert np.array_equal(whole.stock, sum(each.stock for each in some))


def test_a_month_more_leaves_the_months_before_as_they_were():
    """But for the readmissions after the last two months' discharges, which are not yet known."""
    longer = list(follow(region(), asked(months=MONTHS + 4)))[:MONTHS]
    same(baseline()[:-2], longer[:-2])
    for one, other in zip(baseline()[-2:], longer[-2:], strict=True):
        assert np.array_equal(one.places.dense, other.places.dense)
        assert (one.late <= other.late).all()


def test_where_persons_stand_and_how_much_room_there_is_changes_nothing(monkeypatch):
    wide = list(follow(region(), asked(persons=12_200, months=14)))
    moves, growths = [], []
    monkeypatch.setattr(crowd, "_ROOM", 1.0)
    monkeypatch.setattr(crowd, "_SPARE", 0)
    monkeypatch.setattr(crowd.Crowd, "_comers", lambda *_: 0)
    monkeypatch.setattr(crowd, "fill", lambda *given: moves.append(given) or fill(*given))
    monkeypatch.setattr(crowd, "grown", lambda *given: growths.append(given) or grown(*given))
    same(wide, list(follow(region(), asked(persons=12_200, months=14), threads=2)))
    assert len(moves) > 1
    assert growths


@pytest.mark.parametrize("together", [1, 2, 5, 14])
def test_how_many_months_a_block_goes_through_at_a_time_changes_nothing(monkeypatch, together):
    """Six blocks of persons, who die, move, give birth and arrive meanwhile; with a lever."""
    video = Lever(3, Kind.PRIMARY_VISIT, Kind.PRIMARY_VIDEO, np.linspace(0, 1, 14))
    given = region(), asked(persons=12_200, months=14), Scenario(levers=[video])
    usual = list(follow(*given))
    monkeypatch.setattr(course, "MONTHS_TOGETHER", together)
    same(usual, list(follow(*given, threads=3)))


def test_those_here_are_those_before_and_who_came_less_those_who_went():
    before = None
    for month in baseline():
        here = month.stock[0].sum()
        change = sum(month.total(kind) for kind in (Kind.BIRTH, Kind.ARRIVED))
        change -= sum(month.total(kind) for kind in (Kind.DEATH, Kind.LEFT))
        if before is not None:
            assert here == before + change
        before = here
    assert baseline()[0].stock[0].sum() == pytest.approx(PERSONS, abs=200)


def test_municipalities_and_units_count_the_same_events():
    """But for what is known of persons only, and readmissions, which belong to an earlier month."""
    for month in baseline():
        for kind in Kind:
            if kind < Kind.ACUTE_OWN_HOME and kind is not Kind.READMITTED:
                assert month.by_unit(kind).sum() == month.by_place(kind).sum(), kind


def test_nobody_has_more_of_a_condition_than_there_are_persons():
    for month in baseline():
        assert (month.stock >= 0).all()
        assert (month.stock[1:] <= month.stock[0]).all()


def test_another_seed_or_replicate_is_other_luck():
    for key in ((4, 0), (3, 1)):
        other = baseline(key=key)
        assert (totals(other, Kind.PRIMARY_VISIT) != totals(baseline(), Kind.PRIMARY_VISIT)).any()


def test_a_lever_that_takes_nothing_changes_nothing():
    idle = Lever(0, Kind.PRIMARY_VISIT, Kind.PRIMARY_VIDEO, np.zeros(MONTHS))
    same(baseline(), list(follow(region(), asked(), Scenario(levers=[idle]))))


def test_a_lever_turns_its_share_of_events_into_others_and_touches_nothing_else():
    share = 0.3
    lever = Lever(5, Kind.PRIMARY_VISIT, Kind.PRIMARY_VIDEO, np.full(MONTHS, share))
    changed = list(follow(region(), asked(), Scenario(levers=[lever])))
    before, after = (totals(c, Kind.PRIMARY_VISIT).sum() for c in (baseline(), changed))
    low, high = stats.binom.interval(1 - 1e-5, before, share)
    assert low <= before - after <= high
    moved = {Kind.PRIMARY_VISIT, Kind.PRIMARY_VIDEO}
    gained = totals(changed, Kind.PRIMARY_VIDEO) - totals(baseline(), Kind.PRIMARY_VIDEO)
    assert gained.sum() == before - after
    for kind in set(Kind) - moved:
        assert (totals(changed, kind) == totals(baseline(), kind)).all(), kind


def test_a_greater_share_takes_what_a_lesser_one_took_and_more():
    few, many = (
        list(follow(region(), asked(), Scenario(levers=[_prevented(share)])))
        for share in (0.2, 0.5)
    )
    for less, more in zip(few, many, strict=True):
        some, others = less.by_unit(Kind.EMERGENCY_VISIT), more.by_unit(Kind.EMERGENCY_VISIT)
        assert (others <= some).all() and others.sum() < some.sum()


def _prevented(share):
    return Lever(7, Kind.EMERGENCY_VISIT, None, np.full(MONTHS, share))


def test_a_lever_reaches_those_it_is_for():
    for_some = np.zeros((MONTHS, CELLS, len(region().municipalities)))
    for_some[:, 12:, :5] = 1.0
    lever = Lever(9, Kind.EMERGENCY_VISIT, None, for_some)
    for before, after in zip(
        baseline(), follow(region(), asked(), Scenario(levers=[lever])), strict=True
    ):
        kept = before.by_place(Kind.EMERGENCY_VISIT).copy()
        kept[:5, 12:] = 0
        assert np.array_equal(kept, after.by_place(Kind.EMERGENCY_VISIT))


def test_admissions_turned_into_care_at_home_take_no_beds():
    share = np.ones(MONTHS)
    levers = [
        Lever(n, kind, Kind.HOME_ADMISSION, share)
        for n, kind in enumerate((Kind.UNPLANNED_ADMISSION, Kind.PLANNED_ADMISSION))
    ]
    changed = list(follow(region(), asked(), Scenario(levers=levers)))
    assert totals(changed, Kind.HOME_BED_DAYS)[-1] > 5 * totals(changed, Kind.BED_DAYS)[-1] > 0
    assert (totals(baseline(), Kind.HOME_BED_DAYS) == 0).all()


def test_who_is_spared_a_condition_does_not_get_it():
    avoided = np.ones((MONTHS, len(condition_figures().names), CELLS))
    changed = list(follow(region(), asked(), Scenario(avoided=avoided)))
    new = [each.stock[4].sum() for each in changed]
    assert new[-1] < baseline()[-1].stock[4].sum()


def test_more_demand_is_never_less_care():
    demand = np.ones((MONTHS, 9))
    demand[:, 2] = 1.5
    more = list(follow(region(), asked(), Scenario(demand=demand)))
    for before, after in zip(baseline(), more, strict=True):
        one, other = before.by_unit(Kind.EMERGENCY_VISIT), after.by_unit(Kind.EMERGENCY_VISIT)
        assert (other >= one).all() and other.sum() > one.sum()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: _prevented(1.2), "leaves 0 to 1"),
        (lambda: Lever(200, Kind.PRIMARY_VISIT, None, np.zeros(MONTHS)), "no draw"),
        (lambda: Lever(0, Kind.STAY, None, np.zeros(MONTHS)), "no event"),
        (lambda: Lever(0, Kind.ANTIBIOTICS, Kind.PRIMARY_VISIT, np.zeros(MONTHS)), "cannot become"),
        (lambda: Lever(0, Kind.PRIMARY_VISIT, None, np.zeros(MONTHS), ("gout",)), "no condition"),
        (lambda: Scenario(levers=[_prevented(0.1), _prevented(0.1)]), "share a draw"),
        (lambda: Scenario(length=np.full(MONTHS, -1.0)), "below 0"),
    ],
)
def test_what_no_scenario_can_do_is_refused(wrong, says):
    with pytest.raises(ScenarioError, match=says):
        wrong()


def test_a_scenario_of_another_length_is_refused():
    with pytest.raises(ScenarioError, match="another shape"):
        next(follow(region(), asked(), Scenario(length=np.ones(MONTHS + 1))))


def test_every_event_has_a_place_among_the_kinds():
    assert EVENTS == Kind.STAY
    assert bytes_a_person() <= 120
