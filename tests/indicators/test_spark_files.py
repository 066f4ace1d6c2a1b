"""What a delivery may be written as is read by Spark as DuckDB reads it."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from indicators.spark_here import needs_spark
from riktning.indicators.engines.duckdb_engine import DuckDBEngine
from riktning.indicators.engines.spark_engine import SparkEngine
from riktning.sources.contracts import BY_NAME, ColumnType

pytestmark = needs_spark
KINDS = {
    ColumnType.TEXT: "string", ColumnType.INTEGER: "int64", ColumnType.NUMBER: "float64",
    ColumnType.BOOLEAN: "boolean", ColumnType.DATE: "date", ColumnType.TIMESTAMP: "timestamp",
}  # fmt: skip
NIGHT = dt.datetime(2025, 3, 30, 2, 30, 0, 123457)  # noqa: DTZ001 -- local times have no zone
BEFORE = dt.datetime(1950, 3, 1, 2, 30, 0, 123457)  # noqa: DTZ001 -- as above
DAYS = [dt.date(2024, 2, 29), None, dt.date(1, 1, 1)]


def stays(number: int, **types: pa.DataType) -> pa.Table:
    """Three stays, with other types than the usual ones where the contract lets a writer choose."""
    columns: dict[str, Any] = {
        "stay_id": pa.array([f"s{number}-{n}" for n in range(3)]),
        "person_id": pa.array(["å", "p2", ""]),
        "unit_id": pa.array(["u", "u", "v"]),
        "admitted_at": pa.array([BEFORE, NIGHT, None], pa.timestamp("us")),
        "discharged_at": pa.array([None, NIGHT, None], pa.timestamp("us")),
        "planned": pa.array([True, False, None]),
        "ready_on": pa.array(DAYS, pa.date32()),
        "discharged_to": pa.array([None, None, None], pa.string()),
        "at_home": pa.array([False, True, None]),
    }
    for name, kind in types.items():
        columns[name] = pa.nulls(3) if pa.types.is_null(kind) else columns[name].cast(kind)
    return pa.table(columns)


def wards(number: int, kind: pa.DataType) -> pa.Table:
    days = pa.array([dt.date(2025, 1, 1), dt.date(2025, 1, 2)])
    counts = pa.array([number, 7], pa.int64()).cast(kind)
    names = [column.name for column in BY_NAME["ward_day"].columns][2:]
    return pa.table({"unit_id": ["u", "v"], "on_date": days, **dict.fromkeys(names, counts)})


def drugs(number: int, amounts: pa.Array) -> pa.Table:
    count = len(amounts)
    return pa.table({
        "person_id": [f"p{number}-{n}" for n in range(count)],
        "on_date": pa.array([dt.date(2025, 1, 1)] * count),
        "atc": ["A02BC01"] * count, "ddd": amounts, "unit_id": pa.nulls(count),
    })  # fmt: skip


DELIVERED = {
    "stays by many writers": ("stay", [
        stays(1),
        stays(2, admitted_at=pa.timestamp("ns"), discharged_at=pa.timestamp("ns")),
        stays(3, unit_id=pa.dictionary(pa.int8(), pa.string()), person_id=pa.large_string()),
        stays(4, discharged_to=pa.null()),
        stays(5, ready_on=pa.date64()),
    ]),
    "counts of any width": ("ward_day", [
        wards(n, kind) for n, kind in enumerate([
            pa.int64(), pa.int8(), pa.uint8(), pa.uint16(), pa.int32(), pa.uint32(), pa.uint64(),
        ])
    ]),
    "amounts of any kind": ("dispensing", [
        drugs(1, pa.array([0.1, None, -0.0, float("nan"), float("inf")])),
        drugs(2, pa.array([0.1, 2.5, None], pa.float32())),
        drugs(3, pa.array([Decimal("0.10"), Decimal("28.35"), None], pa.decimal128(9, 2))),
        drugs(4, pa.array([1, 28, None], pa.int16())),
        drugs(5, pa.nulls(2)),
    ]),
}  # fmt: skip


def rows_of(engine: SparkEngine | DuckDBEngine, name: str, files: list[Path]) -> list[str]:
    table = BY_NAME[name]
    engine.deliver("given", table, files)
    given = ibis.table({column.name: KINDS[column.type] for column in table.columns}, name="given")
    return sorted(map(repr, engine.collect(given).to_pylist()))


@pytest.mark.parametrize("case", DELIVERED)
def test_months_written_with_other_types_are_read_alike(
    case: str, spark: SparkEngine, tmp_path: Path
) -> None:
    name, months = DELIVERED[case]
    files = []
    for number, month in enumerate(months, start=1):
        files.append(tmp_path / f"2025-{number:02}.parquet")
        pq.write_table(month, files[-1])
    on_duckdb = rows_of(DuckDBEngine(ibis.duckdb.connect()), name, files)
    assert len(on_duckdb) == sum(map(len, months))
    assert rows_of(spark, name, files) == on_duckdb


def test_a_written_relation_is_one_file_that_both_engines_read(
    spark: SparkEngine, tmp_path: Path
) -> None:
    pq.write_table(stays(1), tmp_path / "given.parquet")
    spark.deliver("given", BY_NAME["stay"], [tmp_path / "given.parquet"])
    given = ibis.table({c.name: KINDS[c.type] for c in BY_NAME["stay"].columns}, name="given")
    spark.write(given, tmp_path / "made.parquet")
    assert {path.name for path in tmp_path.iterdir()} == {"given.parquet", "made.parquet"}
    here = DuckDBEngine(ibis.duckdb.connect())
    for engine in (spark, here):
        engine.read("given", [tmp_path / "made.parquet"])
    assert sorted(map(repr, here.collect(given).to_pylist())) == sorted(
        map(repr, spark.collect(given).to_pylist())
    )


def test_rows_go_to_the_file_of_their_part_in_both_engines(
    spark: SparkEngine, tmp_path: Path
) -> None:
    files = [tmp_path / f"2025-0{number}.parquet" for number in (1, 2, 3)]
    for number, path in enumerate(files):
        pq.write_table(stays(number).slice(0, 3 if number != 1 else 0), path)
    columns = {column.name: KINDS[column.type] for column in BY_NAME["stay"].columns}
    rows = ibis.table(columns | {"part": "int16"}, name="parts").select("stay_id", "part")
    found = []
    for name, engine in {"spark": spark, "here": DuckDBEngine(ibis.duckdb.connect())}.items():
        (tmp_path / name).mkdir()
        made = [tmp_path / name / path.name for path in files]
        engine.deliver("parts", BY_NAME["stay"], files, "part")
        engine.write_parts(rows, "part", made)
        assert sorted((tmp_path / name).iterdir()) == made
        found.append([sorted(pq.read_table(path).to_pylist(), key=str) for path in made])
        assert pq.read_schema(made[1]).names == ["stay_id"]
    assert found[0] == found[1]
    assert [len(part) for part in found[0]] == [3, 0, 3]


def test_a_relation_that_fails_leaves_no_file(spark: SparkEngine, tmp_path: Path) -> None:
    spark.load("given", pa.table({"n": pa.array([2**31 - 1, 1], pa.int32())}))
    given = ibis.table({"n": "int32"}, name="given")
    with pytest.raises(Exception, match=r"(?i)overflow"):
        spark.write(given.select(n=given.n + given.n), tmp_path / "made.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_kept_relation_outlives_what_it_was_made_from(spark: SparkEngine, tmp_path: Path) -> None:
    spark.load("given", pa.table({"n": pa.array([1, 2, 3], pa.int16())}))
    given = ibis.table({"n": "int16"}, name="given")
    spark.keep("kept", given.filter(given.n > 1))
    spark.forget("given")
    kept = spark.collect(ibis.table({"n": "int16"}, name="kept"))
    assert sorted(kept["n"].to_pylist()) == [2, 3]
    spark.forget("kept")
    with pytest.raises(Exception, match="kept"):
        spark.collect(ibis.table({"n": "int16"}, name="kept"))
