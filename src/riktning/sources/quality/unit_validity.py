"""Events at a unit on a day when it is not valid, or of a kind that has no such events."""

from collections.abc import Iterator

import ibis

from riktning.sources.quality.gathering import Condition, Counted, Rows
from riktning.sources.quality.results import Check, Severity

CHECK = Check(
    "unit_not_valid",
    Severity.WARNING,
    "enheten gäller inte den dagen",
    "the unit is not valid then",
)
KIND = Check(
    "unit_kind", Severity.WARNING, "enhet av fel slag", "a unit of another kind",
    tolerated=0.01,
)  # fmt: skip
KINDS = {
    "listing": ("primary_care",),
    "stay": ("hospital", "clinic", "ward", "team"),
    "ward_day": ("hospital", "clinic", "ward"),
}


def validity_conditions(rows: Rows) -> Iterator[Counted]:
    """Looks at the large tables that name a unit and a day; unknown units are another check's."""
    if not rows.has_units or not rows.table.month_of or rows.spells is None:
        return
    data = rows.data
    day = data[rows.table.month_of].cast("date")
    outside = (day < data.its_opens) | (day > data.its_closes) | _in_a_gap(rows, day)
    yield Counted(CHECK, "unit_id", outside, among="its_unit", shown=data.unit_id)


def kind_conditions(rows: Rows) -> Iterator[Counted]:
    """Tables whose units have to be of a certain kind."""
    kinds = KINDS.get(rows.table.name)
    if kinds and rows.has_units:
        wrong = rows.data.its_kind.notin(kinds)
        yield Counted(KIND, "unit_id", wrong, among="its_unit", shown=rows.data.unit_id)


def _in_a_gap(rows: Rows, day: ibis.expr.types.DateValue) -> Condition:
    closed: Condition = ibis.literal(value=False)
    for unit, gaps in (rows.spells.gaps if rows.spells else {}).items():
        for first, last in gaps:
            between = day.between(ibis.literal(first), ibis.literal(last))
            closed = closed | ((rows.data.unit_id == unit) & between)
    return closed
