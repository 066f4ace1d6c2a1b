"""The events of persons, each with the person's number, sex, age and home on its day."""

import ibis
from ibis import _
from ibis.expr.types import DateValue, IntegerValue

from riktning.core.ages import AGE_BOUNDS
from riktning.indicators.dates import FAR, month_of
from riktning.indicators.prepared.delivered import place_in_domain, shaped, with_unit
from riktning.indicators.prepared.schema import prepared_table
from riktning.indicators.prepared.texts import with_number


def _dated(rows: ibis.Table, day: DateValue) -> ibis.Table:
    """The rows plus a day, and what the age on it follows from.

    First of all: in a file the days are few and numbered, and each is then worked out once.
    """
    rows = rows.mutate(day=day)
    return rows.mutate(
        month=month_of(rows.day),
        _year=rows.day.year().cast("int16"),
        _month_day=(rows.day.month() * 100 + rows.day.day()).cast("int16"),
    )


def _of_person(rows: ibis.Table) -> ibis.Table:
    """Dated rows plus the personal columns; a null day leaves only person and sex known.

    Most people have had one home, which is looked up with the person. Only those who moved are
    looked up by day. What else a row needs is best looked up before: here it grows wide.
    """
    known = prepared_table("known").rename(_known="person_id")
    met = rows.left_join(known, rows.person_id == known["_known"])
    met = met.mutate(
        home=met.day.between(met.begin, met["until"]).ifelse(met.home, ibis.null("int16")),
        age=_age(met),
        _moved=met.moved.ifelse(met.person, ibis.null("int32")),
    )
    moved = prepared_table("moved").rename(
        _person="person", _home="home", _begin="begin", _until="until"
    )
    there = [
        met["_moved"] == moved["_person"],
        met.day >= moved["_begin"],
        met.day <= moved["_until"],
    ]
    placed = met.left_join(moved, there)
    return placed.mutate(
        age_group=_age_group(placed.age), home=ibis.coalesce(placed.home, placed["_home"])
    )


def _age(rows: ibis.Table) -> IntegerValue:
    """Completed years, as ``dates.age_on`` has them."""
    before = (rows["_month_day"] < rows.born_day).cast("int16")
    return (rows["_year"] - rows.born_year - before).cast("int16")


def _age_group(age: IntegerValue) -> IntegerValue:
    """The place in ``AGE_GROUPS``; null below 0 and for null. Adding is faster than choosing."""
    places = [(age >= bound).cast("int8") for bound in AGE_BOUNDS[1:]]
    place = sum(places[1:], places[0]).cast("int8")
    return (age >= 0).ifelse(place, ibis.null("int8"))


def contact(rows: ibis.Table) -> ibis.Table:
    """Contacts on the day they started."""
    return shaped(_contacts(rows), "contact")


def coded_contact(rows: ibis.Table) -> ibis.Table:
    """The same, by whose ids codes are looked up."""
    return shaped(_contacts(rows).mutate(event_id=_.contact_id), "coded_contact")


def _contacts(rows: ibis.Table) -> ibis.Table:
    rows = _dated(rows, rows.started_at.date()).mutate(
        level=place_in_domain(rows.level, "contact", "level"),
        mode=place_in_domain(rows["mode"], "contact", "mode"),
    )
    rows = with_number(with_unit(rows), "clinician_id", "clinician", "clinician")
    rows = with_number(rows, "profession", "profession", "profession")
    return _of_person(rows)


def _dated_stays(rows: ibis.Table) -> ibis.Table:
    """Stays with local dates; one that ends before it begins has no length and is left out."""
    dated = rows.mutate(
        event_id=rows.stay_id,
        admitted=rows.admitted_at.date(),
        discharged=rows.discharged_at.date(),
        discharged_to=place_in_domain(rows.discharged_to, "stay", "discharged_to"),
    )
    return dated.filter(dated.discharged.isnull() | (dated.discharged >= dated.admitted))


def stay(rows: ibis.Table) -> ibis.Table:
    """Stays on the day of discharge."""
    dated = _dated_stays(rows)
    return shaped(_of_person(with_unit(_dated(dated, dated.discharged))), "stay")


def admission(rows: ibis.Table) -> ibis.Table:
    """Stays on the day of admission."""
    dated = _dated_stays(rows)
    return shaped(_of_person(with_unit(_dated(dated, dated.admitted))), "admission")


def diagnosis(rows: ibis.Table) -> ibis.Table:
    """Diagnoses; of the person only the number."""
    rows = rows.mutate(
        day=rows.on_date,
        month=month_of(rows.on_date),
        position=place_in_domain(rows.position, "diagnosis", "position"),
    )
    return shaped(with_person(with_number(rows, "code", "diagnosis", "code")), "diagnosis")


def with_person(rows: ibis.Table) -> ibis.Table:
    """The rows plus the person's number alone; null for an id that the delivery does not know."""
    known = prepared_table("known").select(_known="person_id", person="person")
    return rows.left_join(known, rows.person_id == known["_known"]).drop("_known")


def procedure(rows: ibis.Table) -> ibis.Table:
    """Measures on the day they were taken."""
    rows = with_number(_dated(rows, rows.on_date), "code", "procedure", "code")
    return shaped(_of_person(rows), "procedure")


def dispensing(rows: ibis.Table) -> ibis.Table:
    """Dispensed prescriptions."""
    rows = with_number(_dated(rows, rows.on_date), "atc", "atc", "atc")
    return shaped(_of_person(rows), "dispensing")


def wait(rows: ibis.Table) -> ibis.Table:
    """Waits on the day they ended."""
    rows = _dated(rows, rows.to_date).mutate(kind=place_in_domain(rows.kind, "wait", "kind"))
    return shaped(_of_person(with_unit(rows)), "wait")


def pathway(rows: ibis.Table) -> ibis.Table:
    """Pathways on the day of treatment."""
    rows = with_number(with_unit(_dated(rows, rows.treated_on)), "kind", "pathway", "kind")
    return shaped(_of_person(rows), "pathway")


def pathway_start(rows: ibis.Table) -> ibis.Table:
    """Pathways on the day they started."""
    rows = with_number(with_unit(_dated(rows, rows.started_on)), "kind", "pathway", "kind")
    return shaped(_of_person(rows), "pathway_start")


def monitoring(rows: ibis.Table) -> ibis.Table:
    """Enrolments in self-monitoring, as spells."""
    rows = rows.mutate(
        begin=rows.from_date,
        until=ibis.coalesce(rows.to_date, FAR),
        group=place_in_domain(rows["group"], "monitoring", "group"),
    )
    return shaped(with_person(with_unit(rows)), "monitoring")


def agreement(rows: ibis.Table) -> ibis.Table:
    """Individual plans on the day they were agreed."""
    kind = place_in_domain(rows.kind, "agreement", "kind")
    rows = _dated(rows, rows.on_date).mutate(kind=kind)
    return shaped(_of_person(with_unit(rows)), "agreement")


def dental_exam(rows: ibis.Table) -> ibis.Table:
    """Examinations."""
    return shaped(_of_person(with_unit(_dated(rows, rows.on_date))), "dental_exam")


def child_obesity(rows: ibis.Table) -> ibis.Table:
    """Starts of treatment."""
    return shaped(_of_person(with_unit(_dated(rows, rows.started_on))), "child_obesity")
