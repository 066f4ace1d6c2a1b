"""Frame ``wait``: finished waits under the care guarantee."""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.dates import days_from
from riktning.indicators.frames.shape import person_rows


def build(source: Source, request: Request) -> ibis.Table:
    """One row a finished wait, in the month it ended; one that ends before it begins is none."""
    waits = source.prepared("wait")
    rows = waits.filter(waits.to_date >= waits.from_date)
    return person_rows(rows.mutate(days=days_from(rows.from_date, rows.to_date)), source, request)
