"""Lead times: standardised cancer pathways, and children with a developmental disorder."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pyarrow as pa

from riktning.simulation.arrays import NEVER, Floats, Ints, Rng
from riktning.simulation.columns import codes, dates, ids, whole
from riktning.simulation.drawing import draw_days, draw_persons
from riktning.simulation.figures import by_age, parameters
from riktning.simulation.horizon import epoch_day
from riktning.simulation.world import World


@dataclass(frozen=True)
class Pathways:
    """One element a pathway; ``kind`` numbers :func:`kinds`; ``treated`` is NEVER where open."""

    person: Ints
    unit: Ints
    kind: Ints
    started: Ints
    treated: Ints
    allowed: Ints


def kinds() -> tuple[str, ...]:
    given = parameters("registers")
    return (*given["pathways"]["kinds"], *given["neuro"]["steps"])


def draw_cancer_pathways(world: World) -> Pathways:
    """Pathways that start within the horizon, from suspicion to treatment."""
    rng, given = world.rng("pathways"), parameters("registers")["pathways"]
    person, start = _starts(
        world, by_age(given["rate"]), given["months_before"], rng, "pathway_volume"
    )
    unit = world.routes("surgery").choose(world.people.place_on(start, person), rng)
    kind = rng.integers(0, len(given["kinds"]), person.size)
    allowed = np.array(list(given["kinds"].values()), np.int64)[kind]
    share = world.levels["pathway_in_time"][unit, world.horizon.month_of(start)]
    in_time = rng.random(person.size) < share
    soon = np.floor(allowed * (0.4 + 0.6 * rng.random(person.size))).astype(np.int64)
    treated = start + np.where(in_time, soon, allowed + rng.geometric(1 / 18, person.size))
    untreated = rng.random(person.size) < given["never_treated"]
    treated = _known(world, person, np.where(untreated, NEVER, treated))
    return _not_over(world, Pathways(person, unit, kind, start, treated, allowed))


def draw_neuro_pathways(world: World) -> Pathways:
    """Referral to assessment, assessment to diagnosis, diagnosis to support: each from the last."""
    rng, given = world.rng("neuro"), parameters("registers")["neuro"]
    person, start = _starts(world, by_age(given["rate"]), given["months_before"], rng)
    parts = []
    for name, step in given["steps"].items():
        goes_on = rng.random(person.size) < step["go_on"]
        person, start = person[goes_on], start[goes_on]
        unit = world.routes(step["care"]).choose(world.people.place_on(start, person), rng)
        days = _days(world, unit, start, step, rng)
        treated = _known(world, person, start + days)
        number = np.full(person.size, kinds().index(name))
        parts.append((person, unit, number, start, treated, np.full(person.size, step["allowed"])))
        person, start = person[treated < NEVER], treated[treated < NEVER]
    drawn = Pathways(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    return _not_over(world, drawn)


def _not_over(world: World, drawn: Pathways) -> Pathways:
    """Without those finished before the horizon."""
    kept = drawn.treated >= world.horizon.start
    return Pathways(*(getattr(drawn, field.name)[kept] for field in fields(drawn)))


def _days(world: World, unit: Ints, start: Ints, step: dict[str, Any], rng: Rng) -> Ints:
    shape = parameters("registers")["neuro"]["shape"]
    mean = step["days"] * world.levels["neuro_days"][unit, world.horizon.month_of(start)]
    days: Ints = 1 + np.floor(rng.gamma(shape, mean / shape)).astype(np.int64)
    return days


def _starts(
    world: World, yearly: Floats, earlier: int, rng: Rng, measure: str = ""
) -> tuple[Ints, Ints]:
    """Persons and the day it starts, from ``earlier`` months before the horizon on.

    Those before keep the first months' finished ones from being the short ones only. The measure's
    level, where one is named, is the volume.
    """
    persons, days = [], []
    units = world.place_administration[world.people.place]
    for month in range(-earlier, len(world.horizon.months)):
        rates = world.monthly_rates(yearly, max(month, 0))
        if measure:
            rates = rates * world.levels[measure][units, max(month, 0)]
        person = draw_persons(rates, rng)
        day = draw_days(_days_of(world, month), person.size, 0.0, rng)
        alive = world.people.alive_on(day, person)
        persons.append(person[alive])
        days.append(day[alive])
    return np.concatenate(persons), np.concatenate(days)


def _days_of(world: World, month: int) -> Ints:
    """The days of a month of the horizon, or of one so many before it."""
    if month >= 0:
        return world.horizon.days(month)
    before = world.horizon.first.plus(month)
    return np.arange(epoch_day(before.first_day), epoch_day(before.last_day) + 1)


def _known(world: World, person: Ints, treated: Ints) -> Ints:
    """NEVER where it lies after the horizon or the person's death."""
    lost = (treated >= world.horizon.end) | (treated >= world.people.ends_on[person])
    return np.where(lost, NEVER, treated)


def pathway_table(world: World, cancer: Pathways, neuro: Pathways) -> dict[str, pa.Array]:
    """The cancer pathways, then the children's; unfinished ones have no ``treated_on``."""
    person, unit, kind, started, treated, allowed = (
        np.concatenate([getattr(part, name) for part in (cancer, neuro)])
        for name in ("person", "unit", "kind", "started", "treated", "allowed")
    )
    return {
        "pathway_id": ids("v", np.arange(person.size)),
        "person_id": ids("p", person),
        "unit_id": codes(world.region.ids, unit),
        "kind": codes(kinds(), kind),
        "started_on": dates(started),
        "treated_on": dates(treated),
        "allowed_days": whole(allowed),
    }
