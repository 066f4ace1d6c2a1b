"""One table of a delivery as an Ibis table with exactly the contract's columns and types."""

from collections.abc import Sequence
from pathlib import Path

import ibis
from ibis.backends.duckdb import Backend

from riktning.sources.contracts import BY_NAME, Column, Table
from riktning.sources.csv_text import load_csv
from riktning.sources.delivery import Format, TableFiles
from riktning.sources.faults import reading
from riktning.sources.parquet_schema import refuse_wrong_parquet
from riktning.sources.sql_types import SQL_TYPES, quoted, text_literal


def read_table(backend: Backend, files: TableFiles) -> ibis.Table:
    """Register the table in the database under its own name and return it.

    Parquet stays where it is (a view); CSV is loaded. Raises CareDataError that names table,
    file, column and row, with a remedy, for wrong columns, types, values and unreadable files.
    """
    table = BY_NAME[files.table]
    if files.format is Format.CSV:
        load_csv(backend.con, table, files.files[0])
    else:
        refuse_wrong_parquet(table, files.files)
        rows = parquet_rows(table, files.files)
        with reading(table.name):
            backend.con.execute(f"CREATE OR REPLACE VIEW {quoted(table.name)} AS {rows}")
    return backend.table(table.name)


def parquet_rows(table: Table, files: Sequence[Path]) -> str:
    """A statement for the rows of a table's Parquet files, in the contract's columns and types."""
    columns = ", ".join(_cast(column) for column in table.columns)
    paths = ", ".join(text_literal(str(path)) for path in files)
    return f"SELECT {columns} FROM read_parquet([{paths}])"  # noqa: S608 -- names from the contract


def _cast(column: Column) -> str:
    name = quoted(column.name)
    return f"CAST({name} AS {SQL_TYPES[column.type]}) AS {name}"
