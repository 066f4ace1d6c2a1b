"""Control charts of many series: limits by the indicator's kind, rules, and what they can bear."""

import math
from dataclasses import dataclass

import numpy as np

from riktning.catalogue.model import Kind
from riktning.core.periods import Month
from riktning.trends.ar1 import Bools, Floats
from riktning.trends.charts.chart import Breach, ChartKind, ChartStatus, ControlChart, Rule
from riktning.trends.charts.p_chart import PChart, p_limits
from riktning.trends.charts.rules import breaches
from riktning.trends.charts.xmr import Limits, xmr_limits
from riktning.trends.limits import FEWEST_POINTS, MOST_FOR_TRIAL


@dataclass(frozen=True, slots=True)
class Chartable:
    """S series × n months of one indicator; ``values`` in the displayed unit, NaN where no point.

    ``final`` (S, n) is False for preliminary points: shown, but not counted.
    """

    first: Month
    kind: Kind
    scale: float
    values: Floats
    numerator: Floats
    denominator: Floats
    final: Bools


def control_charts(series: Chartable) -> tuple[ControlChart, ...]:
    """A P or P′ chart for each proportion, an XmR chart for everything else."""
    counted = np.where(series.final, series.values, np.nan)
    limits, proportions = _limits(series, counted)
    broken = breaches(counted, limits)
    months = tuple(series.first.plus(index) for index in range(counted.shape[1]))
    return tuple(
        _chart(series, _Row(row, counted[row], months), limits, broken, proportions)
        for row in range(len(counted))
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """One series of the block: its place, its counted points, and the months they stand for."""

    index: int
    counted: Floats
    months: tuple[Month, ...]


def _limits(series: Chartable, counted: Floats) -> tuple[Limits, PChart | None]:
    if series.kind is not Kind.PROPORTION:
        return xmr_limits(counted), None
    seen = ~np.isnan(counted)
    chart = p_limits(np.where(seen, series.numerator, np.nan), series.denominator)
    plain = chart.limits
    scaled = (plain.centre, plain.lower, plain.upper, plain.sigma)
    return Limits(*(part * series.scale for part in scaled)), chart


def _chart(
    series: Chartable,
    at: _Row,
    limits: Limits,
    broken: dict[Rule, Bools],
    proportions: PChart | None,
) -> ControlChart:
    row, months = at.index, at.months
    status = _status(at.counted, limits.sigma[row])
    bare = status in (ChartStatus.DESCRIPTIVE, ChartStatus.NO_VARIATION)
    none = (None,) * len(months)
    return ControlChart(
        kind=_kind(proportions, row),
        status=status,
        months=months,
        values=_cells(series.values[row]),
        preliminary=tuple((~series.final[row]).tolist()),
        centre=_centre(at.counted, limits, row),
        lower=none if bare else _cells(limits.lower[row]),
        upper=none if bare else _cells(limits.upper[row]),
        breaches=() if bare else _breaches(broken, months, row),
        sigma_z=None if proportions is None or bare else float(proportions.sigma_z[row]),
    )


def _kind(proportions: PChart | None, row: int) -> ChartKind:
    if proportions is None:
        return ChartKind.XMR
    return ChartKind.P_PRIME if proportions.overdispersed[row] else ChartKind.P


def _status(counted: Floats, sigma: Floats) -> ChartStatus:
    seen = ~np.isnan(counted)
    points = counted[seen]
    if len(points) < FEWEST_POINTS:
        return ChartStatus.DESCRIPTIVE
    if len(np.unique(points)) < 3 or not (sigma[seen] > 0).all():
        return ChartStatus.NO_VARIATION
    return ChartStatus.TRIAL if len(points) <= MOST_FOR_TRIAL else ChartStatus.ESTABLISHED


def _centre(counted: Floats, limits: Limits, row: int) -> float | None:
    return None if np.isnan(counted).all() else float(limits.centre[row, 0])


def _cells(array: Floats) -> tuple[float | None, ...]:
    return tuple(value if math.isfinite(value) else None for value in array.tolist())


def _breaches(broken: dict[Rule, Bools], months: tuple[Month, ...], row: int) -> tuple[Breach, ...]:
    return tuple(
        Breach(rule, tuple(months[index] for index in np.flatnonzero(mask[row])))
        for rule, mask in broken.items()
        if mask[row].any()
    )
