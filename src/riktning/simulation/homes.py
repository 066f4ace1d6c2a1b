"""Where people live and are listed: moves, care homes, closing and opening primary-care units."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from riktning.core.units import UnitKind
from riktning.simulation.arrays import DAYS_A_YEAR, NEVER, Ints, Rng
from riktning.simulation.columns import codes, dates, ids
from riktning.simulation.figures import OLDEST, by_age, parameters
from riktning.simulation.horizon import Horizon
from riktning.simulation.people import People
from riktning.simulation.region import Region
from riktning.simulation.streams import stream

DWELLINGS = ("own", "care_home")
_SWITCH_TO_NEW_UNIT = 0.06


@dataclass(frozen=True)
class Homes:
    """Before and after the one change of municipality or primary-care unit a person may have."""

    place_after: Ints
    listed: Ints
    listed_after: Ints
    changed_on: Ints
    care_home_from: Ints


def draw_homes(
    region: Region, horizon: Horizon, place: Ints, born_on: Ints, enters_on: Ints, seed: int
) -> Homes:
    """Draw one possible change a person: a move, else a unit that closes, else one that opens."""
    rng = stream(seed, "homes")
    count = place.size
    share_moving = min(1.0, parameters("people")["moves_per_year"] * horizon.years)
    moves = rng.random(count) < share_moving
    moved_on = rng.integers(horizon.start + 1, horizon.end, count)
    moves &= moved_on > enters_on
    share = region.population / region.population.sum()
    place_after = np.where(moves, rng.choice(share.size, count, p=share), place)
    listed, listed_after, relisted_on = _listings(region, horizon, place, enters_on, rng)
    open_units = _units_by_place(region, horizon.start, horizon.end)
    moved_to = _pick(open_units, place_after, rng)
    moves &= moved_on < relisted_on
    return Homes(
        place_after=np.where(moves, place_after, place),
        listed=listed,
        listed_after=np.where(moves, moved_to, listed_after),
        changed_on=np.where(moves, moved_on, relisted_on),
        care_home_from=_care_homes(horizon, born_on, enters_on, moves, rng),
    )


def _listings(
    region: Region, horizon: Horizon, place: Ints, enters_on: Ints, rng: Rng
) -> tuple[Ints, Ints, Ints]:
    lasting = _units_by_place(region, horizon.start, horizon.end)
    at_start = _units_by_place(region, horizon.start, horizon.start + 1)
    always = _pick(lasting, place, rng)
    listed = _pick(at_start, place, rng)
    listed = np.where(region.closes[listed] < enters_on, always, listed)
    closes = region.closes[listed] < horizon.end
    after = np.where(closes, always, listed)
    changed_on = np.where(closes, region.closes[listed] + 1, NEVER)
    for unit in _opening(region, horizon):
        here = place == region.municipalities.index(region.locations[unit] or "")
        switches = here & (changed_on == NEVER) & (rng.random(place.size) < _SWITCH_TO_NEW_UNIT)
        day = rng.integers(region.opens[unit], horizon.end, place.size)
        switches &= day > enters_on
        after, changed_on = np.where(switches, unit, after), np.where(switches, day, changed_on)
    return listed, after, changed_on


def _opening(region: Region, horizon: Horizon) -> list[int]:
    return [
        unit
        for unit in region.of_kind(UnitKind.PRIMARY_CARE)
        if horizon.start < region.opens[unit] < horizon.end
        and region.locations[unit] in region.municipalities
    ]


def _units_by_place(region: Region, first: int, end: int) -> list[Ints]:
    """Per municipality its primary-care units open throughout; all units where it has none."""
    open_units = [
        unit
        for unit in region.offers.get("primary", ())
        if region.opens[unit] <= first and region.closes[unit] >= end - 1
    ]
    return [
        np.array([u for u in open_units if region.locations[u] == town] or open_units)
        for town in region.municipalities
    ]


def _pick(units: list[Ints], place: Ints, rng: Rng) -> Ints:
    sizes = np.array([choices.size for choices in units])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    number = np.floor(rng.random(place.size) * sizes[place]).astype(np.int64)
    chosen: Ints = np.concatenate(units)[starts[place] + number]
    return chosen


def _care_homes(
    horizon: Horizon, born_on: Ints, enters_on: Ints, moves: np.ndarray, rng: Rng
) -> Ints:
    age = np.clip((horizon.end - born_on) / DAYS_A_YEAR, 0, OLDEST).astype(np.int64)
    lives = rng.random(age.size) < by_age(parameters("people")["care_home"])[age]
    two_years = 730
    day = rng.integers(horizon.start - two_years, horizon.end, age.size)
    return np.where(lives & ~moves & (day > enters_on), day, NEVER)


def residence_table(region: Region, people: People) -> dict[str, pa.Array]:
    """Rows in person order: first home, then the second for those who change."""
    moved = np.where(people.place_after != people.place, people.changed_on, NEVER)
    change = np.minimum(moved, people.care_home_from)
    person, start, end, second = spells(people, change)
    place = np.where(second, people.place_after[person], people.place[person])
    in_home = (second & (people.care_home_from[person] < NEVER)).astype(np.int64)
    return {
        "person_id": ids("p", person),
        "municipality": codes(region.municipalities, place),
        "dwelling": codes(DWELLINGS, in_home),
        "from_date": dates(start),
        "to_date": dates(end),
    }


def spells(people: People, change: Ints) -> tuple[Ints, Ints, Ints, np.ndarray]:
    """Person, first day, last day and whether it is the second spell, ordered by person and day."""
    changes = change < people.ends_on
    persons = np.arange(len(people))
    first_end = np.where(changes & (change < NEVER), change - 1, people.last_on)
    again = np.flatnonzero(changes & (change < NEVER))
    person = np.concatenate([persons, again])
    start = np.concatenate([people.enters_on, change[again]])
    end = np.concatenate([first_end, people.last_on[again]])
    second = np.concatenate([np.zeros(len(people), bool), np.ones(again.size, bool)])
    order = np.argsort(person, kind="stable")
    return person[order], start[order], end[order], second[order]
