"""Events outside the months that the delivery says it covers, or after it was drawn."""

from collections.abc import Iterator
from functools import partial

import ibis

from riktning.sources.delivery import Delivery
from riktning.sources.quality.footers import Footer
from riktning.sources.quality.gathering import Counted, Rows
from riktning.sources.quality.results import Check, Severity

CHECK = Check(
    "outside_span", Severity.WARNING, "utanför leveransens månader", "outside the delivery's months"
)
FUTURE = Check("future", Severity.WARNING, "efter uttaget", "after the data were drawn")
_ENDS = ("discharged_at", "to_date")
_HAPPENED = (
    "death_date", "discharged_at", "ready_on", "treated_on", "on_date", "started_on", "from_date",
)  # fmt: skip
_PLANNED_AHEAD = ("unit",)  # a unit may open next year


def span_conditions(rows: Rows) -> Iterator[Counted]:
    """What has an end may begin before the span, when it does not end before it."""
    table, data, described = rows.table, rows.data, rows.delivery.delivery
    if not table.month_of:
        return
    first = ibis.literal(described.first_month.first_day, type="date")
    last = ibis.literal(described.last_month.last_day, type="date")
    day = data[table.month_of].cast("date")
    end = next((name for name in _ENDS if name in table.by_name), "")
    ended = data[end].cast("date").fill_null(last) if end else day
    yield Counted(
        CHECK, table.month_of, (ended < first) | (day > last),
        ruled_out=partial(_within, begins=table.month_of, ends=end, delivery=described),
    )  # fmt: skip


def future_conditions(rows: Rows) -> Iterator[Counted]:
    """Days of what has happened, but for the one that the span is held against."""
    table = rows.table
    as_of = ibis.literal(rows.delivery.delivery.as_of, type="date")
    for name in _HAPPENED:
        if name in table.by_name and name != table.month_of and table.name not in _PLANNED_AHEAD:
            day = rows.data[name].cast("date")
            past = partial(Footer.at_most, column=name, bound=rows.delivery.delivery.as_of)
            yield Counted(FUTURE, name, day > as_of, among=name, shown=day, ruled_out=past)


def _within(footer: Footer, begins: str, ends: str, delivery: Delivery) -> bool:
    """Whether footers tell that all lies in the span; what has no end lasts to the last day."""
    first, last = delivery.first_month.first_day, delivery.last_month.last_day
    return footer.at_least(ends or begins, first) and footer.at_most(begins, last)
