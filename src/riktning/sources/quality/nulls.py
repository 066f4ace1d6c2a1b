"""Nulls where the contract allows none."""

from collections.abc import Iterator

from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import count_where
from riktning.sources.quality.results import Check, CheckResult, Severity

CHECK = Check("nulls", Severity.FATAL, "värde saknas", "value missing")


def check_nulls(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    data = delivery.unjudged(table.name)
    if data is None:
        return
    conditions = {c.name: data[c.name].isnull() for c in table.columns if not c.nullable}
    for column, finding in count_where(table.name, data, conditions).items():
        yield CHECK.judge(table.name, column, finding)
