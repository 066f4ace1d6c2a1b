"""The centre and limits of many charts at once, and the points that set them."""

from dataclasses import dataclass

import numpy as np

from riktning.trends.ar1 import Bools, Floats

SIGMAS = 3  # the limits' distance from the centre (Shewhart 1931)


@dataclass(frozen=True, slots=True)
class Limits:
    """Centre, lower and upper limit of S series × n points, and one sigma; each shape (S, n).

    A chart without limits on a side has NaN there.
    """

    centre: Floats
    lower: Floats
    upper: Floats
    sigma: Floats


def around(centre: Floats, sigma: Floats, lowest: float, highest: float) -> Limits:
    """Three-sigma limits (S, n) that stay within the lowest and highest possible value."""
    lower, upper = centre - SIGMAS * sigma, centre + SIGMAS * sigma
    return Limits(centre, np.maximum(lower, lowest), np.minimum(upper, highest), sigma)


def setting(values: Floats, sets: Bools | None) -> Floats:
    """The points that set the limits: ``values`` (S, n), NaN where ``sets`` (S, n) is False."""
    return values if sets is None else np.where(sets, values, np.nan)


def mean(array: Floats) -> Floats:
    """The mean of the points of each series, shape (S,); 0 where there is none."""
    seen = ~np.isnan(array)
    total = np.where(seen, array, 0.0).sum(axis=1)
    return np.asarray(total / np.maximum(seen.sum(axis=1), 1), dtype=np.float64)


def median(array: Floats) -> Floats:
    """The median of the points of each series, shape (S,); 0 where there is none."""
    ordered = np.sort(array, axis=1)  # NaN last
    points = (~np.isnan(array)).sum(axis=1)
    upper = np.minimum(points // 2, array.shape[1] - 1)
    lower = np.maximum((points - 1) // 2, 0)
    rows = np.arange(len(array))
    middle = (ordered[rows, lower] + ordered[rows, upper]) / 2
    return np.where(points > 0, middle, 0.0)


def wide(array: Floats, like: Floats) -> Floats:
    """One number a series (S,) in every month, as ``like`` (S, n)."""
    return np.broadcast_to(array[:, None], like.shape)
