"""Negative amounts, parts greater than their whole, and amounts that hardly can be."""

from collections.abc import Iterator
from functools import partial

from riktning.sources.contracts import Column, ColumnType
from riktning.sources.quality.footers import Footer
from riktning.sources.quality.gathering import Counted, Rows
from riktning.sources.quality.results import Check, Severity

NEGATIVE = Check("negative", Severity.FATAL, "negativt antal eller belopp", "negative amount")
PART = Check(
    "part_above_whole", Severity.WARNING, "delen större än det hela", "part above the whole"
)
LOW = Check("low_value", Severity.WARNING, "osannolikt litet värde", "implausibly low value")
HIGH = Check("high_value", Severity.WARNING, "osannolikt stort värde", "implausibly high value")
PARTS = {
    "ward_day": (("ready_for_discharge", "occupied"), ("misplaced", "occupied")),
    "staff_month": (("absent_hours", "scheduled_hours"),),
    "call_month": (("answered_same_day", "calls"),),
    "service_month": (("active_users", "target_users"),),
    "survey": (("positive", "respondents"),),
}
LIMITS = {  # what a reader would take for a slip of the pen: below, above
    ("pathway", "allowed_days"): (1, 365),
    ("dispensing", "ddd"): (0.01, 5000),
    ("ward_day", "available_beds"): (0, 200),
    ("ward_day", "occupied"): (0, 300),
    ("staff_month", "headcount"): (0, 5000),
    ("staff_month", "scheduled_hours"): (0, 1_000_000),
    ("call_month", "calls"): (0, 100_000),
    ("survey", "respondents"): (1, 1_000_000),
}
_AMOUNTS = (ColumnType.INTEGER, ColumnType.NUMBER)
_MAY_BE_NEGATIVE = ("reported",)  # a hand-counted difference may be below zero


def amount_conditions(rows: Rows) -> Iterator[Counted]:
    """Amounts below zero, and pairs of which one is a part of the other."""
    name, data = rows.table.name, rows.data
    amounts = [column.name for column in rows.table.columns if column.type in _AMOUNTS]
    for column in amounts if name not in _MAY_BE_NEGATIVE else ():
        above = partial(Footer.at_least, column=column, bound=0)
        yield Counted(NEGATIVE, column, data[column] < 0, ruled_out=above)
    for part, whole in PARTS.get(name, ()):
        yield Counted(PART, f"{part}, {whole}", data[part] > data[whole])


def limit_conditions(rows: Rows) -> Iterator[Counted]:
    """Amounts with declared limits of what is plausible."""
    for (table, column), (low, high) in LIMITS.items():
        if table == rows.table.name:
            value = rows.data[column]
            below = (value < low) & (value >= 0)  # what is negative is another check's
            above = partial(Footer.at_least, column=column, bound=low)
            under = partial(_at_most, column=rows.table.by_name[column], bound=high)
            yield Counted(LOW, column, below, among=column, shown=value, ruled_out=above)
            yield Counted(HIGH, column, value > high, among=column, shown=value, ruled_out=under)


def _at_most(footer: Footer, column: Column, bound: float) -> bool:
    """A number that is none lies above every other, and footers do not tell of it."""
    return column.type is ColumnType.INTEGER and footer.at_most(column.name, bound)
