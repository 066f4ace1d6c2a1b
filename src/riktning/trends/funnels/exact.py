"""Exact limits of a funnel: what chance alone gives a unit of a given size."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import bdtr, bdtrc, pdtr, pdtrc

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
    spread = _Spread(chance, centre, denominator)
    few = spread.fewest(tail)
    up_to, fewer = spread.up_to(few), spread.up_to(few - 1)
    lower = few - (up_to - tail) / (up_to - fewer)
    many = spread.most(tail)
    from_it, more = spread.above(many - 1), spread.above(many)
    upper = many + (from_it - tail) / (from_it - more)
    highest = denominator if chance is Chance.BINOMIAL else np.inf
    return np.maximum(lower, 0.0) / denominator, np.minimum(upper, highest) / denominator


def beyond(
    chance: Chance, centre: float, numerator: Floats, denominator: Floats, tail: float
) -> tuple[Bools, Bools]:
    """Whether each unit lies below or above the exact limits, by its own tail probability.

    Arrays are (U,), one place a unit; shares of 1 or events per unit of the denominator.
    Numerators that are means of months count as the nearest whole number, and with binomial chance
    so do the denominators.
    """
    if not centre > 0 or (chance is Chance.BINOMIAL and not centre < 1):
        return np.zeros(len(numerator), dtype=np.bool_), np.zeros(len(numerator), dtype=np.bool_)
    size = np.rint(denominator) if chance is Chance.BINOMIAL else denominator
    spread, events = _Spread(chance, centre, size), np.rint(numerator)
    above = np.asarray(spread.above(events - 1) < tail)
    return np.asarray(spread.up_to(events) < tail), above


@dataclass(frozen=True, slots=True)
class _Spread:
    """The distribution of the numerators of units (U,) by chance alone."""

    chance: Chance
    centre: float
    denominator: Floats

    def up_to(self, count: Floats) -> Floats:
        """The probability of so many events or fewer."""
        at = np.maximum(count, 0.0)
        if self.chance is Chance.BINOMIAL:
            found = bdtr(at, self.denominator.astype(np.int64), self.centre)
        else:
            found = pdtr(at, self.centre * self.denominator)
        return np.where(count < 0, 0.0, found)

    def above(self, count: Floats) -> Floats:
        """The probability of more events than that."""
        at = np.maximum(count, 0.0)
        if self.chance is Chance.BINOMIAL:
            found = bdtrc(at, self.denominator.astype(np.int64), self.centre)
        else:
            found = pdtrc(at, self.centre * self.denominator)
        return np.where(count < 0, 1.0, found)

    def fewest(self, tail: float) -> Floats:
        """The smallest count up to which the probability is at least ``tail``."""
        return self._first(lambda count: self.up_to(count) >= tail)

    def most(self, tail: float) -> Floats:
        """The smallest count above which the probability is at most ``tail``."""
        return self._first(lambda count: self.above(count) <= tail)

    def _first(self, holds: Callable[[Floats], Bools]) -> Floats:
        """The smallest count at which it holds, found by halving: it goes on holding above."""
        low = np.full_like(self.denominator, -1.0)
        mean = self.centre * self.denominator
        high = np.ceil(mean + 12 * np.sqrt(mean) + 24)
        if self.chance is Chance.BINOMIAL:
            high = np.minimum(high, self.denominator)
        while (high - low > 1).any():
            middle = np.floor((low + high) / 2)
            there = holds(middle)
            low, high = np.where(there, low, middle), np.where(there, middle, high)
        return np.asarray(high, dtype=np.float64)
