"""The notes of a month as columns of the care tables."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from riktning.simulation.arrays import NEVER, Flags, Ints
from riktning.simulation.columns import coded, dates, flags, ids, moments, numbers, whole
from riktning.simulation.kernel.hospital import CARED_FOR_AT_HOME, PLANNED, TRANSFER
from riktning.simulation.kernel.noting import DIED
from riktning.simulation.tallies import Kind

Columns = dict[str, pa.Array]
Rows = npt.NDArray[np.void]
_LEVELS = ("primary", "specialist", "emergency", "rehabilitation", "municipal")
_FIRST = np.array([0, 7, 12, 13, 15])  # kind of each level
_MODES = ("visit", "home_visit", "video", "chat", "phone", "letter")
_MODE = np.array([0, 1, 2, 3, 4, 5, 1, 0, 2, 3, 4, 5, 0, 0, 4, 1, 0, 4])  # of each kind
CONTACTS = int(Kind.MUNICIPAL_PHONE) + 1
_LEVEL = np.searchsorted(_FIRST, np.arange(CONTACTS), side="right") - 1
_ATC = ("J01CE02", "N05CD02")  # an antibiotic, and one that the old should not have
_REASONS = ("R699", "I509", "K509")  # not known, heart failure, inflammatory bowel disease
_A_DAY = 1440  # minutes
_WHERE = ("own", "care_home", "deceased")


def contact_columns(rows: Rows, person: Ints, first: int, unit_ids: tuple[str, ...]) -> Columns:
    """Contacts, numbered from ``first``; all at ten, since no time of the day is drawn."""
    kind, number = rows["kind"].astype(np.int64), first + np.arange(rows.size)
    level = _LEVEL[kind]
    minute = rows["day"].astype(np.int64) * _A_DAY + 600
    nobody = pa.nulls(rows.size, pa.string())
    return {
        "contact_id": ids("c", number),
        "person_id": ids("p", person),
        "unit_id": coded(unit_ids, rows["unit"].astype(np.int64)),
        "started_at": moments(minute),
        "level": coded(_LEVELS, level),
        "mode": coded(_MODES, _MODE[kind]),
        "planned": flags(kind != Kind.EMERGENCY_VISIT),
        "clinician_id": nobody,
        "profession": nobody,
        "mobile_team": flags(kind == Kind.TEAM_HOME_VISIT),
    }


def dispensing_columns(rows: Rows, person: Ints, unit_ids: tuple[str, ...]) -> Columns:
    """Drugs as dispensed, on the day they are prescribed."""
    return {
        "person_id": ids("p", person),
        "on_date": dates(rows["day"].astype(np.int64)),
        "atc": coded(_ATC, (rows["kind"] == Kind.UNSUITABLE_DRUG).astype(np.int64)),
        "ddd": numbers(np.full(rows.size, 10.0)),
        "unit_id": coded(unit_ids, rows["unit"].astype(np.int64)),
    }


def wait_columns(rows: Rows, person: Ints, first: int, unit_ids: tuple[str, ...]) -> Columns:
    """Waits for planned stays, numbered from ``first``. Who died or left did not get what was
    waited for: such a wait ends for another reason."""
    until, dropped = rows["until"].astype(np.int64), rows["kind"] == Kind.WAIT_DROPPED
    return {
        "wait_id": ids("w", first + np.arange(rows.size)),
        "person_id": ids("p", person),
        "unit_id": coded(unit_ids, rows["unit"].astype(np.int64)),
        "kind": coded(("treatment",), np.zeros(rows.size, np.int64)),
        "from_date": dates(rows["day"].astype(np.int64)),
        "to_date": dates(until),
        "patient_chosen": flags(np.zeros(rows.size, np.bool_)),
        "medical_reason": flags(dropped),
    }


def ward_columns(rows: Ints, days: Ints, unit_ids: tuple[str, ...]) -> Columns:
    """Beds by unit and day. ``rows`` (5, units): bed-days of the month, available, occupied,
    overcrowded, misplaced and with patients ready for discharge, spread evenly over ``days``."""
    units = np.flatnonzero(rows[:2].any(axis=0))
    day = np.arange(days.size)
    each = [
        (row[units, None] // days.size + (day < row[units, None] % days.size)).reshape(-1)
        for row in rows
    ]
    names = ("available_beds", "occupied", "overcrowded", "misplaced", "ready_for_discharge")
    return {
        "unit_id": coded(unit_ids, np.repeat(units, days.size)),
        "on_date": dates(np.tile(days, units.size)),
        **{name: whole(values) for name, values in zip(names, each, strict=True)},
    }


def stay_columns(
    rows: Rows, person: Ints, number: Ints, in_care_home: Flags, unit_ids: tuple[str, ...]
) -> Columns:
    """Stays; who is admitted comes at eight, who is discharged leaves at four."""
    day, until = rows["day"].astype(np.int64), rows["until"].astype(np.int64)
    how, stays_on = rows["how"], until >= NEVER
    ready = rows["ready"].astype(np.int64)
    went = np.where(how & DIED, 2, in_care_home.astype(np.int64))
    return {
        "stay_id": ids("s", number),
        "person_id": ids("p", person),
        "unit_id": coded(unit_ids, rows["unit"].astype(np.int64)),
        "admitted_at": moments(day * _A_DAY + 480),
        "discharged_at": moments(np.where(stays_on, 0, until) * _A_DAY + 960, stays_on),
        "planned": flags((how & (PLANNED | TRANSFER)) > 0),  # a transfer is no acute admission
        "ready_on": dates(until - ready, stays_on | (ready == 0)),
        "discharged_to": coded(_WHERE, went, stays_on),
        "at_home": flags((how & CARED_FOR_AT_HOME) > 0),
    }


def diagnosis_columns(rows: Rows, person: Ints, number: Ints) -> Columns:
    """The main diagnosis of stays, when they end."""
    return {
        "event_id": ids("s", number),
        "person_id": ids("p", person),
        "on_date": dates(rows["until"].astype(np.int64)),
        "code": coded(_REASONS, rows["reason"].astype(np.int64)),
        "position": coded(("main",), np.zeros(rows.size, np.int64)),
    }
