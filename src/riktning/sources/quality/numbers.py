"""Numbers that are no amounts: infinite, not a number, or beyond anything that can be meant."""

from collections.abc import Iterator

from riktning.sources.contracts import ColumnType
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
            yield Counted(CHECK, column.name, number.isnan() | (number.abs() > LARGEST))
