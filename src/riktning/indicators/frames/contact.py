"""Frame ``contact``: outpatient contacts of every mode."""

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.codes import with_main_code
from riktning.indicators.frames.shape import person_rows


def build(source: Source, request: Request) -> ibis.Table:
    """One row a contact, in the month it started."""
    coded = "main_code" in request.columns or bool(request.code_flags)
    rows = source.prepared("coded_contact" if coded else "contact")
    rows = rows.mutate(started=rows.day)
    if "main_code" in request.columns:
        rows = with_main_code(rows, source)
    return person_rows(rows, source, request)
