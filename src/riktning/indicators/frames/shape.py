"""Brings a frame's rows into their declared shape."""

import ibis

from riktning.catalogue.model import Axis
from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.codes import with_code_flags

GRID = ("unit", "month", "sex", "age_group")


def person_rows(rows: ibis.Table, source: Source, request: Request) -> ibis.Table:
    """Grid columns and requested columns of persons' rows with unit and home."""
    if request.axis is Axis.MUNICIPALITY:
        rows = rows.mutate(unit=rows.home)
    return select_columns(with_code_flags(rows, request.code_flags, source), request)


def unit_rows(rows: ibis.Table, request: Request) -> ibis.Table:
    """The same for rows that belong to no person: all in one sex and one age group."""
    nothing = ibis.literal(0, "int8")
    return select_columns(rows.mutate(sex=nothing, age_group=nothing), request)


def select_columns(rows: ibis.Table, request: Request) -> ibis.Table:
    """Exactly the grid columns, the requested columns and the flags, in that order."""
    flags = [flag.column for flag in request.code_flags]
    return rows.select(*GRID, *sorted(request.columns), *flags)
