"""A CSV file as SQL with the contract's types: every cell is judged, none is guessed."""

import csv
from pathlib import Path

import duckdb

from riktning.core.errors import CareDataError
from riktning.sources.contracts import Column, ColumnType, Table
from riktning.sources.csv_bytes import refuse_bytes_that_are_no_text
from riktning.sources.faults import reading
from riktning.sources.parquet_schema import refuse_wrong_columns
from riktning.sources.sql_types import SQL_TYPES, quoted, text_literal

HEADER_ROWS = 1
_SHAPES = {
    ColumnType.INTEGER: r"^-?\d+$",
    ColumnType.NUMBER: r"^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$",
    ColumnType.BOOLEAN: r"^(true|false|True|False|TRUE|FALSE|1|0)$",
    ColumnType.DATE: r"^\d{4}-\d{2}-\d{2}$",
    ColumnType.TIMESTAMP: r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?$",
}
_EXAMPLES = {
    ColumnType.INTEGER: "a whole number such as 12",
    ColumnType.NUMBER: "a number such as 12.5",
    ColumnType.BOOLEAN: "true or false",
    ColumnType.DATE: "an existing date such as 2024-02-29",
    ColumnType.TIMESTAMP: "an existing date and time such as 2024-02-29 13:45",
}


def load_csv(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
    """Create the table in the database from a CSV file (UTF-8, ``,`` or ``;``, empty = null).

    Raises CareDataError that names column and row for the first cell that is no value of its type.
    """
    where = f"table {table.name}, file {path.name}"
    refuse_bytes_that_are_no_text(path, where)
    header, delimiter = _read_header(path, where)
    refuse_wrong_columns(table, header, where)
    raw = f"{table.name}__text"
    try:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {quoted(raw)} AS "  # noqa: S608 -- names from the contract
            f"SELECT * FROM {_read_csv(path, header, delimiter)}"
        )
    except duckdb.Error:
        _refuse_ragged(path, len(header), delimiter, where)
        raise CareDataError(
            "the file cannot be read as CSV", where=where, remedy="quote texts with quotation marks"
        ) from None
    with reading(table.name):
        for column in table.columns:
            _refuse_bad_cell(connection, raw, column, delimiter, where)
        columns = ", ".join(
            f"{_value(column, delimiter)} AS {quoted(column.name)}" for column in table.columns
        )
        connection.execute(
            f"CREATE OR REPLACE TABLE {quoted(table.name)} AS SELECT {columns} FROM {quoted(raw)}"  # noqa: S608 -- as above
        )
        connection.execute(f"DROP TABLE {quoted(raw)}")


def _read_header(path: Path, where: str) -> tuple[list[str], str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            first_line = stream.readline()
    except OSError as error:
        raise CareDataError(
            f"the file cannot be opened ({error.strerror})", where=where, remedy="check its rights"
        ) from None
    if not first_line.strip():
        raise CareDataError(
            "the file is empty", where=where, remedy="write a header row and the table's rows"
        )
    delimiter = ";" if first_line.count(";") > first_line.count(",") else ","
    header = next(csv.reader([first_line.strip()], delimiter=delimiter), [])
    return [name.strip() for name in header], delimiter


def _read_csv(path: Path, header: list[str], delimiter: str) -> str:
    columns = ", ".join(f"{text_literal(name)}: 'VARCHAR'" for name in header)
    return (
        f"read_csv({text_literal(str(path))}, auto_detect = false, header = true, quote = '\"', "
        f"escape = '\"', delim = '{delimiter}', nullstr = '', columns = {{{columns}}})"
    )


def _refuse_ragged(path: Path, columns: int, delimiter: str, where: str) -> None:
    """Raise CareDataError for the first row that has more or fewer cells than the header."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        for row, cells in enumerate(csv.reader(stream, delimiter=delimiter), start=HEADER_ROWS):
            if cells and len(cells) != columns:
                raise CareDataError(
                    f"the row has {len(cells)} cells and the header {columns}",
                    where=f"{where}, row {row}",
                    remedy="give every row one cell a column",
                )


def _clean(column: Column, delimiter: str) -> str:
    cell = f"nullif(trim({quoted(column.name)}), '')"
    if column.type is ColumnType.NUMBER and delimiter == ";":
        return f"replace({cell}, ',', '.')"  # a Swedish spreadsheet's decimal comma
    return cell


def _value(column: Column, delimiter: str) -> str:
    return f"TRY_CAST({_clean(column, delimiter)} AS {SQL_TYPES[column.type]})"


def _refuse_bad_cell(
    connection: duckdb.DuckDBPyConnection, raw: str, column: Column, delimiter: str, where: str
) -> None:
    shape = _SHAPES.get(column.type)
    if shape is None:
        return
    cell = _clean(column, delimiter)
    bad = (
        f"{cell} IS NOT NULL AND (NOT regexp_matches({cell}, '{shape}') "
        f"OR {_value(column, delimiter)} IS NULL)"
    )
    found = connection.execute(
        f"SELECT row, cell FROM (SELECT row_number() OVER () AS row, {cell} AS cell, {bad} AS bad "  # noqa: S608 -- names from the contract
        f"FROM {quoted(raw)}) WHERE bad ORDER BY row LIMIT 1"
    ).fetchall()  # an unfinished result would block the connection
    if found:
        row, value = found[0]
        raise CareDataError(
            f"{value!r} in column {column.name!r} is not a {column.type}",
            where=f"{where}, row {row + HEADER_ROWS}",
            remedy=f"write {_EXAMPLES[column.type]}",
        )
