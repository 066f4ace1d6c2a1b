"""Codes outside their column's domain."""

from collections.abc import Iterator

from riktning.sources.code_domains import codes_outside_domain
from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import one_row
from riktning.sources.quality.results import Check, CheckResult, Finding, Severity

CHECK = Check("domain", Severity.FATAL, "okänd kod", "unknown code")


def check_domains(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    data = delivery.unjudged(table.name)
    columns = [column for column in table.columns if column.domain]
    if data is None or not columns:
        return
    rows = int(one_row(table.name, data.aggregate(rows=data.count()))["rows"])
    for column in columns:
        found = codes_outside_domain(delivery.connection.con, table, column)
        failed = sum(code.rows for code in found)
        example = repr(found[0].code) if found else ""
        yield CHECK.judge(table.name, column.name, Finding(failed, rows, example))
