"""How much more uncertain one month's value is than another's, from what it was counted on."""

import numpy as np

from riktning.catalogue.model import Kind
from riktning.trends.ar1 import Floats

WEIGHTED_KINDS = frozenset({Kind.PROPORTION, Kind.RATE, Kind.MEAN, Kind.INDEX})


def relative_variance(
    kind: Kind, numerator: Floats, denominator: Floats, square_sum: Floats
) -> Floats:
    """The relative variance of each point, shape (S, n), 1 on average in each series.

    Sampling variance (binomial, Poisson or that of a mean) plus the extra variation between months
    that the series itself shows (moment estimator, as DerSimonian and Laird 1986,
    doi:10.1016/0197-2456(86)90046-2). The scale stays free, so this is a quasi-likelihood
    (McCullagh and Nelder 1989, chapter 9): over- and underdispersion widen and narrow the interval.
    Kinds without a denominator that measures size give ones.
    """
    usable = (denominator > 0) & ~np.isnan(numerator)
    if kind not in WEIGHTED_KINDS or not usable.any():
        return np.ones_like(numerator)
    size = np.where(usable, denominator, np.nan)
    sampling = _unit_variance(kind, numerator, size, square_sum)[:, None] / size
    extra = np.maximum(_spread_about_line(numerator / size) - _row_mean(sampling), 0.0)
    variance = sampling + extra[:, None]
    typical = np.broadcast_to(_row_mean(variance)[:, None], variance.shape)
    relative = _ratio(variance, typical)
    sound = np.isfinite(relative) & (relative > 0)
    return np.where(sound, relative, 1.0)


def _unit_variance(kind: Kind, numerator: Floats, size: Floats, square_sum: Floats) -> Floats:
    """The variance of one row of the denominator, pooled over the series; shape (S,)."""
    total = np.nansum(size, axis=1)
    mean = _ratio(np.nansum(numerator, axis=1), total)
    if kind is Kind.PROPORTION:
        return np.maximum(mean * (1 - mean), 0.0)
    if kind is Kind.RATE:
        return np.maximum(mean, 0.0)
    return np.maximum(_ratio(np.nansum(square_sum, axis=1), total) - mean**2, 0.0)


def _spread_about_line(value: Floats) -> Floats:
    """Mean square about each series' own straight line, shape (S,)."""
    seen = ~np.isnan(value)
    count = np.maximum(seen.sum(axis=1), 1)
    time = np.broadcast_to(np.arange(value.shape[1], dtype=np.float64), value.shape)
    t = np.where(seen, time - (np.where(seen, time, 0).sum(axis=1) / count)[:, None], 0.0)
    y = np.where(seen, value - _row_mean(value)[:, None], 0.0)
    slope = _ratio((t * y).sum(axis=1), (t**2).sum(axis=1))
    residual = y - slope[:, None] * t
    return np.asarray((residual**2).sum(axis=1) / np.maximum(count - 2, 1), dtype=np.float64)


def _row_mean(array: Floats) -> Floats:
    seen = ~np.isnan(array)
    return np.asarray(
        np.where(seen, array, 0.0).sum(axis=1) / np.maximum(seen.sum(axis=1), 1), dtype=np.float64
    )


def _ratio(top: Floats, bottom: Floats) -> Floats:
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)
