"""What several tests of the indicators start from."""

from collections.abc import Iterator

import pytest

from indicators.spark_here import spark_engine
from riktning.indicators.engines.spark_engine import SparkEngine


@pytest.fixture
def spark() -> Iterator[SparkEngine]:
    """The engine on a local Spark, with no table left behind."""
    engine = spark_engine()
    yield engine
    for row in engine.session.sql("SHOW TABLES").collect():
        engine.forget(row.tableName)
