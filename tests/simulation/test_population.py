"""Who lives in the region: every person is accounted for, and the published figures are met."""

from itertools import pairwise

import numpy as np
import pytest

from riktning.core.units import UnitKind
from riktning.simulation.arrays import DAYS_A_YEAR, NEVER
from riktning.simulation.figures import OLDEST, by_age, parameters, population_figures
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
    assert np.count_nonzero(people.born_on < horizon.start) == PERSONS


def test_the_living_tomorrow_are_the_living_today_plus_births_minus_deaths(many):
    _, horizon, people = many
    for day in range(horizon.start, horizon.end - 1, 37):
        today = np.count_nonzero(people.alive_on(day))
        tomorrow = np.count_nonzero(people.alive_on(day + 1))
        born = np.count_nonzero((people.born_on == day + 1) & (people.dies_on > day + 1))
        assert tomorrow == today + born - np.count_nonzero(people.dies_on == day + 1)


def test_births_come_at_the_rate_given(many):
    _, horizon, people = many
    born = np.count_nonzero(people.born_on >= horizon.start)
    expected = PERSONS * parameters("people")["births_per_1000"] / 1000 * horizon.years
    assert born == pytest.approx(expected, abs=4.5 * np.sqrt(expected))


def _expected_deaths(people, horizon, chosen):
    """Person-years times mortality, walked month by month."""
    total, mortality = 0.0, population_figures().mortality
    for day in range(horizon.start, horizon.end, 10):
        alive = people.alive_on(day) & chosen
        age = np.clip((day - people.born_on) / DAYS_A_YEAR, 0, OLDEST).astype(int)
        rates = mortality[age, np.where(people.female, 0, 1)]
        total += rates[alive].sum() * min(10, horizon.end - day) / DAYS_A_YEAR
    return total


@pytest.mark.parametrize(("low", "high"), [(0, 50), (50, 75), (75, 90), (90, 121)])
@pytest.mark.parametrize("female", [True, False])
def test_deaths_follow_the_published_mortality(many, low, high, female):
    _, horizon, people = many
    age = (horizon.start - people.born_on) / DAYS_A_YEAR
    chosen = (age >= low) & (age < high) & (people.female == female)
    expected = _expected_deaths(people, horizon, chosen)
    found = np.count_nonzero(people.dies_on[chosen] < NEVER)
    assert found == pytest.approx(expected, abs=4.5 * np.sqrt(expected) + 0.01 * expected)


def test_municipalities_have_their_share_of_persons_and_of_the_old(many):
    region, horizon, people = many
    living = people.born_on < horizon.start
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
