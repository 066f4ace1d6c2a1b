"""The averaged trend line of many series, compiled: the same model as ar1.py and slope.py.

What is general there is used here as it is: a level for each season of the year (calendar month,
tertial; one level where a series has one point a year) and a common slope. Each point has one
season, so the moments of a series are few sums; elimination skips what is zero, and all
autocorrelations of the grid are carried through it side by side.

Loops are written out: the first judgement on a machine waits for the compiler, which takes three
times as long over whole-array expressions.
"""

import numpy as np

from riktning.trends.ar1 import FINE_GRAIN, GRAIN, LEAST, Bools, Floats, Ints
from riktning.trends.mixture_kernel import (
    ENOUGH,
    beyond,
    compiled,
    half_width,
    inside,
    share_beyond,
)

SEASONS = 12  # the most there can be
TIME, VALUE, MEAN = 12, 13, 14  # after the seasons: time, y, and the mean of the seasons
SIZE = 15
FIELDS = 8
_NOW, _BOTH, _THEN = 0, 1, 2
_FRESH, _BOTH_WAYS, _CARRIED, _LOG = range(4)  # of a gap, by φ: see _powers
_NO_WEIGHT = 1e-13


@compiled
def average_lines(
    values: Floats,
    variance: Floats,
    last: Ints,
    cycle: int,
    first_season: int,
    phi: Floats,
    log_weight: Floats,
    leaning: float,
    most_leaning: float,
    quantiles: Floats,
) -> Floats:
    """The fields of Line for S series (S, n), shape (8, S); every series has a residual df ≥ 1.

    ``last`` (S,) is the point at which the level is taken, ``cycle`` (1 to 12) the points a year
    and ``first_season`` the place in the year of the first point, from 0; ``phi`` and
    ``log_weight`` (G,) are the grid and the log of its weights, ``quantiles`` (n + 1,) the 97.5 %
    quantile of t by degrees of freedom.
    """
    series, months = values.shape
    nodes = len(phi)
    by_gap = np.empty((months, 4, nodes))
    _powers(phi, by_gap)
    scaled = np.empty((5, months))
    sums = np.empty((months, 3, SIZE, SIZE))
    count = np.empty(months, dtype=np.int64)
    seen = np.empty(SEASONS)
    moments = np.empty((SIZE, SIZE, nodes))
    filled = np.empty((SIZE, SIZE), dtype=np.bool_)
    ends = np.log1p(-phi * phi)
    fitted = np.empty((8, nodes))
    mixture = np.empty((8, 2 * nodes))
    out = np.empty((FIELDS, series))
    for row in range(series):
        points = _scale(values, variance, row, last[row], cycle, first_season, scaled)
        gaps = count[: _gather(scaled, points, sums, count, seen) + 1]
        _join(sums, gaps, by_gap, seen, moments, filled)
        columns = _eliminate(moments, filled, seen, gaps, by_gap, fitted)
        df = points - columns - 1
        _fit(moments, df, fitted)
        lean = min(leaning / df, most_leaning)
        for g in range(nodes):
            fitted[6, g] += log_weight[g] - lean * ends[g]
        _average(fitted, phi, df, quantiles[df], mixture, out, row)
    return out


@inside
def _powers(phi: Floats, by_gap: Floats) -> None:
    """What a gap costs at each φ, (months, 4, G): 1, -2a and a² over 1 - a², and its log.

    a, the correlation over the gap, is φ to its power.
    """
    for g in range(len(phi)):
        a = 1.0
        for gap in range(len(by_gap)):
            if gap > 0:
                a *= phi[g]
                by_gap[gap, _FRESH, g] = 1 / (1 - a * a)
                by_gap[gap, _BOTH_WAYS, g] = -2 * a / (1 - a * a)
                by_gap[gap, _CARRIED, g] = a * a / (1 - a * a)
                by_gap[gap, _LOG, g] = np.log1p(-a * a)


@inside
def _scale(
    values: Floats, variance: Floats, row: int, last: int, cycle: int, first: int, scaled: Floats
) -> int:
    """How many points a series has; (5, n) season, scaled level, time and value, and place."""
    points = 0
    for at in range(values.shape[1]):
        if np.isnan(values[row, at]):
            continue
        weight = 1.0 / np.sqrt(variance[row, at])
        scaled[0, points] = (at + first) % cycle
        scaled[1, points] = weight
        scaled[2, points] = weight * (at - last) / cycle
        scaled[3, points] = weight * values[row, at]
        scaled[4, points] = at
        points += 1
    return points


