"""The rules that say something unusual happened in a chart; they never enter a verdict."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtrik

from riktning.trends.ar1 import Bools, Floats, Ints
from riktning.trends.charts.chart import Rule
from riktning.trends.charts.xmr import Limits


@dataclass(frozen=True, slots=True)
class RuleProfile:
    """Which rules are used: points in a row on one side, points in a row rising or falling."""

    shift: int
    trend: int
    two_of_three: bool


# Eight in a row and no two-of-three: the four NHS rules mark 46 % of pure-noise series of 60.
CAUTIOUS = RuleProfile(shift=8, trend=7, two_of_three=False)
NHS = RuleProfile(shift=7, trend=7, two_of_three=True)


def breaches(values: Floats, limits: Limits, profile: RuleProfile = CAUTIOUS) -> dict[Rule, Bools]:
    """The points each rule marks, shape (S, n); ``values`` NaN where there is no point.

    A missing point neither breaks a run nor counts in one. Western Electric 1956; Nelson 1984,
    doi:10.1080/00224065.1984.11978921; the run of seven and two of three as NHS England 2018.
    """
    packed, order = _pack(values)
    centre = np.take_along_axis(limits.centre, order, axis=1)
    sigma = np.take_along_axis(limits.sigma, order, axis=1)
    side = np.nan_to_num(np.sign(packed - centre)).astype(np.int64)
    step = np.nan_to_num(np.sign(np.diff(packed, axis=1))).astype(np.int64)
    marked = {
        Rule.SHIFT: in_long_run(side, profile.shift),
        Rule.TREND: _points_of_steps(in_long_run(step, profile.trend - 1)),
    }
    if profile.two_of_three:
        marked[Rule.TWO_OF_THREE] = _two_of_three((packed - centre) / _positive(sigma))
    found = {rule: _unpack(mask, order) & ~np.isnan(values) for rule, mask in marked.items()}
    outside = (values > limits.upper) | (values < limits.lower)
    return {Rule.OUTSIDE_LIMITS: outside, **found}


def in_long_run(sign: Ints, length: int) -> Bools:
    """Where equal non-zero signs stand at least ``length`` in a row; shape as ``sign`` (S, n)."""
    forward = _count_so_far(sign)
    backward = _count_so_far(sign[:, ::-1])[:, ::-1]
    return np.asarray((sign != 0) & (forward + backward - 1 >= length))


def _count_so_far(sign: Ints) -> Ints:
    count = np.zeros_like(sign)
    running = np.zeros(len(sign), dtype=sign.dtype)
    previous = np.zeros(len(sign), dtype=sign.dtype)
    for column in range(sign.shape[1]):
        current = sign[:, column]
        running = np.where(current == previous, running + 1, 1)
        count[:, column] = running
        previous = current
    return count


def _points_of_steps(steps: Bools) -> Bools:
    """A step joins two points: both are marked."""
    edge = np.zeros((len(steps), 1), dtype=np.bool_)
    first, second = np.concatenate([steps, edge], axis=1), np.concatenate([edge, steps], axis=1)
    return np.asarray(first | second)


def _two_of_three(z: Floats) -> Bools:
    """The points beyond two sigma where two of three in a row are, on the same side."""
    marked = np.zeros(z.shape, dtype=np.bool_)
    for far in (z > 2, z < -2):
        for start in range(z.shape[1] - 2):
            window = slice(start, start + 3)
            three = ~np.isnan(z[:, window]).any(axis=1)
            two = three & (far[:, window].sum(axis=1) >= 2)
            marked[:, window] |= far[:, window] & two[:, None]
    return marked


def _pack(values: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """The points moved together, missing ones last, and where each came from."""
    order = np.argsort(np.isnan(values), axis=1, kind="stable")
    return np.take_along_axis(values, order, axis=1), order


def _unpack(mask: Bools, order: NDArray[np.intp]) -> Bools:
    spread = np.zeros_like(mask)
    np.put_along_axis(spread, order, mask, axis=1)
    return spread


def _positive(sigma: Floats) -> Floats:
    return np.where(sigma > 0, sigma, np.nan)


@dataclass(frozen=True, slots=True)
class RunsAnalysis:
    """Runs and crossings of S series about a centre; every array (S,)."""

    useful: Ints
    longest: Ints
    longest_expected: Ints
    crossings: Ints
    crossings_expected: Ints

    @property
    def signal(self) -> Bools:
        """Longer runs or fewer crossings than chance gives in about one series of twenty."""
        return (self.longest > self.longest_expected) | (self.crossings < self.crossings_expected)


def runs_analysis(values: Floats, centre: Floats) -> RunsAnalysis:
    """Anhøj's runs analysis of ``values`` (S, n) about ``centre`` (S,).

    Points on the centre and missing points are left out. Anhøj and Olesen 2014,
    doi:10.1371/journal.pone.0113825.
    """
    side = np.sign(values - centre[:, None])
    packed, _ = _pack(np.where(side == 0, np.nan, side))
    sign = np.nan_to_num(packed).astype(np.int64)
    useful = (sign != 0).sum(axis=1)
    count = np.where(sign != 0, _count_so_far(sign), 0)
    crossings = ((sign[:, 1:] * sign[:, :-1]) < 0).sum(axis=1)
    some = np.maximum(useful, 1)
    return RunsAnalysis(
        useful=useful,
        longest=count.max(axis=1),
        longest_expected=np.rint(np.log2(some) + 3).astype(np.int64),
        crossings=crossings,
        crossings_expected=_binomial_quantile(0.05, some - 1),
    )


def _binomial_quantile(probability: float, trials: Ints) -> Ints:
    """The smallest k with P(X ≤ k) at least ``probability``, for X binomial with even odds."""
    exact = bdtrik(probability, trials.astype(np.float64), 0.5)
    return np.asarray(np.maximum(np.ceil(np.nan_to_num(exact)), 0), dtype=np.int64)
