"""Inpatient stays of the whole horizon: admissions, transfers, readmissions, deaths on the ward."""

from dataclasses import dataclass, fields, replace

import numpy as np
import pyarrow as pa

from riktning.simulation.arrays import MINUTES_A_DAY, NEVER, Flags, Floats, Ints, Rng
from riktning.simulation.columns import codes, dates, flags, ids, moments
from riktning.simulation.drawing import any_minutes, draw_days, draw_persons
from riktning.simulation.figures import by_age, parameters
from riktning.simulation.stay_lengths import draw_lengths
from riktning.simulation.stay_reasons import CARES, draw_cares, draw_reasons
from riktning.simulation.world import World

OUTCOMES = ("own", "care_home", "other_ward", "deceased")
_OWN, _CARE_HOME, _OTHER_WARD, _DECEASED = range(4)
_GENERATIONS = 6  # a chain of readmissions longer than this is cut
_ADULT, _OLD = 18, 65
_DAYS_BEFORE = 92  # of admissions before the horizon: longer than nearly every stay
_WEEKEND = 0.75


@dataclass(frozen=True)
class Stays:
    """One element a stay, ordered by person and admission; times in minutes, days as epoch days.

    ``discharged`` may lie beyond the horizon: such stays are unfinished when the data are drawn.
    """

    person: Ints
    unit: Ints
    care: Ints
    reason: Ints
    admitted: Ints
    discharged: Ints
    planned: Flags
    ready_on: Ints
    outcome: Ints
    at_home: Flags

    def __len__(self) -> int:
        return int(self.person.size)

    def rows(self, chosen: Ints | Flags) -> "Stays":
        """The stays of the given rows."""
        return Stays(*(column[chosen] for column in _columns(self)))


