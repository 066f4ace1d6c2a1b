"""Medians from counts in buckets, by interpolation, with an order-statistic interval.

The rows of a bucket are spread evenly over it. The median is the mean of the two middle rows (one
and the same when their number is odd). Each lies in its true bucket, so the error is less than the
width of the wider of the two buckets; below the first limit and above the last nothing is known,
and there is no value above the last.

The interval is that of the order statistics: rows l and n + 1 − l, l the largest for which fewer
than l of n rows lie below the median with probability at most 2.5 per cent, binomial with ½ (David
& Nagaraja, 2003, Order Statistics, 3rd ed., § 7.1, doi:10.1002/0471722162). There is none for fewer
than 6 rows.
"""

import numpy as np
from scipy import special

from riktning.indicators.values import TAIL, Floats, Values

_PLACES = 4  # the two middle rows, and the two ends of the interval


class MedianSearch:
    """Finds the medians of many cells in one walk through the buckets, from the lowest up.

    ``size``: rows of each cell, any shape. ``months``: how many month-ends a stock's rows add up
    over, of a shape that fits; the interval's sample is then the mean number a month.
    """

    def __init__(self, size: Floats, months: Floats | float = 1.0) -> None:
        self._below = np.zeros_like(size)
        self._places = _places(size, np.maximum(np.asarray(months, dtype=np.float64), 1.0))
        self._found = np.full((_PLACES, *size.shape), np.nan)

    def add(self, counts: Floats, low: float, high: float | None) -> None:
        """The next bucket: its rows in each cell, and its limits; no upper one for the last."""
        within = self._places - self._below
        here = (within >= 0) & (within < counts)
        if high is not None:
            share = np.divide(within, counts, out=np.zeros_like(within), where=here)
            self._found = np.where(here, low + (high - low) * share, self._found)
        self._below = self._below + counts

    def values(self, scale: float = 1.0) -> Values:
        """Median and interval of each cell, NaN where there is none, in the displayed unit."""
        found = self._found * scale
        return Values((found[0] + found[1]) / 2, found[2], found[3])


def _places(size: Floats, months: Floats) -> Floats:
    """Where the rows lie among all, counted from below: rank − ½, shape (4, …); NaN for none."""
    middle = np.floor((size + 1) / 2)
    sample = np.floor(size / months)
    different, number = np.unique(sample, return_inverse=True)
    found = _fewest(different)
    rank = np.where(found >= 1, found, np.nan)[number].reshape(size.shape)
    places = np.stack([
        middle - 0.5, size - middle + 0.5, (rank - 0.5) * months, size - (rank - 0.5) * months,
    ])  # fmt: skip
    return np.where(size > 0, places, np.nan)


def _fewest(sample: Floats) -> Floats:
    """The least number that a binomial count of n with ½ does not exceed, TAIL or more of the time.

    0 of none. By ``special`` alone: ``scipy.stats`` takes seconds to import.
    """
    n = np.maximum(sample, 1.0)
    found = np.ceil(special.bdtrik(TAIL, n, 0.5))
    lower = np.maximum(found - 1, 0.0)
    found = np.where(special.bdtr(lower, n.astype(np.int64), 0.5) >= TAIL, lower, found)
    return np.where(sample >= 1, found, 0.0)
