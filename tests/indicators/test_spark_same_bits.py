"""Every function that preparation and frames use gives the same bits on Spark as on DuckDB."""

import datetime as dt
import math
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from indicators.spark_here import needs_spark, spark_engine
from riktning.indicators.codes import normal
from riktning.indicators.dates import age_on, days_from, first_day, last_day, month_of
from riktning.indicators.engines.duckdb_engine import DuckDBEngine
from riktning.indicators.engines.protocol import Engine
from riktning.indicators.engines.spark_engine import SparkEngine

pytestmark = needs_spark
D, T = dt.date, dt.datetime
NAN, INF = math.nan, math.inf
DAYS = [None, D(1, 1, 2), D(1582, 10, 10), D(1899, 12, 31), D(1952, 2, 29), D(2000, 2, 29),
        D(2023, 3, 1), D(2024, 2, 29), D(2024, 12, 31), D(2025, 3, 30),
        D(9999, 12, 31)]  # fmt: skip
TIMES = [None, T(2025, 3, 30, 2, 30), T(2025, 10, 26, 2, 30), T(2024, 2, 29, 23, 59, 59, 999999),
         T(2025, 1, 1), T(1952, 2, 29, 12), T(1899, 12, 31, 23, 59)]  # fmt: skip
NUMBERS = [None, 0.0, -0.0, 1.5, 2.5, -2.5, 0.5, 0.49999999999999994, 1e-7, 123456.4999995, 0.1,
           NAN, INF, -INF, 1e12, -1.0000005, 2.675]  # fmt: skip
WHOLE = [None, 0, 1, -1, 7, -7, 2**31, -(2**31), 24311, 2**40, 100]
TEXTS = [None, "I50.1", "i501", "", "å", "Å", "Z", "a", "ward", "K50.9", "J44", "\U0001f600"]
SCHEMA = pa.schema([
    ("id", pa.int64()), ("p", pa.int32()), ("q", pa.int32()), ("d", pa.date32()),
    ("e", pa.date32()), ("t", pa.timestamp("us")), ("x", pa.float64()), ("i", pa.int64()),
    ("s", pa.string()), ("b", pa.bool_()), ("small", pa.int32()), ("m", pa.int32()),
])  # fmt: skip
ROWS = [
    {
        "id": n, "p": n % 7, "q": None if n % 11 == 0 else n % 4,
        "d": DAYS[n % len(DAYS)], "e": DAYS[(n * 7 + 3) % len(DAYS)], "t": TIMES[n % len(TIMES)],
        "x": NUMBERS[n % len(NUMBERS)], "i": WHOLE[n % len(WHOLE)], "s": TEXTS[n % len(TEXTS)],
        "b": (None, True, False)[n % 3], "small": (n * 37) % 1000 if n % 13 else None,
        "m": 24000 + (n * 5) % 48,
    }
    for n in range(60)
]  # fmt: skip
ROW = ibis.table(ibis.Schema.from_pyarrow(SCHEMA), name="hostile")
W, RUNNING = ibis.window, ibis.cumulative_window
FAR = ibis.date("9999-12-31")
FINITE = (ROW.x.isnan() | ROW.x.isinf()).ifelse(ibis.null("float64"), ROW.x)
BY_Q = W(group_by="p", order_by=["q", "id"])

