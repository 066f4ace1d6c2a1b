"""The engine and a slow, independent twin give the same figures, to the last digit."""

from collections import defaultdict
from datetime import date
from random import Random

import ibis
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from oracle.hostile import crowd, worlds
from oracle.measures import ORACLES
from oracle.people import month_end
from riktning.catalogue import load
from riktning.catalogue.model import Axis
from riktning.core.periods import Month, Period, PeriodKind
from riktning.indicators.asking import Source
from riktning.indicators.engine import compute_cells, groups_of
from riktning.indicators.grid import unit_calendar
from riktning.indicators.margins import margins_of

CATALOGUE = load()
SETTINGS = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def connection():
    return ibis.duckdb.connect()


def computed(world, connection):
    """Every group's cells for a world."""
    first, last = world.months
    source = Source(world, first, last, world.as_of, world.people.municipality)
    calendar = unit_calendar(world.units, first, last)
    for group in groups_of(CATALOGUE.indicators.values()):
        yield compute_cells(group, source, CATALOGUE.codes, calendar, connection)


def units_in(world, month):
    """Unit → parent as the latest row that holds some day of the month says."""
    begins, ends = date.fromisoformat(f"{month}-01"), month_end(month)
    rows = [
        row for row in world.tables["unit"]
        if row["from_date"] <= ends and (row["to_date"] is None or row["to_date"] >= begins)
    ]  # fmt: skip
    rows.sort(key=lambda row: row["from_date"])
    return {row["unit_id"]: row["parent_id"] for row in rows}


def expected(definition, world):
    """The twin's cells that lie on the grid."""
    sums = ORACLES[definition.id](world).cells
    return {
        key: values
        for key, values in sums.items()
        if world.first <= key[1] <= world.last and key[0] in units_in(world, key[1])
    }


def found(cells, definition):
    """The engine's cells that are not all zero."""
    parts = [cells.part(definition, part) for part in ("numerator", "denominator", "squares")]
    some = np.any([part != 0 for part in parts if part is not None], axis=0)
    grid, answer = cells.grid, {}
    for unit, month, sex, age in zip(*np.nonzero(some), strict=True):
        calendar = grid.calendar
        key = calendar.ids[unit], str(calendar.months[month]), grid.sexes[sex], grid.ages[age]
        answer[key] = [None if p is None else p[unit, month, sex, age] for p in parts]
    return answer


def as_counted(definition, values):
    """What of the twin's three sums the definition has, as numbers."""
    numerator, denominator, squares = values
    has = definition.denominator is not None, definition.squares is not None
    return [
        float(numerator), float(denominator) if has[0] else None, float(squares) if has[1] else None
    ]  # fmt: skip


def assert_agree(world, connection):
    for cells in computed(world, connection):
        for definition in cells.group.definitions:
            wanted = {
                key: as_counted(definition, values)
                for key, values in expected(definition, world).items()
                if any(as_counted(definition, values)[i] for i in range(3))
            }
            assert found(cells, definition) == wanted, definition.id


@SETTINGS
@given(world=worlds())
def test_engine_and_twin_agree_on_every_cell_of_every_indicator(world, connection):
    assert_agree(world, connection)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_engine_and_twin_agree_on_a_crowd_in_which_every_indicator_counts_something(
    seed, connection
):
    world = crowd(Random(seed), 250)
    for definition in CATALOGUE.indicators.values():
        numerators = [values[0] for values in expected(definition, world).values()]
        assert sum(map(bool, numerators)) >= 3, definition.id
    assert_agree(world, connection)


def test_every_indicator_has_a_twin_and_every_twin_an_indicator():
    assert set(ORACLES) == set(CATALOGUE.indicators)


@settings(SETTINGS, max_examples=4)
@given(world=worlds())
def test_roll_ups_equal_counting_the_larger_unit_and_period_directly(world, connection):
    for cells in computed(world, connection):
        for margins in margins_of(cells):
            definition = margins.definition
            direct = directly(definition, world)
            numerator = margins.sums(margins.by_unit["numerator"])
            for number, period in enumerate(margins.calendar.periods):
                for unit, unit_id in enumerate(margins.units.ids):
                    wanted = direct[unit_id, period.start, period.kind]
                    assert numerator[unit, number] == pytest.approx(float(wanted), abs=1e-9)


def directly(definition, world):
    """(unit, start, length) → numerator over everything below the unit in the period."""
    totals = defaultdict(int)
    for (unit, month, _, _), (numerator, _, _) in expected(definition, world).items():
        parents, above = units_in(world, month), unit
        while above is not None:
            for kind in PeriodKind:
                start = Period.containing(Month.parse(month), kind).start
                totals[above, start, kind] += numerator
            above = parents[above]
    return totals


@settings(SETTINGS, max_examples=2)
@given(world=worlds(persons=4))
def test_every_unit_month_sex_and_age_group_has_a_cell_even_when_empty(world, connection):
    for cells in computed(world, connection):
        months = [str(month) for month in cells.grid.calendar.months]
        each = len(cells.grid.sexes) * len(cells.grid.ages)
        assert cells.table.num_rows == each * sum(len(units_in(world, m)) for m in months)


def test_municipal_measures_are_counted_where_people_live():
    municipal = {d.id for d in CATALOGUE.indicators.values() if d.axis is Axis.MUNICIPALITY}
    assert municipal == {"andel_primarvard", "olampliga_lakemedel_75"}
