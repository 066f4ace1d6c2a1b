"""The XmR chart: individual values with limits from their moving range, and the ranges' own."""

import numpy as np

from riktning.trends.ar1 import Bools, Floats
from riktning.trends.charts.limits import SIGMAS, Limits, mean, setting, wide

D2 = 1.128  # expected range of two standard normal values
WHEELER = 3 / 2.66  # the rounded constant of NHS charts, limits at 2.66 mean moving ranges
_D4 = 3.267  # upper limit of a moving range over its mean


def xmr_limits(
    values: Floats, *, screened: bool = True, d2: float = D2, sets: Bools | None = None
) -> Limits:
    """Three-sigma limits of ``values`` (S, n), NaN where there is no point, in their own unit.

    Only ranges between points in consecutive months count: a missing month leaves its two ranges
    out. ``screened`` drops moving ranges above their own limit once, so that a single jump does
    not widen the limits. ``sets`` (S, n) are the points that set the limits, None for all. Series
    without variation give limits equal to the centre.
    Shewhart 1931; Wheeler 1993; screening as Nelson 1982, doi:10.1080/00224065.1982.11978811.
    """
    used = setting(values, sets)
    centre = wide(mean(used), values)
    sigma = wide(mean_moving_range(used, screened=screened) / d2, values)
    return Limits(centre, centre - SIGMAS * sigma, centre + SIGMAS * sigma, sigma)


def moving_range_limits(values: Floats, sets: Bools | None = None) -> tuple[Floats, Limits]:
    """The mR chart beside the X chart: the ranges (S, n), NaN in the first month, and their limits.

    The upper limit is 3.267 mean ranges; a range has no lower limit but 0 (Wheeler 1993).
    """
    first = np.full((len(values), 1), np.nan)
    ranges = np.concatenate([first, np.abs(np.diff(values, axis=1))], axis=1)
    middle = mean_moving_range(setting(values, sets), screened=False)
    centre, upper = wide(middle, values), wide(_D4 * middle, values)
    return ranges, Limits(centre, np.zeros_like(values), upper, (upper - centre) / SIGMAS)


def mean_moving_range(values: Floats, *, screened: bool) -> Floats:
    """The mean absolute difference of consecutive points, shape (S,); 0 where there is none.

    ``screened`` leaves out those above their own limit, once (Nelson 1982,
    doi:10.1080/00224065.1982.11978811)."""
    ranges = np.abs(np.diff(values, axis=1))
    middle = mean(ranges)
    if screened:
        kept = np.where(ranges < _D4 * middle[:, None], ranges, np.nan)
        middle = np.where(np.isnan(kept).all(axis=1), middle, mean(kept))
    return middle
