"""Does the table hold rows at all? An empty table never passes."""

from collections.abc import Iterator

from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import one_row
from riktning.sources.quality.results import Check, CheckResult, Severity, Status, filled

_NEEDED = ("unit", "person")


def check_presence(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    severity = Severity.FATAL if table.name in _NEEDED else Severity.WARNING
    check = Check("rows", severity, "tabellen är tom", "the table is empty")
    data = delivery.unjudged(table.name)
    if data is None:
        yield check.not_applicable(
            table.name, "", "tabellen har inte levererats", "the table was not delivered"
        )
        return
    rows = int(one_row(table.name, data.aggregate(rows=data.count()))["rows"])
    status = Status.PASSED if rows else Status.FAILED
    if not rows:
        sentences = (f"{table.name}: tabellen är tom.", f"{table.name}: the table is empty.")
        yield CheckResult(table.name, "", check.name, status, severity, 0, 0, *sentences)
        return
    swedish, english = f"{table.name}: {{rows}} rader.", f"{table.name}: {{rows}} rows."
    yield CheckResult(
        table.name, "", check.name, status, severity, 0, rows,
        filled(swedish, "0", str(rows)), filled(english, "0", str(rows)), "", swedish, english,
    )  # fmt: skip
