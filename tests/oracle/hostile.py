"""Small deliveries that are valid and unkind: leap days, same-day transfers, overlapping stays,
births and deaths inside windows, nulls, units that open, close and move, tables with no row or
not there at all, months outside what the delivery says it covers."""

from datetime import timedelta
from random import Random

from hypothesis import strategies as st

from oracle.chance import Chance
from oracle.hostile_people import person
from oracle.hostile_registers import registers
from oracle.hostile_units import unit_rows
from oracle.people import month_end, shifted
from oracle.world import World
from riktning.sources.contracts import TABLES

AT_RISK = sorted(table.name for table in TABLES if table.name not in ("unit", "person"))


@st.composite
def worlds(draw, persons=14, longest=30):
    """A hostile delivery; some tables are left empty, others were not delivered."""
    seed, number = draw(st.integers(0, 2**32)), draw(st.integers(1, persons))
    first = shifted("2022-01", draw(st.integers(0, 18)))
    last = shifted(first, draw(st.integers(5, longest - 1)))
    world = crowd(Random(seed), number, first, last, lawless=draw(st.booleans()))
    world.as_of = month_end(last) + timedelta(days=draw(st.sampled_from([0, 0, 10, 29, 30, -5])))
    for name in draw(st.sets(st.sampled_from(AT_RISK), max_size=3)):
        world.tables[name] = []
    world.made = f"seed {seed}, {number} persons, {first} to {last} as of {world.as_of}"
    return World(world.tables, first, last, world.as_of, made=world.made)


def crowd(rng, persons, first="2023-01", last="2024-12", *, lawless=False):
    """A hostile delivery of as many persons, made by a random generator; ``lawless`` has also what
    the tables' contract forbids."""
    chance = Chance(rng, lawless=lawless)
    tables = {table.name: [] for table in TABLES}
    tables["unit"] = unit_rows()
    for number in range(persons):
        person(chance, tables, f"p{number}")
    registers(chance, tables)
    return World(tables, first, last, month_end(last))
