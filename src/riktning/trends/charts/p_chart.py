"""The P chart: proportions with varying denominators, and Laney's P′ when overdispersed."""

from dataclasses import dataclass

import numpy as np

from riktning.trends.ar1 import Bools, Floats
from riktning.trends.charts.xmr import D2, Limits, mean_moving_range

_ONE_SIDED_95 = 1.645
_RANGE_VARIANCE = 0.826  # of mean moving range / d2, times the number of points (Nelson 1982)


@dataclass(frozen=True, slots=True)
class PChart:
    """Limits on the fraction (0 to 1); ``overdispersed`` (S,) tells where P′ was used.

    ``sigma_z`` (S,) is the variation from point to point in units of what chance alone gives:
    the reason for the choice.
    """

    limits: Limits
    overdispersed: Bools
    sigma_z: Floats


def p_limits(numerator: Floats, denominator: Floats) -> PChart:
    """Three-sigma limits of proportions (S, n); NaN or a zero denominator means no point.

    Binomial limits, or Laney's P′ (2002, doi:10.1081/QEN-120006555) where points vary from month
    to month more than the binomial allows: sigma_z above the upper 95 % limit of its estimator.
    """
    size = np.where(denominator > 0, denominator, np.nan)
    plain = _binomial(numerator, size)
    sigma_z = _sigma_z(numerator / size, plain)
    points = np.maximum((~np.isnan(numerator / size)).sum(axis=1), 1)
    over = sigma_z > 1 + _ONE_SIDED_95 * np.sqrt(_RANGE_VARIANCE / points)
    return PChart(_widen(plain, np.where(over, sigma_z, 1.0)), over, sigma_z)


def laney_limits(numerator: Floats, denominator: Floats) -> Limits:
    """The P′ limits whether or not the series is overdispersed; shapes as :func:`p_limits`."""
    size = np.where(denominator > 0, denominator, np.nan)
    plain = _binomial(numerator, size)
    return _widen(plain, _sigma_z(numerator / size, plain))


def binomial_limits(numerator: Floats, denominator: Floats) -> Limits:
    """The P limits whether or not the series is overdispersed; shapes as :func:`p_limits`."""
    size = np.where(denominator > 0, denominator, np.nan)
    return _widen(_binomial(numerator, size), np.ones(len(size)))


def _binomial(numerator: Floats, size: Floats) -> Limits:
    seen = ~np.isnan(numerator / size)
    total = np.where(seen, size, 0.0).sum(axis=1)
    events = np.where(seen, numerator, 0.0).sum(axis=1)
    mean = np.divide(events, total, out=np.zeros_like(total), where=total > 0)
    sigma = np.sqrt((mean * (1 - mean))[:, None] / size)
    centre = np.broadcast_to(mean[:, None], size.shape)
    return Limits(centre, centre - 3 * sigma, centre + 3 * sigma, sigma)


def _sigma_z(fraction: Floats, plain: Limits) -> Floats:
    z = np.divide(
        fraction - plain.centre,
        plain.sigma,
        out=np.full_like(fraction, np.nan),
        where=plain.sigma > 0,
    )
    return mean_moving_range(z, screened=True) / D2


def _widen(plain: Limits, factor: Floats) -> Limits:
    sigma = plain.sigma * factor[:, None]
    lower = np.maximum(plain.centre - 3 * sigma, 0.0)
    upper = np.minimum(plain.centre + 3 * sigma, 1.0)
    return Limits(plain.centre, lower, upper, sigma)
