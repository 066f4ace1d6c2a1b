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

_RELATIVE_FLOOR = 1e-24  # of the series' own sum of squares: rounding noise of an exact line


@dataclass(frozen=True, slots=True)
class Regression:
    """What is regressed on what, for S series of n months and p columns.

    ``y`` (S, n) with NaN where there is no point; ``X`` (S, n, p); ``active`` (S, p) tells which
    columns a series uses; ``variance`` (S, n) is the relative variance v of each point, > 0.
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

    ``beta`` (S, G, p) and ``inverse`` (S, G, p, p), the inverse of X'Ω⁻¹X; ``rss`` (S, G), the
    weighted residual sum of squares; ``log_likelihood`` (S, G), the restricted one with σ² and β
    profiled out, up to a constant of the series.
    """

    phi: Floats
    beta: Floats
    inverse: Floats
    rss: Floats
    log_likelihood: Floats


def fit(regression: Regression, phi: Floats) -> Fit:
    """Fit all series at each autocorrelation in ``phi`` (G,), every |φ| < 1.

    The restricted likelihood is that of Harville (1977, doi:10.1080/01621459.1977.10480998); the
    whitening is the exact one of Prais and Winsten (1954), with φ^g over a gap of g months.
    """
    rows = _rows(regression)
    parts = [_fit_one(rows, float(value)) for value in phi]
    beta, inverse, rss, log_likelihood = zip(*parts, strict=True)
    return Fit(phi, *(np.stack(part, axis=1) for part in (beta, inverse, rss, log_likelihood)))


@dataclass(frozen=True, slots=True)
class _Rows:
    """The regression with missing rows zeroed, scaled to equal variance, y as the last column."""

    columns: Floats
    before: Floats
    gap: Floats
    observed: Bools
    idle: Floats
    df: Floats


def _rows(regression: Regression) -> _Rows:
    observed = regression.observed
    scale = np.where(observed, 1 / np.sqrt(regression.variance), 0.0)
    y = np.where(observed, regression.y, 0.0)
    X = regression.X * regression.active[:, None, :]
    columns = np.concatenate([X, y[:, :, None]], axis=2) * scale[:, :, None]
    previous = previous_point(observed)
    before = np.take_along_axis(columns, np.maximum(previous, 0)[:, :, None], axis=1)
    later = observed & (previous >= 0)
    gap = np.where(later, np.arange(y.shape[1]) - previous, 0).astype(np.float64)
    idle = np.eye(X.shape[2]) * (~regression.active)[:, None, :]
    return _Rows(columns, before, gap, observed, idle, regression.residual_df.astype(np.float64))


def previous_point(observed: Bools) -> Ints:
    """Index of the point before each month, -1 where there is none; shape (S, n)."""
    index = np.where(observed, np.arange(observed.shape[1]), -1)
    latest = np.maximum.accumulate(index, axis=1)
    return np.concatenate([np.full((len(index), 1), -1), latest[:, :-1]], axis=1).astype(np.int64)


def _fit_one(rows: _Rows, phi: float) -> tuple[Floats, Floats, Floats, Floats]:
    carried = np.where(rows.gap > 0, np.power(phi, rows.gap), 0.0)
    fresh = 1 - carried**2
    white = (rows.columns - carried[:, :, None] * rows.before) / np.sqrt(fresh)[:, :, None]
    white *= rows.observed[:, :, None]
    W, z = white[:, :, :-1], white[:, :, -1]
    gram = np.matmul(W.transpose(0, 2, 1), W) + rows.idle
    inverse = np.linalg.inv(gram)
    beta = np.einsum("spq,snq,sn->sp", inverse, W, z, optimize=True)
    residual = z - np.einsum("snp,sp->sn", W, beta)
    rss = np.maximum((residual**2).sum(axis=1), _RELATIVE_FLOOR * (z**2).sum(axis=1) + 1e-300)
    log_determinant = np.log(fresh).sum(axis=1) + np.linalg.slogdet(gram)[1]
    return beta, inverse, rss, -0.5 * (rows.df * np.log(rss) + log_determinant)
