"""Do the engines answer? Asked by ``riktning doctor``."""

from importlib.metadata import PackageNotFoundError, version

import ibis

from riktning.indicators.engines.duckdb_engine import DuckDBEngine
from riktning.indicators.engines.protocol import Engine
from riktning.indicators.engines.spark_engine import SparkEngine
from riktning.indicators.engines.spark_session import LOCAL, start_session

SPARK_SERIES = "4.0."


def duckdb_version() -> str:
    """DuckDB's version, after it has answered a query; raises what it raises when it does not."""
    _ask(DuckDBEngine(ibis.duckdb.connect()))
    return version("duckdb")


def pyspark_version() -> str | None:
    """The installed PySpark's version; None without."""
    try:
        return version("pyspark")
    except PackageNotFoundError:
        return None


def spark_answers(master: str = LOCAL) -> None:
    """Start a session and ask it something; RunError when it does not start."""
    _ask(SparkEngine(start_session(master, "1g")))


def _ask(engine: Engine) -> None:
    import pyarrow as pa

    engine.load("asked", pa.table({"n": pa.array([1, 2], pa.int64())}))
    rows = ibis.table({"n": "int64"}, name="asked")
    (answer,) = engine.collect(rows.aggregate(n=rows.n.sum().cast("int64")))["n"].to_pylist()
    engine.forget("asked")
    if answer != 3:
        raise ArithmeticError(f"1 + 2 is not {answer}")
