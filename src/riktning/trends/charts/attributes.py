"""P, U and C charts: proportions, rates and counts, and Laney's P′ and U′ when overdispersed."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from riktning.trends.ar1 import Bools, Floats
from riktning.trends.charts.limits import Limits, around, setting, wide
from riktning.trends.charts.xmr import D2, mean_moving_range

_ONE_SIDED_95 = 1.645
_RANGE_VARIANCE = 0.826  # of mean moving range / d2, times the number of points (Nelson 1982)


@dataclass(frozen=True, slots=True)
class AttributeChart:
    """Limits on numerator over denominator; ``overdispersed`` (S,) tells where P′ or U′ was used.

    ``sigma_z`` (S,) is the variation from point to point in units of what chance alone gives:
    the reason for the choice.
    """

    limits: Limits
    overdispersed: Bools
    sigma_z: Floats


@dataclass(frozen=True, slots=True)
class Chance:
    """What chance alone gives: the variance of one trial by the mean, and the highest value."""

    variance: Callable[[Floats], Floats]
    highest: float


BINOMIAL = Chance(lambda centre: centre * (1 - centre), 1.0)
POISSON = Chance(lambda centre: centre, np.inf)


def p_limits(
    numerator: Floats, denominator: Floats, *, screened: bool = True, sets: Bools | None = None
) -> AttributeChart:
    """Three-sigma limits of proportions (S, n); NaN or a zero denominator means no point.

    Binomial limits, or Laney's P′ (2002, doi:10.1081/QEN-120006555) where points vary from month
    to month more than the binomial allows: sigma_z above the upper 95 % limit of its estimator.
    ``sets`` (S, n) are the points that set the limits, None for all.
    """
    return _by_dispersion(BINOMIAL, numerator, denominator, screened, sets)


def u_limits(
    numerator: Floats, denominator: Floats, *, screened: bool = True, sets: Bools | None = None
) -> AttributeChart:
    """Three-sigma limits of events per unit of denominator (S, n), in events per such unit.

    Poisson limits (Shewhart 1931), or Laney's U′ where they vary more; see :func:`p_limits`.
    """
    return _by_dispersion(POISSON, numerator, denominator, screened, sets)


def c_limits(counts: Floats, *, screened: bool = True, sets: Bools | None = None) -> AttributeChart:
    """Three-sigma Poisson limits of counts (S, n) in equal areas of opportunity, as counts.

    ``sigma_z`` says how much more the counts vary than chance gives; the limits stay Poisson's
    (Shewhart 1931).
    """
    size = np.ones_like(counts)
    plain = _limits(POISSON, counts, size, sets)
    sigma_z = _sigma_z(counts, plain, screened, sets)
    return AttributeChart(_widen(plain, np.ones(len(size)), POISSON), _over(sigma_z, counts, sets),
                          sigma_z)  # fmt: skip


def laney_limits(
    numerator: Floats, denominator: Floats, *, chance: Chance = BINOMIAL, screened: bool = True
) -> Limits:
    """The P′ (or U′) limits of (S, n) whether or not a series is overdispersed; units as p_limits.

    Laney 2002, doi:10.1081/QEN-120006555."""
    size = _sizes(denominator)
    plain = _limits(chance, numerator, size, None)
    return _widen(plain, _sigma_z(numerator / size, plain, screened, None), chance)


def plain_limits(numerator: Floats, denominator: Floats, *, chance: Chance = BINOMIAL) -> Limits:
    """The P (or U) limits of (S, n) whether or not a series is overdispersed; units as p_limits.

    Shewhart 1931."""
    size = _sizes(denominator)
    return _widen(_limits(chance, numerator, size, None), np.ones(len(size)), chance)


def _by_dispersion(
    chance: Chance, numerator: Floats, denominator: Floats, screened: bool, sets: Bools | None
) -> AttributeChart:
    size = _sizes(denominator)
    plain = _limits(chance, numerator, size, sets)
    sigma_z = _sigma_z(numerator / size, plain, screened, sets)
    over = _over(sigma_z, numerator / size, sets)
    return AttributeChart(_widen(plain, np.where(over, sigma_z, 1.0), chance), over, sigma_z)


def _sizes(denominator: Floats) -> Floats:
    return np.where(denominator > 0, denominator, np.nan)


def _limits(chance: Chance, numerator: Floats, size: Floats, sets: Bools | None) -> Limits:
    seen = ~np.isnan(setting(numerator / size, sets))
    total = np.where(seen, size, 0.0).sum(axis=1)
    events = np.where(seen, numerator, 0.0).sum(axis=1)
    middle = np.divide(events, total, out=np.zeros_like(total), where=total > 0)
    sigma = np.sqrt(chance.variance(middle)[:, None] / size)
    centre = wide(middle, size)
    return Limits(centre, centre - 3 * sigma, centre + 3 * sigma, sigma)


def _sigma_z(ratio: Floats, plain: Limits, screened: bool, sets: Bools | None) -> Floats:
    z = np.divide(
        setting(ratio, sets) - plain.centre,
        plain.sigma,
        out=np.full_like(ratio, np.nan),
        where=plain.sigma > 0,
    )
    return mean_moving_range(z, screened=screened) / D2


def _over(sigma_z: Floats, ratio: Floats, sets: Bools | None) -> Bools:
    points = np.maximum((~np.isnan(setting(ratio, sets))).sum(axis=1), 1)
    return np.asarray(sigma_z > 1 + _ONE_SIDED_95 * np.sqrt(_RANGE_VARIANCE / points))


def _widen(plain: Limits, factor: Floats, chance: Chance) -> Limits:
    return around(plain.centre, plain.sigma * factor[:, None], 0.0, chance.highest)
