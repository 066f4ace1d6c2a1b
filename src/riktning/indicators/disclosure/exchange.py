"""Exchanges that change nothing published, and how far they let a hidden count range.

Two rows of hidden counts, a and b, in the same hidden months: what a gives b in one month it takes
back in others. Every total over both is as before, month by month, and each row's total over the
months too. What a has in month s can thereby grow by as much as b has there and a has elsewhere,
and shrink likewise. With P what can go from a to b (what a has, at most what b has room for) and Q
what can go from b to a, the interval of the count in s has the width

    min(Q_s, ΣP − P_s) + min(P_s, ΣQ − Q_s) = min(P_s + Q_s, ΣP, ΣQ, ΣP + ΣQ − P_s − Q_s).

Where the rows' totals are hidden too nothing is given back, and it is P_s + Q_s. For two rows
without limits these are the exact bounds of the table (Fréchet; Dobra and Fienberg, 2000,
doi:10.1073/pnas.97.22.11885); that they are reached inside a larger table makes them safe there.
"""

from dataclasses import dataclass

import numpy as np

from riktning.indicators.disclosure.tree import TERTIALS, Bools, Floats

_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Wanted:
    """How far what must range: (quantities, rows, months), (…, 3), (quantities, rows); 0: not."""

    month: Floats
    tertial: Floats
    year: Floats

    def of(self, rows: Bools) -> "Wanted":
        return Wanted(self.month[:, rows], self.tertial[:, rows], self.year[:, rows])


@dataclass(frozen=True)
class Flow:
    """What rows can give their partners and take from them, by set of months.

    ``gives`` and ``takes`` (P and Q): shape (quantities, rows, partners, months); ``sets``: (rows,
    candidates, months). ``free``: the rows' own totals are hidden.
    """

    gives: Floats
    takes: Floats
    sets: Bools
    free: bool

    def enough(self, wanted: Wanted) -> Bools:
        """Where all that is wanted ranges far enough: shape (rows, partners, candidates)."""
        chosen = np.swapaxes(self.sets, 1, 2).astype(np.float64)
        to, back = self.gives @ chosen, self.takes @ chosen
        both = self.gives + self.takes
        good: Bools = np.ones(to.shape[1:], dtype=bool)
        for month in range(wanted.month.shape[2]):
            least = wanted.month[:, :, month]
            if least.any():
                inside = both[..., month, None] * chosen[:, None, month]
                good &= self._wide(inside, to, back, least)
        for tertial in range(TERTIALS):
            least = wanted.tertial[:, :, tertial]
            if least.any():
                part = slice(4 * tertial, 4 * tertial + 4)
                good &= self._wide(both[..., part] @ chosen[:, part], to, back, least)
        if wanted.year.any():
            good &= self._wide(to + back, to, back, wanted.year)
        return good

    def _wide(self, both: Floats, to: Floats, back: Floats, least: Floats) -> Bools:
        wide = width(both, to, back, free=self.free) >= least[:, :, None, None] - _TOLERANCE
        return np.asarray(wide.all(axis=0), dtype=bool)


def width(both: Floats, to: Floats, back: Floats, *, free: bool) -> Floats:
    """The interval's width: ``both`` is P + Q inside what is looked at, ``to`` ΣP, ``back`` ΣQ."""
    if free:
        return both
    least: Floats = np.minimum(np.minimum(both, to), np.minimum(back, to + back - both))
    return least


def struck(left: Floats, wide: Floats) -> Floats:
    """What is still wanted of ``left`` when this much is reached; 1 where it is, 0 where not."""
    still: Floats = np.where(wide >= left - _TOLERANCE, 0.0, 1.0)
    return still
