"""Spark as the engine: the same expressions on a cluster, or on this machine to prove it.

Files are read and written where the session's workers see them: on a cluster, the delivery and the
work folder lie on storage that all share.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import ibis
import pyarrow as pa

from riktning.indicators.engines.spark_faults import said_by_spark
from riktning.indicators.engines.spark_files import delivered
from riktning.indicators.engines.spark_sql import spark_sql
from riktning.sources.contracts import Table

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class SparkEngine:
    """The engine over one Spark session."""

    def __init__(self, session: "SparkSession") -> None:
        self.session = session

    def deliver(self, name: str, table: Table, files: Sequence[Path], part: str = "") -> None:
        """Delivered Parquet files as a table of that name, in the contract's types."""
        with said_by_spark():
            rows = delivered(self.session, table, files, part)
            rows.createOrReplaceTempView(name)

    def read(self, name: str, files: Sequence[Path]) -> None:
        """Parquet files as a table of that name."""
        with said_by_spark():
            self.session.read.parquet(*map(str, files)).createOrReplaceTempView(name)

    def load(self, name: str, rows: pa.Table) -> None:
        """Rows as a table of that name."""
        with said_by_spark():
            self.session.createDataFrame(rows).createOrReplaceTempView(name)

    def keep(self, name: str, rows: ibis.Table) -> None:
        """Compute a relation once and hold it as a table of that name; to disk beyond memory."""
        with said_by_spark():
            self._run(rows).localCheckpoint(eager=True).createOrReplaceTempView(name)

    def forget(self, name: str) -> None:
        """Let go of a kept table."""
        self.session.catalog.dropTempView(name)

    def write(self, rows: ibis.Table, path: Path) -> None:
        """Compute a relation into one Parquet file, which is there whole or not at all."""
        beside = path.with_name(f".{path.name}.{uuid4().hex}.part")
        try:
            with said_by_spark():
                self._run(rows).repartition(1).write.parquet(str(beside))
            (file,) = beside.glob("part-*.parquet")
            file.replace(path)
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def write_parts(self, rows: ibis.Table, part: str, paths: Sequence[Path]) -> None:
        """Compute a relation into one file for each number in its column ``part``."""
        beside = paths[0].with_name(f".{paths[0].name}.{uuid4().hex}.parts")
        try:
            with said_by_spark():
                made = self._run(rows).repartition(len(paths), part)
                made.write.partitionBy(part).parquet(str(beside))
            for number, path in enumerate(paths):
                found = list((beside / f"{part}={number}").glob("part-*.parquet"))
                if len(found) == 1:
                    found[0].replace(path)
                else:  # no row has the number
                    rest = rows.filter(rows[part] == number) if found else rows.limit(0)
                    self.write(rest.drop(part), path)
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def collect(self, rows: ibis.Table) -> pa.Table:
        """Compute a relation and return its rows."""
        with said_by_spark():
            found: pa.Table = self._run(rows).toArrow()
        return found.cast(rows.schema().to_pyarrow())

    def sql(self, rows: ibis.Table) -> str:
        """The relation as Spark's SQL."""
        return spark_sql(rows)

    def _run(self, rows: ibis.Table) -> "DataFrame":
        return self.session.sql(spark_sql(rows))
