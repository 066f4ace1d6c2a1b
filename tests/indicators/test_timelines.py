"""The stock frames: month for month what a person would count from the rows."""

from collections import Counter
from dataclasses import replace
from random import Random

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators import timeline_twins as twins
from indicators.spark_here import needs_spark
from oracle.hostile import AT_RISK, crowd
from oracle.people import shifted
from oracle.world import World
from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Axis
from riktning.core.periods import Month
from riktning.indicators.asking import Lookback, Request, Source
from riktning.indicators.engines.duckdb_engine import DuckDBEngine
from riktning.indicators.frames import BUILDERS, timeline_bits
from riktning.indicators.grid import SEXES, unit_calendar
from riktning.indicators.prepared.keeping import MemoryKeeper
from riktning.indicators.prepared.preparing import Preparation

HOME, TREATING = Axis.MUNICIPALITY, Axis.TREATING_UNIT
TWINS = {
    "resident_month": twins.residents,
    "listed_month": twins.listed,
    "continuity_month": twins.continuity,
    "monitoring_month": twins.monitored,
    "waiting_month": twins.waiting,
}
CASES = [(name, axis) for name in TWINS for axis in BY_NAME[name].axes]
CODES = {
    "diagnosis": (("I50", "J44"), ("F",), ("Z", "E66", "I1")),
    "dispensing": (("N02AX02", "N05"), ("J01",)),
    "procedure": (("DV1",), ("AU124", "XS")),
}
PEOPLE = ("person", "home", "who")
NEEDED = {
    "resident_month": ("monitoring",), "listed_month": ("listed",),
    "continuity_month": ("listed", "contact"), "monitoring_month": ("monitoring",),
    "waiting_month": ("wait",), "unit_month": ("unit_spell",),
}  # fmt: skip
BUILT = {}
TEXTS = {"diagnosis": "text_diagnosis", "procedure": "text_procedure", "dispensing": "text_atc"}


def asked(frame, axis, rng):
    """Some columns, look-backs, options and age limits that expressions could ask a frame for."""
    columns = {column.name for column in frame.columns if rng.random() < 0.8}
    options = dict(frame.options)
    if "window_months" in options:
        options["window_months"] = rng.choice([1, 3, 18, 40])
    limits = rng.choice([(), (8, 75), (1, 18)]) if "age" in columns else None
    looks = [lookback(event, rng) for event in frame.events for _ in range(rng.randrange(3))]
    unique = {look.column: look for look in looks}
    return Request(
        columns=frozenset(columns), lookbacks=tuple(unique.values()), options=options, axis=axis,
        age_limits=limits,
    )  # fmt: skip


def lookback(event, rng):
    codes = rng.choice([(), *CODES[event.table]]) if event.code_column else ()
    window, counted = rng.choice([1, 2, 3, 12, 18, 60, 1200]), rng.random() < 0.3
    return Lookback(
        column=f"{event.name}_{''.join(codes)}_{window}_{counted}", table=event.table,
        code_column=event.code_column, codes=codes, months=window, counted=counted,
        own_unit=event.own_unit, where=event.where,
    )  # fmt: skip


def rows_of(world, frame, request, engine=None):
    """The frame's rows as the engine makes them, and the ids of its units."""
    engine = engine or DuckDBEngine(ibis.duckdb.connect())
    calendar = unit_calendar(world.units, *world.months)
    homes = world.people.municipality
    looked_at = {look.table for look in request.lookbacks}
    texts = [TEXTS[table] for table in looked_at if table in TEXTS]
    preparation = Preparation(world, engine, calendar, homes, MemoryKeeper(engine))
    preparation.ready([*PEOPLE, *NEEDED[frame.name], *looked_at, *texts])
    source = Source(world, *world.months, world.as_of, homes)
    return engine.collect(_built(frame.name, request, source)).to_pylist(), calendar.ids


def _built(name, request, source):
    """The relation holds no data: for the same months it is put together once."""
    key = name, id(request), source.first, source.last, timeline_bits.LONGEST
    if key not in BUILT:
        BUILT.clear()
        BUILT[key] = request, BUILDERS[name](source, request)
    return BUILT[key][1]


