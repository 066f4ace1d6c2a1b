"""How much care a person needs in a month, exactly, and a bound of it that takes one byte.

Memory, not arithmetic, is what a month of millions of persons costs: nine exact rates a person
would be half of all that is read. Most need nothing: the bound says so; the rest is worked out.
"""

import numpy as np

from riktning.simulation.kernel.compiling import inner, written_out
from riktning.simulation.kernel.tables import AGES

EMERGENCY = 2  # the stream that some use much oftener than others
# A bound is the ten highest bits of a 32-bit float (sign, exponent, a quarter of an octave), less
# those of 2 ** -27, which is no rate.
_BITS, _LEAST = 21, 400


@inner
def rate_of(stream, row, mask, home, table):
    """Expected events of a stream in a month of mean length."""
    low, high = mask & 255, mask >> 8
    more = np.float32(1) + table.care_low[low, stream] + table.care_high[high, stream]
    rate = table.base[row % (2 * AGES), stream] * home.frailty * more
    return rate * home.often if stream == EMERGENCY else rate


@inner
def bound_of(rate):
    """The next quarter of an octave above a rate, as a byte."""
    return min(max((np.float32(rate).view(np.int32) >> _BITS) + 1 - _LEAST, 0), 255)


@written_out
def bits_of(bound):
    """The bits of the 32-bit float that a bound is."""
    return (np.int32(bound) + _LEAST) << _BITS
