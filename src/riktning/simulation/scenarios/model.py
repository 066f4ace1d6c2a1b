"""What a scenario file asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from riktning.catalogue.model import Words
from riktning.core.periods import Month
from riktning.simulation.arrays import Floats
from riktning.simulation.scenarios.levers import ALL_AGES, Ages, LeverEntry


class Sizes(StrEnum):
    """Which size of each effect: the middle, a corner, or drawn anew for each replicate."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Use:
    """A lever in use: from ``start``, in steps of a month over ``ramp`` months, for whom.

    ``reach`` is the share of those it is for; ``units`` are ids of municipalities, or of units
    above them or above their hospital; none: everywhere. ``sizes`` replace the catalogue's.
    """

    lever: LeverEntry
    start: Month
    ramp: int
    reach: float
    units: tuple[str, ...] = ()
    ages: Ages = ALL_AGES
    sex: str | None = None
    sizes: Mapping[str, float] | None = None

    def shares(self, first: Month, months: int) -> Floats:
        """The share reached in each month, (months,): in month n of the ramp n parts of all."""
        since = np.arange(months) + first.index - self.start.index + 1
        part = np.clip(since / max(self.ramp, 1), 0.0, 1.0)
        found: Floats = self.reach * part
        return found


@dataclass(frozen=True, slots=True)
class ScenarioPlan:
    """A scenario as its file says it; ``persons`` None: as many as ``share`` of the region's.

    ``capacity``: beds, slots and queues are finite.
    """

    id: str
    name: Words
    says: Words
    first: Month
    last: Month
    persons: int | None
    share: float | None
    replicates: int
    seed: int
    sizes: Sizes
    uses: tuple[Use, ...]
    capacity: bool = True

    @property
    def months(self) -> int:
        return self.last.index - self.first.index + 1
