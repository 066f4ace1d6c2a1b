"""Every indicator counted a second time, slowly, from the text of its definition."""

import csv
from collections import Counter, defaultdict
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import riktning.catalogue
from oracle.people import Sums, month_end, month_of, months, shifted

CODES = Path(riktning.catalogue.__file__).parent / "codes"


def codes(name):
    with (CODES / f"{name}.csv").open(encoding="utf-8") as stream:
        return tuple(row["code"] for row in csv.DictReader(stream))


def listed(code, names):
    return code is not None and any(code.replace(".", "").startswith(prefix) for prefix in names)


def main_codes(tables):
    """Event → its main diagnosis, the first in order if there are several."""
    found = {}
    for row in tables["diagnosis"]:
        if row["position"] == "main":
            code = row["code"].replace(".", "").upper()
            found[row["event_id"]] = min(code, found.get(row["event_id"], code))
    return found


def stays(tables):
    """Stays with local dates; what ends before it begins is no stay."""
    for row in tables["stay"]:
        left = row["discharged_at"].date() if row["discharged_at"] else None
        entered = row["admitted_at"].date()
        if left is None or left >= entered:
            yield row, entered, left


def length_of_stay(wanted):
    def count(world):
        sums, main = Sums(), main_codes(world.tables)
        for row, entered, left in stays(world.tables):
            if left is None:
                continue
            if wanted(world.people.age(row["person_id"], left), main.get(row["stay_id"])):
                days = (left - entered).days or 1
                sums.add(world.people.key(row["person_id"], row["unit_id"], left), days)
        return sums

    return count


def ready_for_discharge(world):
    sums = Sums()
    for row, entered, left in stays(world.tables):
        ready = row["ready_on"]
        if left is not None and ready is not None and entered <= ready <= left:
            waited = [d for d in range(1, 4000) if ready + timedelta(days=d) <= left]
            sums.add(world.people.key(row["person_id"], row["unit_id"], left), len(waited))
    return sums


def episodes(tables):
    """Person → episodes: lists of stays where each begins at most a day after those before end."""
    by_person = defaultdict(list)
    for row, entered, left in stays(tables):
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


def readmission(world):
    sums, main = Sums(), main_codes(world.tables)
    for person, chains in episodes(world.tables):
        for number, chain in enumerate(chains):
            if any(left is None for _, _, left in chain):
                continue
            last, _, day = max(
                chain, key=lambda i: (i[0]["discharged_at"], i[0]["admitted_at"], i[0]["stay_id"])
            )
            died = world.people.by_id[person]["death_date"]
            alive = last["discharged_to"] != "deceased" and (died is None or died > day)
            eligible = (
                alive
                and world.people.age(person, day) >= 65
                and world.people.home(person, day) is not None
                and (world.as_of - day).days >= 30
                and not listed(main.get(last["stay_id"]), codes("rehabilitation"))
            )
            if eligible:
                back = [
                    (later[0][1] - day).days
                    for later in chains[number + 1 :]
                    if not later[0][0]["planned"]
                ]
                again = any(1 <= days <= 30 for days in back)
                sums.add(world.people.key(person, last["unit_id"], day), int(again))
    return sums


def contacts(eligible, counts, *, at_home=False):
    def count(world):
        sums = Sums()
        for row in world.tables["contact"]:
            day, person = row["started_at"].date(), row["person_id"]
            if eligible(row, world.people.age(person, day)):
                unit = world.people.home(person, day) if at_home else row["unit_id"]
                sums.add(world.people.key(person, unit, day), int(counts(row)))
        return sums

    return count


def unsuitable_medicines(world):
    sums, wanted = Sums(), codes("unsuitable_medicines")
    collected = defaultdict(set)
    for row in world.tables["dispensing"]:
        if listed(row["atc"], wanted):
            collected[row["person_id"]].add(month_of(row["on_date"]))
    for month in months(world.first, world.last):
        day, window = month_end(month), months(shifted(month, -11), month)
        for person in world.people.by_id:
            home = world.people.home(person, day)
            if home and world.people.alive(person, day) and world.people.age(person, day) >= 75:
                had = any(m in collected[person] for m in window)
                sums.add(world.people.key(person, home, day), int(had))
    return sums


def assessment(world):
    sums = Sums()
    for row in world.tables["wait"]:
        done = row["to_date"]
        if row["kind"] != "assessment" or row["patient_chosen"] or done is None:
            continue
        days = (done - row["from_date"]).days
        if days >= 0:
            sums.add(world.people.key(row["person_id"], row["unit_id"], done), int(days <= 3))
    return sums


