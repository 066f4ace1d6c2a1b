"""What becomes of an event: whether a lever prevents it or makes it another, and where it is."""

import numpy as np

from riktning.simulation.kernel.blocks import LEVER
from riktning.simulation.kernel.compiling import inner, written_out
from riktning.simulation.kernel.philox import ORDINAL_BITS, words
from riktning.simulation.kernel.tables import (
    EMERGENCY,
    MUNICIPAL,
    REHABILITATION,
    SPECIALIST,
    TEAM,
)
from riktning.simulation.tallies import Kind

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


@written_out
def route(kind, cell):
    """The row of ``Places.routes`` that an outpatient event of a kind takes; or LISTED."""
    if kind <= _LAST_PRIMARY or kind > _LAST_MUNICIPAL:
        return LISTED
    if kind == _TEAM:
        return TEAM
    if kind <= _LAST_SPECIALIST:
        return SPECIALIST + _patients(cell)
    if kind == _EMERGENCY:
        return EMERGENCY
    return REHABILITATION if kind <= _LAST_REHABILITATION else MUNICIPAL


@written_out
def _patients(cell):
    """0 children, 1 women, 2 men, 3 the old: who goes to which clinic."""
    if cell < 2 * _ADULT:
        return 0
    return 3 if cell >= 2 * _OLD else 1 + (cell & 1)
