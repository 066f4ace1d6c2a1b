"""The averaged trend line of many series, compiled: the same model as ar1.py and slope.py.

What is general there is used here as it is: a level for each calendar month and a common slope.
Each month has one calendar month, so the moments of a series are few sums; elimination skips what
is zero, and all autocorrelations of the grid are carried through it side by side.
"""

import numpy as np
from numba import njit

from riktning.trends.ar1 import FINE_GRAIN, GRAIN, LEAST, Bools, Floats, Ints
from riktning.trends.mixture_kernel import half_width, share_beyond

MONTHS = 12
TIME, VALUE, MEAN = 12, 13, 14  # after the calendar months: time, y, and the mean of the months
SIZE = 15
FIELDS = 8
_NOW, _BOTH, _THEN = 0, 1, 2
Point = tuple[int, float, float, float]


@njit(cache=True, error_model="numpy")
def average_lines(
    values: Floats,
    variance: Floats,
    last: Ints,
    first_calendar: int,
    phi: Floats,
    log_weight: Floats,
    leaning: float,
    most_leaning: float,
    quantiles: Floats,
) -> Floats:
    """The fields of Line for S series (S, n), shape (8, S); every series has a residual df ≥ 1.

    ``last`` (S,) is the month at which the level is taken, ``first_calendar`` 0 for January;
    ``phi`` and ``log_weight`` (G,) are the grid and the log of its weights, ``quantiles`` (n + 1,)
    the 97.5 % quantile of t by degrees of freedom.
    """
    series, months = values.shape
    nodes = len(phi)
    carried = _powers(phi, months)
    sums = np.zeros((months, 3, SIZE, SIZE))
    count = np.zeros(months, dtype=np.int64)
    start = np.zeros((SIZE, SIZE))
    moments = np.zeros((SIZE, SIZE, nodes))
    filled = np.zeros((SIZE, SIZE), dtype=np.bool_)
    fitted = np.zeros((7, nodes))
    out = np.empty((FIELDS, series))
    for row in range(series):
        points, seen = _gather(
            values[row], variance[row], last[row], first_calendar, sums, count, start
        )
        _join(sums, count, start, carried, seen, moments, filled)
        log_determinant = fitted[6]
        _fresh(count, carried, log_determinant)
        columns = _eliminate(moments, filled, seen, log_determinant)
        df = points - columns - 1
        _fit(moments, df, fitted)
        lean = min(leaning / df, most_leaning)
        for g in range(nodes):
            fitted[6, g] += log_weight[g] - lean * np.log1p(-phi[g] * phi[g])
        _average(fitted, phi, df, quantiles[df], out[:, row])
    return out


@njit(cache=True, error_model="numpy")
def _powers(phi: Floats, months: int) -> Floats:
    """φ to the power of each gap, (months, G)."""
    carried = np.ones((months, len(phi)))
    for gap in range(1, months):
        for g in range(len(phi)):
            carried[gap, g] = carried[gap - 1, g] * phi[g]
    return carried


@njit(cache=True, error_model="numpy")
def _gather(
    values: Floats,
    variance: Floats,
    last: int,
    first_calendar: int,
    sums: Floats,
    count: Ints,
    start: Floats,
) -> tuple[int, Floats]:
    """The sums of products of a series: of the first point, and of pairs by the gap between."""
    count[:] = 0
    start[:] = 0.0
    seen = np.zeros(MONTHS)
    points, before = 0, -1
    for at in range(len(values)):
        if np.isnan(values[at]):
            continue
        now = _point(values, variance, at, last, first_calendar)
        seen[now[0]] = 1.0
        points += 1
        if before < 0:
            _add(start, now, now)
        else:
            gap = at - before
            if count[gap] == 0:
                sums[gap] = 0.0
            count[gap] += 1
            then = _point(values, variance, before, last, first_calendar)
            _add(sums[gap, _NOW], now, now)
            _add(sums[gap, _BOTH], now, then)
            _add(sums[gap, _THEN], then, then)
        before = at
    return points, seen


@njit(cache=True, error_model="numpy")
def _point(values: Floats, variance: Floats, at: int, last: int, first_calendar: int) -> Point:
    """Calendar month, and the scaled level, time and value of one point."""
    weight = 1.0 / np.sqrt(variance[at])
    return (
        (at + first_calendar) % MONTHS,
        weight,
        weight * (at - last) / MONTHS,
        weight * values[at],
    )


@njit(cache=True, error_model="numpy")
def _add(into: Floats, one: Point, other: Point) -> None:
    """Add (x y' + y x') / 2 of two points to the lower triangle."""
    m, w, a, b = one
    n, v, c, d = other
    if m == n:
        into[m, m] += w * v
    else:
        into[max(m, n), min(m, n)] += w * v / 2
    into[TIME, m] += w * c / 2
    into[TIME, n] += v * a / 2
    into[VALUE, m] += w * d / 2
    into[VALUE, n] += v * b / 2
    into[TIME, TIME] += a * c
    into[VALUE, TIME] += (a * d + b * c) / 2
    into[VALUE, VALUE] += b * d


