"""Self-monitoring enrolments and individual plans."""

import numpy as np
import pyarrow as pa

from riktning.simulation.arrays import NEVER, Flags, Ints, Rng
from riktning.simulation.columns import codes, dates, ids
from riktning.simulation.drawing import draw_days, draw_persons
from riktning.simulation.figures import by_age, parameters
from riktning.simulation.world import World
from riktning.sources.contracts import BY_NAME

GROUPS = BY_NAME["monitoring"].by_name["group"].domain
AGREEMENTS = BY_NAME["agreement"].by_name["kind"].domain
_FIRST_MOTHER, _LAST_MOTHER = 20, 44


def monitoring_table(world: World) -> dict[str, pa.Array]:
    """Starts among those with the condition; an enrolment ends by itself or with the person."""
    rng, given = world.rng("enrolments"), parameters("registers")["monitoring"]
    parts = [_group(world, name, given, rng) for name in GROUPS]
    person, start, group = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    lasts = rng.geometric(given["ends_a_year"] / 365, person.size)
    end = np.minimum(start + lasts, world.people.ends_on[person])
    end = np.where(end >= world.horizon.end, NEVER, end)
    return {
        "person_id": ids("p", person),
        "unit_id": codes(world.region.ids, _lasting_unit(world, person, start, end)),
        "group": codes(GROUPS, group),
        "from_date": dates(start),
        "to_date": dates(end),
    }


def _lasting_unit(world: World, person: Ints, start: Ints, end: Ints) -> Ints:
    """The unit listed at when it began, or the one that took over when that closes meanwhile."""
    unit = world.people.listed_on(start, person)
    last = np.minimum(end, world.horizon.end - 1)
    closes = world.region.closes[unit] < last
    return np.where(closes, world.people.listed_after[person], unit)


def _group(world: World, name: str, given: dict[str, float], rng: Rng) -> tuple[Ints, Ints, Ints]:
    """Each person starts at most once in a group: the first of the starts drawn."""
    earlier = _before(world, name, given, rng)
    persons, days = [earlier[0]], [earlier[1]]
    growth = world.levels["monitoring_start"]
    for month in range(len(world.horizon.months)):
        eligible = _eligible(world, name, month) & world.present(month)
        units = world.place_administration[world.people.place]
        rate = np.where(eligible, given[name] / 12 * growth[units, month], 0.0)
        person = draw_persons(rate, rng)
        day = draw_days(world.horizon.days(month), person.size, 0.1, rng)
        alive = world.people.alive_on(day, person)
        persons.append(person[alive])
        days.append(day[alive])
    person, day = np.concatenate(persons), np.concatenate(days)
    _, first = np.unique(person, return_index=True)
    return person[first], day[first], np.full(first.size, GROUPS.index(name))


def _before(world: World, name: str, given: dict[str, float], rng: Rng) -> tuple[Ints, Ints]:
    """Those who started in the years before the horizon, so that it begins with a stock."""
    years = given["years_before"]
    eligible = _eligible(world, name, 0) & world.present(0)
    person = draw_persons(np.where(eligible, given[name] * years, 0.0), rng)
    day = world.horizon.start - rng.integers(1, int(365 * years), person.size)
    here = world.people.enters_on[person] <= day
    return person[here], day[here]


def _eligible(world: World, name: str, month: int) -> Flags:
    age = world.ages(month)
    if name == "maternity":
        young: Flags = (age >= _FIRST_MOTHER) & (age <= _LAST_MOTHER)
        return young & world.people.female
    adult: Flags = age >= 18
    return adult & world.people.conditions[name]


def agreement_table(world: World) -> dict[str, pa.Array]:
    """Coordinated individual plans (SIP) and patient contracts, at the listed unit."""
    rng, given = world.rng("enrolments", 1), parameters("registers")["agreements"]
    persons, days, kinds = [], [], []
    for month in range(len(world.horizon.months)):
        for number, kind in enumerate(AGREEMENTS):
            units = world.place_administration[world.people.place]
            volume = world.levels[kind][units, month]
            person = draw_persons(world.monthly_rates(by_age(given[kind]), month) * volume, rng)
            day = draw_days(world.horizon.days(month), person.size, 0.0, rng)
            alive = world.people.alive_on(day, person)
            persons.append(person[alive])
            days.append(day[alive])
            kinds.append(np.full(int(alive.sum()), number))
    person, day = np.concatenate(persons), np.concatenate(days)
    return {
        "person_id": ids("p", person),
        "unit_id": codes(world.region.ids, world.people.listed_on(day, person)),
        "kind": codes(AGREEMENTS, np.concatenate(kinds)),
        "on_date": dates(day),
    }
