"""Writes a hostile crowd as a delivery folder."""

import json

import pyarrow as pa
import pyarrow.parquet as pq

from riktning.sources.contracts import BY_NAME, ColumnType

ARROW = {
    ColumnType.TEXT: pa.string(), ColumnType.INTEGER: pa.int64(), ColumnType.NUMBER: pa.float64(),
    ColumnType.BOOLEAN: pa.bool_(), ColumnType.DATE: pa.date32(),
    ColumnType.TIMESTAMP: pa.timestamp("us"),
}  # fmt: skip
DESCRIPTION = {
    "schema": 1, "synthetic": True, "label": "test", "region": "R", "first_month": "2023-01",
    "last_month": "2024-12", "as_of": "2024-12-31", "seed": None, "persons": None,
}  # fmt: skip


def write_delivery(world, folder, without=()):
    """The world's tables that have rows, as Parquet, but for those named."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in world.tables.items():
        if rows and name not in without:
            schema = pa.schema([(c.name, ARROW[c.type]) for c in BY_NAME[name].columns])
            pq.write_table(pa.Table.from_pylist(rows, schema), folder / f"{name}.parquet")
    (folder / "delivery.json").write_text(json.dumps(DESCRIPTION), encoding="utf-8")
    return folder
