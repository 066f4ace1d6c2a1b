"""From which month on a series can be compared with itself: after its last break.

The source may count something else from a month (the definition says so), or the number that the
value is counted on may change its level: a unit taken over, a department closed, a system replaced.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from riktning.core.periods import MONTHS_A_YEAR
from riktning.trends.ar1 import Bools, Floats, Ints
from riktning.trends.verdict import Reason

HALF_YEAR = MONTHS_A_YEAR // 2
LEVEL_FACTOR = 2.0
SMALLEST_MEDIAN = 30  # a smaller number changes its level by chance alone
_MONTHS_TO_KNOW_A_SEASON = 3 * MONTHS_A_YEAR


@dataclass(frozen=True, slots=True)
class Breaks:
    """For S series: the place in the block each is judged from, and why; 0 and None."""

    since: Ints
    reasons: tuple[Reason | None, ...]


def no_breaks(series: int) -> Breaks:
    """Series that are judged whole."""
    return Breaks(np.zeros(series, dtype=np.int64), (None,) * series)


def find_breaks(shape: tuple[int, int], defined: Sequence[int], size: Floats | None) -> Breaks:
    """The last break of each of S series of n periods, ``shape`` (S, n).

    ``defined`` are the places of the definition's own breaks, those outside the series left aside;
    ``size`` (S, n) is the denominator by month, None where it is no size or periods are longer. Of
    two causes the later counts.
    """
    series, periods = shape
    stated = max((place for place in defined if 0 < place < periods), default=0)
    volume = np.zeros(series, dtype=np.int64) if size is None else last_new_level(size)
    since = np.maximum(volume, stated).astype(np.int64)
    return Breaks(since, tuple(_why(int(at), stated) for at in since))


def _why(since: int, stated: int) -> Reason | None:
    if since <= 0:
        return None
    return Reason.DEFINITION_BREAK if stated >= since else Reason.VOLUME_BREAK


def last_new_level(size: Floats) -> Ints:
    """The first month of the last new level of each row of ``size`` (S, n); 0 where there is none.

    A level is new where the median of the half year from a month on is more than double, or less
    than half, that of the half year before, and the two half years do not overlap; of neighbouring
    months the steepest. The rule of the quality check of volumes in the delivery, here for the
    series that is judged: season (each calendar month's usual share of the year around it) is
    divided out where three years are known, rows with a median below 30 and half years with a gap
    are not judged.
    """
    found = np.zeros(len(size), dtype=np.int64)
    if size.shape[1] < 2 * HALF_YEAR:
        return found
    large = np.flatnonzero(_median(size, axis=1) >= SMALLEST_MEDIAN)
    if not len(large):
        return found
    steps = _steps(_without_season(size[large]))
    places = np.arange(1, steps.shape[1] + 1)
    found[large] = np.where(steps > 0, places + HALF_YEAR - 1, 0).max(axis=1)
    return found


def _steps(ratios: Floats) -> Floats:
    """The size of the step at each place that is a break, 0 elsewhere: (S, n - 11)."""
    windows = np.lib.stride_tricks.sliding_window_view(ratios, HALF_YEAR, axis=1)
    before, after = windows[:, :-HALF_YEAR], windows[:, HALF_YEAR:]
    low, high = windows.min(axis=2), windows.max(axis=2)
    rises = low[:, HALF_YEAR:] > high[:, :-HALF_YEAR]
    falls = low[:, :-HALF_YEAR] > high[:, HALF_YEAR:]
    middles = [np.log(np.median(part, axis=2) + 1e-9) for part in (before, after)]
    steps = np.abs(middles[1] - middles[0])
    apart: Bools = (rises | falls) & (steps > np.log(LEVEL_FACTOR))
    steps = np.where(apart, steps, 0.0)
    padded = np.pad(steps, ((0, 0), (HALF_YEAR - 1, HALF_YEAR - 1)))
    near = np.lib.stride_tricks.sliding_window_view(padded, 2 * HALF_YEAR - 1, axis=1)
    return np.asarray(np.where(steps == near.max(axis=2), steps, 0.0), dtype=np.float64)


def _without_season(size: Floats) -> Floats:
    months = size.shape[1]
    if months < _MONTHS_TO_KNOW_A_SEASON:
        return size
    padded = np.pad(size, ((0, 0), (HALF_YEAR, HALF_YEAR)), mode="reflect")
    around = _median(
        np.lib.stride_tricks.sliding_window_view(padded, MONTHS_A_YEAR + 1, axis=1), axis=2
    )
    ratios = size / np.where(around > 0, around, 1.0)
    season = np.ones_like(size)
    for start in range(MONTHS_A_YEAR):
        usual = _median(ratios[:, start::MONTHS_A_YEAR], axis=1)
        season[:, start::MONTHS_A_YEAR] = np.where(usual > 0, usual, 1.0)[:, None]
    return size / season


def _median(array: Floats, axis: int) -> Floats:
    """The median of what is known; NaN where nothing is, without a warning."""
    known = ~np.isnan(array)
    ordered = np.sort(np.where(known, array, np.inf), axis=axis)
    count = known.sum(axis=axis, keepdims=True)
    low = np.take_along_axis(ordered, np.maximum((count - 1) // 2, 0), axis=axis)
    high = np.take_along_axis(ordered, np.minimum(count // 2, array.shape[axis] - 1), axis=axis)
    some = count > 0
    middle = (np.where(some, low, np.nan) + np.where(some, high, np.nan)) / 2
    return np.asarray(middle.squeeze(axis=axis), dtype=np.float64)
