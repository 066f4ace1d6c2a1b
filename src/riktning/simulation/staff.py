"""Staff and its cost, unit by unit and month by month. Units are whole, not a sample."""

import numpy as np
import pyarrow as pa

from riktning.core.units import UnitKind
from riktning.simulation.arrays import Ints
from riktning.simulation.columns import codes, dates, numbers
from riktning.simulation.figures import parameters
from riktning.simulation.unit_months import unit_months
from riktning.simulation.world import World

_WAGES_A_YEAR = 0.03


def staff_table(world: World) -> dict[str, pa.Array]:
    """One row a clinic or primary-care unit, month and profession; costs in SEK."""
    rng, given = world.rng("staff"), parameters("registers")["staff"]
    clinics = world.region.of_kind(UnitKind.CLINIC)
    units = [*clinics, *world.region.of_kind(UnitKind.PRIMARY_CARE)]
    names = tuple(given["professions"])
    unit, month = (np.repeat(column, len(names)) for column in unit_months(world, units))
    profession = np.tile(np.arange(len(names)), unit.size // len(names))
    usual = _usual_headcount(world, unit, profession)
    headcount = np.round(usual * (1 + 0.02 * rng.standard_normal(unit.size)), 1)
    hours = headcount * given["hours"]
    wages = np.exp(_WAGES_A_YEAR * month / 12)
    own = headcount * np.array(given["cost"], float)[profession] * wages
    weight = np.array(given["hired_weight"])[profession]
    hired = own * weight * world.levels["hired_share"][unit, month] * rng.gamma(8, 1 / 8, unit.size)
    return {
        "unit_id": codes(world.region.ids, unit),
        "month": dates(world.horizon.month_starts[month]),
        "profession": codes(names, profession),
        "headcount": numbers(headcount),
        "scheduled_hours": numbers(hours),
        "absent_hours": numbers(np.round(hours * world.levels["absence"][unit, month], 1)),
        "leavers": numbers(rng.poisson(headcount * given["leavers"]).astype(float)),
        "retirements": numbers(rng.poisson(headcount * given["retirements"]).astype(float)),
        "own_cost": numbers(np.round(own)),
        "hired_cost": numbers(np.round(hired)),
    }


def _usual_headcount(world: World, unit: Ints, profession: Ints) -> np.ndarray:
    given = parameters("registers")["staff"]["headcount"]
    clinic = np.array([kind is UnitKind.CLINIC for kind in world.region.kinds])[unit]
    sizes = np.array([given["primary_care"], given["clinic"]], float)
    rng = world.rng("staff", 1)
    size = rng.uniform(0.6, 1.5, len(world.region.ids))[unit]
    return sizes[clinic.astype(np.int64), profession] * size
