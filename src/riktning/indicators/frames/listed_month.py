"""Frame ``listed_month``: people listed at primary-care units, at the end of each month."""

import ibis

from riktning.catalogue.model import Axis
from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.timeline import by_stretch, in_life, shaped, spans, within_homes
from riktning.indicators.frames.timeline_bits import Stretch
from riktning.indicators.frames.timeline_lookbacks import with_lookbacks


def build(source: Source, request: Request) -> ibis.Table:
    """Spans of a person alive and listed; ``unit`` is where, or the municipality by axis."""
    return by_stretch(source, lambda stretch: _spans(source, request, stretch))


def _spans(source: Source, request: Request, stretch: Stretch) -> ibis.Table:
    rows = in_life(source.prepared("listed"), source, request, stretch)
    rows, states = with_lookbacks(rows, request, source, stretch)
    if request.axis is Axis.MUNICIPALITY:
        rows = within_homes(rows, source, stretch)
    return shaped(spans(rows, states, stretch), request)
