"""Waits under the care guarantee that begin in one month."""

from typing import Any

import numpy as np
import pyarrow as pa

from riktning.simulation.arrays import NEVER, Ints, Rng
from riktning.simulation.columns import codes, dates, flags, ids
from riktning.simulation.drawing import draw_days, draw_persons
from riktning.simulation.figures import by_age, parameters
from riktning.simulation.world import World
from riktning.sources.contracts import BY_NAME

KINDS = BY_NAME["wait"].by_name["kind"].domain
_MOST_A_MONTH = 10_000_000
_WEEKEND = 0.05
_ELECTIVE = ("medicine", "surgery", "orthopaedics")


def wait_table(world: World, month: int) -> dict[str, pa.Array]:
    """Waits of every kind; ``to_date`` is null for those who wait at the horizon's end."""
    rng = world.rng("waits", month)
    given = parameters("registers")
    parts = [_of_kind(world, month, kind, given["waits"][kind], rng) for kind in KINDS]
    person, unit, start, end, kind = (np.concatenate(c) for c in zip(*parts, strict=True))
    order = np.argsort(start, kind="stable")
    person, unit, start, end, kind = (c[order] for c in (person, unit, start, end, kind))
    return {
        "wait_id": ids("w", month * _MOST_A_MONTH + np.arange(person.size)),
        "person_id": ids("p", person),
        "unit_id": codes(world.region.ids, unit),
        "kind": codes(KINDS, kind),
        "from_date": dates(start),
        "to_date": dates(end, end >= world.horizon.end),
        "patient_chosen": flags(rng.random(person.size) < given["patient_chosen"]),
        "medical_reason": flags(rng.random(person.size) < given["medical_reason"]),
    }


def _of_kind(
    world: World, month: int, kind: str, given: dict[str, Any], rng: Rng
) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    rates = world.monthly_rates(by_age(given["rate"]), month) * world.people.frailty
    person = draw_persons(rates, rng)
    start = draw_days(world.horizon.days(month), person.size, _WEEKEND, rng)
    alive = world.people.alive_on(start, person)
    person, start = person[alive], start[alive]
    unit = _units(world, given["care"], person, start, rng)
    in_time = rng.random(person.size) < world.levels[given["level"]][unit, month]
    within = given["within_days"]
    soon = rng.integers(0, within + 1, person.size)
    late = within + rng.geometric(1 / given["late"], person.size)
    end = start + np.where(in_time, soon, late)
    end = np.where(world.people.dies_on[person] > end, end, NEVER)
    return person, unit, start, end, np.full(person.size, KINDS.index(kind))


def _units(world: World, care: str, person: Ints, day: Ints, rng: Rng) -> Ints:
    if care == "listed":
        return world.people.listed_on(day, person)
    place = world.people.place_on(day, person)
    if care in world.region.offers:
        return world.routes(care).choose(place, rng)
    options = [world.routes(name).choose(place, rng) for name in _ELECTIVE]
    return np.choose(rng.integers(0, len(options), person.size), options)
