"""What a next delivery may have changed in the last one: later news, corrections, losses."""

from datetime import date, datetime, time, timedelta

from oracle.people import month_of, shifted

EVENTS = (
    "contact", "stay", "diagnosis", "procedure", "dispensing", "wait", "pathway", "agreement",
    "ward_day", "staff_month", "reported",
)  # fmt: skip


def late_discharge(tables, rng):
    """A stay ends later, or has ended at last."""
    stay = rng.choice(tables["stay"])
    end = stay["discharged_at"] or stay["admitted_at"]
    stay["discharged_at"] = max(end, stay["admitted_at"]) + timedelta(days=rng.randint(0, 70))


def closed_wait(tables, rng):
    """A wait turns out to have ended."""
    wait = rng.choice(tables["wait"])
    wait["to_date"] = wait["from_date"] + timedelta(days=rng.randint(0, 200))


def deleted_row(tables, rng):
    """A row is taken back."""
    rows = tables[rng.choice([name for name in EVENTS if tables[name]])]
    del rows[rng.randrange(len(rows))]


def misplaced_code(tables, rng):
    """A contact of one month gets a code that is dated in another."""
    contact = rng.choice(tables["contact"])
    day = contact["started_at"].date() + timedelta(days=rng.randint(-90, 90))
    tables["diagnosis"].append({
        "event_id": contact["contact_id"], "person_id": contact["person_id"], "on_date": day,
        "code": rng.choice(["I500", "K509", "F321", "J449"]), "position": "main",
    })  # fmt: skip


def retroactive_move(tables, rng):
    """Someone turns out to live elsewhere since long."""
    home = rng.choice(tables["residence"])
    home["municipality"] = rng.choice(["1480", "1481", "1482", "0180"])
    home["from_date"] -= timedelta(days=rng.randint(0, 200))


def listed_elsewhere(tables, rng):
    """Someone turns out to be listed at another unit."""
    listing = rng.choice(tables["listing"])
    listing["unit_id"] = rng.choice(["P1", "P2", "T1"])


def corrected_birth(tables, rng):
    """A birth date was wrong."""
    person = rng.choice([row for row in tables["person"] if row["birth_date"]])
    person["birth_date"] += timedelta(days=rng.choice([-4000, -400, -31, -1, 1, 30, 365]))


def registered_death(tables, rng):
    """A death becomes known."""
    rng.choice(tables["person"])["death_date"] = date(2023, 11, 1) + timedelta(rng.randint(0, 400))


def forgotten_person(tables, rng):
    """A person vanishes from the register; events stay behind."""
    del tables["person"][rng.randrange(len(tables["person"]))]


def new_unit(tables, rng):
    """A unit opens, or one that contacts were made at becomes known."""
    row = next(dict(row) for row in tables["unit"] if row["kind"] == "primary_care")
    unit = rng.choice(["A0", "P9", "Z"])
    if all(other["unit_id"] != unit for other in tables["unit"]):
        known = row | {"unit_id": unit, "from_date": date(2023, 5, 1), "to_date": None}
        tables["unit"].append(known)
    rng.choice(tables["contact"])["unit_id"] = unit


def new_place(tables, _rng):
    """A unit that nothing was at: what lies at no unit must not become its own."""
    if all(row["unit_id"] != "NEW" for row in tables["unit"]):
        row = next(dict(row) for row in tables["unit"] if row["kind"] == "municipality")
        known = {"unit_id": "NEW", "from_date": date(2023, 1, 1), "to_date": None}
        tables["unit"].append(row | known | {"municipality": "9999"})


def overlapping_unit(tables, _rng):
    """A team has a second row within its first, or no longer has it."""
    rows = [row for row in tables["unit"] if row["kind"] == "team"]
    again = {"from_date": date(2024, 6, 1), "to_date": date(2024, 8, 31)}
    if rows and rows[-1].items() >= again.items():
        tables["unit"].remove(rows[-1])
    elif rows:
        tables["unit"].append(dict(rows[0]) | again)


def moved_unit(tables, _rng):
    """A clinic belongs to another administration from a day on."""
    row = next(row for row in tables["unit"] if row["unit_id"] == "C1")
    if row["to_date"] is None:
        row["to_date"] = date(2024, 1, 31)
        tables["unit"].append(
            row | {"parent_id": "B", "from_date": date(2024, 2, 1), "to_date": None}
        )


def missing_month(tables, rng):
    """A month of contacts is not delivered this time."""
    month = shifted("2023-01", rng.randint(0, 23))
    rows = tables["contact"]
    tables["contact"] = [row for row in rows if month_of(row["started_at"]) != month]


def later_contact(tables, rng):
    """A contact was filed under the wrong month."""
    contact = rng.choice(tables["contact"])
    day = contact["started_at"].date() + timedelta(days=rng.randint(-100, 100))
    contact["started_at"] = datetime.combine(day, time(12))


def nothing(_tables, _rng):
    """The same again."""


CORRECTIONS = (
    late_discharge, closed_wait, deleted_row, misplaced_code, retroactive_move, listed_elsewhere,
    corrected_birth, registered_death, forgotten_person, new_unit, new_place,
    overlapping_unit, moved_unit, missing_month, later_contact, nothing,
)  # fmt: skip
