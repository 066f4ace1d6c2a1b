"""Which activities touched which units, and when: from a CSV file."""

import csv
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from riktning.catalogue.model import Words
from riktning.core.errors import RiktningError, SeriesError
from riktning.core.periods import Month
from riktning.trends.effect.finding import Activity
from riktning.trends.faults import Row, fault, no_month
from riktning.trends.small_tables import refuse_more_columns, table

COLUMNS = ("activity", "indicator", "unit", "start")
_WHAT = Words("filen med aktiviteter", "the file of activities")
_ACTIVITIES = Words("aktiviteter", "activities")
_ACTIVITY, _INDICATOR = Words("aktivitet", "activity"), Words("indikator", "indicator")


def read_activities(path: Path) -> tuple[Activity, ...]:
    """Read a CSV file with the columns activity, indicator, unit, start (2024-09).

    A row says that the activity touched the unit from the start of that month, as the indicator
    may show; an activity has one row for each unit and indicator. An empty unit means the region.
    Raises SeriesError naming the file and the row.
    """
    reader = table(path, _WHAT, COLUMNS)
    try:
        return tuple(_rows(reader, path))
    except csv.Error as error:
        raise fault(
            Words(
                f"filen med aktiviteter är ingen CSV-fil ({error})",
                f"the file of activities is no CSV file ({error})",
            ),
            Row(str(path), reader.line_num + 1),
            Words("skriv en kort rad för varje aktivitet", "write one short row an activity"),
        ) from error


def _rows(reader: "csv.DictReader[str]", path: Path) -> Iterator[Activity]:
    seen: dict[tuple[str, str, str], int] = {}
    for row in reader:
        where = Row(str(path), reader.line_num)
        refuse_more_columns(row, where)
        activity, indicator, unit = ((row[name] or "").strip() for name in COLUMNS[:3])
        if not activity or not indicator:
            raise _empty(_INDICATOR if activity else _ACTIVITY, where)
        first = seen.setdefault((activity, indicator, unit), where.number)
        if first != where.number:
            raise fault(
                Words(
                    f"aktivitet, indikator och enhet är desamma som på rad {first}",
                    f"the activity, indicator and unit are those of row {first}",
                ),
                where,
                Words(
                    "behåll raden med den månad då aktiviteten började",
                    "keep the row with the month that the activity began",
                ),
            )
        yield Activity(activity, indicator, unit, _start(row["start"] or "", where))


def _empty(name: Words, where: Row) -> SeriesError:
    return fault(
        Words(f"{name.sv} är tom", f"the {name.en} is empty"),
        where,
        Words(f"varje rad anger sin {name.sv}", f"every row names its {name.en}"),
    )


def _start(text: str, where: Row) -> Month:
    try:
        return Month.parse(text.strip())
    except RiktningError as error:
        raise no_month(text, where) from error


def refuse_unknown_activities(
    activities: Sequence[Activity], indicators: Collection[str], units: Collection[str]
) -> None:
    """Raise SeriesError when an activity names an indicator or a unit that does not exist."""
    for each in activities:
        if each.indicator_id not in indicators:
            raise fault(
                Words(
                    f"aktiviteten {each.activity!r} nämner {each.indicator_id!r}, "
                    "som inte är någon indikator",
                    f"the activity {each.activity!r} names {each.indicator_id!r}, "
                    "which is no indicator",
                ),
                _ACTIVITIES,
                Words(
                    "se katalogen för indikatorernas id",
                    "see the catalogue for the ids of the indicators",
                ),
            )
        if each.unit_id and each.unit_id not in units:
            raise fault(
                Words(
                    f"aktiviteten {each.activity!r} nämner enheten {each.unit_id!r}, "
                    "som körningen inte har",
                    f"the activity {each.activity!r} names the unit {each.unit_id!r}, "
                    "which the run does not have",
                ),
                _ACTIVITIES,
                Words(
                    "lämna unit tomt för regionen, eller ange en enhet i körningen",
                    "leave unit empty for the region, or give a unit of the run",
                ),
            )
