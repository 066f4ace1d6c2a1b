"""Who lives in the region: age, sex, municipality; births, deaths and moves during the horizon."""

from datetime import date

import numpy as np

from riktning.core.periods import Month
from riktning.simulation.arrays import DAYS_A_YEAR, Flags, Floats, Ints, Rng
from riktning.simulation.figures import OLDEST, by_age, parameters
from riktning.simulation.homes import draw_homes
from riktning.simulation.horizon import Horizon, epoch_day
from riktning.simulation.kernel.population import Lives, founders, live
from riktning.simulation.people import People
from riktning.simulation.projection import project
from riktning.simulation.region import Region
from riktning.simulation.streams import stream

_OLD = 65


def draw_people(region: Region, horizon: Horizon, persons: int, seed: int) -> People:
    """``persons`` living at the start of the horizon, and those born or arriving during it.

    Age and sex follow the projected Swedish structure, reweighted to each municipality's share aged
    65 or more; births, deaths and migration follow ``demography``.
    """
    rng = stream(seed, "population")
    lives = _live(region, horizon, persons, seed, rng)
    place = lives.place.astype(np.int64)
    homes = draw_homes(region, horizon, place, lives.born_on, lives.enters_on, seed)
    shape = parameters("people")["frailty_shape"]
    return People(
        born_on=lives.born_on,
        female=lives.sex == 0,
        dies_on=lives.dies_on,
        leaves_on=lives.leaves_on,
        enters_on=lives.enters_on,
        place=place,
        place_after=homes.place_after,
        listed=homes.listed,
        listed_after=homes.listed_after,
        changed_on=homes.changed_on,
        care_home_from=homes.care_home_from,
        frailty=rng.gamma(shape, 1 / shape, place.size),
        unsuitable=rng.random(place.size),
        conditions=_conditions(lives.born_on, horizon, rng),
        seeks_often=stream(seed, "frequent").random(place.size)
        < parameters("people")["seeks_often"],
    )


def _live(region: Region, horizon: Horizon, persons: int, seed: int, rng: Rng) -> Lives:
    share = region.population / region.population.sum()
    expected = project(horizon.first, len(horizon.months))
    place = rng.choice(share.size, persons, p=share)
    age, female = _age_and_sex(expected.start, region.share_65[place], rng)
    days = 1 + np.floor((age + rng.random(persons)) * DAYS_A_YEAR).astype(np.int64)
    born = horizon.start - days
    here_since = np.maximum(born, epoch_day(_resident_since()))
    first = founders(born, female, place, here_since)
    return live(first, horizon, expected.arrived[:, None] * persons * share, (seed, 0))


def _age_and_sex(people: Floats, old_share: Floats, rng: Rng) -> tuple[Ints, Flags]:
    cells = people.reshape(-1)
    first_old = 2 * _OLD
    cumulated = np.concatenate([[0.0], np.cumsum(cells)])
    old = rng.random(old_share.size) < old_share
    low = np.where(old, cumulated[first_old], 0.0)
    high = np.where(old, cumulated[-1], cumulated[first_old])
    places = low + rng.random(old_share.size) * (high - low)
    chosen = np.minimum(np.searchsorted(cumulated, places, side="right") - 1, cells.size - 1)
    return chosen // 2, chosen % 2 == 0


def _conditions(born_on: Ints, horizon: Horizon, rng: Rng) -> dict[str, Flags]:
    middle = (horizon.start + horizon.end) // 2
    age = np.clip((middle - born_on) / DAYS_A_YEAR, 0, OLDEST).astype(np.int64)
    return {
        name: rng.random(age.size) < by_age(steps)[age]
        for name, steps in parameters("people")["conditions"].items()
    }


def _resident_since() -> date:
    return Month.parse(parameters("people")["resident_since"][:7]).first_day
