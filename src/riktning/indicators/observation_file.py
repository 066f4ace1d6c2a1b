"""Observations on disk: one row group an indicator, so that memory does not grow with their number.

The file's own columns are plain text, numbers and dates, whatever reads them.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from riktning.indicators.observations import SCHEMA

_WORDS = tuple(field.name for field in SCHEMA if pa.types.is_dictionary(field.type))


class Spool:
    """Collects tables of observations in a temporary file; the whole is then mapped, not loaded."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = tempfile.NamedTemporaryFile(dir=folder, suffix=".arrow")  # noqa: SIM115 - closed on exit
        self._writer = pa.ipc.new_stream(self._file, SCHEMA)

    def add(self, table: pa.Table) -> None:
        """The figures of one more indicator, or of one more axis of it."""
        self._writer.write_table(table.combine_chunks())

    def table(self) -> pa.Table:
        """Everything added, in a chunk each; it outlives the file's name."""
        self._writer.close()
        self._file.flush()
        with pa.memory_map(self._file.name) as mapped:
            return pa.ipc.open_stream(mapped).read_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()


def write_observations(table: pa.Table, path: Path) -> None:
    """Write the table, a row group for each of its chunks."""
    with pq.ParquetWriter(path, table.schema, store_schema=False) as writer:
        for batch in table.to_batches():
            writer.write_batch(batch)


def read_table(path: Path, wanted: pc.Expression | None = None) -> pa.Table:
    """The rows of a file, or only those ``wanted``; words are read as codes of a dictionary.

    Each row group has words of its own. They are made one dictionary for the whole table: Arrow
    groups, combines and compares no chunks whose dictionaries differ.
    """
    present = set(pq.read_schema(path).names)
    words = [name for name in _WORDS if name in present]
    return pq.read_table(path, filters=wanted, read_dictionary=words).unify_dictionaries()


def by_indicator(path: Path) -> Iterator[tuple[str, pa.Table]]:
    """The figures of one indicator after another, in the order of their ids."""
    names = pc.unique(pq.read_table(path, columns=["indicator_id"])["indicator_id"])
    for name in sorted(names.to_pylist()):
        yield name, read_table(path, pc.field("indicator_id") == name)
