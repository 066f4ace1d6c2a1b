"""Brings a frame's rows into their declared shape."""

import ibis

from riktning.catalogue.model import Axis
from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.dates import age_group
from riktning.indicators.frames.homes import with_home

GRID = ("unit_id", "month", "sex", "age_group")
ALL = "all"


def person_rows(rows: ibis.Table, source: Source, request: Request) -> ibis.Table:
    """Grid columns and requested columns of rows with unit_id, day, month, sex and age."""
    if request.axis is Axis.MUNICIPALITY:
        rows = with_home(rows, "day", source)
        rows = rows.mutate(unit_id=rows.home)
    return select_columns(rows.mutate(age_group=age_group(rows.age)), request)


def unit_rows(rows: ibis.Table, request: Request) -> ibis.Table:
    """The same for rows that belong to no person."""
    return select_columns(rows.mutate(sex=ibis.literal(ALL), age_group=ibis.literal(ALL)), request)


def select_columns(rows: ibis.Table, request: Request) -> ibis.Table:
    """Exactly the grid columns, the requested columns and the look-backs, in that order."""
    lookbacks = [lookback.column for lookback in request.lookbacks]
    return rows.select(*GRID, *sorted(request.columns), *lookbacks)
