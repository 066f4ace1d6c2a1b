"""The slope of a series with an interval that allows for what is not known of its autocorrelation.

A slope tested at one estimated autocorrelation is called too often: the estimate is biased low and
its uncertainty ignored. Here the restricted likelihood is averaged over the autocorrelation
(Zellner and Tiao 1964, doi:10.1080/01621459.1964.10480725): the slope then follows a
mixture of t distributions, whose quantiles hold their level at the lengths that care data have.

How much each autocorrelation weighs before the series is looked at is told in prior.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, stdtr, stdtrit

from riktning.core.periods import MONTHS_A_YEAR
from riktning.trends.ar1 import Fit, Floats, Ints, Regression, fit
from riktning.trends.design import residual_df
from riktning.trends.line_kernel import FIELDS, average_lines
from riktning.trends.prior import PRIORS, parts

CONFIDENCE = 0.95
_NEWTON_STEPS = 80
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Line:
    """The fitted trend of S series; every array is (S,).

    ``level`` is the mean level (over the seasons, where adjusted) at the centre month; ``slope`` is
    per year; the interval of the slope is ``slope ± critical · slope_sd``, that of the level at a
    later time follows from ``level_sd`` and ``covariance`` with the same ``critical``.
    """

    level: Floats
    slope: Floats
    level_sd: Floats
    slope_sd: Floats
    covariance: Floats
    critical: Floats
    p_value: Floats
    autocorrelation: Floats


@dataclass(frozen=True, slots=True)
class Combination:
    """A weighted sum of the last two coefficients of S regressions; every array is (S,).

    The interval is ``estimate ± half``; ``p_value`` is two-sided against 0.
    """

    estimate: Floats
    sd: Floats
    half: Floats
    p_value: Floats


def averaged_line(regression: Regression) -> Line:
    """REML over AR(1) errors for S series (S, n), averaged over φ as :mod:`.prior` weighs it.

    Source: Zellner and Tiao (1964, doi:10.1080/01621459.1964.10480725), with the restricted
    likelihood of Harville (1977). Every series has at least one residual degree of freedom.
    """
    return mixed_line(regression, *_over_autocorrelation(regression))


def compiled_line(
    y: Floats, variance: Floats, last: Ints, first_season: int, cycle: int = MONTHS_A_YEAR
) -> Line:
    """The averaged line over a level for each season of the year, for S series (S, n) at once.

    Zellner and Tiao 1964, doi:10.1080/01621459.1964.10480725.
    The same as :func:`averaged_line` on the columns of ``design.seasonal_columns``, to ten digits
    and many times as fast. ``last`` (S,) is the point that the level is taken at, ``cycle`` (1 to
    12) the points a year, ``first_season`` the place in the year of the first of them (0 for
    January). Every series has at least one residual degree of freedom.
    """
    points = np.arange(1, y.shape[1] + 1)
    quantiles = np.concatenate([[np.nan], stdtrit(points, (1 + CONFIDENCE) / 2)])
    variance = np.asarray(variance, dtype=np.float64)
    found = np.empty((FIELDS, len(y)))
    for prior, rows in parts(residual_df(~np.isnan(y), first_season, cycle)):
        found[:, rows] = average_lines(
            np.ascontiguousarray(y[rows]),
            np.ascontiguousarray(variance[rows]),
            last[rows],
            cycle,
            first_season,
            prior.phi,
            prior.log_weight,
            prior.leaning,
            prior.most_leaning,
            quantiles,
        )
    return Line(*found)


def averaged_combinations(
    regression: Regression, weights: Sequence[tuple[float, float]]
) -> tuple[Combination, ...]:
    """The same average for weighted sums of the last two coefficients, one for each of ``weights``.

    For S series (S, n); Zellner and Tiao 1964, doi:10.1080/01621459.1964.10480725.

    A sum of coefficients follows the mixture of t distributions of that sum, so that level, slope
    and the effect at any later time come from one and the same posterior.
    """
    fits, log_prior = _over_autocorrelation(regression)
    df = regression.residual_df.astype(np.float64)[:, None]
    weight = _posterior(fits.log_likelihood, log_prior)
    found = []
    for each in weights:
        c = np.array(each)
        centre = fits.level_slope @ c
        variance = np.einsum("c,sgcd,d->sg", c, fits.inverse, c) * fits.rss / df
        mean = (weight * centre).sum(axis=1)
        mixture = _Mixture(weight, centre - mean[:, None], np.sqrt(variance), df)
        total = (weight * (variance + mixture.centre**2)).sum(axis=1)
        half, beyond = mixture.half_width(CONFIDENCE), mixture.beyond(np.abs(mean))
        found.append(Combination(mean, np.sqrt(total), half, beyond))
    return tuple(found)


def _over_autocorrelation(regression: Regression) -> tuple[Fit, Floats]:
    """The fits over the grid of autocorrelations, and the log of their prior weight (S, G).

    The grid of the longest series holds those of the shorter ones, at its end.
    """
    phi = PRIORS[-1].phi
    log_prior = np.full((len(regression.y), len(phi)), -np.inf)
    for prior, rows in parts(regression.residual_df):
        log_prior[rows, -len(prior.phi) :] = prior.log_prior(regression.residual_df[rows])
    return fit(regression, phi), log_prior


def mixed_line(regression: Regression, fits: Fit, log_prior: Floats) -> Line:
    """The mean of fits over their φ; ``log_prior`` is (G,), or (S, G) where it differs by series.

    A mixture of t distributions (Zellner and Tiao 1964, doi:10.1080/01621459.1964.10480725).

    With a single φ of 0 this is (weighted) least squares: t with n - p degrees of freedom.
    """
    df = regression.residual_df.astype(np.float64)[:, None]
    weight = _posterior(fits.log_likelihood, log_prior)
    within = fits.inverse * (fits.rss / df)[:, :, None, None]
    mean = np.einsum("sg,sgc->sc", weight, fits.level_slope)
    apart = fits.level_slope - mean[:, None, :]
    spread = within + apart[:, :, :, None] * apart[:, :, None, :]
    total = np.einsum("sg,sgcd->scd", weight, spread)
    mixture = _Mixture(weight, apart[:, :, 1], np.sqrt(within[:, :, 1, 1]), df)
    slope_sd = np.sqrt(total[:, 1, 1])
    return Line(
        level=mean[:, 0],
        slope=mean[:, 1],
        level_sd=np.sqrt(total[:, 0, 0]),
        slope_sd=slope_sd,
        covariance=total[:, 0, 1],
        critical=mixture.half_width(CONFIDENCE) / slope_sd,
        p_value=mixture.beyond(np.abs(mean[:, 1])),
        autocorrelation=weight @ fits.phi,
    )


def _posterior(log_likelihood: Floats, log_prior: Floats) -> Floats:
    log_weight = log_likelihood + log_prior
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    return np.asarray(weight / weight.sum(axis=1, keepdims=True), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Mixture:
    """Mixtures of t distributions (S, G) about their common mean; ``df`` is (S, 1)."""

    weight: Floats
    centre: Floats
    scale: Floats
    df: Floats

    def beyond(self, distance: Floats) -> Floats:
        """The share further than ``distance`` (S,) from the mean, on either side."""
        reach = distance[:, None]
        below = stdtr(self.df, (-reach - self.centre) / self.scale)
        above = stdtr(self.df, (-reach + self.centre) / self.scale)
        return np.asarray((self.weight * (below + above)).sum(axis=1), dtype=np.float64)

    def half_width(self, confidence: float) -> Floats:
        """The distance that holds ``confidence`` on both sides; Newton's method, bracketed.

        Between two humps the tail is flat, and Newton alone would leap too far.
        """
        quantile = stdtrit(self.df[:, 0], (1 + confidence) / 2)
        width = quantile * self.scale.min(axis=1)
        low, high = np.zeros_like(width), np.full_like(width, np.inf)
        for _ in range(_NEWTON_STEPS):
            missing = self.beyond(width) - (1 - confidence)
            low, high = np.where(missing > 0, width, low), np.where(missing > 0, high, width)
            step = missing / (self._density(width) + _TINY)
            if bool((np.abs(step) <= 1e-13 * width).all()):
                break
            near = width + step
            halved = np.where(np.isinf(high), 2 * width, (low + high) / 2)
            width = np.where((near > low) & (near < high), near, halved)
        return np.asarray(width, dtype=np.float64)

    def _density(self, distance: Floats) -> Floats:
        reach = distance[:, None]
        constant = gammaln((self.df + 1) / 2) - gammaln(self.df / 2) - np.log(self.df * np.pi) / 2
        total = np.zeros(len(self.weight))
        for sign in (-1.0, 1.0):
            z = (sign * reach - self.centre) / self.scale
            log_density = constant - (self.df + 1) / 2 * np.log1p(z**2 / self.df)
            total += (self.weight * np.exp(log_density) / self.scale).sum(axis=1)
        return total
