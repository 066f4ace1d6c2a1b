"""Stretches of consecutive points that have something in common, for all series at once."""

import numpy as np

from riktning.trends.ar1 import Bools


def all_of(mask: Bools, length: int) -> Bools:
    """Where a window of ``length`` points that are all true starts; (S, n) to (S, n - length + 1).

    Windows double: two of four points, one step apart, make one of up to eight.
    """
    if length > mask.shape[1]:
        return np.zeros((len(mask), 0), dtype=np.bool_)
    found, span = mask, 1
    while span < length:
        step = min(span, length - span)
        found = found[:, step:] & found[:, :-step]
        span += step
    return found


def covered(starts: Bools, length: int, points: int) -> Bools:
    """The points of the windows of ``length`` that start where ``starts`` is true: (S, points)."""
    if not starts.shape[1]:
        return np.zeros((len(starts), points), dtype=np.bool_)
    found, span = starts, 1
    while span < length:
        step = min(span, length - span)
        grown = np.zeros((len(found), found.shape[1] + step), dtype=np.bool_)
        grown[:, :-step] |= found
        grown[:, step:] |= found
        found, span = grown, span + step
    return found


def in_stretch(mask: Bools, length: int) -> Bools:
    """Where ``mask`` (S, n) is true in at least ``length`` points in a row; shape (S, n)."""
    return covered(all_of(mask, length), length, mask.shape[1])


def in_most_of(mask: Bools, present: Bools, enough: int, length: int) -> Bools:
    """The true points (S, n) of windows of ``length`` present points of which ``enough`` are."""
    points = mask.shape[1]
    if length > points:
        return np.zeros_like(mask)
    count = np.zeros((len(mask), points - length + 1), dtype=np.int8)
    for start in range(length):
        count += mask[:, start : points - length + 1 + start]
    return mask & covered((count >= enough) & all_of(present, length), length, points)
