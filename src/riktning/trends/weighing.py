"""What a test is made of: the values that count, and how much each of them says."""

from dataclasses import dataclass

import numpy as np

from riktning.catalogue.model import Kind
from riktning.trends.ar1 import Floats, Ints
from riktning.trends.outlying import outlying
from riktning.trends.sampling import relative_variance

_COUNTED = frozenset({Kind.PROPORTION, Kind.RATE, Kind.COUNT})


@dataclass(frozen=True, slots=True)
class Counts:
    """What S series of n periods were counted on, each (S, n); NaN where there is nothing.

    ``scale`` turns the quotient into the shown unit.
    """

    kind: Kind
    scale: float
    numerator: Floats
    denominator: Floats
    square_sum: Floats

    @property
    def per(self) -> Floats | None:
        """The size that a value times gives a count; None where values are no counts of cases."""
        if self.kind not in _COUNTED:
            return None
        size = np.ones_like(self.numerator) if self.kind is Kind.COUNT else self.denominator
        return np.asarray(size / self.scale, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Weighed:
    """S series as they are tested: NaN where a value was set aside, whose place is ``aside``.

    ``variance`` (S, n) is relative; ``aside`` (S,) is -1 where nothing was set aside.
    """

    values: Floats
    variance: Floats
    aside: Ints


def weighed(values: Floats, counts: Counts, first_season: int, cycle: int) -> Weighed:
    """Set aside the one value that cannot belong to the others, and weigh what is left.

    ``values`` (S, n) in the shown unit, NaN where no point counts. How: :func:`outlying` and
    :func:`relative_variance`, both reckoned anew without the value where one is set aside.
    """
    variance = _variance(values, counts)
    aside = outlying(values, variance, first_season, cycle, counts.per)
    rows = np.flatnonzero(aside >= 0)
    if len(rows):
        values = values.copy()
        values[rows, aside[rows]] = np.nan
        part = Counts(
            counts.kind, counts.scale, counts.numerator[rows], counts.denominator[rows],
            counts.square_sum[rows],
        )  # fmt: skip
        variance[rows] = _variance(values[rows], part)
    return Weighed(values, variance, aside)


def _variance(values: Floats, counts: Counts) -> Floats:
    seen = np.where(np.isnan(values), np.nan, counts.numerator)
    return relative_variance(counts.kind, seen, counts.denominator, counts.square_sum)
