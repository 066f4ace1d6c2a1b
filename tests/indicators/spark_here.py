"""One local Spark session a test process; without PySpark or Java the tests are left out."""

from functools import cache
from importlib.util import find_spec

import pytest

from riktning.indicators.engines.java import find_java
from riktning.indicators.engines.spark_engine import SparkEngine
from riktning.indicators.engines.spark_session import start_session

_java = find_java()
needs_spark = pytest.mark.skipif(
    find_spec("pyspark") is None or _java is None or not _java.suits,
    reason="no PySpark, or no Java that it runs on (sh scripts/install-spark.sh)",
)


@cache
def spark_engine() -> SparkEngine:
    """Two threads and little memory: the machine is shared."""
    return SparkEngine(start_session("local[2]", "1g"))
