"""DuckDB as the engine: one process, all cores, to disk beyond memory."""

import gc
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock

import duckdb
import ibis
import ibis.expr.operations as ops
import pyarrow as pa
from ibis.backends.duckdb import Backend
from ibis.backends.sql.datatypes import DuckDBType

from riktning.sources.contracts import Column, Table
from riktning.sources.faults import reading
from riktning.sources.sql_types import SQL_TYPES, quoted, text_literal

_WRITTEN = (
    "FORMAT parquet",
    "COMPRESSION snappy",
    "ROW_GROUP_SIZE 122880",  # the least that one thread reads: a month keeps several busy
    "DICTIONARY_SIZE_LIMIT 1000",  # ids are not looked for among thousands of earlier ones
)
_ARROW = "_arrow_rows"
_WRITING = Lock()  # Ibis's options are the process's


class DuckDBEngine:
    """The engine over one DuckDB connection."""

    def __init__(self, connection: Backend) -> None:
        self.connection = connection

    def spill_to(self, folder: Path) -> None:
        """Use a folder for what does not fit into memory; the order of rows then means nothing."""
        self._run(f"SET temp_directory = {text_literal(str(folder))}")
        self._run("SET preserve_insertion_order = false")

    def deliver(self, name: str, table: Table, files: Sequence[Path], part: str = "") -> None:
        """Delivered Parquet files as a table of that name, in the contract's columns and types."""
        place = [f"CAST(file_index AS SMALLINT) AS {quoted(part)}"] if part else []
        self._view(name, ", ".join([*(_cast(column) for column in table.columns), *place]), files)

    def read(self, name: str, files: Sequence[Path]) -> None:
        """Parquet files as a table of that name."""
        self._view(name, "*", files)

    def load(self, name: str, rows: pa.Table) -> None:
        """Rows as a table of that name."""
        self.connection.con.register(_ARROW, rows)
        self._create("TABLE", name, f"SELECT * FROM {_ARROW}")  # noqa: S608 -- a name of ours
        self.connection.con.unregister(_ARROW)

    def keep(self, name: str, rows: ibis.Table) -> None:
        """Compute a relation once and hold it as a table of that name; to disk beyond memory."""
        self._create("TABLE", name, self._as_declared(rows))

    def forget(self, name: str) -> None:
        """Let go of a kept table."""
        for kind in ("TABLE", "VIEW"):
            try:
                self._run(f"DROP {kind} IF EXISTS temp.{quoted(name)}")
            except duckdb.CatalogException:  # it is the other kind
                continue

    def write(self, rows: ibis.Table, path: Path) -> None:
        """Compute a relation into one Parquet file, which is there whole or not at all."""
        beside = path.with_name(f".{path.name}.part")
        self._copy(rows, beside)
        beside.replace(path)

    def write_parts(self, rows: ibis.Table, part: str, paths: Sequence[Path]) -> None:
        """Compute a relation into one file for each number in its column ``part``."""
        beside = paths[0].with_name(f".{paths[0].name}.parts")
        shutil.rmtree(beside, ignore_errors=True)  # of a run that was interrupted
        try:
            self._copy(rows, beside, f"PARTITION_BY ({quoted(part)})")
            for number, path in enumerate(paths):
                found = list((beside / f"{part}={number}").glob("*.parquet"))
                if len(found) == 1:
                    found[0].replace(path)
                else:  # no row has the number
                    rest = rows.filter(rows[part] == number) if found else rows.limit(0)
                    self.write(rest.drop(part), path)
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def _copy(self, rows: ibis.Table, path: Path, *options: str) -> None:
        said = ", ".join((*_WRITTEN, *options))
        with reading(path.parent.name):
            self._run(f"COPY ({self._as_declared(rows)}) TO {text_literal(str(path))} ({said})")

    def collect(self, rows: ibis.Table) -> pa.Table:
        """Compute a relation and return its rows."""
        found: pa.Table = self.connection.con.execute(self.sql(rows)).to_arrow_table()
        return found

    def sql(self, rows: ibis.Table) -> str:
        """The relation as DuckDB's SQL; written ahead by another thread, it is there at once."""
        with _WRITING:
            return _sql(rows.op())

    def _as_declared(self, rows: ibis.Table) -> str:
        """The relation's SQL with every column in the type that Ibis takes it for.

        DuckDB's own may be wider: a day before a date is a timestamp to it, a small literal a
        32-bit number. What is kept is read many times.
        """
        columns = ", ".join(
            f"CAST({quoted(name)} AS {DuckDBType.to_string(kind)}) AS {quoted(name)}"
            for name, kind in rows.schema().items()
        )
        return f"SELECT {columns} FROM ({self.sql(rows)})"  # noqa: S608 -- names of ours

    def _view(self, name: str, columns: str, files: Sequence[Path]) -> None:
        paths = ", ".join(text_literal(str(path)) for path in files)
        self._create("VIEW", name, f"SELECT {columns} FROM read_parquet([{paths}])")  # noqa: S608 -- names from the contract

    def _create(self, kind: str, name: str, rows: str) -> None:
        make = f"CREATE OR REPLACE TEMP {kind} {quoted(name)} AS {rows}"
        try:
            self._run(make)
        except duckdb.CatalogException:  # a view had the table's name, or the other way round
            self.forget(name)
            self._run(make)

    def _run(self, statement: str) -> None:
        self.connection.con.execute(statement)


@lru_cache(maxsize=1024)
def _sql(rows: ops.Relation) -> str:
    """Written once: a relation names tables and holds no data."""
    with _quickly():
        return str(ibis.to_sql(rows.to_expr(), dialect="duckdb", pretty=False))


@contextmanager
def _quickly() -> Iterator[None]:
    """Selects are not merged, which DuckDB does itself; nor is memory searched for circles.

    Both take longer than to write the statement of a pass.
    """
    fused, collecting = ibis.options.sql.fuse_selects, gc.isenabled()
    ibis.options.sql.fuse_selects = False
    gc.disable()
    try:
        yield
    finally:
        ibis.options.sql.fuse_selects = fused
        if collecting:
            gc.enable()


def _cast(column: Column) -> str:
    name = quoted(column.name)
    return f"CAST({name} AS {SQL_TYPES[column.type]}) AS {name}"
