"""Beds and patients at 06:00, ward by ward and day by day.

A ward is simulated whole, whatever the number of persons: its beds are not a sample.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from riktning.core.units import UnitKind
from riktning.simulation.arrays import Floats, Ints, Rng
from riktning.simulation.columns import codes, dates, whole
from riktning.simulation.figures import parameters
from riktning.simulation.horizon import weekend
from riktning.simulation.world import World

_JUNE, _AUGUST = 6, 8


@dataclass(frozen=True)
class WardDays:
    """All wards' days; each array has shape (wards, days of the horizon)."""

    wards: Ints
    beds: Ints
    occupied: Ints
    overcrowded: Ints
    misplaced: Ints
    ready: Ints


def draw_ward_days(world: World) -> WardDays:
    """Occupancy about its true level, with the memory of yesterday and fewer on weekends."""
    rng, given = world.rng("wards"), parameters("registers")["wards"]
    wards = np.array(world.region.of_kind(UnitKind.WARD), np.int64)
    days = np.arange(world.horizon.start, world.horizon.end)
    month = world.horizon.month_of(days)
    beds = _beds(world, wards, month, given, rng)
    level = world.levels["occupancy"][wards][:, month]
    noise = _memory(wards.size, days.size, given["daily_sd"], given["daily_memory"], rng)
    share = level * (1 + noise + given["weekend"] * (weekend(days) - 2 / 7))
    occupied = np.maximum(0, np.floor(beds * share + rng.random(share.shape))).astype(np.int64)
    above = np.maximum(0, occupied - beds)
    return WardDays(
        wards=wards,
        beds=beds,
        occupied=occupied,
        overcrowded=rng.binomial(above, given["overcrowded"]),
        misplaced=rng.binomial(occupied, given["misplaced"]),
        ready=rng.binomial(occupied, given["ready"]),
    )


def _beds(world: World, wards: Ints, month: Ints, given: dict[str, Any], rng: Rng) -> Ints:
    usual = rng.integers(given["beds"]["low"], given["beds"]["high"] + 1, wards.size)
    number = np.array([m.month for m in world.horizon.months])
    summer = ((number >= _JUNE) & (number <= _AUGUST))[month]
    chosen: Ints = np.round(usual[:, None] * (1 - given["summer_closed"] * summer)).astype(np.int64)
    return chosen


def _memory(wards: int, days: int, sd: float, phi: float, rng: Rng) -> Floats:
    shocks = rng.standard_normal((wards, days)) * sd * np.sqrt(1 - phi**2)
    path = np.empty((wards, days))
    path[:, 0] = shocks[:, 0] / np.sqrt(1 - phi**2)
    for day in range(1, days):
        path[:, day] = phi * path[:, day - 1] + shocks[:, day]
    return path


def ward_day_table(world: World, drawn: WardDays, month: int) -> dict[str, pa.Array]:
    """The rows of one month, ward by ward; a ward has rows while it is open."""
    days = world.horizon.days(month)
    columns = slice(int(days[0] - world.horizon.start), int(days[-1] + 1 - world.horizon.start))
    ward = np.repeat(drawn.wards, days.size)
    day = np.tile(days, drawn.wards.size)
    open_then = (world.region.opens[ward] <= day) & (day <= world.region.closes[ward])

    def rows(values: Ints) -> pa.Array:
        return whole(values[:, columns].reshape(-1)[open_then])

    return {
        "unit_id": codes(world.region.ids, ward[open_then]),
        "on_date": dates(day[open_then]),
        "available_beds": rows(drawn.beds),
        "occupied": rows(drawn.occupied),
        "overcrowded": rows(drawn.overcrowded),
        "misplaced": rows(drawn.misplaced),
        "ready_for_discharge": rows(drawn.ready),
    }
