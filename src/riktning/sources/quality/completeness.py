"""Columns that may be empty, but say too little when most of them are, or suddenly are."""

from collections.abc import Iterator
from statistics import median

from riktning.sources.quality.gathering import Rows
from riktning.sources.quality.results import Check, CheckResult, Finding, Severity
from riktning.sources.quality.tallies import Tally

MISSING = Check(
    "value_missing", Severity.NOTE, "värdet saknas nästan överallt",
    "the value is missing almost everywhere", passes=0.99,
)  # fmt: skip
BREAK = Check(
    "value_break", Severity.WARNING,
    "månader då värdet plötsligt saknas", "months in which the value is suddenly missing",
    "månader", "months",
)  # fmt: skip
LOOKED_AT = {
    "contact": ("clinician_id", "profession"),
    "stay": ("discharged_at", "ready_on", "discharged_to"),
    "dispensing": ("ddd", "unit_id"),
    "listing": ("named_physician_id",),
    "wait": ("to_date",),
    "pathway": ("treated_on",),
}
OPEN_AT_THE_END = ("discharged_at", "discharged_to", "to_date", "treated_on")
FEWEST = 100  # rows of a month, for a share to mean something
JUMP = 0.5


def check_completeness(rows: Rows, counted: Tally) -> Iterator[CheckResult]:
    """Each column that measures need, over all rows and month by month."""
    for column in LOOKED_AT.get(rows.table.name, ()):
        months = counted.by_month()
        there = counted.by_month(column)
        missing = counted.rows - counted.valued(column)
        yield MISSING.judge(rows.table.name, column, Finding(missing, counted.rows))
        if rows.dated_by and column not in OPEN_AT_THE_END:
            shares = {m: 1 - there[m] / n for m, n in sorted(months.items()) if n >= FEWEST}
            usual = median(shares.values()) if shares else 0.0
            broken = [str(month) for month, share in shares.items() if share > usual + JUMP]
            first = broken[0] if broken else ""
            yield BREAK.judge(
                rows.table.name, column, Finding(len(broken), len(months), month=first)
            )
