"""Months in which a unit's volume breaks off from its own usual volume."""

from collections.abc import Iterator, Sequence
from statistics import median

from riktning.core.periods import Month
from riktning.sources.contracts import Table
from riktning.sources.faults import reading
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.results import Check, CheckResult, Finding, Severity

CHECK = Check(
    "volume_break",
    Severity.WARNING,
    "månader med brott i volymen för en enhet",
    "months with a break in a unit's volume",
    "månader",
    "months",
)
SMALLEST_MEDIAN = 30  # below this a month may differ a lot by chance alone
FACTOR = 3.0


def broken_months(counts: Sequence[int]) -> list[int]:
    """Positions where a month is less than a third or more than three times the unit's median.

    ``counts`` are consecutive months from the unit's first to its last month with rows; those two
    may be partial and are left out. Units with a median below 30 are not judged.
    """
    usual = median(counts)
    if usual < SMALLEST_MEDIAN:
        return []
    inner = range(1, len(counts) - 1)
    return [n for n in inner if counts[n] * FACTOR < usual or counts[n] > usual * FACTOR]


def check_volumes(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """Looks at the tables partitioned by month that name a unit. Counts unit-months."""
    data = delivery.unjudged(table.name)
    if data is None or not table.month_of or "unit_id" not in table.by_name:
        return
    month = data[table.month_of].cast("date").truncate("M")
    with reading(table.name):
        rows = (
            data.filter(data.unit_id.notnull() & data[table.month_of].notnull())
            .group_by(unit_id="unit_id", month=month)
            .aggregate(count=lambda group: group.count())
            .order_by("unit_id", "month")
            .to_pyarrow()
            .to_pylist()
        )
    units: dict[str, dict[Month, int]] = {}
    for row in rows:
        units.setdefault(row["unit_id"], {})[Month.of(row["month"])] = row["count"]
    broken, judged, example = 0, 0, ""
    for unit, found in units.items():
        first, last = min(found), max(found)
        counts = [found.get(Month.from_index(i), 0) for i in range(first.index, last.index + 1)]
        positions = broken_months(counts)
        judged += len(counts)
        broken += len(positions)
        if positions and not example:
            example = f"{unit} {first.plus(positions[0])}"
    yield CHECK.judge(table.name, "unit_id", Finding(broken, judged, example))
