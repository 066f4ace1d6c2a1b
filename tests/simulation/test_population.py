"""Who lives in the region: every person is accounted for, and the published figures are met."""

from itertools import pairwise

import numpy as np
import pytest

from riktning.core.units import UnitKind
from riktning.simulation.arrays import DAYS_A_YEAR, NEVER
from riktning.simulation.demography import demography
from riktning.simulation.figures import OLDEST, by_age, parameters
from riktning.simulation.horizon import from_epoch_day
from riktning.simulation.population import draw_people
from riktning.simulation.region import read_region
from simulation.small_world import REGION, request, world

PERSONS = 120_000


@pytest.fixture(scope="module")
def many():
    horizon = request().horizon
    region = read_region(REGION, horizon)
    return region, horizon, draw_people(region, horizon, PERSONS, 3)


def test_as_many_live_at_the_start_as_were_asked_for(many):
    _, horizon, people = many
    assert np.count_nonzero(people.alive_on(horizon.start)) == pytest.approx(PERSONS, abs=15)
    assert np.count_nonzero(people.enters_on < horizon.start) == PERSONS


def test_the_living_tomorrow_are_those_of_today_who_neither_die_nor_leave_and_those_who_come(many):
    _, horizon, people = many
    for day in range(horizon.start, horizon.end - 1, 37):
        today, tomorrow = people.alive_on(day), people.alive_on(day + 1)
        came = np.count_nonzero((people.enters_on == day + 1) & (people.ends_on > day + 1))
        went = np.count_nonzero(people.ends_on[today] == day + 1)
        assert tomorrow.sum() == today.sum() + came - went
        assert not (today & (people.enters_on > day)).any()


def _expected(people, horizon, chosen, rates):
    """Person-years times a yearly rate by age and sex, walked ten days at a time."""
    total = 0.0
    for day in range(horizon.start, horizon.end, 10):
        alive = people.alive_on(day) & chosen
        age = np.clip((day - people.born_on) / DAYS_A_YEAR, 0, OLDEST).astype(int)
        year = from_epoch_day(day).year
        rate = rates(demography(year))[age, np.where(people.female, 0, 1)]
        total += rate[alive].sum() * min(10, horizon.end - day) / DAYS_A_YEAR
    return total


def _women(births):
    return np.column_stack([births, np.zeros_like(births)])


def test_births_come_at_the_published_fertility_of_women(many):
    _, horizon, people = many
    born = np.count_nonzero(people.born_on >= horizon.start)
    expected = _expected(people, horizon, np.ones(len(people), bool), lambda d: _women(d.births))
    assert born == pytest.approx(expected, abs=4.5 * np.sqrt(expected) + 0.01 * expected)


@pytest.mark.parametrize(("low", "high"), [(0, 50), (50, 75), (75, 90), (90, 121)])
@pytest.mark.parametrize("female", [True, False])
def test_deaths_follow_the_published_mortality(many, low, high, female):
    _, horizon, people = many
    age = (horizon.start - people.born_on) / DAYS_A_YEAR
    chosen = (age >= low) & (age < high) & (people.female == female)
    expected = _expected(people, horizon, chosen, lambda d: d.deaths)
    found = np.count_nonzero(people.dies_on[chosen] < NEVER)
    assert found == pytest.approx(expected, abs=4.5 * np.sqrt(expected) + 0.01 * expected)


def test_nobody_leaves_after_death_or_before_coming(many):
    _, _, people = many
    assert not ((people.dies_on < NEVER) & (people.leaves_on < NEVER)).any()
    assert (people.ends_on > people.enters_on).all()
    assert (people.enters_on >= people.born_on).all()


def test_municipalities_have_their_share_of_persons_and_of_the_old(many):
    region, horizon, people = many
    living = people.enters_on < horizon.start
    old = people.age_on(horizon.start) >= 65
    share = region.population / region.population.sum()
    for place in range(len(region.municipalities)):
        here = living & (people.place == place)
        expected = PERSONS * share[place]
        assert here.sum() == pytest.approx(expected, abs=5 * np.sqrt(expected))
        spread = np.sqrt(region.share_65[place] * (1 - region.share_65[place]) / here.sum())
        assert old[here].mean() == pytest.approx(region.share_65[place], abs=5 * spread)


def test_conditions_are_as_common_as_given(many):
    _, horizon, people = many
    middle = (horizon.start + horizon.end) // 2
    for name, steps in parameters("people")["conditions"].items():
        expected = by_age(steps)[people.age_on(middle)]
        found = people.conditions[name].sum()
        assert found == pytest.approx(expected.sum(), abs=5 * np.sqrt(expected.sum()))


def test_nobody_is_listed_at_a_unit_that_is_closed_or_no_primary_care():
    small = world()
    for day in range(small.horizon.start, small.horizon.end, 11):
        here = small.people.alive_on(day)
        unit = small.people.listed_on(day)[here]
        assert {small.region.kinds[u] for u in unit} == {UnitKind.PRIMARY_CARE}
        assert (small.region.opens[unit] <= day).all()
        assert (day <= small.region.closes[unit]).all()


def test_the_closing_and_the_opening_unit_have_listed_persons_in_turn(many):
    region, horizon, people = many
    closes, opens = region.number("NH-1489-2"), region.number("NH-1480-9")
    first, last = people.listed_on(horizon.start), people.listed_on(horizon.end - 1)
    living = people.alive_on(horizon.end - 1)
    assert (first[living] == closes).any() and not (last[living] == closes).any()
    assert (last[living] == opens).any() and not (first[living] == opens).any()


def test_homes_follow_each_other_without_gap_or_overlap(delivery):
    for name in ("residence", "listing"):
        rows = delivery.table(name).order_by("person_id", "from_date").to_pyarrow().to_pylist()
        for before, after in pairwise(rows):
            if before["person_id"] == after["person_id"]:
                assert (after["from_date"] - before["to_date"]).days == 1
