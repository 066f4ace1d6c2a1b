"""A level that rises or falls, taken away by a line that a few values cannot move."""

import numpy as np

from riktning.trends.ar1 import Bools, Floats
from riktning.trends.charts.limits import median

FAR = 5.0  # times the usual distance from the median: a straight line's furthest point lies 2 off


def levelled(points: Floats) -> tuple[Floats, Bools]:
    """The points (S, n) without their slope, and which rows (S,) have any that lies far off.

    Only those rows are levelled. The slope is the median of those between all pairs of points
    (Theil 1950; Sen 1968, doi:10.1080/01621459.1968.10480934), which values fewer than 29 in a
    hundred cannot move beyond all bounds. NaN where there is no point.
    """
    off = np.abs(points - median(points)[:, None])
    usual = median(off)
    far = (np.nan_to_num(off, nan=0.0) > FAR * usual[:, None]).any(axis=1) & (usual > 0)
    found = points.copy()
    time = np.arange(points.shape[1]) - (points.shape[1] - 1) / 2
    one, other = np.triu_indices(points.shape[1], k=1)
    for row in np.flatnonzero(far).tolist():
        slopes = (points[row, other] - points[row, one]) / (other - one)
        found[row] = points[row] - float(np.nanmedian(slopes)) * time
    return found, np.asarray(far)
