"""Whether a few values, often misprints, pull a chart so far that the others look unusual.

Screening keeps a jump from widening the limits (Nelson 1982), but the jump stays in the mean, so
that one value of 500 among fifties leaves the fifties outside. Limits are left as peers give them;
that those values are behind what they mark is said. A level that rises or falls is looked at along
a line that few values cannot move.
"""

from dataclasses import dataclass, replace

import numpy as np

from riktning.trends.ar1 import Bools, Floats, Ints
from riktning.trends.charts.arrays import ChartPlan, Charts, charts
from riktning.trends.charts.chart import ChartKind, Pull
from riktning.trends.charts.limits import median
from riktning.trends.charts.robust_line import levelled
from riktning.trends.outlying import furthest_by_chance, miscounted

ONE_IN = 10  # points: how many may pull at most, but always one
SCATTERED_ONE_IN = 5  # more may where they are no stretch, which would be a new level
STRETCH = 3  # points next to each other
_DRAWN_ALONG = (ChartKind.XMR, ChartKind.P, ChartKind.U, ChartKind.C)


def pulls(
    made: Charts,
    values: Floats,
    denominator: Floats | None = None,
    excluded: Bools | None = None,
) -> tuple[tuple[Pull, ...], ...]:
    """For each of S charts what pulls a phase of it, one Pull a phase at most.

    ``made`` are the charts of ``values``, ``denominator`` and ``excluded`` (S, n). Looked for where
    a chart marks more than half the points of a phase. The points furthest from the median, as few
    as do, pull it where none can belong to the others, by the rule of :mod:`..outlying`, and where,
    once they are left out, the chart marks no more than half, most of the others lie within the
    limits that they give themselves, and those points outside them. Where none do, the same is
    tried of what the points are above or below their Theil-Sen line, see :mod:`.robust_line`.
    """
    found: list[tuple[Pull, ...]] = [() for _ in values]
    out = np.zeros(values.shape, dtype=np.bool_) if excluded is None else excluded
    for columns in made.phases:
        points = made.points[:, columns]
        points = points if excluded is None else np.where(out[:, columns], np.nan, points)
        rows = np.flatnonzero(_mostly_marked(made, points, columns))
        if not len(rows):
            continue
        size = None if denominator is None else denominator[rows, columns]
        phase = _Phase(made.plan, points[rows], values[rows, columns], size, out[rows, columns])
        for row, pull in zip(rows.tolist(), _level_or_line(phase, columns.start), strict=True):
            found[row] += pull
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Phase:
    """One phase of the charts that may be pulled, each array (rows, periods of the phase)."""

    plan: ChartPlan
    points: Floats
    values: Floats
    size: Floats | None
    out: Bools
    along: bool = False

    def without(self, rows: Ints, few: Bools) -> Charts:
        """The charts of the rows without a few points; around a line those of its residuals."""
        out = self.out[rows] | few
        plan = replace(self.plan, starts=())
        if self.along:
            return charts(replace(plan, kind=ChartKind.XMR), self.points[rows], None, out)
        return charts(plan, self.values[rows], None if self.size is None else self.size[rows], out)


def _level_or_line(phase: _Phase, start: int) -> list[tuple[Pull, ...]]:
    """What pulls each row around its level; where nothing does, around its line."""
    found = _in_phase(phase, start)
    left = np.array([row for row, pull in enumerate(found) if not pull], dtype=np.int64)
    if not len(left) or phase.plan.kind not in _DRAWN_ALONG:
        return found
    points, few = levelled(phase.points[left])
    rows = left[few]
    if len(rows):
        size = None if phase.size is None else phase.size[rows]
        tried = _Phase(phase.plan, points[few], points[few], size, phase.out[rows], along=True)
        for row, pull in zip(rows.tolist(), _in_phase(tried, start), strict=True):
            found[row] = pull
    return found


