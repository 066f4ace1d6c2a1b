"""Codes outside their column's domain."""

from collections.abc import Iterator

from riktning.sources.quality.gathering import Counted, Rows
from riktning.sources.quality.results import Check, Severity

CHECK = Check("domain", Severity.FATAL, "okänd kod", "unknown code")


def domain_conditions(rows: Rows) -> Iterator[Counted]:
    """Every column that lists its codes."""
    for column in rows.table.columns:
        if column.domain:
            code = rows.data[column.name]
            yield Counted(CHECK, column.name, code.notin(column.domain), shown=code)
