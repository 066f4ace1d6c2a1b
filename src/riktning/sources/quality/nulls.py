"""Nulls where the contract allows none, and texts that say nothing."""

from collections.abc import Iterator
from functools import partial

from riktning.sources.contracts import ColumnType
from riktning.sources.quality.footers import Footer
from riktning.sources.quality.gathering import Counted, Rows
from riktning.sources.quality.results import Check, Severity

CHECK = Check("nulls", Severity.FATAL, "värde saknas", "value missing")
BLANK = Check("blank_text", Severity.WARNING, "tom text", "blank text")
_SHORTEST = "\0"  # the least of texts that are not blank


def null_conditions(rows: Rows) -> Iterator[Counted]:
    """Every column that must have a value."""
    for column in rows.table.columns:
        if not column.nullable:
            missing = rows.data[column.name].isnull()
            there = partial(Footer.without_nulls, column=column.name)
            yield Counted(CHECK, column.name, missing, ruled_out=there)


def blank_conditions(rows: Rows) -> Iterator[Counted]:
    """Texts of no domain and no other table: there, a blank one is unknown already."""
    for column in rows.table.columns:
        if column.type is ColumnType.TEXT and not (column.domain or column.refers_to):
            blank = rows.data[column.name] == ""
            written = partial(Footer.at_least, column=column.name, bound=_SHORTEST)
            yield Counted(BLANK, column.name, blank, among=column.name, ruled_out=written)
