"""The file that says which measures follow which indicator lines."""

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from riktning.core.errors import DocumentError, RiktningError
from riktning.core.periods import Month

COLUMNS = ("area", "indicator", "measure", "unit_id", "target", "due")
NEEDED = COLUMNS[:3]
LARGEST = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One row of the file; an empty unit is the region, target and due may both be empty."""

    area: str
    indicator: str
    indicator_id: str
    unit_id: str | None
    value: float | None
    due: Month | None
    row: int


def read_links(path: Path) -> list[LinkRow]:
    """Read the CSV file (comma or semicolon, UTF-8); DocumentError names the row that is wrong."""
    text = _text(path)
    first = text.split("\n", 1)[0]
    rows = csv.DictReader(text.splitlines(), delimiter=";" if first.count(";") >= 3 else ",")
    missing = [name for name in NEEDED if name not in _names(rows, path)]
    if missing:
        raise DocumentError(
            f"the columns {', '.join(missing)} are missing",
            where=path.name,
            remedy=f"the first line names the columns: {', '.join(COLUMNS)}",
        )
    links = [
        _link(row, f"{path.name}, line {rows.line_num}", rows.line_num)
        for row in _readable(rows, path)
    ]
    if not links:
        raise DocumentError("there is no link in the file", where=path.name, remedy="add a row")
    return links


def _names(rows: "csv.DictReader[str]", path: Path) -> Sequence[str]:
    try:
        return rows.fieldnames or []
    except csv.Error as error:
        raise _unreadable(path, 1) from error


def _readable(
    rows: "csv.DictReader[str]", path: Path
) -> Iterator[dict[str | None, str | list[str] | None]]:
    """The rows, or one sentence when the parser gives up: a quotation mark that is never closed."""
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise _unreadable(path, rows.line_num + 1) from error
        if row is None:
            return
        if row.get(None):
            raise DocumentError(
                "the row has more fields than there are columns",
                where=f"{path.name}, line {rows.line_num}",
                remedy="put quotation marks around a text that holds the separator",
            )
        yield row


def _unreadable(path: Path, line: int) -> DocumentError:
    return DocumentError(
        f"a field is longer than {csv.field_size_limit()} characters",
        where=f"{path.name}, line {line}",
        remedy="close the quotation mark that opens it",
    )


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise DocumentError(
                "more than 5 MB is no list of links", where=path.name, remedy="check the file"
            )
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            "the file is not text in UTF-8", where=path.name, remedy="save it as CSV in UTF-8"
        ) from error
    except OSError as error:
        raise DocumentError(
            f"the file cannot be opened ({error.strerror})",
            where=path.name,
            remedy="check the name and that you may read it",
        ) from error


def _link(row: Mapping[Any, Any], where: str, line: int) -> LinkRow:
    value = {name: (row.get(name) or "").strip() for name in COLUMNS}
    empty = [name for name in NEEDED if not value[name]]
    if empty:
        raise DocumentError(f"{', '.join(empty)} is empty", where=where, remedy="fill it in")
    return LinkRow(
        area=value["area"],
        indicator=value["indicator"],
        indicator_id=value["measure"],
        unit_id=value["unit_id"] or (row.get("unit") or "").strip() or None,
        value=_number(value["target"], where),
        due=_month(value["due"], where),
        row=line,
    )


def _number(text: str, where: str) -> float | None:
    """``61,2`` or ``61.2``."""
    if not text:
        return None
    try:
        number = float(text.replace(",", ".").replace("\u00a0", "").replace(" ", ""))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise DocumentError(
            f"the target {text!r} is no number", where=where, remedy="write it as 61.2"
        )
    return number


def _month(text: str, where: str) -> Month | None:
    """A month as ``2027-12``; a whole date or a year stands for its last month."""
    if not text:
        return None
    if len(text) == 4 and text.isdigit():
        text = f"{text}-12"
    try:
        return Month.parse(text[:7])
    except RiktningError as error:
        raise DocumentError(error.what, where=where, remedy="write it as 2027-12") from error
