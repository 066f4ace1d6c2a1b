"""Frame ``contact``: outpatient contacts of every mode."""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.dates import age_on, month_of
from riktning.indicators.frames.shape import person_rows


def build(source: Source, request: Request) -> ibis.Table:
    """One row a contact, in the month it started."""
    rows = source.need("contact").join(source.need("person"), "person_id")
    rows = rows.mutate(day=rows.started_at.date())
    rows = rows.mutate(age=age_on(rows.birth_date, rows.day), month=month_of(rows.day))
    return person_rows(rows, source, request)
