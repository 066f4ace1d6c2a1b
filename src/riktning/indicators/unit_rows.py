"""The delivery's units, read and refused when no figure could be placed at them."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import ibis
from ibis.backends.duckdb import Backend

from riktning.core.errors import CareDataError
from riktning.core.periods import Month, months_between
from riktning.core.units import Unit, UnitKind
from riktning.sources.sql_types import quoted

_WHERE = "table unit"
_NEEDED = ("unit_id", "name", "kind", "from_date")
_UNPLAIN = ("Cc", "Cs", "Zl", "Zp")
_TEXTS = ("unit_id", "name", "parent_id", "municipality")


class UnitTables(Protocol):
    """An open delivery, as far as its units go."""

    @property
    def connection(self) -> Backend: ...
    def table(self, name: str) -> ibis.Table | None: ...


def units_of(opened: UnitTables) -> list[Unit]:
    """The delivery's units, every row; CareDataError when they cannot be used."""
    table = opened.table("unit")
    if table is None:
        raise CareDataError(
            "there is no table of units", where=_WHERE, remedy="deliver unit.parquet"
        )
    every = f"SELECT * FROM {quoted(table.get_name())}"  # noqa: S608 -- a name of ours
    rows = opened.connection.con.execute(every).to_arrow_table().to_pylist()
    _refuse_unusable(rows)
    units = [
        Unit(
            row["unit_id"], row["name"], UnitKind(row["kind"]), row["parent_id"],
            row["municipality"], row["from_date"], row["to_date"],
        )
        for row in rows
    ]  # fmt: skip
    return sorted(units, key=lambda unit: (unit.unit_id, unit.from_date))


def _refuse_unusable(rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        raise CareDataError("the table is empty", where=_WHERE, remedy="deliver the region's units")
    for row in rows:
        for column in _NEEDED:
            if row[column] is None:
                raise CareDataError(f"a row lacks {column!r}", where=_WHERE, remedy="fill it in")
        for column in _TEXTS:
            if row[column] is not None and not _plain(row[column]):
                raise CareDataError(
                    f"{column} {row[column]!r} is blank or holds an unprintable sign",
                    where=_WHERE, remedy="write plain text",
                )  # fmt: skip
    keys = Counter((row["unit_id"], row["from_date"]) for row in rows)
    (unit_id, from_date), copies = keys.most_common(1)[0]
    if copies > 1:
        raise CareDataError(
            f"unit {unit_id!r} from {from_date} is there {copies} times",
            where=_WHERE, remedy="keep one of the rows",
        )  # fmt: skip


def _plain(text: str) -> bool:
    """Something to read, on one line: ids stand in addresses and file names."""
    return bool(text.strip()) and not any(unicodedata.category(sign) in _UNPLAIN for sign in text)


def refuse_other_than_one_region(units: Iterable[Unit], first: Month, last: Month) -> None:
    """CareDataError unless one unit of kind region, above all others, exists in every month."""
    regions = [unit for unit in units if unit.kind is UnitKind.REGION]
    names = sorted({unit.unit_id for unit in regions})
    if len(names) != 1:
        said = ", ".join(names[:5]) if names else "none"
        raise CareDataError(
            f"there must be one unit of kind region, and there are {len(names)} ({said})",
            where=_WHERE, remedy="deliver one region that everything is summed to",
        )  # fmt: skip
    if any(unit.parent_id is not None for unit in regions):
        raise CareDataError(
            f"the region {names[0]!r} belongs to another unit",
            where=_WHERE, remedy="let its parent_id be empty",
        )  # fmt: skip
    for month in months_between(first, last):
        if not any(_exists(unit, month) for unit in regions):
            raise CareDataError(
                f"the region {names[0]!r} does not exist in {month}",
                where=_WHERE, remedy="correct its from_date and to_date",
            )  # fmt: skip


def _exists(unit: Unit, month: Month) -> bool:
    ends = unit.to_date
    return unit.from_date <= month.last_day and (ends is None or ends >= month.first_day)
