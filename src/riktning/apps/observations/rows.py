"""Observations of a run as the store takes them, and a fingerprint of what they say."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from riktning.apps.observations.bulk import COLUMNS
from riktning.apps.observations.models import NUMBERS

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 20_000


def observations_fingerprint(table: "pa.Table") -> str:
    """SHA-256 of the figures as they are stored, whatever the order and the file's lay-out."""
    import pyarrow.compute as pc

    keys = {str(name): name for name in pc.unique(table["indicator_id"]).to_pylist()}
    digest = hashlib.sha256()
    for batch in observation_batches(table, keys):
        for row in batch:
            digest.update(repr(row).encode())
    return digest.hexdigest()


def observation_batches(
    table: "pa.Table", keys: Mapping[str, Any]
) -> Iterator[list[tuple[Any, ...]]]:
    """Rows for the store in the order of its index; ``keys`` gives each indicator's row id."""
    order = ("indicator_id", "sex", "age_group", "period_kind", "unit_id", "period_start")
    ordered = table.select(COLUMNS).sort_by([(name, "ascending") for name in order])
    for batch in ordered.to_batches(max_chunksize=BATCH):
        yield list(zip(*(_values(batch, name, keys) for name in COLUMNS), strict=True))


def _values(batch: "pa.RecordBatch", name: str, keys: Mapping[str, Any]) -> list[object]:
    """One column as the store takes it: own keys, ISO dates, nothing that is not a number."""
    import pyarrow as pa
    import pyarrow.compute as pc

    column = batch.column(name)
    if name == "indicator_id":
        return [keys[str(indicator_id)] for indicator_id in column.to_pylist()]
    if name in NUMBERS:
        column = pc.if_else(pc.is_finite(column), column, None)
    elif name == "period_start":
        column = pc.cast(pc.cast(column, pa.date32()), pa.string())
    elif name == "hidden":
        column = pc.fill_null(column, "")
    values: list[object] = column.to_pylist()
    return values
