"""Notes of single events, for those whose care is written out as tables."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from riktning.simulation.kernel.blocks import ALWAYS, CHOSEN
from riktning.simulation.kernel.compiling import inner, let_in
from riktning.simulation.kernel.philox import words

# ``kind``: a contact's or a drug's of ``tallies.Kind``; STAY, DEATH or LEFT; WAIT_ENDED,
# WAIT_DROPPED or (not yet over) WAIT_BEGUN; or MOVED_IN and MOVED_OUT of a care home, from the day
# on. A stay's ``day`` is that of admission, ``until`` that of discharge (NEVER: not yet), ``how``
# bits of ``hospital``, ``ready`` and ``reason`` as there; a wait's ``day`` that it was asked for.
NOTE = np.dtype(
    [
        ("low", "u4"), ("high", "u4"), ("day", "i4"), ("until", "i4"), ("unit", "i2"),
        ("kind", "i2"), ("how", "u1"), ("ready", "u1"), ("reason", "u1"),
    ],
    align=True,
)  # fmt: skip
EVERYBODY = 2**32  # a word that every other is below
MOVED_IN, MOVED_OUT, DIED = 100, 101, 8  # DIED: a bit of ``how``, beside those of ``hospital``


class Notes(NamedTuple):
    """``rows`` hold the first ``many[0]`` notes (none: no notes are taken); ``below``: notes are
    of those whose word of choice is below it."""

    rows: npt.NDArray[np.void]
    many: npt.NDArray[np.int64]
    below: npt.NDArray[np.uint64]


def notes(room: int, share: float) -> Notes:
    """Room for so many notes of a share of the persons, the same ones in every scenario."""
    below = np.full(1, round(share * 2**32), np.uint64)
    return Notes(np.zeros(room, NOTE), np.zeros(1, np.int64), below)


@let_in
def is_noted(low, high, taken):
    """Whether notes are taken of a person; by the id alone, whatever seed or replicate."""
    if taken.rows.shape[0] == 0:
        return False
    if taken.below[0] == EVERYBODY:
        return True
    word, _, _, _ = words(low, CHOSEN, ALWAYS, high, np.uint32(0), np.uint32(0))
    return word < taken.below[0]


@inner
def note(low, high, kind, day, unit, taken):
    """A new note, to which the caller may add; the last row where there is no room left."""
    at = min(taken.many[0], taken.rows.shape[0] - 1)
    taken.many[0] += 1
    row = taken.rows[at]
    row.low, row.high, row.kind, row.day, row.unit = low, high, kind, day, unit
    row.until, row.how, row.ready, row.reason = day, 0, 0, 0
    return row
