"""The engine and a slow, independent oracle give the same figures, to the last digit."""

from random import Random

import ibis
import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from oracle.agreeing import CATALOGUE, computed, differences, expected, found, told
from oracle.hostile import crowd, worlds
from oracle.measures import ORACLES
from oracle.world import World

# A failing delivery is told by its seed and size; shrinking would count it hundreds of times.
SETTINGS = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


@pytest.fixture(scope="module")
def connection():
    return ibis.duckdb.connect()


def test_every_indicator_has_an_oracle_and_every_oracle_an_indicator():
    assert set(ORACLES) == set(CATALOGUE.indicators)


@SETTINGS
@given(world=worlds())
def test_engine_and_oracle_agree_on_every_cell_of_every_indicator(world, connection):
    differing = list(differences(world, connection))
    assert not differing, told(differing)


@pytest.mark.parametrize("seed", [1, 2])
def test_engine_and_oracle_agree_on_a_crowd_in_which_every_indicator_counts_something(
    seed, connection
):
    world = crowd(Random(seed), 400, "2022-01", "2024-06")
    differing = list(differences(world, connection))
    assert not differing, told(differing)
    for definition in CATALOGUE.indicators.values():
        for axis in definition.axes:
            cells = expected(definition, axis, world).values()
            part = "numerator" if not definition.edges else "bucket_0"
            counting = [parts for parts in cells if parts.get(part)]
            assert len(counting) >= 3, (definition.id, axis)


def test_the_order_of_the_rows_changes_nothing(connection):
    world = crowd(Random(3), 60)
    shuffled = {name: Random(name).sample(rows, len(rows)) for name, rows in world.tables.items()}
    other = World(shuffled, world.first, world.last, world.as_of)
    for one, two in zip(computed(world, connection), computed(other, connection), strict=True):
        for definition in one.group.definitions:
            assert found(one, definition) == found(two, definition), definition.id


def test_cells_counted_by_shards_of_persons_add_up_to_the_whole(connection):
    world = crowd(Random(4), 60)
    shards = [computed(world, connection, shard=(number, 3)) for number in range(3)]
    for whole, *parts in zip(computed(world, connection), *shards, strict=True):
        for definition in whole.group.definitions:
            total = {}
            for cells in (found(part, definition) for part in parts):
                for key, counts in cells.items():
                    cell = total.setdefault(key, {})
                    for name, value in counts.items():
                        cell[name] = cell.get(name, 0) + value
            assert total == pytest.approx(found(whole, definition)), definition.id


def test_every_unit_month_sex_and_age_group_has_a_cell_even_when_empty(connection):
    world = crowd(Random(5), 1)
    for cells in computed(world, connection):
        there = cells.grid.calendar.present.T
        months = [str(month) for month in cells.grid.calendar.months]
        for number, month in enumerate(months):
            units = {cells.grid.calendar.ids[unit] for unit in np.flatnonzero(there[:, number])}
            assert units == set(world.units_in(month))
        assert cells.grid.shape[1] == len(months)
