"""Deliveries of a few rows, written by hand: what is not said has a plain value."""

from datetime import date, datetime

from oracle.hostile_units import unit_rows
from oracle.world import World
from riktning.sources.contracts import TABLES

OLD = date(2020, 1, 1)
PLAIN = {
    "person": {"person_id": "p", "birth_date": date(1940, 6, 15), "sex": "F", "death_date": None},
    "residence": {"person_id": "p", "municipality": "1480", "dwelling": "own", "from_date": OLD,
                  "to_date": None},
    "listing": {"person_id": "p", "unit_id": "P1", "from_date": OLD, "to_date": None,
                "named_contact": True, "named_physician_id": None},
    "contact": {"person_id": "p", "unit_id": "P1", "level": "primary", "mode": "visit",
                "planned": True, "clinician_id": "d", "profession": None, "mobile_team": False},
    "stay": {"person_id": "p", "unit_id": "C1", "planned": False, "ready_on": None,
             "discharged_to": "own", "at_home": False, "discharged_at": None},
    "diagnosis": {"person_id": "p", "event_id": "e", "position": "main"},
    "procedure": {"person_id": "p", "event_id": "e"},
    "dispensing": {"person_id": "p", "ddd": None, "unit_id": None},
    "wait": {"person_id": "p", "unit_id": "C1", "kind": "first_contact", "to_date": None,
             "patient_chosen": False, "medical_reason": False},
    "pathway": {"person_id": "p", "unit_id": "C1", "kind": "cancer_colon", "treated_on": None,
                "allowed_days": 28},
    "monitoring": {"person_id": "p", "unit_id": "P1", "group": "heart_failure", "to_date": None},
    "agreement": {"person_id": "p", "unit_id": "P1", "kind": "sip"},
    "child_obesity": {"person_id": "p", "unit_id": "C1"},
    "survey": {"unit_id": "P1", "period_start": OLD, "positive": None, "index_sum": None},
}  # fmt: skip
KEYS = {"contact": "contact_id", "stay": "stay_id", "wait": "wait_id", "pathway": "pathway_id"}
MOMENTS = ("started_at", "admitted_at", "discharged_at")


def delivery(first="2023-01", last="2024-06", **rows):
    """A world with these rows; a table that is not named has none, but one person lives in 1480
    and is listed at P1."""
    tables = {table.name: [] for table in TABLES}
    tables["unit"] = unit_rows()
    for name in ("person", "residence", "listing"):
        tables[name] = [dict(PLAIN[name])]
    for name, said in rows.items():
        key = KEYS.get(name)
        numbered = [{key: f"{name}{n}"} | row if key else row for n, row in enumerate(said)]
        tables[name] = [PLAIN.get(name, {}) | timed(row) for row in numbered]
    return World(tables, first, last)


def timed(row):
    return {
        column: datetime(value.year, value.month, value.day, 12)  # noqa: DTZ001 (local times by contract)
        if column in MOMENTS and value is not None else value
        for column, value in row.items()
    }  # fmt: skip


def on(*days):
    """Days as written, 2024-02-29."""
    return [date.fromisoformat(day) for day in days]
