"""Events outside the months that the delivery says it covers."""

from collections.abc import Iterator

import ibis

from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import count_where
from riktning.sources.quality.results import Check, CheckResult, Severity

CHECK = Check(
    "outside_span", Severity.WARNING, "utanför leveransens månader", "outside the delivery's months"
)


_ENDS = ("discharged_at", "to_date")


def check_spans(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """What has an end may begin before the span, when it does not end before it."""
    data = delivery.unjudged(table.name)
    if data is None or not table.month_of:
        return
    first = ibis.literal(delivery.delivery.first_month.first_day, type="date")
    last = ibis.literal(delivery.delivery.last_month.last_day, type="date")
    day = data[table.month_of].cast("date")
    end = next((name for name in _ENDS if name in table.by_name), "")
    ended = data[end].cast("date").fill_null(last) if end else day
    found = count_where(table.name, data, {"outside": (ended < first) | (day > last)})
    yield CHECK.judge(table.name, table.month_of, found["outside"])
