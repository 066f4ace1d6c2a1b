"""Frame ``resident_month``: the region's inhabitants at the end of each month."""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.timeline import by_stretch, in_life, shaped, spans
from riktning.indicators.frames.timeline_bits import Stretch
from riktning.indicators.frames.timeline_enrolments import months_by_group
from riktning.indicators.frames.timeline_lookbacks import PERSON, with_lookbacks, with_months

_PREFIX = "mon_"


def build(source: Source, request: Request) -> ibis.Table:
    """Spans of a person alive and living in one of the region's municipalities."""
    return by_stretch(source, lambda stretch: _spans(source, request, stretch))


def _spans(source: Source, request: Request, stretch: Stretch) -> ibis.Table:
    homes = source.prepared("home")
    dwelling = homes.care_home.ifelse("care_home", "own")
    lived = homes.select("person", "begin", "until", unit="home", dwelling=dwelling)
    rows = in_life(lived, source, request, stretch)
    rows, states = with_lookbacks(rows, request, source, stretch)
    groups = sorted(name for name in request.columns if name.startswith(_PREFIX))
    if groups:
        months = months_by_group(source, [name.removeprefix(_PREFIX) for name in groups], stretch)
        months = months.rename({name: name.removeprefix(_PREFIX) for name in groups})
        rows = with_months(rows, months, PERSON)
    return shaped(spans(rows, [*states, *groups], stretch), request)
