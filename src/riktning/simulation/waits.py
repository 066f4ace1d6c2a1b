"""Waits under the care guarantee that begin in one month."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from riktning.core.periods import Month
from riktning.simulation.arrays import Ints, Rng
from riktning.simulation.columns import codes, dates, flags, ids
from riktning.simulation.drawing import draw_days, draw_persons
from riktning.simulation.figures import by_age, parameters
from riktning.simulation.horizon import epoch_day
from riktning.simulation.world import World
from riktning.sources.contracts import BY_NAME

KINDS = BY_NAME["wait"].by_name["kind"].domain
_MOST_A_MONTH = 10_000_000
_WEEKEND = 0.05
_ELECTIVE = ("medicine", "surgery", "orthopaedics")
_EARLIER_MONTHS = 12


def wait_table(world: World, month: int) -> dict[str, pa.Array]:
    """Waits of every kind; ``to_date`` is null for those who wait at the horizon's end."""
    rng = world.rng("waits", month)
    given, days = parameters("registers"), world.horizon.days(month)
    parts = [_of_kind(world, month, kind, given["waits"][kind], rng, days) for kind in KINDS]
    drawn = [np.concatenate(columns) for columns in zip(*parts, strict=True)]
    return _table(world, drawn, ("w", month), rng)


def _table(
    world: World, drawn: list[Ints], numbered: tuple[str, int], rng: Rng
) -> dict[str, pa.Array]:
    """``numbered``: the letter that ids begin with, and the month's number under that letter."""
    given = parameters("registers")
    order = np.argsort(drawn[2], kind="stable")
    person, unit, start, end, kind = (column[order] for column in drawn)
    return {
        "wait_id": ids(numbered[0], numbered[1] * _MOST_A_MONTH + np.arange(person.size)),
        "person_id": ids("p", person),
        "unit_id": codes(world.region.ids, unit),
        "kind": codes(KINDS, kind),
        "from_date": dates(start),
        "to_date": dates(end, end >= world.horizon.end),
        "patient_chosen": flags(rng.random(person.size) < given["patient_chosen"]),
        "medical_reason": flags(rng.random(person.size) < given["medical_reason"]),
    }


def early_wait_tables(world: World) -> Iterator[tuple[Month, dict[str, pa.Array]]]:
    """Waits that began in the year before the horizon and are not ended when it begins.

    Without them the first months' waits would all be short ones. Those for an assessment last days.
    """
    given = parameters("registers")
    for before in range(_EARLIER_MONTHS, 0, -1):
        month = world.horizon.first.plus(-before)
        days = np.arange(epoch_day(month.first_day), epoch_day(month.last_day) + 1)
        rng = world.rng("early_waits", before)
        parts = [_of_kind(world, 0, kind, given["waits"][kind], rng, days) for kind in KINDS[1:]]
        drawn = [np.concatenate(columns) for columns in zip(*parts, strict=True)]
        open_still = drawn[3] >= world.horizon.start
        chosen = [column[open_still] for column in drawn]
        yield month, _table(world, chosen, ("e", before), rng)


def _of_kind(
    world: World, month: int, kind: str, given: dict[str, Any], rng: Rng, days: Ints
) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    rates = world.monthly_rates(by_age(given["rate"]), month) * world.people.frailty
    person = draw_persons(rates, rng)
    start = draw_days(days, person.size, _WEEKEND, rng)
    alive = world.people.alive_on(start, person)
    person, start = person[alive], start[alive]
    unit = _units(world, given["care"], person, start, rng)
    in_time = rng.random(person.size) < world.levels[given["level"]][unit, month]
    within = given["within_days"]
    soon = rng.integers(0, within + 1, person.size)
    late = within + rng.geometric(1 / given["late"], person.size)
    end = start + np.where(in_time, soon, late)
    end = np.minimum(end, world.people.ends_on[person])  # who dies or leaves waits no longer
    return person, unit, start, end, np.full(person.size, KINDS.index(kind))


def _units(world: World, care: str, person: Ints, day: Ints, rng: Rng) -> Ints:
    if care == "listed":
        return world.people.listed_on(day, person)
    place = world.people.place_on(day, person)
    if care in world.region.offers:
        return world.routes(care).choose(place, rng)
    options = [world.routes(name).choose(place, rng) for name in _ELECTIVE]
    return np.choose(rng.integers(0, len(options), person.size), options)
