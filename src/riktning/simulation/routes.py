"""Which unit gives a kind of care to the people of a municipality."""

from dataclasses import dataclass

import numpy as np

from riktning.core.errors import ScenarioError
from riktning.simulation.arrays import Ints, Rng
from riktning.simulation.region import Region

_PREFERENCE = np.cumsum([0.7, 0.15, 0.1, 0.05])


@dataclass(frozen=True)
class Routes:
    """``options``: unit numbers in order of preference, shape (municipalities, 4)."""

    options: Ints

    def choose(self, municipalities: Ints, rng: Rng) -> Ints:
        """A unit for each person, given the number of her municipality."""
        place = np.searchsorted(_PREFERENCE, rng.random(municipalities.size))
        return self.options[municipalities, np.minimum(place, _PREFERENCE.size - 1)]


def routes_for(region: Region, care: str) -> Routes:
    """Own hospital first, then the own municipality, then the own administration, then all.

    Raises ScenarioError when no unit of the region offers the care.
    """
    units = region.offers.get(care, ())
    if not units:
        raise ScenarioError(
            f"no unit offers {care!r}", where="offers.csv", remedy="let at least one unit offer it"
        )
    rows = [_options(region, units, place) for place in range(len(region.municipalities))]
    return Routes(np.array(rows, np.int64))


def _options(region: Region, units: tuple[int, ...], place: int) -> list[int]:
    hospital = int(region.hospitals[place])
    administration = region.administration(hospital)
    town = region.municipalities[place]

    def distance(unit: int) -> int:
        if hospital in region.ancestors[unit]:
            return 0
        if region.locations[unit] == town:
            return 1
        return 2 if administration in region.ancestors[unit] else 3

    near = sorted(units, key=lambda unit: (distance(unit), unit))
    furthest = max(distance(near[0]), 2)  # the whole region only when nobody is nearer
    chosen = [unit for unit in near if distance(unit) <= furthest][: _PREFERENCE.size]
    return (chosen + [chosen[0]] * _PREFERENCE.size)[: _PREFERENCE.size]
