"""Months of the delivery's span in which a table has no row."""

from collections.abc import Iterator

from riktning.core.periods import months_between
from riktning.sources.quality.gathering import Rows
from riktning.sources.quality.results import Check, CheckResult, Finding, Severity
from riktning.sources.quality.tallies import Tally

CHECK = Check(
    "empty_months",
    Severity.WARNING,
    "månader utan rader",
    "months without rows",
    "månader",
    "months",
)
_OF_MONTH = "month"


def check_months(rows: Rows, counted: Tally) -> Iterator[CheckResult]:
    """Looks at the tables with a month: partitioned ones and monthly registers. Counts months."""
    table, described = rows.table, rows.delivery.delivery
    column = table.month_of or (_OF_MONTH if _OF_MONTH in table.by_name else "")
    if not column:
        return
    found = counted.by_month()
    if not found:
        yield CHECK.not_applicable(table.name, column, "inga rader att pröva", "no rows to check")
        return
    span = list(months_between(described.first_month, described.last_month))
    empty = [month for month in span if month not in found]
    example = str(empty[0]) if empty else ""
    yield CHECK.judge(table.name, column, Finding(len(empty), len(span), example))
