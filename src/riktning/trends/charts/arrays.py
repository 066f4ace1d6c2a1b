"""The charts of many series as arrays: kind, limits phase by phase, what they bear, marked points.

This is where the speed is: everything is done for a block of series at once, and the working
memory follows the block. :mod:`.of_indicators` makes one chart a series of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from riktning.core.errors import SeriesError
from riktning.trends.ar1 import Bools, Floats
from riktning.trends.charts.attributes import c_limits, p_limits, u_limits
from riktning.trends.charts.chart import ChartKind, ChartStatus
from riktning.trends.charts.limits import Limits
from riktning.trends.charts.profiles import CAUTIOUS, Rule, RuleProfile
from riktning.trends.charts.rare_events import g_limits, t_limits
from riktning.trends.charts.rules import breaches
from riktning.trends.charts.run_chart import run_limits
from riktning.trends.charts.xmr import xmr_limits
from riktning.trends.limits import FEWEST_POINTS, MOST_FOR_TRIAL

BLOCK = 1024  # series charted at a time
_GRAIN = 1e-9  # of the largest value: variation that is only rounding
STATUSES = tuple(ChartStatus)
_CODE = {status: code for code, status in enumerate(STATUSES)}
_PRIMED = {ChartKind.P: ChartKind.P_PRIME, ChartKind.U: ChartKind.U_PRIME}


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """How a block of series is charted.

    ``kind`` is XMR, P, U, C, G, T or RUN: P and U become P′ and U′ where a series is overdispersed.
    ``starts`` are the column indexes at which a new phase begins, rising, the first column not
    among them. ``baseline`` freezes the limits of each phase after so many of its periods.
    """

    kind: ChartKind
    rules: RuleProfile = CAUTIOUS
    screened: bool = True
    starts: Sequence[int] = ()
    baseline: int | None = None


@dataclass(frozen=True, slots=True)
class Charts:
    """S charts of n points in F phases.

    ``points`` (S, n) is what is charted, NaN where there is no point; ``limits`` (S, n), NaN where
    a phase has none to show. ``status`` (S, F) indexes STATUSES. ``overdispersed`` and ``sigma_z``
    (S, F) tell where P′ or U′ was used, and by how much; NaN for other kinds. ``marks`` (S, n) are
    the points that each rule marks.
    """

    plan: ChartPlan
    points: Floats
    limits: Limits
    status: NDArray[np.int8]
    overdispersed: Bools
    sigma_z: Floats
    marks: dict[Rule, Bools]

    @property
    def phases(self) -> tuple[slice, ...]:
        """The columns of each phase."""
        return _phases(self.plan, self.points.shape[1])

    def kind(self, row: int) -> ChartKind:
        """The kind of one chart: P′ or U′ where any of its phases is overdispersed."""
        kind = self.plan.kind
        return _PRIMED[kind] if kind in _PRIMED and self.overdispersed[row].any() else kind


def charts(
    plan: ChartPlan,
    values: Floats,
    denominator: Floats | None = None,
    excluded: Bools | None = None,
    aside: Bools | None = None,
) -> Charts:
    """Chart S series of n points; ``values`` (S, n) NaN where there is no point.

    For P and U ``values`` are numerators, and ``denominator`` (S, n) their denominators in any
    unit; for C counts in equal areas; for G and T what lies between events. ``excluded`` (S, n)
    points neither set limits nor count in a rule; ``aside`` (S, n) points set none, but are tried.
    Raises SeriesError for starts or a baseline
    outside the series, a missing denominator, a negative one, or infinite values.
    """
    _refuse_unfit(plan, values, denominator)
    return _joined(plan, list(in_blocks(plan, values, denominator, excluded, aside)))


def in_blocks(
    plan: ChartPlan,
    values: Floats,
    denominator: Floats | None = None,
    excluded: Bools | None = None,
    aside: Bools | None = None,
) -> Iterator[Charts]:
    """The charts of S series (S, n), BLOCK of them at a time, where memory does not hold all.

    Arguments, units and errors are those of :func:`charts`."""
    for start in range(0, max(len(values), 1), BLOCK):
        rows = slice(start, start + BLOCK)
        yield _block(
            plan,
            values[rows],
            None if denominator is None else denominator[rows],
            None if excluded is None else excluded[rows],
            None if aside is None else aside[rows],
        )


def _refuse_unfit(plan: ChartPlan, values: Floats, denominator: Floats | None) -> None:
    months = values.shape[1]
    starts = list(plan.starts)
    if starts != sorted(set(starts)) or any(not 0 < start < months for start in starts):
        raise SeriesError(
            f"phases cannot start at {starts} of {months} points",
            remedy="give rising positions after the first point and before the last",
        )
    if plan.baseline is not None and plan.baseline < 1:
        raise SeriesError(f"a baseline of {plan.baseline} points", remedy="give at least one")
    if (plan.kind in _PRIMED) != (denominator is not None):
        raise SeriesError(
            f"a {plan.kind} chart {'needs' if denominator is None else 'has no'} denominators",
            remedy="P and U charts have denominators, the others have none",
        )
    if np.isinf(values).any() or (denominator is not None and (denominator < 0).any()):
        raise SeriesError(
            "a value is infinite, or a denominator is negative", remedy="correct the series"
        )


def _block(
    plan: ChartPlan,
    values: Floats,
    denominator: Floats | None,
    excluded: Bools | None,
    aside: Bools | None,
) -> Charts:
    parts = []
    for columns in _phases(plan, values.shape[1]):
        size = None if denominator is None else denominator[:, columns]
        left_out = None if excluded is None else excluded[:, columns]
        unset = None if aside is None else aside[:, columns]
        parts.append(_phase(plan, values[:, columns], size, left_out, unset))
    return parts[0] if len(parts) == 1 else _beside(plan, parts)


def _phases(plan: ChartPlan, months: int) -> tuple[slice, ...]:
    ends = [0, *plan.starts, months]
    return tuple(slice(a, b) for a, b in pairwise(ends))


def _phase(
    plan: ChartPlan,
    values: Floats,
    size: Floats | None,
    excluded: Bools | None,
    aside: Bools | None,
) -> Charts:
    counted = values if excluded is None else np.where(excluded, np.nan, values)
    sets = None if aside is None else ~aside
    if plan.baseline is not None and plan.baseline < values.shape[1]:
        within = np.broadcast_to(np.arange(values.shape[1]) < plan.baseline, values.shape)
        sets = within if sets is None else sets & within
    found = _made(plan, counted, size, sets)
    shown = values if size is None else np.divide(values, np.where(size > 0, size, np.nan))
    points = shown if excluded is None else np.where(excluded, np.nan, shown)
    used = points if sets is None else np.where(sets, points, np.nan)
    status = _status(used, found.limits, plan.kind)
    bare = np.isin(status, (_CODE[ChartStatus.DESCRIPTIVE], _CODE[ChartStatus.NO_VARIATION]))
    marks = breaches(points, found.limits, plan.rules)
    return replace(
        found,
        points=shown,
        limits=_without(found.limits, bare),
        status=status[:, None],
        marks={rule: mask & ~bare[:, None] for rule, mask in marks.items()},
    )


def _made(plan: ChartPlan, values: Floats, size: Floats | None, sets: Bools | None) -> Charts:
    """The limits by the plan's kind; status and marks are still to come."""
    rows = len(values)
    overdispersed, sigma_z = np.zeros(rows, dtype=np.bool_), np.full(rows, np.nan)
    if size is not None or plan.kind is ChartKind.C:
        if size is None:
            made = c_limits(values, screened=plan.screened, sets=sets)
        else:
            by_kind = p_limits if plan.kind is ChartKind.P else u_limits
            made = by_kind(values, size, screened=plan.screened, sets=sets)
        limits, overdispersed, sigma_z = made.limits, made.overdispersed, made.sigma_z
    elif plan.kind is ChartKind.G:
        limits = g_limits(values, sets)
    elif plan.kind is ChartKind.T:
        limits = t_limits(values, screened=plan.screened, sets=sets)
    elif plan.kind is ChartKind.RUN:
        limits = run_limits(values, sets)
    else:
        limits = xmr_limits(values, screened=plan.screened, sets=sets)
    none = np.zeros((rows, 1), dtype=np.int8)
    return Charts(plan, values, limits, none, overdispersed[:, None], sigma_z[:, None], {})


