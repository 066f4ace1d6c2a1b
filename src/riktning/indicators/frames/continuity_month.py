"""Frame ``continuity_month``: how often listed people meet the same clinician.

Bice and Boxerman, 1977, doi:10.1097/00005650-197704000-00010: with nᵢ visits to clinician i and
N = Σnᵢ, COC = (Σnᵢ² − N) / (N(N − 1)). N and Σnᵢ² are sliding sums: a visit enters in its month
and leaves when the window has passed, and each such change adds its difference. The cost follows
the number of visits, whatever the window's length.
"""

import ibis
from ibis.expr.types import IntegerValue

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.timeline import by_stretch, in_life, shaped, spans
from riktning.indicators.frames.timeline_bits import Stretch
from riktning.indicators.frames.timeline_lookbacks import (
    AT_UNIT,
    in_and_out,
    running,
    with_lookbacks,
)
from riktning.indicators.frames.timeline_masks import needed
from riktning.sources.contracts import BY_NAME

MIN_VISITS = 2  # with fewer, N(N − 1) is 0 and the index does not exist
_MODES = BY_NAME["contact"].by_name["mode"].domain


def build(source: Source, request: Request) -> ibis.Table:
    """Spans of a person alive and listed at a unit, with 2 visits there or more in the window.

    Persons that no definition counts, whatever their visits, are left out: most of the cost is in
    the visits.
    """
    return by_stretch(source, lambda stretch: _spans(source, request, stretch))


def _spans(source: Source, request: Request, stretch: Stretch) -> ibis.Table:
    listed = source.prepared("listed").select("person", "unit", "begin", "until")
    rows = in_life(listed, source, request, stretch)
    rows, states = with_lookbacks(rows, request, source, stretch)
    rows = needed(rows, request, stretch)
    steps = running(_growth(rows, source, request, stretch), ["at"], ["visits", "squares"])
    steps = steps.filter(steps.visits >= MIN_VISITS)
    met = rows.mutate(at=_at(rows)).join(steps, "at")
    met = met.mutate(
        there=met.there & stretch.months(met.since, met.till),
        coc=(met.squares - met.visits) / (met.visits * (met.visits - 1)),
    )
    rows = met.filter(met.there != 0).drop("at", "since", "till")
    return shaped(spans(rows, states, stretch), request)


def _growth(rows: ibis.Table, source: Source, request: Request, stretch: Stretch) -> ibis.Table:
    """at, month: by how much N (visits) and Σnᵢ² (squares) change.

    Of the visits to one clinician in one month each adds its own difference n² − (n − 1)², in
    whatever order they are taken: together they add the month's.
    """
    window = request.whole_option("window_months")
    met = in_and_out(_visits(rows, source, request, stretch), window, stretch)
    upto = ibis.cumulative_window(group_by=["at", "clinician"], order_by="month")
    number = met.change.sum().over(upto).cast("int32")
    grown = met.mutate(number=number)
    return grown.select(
        "at",
        "month",
        visits="change",
        squares=(grown.change * (2 * grown.number - grown.change)).cast("int32"),
    )


def _visits(rows: ibis.Table, source: Source, request: Request, stretch: Stretch) -> ibis.Table:
    """at, clinician, month: visits at units where the person is or was listed, in these rows."""
    contacts = source.prepared("contact")
    modes = [_MODES.index(mode) for mode in request.listed_option("modes")]
    window = request.whole_option("window_months")
    visits = contacts.filter(
        contacts["mode"].isin(modes),
        contacts.clinician.notnull(),
        contacts.month.between(stretch.first - window + 1, stretch.last),
    )
    own = visits.semi_join(rows, list(AT_UNIT))
    return own.select("clinician", "month", at=_at(own))


def _at(rows: ibis.Table) -> IntegerValue:
    """Person and unit as one number, which sorts faster than two."""
    number: IntegerValue = (rows.person.cast("int64") << 16) | rows.unit.cast("int64")
    return number
