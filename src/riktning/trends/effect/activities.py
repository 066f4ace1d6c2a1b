"""Which activities touched which units, and when: from a CSV file."""

import csv
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from riktning.core.errors import RiktningError, SeriesError
from riktning.core.periods import Month
from riktning.trends.effect.finding import Activity

COLUMNS = ("activity", "indicator", "unit", "start")


def read_activities(path: Path) -> tuple[Activity, ...]:
    """Read a CSV file with the columns activity, indicator, unit, start (2024-09).

    A row says that the activity touched the unit from the start of that month, as the indicator
    may show; an activity has one row for each unit and indicator. An empty unit means the region.
    Raises SeriesError naming the file and the row.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SeriesError(
            "the file of activities cannot be read",
            where=str(path),
            remedy=f"give a CSV file in UTF-8 with the columns {', '.join(COLUMNS)}",
        ) from error
    lines = text.splitlines()
    semicolons = bool(lines) and ";" in lines[0]
    reader = csv.DictReader(lines, delimiter=";" if semicolons else ",")
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise SeriesError(
            f"the file of activities lacks the column {missing[0]}",
            where=str(path),
            remedy=f"the first row is {','.join(COLUMNS)}",
        )
    return tuple(_rows(reader, path))


def _rows(reader: "csv.DictReader[str]", path: Path) -> Iterator[Activity]:
    seen: dict[tuple[str, str, str], int] = {}
    for number, row in enumerate(reader, 2):
        where = f"{path}, row {number}"
        activity, indicator, unit = ((row[name] or "").strip() for name in COLUMNS[:3])
        if not activity or not indicator:
            empty = "indicator" if activity else "activity"
            raise SeriesError(
                f"the {empty} is empty", where=where, remedy=f"every row names its {empty}"
            )
        first = seen.setdefault((activity, indicator, unit), number)
        if first != number:
            raise SeriesError(
                f"the activity, indicator and unit are those of row {first}",
                where=where,
                remedy="keep the row with the month that the activity began",
            )
        yield Activity(activity, indicator, unit, _start(row["start"] or "", where))


def _start(text: str, where: str) -> Month:
    try:
        return Month.parse(text.strip())
    except RiktningError as error:
        raise SeriesError(error.what, where=where, remedy=error.remedy) from error


def refuse_unknown_activities(
    activities: Sequence[Activity], indicators: Collection[str], units: Collection[str]
) -> None:
    """Raise SeriesError when an activity names an indicator or a unit that does not exist."""
    for each in activities:
        if each.indicator_id not in indicators:
            raise SeriesError(
                f"the activity {each.activity!r} names {each.indicator_id!r}, "
                "which is no indicator",
                where="activities",
                remedy="see the catalogue for the ids of the indicators",
            )
        if each.unit_id and each.unit_id not in units:
            raise SeriesError(
                f"the activity {each.activity!r} names the unit {each.unit_id!r}, which the run "
                "does not have",
                where="activities",
                remedy="leave unit empty for the region, or give a unit of the run",
            )
