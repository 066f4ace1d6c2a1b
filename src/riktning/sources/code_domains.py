"""Codes outside their domain, found where they stand."""

from dataclasses import dataclass

import duckdb

from riktning.core.errors import CareDataError
from riktning.sources.contracts import Column, Table
from riktning.sources.faults import reading
from riktning.sources.sql_types import quoted, text_literal


@dataclass(frozen=True, slots=True)
class ForeignCode:
    """A code its column does not know, with an example of where it stands."""

    column: Column
    code: str
    rows: int
    example: str


def codes_outside_domain(
    connection: duckdb.DuckDBPyConnection, table: Table, column: Column
) -> list[ForeignCode]:
    """Every code of the column that its domain does not hold, the most frequent first."""
    domain = ", ".join(text_literal(code) for code in column.domain)
    name = quoted(column.name)
    place = quoted(_place(table))
    with reading(table.name):
        rows = connection.execute(
            f"SELECT {name}, count(*), CAST(min({place}) AS VARCHAR) FROM {quoted(table.name)} "  # noqa: S608 -- names from the contract
            f"WHERE {name} NOT IN ({domain}) GROUP BY ALL ORDER BY 2 DESC, 1"
        ).fetchall()
    return [ForeignCode(column, code, count, example) for code, count, example in rows]


def refuse_codes_outside_domain(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Raise CareDataError for the first column that holds a code outside its domain."""
    for column in table.columns:
        found = codes_outside_domain(connection, table, column) if column.domain else []
        if found:
            place = _place(table)
            raise CareDataError(
                f"code {found[0].code!r} in column {column.name!r} is unknown "
                f"({found[0].rows} rows, the first with {place} {found[0].example})",
                where=f"table {table.name}",
                remedy=f"use {', '.join(column.domain)}",
            )


def _place(table: Table) -> str:
    """The column that says where in the table a row stands: its time, else its key."""
    return table.month_of or (table.key[0] if table.key else table.columns[0].name)
