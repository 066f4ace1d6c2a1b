"""The control chart of a series whose level moves: limits around the trend line, not around a mean.

Limits around a mean ask whether one constant level explains the points. Once the direction test has
said that the level moves, the answer is known and nearly every point would be marked; what is then
worth knowing is which months leave the line (the regression control chart: Mandel 1969, Journal of
Quality Technology 1:1-9).
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.trends.ar1 import Bools, Floats, Ints
from riktning.trends.charts.chart import Breach, ChartBasis, ChartKind, ChartStatus, ControlChart
from riktning.trends.charts.limits import Limits
from riktning.trends.charts.of_indicators import cells
from riktning.trends.charts.profiles import PROFILES, RuleProfile
from riktning.trends.charts.rules import breaches
from riktning.trends.charts.xmr import xmr_limits
from riktning.trends.direction import Method
from riktning.trends.verdict import DirectionFinding

_NOTHING = 1e-9  # variation around the line, as a share of the level, that is only rounding
Bounds = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spread:
    """How a series varies around its line, in the displayed unit; each array (n,).

    ``season`` is added to the line where the test adjusts for season, otherwise 0; ``sigma`` is
    one standard deviation of a month's value around line and season.
    """

    season: Floats
    sigma: Floats


def around_trend(
    chart: ControlChart, finding: DirectionFinding, variance: Floats, bounds: Bounds
) -> ControlChart:
    """The chart of a moving series, with the finding's trend line as centre.

    The line runs from ``start_level`` to ``end_level`` of the finding, which the projection
    continues. The limits are line and season ± 3 sigma; line and limits are cut at ``bounds``, the
    lowest and highest possible value; see :func:`spread`. Rules are tried on what is left of each
    final month when line and season are taken away. ``variance`` (n,) is the relative variance of
    the points.
    A chart that has no limits around a mean gets none around the line, but the line.
    """
    line = trend_line(finding, chart.months)
    none = (None,) * len(chart.months)
    trended = replace(
        chart, kind=ChartKind.XMR, basis=ChartBasis.TREND, centre=None,
        line=cells(np.clip(line, *bounds)), lower=none, upper=none, breaches=(), sigma_z=None,
        pulls=(), aside=None,
    )  # fmt: skip
    if chart.status in (ChartStatus.DESCRIPTIVE, ChartStatus.NO_VARIATION):
        return trended
    values = np.array([np.nan if value is None else value for value in chart.values])
    final = np.where(chart.preliminary, np.nan, values)
    step = MONTHS_A_YEAR // finding.cycle
    calendar = np.array([(month.month - 1) // step for month in chart.months])
    seasonal = finding.method.startswith(str(Method.SEASONAL))
    found = spread(
        final - line, variance, calendar if seasonal else None, finding.autocorrelation or 0.0
    )
    if not (found.sigma > _NOTHING * np.abs(line)).any():
        return replace(trended, status=ChartStatus.NO_VARIATION)
    middle = line + found.season
    return replace(
        trended,
        lower=cells(np.clip(middle - 3 * found.sigma, *bounds)),
        upper=cells(np.clip(middle + 3 * found.sigma, *bounds)),
        seasonal=seasonal,
        breaches=_breaches(final - middle, found.sigma, chart.months, PROFILES[chart.rules]),
    )


def trend_line(finding: DirectionFinding, months: tuple[Month, ...]) -> Floats:
    """The finding's straight line in each period, shape (n,); ``months`` are their first months.

    It goes on past the last period tested, through those that are not final, as the projection
    does; before the first it is NaN, since the series had not begun.
    """
    if finding.first is None or finding.last is None:
        return np.full(len(months), np.nan)
    step = MONTHS_A_YEAR // finding.cycle
    ends = (finding.first.index, finding.last.index - step + 1)
    end = (finding.end_level if finding.line_end is None else finding.line_end) or 0.0
    a_month = (finding.slope_per_year or 0.0) / MONTHS_A_YEAR
    at = np.array([month.index for month in months])
    return np.where(at < ends[0], np.nan, end + a_month * (at - ends[1]))


def spread(
    residual: Floats, variance: Floats, calendar: Ints | None, autocorrelation: float = 0.0
) -> Spread:
    """Season and sigma of residuals from a line, shape (n,), NaN where there is no final point.

    Sigma is that of the XmR chart, the mean moving range over 1.128 (Shewhart 1931; screened as
    Nelson 1982, doi:10.1080/00224065.1982.11978811), of the residuals divided by the square root
    of their relative variance, so that a month with few patients gets wide limits (as Laney 2002,
    doi:10.1081/QEN-120006555, does for proportions). Months that resemble each other make small
    moving ranges: sigma is therefore divided by the square root of 1 - ``autocorrelation`` where
    that is above 0: the mean squared step of an AR(1) series is 2 sigma² (1 - autocorrelation)
    (Maragah and Woodall 1992, Journal of Statistical Computation and Simulation 40:29-42).
    ``calendar`` (n,) is 0 for January; None
    leaves season out. The season of a calendar month is the weighted mean of its residuals (the
    classical decomposition, Persons 1919); its furthest point is set aside when it lies outside,
    so that one odd month does not make the same month of other years look odd.
    """
    scale = np.sqrt(variance)
    wider = 1 / math.sqrt(1 - max(autocorrelation, 0.0))
    if calendar is None:
        return Spread(np.zeros_like(residual), wider * _sigma(residual / scale) * scale)
    seen = ~np.isnan(residual)
    season = _season(residual, variance, calendar, seen)
    scaled = (residual - season) / scale
    furthest = _furthest(np.abs(scaled), calendar) & (np.abs(scaled) > 3 * wider * _sigma(scaled))
    if furthest.any():
        season = _season(residual, variance, calendar, seen & ~furthest)
    return Spread(season, wider * _sigma((residual - season) / scale) * scale)


def _sigma(residual: Floats) -> float:
    return float(xmr_limits(residual[None, :]).sigma[0, 0])


def _season(residual: Floats, variance: Floats, calendar: Ints, used: Bools) -> Floats:
    """Each calendar month's own effect; the effects sum to 0, so the line stays the level."""
    weight = np.where(used, 1 / variance, 0.0)
    total = np.bincount(calendar, weight * np.where(used, residual, 0.0), MONTHS_A_YEAR)
    weights = np.bincount(calendar, weight, MONTHS_A_YEAR)
    known = weights > 0
    effect = np.divide(total, weights, out=np.zeros(MONTHS_A_YEAR), where=known)
    centred = np.where(known, effect - effect[known].mean(), 0.0) if known.any() else effect
    return np.asarray(centred[calendar], dtype=np.float64)


def _furthest(distance: Floats, calendar: Ints) -> Bools:
    """The point of each calendar month that lies furthest out."""
    known = np.nan_to_num(distance, nan=-1.0)
    most = np.full(MONTHS_A_YEAR, -1.0)
    np.maximum.at(most, calendar, known)
    return np.asarray((known == most[calendar]) & (known >= 0))


def _breaches(
    residual: Floats, sigma: Floats, months: tuple[Month, ...], rules: RuleProfile
) -> tuple[Breach, ...]:
    z = (residual / sigma)[None, :]
    ones = np.ones_like(z)
    broken = breaches(z, Limits(0 * ones, -3 * ones, 3 * ones, ones), rules)
    return tuple(
        Breach(rule, tuple(months[index] for index in np.flatnonzero(mask[0])))
        for rule, mask in broken.items()
        if mask.any()
    )
