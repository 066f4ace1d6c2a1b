"""How a contact takes place: visit, home visit, video, chat, phone or letter."""

import numpy as np

from riktning.simulation.arrays import Floats, Ints, Rng
from riktning.simulation.drawing import draw_category_by_row
from riktning.simulation.figures import by_age, parameters
from riktning.simulation.world import World
from riktning.sources.contracts import MODES

_OLD = 75


def draw_modes(world: World, month: int, level: str, unit: Ints, age: Ints, rng: Rng) -> Ints:
    """Numbers into the contract's MODES, one a contact."""
    given = parameters("contacts")
    weights = np.zeros((unit.size, len(MODES)))
    digital = _digital(world, month, level, unit, age)
    home = _home(world, month, level, unit, age)
    column = {mode: number for number, mode in enumerate(MODES)}
    weights[:, column["video"]] = digital * given["video_share"]
    weights[:, column["chat"]] = digital * (1 - given["video_share"])
    weights[:, column["phone"]] = given["phone"][level]
    weights[:, column["letter"]] = given["letter"][level]
    weights[:, column["home_visit"]] = home
    weights[:, column["visit"]] = np.maximum(0.0, 1 - weights.sum(axis=1))
    return draw_category_by_row(weights, rng)


def _digital(world: World, month: int, level: str, unit: Ints, age: Ints) -> Floats:
    if level not in {"primary", "specialist"}:
        return np.zeros(unit.size)
    by_unit = world.levels[f"digital_{level}"][:, month]
    return np.minimum(0.7, by_unit[unit] * by_age(parameters("contacts")["digital_by_age"])[age])


def _home(world: World, month: int, level: str, unit: Ints, age: Ints) -> Floats:
    if level == "municipal":
        return np.full(unit.size, float(parameters("contacts")["municipal_home_visits"]))
    if level != "primary":
        return np.zeros(unit.size)
    old = world.levels["home_visits_75"][unit, month]
    values: Floats = np.where(age >= _OLD, old, parameters("contacts")["home_visit_below_75"])
    return values