def draw_stays(world: World) -> Stays:
    """First admissions month by month, then what follows from each, generation by generation.

    Some were admitted before the horizon and lie in bed when it begins; else the first months'
    discharges would be short stays only.
    """
    rng = world.rng("stays")
    generations = [_complete(world, *_admissions(world, rng), rng)]
    for _ in range(_GENERATIONS):
        generations.append(_follow(world, generations[-1], rng))
    generations.append(_terminal(world, rng))
    everything = _join([tuple(_columns(stays)) for stays in generations])
    stays = _one_bed_each(Stays(*everything))
    return stays.rows(stays.discharged // MINUTES_A_DAY >= world.horizon.start)


def _columns(stays: Stays) -> list[np.ndarray]:
    return [getattr(stays, field.name) for field in fields(stays)]


def _join(parts: list[tuple[np.ndarray, ...]]) -> tuple[np.ndarray, ...]:
    return tuple(np.concatenate(columns) for columns in zip(*parts, strict=True))


def _rates(world: World, month: int) -> Floats:
    given = parameters("stays")
    rates = world.monthly_rates(by_age(given["rate"]), month)
    rates = rates * world.people.frailty * (1 + given["per_condition"] * world.burden)
    values: Floats = (
        rates * world.levels["stay_rate"][:, month][world.place_administration[world.people.place]]
    )
    return values


def _admissions(world: World, rng: Rng) -> tuple[Ints, Ints, Ints, Flags]:
    persons, minutes = [], []
    earlier = np.arange(world.horizon.start - _DAYS_BEFORE, world.horizon.start)
    first = _rates(world, 0) * earlier.size / world.horizon.days(0).size
    months = range(len(world.horizon.months))
    spans = [(earlier, first), *((world.horizon.days(m), _rates(world, m)) for m in months)]
    for days, rates in spans:
        person = draw_persons(rates, rng)
        day = draw_days(days, person.size, _WEEKEND, rng)
        alive = world.people.alive_on(day, person)
        persons.append(person[alive])
        minutes.append(day[alive] * MINUTES_A_DAY + any_minutes(int(alive.sum()), rng))
    person, minute = np.concatenate(persons), np.concatenate(minutes)
    care = draw_cares(world, person, minute // MINUTES_A_DAY, rng)
    planned_share = np.array([parameters("stays")["planned"][name] for name in CARES])
    planned = rng.random(person.size) < planned_share[care]
    return person, care, minute, planned


def _terminal(world: World, rng: Rng) -> Stays:
    """Unplanned medical stays that end in death."""
    share = parameters("stays")["dies_in_hospital"]
    dying = np.flatnonzero(world.people.dies_on < NEVER)
    person = dying[rng.random(dying.size) < share]
    day = world.people.dies_on[person] - rng.integers(1, 12, person.size)
    possible = world.people.alive_on(day, person)
    person, day = person[possible], day[possible]
    minute = day * MINUTES_A_DAY + any_minutes(person.size, rng)
    child = world.people.age_on(day, person) < _ADULT
    care = np.where(child, CARES.index("paediatrics"), CARES.index("medicine"))
    stays = _complete(world, person, care, minute, np.zeros(person.size, bool), rng)
    until = world.people.ends_on[person] * MINUTES_A_DAY
    return _end_with_death(world, replace(stays, discharged=until), rng)


def _complete(
    world: World, person: Ints, care: Ints, admitted: Ints, planned: Flags, rng: Rng
) -> Stays:
    """Give each admission its unit, reason, length, readiness and end."""
    day = admitted // MINUTES_A_DAY
    place = world.people.place_on(day, person)
    unit = np.zeros(person.size, np.int64)
    for number, name in enumerate(CARES):
        some = np.flatnonzero(care == number)
        if some.size:
            unit[some] = world.routes(name).choose(place[some], rng)
    reason = draw_reasons(world, person, care, rng)
    lengths = draw_lengths(world, person, unit, care, reason, day, planned, rng)
    discharged = admitted + lengths.minutes
    ready_on = np.where(
        lengths.ready_days > 0, discharged // MINUTES_A_DAY - lengths.ready_days, NEVER
    )
    ready_on = np.where(ready_on < NEVER, np.maximum(ready_on, day), NEVER)
    stays = Stays(
        person, unit, care, reason, admitted, discharged, planned, ready_on,
        _outcomes(world, person, day, rng), _at_home(world, person, unit, care, day, rng),
    )  # fmt: skip
    return _end_with_death(world, stays, rng)


def _outcomes(world: World, person: Ints, day: Ints, rng: Rng) -> Ints:
    old = world.people.age_on(day, person) >= 80
    moves = old & (rng.random(person.size) < parameters("stays")["to_care_home"])
    return np.where(moves, _CARE_HOME, _OWN)


def _at_home(world: World, person: Ints, unit: Ints, care: Ints, day: Ints, rng: Rng) -> Flags:
    share = world.levels["care_at_home"][unit, world.horizon.month_of(day)]
    medical = (care == CARES.index("medicine")) | (care == CARES.index("geriatrics"))
    old: Flags = world.people.age_on(day, person) >= _OLD
    which: Flags = medical & old & (rng.random(person.size) < share)
    return which


def _end_with_death(world: World, stays: Stays, rng: Rng) -> Stays:
    """A stay that would pass the day of death ends then; never before it began."""
    dies = world.people.dies_on[stays.person]
    moment = dies * MINUTES_A_DAY + rng.integers(1, MINUTES_A_DAY, len(stays))
    deceased = stays.discharged // MINUTES_A_DAY >= dies
    discharged = np.where(deceased, np.maximum(moment, stays.admitted + 1), stays.discharged)
    ready_on = np.where(deceased, NEVER, stays.ready_on)
    outcome = np.where(deceased, _DECEASED, stays.outcome)
    return replace(stays, discharged=discharged, ready_on=ready_on, outcome=outcome)


def _follow(world: World, before: Stays, rng: Rng) -> Stays:
    """The transfers and readmissions that follow from stays ended alive within the horizon."""
    day = before.discharged // MINUTES_A_DAY
    ended = (before.outcome != _DECEASED) & (day < world.horizon.end)
    transfers = ended & _transfers(world, before, rng)
    readmitted = ended & ~transfers & _readmissions(world, before, day, rng)
    np.putmask(before.outcome, transfers, _OTHER_WARD)
    early, late = parameters("stays")["readmission_shape"]
    days_after = 1 + np.floor(30 * rng.beta(early, late, len(before)))
    later = (day + days_after.astype(np.int64)) * MINUTES_A_DAY + any_minutes(len(before), rng)
    admitted = np.where(transfers, before.discharged + rng.integers(5, 90, len(before)), later)
    geriatric = before.care == CARES.index("medicine")
    next_ward = np.where(geriatric, CARES.index("geriatrics"), CARES.index("medicine"))
    care = np.where(transfers, next_ward, before.care)
    admitted_day = admitted // MINUTES_A_DAY
    kept = (transfers | readmitted) & (admitted_day < world.horizon.end)
    kept &= world.people.alive_on(admitted_day, before.person)
    return _complete(
        world, before.person[kept], care[kept], admitted[kept], np.zeros(int(kept.sum()), bool), rng
    )


def _transfers(world: World, before: Stays, rng: Rng) -> Flags:
    adult = ~np.isin(
        before.care, [CARES.index(c) for c in ("paediatrics", "obstetrics", "psychiatry")]
    )
    old = world.people.age_on(before.admitted // MINUTES_A_DAY, before.person) >= 60
    drawn: Flags = rng.random(len(before)) < parameters("stays")["transfer"]
    which: Flags = adult & old & drawn & (before.ready_on == NEVER)
    return which


def _readmissions(world: World, before: Stays, day: Ints, rng: Rng) -> Flags:
    month = world.horizon.month_of(day)
    old = world.people.age_on(day, before.person) >= _OLD
    share = np.where(
        old,
        world.levels["readmission_65"][before.unit, month],
        parameters("stays")["readmission_below_65"],
    )
    drawn: Flags = rng.random(len(before)) < share
    which: Flags = drawn & (before.care != CARES.index("obstetrics"))
    return which


def _one_bed_each(stays: Stays) -> Stays:
    """Order by person and admission; drop a stay that begins before an earlier one has ended."""
    order = np.lexsort((stays.admitted, stays.person))
    ordered = stays.rows(order)
    gap = np.int64(2) ** 40  # wider than any time: persons cannot reach each other
    ends = np.maximum.accumulate(ordered.person * gap + ordered.discharged)
    begins = ordered.person * gap + ordered.admitted
    kept = np.concatenate([[True], begins[1:] >= ends[:-1]]) if len(ordered) else np.zeros(0, bool)
    return ordered.rows(kept)


def stay_table(world: World, stays: Stays, number: Ints) -> dict[str, pa.Array]:
    """``number`` numbers the stays of the table; what lies after the horizon is not known yet."""
    unfinished = stays.discharged // MINUTES_A_DAY >= world.horizon.end
    not_ready = unfinished & (stays.ready_on >= world.horizon.end)
    return {
        "stay_id": ids("s", number),
        "person_id": ids("p", stays.person),
        "unit_id": codes(world.region.ids, stays.unit),
        "admitted_at": moments(stays.admitted),
        "discharged_at": moments(stays.discharged, unfinished),
        "planned": flags(stays.planned),
        "ready_on": dates(stays.ready_on, not_ready),
        "discharged_to": codes(OUTCOMES, stays.outcome, unfinished),
        "at_home": flags(stays.at_home),
    }