def _status(used: Floats, limits: Limits, kind: ChartKind) -> NDArray[np.int8]:
    """By the points that set the limits: too few, no variation, trial or established; (S,).

    Two values are variation. What has limits needs a sigma. Where most moving ranges are 0, the few
    others say nothing of it, and limits by them would mark nearly every point. A run chart needs
    points on both sides of its median, since nothing else can cross it.
    """
    seen = ~np.isnan(used)
    count = seen.sum(axis=1)
    low = np.where(seen, used, np.inf).min(axis=1)
    high = np.where(seen, used, -np.inf).max(axis=1)
    grain = _GRAIN * np.maximum(np.abs(low), np.abs(high))
    grain = np.where(count > 0, grain, 0.0)[:, None]
    if kind is ChartKind.RUN:
        above, below = used > limits.centre + grain, used < limits.centre - grain
        varies = above.any(axis=1) & below.any(axis=1)
    else:
        varies = high - low > grain[:, 0]
        varies &= ((limits.sigma > grain) | ~seen).all(axis=1)
    if kind in (ChartKind.XMR, ChartKind.T):
        ranges = np.abs(np.diff(used, axis=1))
        still = (ranges <= grain).sum(axis=1)
        varies &= 2 * still <= (~np.isnan(ranges)).sum(axis=1)
    status = np.where(count <= MOST_FOR_TRIAL, _CODE[ChartStatus.TRIAL], 0)
    status = np.where(count > MOST_FOR_TRIAL, _CODE[ChartStatus.ESTABLISHED], status)
    status = np.where(varies, status, _CODE[ChartStatus.NO_VARIATION])
    status = np.where(count < FEWEST_POINTS, _CODE[ChartStatus.DESCRIPTIVE], status)
    return status.astype(np.int8)


