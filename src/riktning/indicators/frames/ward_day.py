"""Frame ``ward_day``: wards at 06:00."""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.dates import month_of
from riktning.indicators.frames.shape import unit_rows


def build(source: Source, request: Request) -> ibis.Table:
    """One row a ward and day."""
    rows = source.need("ward_day")
    return unit_rows(rows.mutate(month=month_of(rows.on_date)), request)
