"""Events at a unit on a day when the unit is not valid."""

from collections.abc import Iterator

from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import one_row
from riktning.sources.quality.results import Check, CheckResult, Finding, Severity

CHECK = Check(
    "unit_not_valid",
    Severity.WARNING,
    "enheten gäller inte den dagen",
    "the unit is not valid then",
)


def check_unit_validity(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """Looks at the large tables that name a unit and a day; unknown units are another check's."""
    data, unit = delivery.unjudged(table.name), delivery.unjudged("unit")
    if data is None or unit is None or not table.month_of or "unit_id" not in table.by_name:
        return
    days = data.group_by(unit_id="unit_id", day=data[table.month_of].cast("date")).aggregate(
        rows=lambda group: group.count()
    )
    spells = unit.select(own="unit_id", opens="from_date", closes="to_date")
    joined = days.join(spells, days.unit_id == spells.own)
    valid = (joined.day >= joined.opens) & (joined.closes.isnull() | (joined.day <= joined.closes))
    judged = (
        joined.mutate(valid=valid)
        .group_by("unit_id", "day")
        .aggregate(rows=lambda spell: spell.rows.max(), valid=lambda spell: spell.valid.any())
    )
    outside = judged.rows.sum(where=~judged.valid).fill_null(0)
    row = one_row(table.name, judged.aggregate(rows=judged.rows.sum().fill_null(0), failed=outside))
    failed, rows = row["failed"], row["rows"]
    yield CHECK.judge(table.name, "unit_id", Finding(int(failed), int(rows)))
