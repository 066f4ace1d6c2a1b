"""What is coded on a stay beside its main diagnosis: falls, infections, assessments of risk."""

from dataclasses import dataclass

import numpy as np

from riktning.simulation.arrays import MINUTES_A_DAY, Ints, Rng
from riktning.simulation.drawing import draw_category
from riktning.simulation.figures import by_age, parameters
from riktning.simulation.stay_reasons import reason_codes
from riktning.simulation.stays import Stays
from riktning.simulation.world import World

_SHORTEST_WITH_INFECTION = 2  # days: an infection begun on the ward takes that long to be seen
_LATER = 3  # days that a late assessment comes after the first day, in the mean


@dataclass(frozen=True)
class OtherCodes:
    """One element a code; ``row`` is the stay's row, ``code`` numbers :func:`other_codes`."""

    row: Ints
    code: Ints


@dataclass(frozen=True)
class Assessments:
    """One element an assessment of risk: the row of the stay and the epoch day it was made."""

    row: Ints
    day: Ints


def other_codes() -> tuple[str, ...]:
    """Every code that a stay can have beside its main one."""
    given = parameters("codes")
    return (*given["fall_codes"], *given["infection_codes"])


def draw_other_codes(world: World, month: int, stays: Stays) -> OtherCodes:
    """Falls on stays for an injury, by age; infections got on the ward, at the unit's level."""
    rng = world.rng("stay_codes", month + 1)
    falls, infected = _fallen(world, stays, rng), _infected(world, month, stays, rng)
    fall = _pick("fall_codes", falls.size, rng)
    infection = len(parameters("codes")["fall_codes"]) + _pick(
        "infection_codes", infected.size, rng
    )
    main = np.array(reason_codes())[stays.reason[infected]]
    another = np.array(other_codes())[infection] != main
    return OtherCodes(
        np.concatenate([falls, infected[another]]), np.concatenate([fall, infection[another]])
    )


def _fallen(world: World, stays: Stays, rng: Rng) -> Ints:
    given = parameters("codes")
    injury = np.array([code in given["fall_injuries"] for code in reason_codes()])[stays.reason]
    age = world.people.age_on(stays.admitted // MINUTES_A_DAY, stays.person)
    return np.flatnonzero(injury & (rng.random(len(stays)) < by_age(given["fall_share"])[age]))


def _infected(world: World, month: int, stays: Stays, rng: Rng) -> Ints:
    days = stays.discharged // MINUTES_A_DAY - stays.admitted // MINUTES_A_DAY
    level = world.levels["hospital_infection"][stays.unit, month]
    return np.flatnonzero((days >= _SHORTEST_WITH_INFECTION) & (rng.random(len(stays)) < level))


def _pick(group: str, size: int, rng: Rng) -> Ints:
    return draw_category(np.array(list(parameters("codes")[group].values()), float), size, rng)


def draw_assessments(world: World, stays: Stays) -> Assessments:
    """Of every stay of the horizon: most are assessed within a day, some later, some never."""
    rng, given = world.rng("stay_codes"), parameters("codes")
    admitted = stays.admitted // MINUTES_A_DAY
    month = world.horizon.month_of(admitted)
    soon = rng.random(len(stays)) < world.levels["risk_assessment"][stays.unit, month]
    after = np.where(rng.random(len(stays)) < given["risk_assessment_same_day"], 0, 1)
    late = 1 + rng.geometric(1 / _LATER, len(stays))
    day = admitted + np.where(soon, after, late)
    never = ~soon & (rng.random(len(stays)) < given["risk_assessment_never"])
    known = (
        (day >= world.horizon.start)
        & (day < world.horizon.end)
        & (day <= stays.discharged // MINUTES_A_DAY)
    )
    made = np.flatnonzero(~never & known)
    return Assessments(made, day[made])
