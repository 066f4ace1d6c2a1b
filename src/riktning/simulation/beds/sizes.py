"""What a region has of beds and queues: read from the parameters, the first year, and the map."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy import stats

from riktning.core.units import UnitKind
from riktning.simulation.arrays import Floats, Ints
from riktning.simulation.figures import parameters
from riktning.simulation.kernel.tables import PICKS, WARDS, Short
from riktning.simulation.region import Region

_SUMMER = {6, 7, 8}


@dataclass(frozen=True)
class Rules:
    """The parameters of capacity.yaml, read once; what each is stands there."""

    occupancy: float
    summer_closed: float
    queues: tuple[str, ...]
    guarantee: int
    first_wait: float  # mean days a planned stay is waited for when the horizon begins
    first_visit_wait: float
    least_wait: float
    most_wait: float
    effort: float
    room: tuple[float, float]
    turned_away: float
    shorter: float
    readmitted: float
    shape: float  # of the gamma distribution of single waits about their mean


@cache
def rules() -> Rules:
    """Waits are sized so that the share within the guarantee is the level of truths.yaml."""
    given, shape = dict(parameters("capacity")), float(parameters("stays")["length_shape"])
    levels, within = parameters("truths")["measures"], given["guarantee"]
    waits = [
        within * shape / stats.gamma.ppf(levels[given.pop(name)]["level"], shape)
        for name in ("treatment_level", "visit_level")
    ]
    return Rules(
        **{**given, "queues": tuple(given["queues"]), "room": tuple(given["room"])},
        first_wait=float(waits[0]),
        first_visit_wait=float(waits[1]),
        shape=shape,
    )


def share_in_time(wait: Floats) -> Floats:
    """Of those who wait so many days on average, the share within the guarantee."""
    given = rules()
    found: Floats = stats.gamma.cdf(given.guarantee * given.shape / wait, given.shape)
    return found


def open_beds(month_of_year: int) -> float:
    """The share of the beds that are open."""
    return 1 - rules().summer_closed * (month_of_year in _SUMMER)


@dataclass(frozen=True)
class Houses:
    """``hospital`` (units,): the row of each unit's hospital, or of itself where it has none;
    ``pool`` (units,): the number in ``pools`` of the care it offers, -1 for none. Queues are common
    to all units of a care, since the guarantee binds the region and not the clinic."""

    hospital: Ints
    pools: tuple[str, ...]
    pool: Ints

    def by_hospital(self, values: Floats) -> Floats:
        """Sums over each unit's hospital, at every unit."""
        sums = np.bincount(self.hospital, values, self.hospital.size).astype(np.float64)
        found: Floats = sums[self.hospital]
        return found

    def by_pool(self, values: npt.NDArray[np.number]) -> Floats:
        """Sums over the units of each care, (pools,)."""
        kept = self.pool >= 0
        sums = np.bincount(self.pool[kept], values[kept], len(self.pools))
        return sums.astype(np.float64)

    def at_units(self, values: Floats, otherwise: float) -> Floats:
        """A care's value at each of its units."""
        found: Floats = np.where(self.pool >= 0, values[self.pool], otherwise)
        return found


def houses(region: Region) -> Houses:
    """The hospitals and kinds of care of a region's units."""
    hospital = np.arange(len(region.ids))
    for unit, above in enumerate(region.ancestors):
        found = [number for number in above if region.kinds[number] is UnitKind.HOSPITAL]
        hospital[unit] = found[0] if found else unit
    pools, pool = tuple(sorted(region.offers)), np.full(len(region.ids), -1)
    for number, care in enumerate(pools):
        pool[list(region.offers[care])] = number
    return Houses(hospital, pools, pool)


def flow(region: Region, routes: Short) -> Floats:
    """The part of the region whose stays come to each unit, care by care added up, (units,)."""
    share = np.repeat(region.population / region.population.sum() / PICKS, PICKS)
    found = np.zeros(len(region.ids))
    for care in routes[WARDS:]:
        found += np.bincount(care.reshape(-1), weights=share, minlength=found.size)
    return found
