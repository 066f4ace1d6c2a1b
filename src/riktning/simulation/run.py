"""Simulate a delivery of care data: all tables of the contract, month by month."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from riktning.core.periods import Month
from riktning.simulation import (
    children,
    enrolments,
    homes,
    listings,
    pathways,
    registers,
    reported,
    services,
    staff,
    surveys,
)
from riktning.simulation.arrays import MINUTES_A_DAY, Ints
from riktning.simulation.columns import codes, dates, ids
from riktning.simulation.contacts import contact_table, draw_contacts
from riktning.simulation.diagnoses import diagnosis_table, draw_contact_diagnoses
from riktning.simulation.dispensings import dispensing_table
from riktning.simulation.horizon import epoch_day, months_of
from riktning.simulation.procedures import Assessed, procedure_table
from riktning.simulation.region import Region
from riktning.simulation.request import Request
from riktning.simulation.stay_codes import draw_assessments, draw_other_codes
from riktning.simulation.stays import Stays, draw_stays, stay_table
from riktning.simulation.waits import early_wait_tables, wait_table
from riktning.simulation.wards import WardDays, draw_ward_days, ward_day_table
from riktning.simulation.world import World, build_world
from riktning.simulation.writer import DeliveryWriter, delivery_in, refuse_foreign_folder

Columns = dict[str, pa.Array]
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Whole:
    """What is drawn for the whole horizon before the months are written.

    ``stay_ends`` is the number of the month a stay ends in, -1 for those that have not ended;
    ``assessed_in`` that of the month an assessment is made in.
    """

    stays: Stays
    stay_numbers: Ints
    stay_ends: Ints
    assessed: Assessed
    assessed_in: Ints
    wards: WardDays


def simulate(request: Request, out: Path, progress: Progress = lambda *_: None) -> Path:
    """Write a delivery to ``out`` and return it; the same request gives the same bytes.

    ``progress(done, total, what)`` is called as the work goes on. Raises ScenarioError; what was
    at ``out`` before stays there unless the new delivery is whole.
    """
    refuse_foreign_folder(out)
    world = build_world(request)
    months = len(world.horizon.months)
    with delivery_in(out) as writer:
        progress(0, months, "persons")
        whole = _draw_whole(world)
        for name, columns in _whole_tables(world):
            writer.write(name, columns)
        for name, month_of, columns in _early_and_stay_files(world, whole):
            writer.write(name, columns, str(month_of))
        for month in range(months):
            progress(month, months, str(world.horizon.months[month]))
            for name, columns in _month_tables(world, whole, month):
                writer.write(name, columns, str(world.horizon.months[month]))
        _describe(writer, world, request)
    progress(months, months, "done")
    return out


def _draw_whole(world: World) -> Whole:
    stays = draw_stays(world)
    by_time = np.argsort(stays.admitted, kind="stable")
    number = np.empty(len(stays), np.int64)
    number[by_time] = np.arange(len(stays))
    day = stays.discharged // MINUTES_A_DAY
    ends = np.where(day < world.horizon.end, world.horizon.month_of(day), -1)
    made = draw_assessments(world, stays)
    assessed = Assessed(number[made.row], stays.person[made.row], made.day)
    return Whole(stays, number, ends, assessed, _months_of(world, made.day), draw_ward_days(world))


def _months_of(world: World, days: Ints) -> Ints:
    """Number of each day's month from the horizon's first, negative before it."""
    return months_of(days) - world.horizon.first.index


def _whole_tables(world: World) -> Iterator[tuple[str, Columns]]:
    yield "unit", unit_table(world.region)
    yield "person", person_table(world)
    yield "residence", homes.residence_table(world.region, world.people)
    yield "listing", listings.listing_table(world)
    cancer = pathways.draw_cancer_pathways(world)
    yield "pathway", pathways.pathway_table(world, cancer, pathways.draw_neuro_pathways(world))
    yield "reported", reported.reported_table(world, cancer)
    yield "monitoring", enrolments.monitoring_table(world)
    yield "agreement", enrolments.agreement_table(world)
    yield "staff_month", staff.staff_table(world)
    yield "call_month", registers.call_table(world)
    yield "service_month", services.service_table(world)
    yield "training_month", registers.training_table(world)
    yield "dental_exam", children.dental_table(world)
    yield "child_obesity", children.obesity_table(world)
    yield "survey", surveys.survey_table(world)


def _month_tables(world: World, whole: Whole, month: int) -> Iterator[tuple[str, Columns]]:
    contacts = draw_contacts(world, month)
    ended = whole.stay_ends == month
    stays, numbers = whole.stays.rows(ended), whole.stay_numbers[ended]
    diagnoses = draw_contact_diagnoses(world, month, contacts)
    yield "contact", contact_table(world, contacts)
    others = draw_other_codes(world, month, stays)
    yield "diagnosis", diagnosis_table(diagnoses, stays, numbers, others)
    assessed = whole.assessed.rows(whole.assessed_in == month)
    yield "procedure", procedure_table(world, month, contacts, assessed)
    yield "dispensing", dispensing_table(world, month)
    yield "wait", wait_table(world, month)
    yield "ward_day", ward_day_table(world, whole.wards, month)


def _early_and_stay_files(world: World, whole: Whole) -> Iterator[tuple[str, Month, Columns]]:
    """The stays by month of admission, and what belongs to months before the horizon."""
    first = world.horizon.first
    months = _months_of(world, whole.stays.admitted // MINUTES_A_DAY)
    for month in np.unique(months):
        rows = np.flatnonzero(months == month)
        rows = rows[np.argsort(whole.stay_numbers[rows])]
        table = stay_table(world, whole.stays.rows(rows), whole.stay_numbers[rows])
        yield "stay", first.plus(int(month)), table
    for early, table in early_wait_tables(world):
        yield "wait", early, table


def unit_table(region: Region) -> Columns:
    """The region's units as they are in its folder."""
    rows = region.rows
    never = [row.to_date is None for row in rows]
    text = pa.string()
    return {
        "unit_id": pa.array([row.unit_id for row in rows], text),
        "name": pa.array([row.name for row in rows], text),
        "kind": pa.array([str(row.kind) for row in rows], text),
        "parent_id": pa.array([row.parent_id for row in rows], text),
        "municipality": pa.array([row.municipality for row in rows], text),
        "from_date": dates(np.array([epoch_day(row.from_date) for row in rows])),
        "to_date": dates(
            np.array([0 if row.to_date is None else epoch_day(row.to_date) for row in rows]),
            np.array(never),
        ),
    }


def person_table(world: World) -> Columns:
    people = world.people
    return {
        "person_id": ids("p", np.arange(len(people))),
        "birth_date": dates(people.born_on),
        "sex": codes(("F", "M"), (~people.female).astype(np.int64)),
        "death_date": dates(people.dies_on),
    }


def _describe(writer: DeliveryWriter, world: World, request: Request) -> None:
    writer.describe(
        {
            "region": world.region.name,
            "first_month": str(request.first),
            "last_month": str(request.last),
            "as_of": str(request.last.last_day),
            "seed": request.seed,
            "persons": request.persons,
        }
    )
