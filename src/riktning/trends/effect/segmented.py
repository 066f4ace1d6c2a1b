"""A series around a start at a known month: level and slope before, and how both change.

Segmented regression (Wagner et al. 2002, doi:10.1046/j.1365-2710.2002.00430.x), on a difference
from controls the controlled interrupted time series of Lopez Bernal et al. (2018,
doi:10.1093/ije/dyy135): the difference may have a slope of its own before the start.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from riktning.core.periods import MONTHS_A_YEAR
from riktning.trends.ar1 import Bools, Floats, Regression, fit
from riktning.trends.design import seasonal_columns
from riktning.trends.effect.finding import Estimate
from riktning.trends.slope import Combination, averaged_combinations

POWER = 0.8
_NORMAL_BOTH = 1.959963984540054 + 0.8416212335729143  # of 5 % two-sided, and of a power of 80 %
_SUPPOSED = 0.3  # autocorrelation where a series is too short to say anything of its own


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in S series; each field one combination of the two effect coefficients."""

    level: Combination
    slope: Combination
    mean: Combination
    last: Combination
    df: int

    def detectable(self, row: int = 0) -> float:
        """The mean effect found with a power of 80 % at 5 %: (critical + t of 0.8) × sd."""
        quantile = float(stdtrit(self.df, POWER)) * float(self.mean.sd[row])
        return float(self.mean.half[row]) + quantile


def effect_columns(months: int, before: int) -> Floats:
    """Change of level (1 from the start on) and of slope (years since the start): (months, 2)."""
    since = np.arange(months) - before
    after = since >= 0
    return np.stack([after.astype(np.float64), np.where(after, since, 0) / MONTHS_A_YEAR], axis=1)


def design(values: Floats, before: int) -> tuple[Floats, Bools]:
    """Season, level, slope, then the two changes: columns (S, n, 16) and which are in use."""
    series, months = values.shape
    time = np.broadcast_to((np.arange(months) - before) / MONTHS_A_YEAR, values.shape)
    X, active = seasonal_columns(np.asarray(time), ~np.isnan(values), 0)
    change = np.broadcast_to(effect_columns(months, before), (series, months, 2))
    return (
        np.concatenate([X, change], axis=2),
        np.concatenate([active, np.ones((series, 2), dtype=np.bool_)], axis=1),
    )


def residual_df(values: Floats, before: int) -> int:
    """The residual degrees of freedom of one series (n,): points less coefficients.

    0 where the months do not tell the coefficients apart: with a year before and a year after, no
    calendar month stands twice on one side, and season cannot be told from the change.
    """
    X, active = design(values[None, :], before)
    seen = ~np.isnan(values)
    used = X[0][np.ix_(seen, active[0])]
    if not used.size or np.linalg.matrix_rank(used) < used.shape[1]:
        return 0
    return int(used.shape[0] - used.shape[1])


def changes(values: Floats, before: int) -> Change:
    """The changes in each series (S, n) at the month ``before``, averaged over the autocorrelation.

    Season by calendar month, as in the test of direction; the same prior and the same mixture.
    Segmented regression: Wagner et al. 2002, doi:10.1046/j.1365-2710.2002.00430.x.
    """
    after = values.shape[1] - before
    middle, end = (after - 1) / 2 / MONTHS_A_YEAR, (after - 1) / MONTHS_A_YEAR
    X, active = design(values, before)
    mean = np.nanmean(values, axis=1, keepdims=True)
    spread = np.nanstd(values, axis=1, keepdims=True)
    regression = Regression((values - mean) / spread, X, active, np.ones_like(values))
    weights = [(1.0, 0.0), (0.0, 1.0), (1.0, middle), (1.0, end)]
    found = averaged_combinations(regression, weights)
    level, slope, average, last = (_scaled(each, spread[:, 0]) for each in found)
    return Change(level, slope, average, last, int(regression.residual_df.min()))


def _scaled(found: Combination, spread: Floats) -> Combination:
    return Combination(
        found.estimate * spread, found.sd * spread, found.half * spread, found.p_value
    )


def estimate(found: Combination, row: int = 0) -> Estimate:
    """One of the combinations as a figure with its interval."""
    value, half = float(found.estimate[row]), float(found.half[row])
    return Estimate(value, value - half, value + half, float(found.p_value[row]))


def detectable_with(noise: float, before: int, after: int) -> float:
    """The mean effect that would be found in so many months, at that standard deviation of a month.

    From the variance of generalised least squares at an autocorrelation of 0.3.
    """
    values = np.zeros((1, before + after))
    X, active = design(values, before)
    fits = fit(Regression(values, X, active, np.ones_like(values)), np.array([_SUPPOSED]))
    c = np.array([1.0, (after - 1) / 2 / MONTHS_A_YEAR])
    return _NORMAL_BOTH * noise * math.sqrt(float(c @ fits.inverse[0, 0] @ c))
