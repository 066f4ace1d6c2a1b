"""What draws and replicates say together: what is not known, and what is chance, told apart."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from riktning.simulation.arrays import Floats

# The ends of the bands of 95, 80 and 50 %, and the median.
LEVELS = (0.025, 0.10, 0.25, 0.50, 0.75, 0.90, 0.975)
_MIDDLE = LEVELS.index(0.50)
_TWO = 2


@dataclass(frozen=True, slots=True)
class Spread:
    """What an outcome may be, since the figures behind it are not known exactly.

    ``quantiles`` at ``LEVELS``, of the mean over chance; None with a single draw. They are widened
    by what is left of chance in that mean. ``parameter_sd``: between draws, chance taken out.
    ``chance_sd``: between replicates of one draw, of as many persons as were simulated.
    ``error``: the standard error of the mean, from chance. With one replicate a draw the two cannot
    be told apart: ``quantiles`` hold both, and the three are None.
    """

    mean: float
    quantiles: tuple[float, ...] | None
    parameter_sd: float | None
    chance_sd: float | None
    error: float | None
    draws: int
    replicates: int

    @property
    def median(self) -> float:
        return self.mean if self.quantiles is None else self.quantiles[_MIDDLE]

    @property
    def low(self) -> float | None:
        return None if self.quantiles is None else self.quantiles[0]

    @property
    def high(self) -> float | None:
        return None if self.quantiles is None else self.quantiles[-1]

    @property
    def parameter_share(self) -> float | None:
        """The part of the variance of a single run that is due to what is not known."""
        if self.parameter_sd is None or self.chance_sd is None:
            return None
        whole = self.parameter_sd**2 + self.chance_sd**2
        return self.parameter_sd**2 / whole if whole else None


def spread_of(values: Floats) -> Spread | None:
    """Of (draws, replicates), where a replicate has the same luck in every draw.

    Draws in which something could not be counted are left out; None when none is left. Variance
    components of the crossed design by analysis of variance (O'Hagan, Stevenson and Madan 2007,
    doi:10.1002/hec.1199, there with luck of its own in each draw; Searle, Casella and McCulloch
    1992, ch. 4): between draws Rσ²(draws) + σ², between replicates Dσ²(luck) + σ², the rest σ². The
    draws' means are drawn together about the grand mean until they vary as the draws alone do.
    """
    known = values[~np.isnan(values).any(axis=1)]
    draws, replicates = known.shape
    if draws == 0 or replicates == 0:
        return None
    mean, of_draws = float(known.mean()), known.mean(axis=1)
    if replicates < _TWO:
        found = _quantiles(of_draws, None, 0) if draws >= _TWO else None
        return Spread(mean, found, None, None, None, draws, replicates)
    of_luck = known.mean(axis=0)
    between_luck = draws * float(of_luck.var(ddof=1))
    error = (between_luck / (draws * replicates)) ** 0.5
    if draws < _TWO:
        return Spread(mean, None, None, between_luck**0.5, error, draws, replicates)
    left = known - of_draws[:, None] - of_luck[None, :] + mean
    rest = float((left**2).sum()) / ((draws - 1) * (replicates - 1))
    between_draws = replicates * float(of_draws.var(ddof=1))
    parameter = max(between_draws - rest, 0.0) / replicates
    chance = max(between_luck - rest, 0.0) / draws + rest
    shrunk = mean + (of_draws - mean) * _ratio(parameter, between_draws / replicates) ** 0.5
    found = _quantiles(shrunk, error, replicates - 1)
    return Spread(mean, found, parameter**0.5, chance**0.5, error, draws, replicates)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0


def _quantiles(values: Floats, error: float | None, freedom: int) -> tuple[float, ...]:
    """Hyndman and Fan's type 8, doi:10.1080/00031305.1996.10473566, widened in quadrature."""
    found = np.quantile(values, LEVELS, method="median_unbiased")
    if error is None:
        return tuple(float(each) for each in found)
    middle = found[_MIDDLE]
    away = np.hypot(found - middle, stats.t.ppf(LEVELS, freedom) * error)
    signs = np.sign(np.arange(len(LEVELS)) - _MIDDLE)
    return tuple(float(each) for each in middle + signs * away)
