"""One value that cannot belong to the others, often a misprint: set aside before the test.

Least squares, and every likelihood near it, lets a single value of 500 among fifties tilt the line
and drown the slope in its variance. The rule is declared, is the same for every series and does not
look at which way the value pulls: it is set aside, told, and still drawn.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from riktning.trends.ar1 import Bools, Floats, Ints
from riktning.trends.limits import FEWEST_RESIDUAL_DF

_BLOCK = 512  # series looked at at a time
FALSELY = 1e-4  # of series of normal values: how many lose one
COUNTED = 6.0  # standard deviations of a Poisson count that its square root must lie off
FEWEST_DIFFERENT = 3  # values among the others, or their spread is not known
_TIED = 1e-6
_NOTHING = 1e-12
_WHOLE = 1e-9  # of a leverage: a point that is alone in its season says nothing of itself


def outlying(
    values: Floats,
    variance: Floats,
    first_season: int,
    cycle: int,
    per: Floats | None = None,
) -> Ints:
    """The place of the one value in each of S series that cannot belong to the others; -1 for none.

    ``values`` and ``variance`` (S, n), NaN where there is no point, are fitted by a level for each
    season and a slope, weighted by 1 / variance. A value is set aside where its externally
    studentised residual (Belsley, Kuh and Welsch 1980, doi:10.1002/0471725153) is beyond the
    quantile of t that FALSELY leaves after Bonferroni's correction for n points, and, once it is
    gone, no other value is beyond it: several are no misprint but something that happened. Where
    values are counts over a size, ``per`` (S, n) is that size in the values' unit, and the count
    must also lie COUNTED standard deviations off on the scale of its square root (Anscombe 1948,
    doi:10.1093/biomet/35.3-4.246): one case among noughts is no misprint. Of two values that are
    alone in their season, which no line can tell apart, the one further from the median counts.
    Series that would be left with fewer degrees of freedom than a test needs are left as they are.
    """
    season = (np.arange(values.shape[1]) + first_season) % cycle
    found = np.full(len(values), -1, dtype=np.int64)
    for start in range(0, len(values), _BLOCK):
        rows = slice(start, start + _BLOCK)
        size = None if per is None else per[rows]
        found[rows] = _of_block(values[rows], variance[rows], season, cycle, size)
    return found


def _of_block(
    values: Floats, variance: Floats, season: Ints, cycle: int, per: Floats | None
) -> Ints:
    found = np.full(len(values), -1, dtype=np.int64)
    seen = _studentised(values, variance, season, cycle)
    beyond = _beyond(seen, values)
    beyond[seen.df < FEWEST_RESIDUAL_DF] = False
    if per is not None:
        beyond &= miscounted(values, seen.fitted, per)
    some = np.flatnonzero(beyond.any(axis=1))
    if not len(some):
        return found
    place = _furthest(seen.apart[some], beyond[some], values[some])
    rest = values[some].copy()
    rest[np.arange(len(some)), place] = np.nan
    alone = ~_beyond(_studentised(rest, variance[some], season, cycle), rest).any(axis=1)
    alone &= np.array([len(np.unique(row[~np.isnan(row)])) for row in rest]) >= FEWEST_DIFFERENT
    found[some[alone]] = place[alone]
    return found


@dataclass(frozen=True, slots=True)
class _Seen:
    """``apart`` (S, n): how far each point lies from what the others say, in standard deviations.

    ``fitted`` (S, n) is what they say it would be: its own value where they say nothing. ``df``
    (S,) are the residual degrees of freedom without the point, ``count`` (S,) the points.
    """

    apart: Floats
    fitted: Floats
    df: Ints
    count: Ints


def _studentised(values: Floats, variance: Floats, season: Ints, cycle: int) -> _Seen:
    seen = ~np.isnan(values)
    weight = np.where(seen, 1 / variance, 0.0)
    member = np.eye(cycle)[season]
    whole = weight @ member
    each = 1 / np.where(whole > 0, whole, 1.0)
    time = np.arange(values.shape[1]) / cycle
    y = np.where(seen, values, 0.0)
    y = np.where(seen, y - (((weight * y) @ member) * each)[:, season], 0.0)
    t = np.where(seen, time - (((weight * time) @ member) * each)[:, season], 0.0)
    weighed = weight * t
    moment = (weighed * t).sum(axis=1)[:, None]
    moment = np.where(moment > 0, moment, 1.0)
    residual = y - (weighed * y).sum(axis=1)[:, None] / moment * t
    left = 1 - weight * each[:, season] - weighed * t / moment
    told = seen & (left > _WHOLE)
    safe = np.where(told, left, 1.0)
    own = weight * residual**2
    part = np.where(told, own / safe, 0.0)
    rss = own.sum(axis=1)[:, None]
    count = seen.sum(axis=1)
    df = count - (whole > 0).sum(axis=1) - 2
    others = np.maximum(rss - part, 0.0)
    exact = others <= _NOTHING * rss  # the others lie on the line
    apart = np.sqrt(part / np.where(exact, 1.0, others) * np.maximum(df, 1)[:, None])
    apart = np.where(exact, np.where(part > 0, np.inf, 0.0), apart)
    return _Seen(apart, np.where(told, values - residual / safe, values), df, count)


def _beyond(found: _Seen, values: Floats) -> Bools:
    """Which points are further away than chance takes one of n, (S, n)."""
    limit = furthest_by_chance(found.df, found.count)
    return np.asarray(~np.isnan(values) & (found.apart > limit[:, None]))


def furthest_by_chance(df: Ints, count: Ints) -> Floats:
    """How many standard deviations off the furthest of ``count`` points may lie; each (S,).

    ``df`` are the residual degrees of freedom of the others. The declared rule of what cannot
    belong to the others, for tests and charts alike.
    """
    kinds, number = np.unique(np.stack([df, count]), axis=1, return_inverse=True)
    free, points = np.maximum(kinds, 1)
    limit = np.where(kinds[0] >= 1, stdtrit(free, 1 - FALSELY / 2 / points), np.inf)
    return np.asarray(limit[number.reshape(-1)])


def miscounted(values: Floats, fitted: Floats, per: Floats) -> Bools:
    """Whether the count lies further from the expected one than a count of that size can.

    Values and what the others say (S, n), in units of which ``per`` (S, n) times gives a count.
    """
    count, expected = (np.sqrt(np.maximum(np.nan_to_num(x * per), 0.0)) for x in (values, fitted))
    return np.asarray(2 * np.abs(count - expected) > COUNTED)


def _furthest(apart: Floats, beyond: Bools, values: Floats) -> Ints:
    """The place of the furthest point; of tied ones, that further from the series' median."""
    reach = np.where(beyond, apart, -1.0)
    most = reach.max(axis=1)[:, None]
    tied = beyond & ((reach >= most * (1 - _TIED)) | np.isinf(reach))
    off = np.abs(values - np.nanmedian(values, axis=1)[:, None])
    return np.asarray(np.where(tied, off, -1.0).argmax(axis=1), dtype=np.int64)