@inside
def _gather(scaled: Floats, points: int, sums: Floats, count: Ints, seen: Floats) -> int:
    """The sums of products of a series: of pairs by the gap between, and of the first point.

    Gives the widest gap that there is. The sums of the first point stand under gap 0, where there
    are no pairs.
    """
    for gap in range(len(count)):
        count[gap] = 0
    for season in range(SEASONS):
        seen[season] = 0.0
    before = widest = 0
    for now in range(points):
        seen[int(scaled[0, now])] = 1.0
        gap = int(scaled[4, now] - scaled[4, before])
        if count[gap] == 0:
            for i in range(SIZE):
                for j in range(SIZE):
                    for part in range(3):
                        sums[gap, part, i, j] = 0.0
        count[gap] += 1
        widest = max(widest, gap)
        for part in range(3):
            one = before if part == _THEN else now
            other = now if part == _NOW else before
            _add(sums, gap, part, scaled, one, other)
        before = now
    return widest


@inside
def _add(sums: Floats, gap: int, part: int, scaled: Floats, one: int, other: int) -> None:
    """Add (x y' + y x') / 2 of two points to the lower triangle."""
    m, n = int(scaled[0, one]), int(scaled[0, other])
    w, a, b = scaled[1, one], scaled[2, one], scaled[3, one]
    v, c, d = scaled[1, other], scaled[2, other], scaled[3, other]
    sums[gap, part, max(m, n), min(m, n)] += w * v if m == n else w * v / 2
    sums[gap, part, TIME, m] += w * c / 2
    sums[gap, part, TIME, n] += v * a / 2
    sums[gap, part, VALUE, m] += w * d / 2
    sums[gap, part, VALUE, n] += v * b / 2
    sums[gap, part, TIME, TIME] += a * c
    sums[gap, part, VALUE, TIME] += (a * d + b * c) / 2
    sums[gap, part, VALUE, VALUE] += b * d


@inside
def _join(
    sums: Floats, count: Ints, by_gap: Floats, seen: Floats, moments: Floats, filled: Bools
) -> None:
    """The whitened moments at every φ, with a grain on the diagonal; ``filled`` is what is not 0.

    Prais and Winsten (1954): over a gap whose correlation is a, the new part of a point is
    (x - a·before) / √(1 - a²).
    """
    nodes = moments.shape[2]
    total = 0.0
    for i in range(SEASONS):
        total += seen[i]
    for i in range(SIZE - 1):
        for j in range(i + 1):
            start = sums[0, _NOW, i, j]
            filled[i, j] = start != 0.0
            grain = FINE_GRAIN * start if i == j and i < SEASONS else 0.0
            for g in range(nodes):
                moments[i, j, g] = start + grain
            _whiten(sums, count, by_gap, i, j, moments, filled)
    for g in range(nodes):
        moments[TIME, TIME, g] *= 1 + FINE_GRAIN
        moments[VALUE, VALUE, g] = moments[VALUE, VALUE, g] * (1 + GRAIN) + LEAST
    for j in range(SIZE):
        share = seen[j] / total if j < SEASONS else 0.0
        filled[MEAN, j] = share != 0.0
        for g in range(nodes):
            moments[MEAN, j, g] = share


@inside
def _whiten(
    sums: Floats, count: Ints, by_gap: Floats, i: int, j: int, moments: Floats, filled: Bools
) -> None:
    """Add the pairs of every gap at every φ, to one moment."""
    for gap in range(1, len(count)):
        if count[gap] == 0:
            continue
        new, both, old = sums[gap, _NOW, i, j], sums[gap, _BOTH, i, j], sums[gap, _THEN, i, j]
        if new == 0.0 and both == 0.0 and old == 0.0:
            continue
        filled[i, j] = True
        for g in range(moments.shape[2]):
            moments[i, j, g] += (
                new * by_gap[gap, _FRESH, g]
                + both * by_gap[gap, _BOTH_WAYS, g]
                + old * by_gap[gap, _CARRIED, g]
            )


@inside
def _eliminate(
    moments: Floats, filled: Bools, seen: Floats, count: Ints, by_gap: Floats, fitted: Floats
) -> int:
    """Eliminate the seasons; what is left are time, y and the mean given the seasons.

    Leaves in row 6 of ``fitted`` the log determinant of the pairs, Σ log(1 - a²), and in row 7 the
    determinant of the seasons.
    """
    nodes = moments.shape[2]
    for g in range(nodes):
        fitted[6, g] = 0.0
        fitted[7, g] = 1.0
    for gap in range(1, len(count)):
        if count[gap] > 0:
            for g in range(nodes):
                fitted[6, g] += count[gap] * by_gap[gap, _LOG, g]
    columns = 0
    for j in range(SEASONS):
        if seen[j] == 0.0:
            continue
        columns += 1
        for g in range(nodes):
            fitted[7, g] *= moments[j, j, g]
        _clear_below(moments, filled, j, fitted)
    return columns


