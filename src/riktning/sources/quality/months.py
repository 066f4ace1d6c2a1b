"""Months of the delivery's span in which a table has no row."""

from collections.abc import Iterator

from riktning.core.periods import Month, months_between
from riktning.sources.contracts import Table
from riktning.sources.faults import reading
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.results import Check, CheckResult, Finding, Severity

CHECK = Check(
    "empty_months",
    Severity.WARNING,
    "månader utan rader",
    "months without rows",
    "månader",
    "months",
)
_OF_MONTH = "month"


def check_months(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """Looks at the tables with a month: partitioned ones and monthly registers. Counts months."""
    column = table.month_of or (_OF_MONTH if _OF_MONTH in table.by_name else "")
    data = delivery.unjudged(table.name)
    if data is None or not column:
        return
    with reading(table.name):
        found = data.select(month=data[column].cast("date").truncate("M")).distinct().to_pyarrow()
    filled = {Month.of(day) for day in found["month"].to_pylist() if day is not None}
    if not filled:
        yield CHECK.not_applicable(table.name, column, "inga rader att pröva", "no rows to check")
        return
    span = list(months_between(delivery.delivery.first_month, delivery.delivery.last_month))
    empty = [month for month in span if month not in filled]
    example = str(empty[0]) if empty else ""
    result = CHECK.judge(table.name, column, Finding(len(empty), len(span), example))
    yield result
