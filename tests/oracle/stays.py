"""Inpatient care, counted in the month of discharge. Reference: NV07, NV09, NV10, KV02b–c, BU04."""

from collections import defaultdict
from datetime import timedelta

from oracle.codes import codes, listed
from oracle.counting import Row, for_person, measure
from oracle.residents import inhabitants


def dated(world):
    """Stays with local dates; what ends before it begins is no stay."""
    for row in world.tables["stay"]:
        left = row["discharged_at"].date() if row["discharged_at"] else None
        entered = row["admitted_at"].date()
        if left is None or left >= entered:
            yield row, entered, left


def finished(world):
    """Finished stays of people with an age on the day of discharge."""
    real = {row["stay_id"] for row, _, _ in dated(world)}
    for stay in world.events("stay", "discharged_at"):
        if stay.stay_id in real:
            stay.entered = stay.admitted_at.date()
            stay.main_code = world.main_codes.get(stay.stay_id)
            yield stay


def days_in(stay):
    """A stay within one day counts as one."""
    return (stay.day - stay.entered).days or 1


@measure
def medelvardtid_hjartsvikt(world):
    return [for_person(s, days_in(s)) for s in finished(world) if listed(s.main_code, ["I50"])]


@measure
def medelvardtid_ibd(world):
    return [
        for_person(s, days_in(s)) for s in finished(world) if listed(s.main_code, ["K50", "K51"])
    ]


@measure
def medelvardtid_75(world):
    return [for_person(s, days_in(s)) for s in finished(world) if s.age >= 75]


def days_ready(stay):
    """The day a patient becomes ready is not counted; None without such a day in the stay."""
    ready = stay.ready_on
    if ready is None or not stay.entered <= ready <= stay.day:
        return None
    return (stay.day - ready).days


@measure
def utskrivningsklar_dagar(world):
    return [for_person(stay, days_ready(stay)) for stay in finished(world)]


@measure(population=inhabitants(65))
def utskrivningsklar_dagar_per_65(world):
    return [for_person(stay, days_ready(stay)) for stay in finished(world)]


def episodes(world):
    """Person → episodes: lists of stays where each begins at most a day after those before end."""
    by_person = defaultdict(list)
    for row, entered, left in dated(world):
        by_person[row["person_id"]].append((row, entered, left))
    for person, rows in by_person.items():
        rows.sort(key=lambda item: (item[0]["admitted_at"], item[0]["stay_id"]))
        chains = []
        for item in rows:
            ends = [left for _, _, left in chains[-1]] if chains else []
            continues = any(left is None or (item[1] - left).days <= 1 for left in ends)
            if continues:
                chains[-1].append(item)
            else:
                chains.append([item])
        yield person, chains


@measure
def aterinskrivning_65(world):
    """Index: a finished episode, 65 or over, discharged alive, home in the region, followed 30
    days. Event: the next unplanned episode begins on day 1 to 30."""
    people = world.people
    for person, chains in episodes(world):
        for number, chain in enumerate(chains):
            if any(left is None for _, _, left in chain):
                continue
            last, _, day = max(
                chain, key=lambda i: (i[0]["discharged_at"], i[0]["admitted_at"], i[0]["stay_id"])
            )
            if (people.age(person, day) or 0) < 65 or not people.home(person, day):
                continue
            if last["discharged_to"] == "deceased" or not people.alive(person, day):
                continue
            to_rehabilitation = listed(
                world.main_codes.get(last["stay_id"]), codes("rehabilitation")
            )
            if (world.as_of - day).days < 30 or to_rehabilitation:
                continue
            back = [
                (later[0][1] - day).days
                for later in chains[number + 1 :]
                if not later[0][0]["planned"]
            ]
            yield Row(person, last["unit_id"], day, any(1 <= days <= 30 for days in back))


FALLS = tuple(f"W{number:02d}" for number in range(20))


def has_code(world, stay, wanted):
    """Whether the stay has such a diagnosis, main or other."""
    return any(listed(code, wanted) for code, _ in world.codes_on["diagnosis", stay.stay_id])


def falls(world):
    return [for_person(stay) for stay in finished(world) if has_code(world, stay, FALLS)]


measure(falls, name="fall_slutenvard_100000", population=inhabitants())
measure(falls, name="fall_slutenvard_standardiserad", population=inhabitants())


@measure
def riskbedomning_24h(world):
    """Of those admitted and 65 or over, how many were assessed on that day or the next."""
    for stay in finished(world):
        if stay.age >= 65:
            by = stay.entered + timedelta(days=1)
            assessed = any(
                listed(code, codes("risk_assessment")) and stay.entered <= day <= by
                for code, day in world.codes_on["procedure", stay.stay_id]
            )
            yield for_person(stay, assessed)


@measure(population=inhabitants(0, 18))
def undvikbar_slutenvard_barn(world):
    return [
        for_person(stay)
        for stay in finished(world)
        if stay.age <= 18 and listed(stay.main_code, codes("avoidable_inpatient_care"))
    ]


@measure
def vri(world):
    """Stays with a diagnosis of an infection from care."""
    infections = codes("healthcare_infections")
    return [for_person(stay, has_code(world, stay, infections)) for stay in finished(world)]
