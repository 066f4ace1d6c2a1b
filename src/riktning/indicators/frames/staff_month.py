"""Frame ``staff_month``: staff and their cost."""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.dates import month_of
from riktning.indicators.frames.shape import unit_rows


def build(source: Source, request: Request) -> ibis.Table:
    """One row a unit, month and profession."""
    rows = source.need("staff_month")
    return unit_rows(rows.mutate(month=month_of(rows.month)), request)
