"""Frame ``elderly_month``: residents aged 75 or over, at the end of each month."""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.dates import age_group, age_on, last_day, month_of
from riktning.indicators.frames.homes import month_span, residence
from riktning.indicators.frames.months import each_month, with_lookbacks
from riktning.indicators.frames.shape import select_columns

ELDERLY = 75


def build(source: Source, request: Request) -> ibis.Table:
    """One row a resident and month: alive, at home in the region and 75 on its last day."""
    lived = residence(source).join(source.need("person"), "person_id")
    arrives, leaves = month_span(lived, "from_date", "until")
    turns = month_of(lived.birth_date) + ELDERLY * 12
    last_alive = ibis.coalesce(month_of(lived.death_date) - 1, source.last.index)
    rows = each_month(
        lived.select("person_id", "birth_date", "sex", "dwelling", unit_id="home",
                     begin=ibis.greatest(arrives, turns, source.first.index),
                     end=ibis.least(leaves, last_alive, source.last.index)),
        ibis._.begin, ibis._.end,
    )  # fmt: skip
    rows = rows.mutate(age=age_on(rows.birth_date, last_day(rows.month)))
    rows = with_lookbacks(rows.filter(rows.age >= ELDERLY), request.lookbacks, source)
    return select_columns(rows.mutate(age_group=age_group(rows.age)), request)
