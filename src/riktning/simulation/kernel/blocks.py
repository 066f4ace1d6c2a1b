"""What luck is drawn for beside births, deaths and migration: the numbers of the draw blocks.

A block's number stands in the eight highest bits of the counter's second word, the ordinal in the
other 24. 0-4 are in ``life``. A number is never given again; docs/decisions/0018 has the table.
"""

import numpy as np

from riktning.simulation.kernel.philox import ORDINAL_BITS

FOUNDER, PERSON, START, ONSET, DEMAND, OTHER, EVENT, STAY, LEVER_ONSET = (
    np.uint32(n << ORDINAL_BITS) for n in range(5, 14)
)
CHOSEN = np.uint32(14 << ORDINAL_BITS)  # of whom notes are taken; with a key of zeros
# Each lever of a scenario draws from a block of its own, LEVER + its draw number (0-127).
LEVER, LEVERS = 64, 128
ALWAYS = np.uint32(0)  # the month of what is drawn once a life
STREAM_BITS = 8  # in an event's ordinal: which of a month's events of a stream it is
