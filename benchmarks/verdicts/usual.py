"""The two usual tests of a slope, of many series at once: least squares and Prais–Winsten."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from verdicts.made import Floats

ROUNDS = 8  # of estimating the autocorrelation and the line in turn
MOST = 0.98  # as the compiled test allows


def design(points: int, cycle: int) -> Floats:
    """A level for each of the year's periods, and years; shape (n, cycle + 1)."""
    seasons = np.eye(cycle)[np.arange(points) % cycle]
    return np.column_stack([seasons, np.arange(points) / cycle])


def line(points: int, cycle: int) -> Floats:
    """One level and years, as where season is not thought of; shape (n, 2)."""
    return np.column_stack([np.ones(points), np.arange(points) / cycle])


def least_squares(values: Floats, X: Floats) -> Floats:
    """p-values (S,) of the last column, as if points were independent; values (S, n)."""
    return _p_values(values[:, :, None], np.broadcast_to(X, (len(values), *X.shape)))


def prais_winsten(values: Floats, X: Floats) -> Floats:
    """p-values (S,) of the last column: the autocorrelation is estimated, then taken as known.

    The first point is kept, by √(1 − φ²) (Prais and Winsten 1954); t with the residual degrees of
    freedom. Iterated as statsmodels' GLSAR is, which drops the first point.
    """
    y = values[:, :, None]
    columns = np.broadcast_to(X, (len(values), *X.shape))
    phi = np.zeros(len(values))
    for _ in range(ROUNDS):
        beta = _solved(_whitened(y, phi), _whitened(columns, phi))
        left = (y - columns @ beta)[:, :, 0]
        phi = (left[:, 1:] * left[:, :-1]).sum(axis=1) / (left[:, :-1] ** 2).sum(axis=1)
        phi = np.clip(phi, -MOST, MOST)
    return _p_values(_whitened(y, phi), _whitened(columns, phi))


def _whitened(columns: Floats, phi: Floats) -> Floats:
    factor = phi[:, None, None]
    later = columns[:, 1:] - factor * columns[:, :-1]
    return np.concatenate([np.sqrt(1 - factor**2) * columns[:, :1], later], axis=1)


def _solved(y: Floats, X: Floats) -> Floats:
    turned = X.transpose(0, 2, 1)
    return np.asarray(np.linalg.solve(turned @ X, turned @ y))


def _p_values(y: Floats, X: Floats) -> NDArray[np.float64]:
    beta = _solved(y, X)
    df = X.shape[1] - X.shape[2]
    scale = ((y - X @ beta) ** 2).sum(axis=(1, 2)) / df
    error = np.sqrt(scale * np.linalg.inv(X.transpose(0, 2, 1) @ X)[:, -1, -1])
    return np.asarray(2 * stdtr(df, -np.abs(beta[:, -1, 0] / error)))
