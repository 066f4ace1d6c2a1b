"""People listed at a primary-care unit at each month's end. Reference: NV15, NV25, NV26, NV28."""

from fractions import Fraction
from types import SimpleNamespace

from oracle.codes import codes
from oracle.counting import for_person, measure
from oracle.residents import diagnosed, visited
from oracle.world import MEETINGS


def listed_people(world):
    """Listed and alive on the last day of the month, at the unit where they are listed."""
    if not hasattr(world, "listed_people"):
        world.listed_people = list(_listed(world))
    return world.listed_people


def _listed(world):
    for day in world.month_ends:
        for person in world.people.by_id:
            years, row = world.people.age(person, day), world.people.listing(person, day)
            if years is not None and row and world.people.alive(person, day):
                yield SimpleNamespace(
                    person=person,
                    unit=row["unit_id"],
                    day=day,
                    age=years,
                    contact=row["named_contact"],
                    physician=row["named_physician_id"] is not None,
                )


def all_listed(world):
    return [for_person(who) for who in listed_people(world)]


@measure
def fast_vardkontakt(world):
    return [for_person(who, who.contact) for who in listed_people(world)]


@measure
def fast_lakarkontakt(world):
    return [for_person(who, who.physician) for who in listed_people(world)]


def visited_own(world, who, window):
    """A visit, or one by video, in primary care at the unit where the person is listed."""
    return world.had(
        "contact",
        who,
        window,
        lambda row: (
            (row["unit_id"], row["level"]) == (who.unit, "primary") and row["mode"] in MEETINGS
        ),
    )


DEMENTIA = ("F00", "F01", "F02", "F03", "G30")


@measure
def demens_besok_vc(world):
    """A diagnosis of dementia in five years; a visit in twelve months."""
    return [
        for_person(p, visited_own(world, p, 12))
        for p in listed_people(world)
        if diagnosed(world, p, DEMENTIA, 60)
    ]


def chronic_and_seen(world):
    return [
        who
        for who in listed_people(world)
        if diagnosed(world, who, codes("chronic_diagnoses"), 18)
        and visited(world, who, "primary", 12)
    ]


def measured(world, who, name):
    return world.carries("procedure", who, 12, codes(name))


@measure
def levnadsvanor_dokumenterade(world):
    return [
        for_person(p, measured(world, p, "lifestyle_documented")) for p in chronic_and_seen(world)
    ]


@measure
def levnadsvanor_atgard(world):
    return [
        for_person(p, measured(world, p, "lifestyle_measures")) for p in chronic_and_seen(world)
    ]


@measure
def kontinuitet_coc(world):
    """(Σnᵢ² − N) / (N(N − 1)) over visits to clinician i at the own unit in 18 months, N ≥ 3."""
    everyone = {row["clinician_id"] for row in world.tables["contact"]} - {None}
    for who in listed_people(world):
        met = [world.times("contact", who, 18, meeting(who, one)) for one in everyone]
        total = sum(met)
        if total >= 3 and diagnosed(world, who, codes("chronic_diagnoses"), 18):
            same = sum(n * n for n in met) - total
            yield for_person(who, Fraction(same, total * (total - 1)))


def meeting(who, clinician):
    return lambda row: (
        (row["unit_id"], row["clinician_id"]) == (who.unit, clinician) and row["mode"] in MEETINGS
    )
