"""The units' months: one pair for every unit and month in which the unit is open throughout."""

from collections.abc import Sequence

import numpy as np

from riktning.simulation.arrays import Ints
from riktning.simulation.world import World


def unit_months(world: World, units: Sequence[int]) -> tuple[Ints, Ints]:
    """Unit numbers and month numbers, shape (pairs,), unit by unit."""
    count = len(world.horizon.months)
    unit = np.repeat(np.array(units, np.int64), count)
    month = np.tile(np.arange(count), len(units))
    starts = world.horizon.month_starts
    is_open = (world.region.opens[unit] <= starts[month]) & (
        world.region.closes[unit] >= starts[month + 1] - 1
    )
    return unit[is_open], month[is_open]
