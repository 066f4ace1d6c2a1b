"""Philox 4x32-10: random words from a counter and a key, with no state between them.

Salmon, Moraes, Dror & Shaw 2011, Parallel random numbers: as easy as 1, 2, 3. Proceedings of SC11,
doi:10.1145/2063384.2063405.

The counter says for what the luck is: (low word of the id, draw block and ordinal, month, high word
of the id). The key is (seed, replicate). So a person meets the same luck in every scenario, in
whatever order, thread or part of the population it is drawn.
"""

import numpy as np
from numba import njit

_MULTIPLY_0, _MULTIPLY_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_KEY_0, _KEY_1 = np.uint32(0x9E3779B9), np.uint32(0xBB67AE85)
_HALF = np.uint64(32)
_ROUNDS = 10
ORDINAL_BITS = 24


@njit(inline="always")
def words(c0, c1, c2, c3, k0, k1):
    """Four uniform 32-bit words for a counter of four 32-bit words and a key of two."""
    for _ in range(_ROUNDS):
        first = np.uint64(c0) * _MULTIPLY_0
        second = np.uint64(c2) * _MULTIPLY_1
        c0 = np.uint32(second >> _HALF) ^ c1 ^ k0
        c2 = np.uint32(first >> _HALF) ^ c3 ^ k1
        c1, c3 = np.uint32(second), np.uint32(first)
        k0, k1 = np.uint32(k0 + _KEY_0), np.uint32(k1 + _KEY_1)
    return c0, c1, c2, c3


@njit(nogil=True, cache=True)
def fill(counters, key, out):
    """The words of many counters: ``counters`` and ``out`` have shape (n, 4), ``key`` (2,)."""
    for i in range(counters.shape[0]):
        c = counters[i]
        out[i, 0], out[i, 1], out[i, 2], out[i, 3] = words(c[0], c[1], c[2], c[3], key[0], key[1])
