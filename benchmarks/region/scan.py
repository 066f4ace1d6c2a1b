"""The floor: DuckDB reads and sums every column of every table that an indicator reads.

Numbers and truths are summed; days and times as whole numbers; of a text its length in bytes, so
that every value is decoded and none is understood.
"""

import time
from pathlib import Path
from typing import Any

import duckdb

from region.data import views
from riktning.sources.contracts import BY_NAME, ColumnType

SUMS = {
    ColumnType.TEXT: "sum(strlen({}))",
    ColumnType.INTEGER: "sum({})",
    ColumnType.NUMBER: "sum({})",
    ColumnType.BOOLEAN: "sum({}::INTEGER)",
    ColumnType.DATE: "sum({} - DATE '1970-01-01')",
    ColumnType.TIMESTAMP: "sum(epoch_us({}))",
}


def scan(data: str, memory: str, tables: list[str]) -> dict[str, Any]:
    """Seconds and rows, table by table."""
    connection = duckdb.connect()
    connection.execute(f"SET memory_limit = '{memory}'")
    connection.execute("SET enable_progress_bar = false")
    for view in views(Path(data)):
        connection.execute(view)
    found = []
    for name in tables:
        sums = ", ".join(SUMS[c.type].format(f'"{c.name}"') for c in BY_NAME[name].columns)
        start = time.perf_counter()
        (rows, *_) = connection.execute(f"SELECT count(*), {sums} FROM {name}").fetchone() or (0,)
        seconds = time.perf_counter() - start
        columns = len(BY_NAME[name].columns)
        found.append({"table": name, "rows": rows, "columns": columns, "seconds": seconds})
    return {"seconds": sum(one["seconds"] for one in found), "tables": found}
