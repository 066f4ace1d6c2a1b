"""Whether one value, often a misprint, pulls a chart so far that the others look unusual.

Screening keeps a jump from widening the limits (Nelson 1982), but the jump stays in the mean, so
that one value of 500 among fifties leaves the fifties outside. Limits are left as peers give them;
that one value is behind what they mark is said.
"""

from dataclasses import replace

import numpy as np

from riktning.trends.ar1 import Bools, Floats
from riktning.trends.charts.arrays import Charts, charts
from riktning.trends.charts.chart import Pull
from riktning.trends.charts.limits import median


def pulls(
    made: Charts,
    values: Floats,
    denominator: Floats | None = None,
    excluded: Bools | None = None,
) -> tuple[tuple[Pull, ...], ...]:
    """For each of S charts the values that pull a phase of it, one a phase at most.

    ``made`` are the charts of ``values``, ``denominator`` and ``excluded`` (S, n). Looked for where
    a chart marks more than half the points of a phase: it is pulled where it does not once the
    point furthest from the median is left out, most of the others lie within the limits that they
    give themselves, and that point outside them.
    """
    found: list[list[Pull]] = [[] for _ in values]
    out = np.zeros(values.shape, dtype=np.bool_) if excluded is None else excluded
    for columns in made.phases:
        points = np.where(out, np.nan, made.points)[:, columns]
        rows = np.flatnonzero(_mostly_marked(made, points, columns))
        if not len(rows):
            continue
        points = points[rows]
        at = np.argmax(np.nan_to_num(np.abs(points - median(points)[:, None]), nan=-1.0), axis=1)
        furthest = np.arange(points.shape[1])[None, :] == at[:, None]
        again = charts(
            replace(made.plan, starts=()),
            values[rows, columns],
            None if denominator is None else denominator[rows, columns],
            out[rows, columns] | furthest,
        )
        lower, upper = (
            np.where(np.isnan(limit), end, limit)
            for limit, end in ((again.limits.lower, -np.inf), (again.limits.upper, np.inf))
        )
        limited = ~np.isnan(again.limits.upper).all(axis=1)
        within = (lower <= points) & (points <= upper)
        inside = (within & ~furthest).sum(axis=1)
        others = (~np.isnan(points) & ~furthest).sum(axis=1)
        cured = limited & ~(within & furthest).any(axis=1) & (2 * inside > others)
        cured &= ~_mostly_marked(again, np.where(furthest, np.nan, points), slice(None))
        for place in np.flatnonzero(cured).tolist():
            pull = Pull(columns.start + int(at[place]), int(inside[place]), int(others[place]))
            found[int(rows[place])].append(pull)
    return tuple(map(tuple, found))


def _mostly_marked(made: Charts, points: Floats, columns: slice) -> Bools:
    """Whether the rules mark more than half of the points that count, shape (S,)."""
    marked = np.zeros(points.shape, dtype=np.bool_)
    for mask in made.marks.values():
        marked |= mask[:, columns]
    seen = ~np.isnan(points)
    return np.asarray(2 * (marked & seen).sum(axis=1) > seen.sum(axis=1))
