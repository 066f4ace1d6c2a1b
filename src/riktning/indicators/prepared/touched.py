"""Whether a prepared file may have rows that would come out otherwise now."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from riktning.indicators.prepared.changes import Changes, Ints
from riktning.indicators.prepared.schema import SCHEMAS

_NO_DAY = np.iinfo(np.int32).min


def touched(path: Path, name: str, source: Path, changes: Changes) -> bool:
    """Whether some row of a prepared file is about what changed.

    ``source``: the delivered file that it was made from, for ids that were unknown.
    Raises OSError or ArrowException when a file cannot be read.
    """
    columns = SCHEMAS[name]
    return (
        _has(path, "person", _persons(name, changes))
        or ("unit" in columns and _has(path, "unit", changes.closed))
        or ("home" in columns and _elsewhere(path, changes.homes))
        or _became_known(path, "person", source, "person_id", changes.people)
        or ("unit" in columns and _became_known(path, "unit", source, "unit_id", changes.units))
    )


def _persons(name: str, changes: Changes) -> Ints:
    """Whose rows differ on any day: of some tables only the number is kept of a person."""
    if "sex" not in SCHEMAS[name]:
        return changes.vanished
    return np.concatenate([changes.altered, changes.vanished])


def _has(path: Path, column: str, numbers: Ints) -> bool:
    if not len(numbers):
        return False
    there = _numbers(pq.read_table(path, columns=[column])[column])
    return bool(np.isin(there, numbers).any())


def _numbers(column: pa.ChunkedArray) -> Ints:
    numbers: Ints = pc.fill_null(column.cast(pa.int64()), -1).to_numpy()
    return numbers


def _elsewhere(path: Path, homes: Ints) -> bool:
    """Whether a row's person had another home on the row's day than now."""
    latest = _latest_day(path)
    homes = homes[homes[:, 1] <= latest] if latest is not None else homes
    if not len(homes):
        return False
    rows = pq.read_table(path, columns=["person", "day"])
    person = _numbers(rows["person"])
    mine = np.isin(person, homes[:, 0])
    days = pc.fill_null(rows["day"].cast(pa.date32()).cast(pa.int32()), _NO_DAY).to_numpy()
    return _within(person[mine], days[mine].astype(np.int64), homes)


def _within(person: Ints, day: Ints, homes: Ints) -> bool:
    """Whether any (person, day) lies in one of the person's stretches."""
    order = homes[np.argsort(homes[:, 0], kind="stable")]
    first = np.searchsorted(order[:, 0], person, "left")
    after = np.searchsorted(order[:, 0], person, "right")
    while len(first):
        begin, until = order[first, 1], order[first, 2]
        if ((day >= begin) & (day <= until)).any():
            return True
        first = first + 1
        more = first < after
        first, after, day = first[more], after[more], day[more]
    return False


def _latest_day(path: Path) -> int | None:
    """The last day of the rows in days since 1970, where the file's footer says it."""
    said = _said(path, "day")
    if any(each is None or not (each.has_min_max or each.num_values == 0) for each in said):
        return None
    known = [each.max for each in said if each.has_min_max]
    return int(np.datetime64(max(known), "D").astype(int)) if known else _NO_DAY


def _said(path: Path, column: str) -> list[Any]:
    """What the file's footer says of a column, row group by row group."""
    metadata = pq.read_metadata(path)
    place = metadata.schema.to_arrow_schema().get_field_index(column)
    groups = range(metadata.num_row_groups)
    return [metadata.row_group(number).column(place).statistics for number in groups]


def _became_known(
    path: Path, column: str, source: Path, delivered: str, ids: pa.ChunkedArray | Sequence[str]
) -> bool:
    """Whether a row has an id that nobody was known by then, and somebody is now."""
    if not len(ids) or not _any_null(path, column):
        return False
    there = pq.read_table(source, columns=[delivered])[delivered].cast(pa.string())
    known = ids if isinstance(ids, pa.ChunkedArray) else pa.chunked_array([list(ids)])
    return bool(pc.any(pc.is_in(there, value_set=known.cast(pa.string()))).as_py())


def _any_null(path: Path, column: str) -> bool:
    said = _said(path, column)
    if all(each is not None and each.has_null_count for each in said):
        return any(each.null_count for each in said)
    return bool(pq.read_table(path, columns=[column])[column].null_count)