VALUES: dict[str, ibis.Value] = {
    "year": ROW.d.year(),
    "month of a day": month_of(ROW.d),
    "day of a time": ROW.t.date(),
    "days between": days_from(ROW.d, ROW.e),
    "first day": first_day(ROW.m),
    "last day": last_day(ROW.m),
    "age": age_on(ROW.d, ROW.e),
    "the day before": (ROW.e - ibis.interval(days=1)).cast("date"),
    "days from an epoch": ROW.d.delta(ibis.date("1970-01-01"), unit="day"),
    "a day compared": ROW.d <= ROW.e,
    "a day and a constant": ROW.d < D(2024, 12, 31),
    "a time and a constant": ROW.t < ibis.timestamp("2025-01-01 00:00:00"),
    "days between days": ROW.d.between(ROW.e, FAR),
    "whole division": ROW.i // 12,
    "remainder": ROW.i % 12,
    "quotient": ROW.i / ROW.q.nullif(0),
    "remainder by a column": ROW.i % ROW.q.nullif(0),
    "times a decimal fraction": ROW.small * ibis.literal("0.1").cast("float64"),
    "seventh part": ROW.small / 7,
    "rounded": FINITE.round(),
    "whole millionths": (FINITE.clip(-1e6, 1e6) * 1_000_000).round().cast("int64"),
    "rounded up": (ROW.small / 7).ceil(),
    "rounded down": (ROW.small / 7).floor().cast("int64"),
    "NaN is a value": ROW.x.notnull(),
    "NaN is not null": ROW.x.isnull(),
    "NaN": ROW.x.isnan(),
    "infinite": ROW.x.isinf(),
    "NaN compared": ROW.x > 1.0,
    "NaN equals itself": ROW.x == ROW.x,
    "NaN made null": FINITE,
    "NaN coalesced": ibis.coalesce(ROW.x, 0.0),
    "code": normal(ROW.s),
    "code begins": normal(ROW.s).substr(0, 3).isin(["I50", "K50"]),
    "text compared": ROW.s < "a",
    "text in a list": ROW.s.isin(["a", "Z"]),
    "known whether in a list": ROW.s.isin(["a", "Z"]).notnull(),
    "unknown whether equal": (ROW.q == ROW.small).isnull(),
    "text not in a list": ROW.s.notin(["a", "Z"]),
    "length of text": ROW.s.length(),
    "least": ibis.least(ROW.d, ROW.e),
    "greatest": ibis.greatest(1, ROW.i, ROW.small),
    "coalesced": ibis.coalesce(ROW.d, FAR),
    "and": ROW.b & (ROW.q == 1),
    "or": ROW.b | (ROW.q == 1),
    "not": ~ROW.b,
    "truth as a number": ROW.b.cast("int32"),
    "if": ROW.b.ifelse(ibis.null("date"), ROW.d),
    "cases": ibis.cases((ROW.i < 0, "below"), (ROW.i < 10, "small"), else_="large"),
    "cases without else": ibis.cases((ROW.s == "Z", 1), (ROW.s == "a", 2)),
    "narrow": ROW.small.cast("int16"),
    "number over nulls": ibis.row_number().over(BY_Q),
    "number over nulls, down": ibis.row_number().over(
        W(group_by="p", order_by=[ibis.desc("q"), "id"])
    ),
    "next": ROW.d.lead().over(W(group_by="p", order_by=["d", "id"])),
    "before": ROW.m.lag().over(W(group_by="p", order_by=["m", "id"])),
    "running sum": ROW.small.sum().over(RUNNING(group_by="p", order_by="id")),
    "running sum with ties": ROW.small.sum().over(RUNNING(group_by="p", order_by=["q", "id"])),
    "latest before": ibis.coalesce(ROW.d, FAR).max().over(
        W(group_by="p", order_by="id", preceding=(None, 1))
    ),
    "earliest after": ROW.d.min().over(W(group_by="p", order_by="id", following=(1, None))),
    "rank of text": ibis.dense_rank().over(W(order_by="s")),
    "sum of a group": ROW.small.sum().over(W(group_by="p")),
    "sum of three": ROW.small.sum().over(
        ibis.rows_window(preceding=2, following=0, group_by="p", order_by="id")
    ),
}  # fmt: skip
PIECES = ROW.filter(ROW.d < ROW.e).select(pp="p", low="d", high="e", piece="id")
BY_KEY = ROW.group_by(key="q").aggregate(rows=ROW.count())
TABLES: dict[str, ibis.Table] = {
    "sums": ROW.group_by("p").aggregate(
        whole=ROW.small.sum().cast("int64"), true=ROW.b.sum().cast("int64"), any=ROW.b.any(),
        first=ROW.d.min(), text=ROW.s.max(), last=ROW.b.max(), n=ROW.count(), known=ROW.q.count(),
        kinds=ROW.s.nunique(), part=ROW.small.sum(where=ROW.b).cast("int64"),
        none=ROW.small.sum(where=ROW.s == "none").cast("int64"), some=ROW.count(where=ROW.b),
        chosen=ROW.s.max(where=ROW.q == 1),
        exact=(ROW.small * 1_000_000).cast("int64").sum().cast("float64") / 1_000_000,
    ),
    "null keys": ROW.group_by("q", "s").aggregate(n=ROW.count()),
    "distinct": ROW.select("q", "s").distinct(),
    "left join, null keys": ROW.left_join(BY_KEY, ROW.q == BY_KEY.key).select("id", "rows"),
    "join, null keys": ROW.join(BY_KEY, ROW.q == BY_KEY.key).select("id", "rows"),
    "join by spell": ROW.left_join(
        PIECES, [ROW.p == PIECES.pp, PIECES.low <= ROW.d, PIECES.high >= ROW.d]
    ).select("id", "piece"),
    "semi join": ROW.semi_join(BY_KEY, ROW.q == BY_KEY.key).select("id"),
    "anti join": ROW.anti_join(BY_KEY.filter(BY_KEY.key > 1), ROW.q == BY_KEY.key).select("id"),
    "union": ROW.select("p").union(ROW.select("p")),
    "union, distinct": ROW.select("p").union(ROW.select("p"), distinct=True),
    "each of a range": ROW.select(
        "id", n=ibis.range(ROW.p.cast("int64"), ROW.q.cast("int64"), 1).unnest()
    ),
    "each of some": ROW.select("id", n=ibis.array([ROW.m, ROW.m + 12]).unnest()),
}  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "rows.parquet"
    pq.write_table(pa.Table.from_pylist(ROWS, schema=SCHEMA), path)
    return path


