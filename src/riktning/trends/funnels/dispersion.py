"""How much more units differ than chance gives: additive overdispersion, with its interval."""

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtri

from riktning.trends.ar1 import Floats

_FINE = 1e-12  # of the bound itself: as near as it is sought


@dataclass(frozen=True, slots=True)
class Dispersion:
    """``phi``: the mean squared z; ``tau2``: the variance between units beyond chance.

    On the scale that z is made on. ``low`` and ``high`` are the 95 % interval of ``tau2``.
    """

    phi: float
    tau2: float
    low: float
    high: float


def additive_dispersion(z: Floats, sd: Floats, *, winsorise: float = 0.0) -> Dispersion:
    """The spread of units (U,), each ``z`` sampling deviations ``sd`` from the common centre.

    The method of moments of Spiegelhalter 2005 (Quality and Safety in Health Care 14:347-351,
    doi:10.1136/qshc.2005.013755): phi is the mean of z² over the I units, and tau² is
    (I phi - (I - 1)) / (Σw - Σw²/Σw) with w = 1/sd², or 0. ``winsorise`` moves that share of the
    units at each end to the quantile there, so that the odd do not hide themselves. The interval
    is the Q-profile one (Viechtbauer 2007, doi:10.1002/sim.2514), about the same centre as phi: a
    large odd unit draws the centre, and then all the others deviate from it. Fewer than two units:
    nothing is known, and tau² is 0 with an interval to infinity.
    """
    units = len(z)
    if units < 2:
        return Dispersion(float("nan"), 0.0, 0.0, float("inf"))
    kept = winsorised(z, winsorise)
    phi = float((kept**2).mean())
    weight = 1 / sd**2
    free = float(weight.sum() - (weight**2).sum() / weight.sum())
    tau2 = max((units * phi - (units - 1)) / free, 0.0)
    low, high = (_profile(kept * sd, sd, share) for share in (0.975, 0.025))
    return Dispersion(phi, tau2, low, high)


def winsorised(z: Floats, share: float) -> Floats:
    """The values (U,) with the lowest and highest ``share`` of them moved to the quantile there.

    As in Spiegelhalter 2005, doi:10.1136/qshc.2005.013755."""
    if share <= 0:
        return z
    low, high = np.quantile(z, (share, 1 - share))
    return np.clip(z, low, high)


def spread_statistic(deviation: Floats, sd: Floats, tau2: float, *, own: bool = False) -> float:
    """The weighted squares of deviations from the common centre (U,), at a given tau².

    With ``own`` about the weighted mean of the deviations instead: the Q of Cochran (1954,
    doi:10.2307/3001666).
    """
    weight = 1 / (sd**2 + tau2)
    middle = (weight * deviation).sum() / weight.sum() if own else 0.0
    return float((weight * (deviation - middle) ** 2).sum())


def _profile(deviation: Floats, sd: Floats, share: float) -> float:
    """The tau² at which Q is the quantile of chi-square on I - 1; 0 where it is below."""
    wanted = float(chdtri(len(sd) - 1, 1 - share))
    if spread_statistic(deviation, sd, 0.0) <= wanted:
        return 0.0
    low, high = 0.0, float((sd**2).max())
    while spread_statistic(deviation, sd, high) > wanted:
        low, high = high, 10 * high
    while high - low > _FINE * high:
        middle = (low + high) / 2
        if spread_statistic(deviation, sd, middle) > wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2
