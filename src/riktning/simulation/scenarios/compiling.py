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
from riktning.simulation.scenarios.figuring import Figures
from riktning.simulation.scenarios.levers import Does, Effect
from riktning.simulation.scenarios.model import DEMAND, STREAM_NAMES, ScenarioPlan, Use
from riktning.simulation.tallies import CELLS

_PARAMETERS = {"nights": Does.LENGTH, "days_ready": Does.READY, "readmission": Does.READMISSION}


def kernel_scenario(
    plan: ScenarioPlan, region: Region, months: int, figures: Figures, uses: Sequence[Use]
) -> Scenario:
    """What the kernel is to follow in ``months`` months from the plan's first.

    Levers come in the order of their draws. Shares of persons spared a condition by several levers
    multiply; so do changes. Raises ScenarioError when a unit is unknown or a chance exceeds 1.
    """
    levers, factors = [], {does: np.ones(months) for does in Does if not does.is_share}
    for name, does in _PARAMETERS.items():
        factors[does] *= _growing(figures.parameter(name), months, plan.months)
    _refuse_unknown_units(plan, region, uses)
    stays_away = np.ones((months, len(region.municipalities)))  # of those who could come nearer
    spared = np.ones((months, len(condition_figures().names), CELLS))
    for use in uses:
        reached = use.shares(plan.first, months, figures.reach(use))
        for effect in use.lever.effects:
            share = reached * figures.size(use, effect)
            if effect.does is Does.NEARER:
                stays_away *= 1 - share[:, None] * _places(use, region)
            elif effect.does.knows_places:
                levers.append(_lever(effect, use, share, region))
            elif effect.does is Does.AVOID:
                rows = [condition_figures().names.index(name) for name in effect.conditions]
                spared[:, rows] *= 1 - share[:, None, None] * _cells(effect, use)
            else:
                factors[effect.does] *= 1 + share
    _refuse_beyond_one(plan, factors[Does.READMISSION])
    return Scenario(
        levers=tuple(sorted(levers, key=lambda lever: lever.draw)),
        demand=_demand(plan, figures, months),
        avoided=_unless_idle(1 - spared, 0.0),
        ready=_unless_idle(factors[Does.READY], 1.0),
        length=_unless_idle(factors[Does.LENGTH], 1.0),
        readmission=_unless_idle(factors[Does.READMISSION], 1.0),
        staffing=_unless_idle(factors[Does.STAFF], 1.0),
        nearer=_unless_idle(1 - stays_away, 0.0),
    )


def _growing(factor: float, months: int, horizon: int) -> Floats:
    """From 1 when the horizon begins evenly (geometrically) to ``factor`` when it ends."""
    found: Floats = factor ** (np.minimum(np.arange(1, months + 1), horizon) / horizon)
    return found


def _demand(plan: ScenarioPlan, figures: Figures, months: int) -> Floats | None:
    found = np.ones((months, len(STREAM_NAMES)))
    for stream, name in enumerate(STREAM_NAMES):
        found[:, stream] = _growing(figures.parameter(DEMAND + name), months, plan.months)
    return _unless_idle(found, 1.0)


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
        found[[unit in _above(region, n) for n in range(len(found))]] = 1.0
    return found


def _refuse_unknown_units(plan: ScenarioPlan, region: Region, uses: Sequence[Use]) -> None:
    """No lever is for a unit that nobody belongs to."""
    known = set().union(*(_above(region, n) for n in range(len(region.municipalities))))
    for use in uses:
        for unit in use.units:
            if unit not in known:
                raise ScenarioError(
                    f"{use.lever.id}: no municipality belongs to {unit!r}",
                    where=plan.place(f"levers.{use.lever.id}.units") or "units",
                    remedy="name municipalities, or a subregion, hospital or administration of"
                    " theirs",
                )


def _above(region: Region, place: int) -> set[str]:
    """Ids of a municipality, and of what is above it or above its hospital."""
    code = region.municipalities[place]
    units = set(region.ancestors[int(region.hospitals[place])])
    if code in region.ids:
        units |= set(region.ancestors[region.number(code)])
    return {code, *(region.ids[unit] for unit in units)}


def _refuse_beyond_one(plan: ScenarioPlan, factor: Floats) -> None:
    most = float(lasting_tables()["readmission"].max()) / 2.0**32 * float(factor.max())
    if most > 1:
        raise ScenarioError(
            f"the chance of a readmission becomes {most:.2f}, which leaves [0, 1]",
            where=plan.place("parameters.readmission", "levers") or "levers",
            remedy="make the change of readmissions smaller",
        )


def _unless_idle(values: Floats, idle: float) -> Floats | None:
    return None if bool((values == idle).all()) else values
