"""A delivery of care data: what it says about itself, and which tables lie in the folder."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from riktning.core.errors import CareDataError, RiktningError
from riktning.core.periods import Month, months_between
from riktning.sources.contracts import TABLES, Table

DESCRIPTION = "delivery.json"
SCHEMA = 1
EARLIEST, LATEST = 1900, 2199  # years that care data can be of
MOST_MONTHS = 600
_T = TypeVar("_T")
_MONTH_FILE = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class Format(StrEnum):
    """How a table is stored."""

    PARQUET = "parquet"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class TableFiles:
    """The files that hold one table; more than one when it is partitioned by month."""

    table: str
    format: Format
    files: tuple[Path, ...]
    partitioned: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery folder: its description and the tables that are there."""

    folder: Path
    synthetic: bool
    label: str
    region: str
    first_month: Month
    last_month: Month
    as_of: date
    seed: int | None
    persons: int | None
    tables: Mapping[str, TableFiles]

    def missing_months(self, table: str) -> tuple[Month, ...]:
        """Months of the span without a file, in a table delivered a file a month."""
        files = self.tables.get(table)
        if files is None or not files.partitioned:
            return ()
        there = {path.stem for path in files.files}
        span = months_between(self.first_month, self.last_month)
        return tuple(month for month in span if str(month) not in there)


def read_delivery(folder: Path) -> Delivery:
    """Read ``delivery.json`` and list the tables; read no table.

    Raises CareDataError when the folder is no delivery, or holds a table twice or none at all.
    """
    description = _read_description(folder)
    where = str(folder / DESCRIPTION)
    first, last = (_month(description, key, where) for key in ("first_month", "last_month"))
    if last < first:
        raise CareDataError(
            f"last_month {last} is before first_month {first}", where=where, remedy="swap them"
        )
    as_of = _day(description, "as_of", where)
    _refuse_implausible(first, last, as_of, where)
    return Delivery(
        folder=folder,
        synthetic=_typed(description, "synthetic", bool, where),
        label=_typed(description, "label", str, where),
        region=_typed(description, "region", str, where),
        first_month=first,
        last_month=last,
        as_of=as_of,
        seed=_optional_int(description, "seed", where),
        persons=_optional_int(description, "persons", where),
        tables=_list_tables(folder),
    )


def _refuse_implausible(first: Month, last: Month, as_of: date, where: str) -> None:
    """A slip of the pen in a year would otherwise be millions of empty months."""
    for name, year in (
        ("first_month", first.year),
        ("last_month", last.year),
        ("as_of", as_of.year),
    ):
        if not EARLIEST <= year <= LATEST:
            raise CareDataError(
                f"{name} is in the year {year:04d}", where=where,
                remedy=f"give a year from {EARLIEST} to {LATEST}",
            )  # fmt: skip
    if last.index - first.index >= MOST_MONTHS:
        raise CareDataError(
            f"the delivery says it covers {last.index - first.index + 1} months", where=where,
            remedy=f"correct first_month and last_month; at most {MOST_MONTHS} months",
        )  # fmt: skip
    if as_of < first.first_day:
        raise CareDataError(
            f"as_of {as_of} is before first_month {first}", where=where,
            remedy="give the day the data were taken out",
        )  # fmt: skip


def is_delivery(folder: Path) -> bool:
    """True when the folder holds a delivery's description."""
    return (folder / DESCRIPTION).is_file()


def _read_description(folder: Path) -> dict[str, Any]:
    path = folder / DESCRIPTION
    if not folder.is_dir():
        raise CareDataError(
            "there is no such folder", where=str(folder), remedy="give the folder of a delivery"
        )
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CareDataError(
            f"the folder has no {DESCRIPTION}, so it is no delivery",
            where=str(folder),
            remedy="give a folder made by 'riktning simulate', or add the file",
        ) from None
    except (ValueError, OSError, RecursionError) as error:
        problem = "nested too deep" if isinstance(error, RecursionError) else error
        raise CareDataError(
            f"the file cannot be read as JSON ({problem})",
            where=str(path),
            remedy="correct the file",
        ) from None
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise CareDataError(
            f"the description is not of schema {SCHEMA}",
            where=str(path),
            remedy=f'write an object with "schema": {SCHEMA}',
        )
    return content


def _typed(description: dict[str, Any], key: str, kind: type[_T], where: str) -> _T:
    value = description.get(key)
    if not isinstance(value, kind):
        raise CareDataError(
            f"{key!r} is missing or not {kind.__name__}", where=where, remedy=f"add {key!r}"
        )
    return value


def _optional_int(description: dict[str, Any], key: str, where: str) -> int | None:
    return None if description.get(key) is None else _typed(description, key, int, where)


def _month(description: dict[str, Any], key: str, where: str) -> Month:
    text = _typed(description, key, str, where)
    try:
        return Month.parse(text)
    except RiktningError as error:
        raise CareDataError(f"{key}: {error.what}", where=where, remedy=error.remedy) from None


def _day(description: dict[str, Any], key: str, where: str) -> date:
    text = _typed(description, key, str, where)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CareDataError(
            f"{key}: {text!r} is not a date", where=where, remedy="write it as 2025-12-31"
        ) from None


def _list_tables(folder: Path) -> dict[str, TableFiles]:
    found = {table.name: files for table in TABLES if (files := _files_of(folder, table))}
    if not found:
        raise CareDataError(
            "the delivery holds no table",
            where=str(folder),
            remedy="add for example unit.parquet, person.parquet and contact/2025-01.parquet",
        )
    return found


def _files_of(folder: Path, table: Table) -> TableFiles | None:
    parquet, csv, parts = (folder / f"{table.name}{end}" for end in (".parquet", ".csv", ""))
    present = [path for path in (parquet, csv, parts) if path.exists()]
    if len(present) > 1:
        raise CareDataError(
            f"the table is there twice: {' and '.join(path.name for path in present)}",
            where=f"table {table.name}",
            remedy="keep one of them",
        )
    if not present:
        return None
    if present[0] == parts:
        return TableFiles(table.name, Format.PARQUET, _month_files(parts, table), partitioned=True)
    return TableFiles(table.name, Format(present[0].suffix[1:]), (present[0],))


def _month_files(parts: Path, table: Table) -> tuple[Path, ...]:
    files = tuple(sorted(parts.iterdir())) if parts.is_dir() else ()
    wrong = [
        path.name
        for path in files
        if path.suffix != ".parquet" or not _MONTH_FILE.fullmatch(path.stem)
    ]
    if not table.month_of or wrong or not files:
        problem = f"{wrong[0]!r} is not a month's file" if wrong else "the folder is not expected"
        raise CareDataError(
            problem,
            where=f"table {table.name}",
            remedy="partition large tables as 2025-01.parquet, 2025-02.parquet …"
            if table.month_of
            else f"deliver it as one file {table.name}.parquet",
        )
    return files
