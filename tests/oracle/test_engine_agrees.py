"""The engine and a slow, independent oracle give the same figures, to the last digit."""

from collections import Counter, defaultdict
from random import Random

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings

from oracle.agreeing import CATALOGUE, computed, differences, expected, found, told
from oracle.from_files import counted_on_files
from oracle.hostile import crowd, worlds
from oracle.measures import ORACLES
from oracle.world import World

# A failing delivery is told by its seed and size; shrinking would count it hundreds of times.
SETTINGS = settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def test_every_indicator_has_an_oracle_and_every_oracle_an_indicator():
    assert set(ORACLES) == set(CATALOGUE.indicators)


@SETTINGS
@given(world=worlds())
def test_engine_and_oracle_agree_on_every_cell_of_every_indicator(world, connection):
    differing = list(differences(world, computed(world, connection)))
    assert not differing, told(differing)


def test_engine_and_oracle_agree_on_a_crowd(everyone, counted):
    differing = list(differences(everyone, counted))
    assert not differing, told(differing)


def test_a_run_that_reuses_what_an_earlier_one_kept_counts_the_same(counted, on_disk):
    for before, again in zip(counted, counted_on_files(*on_disk), strict=True):
        for definition in before.group.definitions:
            assert found(before, definition) == found(again, definition), definition.id


def test_and_every_indicator_counts_something_in_it(everyone):
    for definition in CATALOGUE.indicators.values():
        for axis in definition.axes:
            cells = expected(definition, axis, everyone)
            sums = Counter(part for parts in cells.values() for part in parts)
            assert definition.edges or sums["numerator"] >= 1, (definition.id, axis)
            assert len(cells) >= 2, (definition.id, axis)


def test_the_order_of_the_rows_changes_nothing(connection, one_of_each_frame):
    world = crowd(Random(3), 60, lawless=True)
    shuffled = {name: Random(name).sample(rows, len(rows)) for name, rows in world.tables.items()}
    other = World(shuffled, world.first, world.last, world.as_of)
    one, two = (list(computed(each, connection, one_of_each_frame)) for each in (world, other))
    for before, after in zip(one, two, strict=True):
        for definition in before.group.definitions:
            assert found(before, definition) == found(after, definition), definition.id


def test_cells_counted_by_shards_of_persons_add_up_to_the_whole(connection, one_of_each_frame):
    world = crowd(Random(4), 60, lawless=True)
    whole, *shards = (
        list(computed(world, connection, one_of_each_frame, shard))
        for shard in (None, (0, 2), (1, 2))
    )
    for together, *parts in zip(whole, *shards, strict=True):
        for definition in together.group.definitions:
            total = added(found(part, definition) for part in parts)
            assert total == found(together, definition), definition.id


def added(parts):
    total = defaultdict(Counter)
    for cells in parts:
        for key, counts in cells.items():
            total[key].update(counts)
    return {key: {name: round(n, 6) for name, n in sums.items()} for key, sums in total.items()}


def test_the_grid_has_every_unit_in_every_month_that_it_exists(everyone, counted):
    calendar = counted[0].grid.calendar
    for number, month in enumerate(calendar.months):
        units = {calendar.ids[unit] for unit in np.flatnonzero(calendar.present[number])}
        assert units == set(everyone.units_in(str(month)))
    for cells in counted:
        each = len(cells.grid.sexes) * len(cells.grid.ages)
        assert cells.table.num_rows == each * calendar.present.sum()
