"""The text of ids."""

import numpy as np
from numba import njit

_ZERO, _TEN = np.uint8(ord("0")), np.uint32(10)


@njit(nogil=True, cache=True)
def write_digits(prefix, numbers, text):
    """A one-byte prefix and the last nine digits of each number into the rows of ``text``."""
    last = text.shape[1] - 1
    for i in range(numbers.shape[0]):
        number = np.uint32(numbers[i])
        for at in range(last, 0, -1):
            rest = number // _TEN
            text[i, at] = _ZERO + np.uint8(number - rest * _TEN)
            number = rest
        text[i, 0] = prefix
