"""Rows that share their key with another row."""

from collections.abc import Iterator

from riktning.sources.contracts import Table
from riktning.sources.faults import reading
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import one_row
from riktning.sources.quality.results import Check, CheckResult, Finding, Severity
from riktning.sources.sql_types import quoted

CHECK = Check("key", Severity.FATAL, "nyckeln är inte unik", "the key is not unique")


def check_keys(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """Counts the rows beyond the first of each key."""
    if table.key and delivery.has(table.name):
        rows, distinct = _hashes(delivery, table)
        failed = _beyond_the_first(delivery, table) if distinct < rows else 0
        yield CHECK.judge(table.name, ", ".join(table.key), Finding(failed, rows))


def _hashes(delivery: OpenDelivery, table: Table) -> tuple[int, int]:
    """Rows and different 64-bit hashes of their keys: as many hashes, at least as many keys."""
    delivery.unjudged(table.name)
    columns = ", ".join(quoted(name) for name in table.key)
    with reading(table.name):
        found = delivery.connection.con.execute(
            f"SELECT count(*), count(DISTINCT hash({columns})) FROM {quoted(table.name)}"  # noqa: S608 -- names from the contract
        ).fetchone()
    return (int(found[0]), int(found[1])) if found else (0, 0)


def _beyond_the_first(delivery: OpenDelivery, table: Table) -> int:
    """Exactly, by the keys themselves: two different keys may have one hash."""
    data = delivery.unjudged(table.name)
    if data is None:
        return 0
    per_key = data.group_by(list(table.key)).aggregate(copies=data.count())
    row = one_row(table.name, per_key.aggregate(failed=(per_key.copies - 1).sum().fill_null(0)))
    return int(row["failed"])
