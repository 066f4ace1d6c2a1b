"""Frame ``waiting_month``: waits that are open at the end of each month.

The days waited differ every month, so there is a row for each month that a wait is open at the
end of: as many rows as a care unit would count in its own list.
"""

import ibis

from riktning.catalogue.model import Axis
from riktning.indicators.asking import Request, Source
from riktning.indicators.dates import (
    age_group_place,
    age_on,
    days_from,
    last_day,
    month_of,
)
from riktning.indicators.frames.months import each_month
from riktning.indicators.frames.timeline import NEVER, month_after
from riktning.sources.contracts import BY_NAME

_KINDS = BY_NAME["wait"].by_name["kind"].domain


def build(source: Source, request: Request) -> ibis.Table:
    """One row a wait and month, open on its last day and the person alive.

    A wait that ends on the last day is over; it is a finished wait of that month.
    """
    waits = source.prepared("wait").select(
        "person", "unit", "kind", "from_date", "to_date", "patient_chosen", "medical_reason"
    )
    rows = waits.join(source.prepared("person"), "person")
    begins = ibis.greatest(month_of(rows.from_date), source.first.index)
    ends = ibis.least(
        ibis.coalesce(month_of(rows.to_date), NEVER),
        ibis.coalesce(month_of(rows.died), NEVER),
        source.last.index + 1,
    )
    rows = rows.mutate(begins=begins, ends=ends)
    if request.axis is Axis.MUNICIPALITY:
        rows = _at_homes(rows, source)
    rows = each_month(rows, rows.begins, rows.ends - 1)
    day = last_day(rows.month)
    age = age_on(rows.born, day)
    rows = rows.mutate(
        until=(rows.month + 1).cast("int32"),
        age=age,
        age_group=age_group_place(age),
        days=days_from(rows.from_date, day),
        kind=ibis.cases(*((rows.kind == place, text) for place, text in enumerate(_KINDS))),
    )
    return rows.select("unit", "month", "until", "sex", "age_group", *sorted(request.columns))


def _at_homes(rows: ibis.Table, source: Source) -> ibis.Table:
    """The waits in parts that lie at one home each, ``unit`` being the home's."""
    days = source.prepared("who")
    lived = days.select(
        _person="person",
        home="home",
        comes=month_of(days.begin),
        leaves=month_after(days["until"]),
    )
    parts = rows.join(lived, rows.person == lived["_person"])
    return parts.mutate(
        unit=parts.home,
        begins=ibis.greatest(parts.begins, parts.comes),
        ends=ibis.least(parts.ends, parts.leaves),
    )
