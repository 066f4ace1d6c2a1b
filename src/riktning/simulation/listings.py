"""At which primary-care unit people are listed, and whether they have a named contact there."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from riktning.simulation.arrays import NEVER, Flags, Floats, Ints
from riktning.simulation.columns import codes, dates, flags, ids
from riktning.simulation.homes import spells
from riktning.simulation.world import World

_PHYSICIAN = 0.8  # of those with a named contact have a named physician too


@dataclass(frozen=True)
class _Listed:
    """One element a listing, ordered by person and day."""

    person: Ints
    unit: Ints
    start: Ints
    end: Ints
    named: Flags


def listing_table(world: World) -> dict[str, pa.Array]:
    """Rows in person order; a row of its own from the day somebody gets a named contact."""
    rng, people = world.rng("named"), world.people
    person, start, end, second = spells(people, people.changed_on)
    unit = np.where(second, people.listed_after[person], people.listed[person])
    gained = _named_from(world, unit, start, rng.random(person.size))
    listed = _split(_Listed(person, unit, start, end, gained <= start), gained)
    physician = rng.random(len(people)) < _PHYSICIAN
    own = listed.unit * 100 + listed.person % 5
    return {
        "person_id": ids("p", listed.person),
        "unit_id": codes(world.region.ids, listed.unit),
        "from_date": dates(listed.start),
        "to_date": dates(listed.end),
        "named_contact": flags(listed.named),
        "named_physician_id": ids("c", own, ~(listed.named & physician[listed.person])),
    }


def _named_from(world: World, unit: Ints, start: Ints, threshold: Floats) -> Ints:
    """The first day with a named contact: when the unit's level passes the person's threshold.

    The level is followed as a straight line from the listing's first month to the last one.
    """
    horizon = world.horizon
    level = world.levels["named_contact"]
    begins = np.maximum(start, horizon.start)
    first = level[unit, horizon.month_of(begins)]
    last = level[unit, len(horizon.months) - 1]
    rise = np.maximum(last - first, 1e-9)
    share = np.clip((threshold - first) / rise, 0.0, 1.0)
    day = begins + 1 + np.floor(share * (horizon.end - begins - 1)).astype(np.int64)
    gained: Ints = np.where(threshold < first, start, np.where(threshold < last, day, NEVER))
    return gained


def _split(listed: _Listed, gained: Ints) -> _Listed:
    """Cut the listings in which a named contact is gained after the first day."""
    later = (gained > listed.start) & (gained < listed.end)
    again = np.flatnonzero(later)
    order = np.argsort(np.concatenate([np.arange(later.size), again + 0.5]), kind="stable")
    first_end = np.where(later, gained - 1, listed.end)
    return _Listed(
        np.concatenate([listed.person, listed.person[again]])[order],
        np.concatenate([listed.unit, listed.unit[again]])[order],
        np.concatenate([listed.start, gained[again]])[order],
        np.concatenate([first_end, listed.end[again]])[order],
        np.concatenate([listed.named, np.ones(again.size, bool)])[order],
    )
