"""Diagnoses on contacts and stays."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from riktning.simulation.arrays import MINUTES_A_DAY, Flags, Ints, Rng
from riktning.simulation.columns import codes, dates, ids
from riktning.simulation.contacts import Contacts
from riktning.simulation.drawing import draw_category
from riktning.simulation.figures import parameters
from riktning.simulation.stay_codes import OtherCodes, other_codes
from riktning.simulation.stay_reasons import reason_codes
from riktning.simulation.stays import Stays
from riktning.simulation.world import World
from riktning.sources.contracts import LEVELS

POSITIONS = ("main", "other")
_ADULT, _OLD = 18, 65


@dataclass(frozen=True)
class Diagnoses:
    """One element a diagnosis; ``event`` numbers the contact or stay it belongs to."""

    event: Ints
    person: Ints
    day: Ints
    code: Ints
    position: Ints


def all_codes() -> tuple[str, ...]:
    """Every code a contact or stay can have."""
    given = parameters("codes")
    common = (code for group in given["contact_codes"].values() for code in group)
    return tuple(dict.fromkeys([*reason_codes(), *common]))


def draw_contact_diagnoses(world: World, month: int, contacts: Contacts) -> Diagnoses:
    """A main diagnosis on most contacts, and another on some of them."""
    rng = world.rng("diagnoses", month)
    shares = np.array([parameters("codes")["main_share"].get(level, 0.0) for level in LEVELS])
    coded = np.flatnonzero(rng.random(contacts.person.size) < shares[contacts.level])
    person, day = contacts.person[coded], contacts.day[coded]
    emergency = contacts.level[coded] == LEVELS.index("emergency")
    main = _codes_for(world, person, day, emergency, rng)
    twice = np.flatnonzero(rng.random(coded.size) < parameters("codes")["other_share"])
    other = _codes_for(world, person[twice], day[twice], emergency[twice], rng)
    differs = other != main[twice]
    twice, other = twice[differs], other[differs]
    event = contacts.number[coded]
    return Diagnoses(
        np.concatenate([event, event[twice]]),
        np.concatenate([person, person[twice]]),
        np.concatenate([day, day[twice]]),
        np.concatenate([main, other]),
        np.repeat([0, 1], [coded.size, twice.size]),
    )


def _codes_for(world: World, person: Ints, day: Ints, emergency: Flags, rng: Rng) -> Ints:
    known = all_codes()
    age = world.people.age_on(day, person)
    groups = {
        "child": age < _ADULT,
        "adult": (age >= _ADULT) & (age < _OLD),
        "old": age >= _OLD,
        "emergency": emergency & (age >= _ADULT),
    }
    code = np.zeros(person.size, np.int64)
    for name, members in groups.items():
        weights = parameters("codes")["contact_codes"][name]
        numbers = np.array([known.index(text) for text in weights])
        rows = np.flatnonzero(members)
        code[rows] = numbers[draw_category(np.array(list(weights.values()), float), rows.size, rng)]
    condition = _condition_codes(world, person, rng)
    chronic = rng.random(person.size) < parameters("codes")["chronic_reason"]
    return np.where(chronic & (condition >= 0) & ~emergency, condition, code)


def _condition_codes(world: World, person: Ints, rng: Rng) -> Ints:
    """A code of one of the person's conditions, each as likely; -1 for those without."""
    known = all_codes()
    code = np.full(person.size, -1)
    met = np.zeros(person.size)
    for name, texts in parameters("codes")["condition_codes"].items():
        choices = np.array([known.index(text) for text in texts])
        has = world.people.conditions[name][person]
        met = met + has
        taken = has & (rng.random(person.size) * met < 1)
        code = np.where(taken, choices[rng.integers(0, choices.size, person.size)], code)
    return code


def diagnosis_table(
    contacts: Diagnoses, stays: Stays, stay_numbers: Ints, others: OtherCodes
) -> dict[str, pa.Array]:
    """The diagnoses of the contacts, then the main and the other ones of each ended stay."""
    known = (*all_codes(), *other_codes())  # reasons come first in all_codes: the same numbers
    row = np.concatenate([np.arange(len(stays)), others.row])
    position = np.repeat([0, 1], [len(stays), others.row.size])
    code = [contacts.code, stays.reason, len(all_codes()) + others.code]
    day = np.concatenate([contacts.day, stays.discharged[row] // MINUTES_A_DAY])
    return {
        "event_id": pa.concat_arrays([ids("k", contacts.event), ids("s", stay_numbers[row])]),
        "person_id": ids("p", np.concatenate([contacts.person, stays.person[row]])),
        "on_date": dates(day),
        "code": codes(known, np.concatenate(code)),
        "position": codes(POSITIONS, np.concatenate([contacts.position, position])),
    }
