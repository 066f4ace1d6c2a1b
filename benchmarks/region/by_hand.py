"""Runs the hand-written statements: all months at once or some months, and checks the numbers."""

import time
from datetime import date, datetime, timedelta
from datetime import time as clock
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from region.data import span, views
from region.keys import keys_of
from region.statements import MACROS, STATEMENTS, Statement, parameters
from riktning.catalogue import load
from riktning.indicators.runs import read_manifest, read_units


def whole(data: str, memory: str, run: str) -> dict[str, Any]:
    """Each statement over all months, its numbers held against the run's cells."""
    connection, codes = _connection(data, memory), _codes()
    first, after, as_of = span(Path(data))
    dates = {"first": _midnight(first), "after": _midnight(after), "as_of": as_of}
    found = []
    for statement in STATEMENTS:
        start = time.perf_counter()
        rows = connection.execute(
            statement.sql, parameters(statement, codes, dates)
        ).to_arrow_table()
        seconds = time.perf_counter() - start
        wrong, cells = compared(connection, statement, rows, Path(run))
        one = {"indicator": statement.indicator, "frame": statement.frame, "seconds": seconds}
        found.append(one | {"cells": cells, "different": wrong})
    return {"seconds": sum(one["seconds"] for one in found), "statements": found}


def monthly(data: str, memory: str, months: list[int]) -> dict[str, Any]:
    """Each statement for a few single months; seconds a statement and month."""
    connection, codes = _connection(data, memory), _codes()
    first, _, as_of = span(Path(data))
    found = []
    for statement in STATEMENTS:
        spent = []
        for number in months:
            begin = _later(first, number)
            dates = {
                "first": _midnight(begin),
                "after": _midnight(_later(begin, 1)),
                "as_of": as_of,
            }
            start = time.perf_counter()
            connection.execute(statement.sql, parameters(statement, codes, dates)).to_arrow_table()
            spent.append(time.perf_counter() - start)
        found.append({"indicator": statement.indicator, "seconds": sum(spent) / len(spent)})
    return {"seconds": sum(one["seconds"] for one in found), "statements": found}


def compared(
    connection: duckdb.DuckDBPyConnection, statement: Statement, rows: pa.Table, run: Path
) -> tuple[int, int]:
    """How many cells differ between a statement and the run, and how many there are.

    A row at a unit that does not exist in its month has no cell, and is left out here as there.
    """
    numerator, denominator = (f"{statement.indicator}__{p}" for p in ("numerator", "denominator"))
    (file,) = (f for f in (run / "cells").glob("*.parquet") if numerator in _columns(f))
    divides = denominator in _columns(file)
    connection.register("by_hand", rows)
    connection.register("keys", _keys(run))
    query = f"""
    WITH ours AS (
      SELECT unit_id, month, sex, age_group, {numerator} AS n, {denominator if divides else 0} AS d
      FROM '{file}' JOIN keys USING (cell)),
    theirs AS (
      SELECT unit_id, month, sex, age_group, numerator AS n,
             {"denominator" if divides else 0} AS d FROM by_hand)
    SELECT count(*) FILTER (
             abs(ours.n - coalesce(theirs.n, 0)) > {statement.tolerance} * greatest(1, ours.d)
             OR ours.d <> coalesce(theirs.d, 0)),
           count(*) FILTER (ours.n <> 0 OR ours.d <> 0)
    FROM ours LEFT JOIN theirs USING (unit_id, month, sex, age_group)
    """
    (wrong, cells) = connection.execute(query).fetchone() or (-1, 0)
    connection.unregister("by_hand")
    return int(wrong), int(cells)


@cache
def _keys(run: Path) -> pa.Table:
    manifest = read_manifest(run)
    return keys_of(read_units(run), manifest.first_month, manifest.last_month)


def _columns(file: Path) -> list[str]:
    return list(pq.read_schema(file).names)


def _connection(data: str, memory: str) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(f"SET memory_limit = '{memory}'")
    connection.execute("SET enable_progress_bar = false")
    for statement in [*views(Path(data)), *MACROS.strip().split(";\n")]:
        connection.execute(statement)
    return connection


def _codes() -> dict[str, tuple[str, ...]]:
    return {name: found.codes for name, found in load().codes.items()}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, clock())


def _later(day: date, months: int) -> date:
    for _ in range(months):
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return day
