"""The targets that a run is judged against: from a CSV file, or the one that is next due."""

import csv
import math
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from riktning.catalogue.model import Words
from riktning.core.errors import RiktningError
from riktning.core.periods import Month
from riktning.trends.faults import Row, fault, no_month, no_number
from riktning.trends.judged import PlannedTarget
from riktning.trends.small_tables import refuse_more_columns, table
from riktning.trends.verdict import Target

COLUMNS = ("indicator_id", "unit_id", "value", "due")
LARGEST = 1e12  # no measure of care reaches it; beyond it a projection is only rounding
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")
_WITH_EXPONENT = re.compile(rf"(?:{_NUMBER.pattern})[eE][+-]?\d+")
_WHAT = Words("filen med mål", "the file of targets")
_TARGETS = Words("mål", "targets")


def read_targets(path: Path) -> tuple[PlannedTarget, ...]:
    """Read targets from a CSV file with the columns indicator_id, unit_id, value, due (2027-12).

    An empty unit_id means the region; the value may have a decimal comma when the columns are
    separated by semicolons. Raises SeriesError naming the file and the row: also for two targets of
    one indicator, unit and month.
    """
    reader = table(path, _WHAT, COLUMNS)
    found: dict[PlannedTarget, int] = {}
    try:
        for row in reader:
            where = Row(str(path), reader.line_num)
            _keep(found, _target(row, where), where)
    except csv.Error as error:
        raise fault(
            Words(
                f"filen med mål är ingen CSV-fil ({error})",
                f"the file of targets is no CSV file ({error})",
            ),
            Row(str(path), reader.line_num + 1),
            Words("skriv en kort rad för varje mål", "write one short row a target"),
        ) from error
    return tuple(found)


def _keep(found: dict[PlannedTarget, int], planned: PlannedTarget, where: Row) -> None:
    """One target a month for an indicator at a unit: two would be two plans."""
    for other, number in found.items():
        if (other.indicator_id, other.unit_id, other.target.due) == (
            planned.indicator_id,
            planned.unit_id,
            planned.target.due,
        ):
            raise fault(
                Words(
                    f"indikator, enhet och månad är desamma som på rad {number}",
                    f"the indicator, unit and month are those of row {number}",
                ),
                where,
                Words("behåll ett av målen", "keep one of the targets"),
            )
    found[planned] = where.number


def _target(row: dict[str, str | None], where: Row) -> PlannedTarget:
    refuse_more_columns(row, where)
    indicator = (row["indicator_id"] or "").strip()
    if not indicator:
        raise fault(
            Words("indicator_id är tomt", "the indicator_id is empty"),
            where,
            Words("ange en indikator", "name an indicator"),
        )
    due = due_month(row["due"] or "", where)
    target = Target(target_value(row["value"] or "", where), due)
    return PlannedTarget(indicator, (row["unit_id"] or "").strip() or None, target)


def target_value(text: str, where: "Row | str") -> float:
    """The value of a target as somebody has written it; SeriesError naming ``where`` if none."""
    cleaned = "".join(text.split()).replace(",", ".").replace("−", "-")
    if not _NUMBER.fullmatch(cleaned):
        if _WITH_EXPONENT.fullmatch(cleaned) and abs(float(cleaned)) > LARGEST:
            return _possible(float(cleaned), where)
        raise no_number(
            Words("målet", "the target"),
            text,
            where,
            Words("skriv det som 61,2", "write it as 61.2"),
        )
    return _possible(float(cleaned), where)


def _possible(value: float, where: "Row | Words | str") -> float:
    """The value, or SeriesError where no series could ever be compared with it."""
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise fault(
            Words(
                "målet är för stort för att vara ett värde av en indikator",
                "the target is too large to be a value of an indicator",
            ),
            where,
            Words(
                "ange det i den enhet som indikatorn visas i",
                "give it in the unit that the indicator is shown in",
            ),
        )
    return value


def due_month(text: str, where: "Row | str") -> Month:
    """The month that somebody has written; SeriesError naming ``where`` if it is none."""
    try:
        return Month.parse(text)
    except RiktningError as error:
        raise no_month(text, where) from error


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
        name, unit = planned.indicator_id, planned.unit_id
        _possible(planned.target.value, Words(f"målet för {name}", f"the target of {name}"))
        if name not in indicators:
            raise fault(
                Words(
                    f"målen nämner {name!r}, som inte är någon indikator",
                    f"the targets name {name!r}, which is no indicator",
                ),
                _TARGETS,
                Words(
                    "se katalogen för indikatorernas id",
                    "see the catalogue for the ids of the indicators",
                ),
            )
        if unit is not None and unit not in units:
            raise fault(
                Words(
                    f"målet för {name} nämner enheten {unit!r}, som körningen inte har",
                    f"the target of {name} names the unit {unit!r}, which the run does not have",
                ),
                _TARGETS,
                Words(
                    "lämna unit_id tomt för regionen, eller ange en enhet i körningen",
                    "leave unit_id empty for the region, or give a unit of the run",
                ),
            )


def refuse_impossible(
    targets: Sequence[PlannedTarget], whole: Mapping[str, float], never_below: Collection[str] = ()
) -> None:
    """Raise SeriesError for a target that no share can be at; ``whole`` is what all of each is.

    The same for one below 0 of the indicators ``never_below``, which have no values there.
    """
    for planned in targets:
        name, value = planned.indicator_id, planned.target.value
        if name in whole and not 0 <= value <= whole[name]:
            raise fault(
                Words(
                    f"ingen andel kan vara vid målet {value:g} för {name}",
                    f"no share can be at the target {value:g} of {name}",
                ),
                _TARGETS,
                Words(
                    f"ange ett tal från 0 till {whole[name]:g}",
                    f"give a number from 0 to {whole[name]:g}",
                ),
            )
        if name in never_below and value < 0:
            raise fault(
                Words(
                    f"inget värde kan vara vid målet {value:g} för {name}",
                    f"no value can be at the target {value:g} of {name}",
                ),
                _TARGETS,
                Words("ange ett tal från 0", "give a number from 0"),
            )
