"""Dispensed prescriptions of one month."""

import numpy as np
import pyarrow as pa

from riktning.simulation.arrays import Flags, Floats, Ints, Rng
from riktning.simulation.columns import codes, dates, ids, numbers
from riktning.simulation.drawing import draw_category, draw_days, draw_persons
from riktning.simulation.drug_changes import changed_drugs
from riktning.simulation.figures import by_age, parameters
from riktning.simulation.world import World

_OLD, _ADULT = 75, 18
_SATURDAY_WEIGHT = 0.3


def atc_codes() -> tuple[str, ...]:
    """Every ATC code that can be dispensed."""
    given = parameters("codes")
    groups = [given["drugs_common"], *given["drugs_by_condition"].values(), given["unsuitable"]]
    return tuple(dict.fromkeys(code for group in groups for code in group))


def dispensing_table(world: World, month: int) -> dict[str, pa.Array]:
    """Common drugs, drugs for the person's conditions, and the potentially unsuitable ones."""
    rng = world.rng("dispensings", month)
    ordinary = draw_persons(_rates(world, month), rng)
    unsuitable = draw_persons(_unsuitable_rates(world, month), rng)
    person = np.concatenate([ordinary, unsuitable])
    atc = np.concatenate(
        [_ordinary_drugs(world, ordinary, rng), _pick("unsuitable", unsuitable.size, rng)]
    )
    atc = changed_drugs(world, month, person, atc, atc_codes())
    day = draw_days(world.horizon.days(month), person.size, _SATURDAY_WEIGHT, rng)
    alive = world.people.alive_on(day, person)
    person, atc, day = person[alive], atc[alive], day[alive]
    sizes = np.array(parameters("codes")["ddd"], float)
    doses = sizes[rng.integers(0, sizes.size, person.size)]
    unit = world.people.listed_on(day, person)
    elsewhere = rng.random(person.size) < 0.25
    order = np.argsort(day, kind="stable")
    return {
        "person_id": ids("p", person[order]),
        "on_date": dates(day[order]),
        "atc": codes(atc_codes(), atc[order]),
        "ddd": numbers(doses[order]),
        "unit_id": codes(world.region.ids, unit[order], elsewhere[order]),
    }


def _rates(world: World, month: int) -> Floats:
    return world.monthly_rates(by_age(parameters("codes")["dispensing_rate"]), month)


def _unsuitable_rates(world: World, month: int) -> Floats:
    """Who uses them is decided by a person's own threshold: a steady share is the same persons."""
    given = parameters("codes")
    age = world.ages(month)
    units = world.place_administration[world.people.place]
    share = world.levels["unsuitable_75"][units, month]
    younger = np.where(age >= _ADULT, given["unsuitable_under_75"], 0.0)
    users: Flags = world.people.unsuitable < np.where(age >= _OLD, share, younger)
    return np.where(users & world.present(month), given["unsuitable_per_month"], 0.0)


def _ordinary_drugs(world: World, person: Ints, rng: Rng) -> Ints:
    known = atc_codes()
    atc = _pick("drugs_common", person.size, rng)
    met = np.zeros(person.size)
    concerns = rng.random(person.size) < parameters("codes")["condition_reason"]
    for name, texts in parameters("codes")["drugs_by_condition"].items():
        choices = np.array([known.index(text) for text in texts])
        has = world.people.conditions[name][person]
        met = met + has
        taken = concerns & has & (rng.random(person.size) * met < 1)
        atc = np.where(taken, choices[rng.integers(0, choices.size, person.size)], atc)
    return atc


def _pick(group: str, size: int, rng: Rng) -> Ints:
    known = atc_codes()
    weights = parameters("codes")[group]
    numbers_of = np.array([known.index(text) for text in weights])
    return numbers_of[draw_category(np.array(list(weights.values()), float), size, rng)]
