"""Human statuses from a CSV file: read and checked row by row before anything is stored."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from riktning.core.errors import RiktningError

COLUMNS = ("area", "indicator", "unit", "as_of", "status", "comment", "role")
REQUIRED = ("area", "as_of", "status", "role")
_STATUS = {
    "green": "green",
    "grön": "green",
    "yellow": "yellow",
    "gul": "yellow",
    "red": "red",
    "röd": "red",
    "not_measured": "not_measured",
    "mäts inte": "not_measured",
}


class AssessmentError(RiktningError):
    """A human status cannot be stored as given."""


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One row: ``indicator`` empty means the whole area, ``unit`` empty means the region."""

    where: str
    area: str
    indicator: str
    unit_id: str
    as_of: date
    status: str
    comment: str
    role: str


def read_assessments(path: Path) -> list[AssessmentRow]:
    """Every row of the file; AssessmentError names the row that is wrong."""
    return list(_rows(path, _text(path)))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise AssessmentError(f"cannot be read ({error.strerror})", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise AssessmentError(
            "is not text in UTF-8", where=str(path), remedy="save it as CSV UTF-8"
        ) from error


def _rows(path: Path, text: str) -> Iterator[AssessmentRow]:
    lines = text.splitlines()
    delimiter = ";" if lines and ";" in lines[0] else ","
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        raise AssessmentError(
            f"columns are missing: {', '.join(missing)}",
            where=str(path),
            remedy=f"the first row names the columns {', '.join(COLUMNS)}",
        )
    try:
        for row in reader:
            where = f"{path.name} row {reader.line_num}"
            yield _row({key: (row.get(key) or "").strip() for key in COLUMNS}, where)
    except csv.Error as error:
        raise AssessmentError(
            f"is not CSV ({error})", where=f"{path.name} row {reader.line_num}"
        ) from error


def _row(row: Mapping[str, str], where: str) -> AssessmentRow:
    empty = [name for name in REQUIRED if not row[name]]
    if empty:
        raise AssessmentError(f"{', '.join(empty)} is empty", where=where)
    status = _STATUS.get(row["status"].casefold())
    if status is None:
        raise AssessmentError(
            f"{row['status']!r} is no status",
            where=where,
            remedy="write green, yellow, red or not_measured",
        )
    return AssessmentRow(
        where=where,
        area=row["area"],
        indicator=row["indicator"],
        unit_id=row["unit"],
        as_of=_day(row["as_of"], where),
        status=status,
        comment=row["comment"],
        role=row["role"],
    )


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise AssessmentError(
            f"{text!r} is not a date", where=where, remedy="write it as 2025-12-31"
        ) from error
