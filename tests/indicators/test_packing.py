"""Columns packed into whole numbers come out as they went in."""

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.spark_here import needs_spark
from riktning.indicators.ages import seen_age
from riktning.indicators.engines.duckdb_engine import DuckDBEngine
from riktning.indicators.packing import packing_of

KNOWN = [f"known_{number}" for number in range(70)]
SCHEMA = {"age": "int32", "visits": "int32", "named": "boolean"} | dict.fromkeys(KNOWN, "boolean")
ROWS = ibis.table(SCHEMA, name="to_pack")
LIMITS = (8, 18, 75)


@pytest.fixture(scope="module")
def engine():
    return DuckDBEngine(ibis.duckdb.connect())


def drawn():
    some = st.integers(0, 2**70 - 1)
    each = st.tuples(
        st.none() | st.integers(0, 110), st.integers(0, 9), st.none() | st.booleans(), some
    )
    return st.lists(each, min_size=1, max_size=20)


def table(rows):
    names = [ROWS.columns[0], *ROWS.columns[1:]]
    values = [
        (age, visits, named, *(bool(bits >> place & 1) for place in range(70)))
        for age, visits, named, bits in rows
    ]
    return ibis.memtable([dict(zip(names, row, strict=True)) for row in values], schema=SCHEMA)


def there_and_back(rows, engine):
    engine.load("to_pack", table(rows).to_pyarrow())
    packing = packing_of({name: ROWS[name] for name in SCHEMA}, KNOWN, LIMITS)
    assert len(packing.keys) == 1 + 2  # the visits, and 70 + 2 + 3 bits in two numbers
    packed = ROWS.select(**packing.keys)
    back = packing.unpacked(packed).select(*SCHEMA)
    before = ROWS.mutate(age=seen_age(ROWS.age, LIMITS)).select(*SCHEMA)
    assert back.schema() == before.schema()
    return sorted(map(repr, engine.collect(back).to_pylist())), sorted(
        map(repr, engine.collect(before).to_pylist())
    )


@settings(max_examples=15, deadline=None)
@given(rows=drawn())
def test_every_column_comes_out_as_it_went_in(rows, engine):
    back, before = there_and_back(rows, engine)
    assert back == before


@needs_spark
def test_on_spark_too(spark):
    rows = [(None, 3, None, 2**70 - 1), (75, 0, True, 0), (7, 9, False, 5 << 60)]
    back, before = there_and_back(rows, spark)
    assert back == before
