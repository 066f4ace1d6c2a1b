"""Months of the delivery's span whose file is missing, in a table delivered a file a month."""

from collections.abc import Iterator

from riktning.core.periods import months_between
from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.results import Check, CheckResult, Finding, Severity

CHECK = Check(
    "missing_files",
    Severity.WARNING,
    "månader vars fil saknas",
    "months whose file is missing",
    "månader",
    "months",
)


def check_parts(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """Looks at partitioned tables. What needs such a month gets no figure for it."""
    described = delivery.delivery
    files = described.tables.get(table.name)
    if files is None or not files.partitioned:
        return
    missing = described.missing_months(table.name)
    span = len(list(months_between(described.first_month, described.last_month)))
    example = str(missing[0]) if missing else ""
    yield CHECK.judge(table.name, table.month_of, Finding(len(missing), span, example))
