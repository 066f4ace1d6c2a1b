"""Negative amounts, and parts greater than their whole."""

from collections.abc import Iterator

from riktning.sources.contracts import ColumnType, Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import count_where
from riktning.sources.quality.results import Check, CheckResult, Severity

NEGATIVE = Check("negative", Severity.FATAL, "negativt antal eller belopp", "negative amount")
PART = Check(
    "part_above_whole", Severity.WARNING, "delen större än det hela", "part above the whole"
)
PARTS = {
    "ward_day": (("ready_for_discharge", "occupied"), ("misplaced", "occupied")),
    "staff_month": (("absent_hours", "scheduled_hours"),),
    "call_month": (("answered_same_day", "calls"),),
    "service_month": (("active_users", "target_users"),),
    "survey": (("positive", "respondents"),),
}
_AMOUNTS = (ColumnType.INTEGER, ColumnType.NUMBER)
_MAY_BE_NEGATIVE = ("reported",)  # a hand-counted difference may be below zero


def check_amounts(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    data = delivery.unjudged(table.name)
    amounts = [c.name for c in table.columns if c.type in _AMOUNTS]
    if data is None or not amounts:
        return
    conditions = (
        {} if table.name in _MAY_BE_NEGATIVE else {name: data[name] < 0 for name in amounts}
    )
    parts = {f"{part}, {whole}": (part, whole) for part, whole in PARTS.get(table.name, ())}
    conditions |= {name: data[part] > data[whole] for name, (part, whole) in parts.items()}
    if not conditions:
        return
    for name, finding in count_where(table.name, data, conditions).items():
        yield (PART if name in parts else NEGATIVE).judge(table.name, name, finding)
