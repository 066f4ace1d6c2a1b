"""Frames whose rows are a prepared table's own: one row an event, in the month of its day."""

from collections.abc import Callable

import ibis

from riktning.indicators.asking import Request, Source
from riktning.indicators.frames.shape import person_rows, unit_rows


def of_persons(table: str) -> Callable[[Source, Request], ibis.Table]:
    """A frame with a row for every row of a person's table."""

    def build(source: Source, request: Request) -> ibis.Table:
        rows = source.prepared(table)
        return person_rows(rows.filter(rows.month.notnull()), source, request)

    return build


def of_units(table: str) -> Callable[[Source, Request], ibis.Table]:
    """A frame with a row for every row of a table without persons."""

    def build(source: Source, request: Request) -> ibis.Table:
        return unit_rows(source.prepared(table), request)

    return build
