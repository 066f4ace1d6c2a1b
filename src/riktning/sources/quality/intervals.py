"""Ends before starts."""

from collections.abc import Iterator

from riktning.sources.quality.gathering import Counted, Rows
from riktning.sources.quality.results import Check, Severity

CHECK = Check("end_before_start", Severity.FATAL, "slutar före start", "ends before it starts")
ORDERED = (
    ("from_date", "to_date"),
    ("admitted_at", "discharged_at"),
    ("started_on", "treated_on"),
    ("period_start", "period_end"),
    ("birth_date", "death_date"),
    ("admitted_at", "ready_on"),
    ("ready_on", "discharged_at"),
)


def interval_conditions(rows: Rows) -> Iterator[Counted]:
    """Compares times with times, else day with day; open intervals cannot fail."""
    columns = rows.table.by_name
    for start, end in ORDERED:
        if start in columns and end in columns:
            first, last = rows.data[start], rows.data[end]
            if columns[start].type is not columns[end].type:
                first, last = first.cast("date"), last.cast("date")
            yield Counted(CHECK, f"{start}, {end}", last < first)
