"""What the footers of Parquet files say of their columns: no row is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from math import isnan
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow.parquet as pq

Value: TypeAlias = str | int | float | date
_COMPARED = (str, int, float, date)
_FILES = 4096


@dataclass(frozen=True, slots=True)
class Range:
    """A column's nulls, and bounds of its values; None for what is not said.

    ``empty``: it has no values. A number that is none (NaN) lies within no bounds: footers do not
    tell of it.
    """

    nulls: int | None = None
    least: Value | None = None
    most: Value | None = None
    empty: bool = False


@dataclass(frozen=True)
class Footer:
    """The footers of some files together; ``rows`` is None where there are no footers."""

    rows: int | None = None
    ranges: Mapping[str, Range] = field(default_factory=dict)

    def of(self, column: str) -> Range:
        return self.ranges.get(column, Range())

    def without_nulls(self, column: str) -> bool:
        """Whether it is known that every row has a value."""
        return self.of(column).nulls == 0

    def at_least(self, column: str, bound: Value) -> bool:
        """Whether it is known that no value is below the bound."""
        found = self.of(column)
        return found.empty or (found.least is not None and found.least >= bound)  # type: ignore[operator]  # a column's values are of one type

    def at_most(self, column: str, bound: Value) -> bool:
        """Whether it is known that no value is above the bound."""
        found = self.of(column)
        return found.empty or (found.most is not None and found.most <= bound)  # type: ignore[operator]  # as above


UNTOLD = Footer()


@lru_cache(maxsize=_FILES)
def _metadata(path: Path, _size: int, _changed: int) -> pq.FileMetaData:
    return pq.read_metadata(path)


def metadata(path: Path) -> pq.FileMetaData:
    """A file's footer, read once while the file stays as it is."""
    said = path.stat()
    return _metadata(path, said.st_size, said.st_mtime_ns)


def footer_of(files: Sequence[Path], columns: Sequence[str]) -> Footer:
    """What the files say together of the columns."""
    footers = [metadata(path) for path in files]
    groups: dict[str, list[Range]] = {name: [] for name in columns}
    for footer in footers:
        places = {footer.schema.column(n).path: n for n in range(footer.num_columns)}
        for number in range(footer.num_row_groups):
            group = footer.row_group(number)
            for name in places.keys() & groups.keys():
                groups[name].append(_range(group.column(places[name])))
    return Footer(
        sum(footer.num_rows for footer in footers),
        {name: _together(found) for name, found in groups.items()},
    )


def _range(column: Any) -> Range:
    statistics = column.statistics
    if statistics is None:
        return Range()
    nulls = statistics.null_count if statistics.has_null_count else None
    if nulls == column.num_values:
        return Range(nulls, empty=True)
    if not statistics.has_min_max:
        return Range(nulls)
    return Range(nulls, _bound(statistics.min), _bound(statistics.max))


def _bound(value: Any) -> Value | None:
    if isinstance(value, datetime):
        return value.date()
    if not isinstance(value, _COMPARED) or (isinstance(value, float) and isnan(value)):
        return None
    return value


def _together(found: Sequence[Range]) -> Range:
    """Bounds of all: known when each that has values has them."""
    nulls = [each.nulls for each in found]
    known = None if None in nulls else sum(n for n in nulls if n is not None)
    valued = [each for each in found if not each.empty]
    if not valued:
        return Range(known, empty=True)
    if any(each.least is None or each.most is None for each in valued):
        return Range(known)
    least = min(e.least for e in valued)  # type: ignore[type-var]  # a column's values are of one type
    most = max(e.most for e in valued)  # type: ignore[type-var]  # as above
    return Range(known, least, most)
