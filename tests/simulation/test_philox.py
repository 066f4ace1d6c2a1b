"""The generator: the published answers, and luck that depends on nothing but its counter."""

import numpy as np
import pytest
from scipy import stats

from riktning.simulation.kernel.philox import fill

ALL = 0xFFFFFFFF
# Random123's kat_vectors for philox4x32 with ten rounds: counter, key, answer.
KNOWN = [
    ((0,) * 4, (0,) * 2, (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ALL,) * 4, (ALL,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


def _words(counters, key):
    counters = np.array(counters, np.uint32)
    out = np.empty_like(counters)
    fill(counters, np.array(key, np.uint32), out)
    return out


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_the_words_are_those_that_the_authors_publish(counter, key, answer):
    assert tuple(_words([counter], key)[0]) == answer


def slow_words(counter, key):
    """The same in Python's own whole numbers."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        first, second = c0 * 0xD2511F53, c2 * 0xCD9E8D57
        c0, c1, c2, c3 = (
            (second >> 32) ^ c1 ^ k0,
            second & ALL,
            (first >> 32) ^ c3 ^ k1,
            first & ALL,
        )
        k0, k1 = (k0 + 0x9E3779B9) & ALL, (k1 + 0xBB67AE85) & ALL
    return c0, c1, c2, c3


def test_random_counters_agree_with_plain_whole_numbers():
    drawn = np.random.default_rng(1).integers(0, 2**32, (500, 6), dtype=np.uint64)
    for row in drawn.tolist():
        assert tuple(_words([row[:4]], row[4:])[0]) == slow_words(row[:4], row[4:])


def test_neighbouring_counters_give_even_and_unrelated_words():
    counters = np.zeros((200_000, 4), np.uint32)
    counters[:, 0] = np.arange(200_000)
    words = _words(counters, (1, 0)) / 2.0**32
    for column in words.T:
        assert stats.kstest(column, "uniform").pvalue > 1e-4
        assert abs(np.corrcoef(column[:-1], column[1:])[0, 1]) < 0.012
    assert abs(np.corrcoef(words.T) - np.eye(4)).max() < 0.012
