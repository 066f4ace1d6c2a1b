"""Outpatient contacts of one month, every level and mode."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from riktning.simulation.arrays import MINUTES_A_DAY, Flags, Floats, Ints, Rng
from riktning.simulation.clinicians import PROFESSIONS, clinician_ids, draw_clinicians
from riktning.simulation.columns import codes, flags, ids, moments
from riktning.simulation.contact_modes import draw_modes
from riktning.simulation.contact_units import draw_units
from riktning.simulation.drawing import any_minutes, draw_days, draw_persons, office_minutes
from riktning.simulation.figures import by_age, parameters
from riktning.simulation.world import World
from riktning.sources.contracts import LEVELS, MODES

_VOLUMES = {
    "primary": "primary_volume",
    "specialist": "specialist_volume",
    "emergency": "emergency_volume",
}
_SIMULATED = ("primary", "specialist", "emergency", "rehabilitation", "municipal")
_MOST_A_MONTH = 10_000_000  # keeps contact ids of different months apart


@dataclass(frozen=True)
class Contacts:
    """One element a contact, ordered by time; ``level`` and ``mode`` number the contract's."""

    number: Ints
    person: Ints
    unit: Ints
    minute: Ints
    level: Ints
    mode: Ints
    planned: Flags
    clinician: Ints
    mobile: Flags

    @property
    def day(self) -> Ints:
        return self.minute // MINUTES_A_DAY


def draw_contacts(world: World, month: int) -> Contacts:
    """All contacts that begin in month number ``month``."""
    rng = world.rng("contacts", month)
    parts = [_of_level(world, month, level, rng) for level in _SIMULATED]
    joined = [np.concatenate(columns) for columns in zip(*parts, strict=True)]
    order = np.argsort(joined[2], kind="stable")
    person, unit, minute, level, mode, planned, clinician, mobile = (c[order] for c in joined)
    number = month * _MOST_A_MONTH + np.arange(person.size)
    return Contacts(number, person, unit, minute, level, mode, planned, clinician, mobile)


def _of_level(world: World, month: int, level: str, rng: Rng) -> tuple[np.ndarray, ...]:
    given = parameters("contacts")
    person = draw_persons(_rates(world, month, level), rng)
    day = draw_days(world.horizon.days(month), person.size, given["weekend"][level], rng)
    alive = world.people.alive_on(day, person)
    person, day = person[alive], day[alive]
    clock = any_minutes if level == "emergency" else office_minutes
    minute = day * MINUTES_A_DAY + clock(person.size, rng)
    age = world.people.age_on(day, person)
    unit = draw_units(world, level, person, day, age, rng)
    mode = draw_modes(world, month, level, unit, age, rng)
    planned = rng.random(person.size) < given["planned"][level]
    mobile = _mobile(world, level, mode, age, rng)
    unit = np.where(mobile, _team_units(world, person, day, rng), unit)
    clinician = draw_clinicians(world, month, level, person, unit, rng)
    number = np.full(person.size, LEVELS.index(level))
    return person, unit, minute, number, mode, planned, clinician, mobile


def _rates(world: World, month: int, level: str) -> Floats:
    given = parameters("contacts")
    rates = world.monthly_rates(by_age(given[level]), month)
    rates = rates * world.people.frailty * (1 + given["per_condition"] * world.burden)
    if level not in _VOLUMES:
        return np.asarray(rates)
    volume = world.levels[_VOLUMES[level]][:, month]
    rates = rates * volume[world.place_administration[world.people.place]]
    return rates * emergency_weights(world, month) if level == "emergency" else np.asarray(rates)


def emergency_weights(world: World, month: int) -> Floats:
    """How much oftener than others alike: the few who come often, and those in care homes."""
    times, share = parameters("contacts")["seeks_often"], parameters("people")["seeks_often"]
    often = np.where(world.people.seeks_often, times, 1.0) / (1 + share * (times - 1))
    in_home = world.people.care_home_from < world.horizon.month_starts[month + 1]
    level = world.levels["care_home_emergency"][:, month]
    own = level[world.place_administration[world.people.place]]
    weights: Floats = np.where(in_home, often * own, often)
    return weights


def _mobile(world: World, level: str, mode: Ints, age: Ints, rng: Rng) -> Flags:
    home_visits_old = (mode == MODES.index("home_visit")) & (age >= 75)
    share = parameters("contacts")["mobile_team"] if level == "primary" else 0.0
    if "mobile_team" not in world.region.offers:
        share = 0.0
    drawn: Flags = rng.random(mode.size) < share
    which: Flags = home_visits_old & drawn
    return which


def _team_units(world: World, person: Ints, day: Ints, rng: Rng) -> Ints:
    """The team that serves the municipality; until it exists, the first that does."""
    if "mobile_team" not in world.region.offers:
        return np.zeros(person.size, np.int64)
    chosen = world.routes("mobile_team").choose(world.people.place_on(day, person), rng)
    region = world.region
    teams = np.array(region.offers["mobile_team"])
    first = teams[np.argmin(region.opens[teams])]
    is_open = (region.opens[chosen] <= day) & (day <= region.closes[chosen])
    return np.where(is_open, chosen, first)


def contact_table(world: World, contacts: Contacts) -> dict[str, pa.Array]:
    return {
        "contact_id": ids("k", contacts.number),
        "person_id": ids("p", contacts.person),
        "unit_id": codes(world.region.ids, contacts.unit),
        "started_at": moments(contacts.minute),
        "level": codes(LEVELS, contacts.level),
        "mode": codes(MODES, contacts.mode),
        "planned": flags(contacts.planned),
        "clinician_id": clinician_ids(contacts.unit, contacts.clinician),
        "profession": codes(PROFESSIONS, contacts.clinician),
        "mobile_team": flags(contacts.mobile),
    }
