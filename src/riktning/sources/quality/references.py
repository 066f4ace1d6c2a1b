"""References to persons and units that are not there."""

from collections.abc import Iterator

import ibis

from riktning.sources.contracts import Column, Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import one_row
from riktning.sources.quality.results import Check, CheckResult, Finding, Severity

CHECK = Check(
    "reference", Severity.FATAL, "hänvisar till något okänt", "refers to something unknown"
)


def check_references(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    data = delivery.unjudged(table.name)
    if data is None:
        return
    for column in table.columns:
        if column.refers_to:
            yield _check(delivery, table.name, data, column)


def _check(delivery: OpenDelivery, name: str, data: ibis.Table, column: Column) -> CheckResult:
    other_name, other_column = column.refers_to.split(".")
    other = delivery.unjudged(other_name)
    if other is None:
        return CHECK.not_applicable(
            name,
            column.name,
            f"tabellen {other_name} har inte levererats",
            f"the table {other_name} was not delivered",
        )
    values = data.filter(data[column.name].notnull()).select(value=column.name).view()
    known = other.select(known=other_column).distinct()
    unknown = values.anti_join(known, values.value == known.known)
    rows = int(one_row(name, values.aggregate(rows=values.count()))["rows"])
    row = one_row(name, unknown.aggregate(failed=unknown.count(), example=unknown.value.min()))
    return CHECK.judge(name, column.name, Finding(int(row["failed"]), rows, repr(row["example"])))
