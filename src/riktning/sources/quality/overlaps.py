"""Stretches of one person that begin before the one before has ended."""

from collections.abc import Iterator

import ibis

from riktning.sources.contracts import Table
from riktning.sources.opening import OpenDelivery
from riktning.sources.quality.counting import count_where
from riktning.sources.quality.results import Check, CheckResult, Severity

CHECK = Check(
    "overlap", Severity.WARNING, "överlappar föregående period", "overlaps the stretch before",
    tolerated=0.01,  # the later one is taken
)  # fmt: skip
_ONE_AT_A_TIME = {
    "residence": ("person_id",),
    "listing": ("person_id",),
    "monitoring": ("person_id", "group"),
}


def check_overlaps(delivery: OpenDelivery, table: Table) -> Iterator[CheckResult]:
    """People live at one place and are listed at one unit at a time."""
    data, whose = delivery.unjudged(table.name), _ONE_AT_A_TIME.get(table.name, ())
    if data is None or not whose:
        return
    ends = data.to_date.fill_null(ibis.date(9999, 12, 31))
    in_order = ibis.window(group_by=[data[name] for name in whose], order_by=data.from_date)
    spells = data.select("from_date", before=ends.lag().over(in_order))
    found = count_where(table.name, spells, {"overlap": spells.from_date <= spells.before})
    yield CHECK.judge(table.name, "from_date, to_date", found["overlap"])
