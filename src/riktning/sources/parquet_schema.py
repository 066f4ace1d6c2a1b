"""Do the Parquet files have exactly the contract's columns and types? Reads footers, no rows."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from riktning.core.errors import CareDataError
from riktning.sources.contracts import Column, ColumnType, Table
from riktning.sources.faults import WrongColumnsError, WrongTypeError


def refuse_wrong_parquet(table: Table, files: Sequence[Path]) -> None:
    """Raise CareDataError for the first file that is corrupt or breaks the contract."""
    for path in files:
        where = f"table {table.name}, file {path.name}"
        schema = _read_schema(path, where)
        refuse_wrong_columns(table, schema.names, where)
        for column in table.columns:
            _refuse_wrong_type(column, schema.field(column.name).type, where)


def refuse_wrong_columns(table: Table, names: Sequence[str], where: str) -> None:
    """Raise CareDataError for a column that is missing, unknown or there twice."""
    missing = [column.name for column in table.columns if column.name not in names]
    unknown = [name for name in names if name not in table.by_name]
    twice = [name for name in table.by_name if list(names).count(name) > 1]
    expected = ", ".join(table.by_name)
    if missing:
        raise WrongColumnsError(
            f"column {missing[0]!r} is missing", where=where, remedy=f"deliver {expected}"
        )
    if unknown:
        raise WrongColumnsError(
            f"column {unknown[0]!r} is unknown", where=where, remedy=f"deliver only {expected}"
        )
    if twice:
        raise WrongColumnsError(
            f"column {twice[0]!r} is there twice", where=where, remedy="keep one of them"
        )


def _read_schema(path: Path, where: str) -> pa.Schema:
    try:
        return pq.read_schema(path)
    except (pa.ArrowException, OSError):
        raise CareDataError(
            "the file is no readable Parquet file, or it is cut short",
            where=where,
            remedy="write and transfer it again",
        ) from None


def _refuse_wrong_type(column: Column, found: pa.DataType, where: str) -> None:
    if pa.types.is_dictionary(found):
        found = found.value_type
    if _ACCEPTS[column.type](found) or (pa.types.is_null(found) and column.nullable):
        return
    raise WrongTypeError(
        f"column {column.name!r} has type {found}, not {column.type}",
        where=where,
        remedy=_REMEDY.get(column.type, f"write it as {column.type}"),
    )


def _is_text(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    )


def _is_number(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    )


def _is_local_timestamp(kind: pa.DataType) -> bool:
    return bool(pa.types.is_timestamp(kind) and kind.tz is None)


_ACCEPTS: dict[ColumnType, Callable[[pa.DataType], bool]] = {
    ColumnType.TEXT: _is_text,
    ColumnType.INTEGER: pa.types.is_integer,
    ColumnType.NUMBER: _is_number,
    ColumnType.BOOLEAN: pa.types.is_boolean,
    ColumnType.DATE: pa.types.is_date,
    ColumnType.TIMESTAMP: _is_local_timestamp,
}
_REMEDY = {
    ColumnType.TIMESTAMP: "write local time (Europe/Stockholm) as a timestamp without time zone",
    ColumnType.DATE: "write it as a Parquet date",
}
