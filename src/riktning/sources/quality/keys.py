"""Rows that share their key with another row."""

from collections.abc import Iterator

from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import one_row
from riktning.sources.quality.looking import looked
from riktning.sources.quality.results import Check, CheckResult, Finding, Severity

CHECK = Check("key", Severity.FATAL, "nyckeln är inte unik", "the key is not unique")


def check_keys(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """Counts the rows beyond the first of each key: only where two keys have the same hash."""
    if table.key and delivery.has(table.name):
        found = looked(delivery, table)
        failed = _beyond_the_first(delivery, table) if found.repeated else 0
        yield CHECK.judge(table.name, ", ".join(table.key), Finding(failed, found.tally.rows))


def _beyond_the_first(delivery: OpenDelivery, table: Table) -> int:
    """Exactly, by the keys themselves: two different keys may have one hash."""
    data = delivery.unjudged(table.name)
    if data is None:
        return 0
    per_key = data.group_by(list(table.key)).aggregate(copies=data.count())
    row = one_row(table.name, per_key.aggregate(failed=(per_key.copies - 1).sum().fill_null(0)))
    return int(row["failed"])
