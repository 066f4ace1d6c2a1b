"""How much more uncertain one month's value is than another's, from what it was counted on."""

import numpy as np

from riktning.catalogue.model import Kind
from riktning.trends.ar1 import Floats
from riktning.trends.verdict import Likelihood

# Kinds whose denominator tells how much a month's value rests on.
SIZED_KINDS = frozenset({Kind.PROPORTION, Kind.RATE, Kind.MEAN, Kind.INDEX, Kind.MEDIAN})
_LIKELIHOODS = {
    Kind.PROPORTION: Likelihood.QUASI_BINOMIAL,
    Kind.RATE: Likelihood.QUASI_POISSON,
    Kind.COUNT: Likelihood.QUASI_POISSON,
    Kind.MEAN: Likelihood.WEIGHTED,
    Kind.INDEX: Likelihood.WEIGHTED,
}
_LEAST_OF_MEAN = 0.25  # of the mean level: what the line is held above, lest a weight is infinite


def likelihood(kind: Kind) -> Likelihood:
    """The likelihood that a kind of indicator is judged by."""
    return _LIKELIHOODS.get(kind, Likelihood.GAUSSIAN)


def relative_variance(
    kind: Kind, numerator: Floats, denominator: Floats, square_sum: Floats
) -> Floats:
    """The relative variance of each point, shape (S, n), 1 on average in each series.

    Sampling variance (binomial or Poisson at the level of the series' own straight line, or that
    of a mean) plus the extra variation between months that the series itself shows (moment
    estimator, as DerSimonian and Laird 1986, doi:10.1016/0197-2456(86)90046-2). The scale stays
    free, so this is a quasi-likelihood with identity link (McCullagh and Nelder 1989, chapter 9):
    over- and underdispersion widen and narrow the interval. A count has no denominator: each
    month counts as one. Kinds whose variance is not known from what they are counted on give ones.
    """
    if kind not in _LIKELIHOODS:
        return np.ones_like(numerator)
    counted = np.ones_like(numerator) if kind is Kind.COUNT else denominator
    usable = (counted > 0) & ~np.isnan(numerator)
    if not usable.any():
        return np.ones_like(numerator)
    size = np.where(usable, counted, np.nan)
    line, spread = _straight_line(numerator / size)
    sampling = _unit_variance(kind, line, numerator, size, square_sum) / size
    extra = np.maximum(spread - _row_mean(sampling), 0.0)
    variance = sampling + extra[:, None]
    typical = np.broadcast_to(_row_mean(variance)[:, None], variance.shape)
    relative = _ratio(variance, typical)
    sound = np.isfinite(relative) & (relative > 0)
    return np.where(sound, relative, 1.0)


def _unit_variance(
    kind: Kind, line: Floats, numerator: Floats, size: Floats, square_sum: Floats
) -> Floats:
    """The variance of one row of the denominator: (S, n), or (S, 1) where pooled over the series.

    The line is kept between a quarter of the mean level and, for a share, a quarter of the mean
    share that is missing: a line may go below 0, a variance may not.
    """
    mean = _ratio(np.nansum(numerator, axis=1), np.nansum(size, axis=1))[:, None]
    level = np.maximum(line, _LEAST_OF_MEAN * mean)
    if kind is Kind.PROPORTION:
        level = np.minimum(level, 1 - _LEAST_OF_MEAN * (1 - mean))
        return np.asarray(np.maximum(level * (1 - level), 0.0), dtype=np.float64)
    if kind in (Kind.RATE, Kind.COUNT):
        return np.maximum(level, 0.0)
    squares = _ratio(np.nansum(square_sum, axis=1), np.nansum(size, axis=1))[:, None]
    return np.asarray(np.maximum(squares - mean**2, 0.0), dtype=np.float64)


def _straight_line(value: Floats) -> tuple[Floats, Floats]:
    """Each series' own straight line, (S, n), and the mean square about it, (S,)."""
    seen = ~np.isnan(value)
    count = np.maximum(seen.sum(axis=1), 1)
    time = np.broadcast_to(np.arange(value.shape[1], dtype=np.float64), value.shape)
    t = time - (np.where(seen, time, 0).sum(axis=1) / count)[:, None]
    mean = _row_mean(value)[:, None]
    y = np.where(seen, value - mean, 0.0)
    slope = _ratio((t * y).sum(axis=1), (np.where(seen, t, 0.0) ** 2).sum(axis=1))[:, None]
    residual = np.where(seen, y - slope * t, 0.0)
    spread = (residual**2).sum(axis=1) / np.maximum(count - 2, 1)
    return np.asarray(mean + slope * t, dtype=np.float64), np.asarray(spread, dtype=np.float64)


def _row_mean(array: Floats) -> Floats:
    seen = ~np.isnan(array)
    return np.asarray(
        np.where(seen, array, 0.0).sum(axis=1) / np.maximum(seen.sum(axis=1), 1), dtype=np.float64
    )


def _ratio(top: Floats, bottom: Floats) -> Floats:
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)
