"""Exact limits of a funnel: what chance alone gives a unit of a given size."""

from enum import StrEnum

import numpy as np
from scipy import stats

from riktning.trends.ar1 import Bools, Floats


class Chance(StrEnum):
    """How the numerator varies by chance alone."""

    BINOMIAL = "binomial"  # a proportion of the denominator
    POISSON = "poisson"  # events in proportion to the denominator


def exact_limits(
    chance: Chance, centre: float, denominator: Floats, tail: float
) -> tuple[Floats, Floats]:
    """Lower and upper limit of numerator / denominator (U,), each with ``tail`` beyond it.

    A unit lies below the lower limit exactly when so few events or fewer have a probability under
    ``tail``, and above the upper one when so many or more have. Between whole numbers the limit is
    interpolated on the probability, as Spiegelhalter 2005 (Statistics in Medicine 24:1185-1202,
    doi:10.1002/sim.1970, appendix A.1.1) does for the lower limit; the upper one is its mirror
    image. His own is crossed by more units than the tail allows where events are few.
    ``denominator`` is whole for binomial chance, any number > 0 for Poisson.
    """
    if not centre > 0 or (chance is Chance.BINOMIAL and not centre < 1):
        return np.full_like(denominator, np.nan), np.full_like(denominator, np.nan)
    spread = _distribution(chance, centre, denominator)
    few = spread.ppf(tail)
    up_to, fewer = spread.cdf(few), spread.cdf(few - 1)
    lower = few - (up_to - tail) / (up_to - fewer)
    many = spread.isf(tail)
    from_it, more = spread.sf(many - 1), spread.sf(many)
    upper = many + (from_it - tail) / (from_it - more)
    highest = denominator if chance is Chance.BINOMIAL else np.inf
    return np.maximum(lower, 0.0) / denominator, np.minimum(upper, highest) / denominator


def beyond(
    chance: Chance, centre: float, numerator: Floats, denominator: Floats, tail: float
) -> tuple[Bools, Bools]:
    """Whether each unit lies below or above the exact limits, by its own tail probability."""
    if not centre > 0 or (chance is Chance.BINOMIAL and not centre < 1):
        return np.zeros(len(numerator), dtype=np.bool_), np.zeros(len(numerator), dtype=np.bool_)
    spread = _distribution(chance, centre, denominator)
    return np.asarray(spread.cdf(numerator) < tail), np.asarray(spread.sf(numerator - 1) < tail)


def _distribution(chance: Chance, centre: float, denominator: Floats):  # type: ignore[no-untyped-def]  # scipy's frozen distributions have no public type
    if chance is Chance.BINOMIAL:
        return stats.binom(denominator, centre)
    return stats.poisson(centre * denominator)
