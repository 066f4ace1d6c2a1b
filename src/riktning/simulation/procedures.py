"""Measure codes (KVÅ) on contacts and stays."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from riktning.simulation.arrays import Flags, Ints, Rng
from riktning.simulation.columns import codes, dates, ids
from riktning.simulation.contacts import Contacts
from riktning.simulation.drawing import draw_category
from riktning.simulation.figures import parameters
from riktning.simulation.world import World
from riktning.sources.contracts import LEVELS, MODES

_ADULT = 18


@dataclass(frozen=True)
class Assessed:
    """The assessments of risk made in a month: number of the stay, person and epoch day."""

    stay: Ints
    person: Ints
    day: Ints

    def rows(self, chosen: Flags) -> "Assessed":
        """The assessments of the given rows."""
        return Assessed(self.stay[chosen], self.person[chosen], self.day[chosen])


def procedure_codes() -> tuple[str, ...]:
    """Every code that a contact or stay can have; the rows refer to them by number."""
    given = parameters("codes")
    single = (given["distance_contact"], given["phased_out_procedure"], given["risk_assessment"])
    return (*given["procedures"], *given["lifestyle"], *single)


def procedure_table(
    world: World, month: int, contacts: Contacts, assessed: Assessed
) -> dict[str, pa.Array]:
    """Every video contact has the code of distance contacts; some visits one of advice or care."""
    drawn = _on_contacts(world, month, contacts)
    rows = np.flatnonzero(drawn >= 0)
    on_contacts = {
        "event_id": ids("k", contacts.number[rows]),
        "person_id": ids("p", contacts.person[rows]),
        "on_date": dates(contacts.day[rows]),
        "code": codes(procedure_codes(), drawn[rows]),
    }
    on_stays = assessment_table(assessed)
    return {name: pa.concat_arrays([on_contacts[name], on_stays[name]]) for name in on_stays}


def assessment_table(assessed: Assessed) -> dict[str, pa.Array]:
    """The assessments of risk alone."""
    code = np.full(assessed.stay.size, _number("risk_assessment"))
    return {
        "event_id": ids("s", assessed.stay),
        "person_id": ids("p", assessed.person),
        "on_date": dates(assessed.day),
        "code": codes(procedure_codes(), code),
    }


def _on_contacts(world: World, month: int, contacts: Contacts) -> Ints:
    """One code a contact at most, -1 for none; what is named later goes before what is earlier."""
    rng, given = world.rng("procedures", month), parameters("codes")
    size = contacts.person.size
    code = np.where(rng.random(size) < given["procedure_share"], _pick("procedures", size, rng), -1)
    advised = _advised(world, month, contacts, rng)
    code[advised] = len(given["procedures"]) + _pick("lifestyle", int(advised.sum()), rng)
    code[_phased_out(world, month, contacts, rng)] = _number("phased_out_procedure")
    code[contacts.mode == MODES.index("video")] = _number("distance_contact")
    return code


def _advised(world: World, month: int, contacts: Contacts, rng: Rng) -> Flags:
    """Primary contacts with advice on living habits: most with those who have a condition."""
    level = world.levels["lifestyle"][contacts.unit, month]
    others = parameters("codes")["lifestyle_others"]
    share = level * np.where(world.burden[contacts.person] > 0, 1.0, others)
    adult = world.people.age_on(contacts.day, contacts.person) >= _ADULT
    primary: Flags = contacts.level == LEVELS.index("primary")
    advised: Flags = primary & adult & (rng.random(contacts.person.size) < share)
    return advised


def _phased_out(world: World, month: int, contacts: Contacts, rng: Rng) -> Flags:
    level = world.levels["phased_out"][contacts.unit, month]
    share = parameters("codes")["phased_out_procedure_share"] * level
    specialist: Flags = contacts.level == LEVELS.index("specialist")
    done: Flags = specialist & (rng.random(contacts.person.size) < share)
    return done


def _pick(group: str, size: int, rng: Rng) -> Ints:
    return draw_category(np.array(list(parameters("codes")[group].values()), float), size, rng)


def _number(name: str) -> int:
    return procedure_codes().index(str(parameters("codes")[name]))
