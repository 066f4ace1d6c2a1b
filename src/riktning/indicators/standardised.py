"""Direct standardisation by sex and age: what a value would be in the standard population.

The value is Σ wᵢ rᵢ / Σ wᵢ over the strata of sex and age, rᵢ the stratum's own rate and wᵢ the
standard's weight of its age group, the same for both sexes (Breslow & Day, 1987, IARC Scientific
Publications 82, p. 52). Interval of a rate: Dobson et al., 1991, doi:10.1002/sim.4780100317, from
the exact Poisson limits of all events; without any event the upper limit is that of Fay & Feuer,
1997, Statistics in Medicine 16:791, with the largest weight. Interval of a proportion: Wilson's, of
the sample size that the delta method's variance Σ wᵢ² pᵢ(1 − pᵢ) / nᵢ amounts to (Franco et al.,
2019, doi:10.1093/jssam/smy019); none where that variance is 0.

A stratum without anyone has no rate. It is left out, and the others keep their proportions; where
less than LEAST_WEIGHT of the weight that the region's own strata have is left, there is no value.
"""

import numpy as np
import numpy.typing as npt

from riktning.catalogue.model import Kind
from riktning.indicators.values import Floats, Values, exact_poisson, wilson

LEAST_WEIGHT = 0.95
_STRATA = (-2, -1)


def standardised(
    kind: Kind,
    numerator: Floats,
    denominator: Floats,
    weights: Floats,
    months: Floats,
    scale: float,
) -> Values:
    """Standardised values of N cells, in the displayed unit; NaN where there is none.

    ``numerator``, ``denominator`` and ``weights``: shape (N, sexes, ages); a weight is 0 where the
    stratum is not of the cell, or where nobody in the region is. ``months``, shape (N,): how many
    month-ends the sums are of.
    """
    known = denominator > 0
    share, enough = _shares(denominator, weights)
    size = np.where(known, denominator, 1.0)
    rate = np.where(known, numerator, 0.0) / size
    value = (share * rate).sum(axis=_STRATA)
    if kind is Kind.PROPORTION:
        low, high = _wilson(value, share, rate, size / months[:, None, None])
    else:
        events = np.where(share > 0, numerator, 0.0)
        low, high = _dobson(value, share, events, size, months)
    found = (np.where(enough, part, np.nan) * scale for part in (value, low, high))
    return Values(*found)


def effects(denominator: Floats, weights: Floats, scale: float) -> Floats:
    """What one case in each stratum adds to the value: shape (N, sexes, ages); NaN if nothing."""
    share, _ = _shares(denominator, weights)
    return np.where(share > 0, share * scale / np.where(denominator > 0, denominator, 1.0), np.nan)


def _shares(denominator: Floats, weights: Floats) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Each stratum's part of the weight, 0 without anyone; and where enough of the weight is."""
    kept = np.where(denominator > 0, weights, 0.0)
    full, left = weights.sum(axis=_STRATA), kept.sum(axis=_STRATA)
    enough = (left > 0) & (left >= LEAST_WEIGHT * full)
    return kept / np.where(enough, left, 1.0)[:, None, None], enough


def _wilson(value: Floats, share: Floats, rate: Floats, size: Floats) -> tuple[Floats, Floats]:
    variance = (share**2 * rate * (1 - rate) / size).sum(axis=_STRATA)
    effective = value * (1 - value) / np.where(variance > 0, variance, np.nan)
    return wilson(value * effective, effective)


def _dobson(
    value: Floats, share: Floats, events: Floats, size: Floats, months: Floats
) -> tuple[Floats, Floats]:
    total = events.sum(axis=_STRATA) / months
    spread = (share**2 * events / size**2).sum(axis=_STRATA) * months
    factor = np.sqrt(spread / np.where(total > 0, total, 1.0))
    low, high = exact_poisson(total)
    largest = (share / size).max(axis=_STRATA) * months
    above = np.where(total > 0, value + factor * (high - total), largest * high)
    return np.where(total > 0, value + factor * (low - total), 0.0), above
