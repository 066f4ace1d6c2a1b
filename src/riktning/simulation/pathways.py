"""Standardised cancer pathways."""

import numpy as np
import pyarrow as pa

from riktning.simulation.arrays import NEVER
from riktning.simulation.columns import codes, dates, ids, whole
from riktning.simulation.drawing import draw_days, draw_persons
from riktning.simulation.figures import by_age, parameters
from riktning.simulation.world import World


def pathway_table(world: World) -> dict[str, pa.Array]:
    """Pathways that start within the horizon; untreated ones have no ``treated_on``."""
    rng, given = world.rng("pathways"), parameters("registers")["pathways"]
    persons, days = [], []
    for month in range(len(world.horizon.months)):
        person = draw_persons(world.monthly_rates(by_age(given["rate"]), month), rng)
        day = draw_days(world.horizon.days(month), person.size, 0.0, rng)
        alive = world.people.alive_on(day, person)
        persons.append(person[alive])
        days.append(day[alive])
    person, start = np.concatenate(persons), np.concatenate(days)
    unit = world.routes("surgery").choose(world.people.place_on(start, person), rng)
    kind = rng.integers(0, len(given["kinds"]), person.size)
    allowed = np.array(list(given["kinds"].values()), np.int64)[kind]
    share = world.levels["pathway_in_time"][unit, world.horizon.month_of(start)]
    in_time = rng.random(person.size) < share
    soon = np.floor(allowed * (0.4 + 0.6 * rng.random(person.size))).astype(np.int64)
    treated = start + np.where(in_time, soon, allowed + rng.geometric(1 / 18, person.size))
    untreated = rng.random(person.size) < given["never_treated"]
    untreated |= (treated >= world.horizon.end) | (treated >= world.people.dies_on[person])
    return {
        "pathway_id": ids("v", np.arange(person.size)),
        "person_id": ids("p", person),
        "unit_id": codes(world.region.ids, unit),
        "kind": codes(tuple(given["kinds"]), kind),
        "started_on": dates(start),
        "treated_on": dates(np.where(untreated, NEVER, treated)),
        "allowed_days": whole(allowed),
    }
