"""Deliveries as they were known on an earlier day."""

from oracle.people import month_end, month_of
from oracle.world import World

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
