"""Which unit cares for the people of a municipality, as tables that one word looks up."""

import numpy as np
import numpy.typing as npt

from riktning.simulation.arrays import NEVER, Floats, Ints
from riktning.simulation.figures import parameters
from riktning.simulation.kernel.tables import (
    EMERGENCY,
    PICKS,
    ROUTES,
    SPECIALIST,
    WARDS,
    Listings,
    Short,
)
from riktning.simulation.region import Region
from riktning.simulation.routes import routes_for
from riktning.simulation.stay_reasons import CARES

_PREFERENCE = np.array([0.7, 0.15, 0.1, 0.05])
_SCATTER, _HALF_STEP = 101, 0.5  # an odd step visits every pick once
_PATIENTS = ("child", "woman", "adult", "old")


def routes(region: Region) -> Short:
    """Unit numbers, (ROUTES, municipalities, PICKS): clinics by patient, then the others.

    Raises ScenarioError where the region has no unit for a kind of care.
    """
    team = "mobile_team" if "mobile_team" in region.offers else "primary"
    found = [*_specialists(region).swapaxes(0, 1)]
    found += [_where_offered(region, care) for care in ("emergency", "rehabilitation", team)]
    found.append(np.repeat(_towns(region)[:, None], PICKS, axis=1))
    found += [_where_offered(region, care) for care in CARES]
    return np.array(found, np.int16)


def open_routes(found: Short, is_open: npt.NDArray[np.bool_]) -> Short:
    """The same without units that are not open: the municipality's first other unit that is, or
    else anybody's."""
    shut = ~is_open[found]
    if not shut.any():
        return found
    new = found.copy()
    for row, place in zip(*np.nonzero(shut.any(axis=2)), strict=True):
        here, anywhere = found[row, place], found[row].reshape(-1)
        others = here[is_open[here]] if is_open[here].any() else anywhere[is_open[anywhere]]
        if others.size:
            new[row, place, shut[row, place]] = others[0]
    return new


def nearer_routes(nearest: Short, found: Short, share: Floats) -> Short:
    """The same where a ``share`` (places,) of what goes to other hospitals goes to the ``nearest``
    unit with the care instead: a greater share moves who a lesser one moved, and more."""
    order = (np.arange(PICKS) * _SCATTER + _HALF_STEP) % PICKS / PICKS  # of the picks, spread out
    moves = order < share[:, None]
    new = found.copy()
    for row in (*range(SPECIALIST, EMERGENCY), *range(WARDS, ROUTES)):
        there = nearest[np.arange(len(nearest))[:, None], found[row]]
        new[row] = np.where(moves & (there >= 0), there, found[row])
    return new


def nearest_units(region: Region) -> Short:
    """For each municipality and unit, the nearest unit with the same care; -1 where none is."""
    found = np.full((len(region.municipalities), len(region.ids)), -1, np.int16)
    for care, units in region.offers.items():
        options = routes_for(region, care).options
        for unit in units:
            found[:, unit] = options[:, 0]
    return found


def _where_offered(region: Region, care: str) -> Short:
    """The preferred unit most often, (municipalities, PICKS)."""
    options = routes_for(region, care).options
    return np.array([_spread(row, _PREFERENCE) for row in options], np.int16)


def _specialists(region: Region) -> Short:
    """Specialist clinics by municipality and who the patient is, (municipalities, 4, PICKS)."""
    found = np.zeros((len(region.municipalities), len(_PATIENTS), PICKS), np.int16)
    for number, patients in enumerate(_PATIENTS):
        weights = parameters("contacts")["specialist_care"][patients]
        offered = {care: weight for care, weight in weights.items() if care in region.offers}
        options = np.concatenate([routes_for(region, care).options for care in offered], axis=1)
        shares = np.concatenate([weight * _PREFERENCE for weight in offered.values()])
        for place in range(options.shape[0]):
            found[place, number] = _spread(options[place], shares)
    return found


def _towns(region: Region) -> Short:
    """The unit that is each municipality itself."""
    number = {unit_id: index for index, unit_id in enumerate(region.ids)}
    return np.array([number[town] for town in region.municipalities], np.int16)


def listings(region: Region) -> Listings:
    """The primary-care units of each municipality; where it has none, all that never close."""
    units = np.array(region.offers.get("primary", ()), np.int64)
    opened = region.opens[units] <= region.opens[units].min()
    lasting = units[opened & (region.closes[units] >= NEVER)]
    return Listings(*_by_town(region, units, lasting), *_by_town(region, lasting, lasting))


def _by_town(region: Region, units: Ints, otherwise: Ints) -> tuple[Short, Short, Short]:
    rows = [
        [unit for unit in units if region.locations[unit] == town] or list(otherwise)
        for town in region.municipalities
    ]
    counts = np.array([len(row) for row in rows])
    first = np.cumsum(counts) - counts
    return first.astype(np.int16), counts.astype(np.int16), np.concatenate(rows).astype(np.int16)


def _spread(options: Ints, weights: Floats) -> Ints:
    """``PICKS`` places among the options, as near the weights as whole places come."""
    exact = np.cumsum(weights) / weights.sum() * PICKS
    return np.repeat(options, np.diff(np.rint(exact), prepend=0).astype(np.int64))
