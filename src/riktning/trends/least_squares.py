"""Least squares on a short series: told beside the verdict, which never rests on it."""

import math

import numpy as np
from scipy.special import stdtr

from riktning.trends.ar1 import Floats

FEWEST = 3  # points that a level and a slope leave something of
FEWER_THAN = 12  # points: of longer series nobody asks for it


def plain_slope(values: Floats, first_season: int, cycle: int) -> tuple[float, float] | None:
    """Slope a year, in the unit of ``values`` (n,), and its two-sided p-value.

    A level for each season of the year that has a point, and a slope (Legendre 1805), all points
    alike and as if they were independent: with autocorrelated points the p-value is too small.
    ``first_season`` is the place in the year of the first point, from 0; NaN is no point. None
    where no degree of freedom is left, or the points lie on the line to the last digit.
    """
    seen = np.flatnonzero(~np.isnan(values))
    if len(seen) < FEWEST:
        return None
    y = values[seen]
    levels = np.eye(cycle)[(seen + first_season) % cycle]
    X = np.column_stack([levels[:, levels.any(axis=0)], (seen - seen.mean()) / cycle])
    df = len(y) - X.shape[1]
    if df < 1 or np.linalg.matrix_rank(X) < X.shape[1]:
        return None
    beta = np.linalg.lstsq(X, y - y.mean(), rcond=None)[0]
    left = y - y.mean() - X @ beta
    error = math.sqrt(float(left @ left) / df * float(np.linalg.inv(X.T @ X)[-1, -1]))
    slope = float(beta[-1])
    if not error > 0 or not math.isfinite(slope / error):
        return None
    return slope, float(2 * stdtr(df, -abs(slope / error)))
