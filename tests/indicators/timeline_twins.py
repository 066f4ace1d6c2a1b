"""The stock frames a second way: every person, every month's end, straight from the rows."""

from bisect import bisect_right
from collections import Counter
from fractions import Fraction
from types import SimpleNamespace

from oracle.people import AGE_GROUPS, group, month_end, month_of, months
from riktning.catalogue.model import Axis

GROUP_LIMITS = [low for low, _, _ in AGE_GROUPS]
GROUPS = ("heart_failure", "hypertension", "copd", "kidney_failure", "maternity")
NAMES = [name for _, _, name in AGE_GROUPS]


def seen(age, limits):
    """The age as far as an expression can see it: None = no limit, () = every birthday."""
    return age if limits == () else bisect_right(sorted({*GROUP_LIMITS, *(limits or ())}), age)


def counts(world, who, look):
    """The events that a look-back sees from the person's day, as a number or a truth."""

    def wanted(row):
        codes = look.codes
        code = row[look.code_column] if codes else None
        spelt = code.replace(".", "").upper() if code else ""
        return (
            (not codes or spelt.startswith(tuple(codes)))
            and all(row[column] in values for column, values in look.where)
            and (not look.own_unit or row["unit_id"] == who.unit)
        )

    number = world.times(look.table, who, look.months, wanted)
    return number if look.counted else number > 0


def alive(world):
    """Everyone who is alive, has an age and a sex, on every month's end."""
    for month in months(world.first, world.last):
        day = month_end(month)
        for person in world.people.by_id:
            age = world.people.age(person, day)
            if age is not None and world.people.alive(person, day):
                yield SimpleNamespace(person=person, day=day, age=age, unit=None)


def row(world, who, unit, request, columns):
    """The key of one row, or None when it has no place on the grid."""
    known = {unit["unit_id"] for unit in world.tables["unit"]}
    if unit not in known:
        return None
    columns = columns | {look.column: counts(world, who, look) for look in request.lookbacks}
    columns["age"] = seen(who.age, request.age_limits)
    asked = [columns[name] for name in sorted(request.columns)]
    asked += [columns[look.column] for look in request.lookbacks]
    sex, ages = world.people.by_id[who.person]["sex"], group(who.age)
    return unit, month_of(who.day), sex, ages, *asked


def enrolments(world, who):
    """The person's enrolments in self-monitoring that hold on the day."""
    return [
        row for row in world.tables["monitoring"]
        if row["person_id"] == who.person and row["from_date"] <= who.day
        and (row["to_date"] is None or row["to_date"] >= who.day)
    ]  # fmt: skip


def residents(world, request):
    for who in alive(world):
        home = world.people.residence(who.person, who.day)
        if home:
            groups = {row["group"] for row in enrolments(world, who)}
            columns = {f"mon_{group}": group in groups for group in GROUPS}
            columns["dwelling"] = home["dwelling"]
            unit = world.people.home(who.person, who.day)
            yield row(world, who, unit, request, columns)


def listed(world, request):
    for who in alive(world):
        spell = world.people.listing(who.person, who.day)
        if spell:
            who.unit = spell["unit_id"]
            columns = {
                "named_contact": spell["named_contact"],
                "named_physician": spell["named_physician_id"] is not None,
            }
            yield row(world, who, place(world, who, request.axis), request, columns)


def place(world, who, axis):
    return world.people.home(who.person, who.day) if axis is Axis.MUNICIPALITY else who.unit


def continuity(world, request):
    for who in alive(world):
        spell = world.people.listing(who.person, who.day)
        if spell:
            who.unit = spell["unit_id"]
            met = Counter()

            def meeting(visit, who=who, met=met):
                if visit["mode"] in request.options["modes"] and visit["unit_id"] == who.unit:
                    met[visit["clinician_id"]] += 1

            world.times("contact", who, request.options["window_months"], meeting)
            del met[None]
            visits = met.total()
            if visits >= 2:
                same = sum(n * n for n in met.values()) - visits
                coc = float(Fraction(same, visits * (visits - 1)))
                yield row(world, who, who.unit, request, {"visits": visits, "coc": coc})


def monitored(world, request):
    for who in alive(world):
        open_that_day = enrolments(world, who)
        if open_that_day:
            newest = max(enrolment["from_date"] for enrolment in open_that_day)
            units = [e["unit_id"] for e in open_that_day if e["from_date"] == newest]
            groups = {enrolment["group"] for enrolment in open_that_day}
            columns = {name: name in groups for name in request.columns}
            yield row(world, who, first_unit(world, units), request, columns)


def first_unit(world, units):
    """Of two units the first in order; one that the delivery does not know comes after all."""
    known = {unit["unit_id"] for unit in world.tables["unit"]}
    return min((unit for unit in units if unit in known), default=None)


def waiting(world, request):
    for who in alive(world):
        for wait in world.tables["wait"]:
            over = wait["to_date"] is not None and wait["to_date"] <= who.day
            if wait["person_id"] == who.person and wait["from_date"] <= who.day and not over:
                who.unit = wait["unit_id"]
                columns = wait | {"days": (who.day - wait["from_date"]).days}
                yield row(world, who, place(world, who, request.axis), request, columns)


def units(world, request):
    """Of the rows of a unit that have begun, the one begun last, unless it has ended."""
    for month in months(world.first, world.last):
        day = month_end(month)
        begun = {}
        for unit in sorted(world.tables["unit"], key=lambda unit: unit["from_date"]):
            if unit["from_date"] <= day:
                begun[unit["unit_id"]] = unit
        for unit in begun.values():
            if unit["to_date"] is None or unit["to_date"] >= day:
                yield unit["unit_id"], month, unit["kind"]
