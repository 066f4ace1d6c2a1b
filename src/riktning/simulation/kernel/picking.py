"""The rows of a block for which something may happen, from one byte a row that is 0 or 1."""

import numpy as np

from riktning.simulation.kernel.compiling import inner

_EIGHT = 8


@inner
def pick_out(may, size, picked):
    """The rows that may, in order, into ``picked``; how many. As quick for many as for few."""
    found = 0
    for j in range(size):
        picked[found] = j
        found += may[j]
    return found


@inner
def pick_few(may, size, picked):
    """The same, quicker where few may: eight rows at a time are passed over."""
    may[size:] = 0
    eights, found = may.view(np.uint64), 0
    for eight in range(eights.shape[0]):
        if eights[eight]:
            for j in range(_EIGHT * eight, _EIGHT * eight + _EIGHT):
                picked[found] = j
                found += may[j]
    return found
