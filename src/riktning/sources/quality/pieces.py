"""A delivered table in the pieces that it is looked through by."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa

from riktning.core.periods import Month
from riktning.sources.contracts import Table
from riktning.sources.delivery import Format, TableFiles
from riktning.sources.faults import UnreadableError
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.footers import UNTOLD, Footer, footer_of, metadata
from riktning.sources.readers import parquet_rows
from riktning.sources.sql_types import quoted

SMALL = 1_000_000  # rows of a table that is looked through at once


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of a table, as a statement. ``month``: the one that footers tell all belong to.

    ``path``: the one file that all of them lie in, of a large table.
    """

    rows: str
    footer: Footer = UNTOLD
    month: Month | None = None
    path: Path | None = None

    def days(self, column: str) -> tuple[date, date] | None:
        """The first and the last day in a column, if footers tell."""
        found = self.footer.of(column)
        if not isinstance(found.least, date) or not isinstance(found.most, date):
            return None
        return found.least, found.most


def pieces_of(delivery: OpenDelivery, table: Table) -> list[Piece]:
    """The table's files, one by one when it is large, else all at once."""
    delivery.unjudged(table.name)
    files = delivery.delivery.tables[table.name]
    if files.format is not Format.PARQUET:
        return [Piece(f"SELECT * FROM {quoted(table.name)}")]  # noqa: S608 -- a name of the contract
    try:
        if not is_large(files):
            return [_piece(table, files.files)]
        return [replace(_piece(table, [path]), path=path) for path in files.files]
    except (pa.ArrowException, OSError):  # it was readable a moment ago
        raise UnreadableError(
            "a file was changed while it was read", where=f"table {table.name}",
            remedy="leave the delivery as it is while it is read",
        ) from None  # fmt: skip


def is_large(files: TableFiles) -> bool:
    """Whether a table has too many rows to be looked through at once."""
    return files.format is Format.PARQUET and rows_of(files) > SMALL


def rows_of(files: TableFiles) -> int:
    """How many rows the footers tell of."""
    return sum(metadata(path).num_rows for path in files.files)


def _piece(table: Table, files: Sequence[Path]) -> Piece:
    footer = footer_of(files, list(table.by_name))
    return Piece(parquet_rows(table, files), footer, _month(table, footer))


def _month(table: Table, footer: Footer) -> Month | None:
    days = footer.of(table.month_of)
    if days.nulls != 0 or not isinstance(days.least, date) or not isinstance(days.most, date):
        return None
    first, last = Month.of(days.least), Month.of(days.most)
    return first if first == last else None