def self_monitoring(world):
    sums = Sums()
    for month in months(world.first, world.last):
        day = month_end(month)
        newest = {}
        for row in world.tables["monitoring"]:
            if row["from_date"] > day or (row["to_date"] is not None and row["to_date"] < day):
                continue
            best = newest.get(row["person_id"])
            later = best is None or row["from_date"] > best["from_date"]
            same = best is not None and row["from_date"] == best["from_date"]
            if later or (same and row["unit_id"] < best["unit_id"]):
                newest[row["person_id"]] = row
        for person, row in newest.items():
            if world.people.alive(person, day):
                sums.add(world.people.key(person, row["unit_id"], day), 1)
    return sums


def continuity(world):
    sums, chronic = Sums(), codes("chronic_diagnoses")
    diagnosed, visits = defaultdict(set), defaultdict(list)
    for row in world.tables["diagnosis"]:
        if listed(row["code"].upper(), chronic):
            diagnosed[row["person_id"]].add(month_of(row["on_date"]))
    for row in world.tables["contact"]:
        if row["mode"] in ("visit", "home_visit", "video") and row["clinician_id"]:
            visits[row["person_id"]].append(row)
    for month in months(world.first, world.last):
        day, window = month_end(month), set(months(shifted(month, -17), month))
        for person in world.people.by_id:
            unit = world.people.listed_at(person, day)
            if unit is None or not world.people.alive(person, day):
                continue
            met = Counter(
                row["clinician_id"]
                for row in visits[person]
                if row["unit_id"] == unit and month_of(row["started_at"].date()) in window
            )
            total = sum(met.values())
            if total >= 3 and diagnosed[person] & window:
                same = sum(n * n for n in met.values()) - total
                index = Fraction(same, total * (total - 1))
                add_rounded(sums, world.people.key(person, unit, day), index)
    return sums


def add_rounded(sums, key, value):
    """The engine keeps sums in whole millionths; so must a second count that is to be equal."""
    if key[3] is not None:
        cell = sums.cells[key]
        cell[0] += millionths(value)
        cell[1] += 1
        cell[2] += millionths(value * value)


def millionths(value):
    return Fraction(int(Fraction(value) * 1_000_000 + Fraction(1, 2)), 1_000_000)


def occupancy(world):
    return unit_sums(world.tables["ward_day"], "on_date", "occupied", "available_beds")


def hired_staff(world):
    return unit_sums(world.tables["staff_month"], "month", "hired_cost", "own_cost")


def unit_sums(rows, day, numerator, denominator):
    sums = Sums()
    for row in rows:
        key = (row["unit_id"], month_of(row[day]), "all", "all")
        sums.add(key, millionths(row[numerator]), millionths(row[denominator]))
    return sums


VISITS, DIGITAL = ("visit", "home_visit"), ("video", "chat")
CARE = ("primary", "specialist", "emergency", "rehabilitation")

ORACLES = {
    "medelvardtid_hjartsvikt": length_of_stay(lambda _, c: listed(c, codes("heart_failure"))),
    "medelvardtid_ibd": length_of_stay(
        lambda _, c: listed(c, codes("inflammatory_bowel_disease"))
    ),
    "medelvardtid_75": length_of_stay(lambda years, _: years >= 75),
    "aterinskrivning_65": readmission,
    "utskrivningsklar_dagar": ready_for_discharge,
    "belaggningsgrad": occupancy,
    "andel_primarvard": contacts(
        lambda row, _: row["mode"] in VISITS and row["level"] in CARE,
        lambda row: row["level"] == "primary", at_home=True,
    ),
    "digitala_kontakter": contacts(lambda row, _: row["mode"] in DIGITAL, lambda _: True),
    "andel_digitala_primarvard": contacts(
        lambda row, _: row["level"] == "primary", lambda row: row["mode"] in DIGITAL
    ),
    "andel_digitala_specialiserad": contacts(
        lambda row, _: row["level"] == "specialist", lambda row: row["mode"] in DIGITAL
    ),
    "hembesok_75": contacts(
        lambda row, years: row["mode"] in VISITS and years >= 75,
        lambda row: row["mode"] == "home_visit",
    ),
    "olampliga_lakemedel_75": unsuitable_medicines,
    "medicinsk_bedomning_3_dagar": assessment,
    "hyrpersonal": hired_staff,
    "egenmonitorering": self_monitoring,
    "kontinuitet_coc": continuity,
}  # fmt: skip
