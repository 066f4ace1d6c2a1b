"""Numbers that are no amounts: infinite, not a number, or beyond anything that can be meant."""

from collections.abc import Iterator
from functools import partial

from riktning.sources.contracts import Column, ColumnType
from riktning.sources.quality.footers import Footer
from riktning.sources.quality.gathering import Counted, Rows
from riktning.sources.quality.results import Check, Severity

CHECK = Check("number", Severity.FATAL, "orimligt tal", "impossible number")
LARGEST = 1e12  # more than any region's costs in kronor; sums stay exact below it
_TYPES = (ColumnType.NUMBER, ColumnType.INTEGER)


def number_conditions(rows: Rows) -> Iterator[Counted]:
    """Every column of numbers."""
    for column in rows.table.columns:
        if column.type in _TYPES:
            number = rows.data[column.name].cast("float64")
            # What is no number is above every one, but DuckDB takes a comparison for settled by a
            # file's least and most value, which leave it out; so it is asked for by itself.
            wrong = number.isnan() | ~number.between(-LARGEST, LARGEST)
            yield Counted(CHECK, column.name, wrong, ruled_out=partial(_small, column=column))


def _small(footer: Footer, column: Column) -> bool:
    """Whether footers tell that all are amounts; of numbers that are none, they do not tell."""
    bounded = footer.at_least(column.name, -LARGEST) and footer.at_most(column.name, LARGEST)
    return column.type is ColumnType.INTEGER and bounded
