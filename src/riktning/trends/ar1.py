"""Generalised least squares with AR(1) errors, over a grid of autocorrelations, many at once.

The model of one series is y = Xβ + e, where e_t = √v_t · u_t and u is a stationary AR(1) process
with autocorrelation φ and variance σ². Months without a point leave a gap: two points g months
apart correlate φ^g, so a missing month costs its own information and nothing else.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

GRAIN = 1e-12  # of the sum of squares of y: more than rounding, less than any real residual
FINE_GRAIN = 1e-14  # the same for the columns of X
LEAST = 1e-300


@dataclass(frozen=True, slots=True)
class Regression:
    """What is regressed on what, for S series of n months and p columns.

    ``y`` (S, n) with NaN where there is no point; ``X`` (S, n, p), whose last two columns are the
    level and the slope; ``active`` (S, p) tells which columns a series uses; ``variance`` (S, n) is
    the relative variance v of each point, > 0.
    """

    y: Floats
    X: Floats
    active: Bools
    variance: Floats

    @property
    def observed(self) -> Bools:
        """Where there is a point, shape (S, n)."""
        return ~np.isnan(self.y)

    @property
    def residual_df(self) -> Ints:
        """Points less columns in use, shape (S,)."""
        return np.asarray(self.observed.sum(axis=1) - self.active.sum(axis=1), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Fit:
    """The fit of every series at every φ of a grid of G values.

    ``level_slope`` (S, G, 2) are the coefficients of the last two columns and ``inverse``
    (S, G, 2, 2) their part of the inverse of X'Ω⁻¹X; ``rss`` (S, G), the weighted residual sum of
    squares; ``log_likelihood`` (S, G), the restricted one with σ² and the coefficients profiled
    out, up to a constant of the series.
    """

    phi: Floats
    level_slope: Floats
    inverse: Floats
    rss: Floats
    log_likelihood: Floats


def fit(regression: Regression, phi: Floats) -> Fit:
    """Fit all S series (S, n) at each autocorrelation in ``phi`` (G,), every |φ| < 1.

    The restricted likelihood is that of Harville (1977, doi:10.1080/01621459.1977.10480998); the
    whitening is the exact one of Prais and Winsten (1954), with φ^g over a gap of g months. The
    moments are summed once for each length of gap, so a further φ costs nothing in months; the
    Cholesky factor of the moments of (X, y) holds all that is asked for in its last corner.
    """
    moments, log_fresh = _moments(regression, phi)
    factor: Floats = np.linalg.cholesky(moments).astype(np.float64, copy=False)
    a, b, c = factor[..., -3, -3], factor[..., -2, -3], factor[..., -2, -2]
    d, e, rss = factor[..., -1, -3], factor[..., -1, -2], factor[..., -1, -1] ** 2
    slope = e / c
    diagonal = np.diagonal(factor, axis1=2, axis2=3)[..., :-1]
    log_determinant = log_fresh + 2 * np.log(diagonal).sum(axis=2)
    df = regression.residual_df[:, None]
    return Fit(
        phi=phi,
        level_slope=np.stack([(d - b * slope) / a, slope], axis=2),
        inverse=_corner_inverse(a, b, c),
        rss=rss,
        log_likelihood=-0.5 * (df * np.log(rss) + log_determinant),
    )


def _corner_inverse(a: Floats, b: Floats, c: Floats) -> Floats:
    """The inverse of LL' for L = [[a, 0], [b, c]]; shapes (S, G) to (S, G, 2, 2)."""
    level, both, slope = (1 + (b / c) ** 2) / a**2, -b / (a * c**2), 1 / c**2
    return np.stack([np.stack([level, both], axis=2), np.stack([both, slope], axis=2)], axis=3)


def _moments(regression: Regression, phi: Floats) -> tuple[Floats, Floats]:
    """Cross products (S, G, p+1, p+1) of the whitened columns and y, and Σ log(1 - φ^2g) (S, G)."""
    observed, columns = regression.observed, _scaled(regression)
    previous = previous_point(observed)
    before = np.take_along_axis(columns, np.maximum(previous, 0)[:, :, None], axis=1)
    gap = np.where(observed & (previous >= 0), np.arange(observed.shape[1]) - previous, 0)
    first = columns * (observed & (previous < 0))[:, :, None]
    start = _cross(first, first) + _fixed(regression, columns)
    moments = np.repeat(start[:, None], len(phi), axis=1)
    log_fresh = np.zeros((len(columns), len(phi)))
    for length in np.unique(gap[gap > 0]):
        here = (gap == length)[:, :, None]
        now, then = columns * here, before * here
        both, carried = _cross(now, then), phi**length
        parts = (_cross(now, now), both + both.transpose(0, 2, 1), _cross(then, then))
        fresh = 1 - carried**2
        for part, weight in zip(
            parts, (1 / fresh, -carried / fresh, carried**2 / fresh), strict=True
        ):
            moments += part[:, None] * weight[None, :, None, None]
        log_fresh += here.sum(axis=(1, 2))[:, None] * np.log(fresh)
    return moments, log_fresh


def _scaled(regression: Regression) -> Floats:
    """Columns in use, then y, all scaled to equal variance; rows without a point are 0."""
    observed = regression.observed
    scale = np.where(observed, 1 / np.sqrt(regression.variance), 0.0)
    y = np.where(observed, regression.y, 0.0)
    X = regression.X * regression.active[:, None, :]
    return np.concatenate([X, y[:, :, None]], axis=2) * scale[:, :, None]


def _fixed(regression: Regression, columns: Floats) -> Floats:
    """Ones for columns not in use, and a grain for the rest, lest an exact line has no factor."""
    diagonal = FINE_GRAIN * (columns**2).sum(axis=1)
    diagonal[:, :-1] += ~regression.active
    diagonal[:, -1] *= GRAIN / FINE_GRAIN
    diagonal[:, -1] += LEAST
    return np.asarray(diagonal[:, :, None] * np.eye(columns.shape[2]), dtype=np.float64)


def _cross(left: Floats, right: Floats) -> Floats:
    return np.asarray(np.matmul(left.transpose(0, 2, 1), right), dtype=np.float64)


def previous_point(observed: Bools) -> Ints:
    """Index of the point before each month, -1 where there is none; shape (S, n)."""
    index = np.where(observed, np.arange(observed.shape[1]), -1)
    latest = np.maximum.accumulate(index, axis=1)
    return np.concatenate([np.full((len(index), 1), -1), latest[:, :-1]], axis=1).astype(np.int64)
