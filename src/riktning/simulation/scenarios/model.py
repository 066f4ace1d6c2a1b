"""What a scenario file asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from riktning.catalogue.model import Words
from riktning.core.periods import Month
from riktning.simulation.arrays import Floats
from riktning.simulation.scenarios.distributions import Uncertain
from riktning.simulation.scenarios.levers import ALL_AGES, Ages, LeverEntry

# What the model takes from today and nobody knows of the future: factors that are 1 when the
# horizon begins and grow evenly until it ends. The order is part of the draws' luck.
STREAM_NAMES = (
    "primary", "specialist", "emergency", "rehabilitation", "municipal", "unplanned", "planned",
    "antibiotics", "unsuitable",
)  # fmt: skip
DEMAND = "demand_"
PARAMETERS = (*(f"{DEMAND}{name}" for name in STREAM_NAMES), "nights", "days_ready", "readmission")


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
    above them or above their hospital; none: everywhere. ``sizes`` replace the catalogue's. What
    is ``Uncertain`` is drawn, or its middle.
    """

    lever: LeverEntry
    start: Month
    ramp: int
    reach: float | Uncertain
    units: tuple[str, ...] = ()
    ages: Ages = ALL_AGES
    sex: str | None = None
    sizes: Mapping[str, float | Uncertain] | None = None

    def shares(self, first: Month, months: int, reach: float) -> Floats:
        """The share reached in each month, (months,): in month n of the ramp n parts of all."""
        since = np.arange(months) + first.index - self.start.index + 1
        part = np.clip(since / max(self.ramp, 1), 0.0, 1.0)
        found: Floats = reach * part
        return found


@dataclass(frozen=True, slots=True)
class ScenarioPlan:
    """A scenario as its file says it; ``persons`` None: as many as ``share`` of the region's.

    ``capacity``: beds, slots and queues are finite. ``parameters``: factors by the names of
    ``PARAMETERS``. ``places``: file and line of keys, for what can be refused only later.
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
    parameters: Mapping[str, float | Uncertain] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict, compare=False)

    def place(self, *keys: str) -> str:
        """Where the first of the keys that is there stands, else the file."""
        return next((self.places[key] for key in (*keys, "") if key in self.places), "")

    @property
    def months(self) -> int:
        return self.last.index - self.first.index + 1
