"""Frame ``stay``: finished inpatient stays, one a clinic."""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.dates import days_from
from riktning.indicators.frames.codes import with_main_code
from riktning.indicators.frames.shape import person_rows


def build(source: Source, request: Request) -> ibis.Table:
    """One row a finished stay, in the month of discharge."""
    stays = source.prepared("stay")
    rows = stays.filter(stays.discharged.notnull())
    inside = (rows.ready_on >= rows.admitted) & (rows.ready_on <= rows.discharged)
    rows = rows.mutate(
        started=rows.admitted,
        length_days=ibis.greatest(1, days_from(rows.admitted, rows.discharged)),
        ready_days=inside.ifelse(days_from(rows.ready_on, rows.discharged), ibis.null("int32")),
    )
    if "main_code" in request.columns:
        rows = with_main_code(rows, source)
    return person_rows(rows, source, request)
