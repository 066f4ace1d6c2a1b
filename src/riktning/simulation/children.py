"""Children: dental examinations and the start of obesity treatment."""

import numpy as np
import pyarrow as pa

from riktning.simulation.columns import codes, dates, flags, ids
from riktning.simulation.drawing import draw_days, draw_persons
from riktning.simulation.figures import by_age, parameters
from riktning.simulation.world import World


def dental_table(world: World) -> dict[str, pa.Array]:
    """One examination in the year a child turns 3, 6, 12 or 19, for most of them."""
    rng, given = world.rng("children"), parameters("registers")["dental"]
    persons, days, ages = [], [], []
    for month in range(len(world.horizon.months)):
        age = world.ages(month)
        for chosen in given["ages"]:
            rate = (world.present(month) & (age == chosen)) * given["examined"] / 12
            person = draw_persons(rate, rng)
            day = draw_days(world.horizon.days(month), person.size, 0.0, rng)
            alive = world.people.alive_on(day, person)
            persons.append(person[alive])
            days.append(day[alive])
            ages.append(np.full(int(alive.sum()), chosen))
    person, day, age = (np.concatenate(column) for column in (persons, days, ages))
    unit = world.routes("dental").choose(world.people.place_on(day, person), rng)
    steeper = np.array(
        [given["steeper"].get(number, 0.0) for number in range(int(max(given["ages"])) + 1)]
    )
    free = world.levels["caries_free"][unit, world.horizon.month_of(day)] + steeper[age]
    return {
        "person_id": ids("p", person),
        "unit_id": codes(world.region.ids, unit),
        "on_date": dates(day),
        "caries_free": flags(rng.random(person.size) < free),
    }


def obesity_table(world: World) -> dict[str, pa.Array]:
    """Children who start treatment for obesity."""
    rng = world.rng("children", 1)
    rate = by_age(parameters("registers")["obesity"]["rate"])
    persons, days = [], []
    for month in range(len(world.horizon.months)):
        person = draw_persons(world.monthly_rates(rate, month), rng)
        day = draw_days(world.horizon.days(month), person.size, 0.0, rng)
        alive = world.people.alive_on(day, person)
        persons.append(person[alive])
        days.append(day[alive])
    person, day = np.concatenate(persons), np.concatenate(days)
    return {
        "person_id": ids("p", person),
        "unit_id": codes(
            world.region.ids,
            world.routes("paediatrics").choose(world.people.place_on(day, person), rng),
        ),
        "started_on": dates(day),
    }
