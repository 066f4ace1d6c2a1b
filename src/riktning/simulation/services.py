"""Digital services and online programmes, unit by unit and month by month. Units are whole."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from riktning.core.periods import Month
from riktning.core.units import UnitKind
from riktning.simulation.arrays import Ints
from riktning.simulation.columns import codes, dates, whole
from riktning.simulation.figures import parameters
from riktning.simulation.unit_months import unit_months
from riktning.simulation.world import World

_SHARE_OF_LEVEL = 0.98  # no service has all of those it is meant for
_USERS_BELOW_TARGET = 3  # times as many as use a programme at the origin could


@dataclass(frozen=True)
class _Used:
    """One element a service, unit and month; ``service`` numbers :func:`service_names`."""

    unit: Ints
    month: Ints
    service: Ints
    active: Ints
    target: Ints
    sessions: Ints


def service_names() -> tuple[str, ...]:
    given = parameters("registers")
    return (*given["services"], *given["programmes"])


def service_table(world: World) -> dict[str, pa.Array]:
    """Active users among those a service is meant for; a programme has rows once it is offered."""
    parts = (_services(world), _programmes(world))
    unit, month, service, active, target, sessions = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("unit", "month", "service", "active", "target", "sessions")
    )
    return {
        "unit_id": codes(world.region.ids, unit),
        "month": dates(world.horizon.month_starts[month]),
        "service": codes(service_names(), service),
        "active_users": whole(active),
        "target_users": whole(target),
        "sessions": whole(sessions),
    }


def _services(world: World) -> _Used:
    rng, services = world.rng("registers", 2), parameters("registers")["services"]
    unit, month = unit_months(world, world.region.of_kind(UnitKind.PRIMARY_CARE))
    unit, month = (np.repeat(column, len(services)) for column in (unit, month))
    service = np.tile(np.arange(len(services)), unit.size // len(services))
    share = np.array([first for first, _ in services.values()])[service]
    sessions = np.array([second for _, second in services.values()])[service]
    size = world.rng("registers", 3).uniform(0.6, 1.5, len(world.region.ids))
    target = np.round(36 * size)[unit].astype(np.int64)
    share = np.minimum(_SHARE_OF_LEVEL, share * world.levels["service_users"][unit, month])
    active = rng.binomial(target, share)
    return _Used(unit, month, service, active, target, rng.poisson(active * sessions))


def _programmes(world: World) -> _Used:
    """Each unit that ever offers a programme begins at a month of its own, and then stays."""
    rng, given = world.rng("registers", 5), parameters("registers")
    units, months = unit_months(world, world.region.of_kind(UnitKind.PRIMARY_CARE))
    first = len(given["services"])
    parts = []
    for number, programme in enumerate(given["programmes"].values()):
        offers = rng.random(len(world.region.ids)) < programme["units"]
        late = rng.integers(0, given["programme_spread_months"], len(world.region.ids))
        begins = Month.parse(programme["from"]).index - world.horizon.first.index + late
        rows = offers[units] & (months >= begins[units])
        unit, month = units[rows], months[rows]
        expected = programme["users"] * world.levels["programme_users"][unit, month]
        target = np.full(unit.size, programme["users"] * _USERS_BELOW_TARGET)
        active = np.minimum(rng.poisson(expected), target)
        sessions = rng.poisson(active * given["programme_sessions"])
        parts.append((unit, month, np.full(unit.size, first + number), active, target, sessions))
    return _Used(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
