"""Frame ``unit_month``: the care units that exist at the end of each month."""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.dates import FAR, month_of
from riktning.indicators.frames.timeline import GRID, month_after


def build(source: Source, request: Request) -> ibis.Table:
    """Spans of a unit; where two of its rows overlap, the one that begins later takes over."""
    spells = source.prepared("unit_spell")
    order = ibis.window(group_by="unit", order_by="begin")
    following = (spells.begin.lead().over(order) - ibis.interval(days=1)).cast("date")
    upto = ibis.least(spells["until"], ibis.coalesce(following, FAR))
    rows = spells.select(
        "unit",
        "kind",
        month=ibis.greatest(month_of(spells.begin), source.first.index).cast("int32"),
        until=ibis.least(month_after(upto), source.last.index + 1).cast("int32"),
        sex=ibis.literal(0, "int8"),
        age_group=ibis.literal(0, "int8"),
    )
    return rows.filter(rows.month < rows["until"]).select(*GRID, *sorted(request.columns))
