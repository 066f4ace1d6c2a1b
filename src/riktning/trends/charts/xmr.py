"""The XmR chart: individual values with limits from their moving range."""

from dataclasses import dataclass

import numpy as np

from riktning.trends.ar1 import Floats

D2 = 1.128  # expected range of two standard normal values
WHEELER = 3 / 2.66  # the rounded constant of NHS charts, limits at 2.66 mean moving ranges
_D4 = 3.267  # upper limit of a moving range over its mean


@dataclass(frozen=True, slots=True)
class Limits:
    """Centre, lower and upper limit of S series × n points, and one sigma; each shape (S, n)."""

    centre: Floats
    lower: Floats
    upper: Floats
    sigma: Floats


def xmr_limits(values: Floats, *, screened: bool = True, d2: float = D2) -> Limits:
    """Three-sigma limits of ``values`` (S, n), NaN where there is no point.

    Only ranges between points in consecutive months count: a missing month leaves its two ranges
    out. ``screened`` drops moving ranges above their own limit once, so that a single jump does
    not widen the limits. Series without variation give limits equal to the centre.
    Shewhart 1931; Wheeler 1993; screening as Nelson 1982, doi:10.1080/00224065.1982.11978811.
    """
    centre = _mean(values)
    sigma = mean_moving_range(values, screened=screened) / d2
    wide = np.broadcast_to(centre[:, None], values.shape)
    spread = np.broadcast_to(sigma[:, None], values.shape)
    return Limits(wide, wide - 3 * spread, wide + 3 * spread, spread)


def mean_moving_range(values: Floats, *, screened: bool) -> Floats:
    """The mean absolute difference of consecutive points, shape (S,); 0 where there is none."""
    ranges = np.abs(np.diff(values, axis=1))
    mean = _mean(ranges)
    if screened:
        kept = np.where(ranges < _D4 * mean[:, None], ranges, np.nan)
        mean = np.where(np.isnan(kept).all(axis=1), mean, _mean(kept))
    return mean


def _mean(array: Floats) -> Floats:
    seen = ~np.isnan(array)
    total = np.where(seen, array, 0.0).sum(axis=1)
    return np.asarray(total / np.maximum(seen.sum(axis=1), 1), dtype=np.float64)
