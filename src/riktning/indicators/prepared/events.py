"""The events of persons, each with the person's number, sex, age and home on its day."""

import ibis

from riktning.indicators.dates import FAR, age_group_place, age_on, month_of
from riktning.indicators.prepared.delivered import place_in_domain, with_unit
from riktning.indicators.prepared.schema import PART, PART_TYPE, SCHEMAS, prepared_table
from riktning.indicators.prepared.texts import with_number


def _on_day(rows: ibis.Table, day: ibis.Value) -> ibis.Table:
    """The rows plus the personal columns on a day; a null day leaves only person and sex known."""
    rows = rows.mutate(day=day, _at=ibis.coalesce(day, FAR))
    who = prepared_table("who").rename(_who="person_id", _begin="begin", _until="until")
    same = [
        rows.person_id == who["_who"],
        rows["_at"] >= who["_begin"],
        rows["_at"] <= who["_until"],
    ]
    placed = rows.left_join(who, same)
    age = age_on(placed.born, placed.day)
    return placed.mutate(
        month=month_of(placed.day),
        age=age.cast("int16"),
        age_group=age_group_place(age),
        home=placed.day.notnull().ifelse(placed.home, ibis.null("int16")),
    )


def _shaped(rows: ibis.Table, name: str) -> ibis.Table:
    """The prepared table's columns, in its types, and the batch's part if rows say it."""
    schema = dict(SCHEMAS[name]) | ({PART: PART_TYPE} if PART in rows.columns else {})
    if "unit" in schema:
        rows = with_unit(rows)
    types = rows.schema()
    return rows.select(**{
        column: rows[column] if str(types[column]) == kind else rows[column].cast(kind)
        for column, kind in schema.items()
    })  # fmt: skip


def contact(rows: ibis.Table) -> ibis.Table:
    """Contacts on the day they started."""
    placed = _on_day(rows, rows.started_at.date())
    placed = with_number(placed, "clinician_id", "clinician", "clinician")
    placed = with_number(placed, "profession", "profession", "profession")
    placed = placed.mutate(
        event_id=placed.contact_id,
        level=place_in_domain(placed.level, "contact", "level"),
        mode=place_in_domain(placed["mode"], "contact", "mode"),
    )
    return _shaped(placed, "contact")


def _dated_stays(rows: ibis.Table) -> ibis.Table:
    """Stays with local dates; one that ends before it begins has no length and is left out."""
    dated = rows.mutate(
        event_id=rows.stay_id,
        admitted=rows.admitted_at.date(),
        discharged=rows.discharged_at.date(),
    )
    return dated.filter(dated.discharged.isnull() | (dated.discharged >= dated.admitted))


def stay(rows: ibis.Table) -> ibis.Table:
    """Stays on the day of discharge."""
    dated = _dated_stays(rows)
    placed = _on_day(dated, dated.discharged)
    where = place_in_domain(placed.discharged_to, "stay", "discharged_to")
    return _shaped(placed.mutate(discharged_to=where), "stay")


def admission(rows: ibis.Table) -> ibis.Table:
    """Stays on the day of admission."""
    dated = _dated_stays(rows)
    return _shaped(_on_day(dated, dated.admitted), "admission")


def diagnosis(rows: ibis.Table) -> ibis.Table:
    """Diagnoses; of the person only the number."""
    who = prepared_table("person_number").select("person_id", "person")
    placed = rows.left_join(who, "person_id")
    placed = with_number(placed, "code", "diagnosis", "code")
    placed = placed.mutate(
        day=placed.on_date,
        month=month_of(placed.on_date),
        position=place_in_domain(placed.position, "diagnosis", "position"),
    )
    return _shaped(placed, "diagnosis")


def procedure(rows: ibis.Table) -> ibis.Table:
    """Measures on the day they were taken."""
    placed = with_number(_on_day(rows, rows.on_date), "code", "procedure", "code")
    return _shaped(placed, "procedure")


def dispensing(rows: ibis.Table) -> ibis.Table:
    """Dispensed prescriptions."""
    placed = with_number(_on_day(rows, rows.on_date), "atc", "atc", "atc")
    return _shaped(placed, "dispensing")


def wait(rows: ibis.Table) -> ibis.Table:
    """Waits on the day they ended."""
    placed = _on_day(rows, rows.to_date)
    return _shaped(placed.mutate(kind=place_in_domain(placed.kind, "wait", "kind")), "wait")


def pathway(rows: ibis.Table) -> ibis.Table:
    """Pathways on the day of treatment."""
    placed = with_number(_on_day(rows, rows.treated_on), "kind", "pathway", "kind")
    return _shaped(placed, "pathway")


def pathway_start(rows: ibis.Table) -> ibis.Table:
    """Pathways on the day they started."""
    placed = with_number(_on_day(rows, rows.started_on), "kind", "pathway", "kind")
    return _shaped(placed, "pathway_start")


def monitoring(rows: ibis.Table) -> ibis.Table:
    """Enrolments in self-monitoring, as spells."""
    who = prepared_table("person_number").select("person_id", "person")
    placed = rows.left_join(who, "person_id")
    placed = placed.mutate(
        begin=placed.from_date,
        until=ibis.coalesce(placed.to_date, FAR),
        group=place_in_domain(placed["group"], "monitoring", "group"),
    )
    return _shaped(placed, "monitoring")


def agreement(rows: ibis.Table) -> ibis.Table:
    """Individual plans on the day they were agreed."""
    placed = _on_day(rows, rows.on_date)
    kind = place_in_domain(placed.kind, "agreement", "kind")
    return _shaped(placed.mutate(kind=kind), "agreement")


def dental_exam(rows: ibis.Table) -> ibis.Table:
    """Examinations."""
    return _shaped(_on_day(rows, rows.on_date), "dental_exam")


def child_obesity(rows: ibis.Table) -> ibis.Table:
    """Starts of treatment."""
    return _shaped(_on_day(rows, rows.started_on), "child_obesity")
