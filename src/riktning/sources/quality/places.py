"""Different hashes at places of their own, to be found again in a step or two."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from riktning.sources.quality.hashes import Hashes

Places: TypeAlias = npt.NDArray[np.int64]
_ROOM = 4  # places for each hash, so that few want the same one
_FEWEST_BITS, _SHIFT = 4, 13
NOWHERE = -1


class Directory:
    """Hash → place, from 0 to ``size`` − 1.

    A hash wants the place that some of its bits name; where several want the same one, all but one
    go to a next, smaller layer, by other bits. A place that nobody took holds a hash that does not
    want it.
    """

    def __init__(self, hashes: Hashes) -> None:
        self._layers: list[tuple[int, int, Hashes]] = []
        self.size = 0
        left = hashes
        while len(left) or not self._layers:
            bits = max((len(left) * _ROOM).bit_length(), _FEWEST_BITS)
            shift = (_SHIFT * len(self._layers)) % (64 - bits)
            layer = ~(np.arange(1 << bits, dtype=np.uint64) << np.uint64(shift))
            wanted = _wanted(left, shift, len(layer))
            layer[wanted] = left
            self._layers.append((self.size, shift, layer))
            self.size += len(layer)
            left = left[layer[wanted] != left]

    @property
    def held(self) -> tuple[Places, Hashes]:
        """The places that are taken, and the hashes at them."""
        places, hashes = [], []
        for start, shift, layer in self._layers:
            taken = np.flatnonzero(_wanted(layer, shift, len(layer)) == np.arange(len(layer)))
            places.append(taken + start)
            hashes.append(layer[taken])
        return np.concatenate(places), np.concatenate(hashes)

    def find(self, hashes: Hashes) -> Places:
        """The place of each hash; −1 for one that is not there."""
        start, shift, layer = self._layers[0]
        found = _wanted(hashes, shift, len(layer))
        left = np.flatnonzero(layer.take(found) != hashes)
        found[left] = NOWHERE
        for start, shift, layer in self._layers[1:]:
            if not len(left):
                break
            there = hashes[left]
            wanted = _wanted(there, shift, len(layer))
            hit = layer.take(wanted) == there
            found[left[hit]] = wanted[hit] + start
            left = left[~hit]
        return found


def _wanted(hashes: Hashes, shift: int, size: int) -> Places:
    shifted = hashes >> np.uint64(shift) if shift else hashes
    return (shifted & np.uint64(size - 1)).view(np.int64)
