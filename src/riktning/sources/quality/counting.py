"""Count the rows that a condition holds for, in one aggregation a table."""

from collections.abc import Mapping
from threading import Lock
from typing import Any

import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend

from riktning.sources.faults import reading
from riktning.sources.quality.results import Finding

_WRITING = Lock()  # tables are judged while others are looked through, and Ibis is the process's


def count_where(
    name: str, table: ibis.Table, conditions: Mapping[str, ibis.expr.types.BooleanValue]
) -> dict[str, Finding]:
    """Condition's name → how many rows it holds for (null counts as no), of how many rows."""
    measures = {
        f"n{number}": condition.fill_null(False).sum()
        for number, condition in enumerate(conditions.values())
    }
    row = one_row(name, table.aggregate(rows=table.count(), **measures))
    return {
        condition: Finding(int(row[f"n{number}"] or 0), int(row["rows"]))
        for number, condition in enumerate(conditions)
    }


def one_row(name: str, expression: ibis.Table) -> dict[str, Any]:
    """The only row of an aggregation; UnreadableError when the table's files are broken."""
    rows: list[dict[str, Any]] = collected(name, expression).to_pylist()
    return rows[0]


def collected(name: str, expression: ibis.Table) -> pa.Table:
    """The rows of an expression over delivered tables; UnreadableError when they are broken."""
    backend = ibis.get_backend(expression)
    with reading(name):
        found: pa.Table = backend.con.execute(sql_of(backend, expression)).to_arrow_table()
    return found


def sql_of(backend: Backend, expression: ibis.Table) -> str:
    """The statement of an expression; one is written at a time."""
    with _WRITING:
        return str(backend.compile(expression))