@njit(cache=True, error_model="numpy")
def _join(
    sums: Floats,
    count: Ints,
    start: Floats,
    carried: Floats,
    seen: Floats,
    moments: Floats,
    filled: Bools,
) -> None:
    """The whitened moments at every φ, with a grain on the diagonal; ``filled`` is what is not 0.

    Prais and Winsten (1954): over a gap whose correlation is a, the new part of a point is
    (x - a·before) / √(1 - a²).
    """
    for i in range(SIZE - 1):
        for j in range(i + 1):
            filled[i, j] = start[i, j] != 0.0
            moments[i, j, :] = start[i, j]
    for gap in range(len(count)):
        if count[gap] > 0:
            _whiten(sums[gap], carried[gap], moments, filled)
    total = 0.0
    for i in range(MONTHS):
        total += seen[i]
        moments[i, i, :] += FINE_GRAIN * moments[i, i, 0]
    moments[TIME, TIME, :] *= 1 + FINE_GRAIN
    moments[VALUE, VALUE, :] = moments[VALUE, VALUE, :] * (1 + GRAIN) + LEAST
    for j in range(SIZE):
        share = seen[j] / total if j < MONTHS else 0.0
        moments[MEAN, j, :] = share
        filled[MEAN, j] = share != 0.0


@njit(cache=True, error_model="numpy")
def _whiten(sums: Floats, carried: Floats, moments: Floats, filled: Bools) -> None:
    """Add the pairs of one gap at every φ."""
    for i in range(SIZE - 1):
        for j in range(i + 1):
            new, both, old = sums[_NOW, i, j], sums[_BOTH, i, j], sums[_THEN, i, j]
            if new == 0.0 and both == 0.0 and old == 0.0:
                continue
            filled[i, j] = True
            for g in range(len(carried)):
                a = carried[g]
                moments[i, j, g] += (new - 2 * a * both + a * a * old) / (1 - a * a)


@njit(cache=True, error_model="numpy")
def _fresh(count: Ints, carried: Floats, log_determinant: Floats) -> None:
    """Σ log(1 - a²) over the pairs, at every φ."""
    log_determinant[:] = 0.0
    for gap in range(len(count)):
        if count[gap] > 0:
            for g in range(len(log_determinant)):
                log_determinant[g] += count[gap] * np.log1p(-carried[gap, g] * carried[gap, g])


@njit(cache=True, error_model="numpy")
def _eliminate(moments: Floats, filled: Bools, seen: Floats, log_determinant: Floats) -> int:
    """Eliminate the calendar months; what is left are time, y and the mean given the months."""
    nodes = moments.shape[2]
    product, factor = np.ones(nodes), np.empty(nodes)
    columns = 0
    for j in range(MONTHS):
        if seen[j] == 0.0:
            continue
        columns += 1
        for g in range(nodes):
            product[g] *= moments[j, j, g]
        _clear_below(moments, filled, j, factor)
    for g in range(nodes):
        log_determinant[g] += np.log(product[g])
    return columns


@njit(cache=True, error_model="numpy")
def _clear_below(moments: Floats, filled: Bools, j: int, factor: Floats) -> None:
    """One step of the elimination: column ``j`` out of the rows below it."""
    nodes = moments.shape[2]
    for i in range(j + 1, SIZE):
        if not filled[i, j]:
            continue
        for g in range(nodes):
            factor[g] = moments[i, j, g] / moments[j, j, g]
        for k in range(j + 1, i + 1):
            if filled[k, j]:
                filled[i, k] = True
                for g in range(nodes):
                    moments[i, k, g] -= factor[g] * moments[k, j, g]


@njit(cache=True, error_model="numpy")
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
        fitted[6, g] = -0.5 * (df * np.log(rss) + fitted[6, g] + np.log(tt))


@njit(cache=True, error_model="numpy")
def _average(fitted: Floats, phi: Floats, df: int, quantile: float, out: Floats) -> None:
    """The mixture over φ of one series, into the fields of Line."""
    nodes = len(phi)
    weight = np.exp(fitted[6] - fitted[6].max())
    weight /= weight.sum()
    level, slope = (weight * fitted[0]).sum(), (weight * fitted[1]).sum()
    total = np.zeros(3)
    centre, scale = np.empty(nodes), np.empty(nodes)
    for g in range(nodes):
        up, side = fitted[0, g] - level, fitted[1, g] - slope
        total[0] += weight[g] * (fitted[2, g] + up * up)
        total[1] += weight[g] * (fitted[3, g] + up * side)
        total[2] += weight[g] * (fitted[4, g] + side * side)
        centre[g], scale[g] = side, np.sqrt(fitted[4, g])
    slope_sd = np.sqrt(total[2])
    half = half_width(weight, centre, scale, df, quantile * slope_sd)
    out[0], out[1] = level, slope
    out[2], out[3], out[4] = np.sqrt(total[0]), slope_sd, total[1]
    out[5] = half / slope_sd
    out[6] = share_beyond(weight, centre, scale, df, abs(slope))
    out[7] = (weight * phi).sum()