def bits(value: Any) -> Any:
    return ("double", struct.pack(">d", value).hex()) if isinstance(value, float) else value


def answers(engine: Engine, rows: ibis.Table, file: Path) -> list[dict[str, Any]]:
    engine.read("hostile", [file])
    found = engine.collect(rows).cast(rows.schema().to_pyarrow())
    return [{name: bits(value) for name, value in row.items()} for row in found.to_pylist()]


def numbered(name: str) -> str:
    return f"value_{list(VALUES).index(name)}"


@pytest.fixture(scope="module")
def values(file: Path) -> list[list[dict[str, Any]]]:
    """Every value, computed at once by each engine, in the order of the rows."""
    rows = ROW.select("id", **{numbered(name): value for name, value in VALUES.items()})
    found = [answers(engine, rows, file) for engine in (spark_engine(), here())]
    return [sorted(answer, key=lambda row: row["id"]) for answer in found]


def here() -> DuckDBEngine:
    return DuckDBEngine(ibis.duckdb.connect())


@pytest.mark.parametrize("name", VALUES)
def test_a_value_has_the_same_bits(name: str, values: list[list[dict[str, Any]]]) -> None:
    on_spark, on_duckdb = ([row[numbered(name)] for row in found] for found in values)
    assert on_spark == on_duckdb


@pytest.mark.parametrize("name", TABLES)
def test_a_relation_has_the_same_rows(name: str, spark: SparkEngine, file: Path) -> None:
    found = [sorted(map(repr, answers(e, TABLES[name], file))) for e in (spark, here())]
    assert found[0] == found[1]


OVERFLOWS: dict[str, Callable[[], ibis.Value]] = {
    "product": lambda: ROW.m * ROW.m * ROW.m,
    "sum": lambda: ROW.small + ibis.literal(2**31 - 1, "int32"),
    "narrowing": lambda: ROW.i.cast("int32"),
    "NaN as a whole number": lambda: ROW.x.round().cast("int64"),
}


@pytest.mark.parametrize("name", OVERFLOWS)
def test_an_overflow_is_an_error_and_never_a_number(
    name: str, spark: SparkEngine, file: Path
) -> None:  # fmt: skip
    rows = ROW.select("id", value=OVERFLOWS[name]())
    for engine in (spark, here()):
        with pytest.raises(Exception, match=r"(?i)overflow|out of range"):
            answers(engine, rows, file)
