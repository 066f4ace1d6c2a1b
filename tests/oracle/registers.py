"""Registers of units and people: beds, staff, calls, services, training, plans, teeth, enrolments.
Reference: NV03a, NV05, NV06, NV08, NV10b, NV11, NV21, NV22, PR01b, KV02e, KV04–06, KF03, KF05,
KF07, KF10, BU08, BU13, BU19."""

from oracle.codes import codes, listed
from oracle.counting import Row, for_person, for_unit, measure
from oracle.residents import inhabitants


def quotient(table, day, numerator, denominator, wanted=lambda row: True):
    return lambda world: [
        for_unit(row["unit_id"], row[day], row[numerator], row[denominator])
        for row in world.tables[table]
        if wanted(row)
    ]


def total(table, numerator, wanted=lambda row: True):
    return lambda world: [
        for_unit(row["unit_id"], row["month"], row[numerator] if numerator else 1)
        for row in world.tables[table]
        if wanted(row)
    ]


BEDS = ("ward_day", "on_date")
measure(quotient(*BEDS, "occupied", "available_beds"), name="belaggningsgrad")
measure(quotient(*BEDS, "overcrowded", "available_beds"), name="overbelaggningar")
measure(quotient(*BEDS, "misplaced", "available_beds"), name="utlokaliserade")
measure(
    quotient(*BEDS, "ready_for_discharge", "available_beds"), name="utskrivningsklara_belaggning"
)
measure(quotient("call_month", "month", "answered_same_day", "calls"), name="kontakt_samma_dag")

STAFF = ("staff_month", "month")
measure(quotient(*STAFF, "hired_cost", "own_cost"), name="hyrpersonal")
measure(quotient(*STAFF, "absent_hours", "scheduled_hours"), name="sjukfranvaro")
measure(quotient(*STAFF, "leavers", "headcount"), name="avgangar")


def hired(side, profession):
    """Cost of hired staff against own staff, in primary care or in hospitals."""

    def rows(world):
        for row in world.tables["staff_month"]:
            kinds = {u["kind"] for u in world.tables["unit"] if u["unit_id"] == row["unit_id"]}
            primary = "primary_care" in kinds
            hospital = bool(kinds & {"hospital", "clinic", "ward"})
            there = primary if side == "primarvard" else hospital
            named = row["profession"] if row["profession"] in ("physician", "nurse") else "other"
            if there and named == profession:
                yield for_unit(row["unit_id"], row["month"], row["hired_cost"], row["own_cost"])

    return rows


for _side in ("sjukhus", "primarvard"):
    for _name, _profession in {
        "lakare": "physician",
        "sjukskoterskor": "nurse",
        "ovriga": "other",
    }.items():
        measure(hired(_side, _profession), name=f"hyrpersonal_{_side}_{_name}")


def is_programme(row):
    return row["service"].startswith("programme_")


def in_use(row):
    return (row["active_users"] or 0) > 0


measure(
    total("service_month", None, lambda r: is_programme(r) and in_use(r)),
    name="stodprogram_i_drift",
)
measure(total("service_month", "sessions", is_programme), name="stodprogram_kontakter")
measure(
    total("service_month", None, lambda r: not is_programme(r) and in_use(r)),
    name="digitala_tjanster_enheter",
)
measure(
    total("service_month", "active_users", lambda r: not is_programme(r)),
    name="digitala_tjanster_anvandare",
)
measure(
    total("service_month", None, lambda r: is_programme(r) and in_use(r)),
    name="stod_behandling_program",
)
measure(total("service_month", "active_users", is_programme), name="stod_behandling_anvandare")
measure(
    quotient(
        "service_month",
        "month",
        "active_users",
        "target_users",
        lambda row: row["service"] == "speech_recognition",
    ),
    name="taligenkanning",
)

EDUCATIONS = {
    "at": "at",
    "bt": "bt",
    "st": "st",
    "vfu": "vfu",
    "specialistsjukskoterska": "specialist_nurse",
}


def is_course(row):
    return row["programme"] not in EDUCATIONS.values()


measure(total("training_month", None, is_course), name="utbildning_kurser")
measure(total("training_month", "participants", is_course), name="utbildning_deltagare")
measure(
    total("training_month", "participants", lambda r: is_course(r) and r["digital"]),
    name="utbildning_digitala_deltagare",
)
measure(
    quotient("training_month", "month", "participants", "planned", is_course),
    name="utbildning_andel_av_plan",
)
measure(
    total("training_month", "participants", lambda r: r["programme"].startswith("digital_")),
    name="digitala_kompetensinitiativ",
)


def education(name):
    return quotient(
        "training_month", "month", "participants", "planned", lambda row: row["programme"] == name
    )


for _name, _programme in EDUCATIONS.items():
    measure(education(_programme), name=f"utbildning_genomford_{_name}")


@measure
def mobila_team_primarvard(world):
    for day in world.month_ends:
        for row in world.tables["unit"]:
            there = row["from_date"] <= day and (row["to_date"] is None or row["to_date"] >= day)
            if there and row["kind"] == "team":
                yield for_unit(row["unit_id"], day, 1)


def agreements(kind):
    return lambda world: [
        for_person(a) for a in world.events("agreement", "on_date") if a.kind == kind
    ]


measure(agreements("sip"), name="antal_sip")
measure(agreements("sip"), name="sip_per_1000_65", population=inhabitants(65))
measure(agreements("patient_contract"), name="patientkontrakt")


def antibiotics(world):
    """J01 but for methenamine (J01XX05)."""
    return [
        for_person(d)
        for d in world.events("dispensing", "on_date")
        if listed(d.atc, ["J01"]) and not listed(d.atc, ["J01XX05"])
    ]


measure(antibiotics, name="antibiotika_1000", population=inhabitants())
measure(antibiotics, name="antibiotika_standardiserad", population=inhabitants())


@measure
def genomford_utmonstring(world):
    return [
        for_person(d)
        for d in world.events("dispensing", "on_date")
        if listed(d.atc, codes("phased_out_medicines"))
    ]


def caries_free(age):
    return lambda world: [
        for_person(exam, exam.caries_free)
        for exam in world.events("dental_exam", "on_date")
        if exam.age == age
    ]


for _age in (3, 6, 12):
    measure(caries_free(_age), name=f"kariesfria_{_age}")
measure(caries_free(19), name="approximalt_kariesfria_19")


@measure
def obesitas_behandling_fore_8_av_behandlade(world):
    return [
        for_person(child, child.age < 8) for child in world.events("child_obesity", "started_on")
    ]


def enrolled(world, *groups):
    """People in self-monitoring on the last day of the month, at the unit of the newest enrolment
    of any group; of two begun the same day, the first known unit in order."""
    for person in world.people.by_id:
        for day in world.month_ends:
            rows = [
                row
                for row in world.enrolments[person]
                if row["from_date"] <= day and (row["to_date"] is None or row["to_date"] >= day)
            ]
            if any(row["group"] in groups for row in rows) and world.people.alive(person, day):
                newest = max(row["from_date"] for row in rows)
                units = {row["unit_id"] for row in rows if row["from_date"] == newest}
                yield Row(person, min(units & world.unit_ids, default=None), day, 1)


GROUPS = {
    "hjartsvikt": "heart_failure",
    "hypertoni": "hypertension",
    "kol": "copd",
    "njursvikt": "kidney_failure",
    "modravard": "maternity",
}


def monitored(*groups):
    return lambda world: enrolled(world, *groups)


measure(monitored(*GROUPS.values()), name="egenmonitorering")
for _name, _group in GROUPS.items():
    measure(monitored(_group), name=f"egenmonitorering_{_name}")
