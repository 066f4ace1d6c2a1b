"""Frame ``continuity_month``: how often listed people meet the same clinician.

Bice and Boxerman, 1977, doi:10.1097/00005650-197704000-00010: with nᵢ visits to clinician i and
N = Σnᵢ, COC = (Σnᵢ² − N) / (N(N − 1)). N and Σnᵢ² are sliding sums: a visit enters in its month
and leaves when the window has passed, and each such change adds its difference. The cost follows
the number of visits, whatever the window's length.
"""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.dates import age_on, last_day, month_of
from riktning.indicators.frames.homes import month_span, spells
from riktning.indicators.frames.months import each_month, with_lookbacks
from riktning.indicators.frames.shape import person_rows

MIN_VISITS = 2  # with fewer, N(N − 1) is 0 and the index does not exist


def build(source: Source, request: Request) -> ibis.Table:
    """One row a person and month, listed and alive on its last day, with 2 visits or more."""
    listed = spells(source.need("listing"))
    steps = _steps(_visits(source, request, listed), request.whole_option("window_months"))
    rows = _listed_months(steps, listed, source)
    rows = rows.mutate(
        age=age_on(rows.birth_date, last_day(rows.month)),
        coc=(rows.squares - rows.visits) / (rows.visits * (rows.visits - 1)),
    )
    return person_rows(with_lookbacks(rows, request.lookbacks, source), source, request)


def _visits(source: Source, request: Request, listed: ibis.Table) -> ibis.Table:
    """Visits a person, own unit, clinician and month."""
    contacts = source.need("contact")
    visits = contacts.filter(
        contacts["mode"].isin(request.listed_option("modes")) & contacts.clinician_id.notnull()
    )
    own = visits.semi_join(listed, ["person_id", "unit_id"])
    dated = own.mutate(month=month_of(own.started_at.date()))
    return dated.group_by("person_id", "unit_id", "clinician_id", "month").aggregate(
        change=dated.count()
    )


def _steps(visits: ibis.Table, window: int) -> ibis.Table:
    """Stretches of months with one N (visits) and Σnᵢ² (squares), a person and unit."""
    leaving = visits.mutate(month=(visits.month + window).cast("int32"), change=-visits.change)
    both = visits.union(leaving)
    one = ["person_id", "unit_id", "clinician_id"]
    changes = both.group_by(*one, "month").aggregate(change=both.change.sum())
    running = ibis.cumulative_window(group_by=one, order_by="month")
    counted = changes.mutate(after=changes.change.sum().over(running))
    before = counted.after - counted.change
    squared = counted.mutate(growth=counted.after * counted.after - before * before)
    by_unit = squared.group_by("person_id", "unit_id", "month").aggregate(
        change=squared.change.sum(), growth=squared.growth.sum()
    )
    own = ibis.cumulative_window(group_by=["person_id", "unit_id"], order_by="month")
    ordered = ibis.window(group_by=["person_id", "unit_id"], order_by="month")
    steps = by_unit.select(
        who="person_id",
        where="unit_id",
        since="month",
        till=ibis.coalesce(by_unit.month.lead().over(ordered) - 1, by_unit.month),
        visits=by_unit.change.sum().over(own).cast("int64"),
        squares=by_unit.growth.sum().over(own).cast("int64"),
    )
    return steps.filter(steps.visits >= MIN_VISITS)


def _listed_months(steps: ibis.Table, listed: ibis.Table, source: Source) -> ibis.Table:
    """The steps where the person is listed at that very unit, month by month."""
    begin, end = month_span(listed, "from_date", "until")
    bounds = listed.select("person_id", "unit_id", begin=begin, end=end)
    met = bounds.join(steps, (bounds.person_id == steps.who) & (bounds.unit_id == steps.where))
    met = met.join(source.need("person"), "person_id")
    last_alive = ibis.coalesce(month_of(met.death_date) - 1, source.last.index)
    return each_month(
        met.drop("who", "where"),
        ibis.greatest(met.begin, met.since, source.first.index),
        ibis.least(met.end, met.till, last_alive, source.last.index),
    )
