"""Frame ``stay``: finished inpatient stays, one a clinic."""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.codes import with_main_code
from riktning.indicators.frames.dates import age_on, days_from, month_of
from riktning.indicators.frames.shape import person_rows


def dated_stays(source: Source) -> ibis.Table:
    """The stays with local dates; one that ends before it begins has no length and is left out."""
    stays = source.need("stay")
    dated = stays.mutate(admitted=stays.admitted_at.date(), discharged=stays.discharged_at.date())
    return dated.filter(dated.discharged.isnull() | (dated.discharged >= dated.admitted))


def build(source: Source, request: Request) -> ibis.Table:
    """One row a finished stay, in the month of discharge."""
    stays = dated_stays(source)
    finished = stays.filter(stays.discharged.notnull())
    rows = finished.join(source.need("person"), "person_id")
    inside = (rows.ready_on >= rows.admitted) & (rows.ready_on <= rows.discharged)
    rows = rows.mutate(
        day=rows.discharged,
        age=age_on(rows.birth_date, rows.discharged),
        month=month_of(rows.discharged),
        length_days=ibis.greatest(1, days_from(rows.admitted, rows.discharged)),
        ready_days=inside.ifelse(days_from(rows.ready_on, rows.discharged), ibis.null("int32")),
    )
    if "main_code" in request.columns:
        rows = with_main_code(rows, "stay_id", source)
    return person_rows(rows, source, request)
