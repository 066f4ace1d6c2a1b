"""Contacts are prepared with their ids only where their codes are asked for."""

from collections import Counter
from random import Random

import ibis
import pytest

from oracle.hostile import crowd
from riktning.catalogue.model import Axis
from riktning.indicators.asking import CodeFlag, Request, Source
from riktning.indicators.engines.duckdb_engine import DuckDBEngine
from riktning.indicators.frames import BUILDERS
from riktning.indicators.grid import unit_calendar
from riktning.indicators.plans import prepared_in
from riktning.indicators.prepared.keeping import MemoryKeeper
from riktning.indicators.prepared.preparing import Preparation

FALLS = CodeFlag("falls", "diagnosis", ("W",), days=None)


@pytest.fixture(scope="module")
def world():
    return crowd(Random(8), 60)


def asked(world, columns, flags=()):
    homes = world.people.municipality
    request = Request(frozenset(columns), (), {}, Axis.TREATING_UNIT, None, flags)
    rows = BUILDERS["contact"](Source(world, *world.months, world.as_of, homes), request)
    calendar = unit_calendar(world.units, *world.months)
    engine = DuckDBEngine(ibis.duckdb.connect())
    preparation = Preparation(world, engine, calendar, homes, MemoryKeeper(engine))
    preparation.ready(prepared_in(rows))
    return engine.collect(rows).to_pylist(), prepared_in(rows)


def test_a_contact_has_the_codes_that_were_set_on_it(world):
    rows, tables = asked(world, {"main_code", "planned"}, (FALLS,))
    falls = {
        row["event_id"]
        for row in world.tables["diagnosis"]
        if (row["code"] or "").upper().startswith("W")
    }
    expected = Counter(
        (row["planned"], world.main_codes.get(row["contact_id"]), row["contact_id"] in falls)
        for row in world.tables["contact"]
    )
    assert Counter((row["planned"], row["main_code"], row["falls"]) for row in rows) == expected
    assert "coded_contact" in tables
    assert any(falls for _, _, falls in expected)


def test_where_no_code_is_asked_for_no_id_is_prepared(world):
    rows, tables = asked(world, {"planned"})
    assert len(rows) == len(world.tables["contact"])
    assert "contact" in tables
    assert "coded_contact" not in tables
