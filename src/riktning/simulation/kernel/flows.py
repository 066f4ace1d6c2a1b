"""What becomes of an event: whether a lever prevents it or makes it another, and where it is."""

import numpy as np
import numpy.typing as npt

from riktning.simulation.kernel.blocks import LEVER
from riktning.simulation.kernel.compiling import inner
from riktning.simulation.kernel.philox import ORDINAL_BITS, words
from riktning.simulation.kernel.tables import (
    EMERGENCY,
    MUNICIPAL,
    REHABILITATION,
    SPECIALIST,
    TEAM,
)
from riktning.simulation.tallies import CELLS, EVENTS, Kind

_LAST_PRIMARY, _TEAM = int(Kind.PRIMARY_LETTER), int(Kind.TEAM_HOME_VISIT)
_LAST_SPECIALIST, _EMERGENCY = int(Kind.SPECIALIST_LETTER), int(Kind.EMERGENCY_VISIT)
_LAST_REHABILITATION, _LAST_MUNICIPAL = int(Kind.REHABILITATION_PHONE), int(Kind.MUNICIPAL_PHONE)
_ADULT, _OLD = 2, 6  # the age groups from 18 and from 75
LISTED = -1  # in place of a route: the unit listed at


@inner
def led(low, high, mask, place, kind, ordinal, cell, key, now, share):
    """The kind an event becomes, -1 for none: each lever of its kind in turn, by its own draw."""
    for lever in range(now.first[kind], now.levers):
        if now.source[lever] != kind or (now.needs[lever] and not mask & now.needs[lever]):
            continue
        block = np.uint32((LEVER + now.draw[lever]) << ORDINAL_BITS | ordinal)
        word, _, _, _ = words(low, block, np.uint32(now.month), high, key[0], key[1])
        if word < share[lever, cell, place]:
            kind = now.target[lever]
            if kind < 0:
                break
    return kind


def _ways() -> npt.NDArray[np.int8]:
    """The row of ``Places.routes`` that an outpatient event takes, or LISTED: (kinds, cells).

    Children, women, men and the old go to different clinics."""
    found = np.full((EVENTS, CELLS), LISTED, np.int8)
    cells = np.arange(CELLS)
    clinic = np.where(cells < 2 * _ADULT, 0, np.where(cells >= 2 * _OLD, 3, 1 + (cells & 1)))
    found[_LAST_PRIMARY + 1 : _LAST_SPECIALIST + 1] = SPECIALIST + clinic
    found[_TEAM], found[_EMERGENCY] = TEAM, EMERGENCY
    found[_EMERGENCY + 1 : _LAST_REHABILITATION + 1] = REHABILITATION
    found[_LAST_REHABILITATION + 1 : _LAST_MUNICIPAL + 1] = MUNICIPAL
    return found


# Looked up, since who comes next is no use to guess for a processor.
WAYS = _ways()
