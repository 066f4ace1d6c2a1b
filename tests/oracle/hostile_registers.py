"""The tables of a hostile delivery that belong to units."""

from datetime import date, timedelta

from oracle.published import FIGURES, QUESTIONS

SERVICES = ["video_meeting", "chat_triage", "form_support", "speech_recognition", "programme_kol",
            "programme_stress"]  # fmt: skip
PROGRAMMES = ["digital_meeting", "digital_forms", "child_rights", "patient_safety",
              "person_centred", "at", "bt", "st", "vfu", "specialist_nurse"]  # fmt: skip
PROFESSIONS = ["physician", "nurse", "assistant_nurse", "other"]
ENDS = [date(2022, 12, 31), date(2023, 4, 30), date(2023, 12, 31)]
UNITS = ["C1", "C2", "C3", "W1", "H", "P1", "P2", "T1"]
WHERE = [*UNITS, "R", "A"]


def registers(chance, tables):
    for unit in [*UNITS, "unknown"] if chance.lawless else UNITS:
        beds(chance, tables["ward_day"], unit)
        months = sorted({chance.day().replace(day=chance.choice([1, 1, 15])) for _ in range(6)})
        for month in months:
            staff(chance, tables["staff_month"], unit, month)
            services(chance, tables, unit, month)
    figures(chance, tables)


def beds(chance, rows, unit):
    for day in sorted({chance.day() for _ in range(8)}, key=str):
        rows.append({
            "unit_id": unit, "on_date": day, "available_beds": chance.rng.randrange(20),
            "occupied": chance.rng.randrange(25), "overcrowded": chance.rng.randrange(4),
            "misplaced": chance.rng.randrange(4), "ready_for_discharge": chance.rng.randrange(4),
        })  # fmt: skip


def staff(chance, rows, unit, month):
    for profession in chance.rng.sample(PROFESSIONS, 3):
        cost = chance.rng.randrange(10**9) / 100
        rows.append({
            "unit_id": unit, "month": month, "profession": profession,
            "headcount": chance.rng.randrange(400) / 10,
            "scheduled_hours": chance.rng.randrange(10**5) / 10,
            "absent_hours": chance.rng.randrange(10**4) / 10,
            "leavers": float(chance.rng.randrange(4)), "retirements": 1.0,
            "own_cost": cost, "hired_cost": cost / 4,
        })  # fmt: skip


def services(chance, tables, unit, month):
    calls = chance.choice([0, 10, 250])
    tables["call_month"].append({
        "unit_id": unit, "month": month, "calls": calls,
        "answered_same_day": chance.rng.randrange(calls + 1),
    })  # fmt: skip
    for service in chance.rng.sample(SERVICES, 4):
        tables["service_month"].append({
            "unit_id": unit, "month": month, "service": service,
            "active_users": chance.choice([0, 1, 17]), "target_users": chance.choice([0, 20]),
            "sessions": chance.choice([0, 3, 140]),
        })  # fmt: skip
    for programme in chance.rng.sample(PROGRAMMES, 6):
        tables["training_month"].append({
            "unit_id": unit, "month": month, "programme": programme, "digital": chance.yes(),
            "participants": chance.choice([0, 2, 15]), "planned": chance.choice([0, 15, 20]),
        })  # fmt: skip


def some(chance, units):
    """Units and days on which a period of theirs ends, often a tertial or a year."""
    found = {(chance.where(units), chance.choice([chance.day(), *ENDS])) for _ in range(15)}
    return sorted(found, key=str)


def figures(chance, tables):
    for question in QUESTIONS:
        for unit, ends in some(chance, UNITS):
            asked = chance.rng.randrange(1, 900)
            tables["survey"].append({
                "unit_id": unit, "period_start": ends - timedelta(days=364), "period_end": ends,
                "question": question, "respondents": asked,
                "positive": chance.maybe(float(chance.rng.randrange(asked)), 0.8),
                "index_sum": chance.maybe(chance.rng.randrange(asked * 1000) / 10, 0.8),
            })  # fmt: skip
    for figure in FIGURES:
        for unit, ends in some(chance, WHERE):
            of = chance.rng.randrange(1, 400)
            tables["reported"].append({
                "indicator_id": figure, "unit_id": unit, "period_start": ends - timedelta(days=30),
                "period_end": ends, "numerator": float(chance.rng.randrange(of + 1)),
                "denominator": chance.maybe(float(of), 0.85), "comment": None,
            })  # fmt: skip
