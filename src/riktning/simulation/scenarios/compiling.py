"""Turns a scenario file's levers into the arrays that the kernel follows."""

from collections.abc import Sequence

import numpy as np

from riktning.core.ages import AGE_BOUNDS
from riktning.core.errors import ScenarioError
from riktning.simulation.arrays import Floats
from riktning.simulation.care_tables import lasting_tables
from riktning.simulation.illness import condition_figures
from riktning.simulation.region import Region
from riktning.simulation.scenario import Lever, Scenario
from riktning.simulation.scenarios.levers import Does, Effect
from riktning.simulation.scenarios.model import ScenarioPlan, Sizes, Use
from riktning.simulation.tallies import CELLS

_SIZES_KEY = 0x51_2E  # sets the luck of the sizes apart from that of the persons


def kernel_scenario(
    plan: ScenarioPlan, region: Region, months: int, replicate: int, uses: Sequence[Use]
) -> Scenario:
    """What the kernel is to follow in ``months`` months from the plan's first.

    Levers come in the order of their draws. Shares of persons spared a condition by several levers
    multiply; so do changes. Raises ScenarioError when a unit is unknown or a chance exceeds 1.
    """
    levers, factors = [], {does: np.ones(months) for does in Does if not does.is_share}
    stays_away = np.ones((months, len(region.municipalities)))  # of those who could come nearer
    spared = np.ones((months, len(condition_figures().names), CELLS))
    for use in uses:
        reached = use.shares(plan.first, months)
        for effect in use.lever.effects:
            share = reached * _size(plan, use, effect, replicate)
            if effect.does is Does.NEARER:
                stays_away *= 1 - share[:, None] * _places(use, region)
            elif effect.does.knows_places:
                levers.append(_lever(effect, use, share, region))
            elif effect.does is Does.AVOID:
                rows = [condition_figures().names.index(name) for name in effect.conditions]
                spared[:, rows] *= 1 - share[:, None, None] * _cells(effect, use)
            else:
                factors[effect.does] *= 1 + share
    _refuse_beyond_one(factors[Does.READMISSION])
    return Scenario(
        levers=tuple(sorted(levers, key=lambda lever: lever.draw)),
        avoided=_unless_idle(1 - spared, 0.0),
        ready=_unless_idle(factors[Does.READY], 1.0),
        length=_unless_idle(factors[Does.LENGTH], 1.0),
        readmission=_unless_idle(factors[Does.READMISSION], 1.0),
        staffing=_unless_idle(factors[Does.STAFF], 1.0),
        nearer=_unless_idle(1 - stays_away, 0.0),
    )


def size_of(effect: Effect, sizes: Sizes, seed: int, replicate: int) -> float:
    """The size of an effect; drawn, it is the same in every scenario that has the lever."""
    if sizes is not Sizes.DRAWN:
        return {Sizes.LOW: effect.size.low, Sizes.HIGH: effect.size.high}.get(
            sizes, effect.size.middle
        )
    key = np.random.SeedSequence(entropy=seed, spawn_key=(_SIZES_KEY, replicate, effect.draw))
    return effect.size.at(float(np.random.default_rng(key).random()))


def _size(plan: ScenarioPlan, use: Use, effect: Effect, replicate: int) -> float:
    own = (use.sizes or {}).get(effect.name)
    return own if own is not None else size_of(effect, plan.sizes, plan.seed, replicate)


def _lever(effect: Effect, use: Use, share: Floats, region: Region) -> Lever:
    cells, places = _cells(effect, use), _places(use, region)
    if cells.all() and places.all():
        whole = share
    else:
        whole = share[:, None, None] * (cells[:, None] * places[None, :])
    source = effect.source
    if source is None:
        raise ScenarioError(f"{effect.name} has no kind of events", where=use.lever.file)
    return Lever(effect.draw, source, effect.target, whole, effect.conditions)


def _cells(effect: Effect, use: Use) -> Floats:
    """1 for the cells (age group × 2 + sex) it is for, else 0."""
    found = np.zeros((len(AGE_BOUNDS), 2))
    for group, age in enumerate(AGE_BOUNDS):
        if effect.ages.covers(age) and use.ages.covers(age):
            found[group] = [use.sex in {None, sex} for sex in "FM"]
    return found.reshape(-1)


def _places(use: Use, region: Region) -> Floats:
    """1 for the municipalities it is for: named, or below or served by a unit that is."""
    if not use.units:
        return np.ones(len(region.municipalities))
    found = np.zeros(len(region.municipalities))
    for unit in use.units:
        here = np.array([unit in _above(region, n) for n in range(len(found))])
        if not here.any():
            raise ScenarioError(
                f"{use.lever.id}: no municipality belongs to {unit!r}",
                where="units",
                remedy="name municipalities, or a subregion, hospital or administration of theirs",
            )
        found[here] = 1.0
    return found


def _above(region: Region, place: int) -> set[str]:
    """Ids of a municipality, and of what is above it or above its hospital."""
    code = region.municipalities[place]
    units = set(region.ancestors[int(region.hospitals[place])])
    if code in region.ids:
        units |= set(region.ancestors[region.number(code)])
    return {code, *(region.ids[unit] for unit in units)}


def _refuse_beyond_one(factor: Floats) -> None:
    most = float(lasting_tables()["readmission"].max()) / 2.0**32 * float(factor.max())
    if most > 1:
        raise ScenarioError(
            f"the chance of a readmission becomes {most:.2f}, which leaves [0, 1]",
            where="levers",
            remedy="make the change of readmissions smaller",
        )


def _unless_idle(values: Floats, idle: float) -> Floats | None:
    return None if bool((values == idle).all()) else values
