"""Monthly registers of units: calls and training. Units are whole, not a sample."""

import numpy as np
import pyarrow as pa

from riktning.core.units import UnitKind
from riktning.simulation.columns import codes, dates, flags, whole
from riktning.simulation.figures import parameters
from riktning.simulation.unit_months import unit_months
from riktning.simulation.world import World

_LISTED_A_UNIT = 9.0  # thousand persons


def call_table(world: World) -> dict[str, pa.Array]:
    """Calls to primary-care units, and those answered the same day."""
    rng = world.rng("registers")
    unit, month = unit_months(world, world.region.of_kind(UnitKind.PRIMARY_CARE))
    size = world.rng("registers", 1).uniform(0.6, 1.5, len(world.region.ids))[unit]
    expected = parameters("registers")["calls_a_listed_thousand"] * _LISTED_A_UNIT * size
    calls = rng.poisson(expected * world.levels["primary_volume"][unit, month])
    answered = rng.binomial(calls, world.levels["calls_same_day"][unit, month])
    return {
        "unit_id": codes(world.region.ids, unit),
        "month": dates(world.horizon.month_starts[month]),
        "calls": whole(calls),
        "answered_same_day": whole(answered),
    }


def training_table(world: World) -> dict[str, pa.Array]:
    """Planned and actual participants in each programme, a row an administration and month."""
    rng, given = world.rng("registers", 4), parameters("registers")
    programmes = {
        **given["training"],
        **{name: [n, False] for name, n in given["education"].items()},
    }
    unit, month = unit_months(world, world.region.of_kind(UnitKind.ADMINISTRATION))
    unit, month = np.repeat(unit, len(programmes)), np.repeat(month, len(programmes))
    programme = np.tile(np.arange(len(programmes)), unit.size // len(programmes))
    planned = np.array([size for size, _ in programmes.values()])[programme]
    digital = np.array([digital for _, digital in programmes.values()])[programme]
    course, education = (
        world.levels[m][unit, month] for m in ("training_share", "education_share")
    )
    share = np.where(programme < len(given["training"]), course, education)
    participants = rng.binomial(planned, share)
    return {
        "unit_id": codes(world.region.ids, unit),
        "month": dates(world.horizon.month_starts[month]),
        "programme": codes(tuple(programmes), programme),
        "participants": whole(participants),
        "planned": whole(planned),
        "digital": flags(digital),
    }
