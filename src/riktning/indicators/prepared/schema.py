"""The prepared tables: their names and columns.

``person`` counts the persons in the order of their ids, ``unit`` and ``home`` are places in
``UnitCalendar.ids`` (``home``: the unit of the municipality), ``month`` is ``Month.index``, ``sex``
is 0 for F and 1 for M, ``age`` is completed years on the row's day and ``age_group`` its place in
``AGE_GROUPS``; each is null when unknown. A text with a domain is its place in the contract's
domain; a text without one is a number that the ``text_<…>`` tables translate
(see ``prepared.texts``); in the small tables without persons it stays a text.
Days called ``until`` are the last day a row holds; 9999-12-31 when it is open.
"""

from collections.abc import Mapping

import ibis

PREFIX = "prepared_"
PART, PART_TYPE = "part", "int16"  # which of a batch's files a row is from, while it is prepared
_PERSONAL = {
    "person": "int32", "day": "date", "month": "int32", "sex": "int8", "age": "int16",
    "age_group": "int8", "home": "int16",
}  # fmt: skip
_EVENT = _PERSONAL | {"unit": "int16"}
_CONTACT = _EVENT | {
    "level": "int8", "mode": "int8", "planned": "boolean", "mobile_team": "boolean",
    "clinician": "int32", "profession": "int32",
}  # fmt: skip
_UNIT_MONTH = {"unit": "int16", "month": "int32"}
_TEXT = {"number": "int32", "text": "string"}
_SPELL = {"begin": "date", "until": "date"}

SCHEMAS: Mapping[str, Mapping[str, str]] = {
    "person_number": {
        "person_id": "string", "person": "int32", "born": "date", "died": "date", "sex": "int8",
    },
    # every number that a person of this delivery or an earlier one has
    "numbered": {"person_id": "string", "person": "int32"},
    "person": {"person": "int32", "born": "date", "died": "date", "sex": "int8"},
    "home": {"person": "int32", "home": "int16", "care_home": "boolean", **_SPELL},
    "listed": {
        "person": "int32", "unit": "int16", "named_contact": "boolean",
        "named_physician": "boolean", **_SPELL,
    },
    # every person's days from 0001-01-01 to 9999-12-31, cut where the home changes (null: outside)
    "who": {"person": "int32", "home": "int16", **_SPELL},
    # what an event looks up by its person: the birth as year and as month and day (229), and the
    # home of those who have had only one; those who have had several are ``moved``, in that table
    "known": {
        "person_id": "string", "person": "int32", "born_year": "int16", "born_day": "int16",
        "sex": "int8", "home": "int16", **_SPELL, "moved": "boolean",
    },
    "moved": {"person": "int32", "home": "int16", **_SPELL},
    "contact": _CONTACT,
    # the same contacts with their ids, made only where a definition asks for their codes: an id is
    # as dear as ten numbers
    "coded_contact": _CONTACT | {"event_id": "string"},
    # ``day`` is the day of discharge; everything personal is null while the stay lasts
    "stay": _EVENT | {
        "event_id": "string", "admitted_at": "timestamp", "discharged_at": "timestamp",
        "admitted": "date", "discharged": "date", "planned": "boolean", "ready_on": "date",
        "discharged_to": "int8", "at_home": "boolean",
    },
    # the same stays, on the day of admission
    "admission": _EVENT | {"event_id": "string", "discharged": "date", "planned": "boolean"},
    "diagnosis": {
        "event_id": "string", "person": "int32", "day": "date", "month": "int32",
        "code": "int32", "position": "int8",
    },
    "procedure": _PERSONAL | {"event_id": "string", "code": "int32"},
    "dispensing": _PERSONAL | {"atc": "int32", "ddd": "float64"},  # known by home alone
    # ``day`` is the day the wait ended; everything personal is null while it lasts
    "wait": _EVENT | {
        "kind": "int8", "from_date": "date", "to_date": "date", "patient_chosen": "boolean",
        "medical_reason": "boolean",
    },
    # ``day`` is the day of treatment; ``pathway_start`` has the same pathways on their first day
    "pathway": _EVENT | {"kind": "int32", "started_on": "date", "allowed_days": "int32"},
    "pathway_start": _EVENT | {"kind": "int32"},
    "monitoring": {"person": "int32", "unit": "int16", "group": "int8", **_SPELL},
    "agreement": _EVENT | {"kind": "int8"},
    "dental_exam": _EVENT | {"caries_free": "boolean"},
    "child_obesity": _EVENT,
    "unit": {"unit_id": "string", "unit": "int16", "unit_kind": "string"},
    "municipality": {"municipality": "string", "home": "int16"},
    "unit_spell": {"unit": "int16", "kind": "string", **_SPELL},
    "ward_day": _UNIT_MONTH | {
        "available_beds": "int64", "occupied": "int64", "overcrowded": "int64",
        "misplaced": "int64", "ready_for_discharge": "int64",
    },
    "staff_month": _UNIT_MONTH | {
        "profession": "string", "unit_kind": "string", "headcount": "float64",
        "scheduled_hours": "float64", "absent_hours": "float64", "leavers": "float64",
        "retirements": "float64", "own_cost": "float64", "hired_cost": "float64",
    },
    "call_month": _UNIT_MONTH | {"calls": "int64", "answered_same_day": "int64"},
    "service_month": _UNIT_MONTH | {
        "service": "string", "active_users": "int64", "target_users": "int64",
        "sessions": "int64",
    },
    "training_month": _UNIT_MONTH | {
        "programme": "string", "participants": "int64", "planned": "int64", "digital": "boolean",
    },
    "survey": _UNIT_MONTH | {
        "question": "string", "respondents": "int64", "positive": "float64",
        "index_sum": "float64",
    },
    "reported": _UNIT_MONTH | {
        "figure": "string", "numerator": "float64", "denominator": "float64",
    },
    "text_diagnosis": _TEXT,
    "text_procedure": _TEXT,
    "text_atc": _TEXT,
    "text_profession": _TEXT,
    "text_clinician": _TEXT,
    "text_pathway": _TEXT,
}  # fmt: skip

# tables that say what others mean: each shard of the persons needs all of them
LOOKED_UP = ("unit", "municipality", *(name for name in SCHEMAS if name.startswith("text_")))


def prepared_table(name: str) -> ibis.Table:
    """A prepared table by name; which engine holds its rows is said when it is run."""
    return ibis.table(dict(SCHEMAS[name]), name=PREFIX + name)
