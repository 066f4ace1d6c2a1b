"""The rules that say something unusual happened in a chart; they never enter a verdict."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from riktning.trends.ar1 import Bools, Floats
from riktning.trends.charts.limits import Limits
from riktning.trends.charts.packing import pack
from riktning.trends.charts.profiles import CAUTIOUS, Rule, RuleProfile
from riktning.trends.charts.run_chart import unusual_runs
from riktning.trends.charts.stretches import covered, in_most_of, in_stretch

_GRAIN = 1e-12  # of the largest value: a difference that is only rounding


def breaches(values: Floats, limits: Limits, profile: RuleProfile = CAUTIOUS) -> dict[Rule, Bools]:
    """The points each rule of the profile marks, shape (S, n); ``values`` NaN where no point.

    A missing point neither breaks a run nor counts in one. A point on the centre ends a run on one
    side, two equal points end a trend. Where a chart has no limits or no sigma, the rules that ask
    for them mark nothing. Sources beside each profile in :mod:`.profiles`; Western Electric 1956.
    """
    seen = _Seen(values, limits)
    return {rule: _RULES[rule](seen, points) for rule, points in profile.points.items()}


@dataclass
class _Seen:
    """What the rules look at, made once: the points moved together, their sides, steps and z."""

    values: Floats
    limits: Limits

    @cached_property
    def grain(self) -> Floats:
        largest = np.abs(self.values).max(axis=1, initial=0.0, where=~np.isnan(self.values))
        return np.asarray(_GRAIN * largest[:, None])

    @cached_property
    def away(self) -> Floats:
        """From the centre; 0 on it."""
        away = self.values - self.limits.centre
        return np.where(np.abs(away) <= self.grain, 0.0, away)

    @cached_property
    def unusual(self) -> tuple[Bools, Bools]:
        """Anhøj's long runs and few crossings."""
        return unusual_runs(np.sign(self.away))

    @cached_property
    def packed(self) -> "_Points":
        packed = pack(self.values)
        sigma = np.where(self.limits.sigma > self.grain, self.limits.sigma, np.nan)
        step = np.diff(packed.values, axis=1)
        step = np.where(np.abs(step) <= self.grain, 0.0, step)
        away = packed.together(self.away)
        z = packed.together(np.divide(self.away, sigma))
        return _Points(away, step, z, packed.unpacked)


@dataclass(frozen=True, slots=True)
class _Points:
    """Points moved together: distance from the centre, step to the next, distance in sigma."""

    away: Floats
    step: Floats
    z: Floats
    unpacked: Callable[[Bools], Bools]


def _outside(seen: _Seen, points: int) -> Bools:
    del points  # one point is enough
    values, limits = seen.values, seen.limits
    return np.asarray(
        (values > limits.upper + seen.grain) | (values < limits.lower - seen.grain), dtype=np.bool_
    )


def _shift(seen: _Seen, points: int) -> Bools:
    at = seen.packed
    return at.unpacked(in_stretch(at.away > 0, points) | in_stretch(at.away < 0, points))


def _trend(seen: _Seen, points: int) -> Bools:
    """A step joins two points: both are marked."""
    at = seen.packed
    steps = in_stretch(at.step > 0, points - 1) | in_stretch(at.step < 0, points - 1)
    return at.unpacked(covered(steps, 2, at.away.shape[1]))


def _alternating(seen: _Seen, points: int) -> Bools:
    """A turn joins three points: all are marked."""
    at = seen.packed
    turns = at.step[:, 1:] * at.step[:, :-1] < 0
    return at.unpacked(covered(in_stretch(turns, points - 2), 3, at.away.shape[1]))


def _most(far: float, missing: int) -> Callable[[_Seen, int], Bools]:
    """All but ``missing`` of the points beyond ``far`` sigma on the same side."""

    def marked(seen: _Seen, points: int) -> Bools:
        at = seen.packed
        there, enough = ~np.isnan(at.z), points - missing
        above = in_most_of(at.z > far, there, enough, points)
        return at.unpacked(above | in_most_of(at.z < -far, there, enough, points))

    return marked


def _within(seen: _Seen, points: int) -> Bools:
    at = seen.packed
    return at.unpacked(in_stretch(np.abs(at.z) < 1, points))


def _beyond(seen: _Seen, points: int) -> Bools:
    at = seen.packed
    return at.unpacked(in_stretch(np.abs(at.z) > 1, points))


def _long_run(seen: _Seen, points: int) -> Bools:
    del points  # the length of the series decides
    return seen.unusual[0]


def _few_crossings(seen: _Seen, points: int) -> Bools:
    del points  # the length of the series decides
    return seen.unusual[1]


_RULES: dict[Rule, Callable[[_Seen, int], Bools]] = {
    Rule.OUTSIDE_LIMITS: _outside,
    Rule.TREND: _trend,
    Rule.TWO_OF_THREE: _most(2, 1),
    Rule.SHIFT: _shift,
    Rule.FOUR_OF_FIVE: _most(1, 1),
    Rule.ALTERNATING: _alternating,
    Rule.WITHIN_ONE_SIGMA: _within,
    Rule.BEYOND_ONE_SIGMA: _beyond,
    Rule.LONG_RUN: _long_run,
    Rule.FEW_CROSSINGS: _few_crossings,
}
