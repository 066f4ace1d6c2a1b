"""Frame ``pathway``: finished pathways, in the month treatment began."""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.dates import days_from
from riktning.indicators.frames.shape import person_rows


def build(source: Source, request: Request) -> ibis.Table:
    """One row a pathway; one whose treatment begins before it does is none."""
    pathways = source.prepared("pathway")
    rows = pathways.filter(pathways.day >= pathways.started_on)
    return person_rows(rows.mutate(days=days_from(rows.started_on, rows.day)), source, request)