def _without(limits: Limits, bare: Bools) -> Limits:
    if not bare.any():
        return limits
    lower, upper = (np.where(bare[:, None], np.nan, each) for each in (limits.lower, limits.upper))
    return Limits(limits.centre, lower, upper, limits.sigma)


def _beside(plan: ChartPlan, parts: Sequence[Charts]) -> Charts:
    """The phases of one block, one after the other."""
    return _put(plan, parts, axis=1)


def _joined(plan: ChartPlan, blocks: Sequence[Charts]) -> Charts:
    """The blocks of all series, one under the other."""
    return blocks[0] if len(blocks) == 1 else _put(plan, blocks, axis=0)


def _put(plan: ChartPlan, parts: Sequence[Charts], axis: int) -> Charts:
    def together(name: str) -> list[Floats]:
        return [getattr(part, name) for part in parts]

    limits = (
        np.concatenate([getattr(part.limits, name) for part in parts], axis=axis)
        for name in ("centre", "lower", "upper", "sigma")
    )
    return Charts(
        plan,
        np.concatenate(together("points"), axis=axis),
        Limits(*limits),
        np.concatenate([part.status for part in parts], axis=axis),
        np.concatenate([part.overdispersed for part in parts], axis=axis),
        np.concatenate(together("sigma_z"), axis=axis),
        {
            rule: np.concatenate([part.marks[rule] for part in parts], axis=axis)
            for rule in parts[0].marks
        },
    )
