"""Each frame yields exactly the columns the catalogue declares, on every axis it has."""

from random import Random

import ibis
import pytest

from oracle.hostile import crowd
from riktning.catalogue import load
from riktning.catalogue.frames import FRAMES, ValueType
from riktning.indicators.asking import Lookback, Request, Source
from riktning.indicators.frames import BUILDERS
from riktning.indicators.statement import duckdb_sql

GRID = ["unit_id", "month", "sex", "age_group"]
KINDS = {
    ValueType.INTEGER: lambda t: t.is_integer(),
    ValueType.NUMBER: lambda t: t.is_floating(),
    ValueType.BOOLEAN: lambda t: t.is_boolean(),
    ValueType.TEXT: lambda t: t.is_string(),
}
CASES = [(frame, axis) for frame in FRAMES for axis in frame.axes]


def test_every_declared_frame_is_built_and_every_built_one_declared():
    assert set(BUILDERS) == {frame.name for frame in FRAMES}


@pytest.mark.parametrize(("frame", "axis"), CASES, ids=lambda x: getattr(x, "name", str(x)))
def test_a_frame_yields_exactly_its_declared_columns(frame, axis):
    world = crowd(Random(3), 60)
    lookbacks = tuple(
        Lookback(f"had_{event.name}", event.table, event.code_column, ("N", "E"), 12)
        for event in frame.events
    )
    request = Request(
        frozenset(column.name for column in frame.columns), lookbacks, dict(frame.options), axis
    )
    source = Source(world, *world.months, world.as_of, world.people.municipality)
    rows = BUILDERS[frame.name](source, request)
    wanted = {column.name: column.type for column in frame.columns}
    assert rows.columns[:4] == tuple(GRID)
    assert set(rows.columns[4:]) == set(wanted) | {look.column for look in lookbacks}
    for name, kind in wanted.items():
        assert KINDS[kind](rows[name].type()), (frame.name, name)
    assert ibis.duckdb.connect().to_pyarrow(rows.count()).as_py() > 0


def test_every_indicator_can_be_shown_as_sql():
    catalogue = load()
    for definition in catalogue.indicators.values():
        sql = duckdb_sql(definition, catalogue.codes)
        assert sql.startswith(("SELECT", "WITH")) and f"{definition.id}__numerator" in sql
