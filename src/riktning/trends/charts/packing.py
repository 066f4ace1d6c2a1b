"""Points moved together, so that a missing one neither breaks a run nor counts in one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riktning.trends.ar1 import Bools, Floats


@dataclass(frozen=True, slots=True)
class Packed:
    """``values`` (S, n) with missing points last (NaN); ``order`` tells where each came from.

    ``order`` is None where nothing is missing, and nothing was moved.
    """

    values: Floats
    order: NDArray[np.intp] | None

    def together(self, array: Floats) -> Floats:
        """Another array (S, n) moved in the same way."""
        return array if self.order is None else np.take_along_axis(array, self.order, axis=1)

    def unpacked(self, mask: Bools) -> Bools:
        """A mask (S, n) of the moved points, back where the points came from."""
        if self.order is None:
            return mask
        spread = np.zeros_like(mask)
        np.put_along_axis(spread, self.order, mask, axis=1)
        return spread


def pack(values: Floats) -> Packed:
    """Move the points of each series (S, n) together, in their order."""
    missing = np.isnan(values)
    if not missing.any():
        return Packed(values, None)
    order = np.argsort(missing, axis=1, kind="stable")
    return Packed(np.take_along_axis(values, order, axis=1), order)
