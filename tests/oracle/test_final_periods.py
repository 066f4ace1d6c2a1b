"""A period is preliminary until its follow-up has passed, and what comes later leaves it alone."""

from datetime import date
from random import Random

from oracle.agreeing import computed, found
from oracle.hostile import crowd
from oracle.people import month_end, month_of
from oracle.world import World
from riktning.core.periods import Month, Period, PeriodKind
from riktning.indicators.observations import is_preliminary

HAPPENS = {
    "contact": "started_at", "stay": "admitted_at", "diagnosis": "on_date", "procedure": "on_date",
    "dispensing": "on_date", "wait": "from_date", "pathway": "started_on", "listing": "from_date",
    "monitoring": "from_date", "agreement": "on_date", "dental_exam": "on_date",
    "child_obesity": "started_on", "residence": "from_date", "ward_day": "on_date",
    "survey": "period_end", "reported": "period_end",
}  # fmt: skip
MONTHLY = ("staff_month", "call_month", "service_month", "training_month")
ENDS = {
    "stay": ("discharged_at", "ready_on"), "wait": ("to_date",), "pathway": ("treated_on",),
    "listing": ("to_date",), "monitoring": ("to_date",), "residence": ("to_date",),
    "person": ("death_date",),
}  # fmt: skip


def as_known_on(world, day):
    """The delivery as it would have been on an earlier day."""
    tables = dict(world.tables)
    for name, column in HAPPENS.items():
        tables[name] = [row for row in tables[name] if dated(row[column]) <= day]
    for name in MONTHLY:
        tables[name] = [row for row in tables[name] if month_end(month_of(row["month"])) <= day]
    for name, columns in ENDS.items():
        tables[name] = [row | not_yet(row, columns, day) for row in tables[name]]
    return World(tables, world.first, month_of(day), day)


def dated(when):
    return when.date() if hasattr(when, "date") else when


def not_yet(row, columns, day):
    return {name: None for name in columns if row[name] is not None and dated(row[name]) > day}


def test_what_happens_later_leaves_final_months_alone(connection, one_of_each_frame):
    world, day = crowd(Random(5), 100, lawless=True), date(2024, 2, 29)
    whole, known = (
        list(computed(each, connection, one_of_each_frame))
        for each in (world, as_known_on(world, day))
    )
    for now, then in zip(whole, known, strict=True):
        for definition in now.group.definitions:
            if definition.baseline is None:
                follow_up = definition.follow_up_days
                then_final = final(found(then, definition), follow_up, day)
                assert then_final == final(found(now, definition), follow_up, day), definition.id


def final(cells, follow_up, day):
    return {
        key: parts for key, parts in cells.items()
        if not is_preliminary(Period(Month.parse(key[1]), PeriodKind.MONTH), follow_up, day)
    }  # fmt: skip


def test_a_period_is_preliminary_until_the_follow_up_of_its_last_day_has_passed():
    december = Period(Month(2024, 12), PeriodKind.MONTH)
    assert not is_preliminary(december, 0, date(2024, 12, 31))
    assert is_preliminary(december, 30, date(2025, 1, 29))
    assert not is_preliminary(december, 30, date(2025, 1, 30))
    assert is_preliminary(Period(Month(2024, 1), PeriodKind.YEAR), 30, date(2025, 1, 29))
