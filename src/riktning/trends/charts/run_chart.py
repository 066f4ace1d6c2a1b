"""The run chart: values about their median, and Anhøj's two tests for non-random runs."""

from dataclasses import dataclass

import numpy as np
from scipy.special import bdtrik

from riktning.trends.ar1 import Bools, Floats, Ints
from riktning.trends.charts.limits import Limits, median, setting, wide
from riktning.trends.charts.packing import Packed, pack
from riktning.trends.charts.stretches import in_stretch


def run_limits(values: Floats, sets: Bools | None = None) -> Limits:
    """The median of each series (S, n) as centre; a run chart has no limits, and no sigma.

    Anhøj and Olesen 2014, doi:10.1371/journal.pone.0113825."""
    nothing = np.full(values.shape, np.nan)
    return Limits(wide(median(setting(values, sets)), values), nothing, nothing, nothing)


@dataclass(frozen=True, slots=True)
class RunsAnalysis:
    """Runs and crossings of S series about a centre; every array (S,)."""

    useful: Ints
    longest: Ints
    longest_expected: Ints
    crossings: Ints
    crossings_expected: Ints

    @property
    def long(self) -> Bools:
        """A longer run than chance gives."""
        return np.asarray(self.longest > self.longest_expected)

    @property
    def few(self) -> Bools:
        """Fewer crossings than chance gives."""
        return np.asarray(self.crossings < self.crossings_expected)

    @property
    def signal(self) -> Bools:
        """Longer runs or fewer crossings than chance gives in about one series of twenty."""
        return self.long | self.few


def runs_analysis(values: Floats, centre: Floats) -> RunsAnalysis:
    """Anhøj's runs analysis of ``values`` (S, n) about ``centre`` (S,).

    Points on the centre and missing points are left out. Anhøj and Olesen 2014,
    doi:10.1371/journal.pone.0113825.
    """
    return analysis_of_sides(np.sign(values - centre[:, None]))


def analysis_of_sides(side: Floats) -> RunsAnalysis:
    """The same of the side (S, n) that each point lies on: -1, 1; 0 or NaN is left out."""
    sign = np.nan_to_num(_useful(side).values)
    useful = (sign != 0).sum(axis=1)
    crossings = ((sign[:, 1:] * sign[:, :-1]) < 0).sum(axis=1)
    some = np.maximum(useful, 1)
    return RunsAnalysis(
        useful=useful,
        longest=_longest(sign),
        longest_expected=np.rint(np.log2(some) + 3).astype(np.int64),
        crossings=crossings,
        crossings_expected=_binomial_quantile(0.05, some - 1),
    )


def unusual_runs(side: Floats) -> tuple[Bools, Bools]:
    """The points of runs that are longer than chance gives, and of series with few crossings.

    Both (S, n). Few crossings are a trait of the whole series: all its useful points are marked.
    """
    found = analysis_of_sides(side)
    useful = (side != 0) & ~np.isnan(side)
    packed = _useful(side)
    long = np.zeros(side.shape, dtype=np.bool_)
    for limit in np.unique(found.longest_expected[found.long]):
        rows = found.long & (found.longest_expected == limit)
        sign = packed.values[rows]
        long[rows] = in_stretch(sign > 0, int(limit) + 1) | in_stretch(sign < 0, int(limit) + 1)
    return packed.unpacked(long), useful & found.few[:, None]


def _useful(side: Floats) -> Packed:
    return pack(np.where(side == 0, np.nan, side))


def _longest(sign: Floats) -> Ints:
    """The longest run of equal non-zero signs, shape (S,)."""
    longest = np.zeros(len(sign), dtype=np.int64)
    count = np.zeros(len(sign), dtype=np.int64)
    before = np.zeros(len(sign))
    for column in sign.T:
        count = np.where((column == before) & (column != 0), count + 1, column != 0)
        longest = np.maximum(longest, count)
        before = column
    return longest


def _binomial_quantile(probability: float, trials: Ints) -> Ints:
    """The smallest k with P(X ≤ k) at least ``probability``, for X binomial with even odds."""
    exact = bdtrik(probability, trials.astype(np.float64), 0.5)
    return np.asarray(np.maximum(np.ceil(np.nan_to_num(exact)), 0), dtype=np.int64)
