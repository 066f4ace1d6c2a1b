"""Does the table hold rows, in the contract's columns and types? An empty one never passes."""

from collections.abc import Iterator
from dataclasses import replace

from riktning.sources.contracts import Table
from riktning.sources.quality.results import (
    Check,
    CheckResult,
    Finding,
    Severity,
    Status,
    filled,
    grouped,
)

ROWS = Check("rows", Severity.WARNING, "tabellen är tom", "the table is empty")
COLUMNS = Check(
    "columns", Severity.FATAL, "fel kolumner", "wrong columns", "kolumner", "columns"
)  # fmt: skip
TYPES = Check("types", Severity.FATAL, "fel typer", "wrong types", "kolumner", "columns")
READABLE = Check("readable", Severity.FATAL, "kan inte läsas", "cannot be read")
UNITS = "unit"  # without them no figure has a place
_NEEDED = ("unit", "person")


def not_delivered(table: Table) -> CheckResult:
    """A table may be absent; without units all stops."""
    if table.name != UNITS:
        return ROWS.not_applicable(
            table.name, "", "tabellen har inte levererats", "the table was not delivered"
        )
    absent = ROWS.not_applicable(
        UNITS, "",
        "tabellen har inte levererats, och utan enheter kan inget beräknas",
        "the table was not delivered, and nothing can be computed without units",
    )  # fmt: skip
    return replace(absent, status=Status.FAILED, severity=Severity.FATAL)


def check_presence(table: Table, rows: int) -> Iterator[CheckResult]:
    """The number of rows; and that columns and types are right, or it could not have been read."""
    severity = Severity.FATAL if table.name in _NEEDED else Severity.WARNING
    if rows:
        swedish, english = f"{table.name}: {{rows}} rader.", f"{table.name}: {{rows}} rows."
        yield CheckResult(
            table.name, "", ROWS.name, Status.PASSED, severity, 0, rows,
            filled(swedish, "0", grouped(rows)), filled(english, "0", grouped(rows)), "",
            swedish, english,
        )  # fmt: skip
    else:
        empty = ROWS.not_applicable(table.name, "", ROWS.wrong_sv, ROWS.wrong_en)
        yield replace(empty, status=Status.FAILED, severity=severity)
    columns = Finding(0, len(table.columns) if rows else 0)
    yield COLUMNS.judge(table.name, "", columns)
    yield TYPES.judge(table.name, "", columns)


def broken(check: Check, table: Table, sentence: str) -> CheckResult:
    """The table cannot be read for what the sentence says."""
    status = Status.ERROR if check is READABLE else Status.FAILED
    swedish = f"{table.name}: {check.wrong_sv} (på engelska: {sentence.rstrip('.')})."
    return replace(check.error(table.name, "", swedish, sentence), status=status)
