"""Nulls where the contract allows none, and texts that say nothing."""

from collections.abc import Iterator

from riktning.sources.contracts import ColumnType
from riktning.sources.quality.gathering import Counted, Rows
from riktning.sources.quality.results import Check, Severity

CHECK = Check("nulls", Severity.FATAL, "värde saknas", "value missing")
BLANK = Check("blank_text", Severity.WARNING, "tom text", "blank text")


def null_conditions(rows: Rows) -> Iterator[Counted]:
    """Every column that must have a value."""
    for column in rows.table.columns:
        if not column.nullable:
            yield Counted(CHECK, column.name, rows.data[column.name].isnull())


def blank_conditions(rows: Rows) -> Iterator[Counted]:
    """Texts without a domain of codes: a code that is blank is an unknown code already."""
    for column in rows.table.columns:
        if column.type is ColumnType.TEXT and not column.domain:
            blank = rows.data[column.name].strip() == ""
            yield Counted(BLANK, column.name, blank, among=column.name)