def month_by_month(rows, ids, request):
    """Each span's row once for every month it holds; rows without a place on the grid are left."""
    names = [*sorted(request.columns), *(look.column for look in request.lookbacks)]
    found = Counter()
    for row in rows:
        if None in (row["unit"], row["sex"], row["age_group"]):
            continue
        columns = row | {"age": twins.seen(row.get("age", 0), request.age_limits)}
        key = SEXES[row["sex"]], twins.NAMES[row["age_group"]], *(columns[n] for n in names)
        for month in range(row["month"], row["until"]):
            found[ids[row["unit"]], str(Month.from_index(month)), *key] += 1
    return found


def months_of(rng):
    """Months that need not begin with a year, nor end with one."""
    first = shifted("2022-01", rng.randrange(18))
    return first, shifted(first, rng.randrange(5, 30))


def hostile(rng, first, last):
    """Few people, who are all unlucky."""
    world = crowd(rng, rng.randrange(1, 9), first, last)
    for name in rng.sample(AT_RISK, rng.randrange(3)):
        world.tables[name] = []
    return World(world.tables, world.first, world.last)


def agree(world, frame, request):
    found = month_by_month(*rows_of(world, frame, request), request)
    expected = Counter(key for key in TWINS[frame.name](world, request) if key is not None)
    assert not told(found, expected)
    return found


def told(found, expected, most=5):
    """The first rows that only one of the two has."""
    more, less = found - expected, expected - found
    return [("engine", *row) for row in [*more][:most]] + [("twin", *row) for row in [*less][:most]]


@pytest.mark.parametrize(("name", "axis"), CASES, ids=str)
@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_every_month_has_the_rows_that_the_delivery_says(name, axis, seed):
    """A question takes longer to put together than to answer: each is put to several deliveries."""
    rng, frame = Random(seed), BY_NAME[name]
    months, request = months_of(rng), asked(frame, axis, rng)
    for _ in range(4):
        agree(hostile(rng, *months), frame, request)


@pytest.mark.parametrize(("name", "axis"), CASES, ids=str)
def test_rows_are_the_same_however_the_months_are_cut_into_stretches(name, axis, monkeypatch):
    world, frame = crowd(Random(7), 100, first="2022-09", last="2023-07"), BY_NAME[name]
    request = asked(frame, axis, Random(6))
    whole = agree(world, frame, request)
    assert whole
    monkeypatch.setattr(timeline_bits, "LONGEST", 4)
    assert agree(world, frame, request) == whole


@needs_spark
@pytest.mark.parametrize(("name", "axis"), CASES, ids=str)
def test_spark_makes_the_very_same_rows(name, axis, spark):
    world, frame = crowd(Random(21), 60, first="2022-05", last="2024-06"), BY_NAME[name]
    request = asked(frame, axis, Random(8))
    ours, theirs = (
        Counter(tuple(row.values()) for row in rows_of(world, frame, request, engine)[0])
        for engine in (None, spark)
    )
    assert ours == theirs
    assert ours


@pytest.mark.parametrize("name", ["resident_month", "listed_month", "monitoring_month"])
def test_a_person_has_one_row_a_month_at_most(name):
    world = crowd(Random(11), 40)
    for person in world.tables["person"]:
        person["sex"], person["birth_date"] = "F", person["birth_date"] or world.as_of
    frame = BY_NAME[name]
    request = replace(asked(frame, frame.axes[0], Random(3)), lookbacks=())
    living = Counter(str(who.day)[:7] for who in twins.alive(world))
    found = Counter()
    for key, number in month_by_month(*rows_of(world, frame, request), request).items():
        found[key[1]] += number
    assert found
    assert found <= living


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_units_exist_on_the_last_day_of_the_month(seed):
    rng = Random(seed)
    world = hostile(rng, *months_of(rng))
    frame = BY_NAME["unit_month"]
    request = Request(frozenset({"kind"}), (), {}, TREATING, None)
    rows, ids = rows_of(world, frame, request)
    found = Counter(
        (ids[row["unit"]], str(Month.from_index(month)), row["kind"])
        for row in rows
        for month in range(row["month"], row["until"])
    )
    assert found == Counter(twins.units(world, request))