def _in_phase(phase: _Phase, start: int) -> list[tuple[Pull, ...]]:
    """What pulls each row of a phase whose first period has the place ``start``."""
    points, size = phase.points, phase.size
    found: list[tuple[Pull, ...]] = [()] * len(points)
    rows = np.arange(len(points))
    order = _furthest_first(points)
    count = (~np.isnan(points)).sum(axis=1)
    for number in range(1, points.shape[1] // SCATTERED_ONE_IN + 2):
        few = np.zeros(points.shape, dtype=np.bool_)
        np.put_along_axis(few, order[:, :number], values=True, axis=1)
        may = (number == 1) | (number * ONE_IN <= count[rows])
        may |= (number * SCATTERED_ONE_IN <= count[rows]) & ~_stretch(few[rows])
        tried = rows[may]
        own = None if size is None else size[tried]
        far = tried[_far(phase.plan.kind, points[tried], few[tried], own)]
        if not len(far):
            continue
        again = phase.without(far, few[far])
        cured, inside = _without(again, points[far], few[far])
        for row, within in zip(far[cured].tolist(), inside[cured].tolist(), strict=True):
            at = tuple(sorted((start + order[row, :number]).tolist()))
            others = int(count[row]) - number
            found[row] = (Pull(at[0], within, others, at[1:], phase.along),)
        rows = np.setdiff1d(rows, far[cured])
    return found


def _stretch(few: Bools) -> Bools:
    """Whether STRETCH of the few points stand next to each other, shape (S,)."""
    if few.shape[1] < STRETCH:
        return np.zeros(len(few), dtype=np.bool_)
    next_to = np.lib.stride_tricks.sliding_window_view(few, STRETCH, axis=1)
    return np.asarray(np.any(next_to.all(axis=2), axis=1))


def _furthest_first(points: Floats) -> Ints:
    """The places of each row from the one furthest from its median to the nearest, (S, n)."""
    off = np.nan_to_num(np.abs(points - median(points)[:, None]), nan=-1.0)
    return np.asarray(np.argsort(-off, axis=1, kind="stable"), dtype=np.int64)


def _far(kind: ChartKind, points: Floats, few: Bools, size: Floats | None) -> Bools:
    """Whether none of a ``few`` points can belong to the others, shape (S,).

    Externally studentised from the mean of the others, weighted by ``size``; a count of cases must
    also be one that chance does not give.
    """
    seen = ~np.isnan(points)
    rest = seen & ~few
    weight = np.where(seen, 1.0 if size is None else size, 0.0)
    others = np.where(rest, weight, 0.0)
    whole = np.maximum(others.sum(axis=1), np.finfo(float).tiny)[:, None]
    shown = np.where(seen, points, 0.0)
    middle = (others * shown).sum(axis=1)[:, None] / whole
    df = rest.sum(axis=1) - 1
    spread = (others * (shown - middle) ** 2).sum(axis=1) / np.maximum(df, 1)
    own = np.divide(1.0, weight, out=np.full(points.shape, np.inf), where=weight > 0)
    limit = furthest_by_chance(df, seen.sum(axis=1))[:, None]
    beyond = (shown - middle) ** 2 > limit**2 * spread[:, None] * (own + 1 / whole)
    if size is not None or kind is ChartKind.C:
        per = np.ones_like(points) if size is None else size
        beyond &= miscounted(points, np.broadcast_to(middle, points.shape), per)
    return np.asarray((beyond | ~few).all(axis=1))


def _without(again: Charts, points: Floats, few: Bools) -> tuple[Bools, Ints]:
    """Whether charts made without a few points are no longer pulled; how many others are inside."""
    lower, upper = (
        np.where(np.isnan(limit), end, limit)
        for limit, end in ((again.limits.lower, -np.inf), (again.limits.upper, np.inf))
    )
    within = (lower <= points) & (points <= upper)
    inside = (within & ~few).sum(axis=1)
    others = (~np.isnan(points) & ~few).sum(axis=1)
    cured = ~np.isnan(again.limits.upper).all(axis=1) & (2 * inside > others)
    cured &= ~(within & few).any(axis=1)
    cured &= ~_mostly_marked(again, np.where(few, np.nan, points), slice(None))
    return np.asarray(cured), np.asarray(inside)


def _mostly_marked(made: Charts, points: Floats, columns: slice) -> Bools:
    """Whether the rules mark more than half of the points that count, shape (S,)."""
    marked = np.zeros(points.shape, dtype=np.bool_)
    for mask in made.marks.values():
        marked |= mask[:, columns]
    seen = ~np.isnan(points)
    return np.asarray(2 * (marked & seen).sum(axis=1) > seen.sum(axis=1))
