"""Who lives in the region: age, sex, municipality, births and deaths during the horizon."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from riktning.core.periods import Month
from riktning.simulation.arrays import DAYS_A_YEAR, NEVER, Flags, Floats, Ints, Rng
from riktning.simulation.figures import OLDEST, by_age, parameters, population_figures
from riktning.simulation.homes import draw_homes
from riktning.simulation.horizon import Horizon, epoch_day
from riktning.simulation.people import People
from riktning.simulation.region import Region
from riktning.simulation.streams import stream

_OLD = 65


@dataclass(frozen=True)
class _Bodies:
    """Birth, sex, municipality and entry, before anything else is drawn."""

    born_on: Ints
    female: Flags
    place: Ints
    enters_on: Ints


def draw_people(region: Region, horizon: Horizon, persons: int, seed: int) -> People:
    """``persons`` living at the start of the horizon, and those born during it.

    Age and sex follow the published Swedish structure, reweighted to each municipality's share aged
    65 or more; deaths follow the published mortality by age and sex.
    """
    rng = stream(seed, "population")
    bodies = _join(_living(region, horizon, persons, rng), _born(region, horizon, persons, rng))
    dies_on = _deaths(bodies, horizon, rng)
    homes = draw_homes(region, horizon, bodies.place, bodies.born_on, bodies.enters_on, seed)
    shape = parameters("people")["frailty_shape"]
    return People(
        born_on=bodies.born_on,
        female=bodies.female,
        dies_on=dies_on,
        enters_on=bodies.enters_on,
        place=bodies.place,
        place_after=homes.place_after,
        listed=homes.listed,
        listed_after=homes.listed_after,
        changed_on=homes.changed_on,
        care_home_from=homes.care_home_from,
        frailty=rng.gamma(shape, 1 / shape, bodies.place.size),
        unsuitable=rng.random(bodies.place.size),
        conditions=_conditions(bodies, horizon, rng),
        seeks_often=stream(seed, "frequent").random(bodies.place.size)
        < parameters("people")["seeks_often"],
    )


def _living(region: Region, horizon: Horizon, persons: int, rng: Rng) -> _Bodies:
    share = region.population / region.population.sum()
    place = rng.choice(share.size, persons, p=share)
    age, female = _age_and_sex(region.share_65[place], rng)
    days = 1 + np.floor((age + rng.random(persons)) * DAYS_A_YEAR).astype(np.int64)
    born = horizon.start - days
    return _Bodies(born, female, place, np.maximum(born, epoch_day(_resident_since())))


def _age_and_sex(old_share: Floats, rng: Rng) -> tuple[Ints, Flags]:
    cells = population_figures().population.reshape(-1)
    first_old = 2 * _OLD
    cumulated = np.concatenate([[0.0], np.cumsum(cells)])
    old = rng.random(old_share.size) < old_share
    low = np.where(old, cumulated[first_old], 0.0)
    high = np.where(old, cumulated[-1], cumulated[first_old])
    places = low + rng.random(old_share.size) * (high - low)
    chosen = np.minimum(np.searchsorted(cumulated, places, side="right") - 1, cells.size - 1)
    return chosen // 2, chosen % 2 == 0


def _born(region: Region, horizon: Horizon, persons: int, rng: Rng) -> _Bodies:
    rate = parameters("people")["births_per_1000"] / 1000
    count = int(rng.poisson(persons * rate * horizon.years))
    share = region.population * (1 - region.share_65)
    place = rng.choice(share.size, count, p=share / share.sum())
    born = np.sort(rng.integers(horizon.start, horizon.end, count))
    boys_per_girl = 1.06
    female = rng.random(count) < 1 / (1 + boys_per_girl)
    return _Bodies(born, female, place, born)


def _join(living: _Bodies, born: _Bodies) -> _Bodies:
    return _Bodies(
        np.concatenate([living.born_on, born.born_on]),
        np.concatenate([living.female, born.female]),
        np.concatenate([living.place, born.place]),
        np.concatenate([living.enters_on, born.enters_on]),
    )


def _deaths(bodies: _Bodies, horizon: Horizon, rng: Rng) -> Ints:
    """Day of death by inverting the cumulated yearly hazard (piecewise constant by age)."""
    mortality = population_figures().mortality
    remaining = rng.exponential(size=bodies.born_on.size)
    dies_on = np.full(bodies.born_on.size, NEVER)
    begin = np.maximum(bodies.born_on, horizon.start)
    while (begin < horizon.end).any():
        age = np.floor((begin - bodies.born_on) / DAYS_A_YEAR).astype(np.int64)
        birthday = bodies.born_on + np.ceil((age + 1) * DAYS_A_YEAR).astype(np.int64)
        rate = mortality[np.clip(age, 0, OLDEST), np.where(bodies.female, 0, 1)] / DAYS_A_YEAR
        until = rate * (birthday - begin)
        dies = (dies_on == NEVER) & (remaining < until)
        day = begin + np.floor(np.where(dies, remaining, 0.0) / rate).astype(np.int64)
        dies_on = np.where(dies & (day < horizon.end), day, dies_on)
        remaining = np.where(dies, np.inf, remaining - until)
        begin = birthday
    return dies_on


def _conditions(bodies: _Bodies, horizon: Horizon, rng: Rng) -> dict[str, Flags]:
    middle = (horizon.start + horizon.end) // 2
    age = np.clip((middle - bodies.born_on) / DAYS_A_YEAR, 0, OLDEST).astype(np.int64)
    return {
        name: rng.random(age.size) < by_age(steps)[age]
        for name, steps in parameters("people")["conditions"].items()
    }


def _resident_since() -> date:
    return Month.parse(parameters("people")["resident_since"][:7]).first_day
