"""Delivered Parquet files as Spark reads them, in the contract's types."""

from collections import defaultdict
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from riktning.sources.contracts import Column, ColumnType, Table

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_TYPES = {
    ColumnType.TEXT: "STRING",
    ColumnType.INTEGER: "BIGINT",
    ColumnType.NUMBER: "DOUBLE",
    ColumnType.BOOLEAN: "BOOLEAN",
    ColumnType.DATE: "DATE",
    ColumnType.TIMESTAMP: "TIMESTAMP_NTZ",
}


def delivered(
    session: "SparkSession", table: Table, files: Sequence[Path], part: str = ""
) -> "DataFrame":
    """The files with exactly the contract's columns and types, and each file's place as ``part``.

    Spark reads files together only when their types are the same; months may differ in that.
    """
    alike: defaultdict[tuple[str, ...], list[Path]] = defaultdict(list)
    schemas: dict[tuple[str, ...], pa.Schema] = {}
    for path in files:
        schema = pq.read_schema(path)
        kinds = tuple(
            f"{name} {kind}" for name, kind in zip(schema.names, schema.types, strict=True)
        )
        if part:
            kinds = (str(len(schemas)), *kinds)
        alike[kinds].append(path)
        schemas[kinds] = schema
    parts = [
        session.read.parquet(*map(str, same)).selectExpr(
            *(_cast(column, schemas[kinds].field(column.name).type) for column in table.columns),
            *([f"CAST({kinds[0]} AS SMALLINT) AS `{part}`"] if part else []),
        )
        for kinds, same in alike.items()
    ]
    return reduce(lambda above, below: above.unionAll(below), parts)


def _cast(column: Column, found: pa.DataType) -> str:
    name = f"`{column.name}`"
    kind = _TYPES[column.type]
    if pa.types.is_timestamp(found) and found.unit == "ns":  # read as a whole number
        return f"CAST(timestamp_micros(({name} - pmod({name}, 1000)) div 1000) AS {kind}) AS {name}"
    if pa.types.is_null(found):
        return f"CAST(NULL AS {kind}) AS {name}"
    return f"CAST({name} AS {kind}) AS {name}"
