"""The targets that a run is judged against: from a CSV file, or the one that is next due."""

import csv
import math
from collections.abc import Collection, Sequence
from pathlib import Path

from riktning.core.errors import RiktningError, SeriesError
from riktning.core.periods import Month
from riktning.trends.judged import PlannedTarget
from riktning.trends.verdict import Target

COLUMNS = ("indicator_id", "unit_id", "value", "due")
LARGEST = 1e12  # no measure of care reaches it; beyond it a projection is only rounding
_BEYOND = "beyond the last column"


def read_targets(path: Path) -> tuple[PlannedTarget, ...]:
    """Read targets from a CSV file with the columns indicator_id, unit_id, value, due (2027-12).

    An empty unit_id means the region; the value may have a decimal comma when the columns are
    separated by semicolons. Raises SeriesError naming the file and the row.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SeriesError(
            "the file of targets cannot be read",
            where=str(path),
            remedy=f"give a CSV file in UTF-8 with the columns {', '.join(COLUMNS)}",
        ) from error
    lines = text.splitlines()
    semicolons = bool(lines) and ";" in lines[0]
    reader = csv.DictReader(lines, delimiter=";" if semicolons else ",", restkey=_BEYOND)
    try:
        return _rows(reader, path)
    except csv.Error as error:
        raise SeriesError(
            f"the file of targets is no CSV file ({error})",
            where=f"{path}, row {reader.line_num + 1}",
            remedy="write one short row a target",
        ) from error


def _rows(reader: "csv.DictReader[str]", path: Path) -> tuple[PlannedTarget, ...]:
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise SeriesError(
            f"the file of targets lacks the column {missing[0]}",
            where=str(path),
            remedy=f"the first row is {','.join(COLUMNS)}",
        )
    return tuple(_target(row, f"{path}, row {number}") for number, row in enumerate(reader, 2))


def _target(row: dict[str, str | None], where: str) -> PlannedTarget:
    if _BEYOND in row:
        raise SeriesError(
            "the row has more columns than the first row",
            where=where,
            remedy="separate the columns by semicolons where the figures have a decimal comma",
        )
    indicator = (row["indicator_id"] or "").strip()
    if not indicator:
        raise SeriesError("the indicator_id is empty", where=where, remedy="name an indicator")
    due = _due(row["due"] or "", where)
    target = Target(_value(row["value"] or "", where), due)
    return PlannedTarget(indicator, (row["unit_id"] or "").strip() or None, target)


def _value(text: str, where: str) -> float:
    cleaned = "".join(text.split()).replace(",", ".").replace("−", "-")
    if not cleaned.replace(".", "", 1).lstrip("+-").isdecimal():
        raise SeriesError(
            f"the target {text!r} is not a number", where=where, remedy="write it as 61.2"
        )
    return _possible(float(cleaned), where)


def _possible(value: float, where: str) -> float:
    """The value, or SeriesError where no series could ever be compared with it."""
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise SeriesError(
            "the target is too large to be a value of an indicator",
            where=where,
            remedy="give it in the unit that the indicator is shown in",
        )
    return value


def _due(text: str, where: str) -> Month:
    try:
        return Month.parse(text)
    except RiktningError as error:
        raise SeriesError(error.what, where=where, remedy=error.remedy) from error


def next_due(targets: Sequence[Target], last: Month) -> Target:
    """The first target due at or after the last month; the latest one when all are past."""
    ahead = [target for target in targets if target.due >= last]
    if ahead:
        return min(ahead, key=lambda target: target.due)
    return max(targets, key=lambda target: target.due)


def refuse_unknown(
    targets: Sequence[PlannedTarget], indicators: Collection[str], units: Collection[str]
) -> None:
    """Raise SeriesError when a target names an indicator or a unit that does not exist.

    The same for a value that no indicator can have, wherever the target came from.
    """
    for planned in targets:
        _possible(planned.target.value, f"the target of {planned.indicator_id}")
        if planned.indicator_id not in indicators:
            raise SeriesError(
                f"the targets name {planned.indicator_id!r}, which is no indicator",
                where="targets",
                remedy="see the catalogue for the ids of the indicators",
            )
        if planned.unit_id is not None and planned.unit_id not in units:
            raise SeriesError(
                f"the target of {planned.indicator_id} names the unit {planned.unit_id!r}, "
                "which the run does not have",
                where="targets",
                remedy="leave unit_id empty for the region, or give a unit of the run",
            )
