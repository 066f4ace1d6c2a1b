"""Frame ``continuity_month``: how often listed people meet the same clinician.

Bice and Boxerman, 1977, doi:10.1097/00005650-197704000-00010: with nᵢ visits to clinician i and
N = Σnᵢ, COC = (Σnᵢ² − N) / (N(N − 1)). N and Σnᵢ² are sliding sums: a visit enters in its month
and leaves when the window has passed, and each such change adds its difference. The cost follows
the number of visits, whatever the window's length.
"""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.timeline import by_stretch, in_life, shaped, spans
from riktning.indicators.frames.timeline_bits import Stretch
from riktning.indicators.frames.timeline_lookbacks import (
    AT_UNIT,
    cut_by,
    running,
    turning,
    with_lookbacks,
)
from riktning.sources.contracts import BY_NAME

MIN_VISITS = 2  # with fewer, N(N − 1) is 0 and the index does not exist
_MODES = BY_NAME["contact"].by_name["mode"].domain


def build(source: Source, request: Request) -> ibis.Table:
    """Spans of a person alive and listed at a unit, with 2 visits there or more in the window."""
    return by_stretch(source, lambda stretch: _spans(source, request, stretch))


def _spans(source: Source, request: Request, stretch: Stretch) -> ibis.Table:
    listed = source.prepared("listed").select("person", "unit", "begin", "until")
    rows = in_life(listed, source, request, stretch)
    steps = _steps(_visits(source, request, stretch), request, stretch)
    rows = cut_by(rows, steps, AT_UNIT, stretch)
    rows, states = with_lookbacks(
        rows.filter(rows.visits >= MIN_VISITS), request.lookbacks, source, stretch
    )
    coc = (rows.squares - rows.visits) / (rows.visits * (rows.visits - 1))
    return shaped(spans(rows.mutate(coc=coc), states, stretch), request)


def _visits(source: Source, request: Request, stretch: Stretch) -> ibis.Table:
    """Visits a person, own unit, clinician and month."""
    contacts = source.prepared("contact")
    modes = [_MODES.index(mode) for mode in request.listed_option("modes")]
    window = request.whole_option("window_months")
    visits = contacts.filter(
        contacts["mode"].isin(modes),
        contacts.clinician.notnull(),
        contacts.month.between(stretch.first - window + 1, stretch.last),
    )
    own = visits.semi_join(source.prepared("listed"), list(AT_UNIT))
    return own.group_by(*AT_UNIT, "clinician", "month").aggregate(met=own.count().cast("int32"))


def _steps(visits: ibis.Table, request: Request, stretch: Stretch) -> ibis.Table:
    """N (visits) and Σnᵢ² (squares) as steps, a person and unit."""
    window = request.whole_option("window_months")
    one = [*AT_UNIT, "clinician"]
    met = running(turning(visits, ["met"], window, stretch), one, ["met"])
    order = ibis.window(group_by=one, order_by="since")
    before = ibis.coalesce(met.met.lag().over(order), 0)
    growth = met.select(
        *AT_UNIT,
        month="since",
        visits=met.met - before,
        squares=met.met * met.met - before * before,
    )
    return running(growth, AT_UNIT, ["visits", "squares"])