@inside
def _clear_below(moments: Floats, filled: Bools, j: int, fitted: Floats) -> None:
    """One step of the elimination: column ``j`` out of the rows below it; rows 4, 5 are room."""
    nodes = moments.shape[2]
    for g in range(nodes):
        fitted[4, g] = 1 / moments[j, j, g]
    for i in range(j + 1, SIZE):
        if not filled[i, j]:
            continue
        for g in range(nodes):
            fitted[5, g] = moments[i, j, g] * fitted[4, g]
        for k in range(j + 1, i + 1):
            if filled[k, j]:
                filled[i, k] = True
                for g in range(nodes):
                    moments[i, k, g] -= fitted[5, g] * moments[k, j, g]


@inside
def _fit(moments: Floats, df: int, fitted: Floats) -> None:
    """Level, slope, their variances and covariance, and the restricted log likelihood, by φ."""
    for g in range(moments.shape[2]):
        tt, ty, yy = moments[TIME, TIME, g], moments[VALUE, TIME, g], moments[VALUE, VALUE, g]
        tm, ym, mm = moments[MEAN, TIME, g], moments[MEAN, VALUE, g], moments[MEAN, MEAN, g]
        slope = ty / tt
        rss = max(yy - ty * slope, LEAST)
        scale = rss / df
        fitted[0, g] = slope * tm - ym
        fitted[1, g] = slope
        fitted[2, g] = scale * (tm * tm / tt - mm)
        fitted[3, g] = scale * tm / tt
        fitted[4, g] = scale / tt
        fitted[6, g] = -0.5 * (df * np.log(rss) + fitted[6, g] + np.log(tt * fitted[7, g]))


@inside
def _average(
    fitted: Floats, phi: Floats, df: int, quantile: float, mixture: Floats, out: Floats, row: int
) -> None:
    """The mixture over φ of one series, into the fields of Line.

    Rows of ``mixture`` (8, 2G): weight, centre and scale of each φ; the rest is room for tails.
    Those of no weight are left out, except where a p-value is so small that their tails count.
    """
    nodes = len(phi)
    most, whole = fitted[6, 0], 0.0
    for g in range(nodes):
        most = max(most, fitted[6, g])
    for g in range(nodes):
        fitted[7, g] = np.exp(fitted[6, g] - most)
        whole += fitted[7, g]
    level, slope, autocorrelation = 0.0, 0.0, 0.0
    for g in range(nodes):
        fitted[7, g] /= whole
        level += fitted[7, g] * fitted[0, g]
        slope += fitted[7, g] * fitted[1, g]
        autocorrelation += fitted[7, g] * phi[g]
    level_var, both, slope_var = 0.0, 0.0, 0.0
    for g in range(nodes):
        weight, up, side = fitted[7, g], fitted[0, g] - level, fitted[1, g] - slope
        level_var += weight * (fitted[2, g] + up * up)
        both += weight * (fitted[3, g] + up * side)
        slope_var += weight * (fitted[4, g] + side * side)
    slope_sd = np.sqrt(slope_var)
    kept = _mix(fitted, slope, _NO_WEIGHT, mixture)
    half = half_width(mixture, kept, df, quantile * slope_sd)
    share = beyond(mixture, kept, df, abs(slope))
    if share <= ENOUGH:
        share = share_beyond(mixture, _mix(fitted, slope, -1.0, mixture), df, abs(slope))
    out[0, row], out[1, row] = level, slope
    out[2, row], out[3, row], out[4, row] = np.sqrt(level_var), slope_sd, both
    out[5, row], out[6, row], out[7, row] = half / slope_sd, share, autocorrelation


@inside
def _mix(fitted: Floats, slope: float, least: float, mixture: Floats) -> int:
    """Put weight, centre and scale of each φ of more than the ``least`` weight together."""
    kept = 0
    for g in range(fitted.shape[1]):
        if fitted[7, g] > least:
            mixture[0, kept] = fitted[7, g]
            mixture[1, kept] = fitted[1, g] - slope
            mixture[2, kept] = np.sqrt(fitted[4, g])
            kept += 1
    return kept
