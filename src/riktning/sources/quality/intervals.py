"""Ends before starts."""

from collections.abc import Iterator

from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import count_where
from riktning.sources.quality.results import Check, CheckResult, Severity

CHECK = Check("end_before_start", Severity.FATAL, "slutar före start", "ends before it starts")
ORDERED = (
    ("from_date", "to_date"),
    ("admitted_at", "discharged_at"),
    ("started_on", "treated_on"),
    ("period_start", "period_end"),
    ("birth_date", "death_date"),
    ("admitted_at", "ready_on"),
    ("ready_on", "discharged_at"),
)


def check_intervals(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """Compares times with times, else day with day; open intervals cannot fail."""
    data = delivery.unjudged(table.name)
    pairs = [(a, b) for a, b in ORDERED if a in table.by_name and b in table.by_name]
    if data is None or not pairs:
        return
    conditions = {}
    for start, end in pairs:
        same_type = table.by_name[start].type is table.by_name[end].type
        first, last = (data[start], data[end])
        if not same_type:
            first, last = first.cast("date"), last.cast("date")
        conditions[f"{start}, {end}"] = last < first
    for columns, finding in count_where(table.name, data, conditions).items():
        yield CHECK.judge(table.name, columns, finding)
