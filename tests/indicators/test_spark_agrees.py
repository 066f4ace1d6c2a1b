"""Spark counts what DuckDB counts: every pass over hostile deliveries, and whole runs."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.delivery_files import write_delivery
from indicators.spark_here import needs_spark, spark_engine
from oracle.hostile import crowd, worlds
from riktning.catalogue import load
from riktning.catalogue.loading import Catalogue
from riktning.catalogue.model import Axis
from riktning.core.errors import CatalogueError
from riktning.indicators.asking import Source
from riktning.indicators.computing import compute_run
from riktning.indicators.engine import RawCounts, count_rows, grid_on
from riktning.indicators.engines.duckdb_engine import DuckDBEngine
from riktning.indicators.engines.protocol import Engine
from riktning.indicators.engines.spark_engine import SparkEngine
from riktning.indicators.grid import unit_calendar
from riktning.indicators.passes import Pass, passes_of
from riktning.indicators.plans import plan_of
from riktning.indicators.prepared.keeping import MemoryKeeper
from riktning.indicators.prepared.preparing import Preparation
from riktning.sources.opening import open_delivery

pytestmark = [needs_spark, pytest.mark.slow]
CATALOGUE = load()
PASSES = passes_of(CATALOGUE.indicators.values())


def here() -> DuckDBEngine:
    return DuckDBEngine(ibis.duckdb.connect())


def counted(world: Any, engine: Engine, passes: list[Pass]) -> list[RawCounts]:
    """What one engine prepares and counts, everything by itself."""
    first, last = world.months
    source = Source(world, first, last, world.as_of, world.people.municipality, None)
    calendar = unit_calendar(world.units, first, last)
    keeper = MemoryKeeper(engine)
    preparation = Preparation(world, engine, calendar, source.municipalities, keeper)
    plans = [plan_of(one, source, CATALOGUE.codes, grid_on(calendar, one)) for one in passes]
    return [count_rows(one, plan, preparation) for one, plan in zip(passes, plans, strict=True)]


def whole(rows: pa.Table) -> list[str]:
    """Rows in an order of their own; every number is whole, in whatever type a database sums."""
    names = sorted(rows.column_names)
    return sorted(
        repr([None if row[name] is None else int(row[name]) for name in names])
        for row in rows.to_pylist()
    )


def parts(raw: RawCounts) -> Mapping[str, list[str]]:
    return {"sums": whole(raw.sums)} | {name: whole(rows) for name, rows in raw.buckets.items()}


def assert_same(world: Any, passes: list[Pass]) -> int:
    """Both engines count alike; how many cells there were to count."""
    cells = 0
    on_spark, on_duckdb = (counted(world, e, passes) for e in (spark_engine(), here()))
    for one, theirs, ours in zip(passes, on_spark, on_duckdb, strict=True):
        assert parts(theirs) == parts(ours), one.name
        cells += ours.sums.num_rows
    return cells


def test_every_pass_over_a_hostile_crowd_counts_alike(spark: SparkEngine) -> None:
    assert assert_same(crowd(Random(1), 60), PASSES) > 1000


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds(persons=8), st.data())
def test_drawn_passes_over_drawn_deliveries_count_alike(world: Any, data: st.DataObject) -> None:
    there = {name for name in world.tables if world.table(name) is not None}
    able = [
        one for one in PASSES
        if all(set(counted.definition.tables) <= there for counted in one.counted)
    ]  # fmt: skip
    drawn = data.draw(st.lists(st.sampled_from(able), min_size=1, max_size=2, unique=True))
    assert_same(world, drawn)


@pytest.fixture
def some() -> Catalogue:
    """Frames of every sort: events, days of wards, states of people, waits with medians."""
    frames = {"contact", "ward_day", "listed_month", "wait"}
    chosen = {i: d for i, d in CATALOGUE.indicators.items() if d.frame in frames}
    return replace(CATALOGUE, indicators=chosen)


def test_a_run_on_spark_is_the_run_on_duckdb_to_the_last_byte(
    spark: SparkEngine, some: Catalogue, tmp_path: Path
) -> None:
    folder = write_delivery(crowd(Random(5), 80), tmp_path / "data")
    runs = [
        compute_run(open_delivery(folder), some, work=tmp_path / "work", engine=engine)
        for engine in (None, spark)
    ]
    assert runs[0].observations.num_rows > 1000
    assert runs[0].observations.equals(runs[1].observations)
    assert runs[0].manifest.run_id == runs[1].manifest.run_id
    assert runs[0].cells.keys() == runs[1].cells.keys()
    for name, cells in runs[0].cells.items():
        assert cells.equals(runs[1].cells[name]), name


def test_numbers_that_cannot_be_summed_are_one_sentence(spark: SparkEngine) -> None:
    world = crowd(Random(2), 5)
    for row in world.tables["ward_day"]:
        row["occupied"] = 2**62
    (one,) = [one for one in PASSES if (one.frame, one.axis) == ("ward_day", Axis.TREATING_UNIT)]
    with pytest.raises(CatalogueError, match="yields a number too large to be summed"):
        counted(world, spark, [one])
