"""Rows that share their key with another row."""

from collections.abc import Iterator

from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import one_row
from riktning.sources.quality.results import Check, CheckResult, Finding, Severity

CHECK = Check("key", Severity.FATAL, "nyckeln är inte unik", "the key is not unique")


def check_keys(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """Counts the rows beyond the first of each key."""
    data = delivery.unjudged(table.name)
    if data is None or not table.key:
        return
    per_key = data.group_by(list(table.key)).aggregate(copies=data.count())
    beyond = (per_key.copies - 1).sum().fill_null(0)
    row = one_row(
        table.name, per_key.aggregate(rows=per_key.copies.sum().fill_null(0), failed=beyond)
    )
    finding = Finding(int(row["failed"]), int(row["rows"]))
    yield CHECK.judge(table.name, ", ".join(table.key), finding)
