"""How long a stay lasts, and how much of it the patient waits ready for discharge."""

from dataclasses import dataclass

import numpy as np

from riktning.simulation.arrays import MINUTES_A_DAY, Flags, Floats, Ints, Rng
from riktning.simulation.figures import by_age, parameters
from riktning.simulation.stay_reasons import CARES, reason_codes
from riktning.simulation.world import World

_SHORTEST = 240
_OLD = 75


@dataclass(frozen=True)
class Lengths:
    """Minutes in bed; whole days of them ready for discharge (0 for most)."""

    minutes: Ints
    ready_days: Ints


def draw_lengths(
    world: World, person: Ints, unit: Ints, care: Ints, reason: Ints, day: Ints, planned: Flags,
    rng: Rng,
) -> Lengths:  # fmt: skip
    """Gamma lengths about the reason's true mean at the unit and time."""
    month = world.horizon.month_of(day)
    age = world.people.age_on(day, person)
    mean = _means(world, unit, care, reason, age, month)
    shape = parameters("stays")["length_shape"]
    minutes = rng.gamma(shape, mean / shape) * MINUTES_A_DAY
    ready = _ready_days(world, unit, month, age, planned, rng)
    total = np.maximum(minutes.astype(np.int64), _SHORTEST) + ready * MINUTES_A_DAY
    return Lengths(total, ready)


def _means(world: World, unit: Ints, care: Ints, reason: Ints, age: Ints, month: Ints) -> Floats:
    given = parameters("stays")
    by_care = np.array([given["length"][name] for name in CARES])
    mean = by_care[care] * np.where(age >= _OLD, given["length_75"], 1.0)
    mean = mean * world.levels["stay_length"][unit, month]
    for condition, factor in given["condition_length"].items():
        mean = np.where(_concerns(condition)[reason], mean * factor, mean)
    for condition, measure in _OWN_LEVEL.items():
        mean = np.where(_concerns(condition)[reason], world.levels[measure][unit, month], mean)
    return mean


_OWN_LEVEL = {"heart_failure": "stay_length_heart_failure", "ibd": "stay_length_ibd"}


def _concerns(condition: str) -> Flags:
    """Which reasons are the condition's, shape (reasons,)."""
    own = parameters("codes")["condition_codes"][condition]
    return np.array([code in own for code in reason_codes()])


def _ready_days(world: World, unit: Ints, month: Ints, age: Ints, planned: Flags, rng: Rng) -> Ints:
    share = by_age(parameters("stays")["ready"])[age]
    waits = ~planned & (rng.random(age.size) < share)
    days = rng.geometric(
        np.minimum(1.0, 1 / np.maximum(1.0, world.levels["ready_days"][unit, month]))
    )
    return np.where(waits, days, 0)
