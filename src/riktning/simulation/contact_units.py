"""Where a contact takes place."""

import numpy as np

from riktning.simulation.arrays import Ints, Rng
from riktning.simulation.drawing import draw_category
from riktning.simulation.figures import parameters
from riktning.simulation.world import World

_ADULT, _OLD = 18, 70


def draw_units(world: World, level: str, person: Ints, day: Ints, age: Ints, rng: Rng) -> Ints:
    """The unit of each contact; primary care at the listed unit, most often."""
    place = world.people.place_on(day, person)
    if level == "primary":
        return _primary(world, person, day, rng)
    if level == "municipal":
        numbers = {unit_id: number for number, unit_id in enumerate(world.region.ids)}
        here = np.array([numbers[town] for town in world.region.municipalities])
        return here[place]
    if level == "specialist":
        return _specialist(world, person, place, age, rng)
    return world.routes(level).choose(place, rng)  # emergency, rehabilitation


def _primary(world: World, person: Ints, day: Ints, rng: Rng) -> Ints:
    listed = world.people.listed_on(day, person)
    elsewhere = rng.random(person.size) < parameters("contacts")["elsewhere"]
    other = listed[rng.integers(0, max(person.size, 1), person.size)]
    region = world.region
    is_open = (region.opens[other] <= day) & (day <= region.closes[other])
    return np.where(elsewhere & is_open, other, listed)


def _specialist(world: World, person: Ints, place: Ints, age: Ints, rng: Rng) -> Ints:
    female = world.people.female[person]
    groups = {
        "child": age < _ADULT,
        "woman": (age >= _ADULT) & (age < _OLD) & female,
        "adult": (age >= _ADULT) & (age < _OLD) & ~female,
        "old": age >= _OLD,
    }
    unit = np.zeros(person.size, np.int64)
    for name, members in groups.items():
        weights = parameters("contacts")["specialist_care"][name]
        offered = {care: w for care, w in weights.items() if care in world.region.offers}
        rows = np.flatnonzero(members)
        chosen = draw_category(np.array(list(offered.values()), float), rows.size, rng)
        for number, care in enumerate(offered):
            some = rows[chosen == number]
            unit[some] = world.routes(care).choose(place[some], rng)
    return unit
