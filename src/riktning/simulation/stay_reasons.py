"""Why a person is admitted: the kind of care and the main diagnosis."""

import numpy as np

from riktning.simulation.arrays import Ints, Rng
from riktning.simulation.drawing import draw_category
from riktning.simulation.figures import parameters
from riktning.simulation.world import World

CARES = (
    "medicine", "surgery", "orthopaedics", "geriatrics", "psychiatry", "paediatrics", "obstetrics",
)  # fmt: skip
_ADULT, _MIDDLE, _OLD = 18, 50, 75
_FIRST_MOTHER, _LAST_MOTHER = 20, 44


def reason_codes() -> tuple[str, ...]:
    """Every main diagnosis a stay can have; stays refer to them by number."""
    reasons = parameters("stays")["reasons"].values()
    conditions = parameters("codes")["condition_codes"].values()
    return tuple(
        dict.fromkeys([*(c for r in reasons for c in r), *(c for r in conditions for c in r)])
    )


def draw_cares(world: World, person: Ints, day: Ints, rng: Rng) -> Ints:
    """Number of the kind of care, by age and sex."""
    age, female = world.people.age_on(day, person), world.people.female[person]
    mother = female & (age >= _FIRST_MOTHER) & (age <= _LAST_MOTHER)
    groups = {
        "child": age < _ADULT,
        "woman": mother,
        "adult": (age >= _ADULT) & (age < _MIDDLE) & ~mother,
        "middle": (age >= _MIDDLE) & (age < _OLD),
        "old": age >= _OLD,
    }
    care = np.zeros(person.size, np.int64)
    for name, members in groups.items():
        weights = parameters("stays")["care"][name]
        numbers = np.array([CARES.index(chosen) for chosen in weights])
        rows = np.flatnonzero(members)
        care[rows] = numbers[draw_category(np.array(list(weights.values()), float), rows.size, rng)]
    return care


def draw_reasons(world: World, person: Ints, care: Ints, rng: Rng) -> Ints:
    """Number of the main diagnosis: a condition the person has, else what the care meets."""
    all_codes = reason_codes()
    reason = np.zeros(person.size, np.int64)
    for number, name in enumerate(CARES):
        weights = parameters("stays")["reasons"][name]
        numbers = np.array([all_codes.index(code) for code in weights])
        rows = np.flatnonzero(care == number)
        reason[rows] = numbers[
            draw_category(np.array(list(weights.values()), float), rows.size, rng)
        ]
    medical = (care == CARES.index("medicine")) | (care == CARES.index("geriatrics"))
    by_condition = _condition_reasons(world, person, rng)
    uses = (
        medical
        & (by_condition >= 0)
        & (rng.random(person.size) < parameters("stays")["condition_reason"])
    )
    return np.where(uses, by_condition, reason)


# Conditions that lead to a medical stay, the commonest reason last: it wins over the others.
_ADMITTING = (
    "hypertension",
    "diabetes",
    "dementia",
    "kidney_failure",
    "copd",
    "ibd",
    "heart_failure",
)


def _condition_reasons(world: World, person: Ints, rng: Rng) -> Ints:
    all_codes = reason_codes()
    reason = np.full(person.size, -1)
    for name in _ADMITTING:
        choices = np.array(
            [all_codes.index(c) for c in parameters("codes")["condition_codes"][name]]
        )
        has = world.people.conditions[name][person]
        has &= (reason < 0) | (rng.random(person.size) < 0.75)
        reason = np.where(has, choices[rng.integers(0, choices.size, person.size)], reason)
    return reason
