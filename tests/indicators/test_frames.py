"""Each frame yields exactly the columns the catalogue declares, on every axis it has."""

from random import Random

import ibis
import pytest

from oracle.hostile import crowd
from riktning.catalogue import load
from riktning.catalogue.frames import FRAMES, ValueType
from riktning.indicators.asking import CodeFlag, Lookback, Request, Source
from riktning.indicators.frames import BUILDERS
from riktning.indicators.frames.texts import spelt_out
from riktning.indicators.grid import unit_calendar
from riktning.indicators.in_memory import in_memory
from riktning.indicators.plans import prepared_in
from riktning.indicators.statement import ENGINES, statements

GRID = {"unit", "month", "sex", "age_group"}
KINDS = {
    ValueType.INTEGER: lambda t: t.is_integer(),
    ValueType.NUMBER: lambda t: t.is_floating(),
    ValueType.BOOLEAN: lambda t: t.is_boolean(),
    ValueType.TEXT: lambda t: t.is_string(),
}
CASES = [(frame, axis) for frame in FRAMES for axis in frame.axes]


@pytest.fixture(scope="module")
def world():
    return crowd(Random(3), 60)


@pytest.fixture(scope="module")
def connection():
    return ibis.duckdb.connect()


@pytest.fixture(scope="module")
def calendar(world):
    return unit_calendar(world.units, *world.months)


def test_every_declared_frame_is_built_and_every_built_one_declared():
    assert set(BUILDERS) == {frame.name for frame in FRAMES}


@pytest.mark.parametrize(("frame", "axis"), CASES, ids=lambda x: getattr(x, "name", str(x)))
def test_a_frame_yields_its_declared_columns_with_their_types(
    frame, axis, world, calendar, connection
):
    lookbacks = tuple(
        Lookback(f"had_{event.name}", event.table, event.code_column,
                 ("N", "E") if event.code_column else (), 12, event.where, event.own_unit)
        for event in frame.events
    )  # fmt: skip
    flags = tuple(CodeFlag(f"has_{table}", table, ("E", "D"), 3) for table in frame.coded)
    columns = {column.name: column.type for column in frame.columns}
    request = Request(frozenset(columns), lookbacks, dict(frame.options), axis, (), flags)
    source = Source(world, *world.months, world.as_of, world.people.municipality)
    built = BUILDERS[frame.name](source, request)
    rows = spelt_out(built, frame.name, source)
    asked = {look.column for look in lookbacks} | {flag.column for flag in flags}
    extra = {"until"} if frame.spans or "until" in rows.columns else set()
    assert set(rows.columns) == GRID | set(columns) | asked | extra
    assert all(built[name].type().is_integer() for name in GRID | extra)
    for name, kind in columns.items():
        assert KINDS[kind](rows[name].type()), (frame.name, name)
    preparation = in_memory(source, calendar, connection)
    preparation.ready(prepared_in(rows))
    assert preparation.engine.collect(rows).num_rows > 0


def test_every_indicator_can_be_shown_as_sql():
    catalogue = load()
    alike = {(d.frame, d.kind, d.population is None): d for d in catalogue.indicators.values()}
    shown = [(d, "duckdb") for d in catalogue.indicators.values()]
    shown += [(d, "spark") for d in alike.values()]
    assert {engine for _, engine in shown} == set(ENGINES)
    for definition, engine in shown:
        sql = statements(definition, catalogue.codes, engine)
        assert all(f"-- {definition.id}, {axis.value}, " in sql for axis in definition.axes)
        assert "SELECT" in sql
        assert ("bucket" if definition.edges else f"{definition.id}__numerator") in sql
