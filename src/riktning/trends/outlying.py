"""One value that cannot belong to the others, often a misprint: set aside before the test.

Least squares, and every likelihood near it, lets a single value of 500 among fifties tilt the line
and drown the slope in its variance. The rule is declared, is the same for every series and does not
look at which way the value pulls: it is set aside, told, and still drawn.
"""

import numpy as np
from scipy.special import stdtrit

from riktning.trends.ar1 import Bools, Floats, Ints
from riktning.trends.design import residual_df
from riktning.trends.limits import FEWEST_RESIDUAL_DF

FALSELY = 1e-4  # of series of normal values: how many lose one
COUNTED = 6.0  # standard deviations of a Poisson count that its square root must lie off
FEWEST_DIFFERENT = 3  # values among the others, or their spread is not known
_TIED = 1e-6
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
    found = np.full(len(values), -1, dtype=np.int64)
    rows = np.flatnonzero(residual_df(~np.isnan(values), first_season, cycle) > FEWEST_RESIDUAL_DF)
    if not len(rows):
        return found
    season = (np.arange(values.shape[1]) + first_season) % cycle
    y, spread = values[rows], variance[rows]
    size = None if per is None else per[rows]
    apart, fitted = _studentised(y, spread, season, cycle)
    beyond = _beyond(apart, y, first_season, cycle)
    if size is not None:
        beyond &= _miscounted(y, fitted, size)
    some = np.flatnonzero(beyond.any(axis=1))
    if not len(some):
        return found
    place = _furthest(apart[some], beyond[some], y[some])
    rest = y[some].copy()
    rest[np.arange(len(some)), place] = np.nan
    again, _ = _studentised(rest, spread[some], season, cycle)
    alone = ~_beyond(again, rest, first_season, cycle).any(axis=1)
    alone &= np.array([len(np.unique(row[~np.isnan(row)])) for row in rest]) >= FEWEST_DIFFERENT
    found[rows[some[alone]]] = place[alone]
    return found


def _studentised(
    values: Floats, variance: Floats, season: Ints, cycle: int
) -> tuple[Floats, Floats]:
    """How far each point lies from what the others say, in their standard deviations: (S, n).

    And what they say it would be. 0 and its own value where they say nothing.
    """
    seen = ~np.isnan(values)
    weight = np.where(seen, 1 / variance, 0.0)
    member = np.eye(cycle)[season]
    whole = weight @ member
    time = np.broadcast_to(np.arange(values.shape[1]) / cycle, values.shape)
    y, t = (
        np.where(seen, each - _ratio((weight * each) @ member, whole)[:, season], 0.0)
        for each in (np.where(seen, values, 0.0), time)
    )
    moment = (weight * t**2).sum(axis=1)[:, None]
    slope = _ratio((weight * t * y).sum(axis=1)[:, None], moment)
    residual = y - slope * t
    own = _ratio(weight, whole[:, season]) + _ratio(weight * t**2, moment)
    left = 1 - own
    told = seen & (left > _WHOLE)
    safe = np.where(told, left, 1.0)
    part = np.where(told, weight * residual**2 / safe, 0.0)
    rss = (weight * residual**2).sum(axis=1)[:, None]
    df = (seen.sum(axis=1) - (whole > 0).sum(axis=1) - 2)[:, None]  # without the point
    others = np.maximum(rss - part, 0.0) / np.maximum(df, 1)
    apart = np.sqrt(np.divide(part, others, out=np.zeros_like(part), where=others > 1e-12 * rss))
    apart[(others <= 1e-12 * rss) & (part > 0) & (rss > 0)] = np.inf
    return apart, np.where(told, values - residual / safe, values)


def _beyond(apart: Floats, values: Floats, first_season: int, cycle: int) -> Bools:
    """Which points are further away than chance takes one of n, (S, n)."""
    seen = ~np.isnan(values)
    df, count = residual_df(seen, first_season, cycle) - 1, seen.sum(axis=1)
    kinds, number = np.unique(np.stack([df, count]), axis=1, return_inverse=True)
    known = np.maximum(kinds, 1)
    limit = stdtrit(known[0].astype(np.float64), 1 - FALSELY / 2 / known[1])
    limit = np.where(kinds[0] >= 1, limit, np.inf)[number.reshape(-1)]
    return np.asarray(seen & (apart > limit[:, None]))


def _miscounted(values: Floats, fitted: Floats, per: Floats) -> Bools:
    """Whether the count lies further from the expected one than a count of that size can."""
    count, expected = (np.sqrt(np.maximum(np.nan_to_num(x * per), 0.0)) for x in (values, fitted))
    return np.asarray(2 * np.abs(count - expected) > COUNTED)


def _furthest(apart: Floats, beyond: Bools, values: Floats) -> Ints:
    """The place of the furthest point; of tied ones, that further from the series' median."""
    reach = np.where(beyond, apart, -1.0)
    most = reach.max(axis=1)[:, None]
    tied = beyond & ((reach >= most * (1 - _TIED)) | np.isinf(reach))
    off = np.abs(values - np.nanmedian(values, axis=1)[:, None])
    return np.asarray(np.where(tied, off, -1.0).argmax(axis=1), dtype=np.int64)


def _ratio(top: Floats, bottom: Floats) -> Floats:
    top, bottom = np.broadcast_arrays(top, bottom)
    return np.divide(top, bottom, out=np.zeros(top.shape), where=bottom > 0)
