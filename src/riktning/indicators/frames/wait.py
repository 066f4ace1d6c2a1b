"""Frame ``wait``: finished waits under the care guarantee."""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.dates import age_on, days_from, month_of
from riktning.indicators.frames.shape import person_rows


def build(source: Source, request: Request) -> ibis.Table:
    """One row a finished wait, in the month it ended; one that ends before it begins is none."""
    waits = source.need("wait")
    finished = waits.filter(waits.to_date.notnull() & (waits.to_date >= waits.from_date))
    rows = finished.join(source.need("person"), "person_id")
    rows = rows.mutate(
        day=rows.to_date,
        age=age_on(rows.birth_date, rows.to_date),
        month=month_of(rows.to_date),
        days=days_from(rows.from_date, rows.to_date),
    )
    return person_rows(rows, source, request)
