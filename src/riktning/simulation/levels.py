"""The invented truths: the level each measure really has, for every unit and month."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from riktning.core.periods import Month
from riktning.simulation.arrays import Floats
from riktning.simulation.figures import parameters
from riktning.simulation.horizon import Horizon
from riktning.simulation.region import Region
from riktning.simulation.streams import stream


@dataclass(frozen=True)
class Levels:
    """``levels["hired_share"]`` has shape (units, months)."""

    region: Region
    horizon: Horizon
    seed: int

    @cached_property
    def _truths(self) -> dict[str, Any]:
        return dict(parameters("truths")["measures"])

    @cached_property
    def _known(self) -> dict[str, Floats]:
        return {}

    def __getitem__(self, measure: str) -> Floats:
        if measure not in self._known:
            self._known[measure] = self._compute(measure)
        return self._known[measure]

    def _compute(self, measure: str) -> Floats:
        truth = self._truths[measure]
        rng = stream(self.seed, "levels", list(self._truths).index(measure))
        years = self._years()
        shares = truth["link"] == "logit"
        base = np.log(truth["level"] / (1 - truth["level"])) if shares else np.log(truth["level"])
        linked = np.full((len(self.region.ids), len(self.horizon.months)), base)
        linked += truth.get("season", 0.0) * self.horizon.season()
        linked += self._slopes(truth)[:, None] * years
        linked += self._disturbances(truth, rng)
        linked += truth.get("spread", 0.0) * rng.standard_normal(len(self.region.ids))[:, None]
        self._shift(linked, truth)
        values: Floats = 1 / (1 + np.exp(-linked)) if shares else np.exp(linked)
        return values

    def _years(self) -> Floats:
        origin = Month.parse(parameters("truths")["origin"]).index
        return np.array([(month.index - origin) / 12 for month in self.horizon.months])

    def _slopes(self, truth: dict[str, Any]) -> Floats:
        """The change a year on the link scale: the nearest named unit's, else the common one."""
        named = truth.get("by_unit", {})
        slopes = np.full(len(self.region.ids), truth.get("yearly", 0.0))
        for unit, above in enumerate(self.region.ancestors):
            own = [named[self.region.ids[a]] for a in above if self.region.ids[a] in named]
            slopes[unit] = own[0] if own else slopes[unit]
        return slopes

    def _disturbances(self, truth: dict[str, Any], rng: np.random.Generator) -> Floats:
        """A stationary AR(1) for each administration, shared by its units."""
        phi, sigma = truth.get("autocorrelation", 0.0), truth.get("disturbance", 0.0)
        count, months = len(self.region.ids), len(self.horizon.months)
        shocks = sigma * rng.standard_normal((count, months))
        paths = np.empty((count, months))
        paths[:, 0] = shocks[:, 0] / np.sqrt(1 - phi**2)
        for month in range(1, months):
            paths[:, month] = phi * paths[:, month - 1] + shocks[:, month]
        administrations = [self.region.administration(unit) for unit in range(count)]
        return paths[administrations]

    def _shift(self, linked: Floats, truth: dict[str, Any]) -> None:
        for shift in truth.get("shifts", []):
            first = Month.parse(shift["from"]).index - self.horizon.first.index
            for unit, above in enumerate(self.region.ancestors):
                if shift["unit"] in {self.region.ids[a] for a in above}:
                    linked[unit, max(first, 0) :] += shift["change"]
