"""What each uncertain figure is in a run: its middle, or drawn with luck of its own.

A figure's luck follows from the seed, the number of the draw and the figure: it is the same in
every scenario that has the figure, so what two scenarios share cancels in their difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from riktning.simulation.scenarios.distributions import Uncertain
from riktning.simulation.scenarios.levers import Effect, Size
from riktning.simulation.scenarios.model import PARAMETERS, ScenarioPlan, Sizes, Use

# They set the luck of the figures apart from that of the persons, and from each other's.
_SIZES_KEY, _REACH_KEY, _PARAMETER_KEY = 0x51_2E, 0x2EAC, 0x9A2A


@dataclass(frozen=True)
class Figures:
    """``draw``: the number of the draw; None: nothing is drawn."""

    plan: ScenarioPlan
    draw: int | None = None

    def size(self, use: Use, effect: Effect) -> float:
        """What an effect does among those reached."""
        own = (use.sizes or {}).get(effect.name)
        if isinstance(own, float | int):
            return own
        size = effect.size if own is None else own
        if self.draw is not None:
            return size.at(self._luck(_SIZES_KEY, effect.draw))
        return _undrawn(size, self.plan.sizes)

    def reach(self, use: Use) -> float:
        """The share of those it is for that a lever reaches when the ramp is over."""
        return self._of(use.reach, _REACH_KEY, use.lever.effects[0].draw)

    def parameter(self, name: str) -> float:
        """The factor of a parameter when the horizon ends."""
        value = self.plan.parameters.get(name, 1.0)
        return self._of(value, _PARAMETER_KEY, PARAMETERS.index(name))

    def told(self, uses: Sequence[Use]) -> dict[str, float]:
        """Every figure by name, for those who want to see what was drawn."""
        found = {f"parameters.{name}": self.parameter(name) for name in self.plan.parameters}
        for use in uses:
            found[f"{use.lever.id}.reach"] = self.reach(use)
            for effect in use.lever.effects:
                found[f"{use.lever.id}.{effect.name}"] = self.size(use, effect)
        return found

    def _of(self, value: float | Uncertain, key: int, number: int) -> float:
        if not isinstance(value, Uncertain):
            return value
        return value.middle if self.draw is None else value.at(self._luck(key, number))

    def _luck(self, key: int, number: int) -> float:
        seeds = np.random.SeedSequence(
            entropy=self.plan.seed, spawn_key=(key, self.draw or 0, number)
        )
        return float(np.random.default_rng(seeds).random())


def figures_of(plan: ScenarioPlan, replicate: int, draw: int | None = None) -> Figures:
    """The figures of a run; where the file says `sizes: drawn`, each replicate is a draw."""
    if draw is None and plan.sizes is Sizes.DRAWN:
        return Figures(plan, replicate)
    return Figures(plan, draw)


def _undrawn(size: Size | Uncertain, sizes: Sizes) -> float:
    if isinstance(size, Size):
        return {Sizes.LOW: size.low, Sizes.HIGH: size.high}.get(sizes, size.middle)
    return {Sizes.LOW: size.least, Sizes.HIGH: size.most}.get(sizes, size.middle)
