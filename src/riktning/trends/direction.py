"""The one pre-declared direction test of each series, chosen by its length and its points."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.trends.ar1 import Bools, Floats, Ints, Regression
from riktning.trends.design import seasonal_columns, time_in_years, trend_columns
from riktning.trends.limits import (
    FEWEST_FOR_AUTOCORRELATION,
    FEWEST_POINTS,
    FEWEST_RESIDUAL_DF,
    MOST_HIDDEN,
    TWO_CYCLES,
)
from riktning.trends.slope import Line, averaged_line, ordinary_line
from riktning.trends.verdict import Reason

_BLOCK = 256  # series fitted at a time, so that memory follows the block and not the run


class Method(StrEnum):
    """The test of a series; ``_weighted`` is added where points weigh by their denominator."""

    SEASONAL = "reml_ar1_seasonal"
    AUTOCORRELATED = "reml_ar1"
    ORDINARY = "ols"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Block:
    """S series on the same n months, in any unit of measure.

    ``values`` (S, n) is NaN where there is no final, published point; ``variance`` (S, n) is the
    relative variance of each point (ones where all weigh the same).
    """

    first: Month
    values: Floats
    variance: Floats
    preliminary: Bools
    hidden: Bools


@dataclass(frozen=True, slots=True)
class Trends:
    """The tests' answers for S series; NaN where a series has a reason not to be tested."""

    methods: tuple[Method, ...]
    reasons: tuple[Reason | None, ...]
    points: Ints
    first: Ints  # month index within the block of the first and last point, -1 where none
    last: Ints
    line: Line  # levels are at the last point


def trends(block: Block) -> Trends:
    """Choose and carry out the test of each series of the block.

    Fewer than 10 points, fewer than 3 different values, or more than a quarter of the final months
    hidden: not tested. Fewer than 12 points: least squares. Otherwise REML with AR(1) errors
    averaged over the autocorrelation, with a level for each calendar month when the points span
    two years and leave 8 residual degrees of freedom.
    """
    observed = ~np.isnan(block.values)
    first, last = _ends(observed)
    reasons = _reasons(block, observed)
    methods = _methods(observed, first, last, reasons, block.first.month - 1)
    line = _fit_all(block, methods, last)
    points = observed.sum(axis=1).astype(np.int64)
    return Trends(tuple(methods), tuple(reasons), points, first, last, line)


def _ends(observed: Bools) -> tuple[Ints, Ints]:
    some = observed.any(axis=1)
    first = np.where(some, observed.argmax(axis=1), -1)
    last = np.where(some, observed.shape[1] - 1 - observed[:, ::-1].argmax(axis=1), -1)
    return first.astype(np.int64), last.astype(np.int64)


def _reasons(block: Block, observed: Bools) -> list[Reason | None]:
    final = ~block.preliminary
    hidden = (block.hidden & final).sum(axis=1)
    points = observed.sum(axis=1)
    too_much = hidden > MOST_HIDDEN * np.maximum(points + hidden, 1)
    found: list[Reason | None] = []
    for row in range(len(observed)):
        if points[row] == 0 and hidden[row] == 0:
            found.append(Reason.NO_DATA)
        elif too_much[row]:
            found.append(Reason.TOO_MUCH_HIDDEN)
        elif points[row] < FEWEST_POINTS:
            found.append(Reason.TOO_SHORT)
        else:
            found.append(_variation(block.values[row, observed[row]]))
    return found


def _variation(values: Floats) -> Reason | None:
    different = len(np.unique(np.round(values / np.abs(values).max(initial=1e-300), 9)))
    return Reason.INSUFFICIENT_VARIATION if different < 3 else None


def _methods(
    observed: Bools, first: Ints, last: Ints, reasons: list[Reason | None], first_calendar: int
) -> list[Method]:
    points = observed.sum(axis=1)
    calendar = (np.arange(observed.shape[1]) + first_calendar) % MONTHS_A_YEAR
    seen = ((observed.astype(np.int64) @ np.eye(MONTHS_A_YEAR)[calendar]) > 0).sum(axis=1)
    cycles = (last - first + 1 >= TWO_CYCLES) & (points - seen - 1 >= FEWEST_RESIDUAL_DF)
    return [
        _method(reasons[row], int(points[row]), bool(cycles[row])) for row in range(len(reasons))
    ]


def _method(reason: Reason | None, points: int, cycles: bool) -> Method:
    if reason is not None:
        return Method.NONE
    if points < FEWEST_FOR_AUTOCORRELATION:
        return Method.ORDINARY
    return Method.SEASONAL if cycles else Method.AUTOCORRELATED


def _fit_all(block: Block, methods: list[Method], last: Ints) -> Line:
    fields = np.full((8, len(methods)), np.nan)
    chosen = np.array(methods)
    for method in (Method.SEASONAL, Method.AUTOCORRELATED, Method.ORDINARY):
        rows = np.flatnonzero(chosen == method)
        for start in range(0, len(rows), _BLOCK):
            part = rows[start : start + _BLOCK]
            fields[:, part] = _fit_part(block, part, method, last[part])
    return Line(*fields)


def _fit_part(block: Block, rows: NDArray[np.intp], method: Method, last: Ints) -> Floats:
    values = block.values[rows]
    # Measured from its mean in units of its spread, a series gives the same digits in any unit.
    mean = np.nanmean(values, axis=1)
    spread = np.nanstd(values, axis=1)
    y = (values - mean[:, None]) / spread[:, None]
    time = time_in_years(values.shape[1], last)
    if method is Method.SEASONAL:
        X, active = seasonal_columns(time, ~np.isnan(values), block.first.month - 1)
    else:
        X, active = trend_columns(time)
    regression = Regression(y, X, active, block.variance[rows])
    line = ordinary_line(regression) if method is Method.ORDINARY else averaged_line(regression)
    return np.stack(
        [
            mean + line.level * spread,
            line.slope * spread,
            line.level_sd * spread,
            line.slope_sd * spread,
            line.covariance * spread**2,
            line.critical,
            line.p_value,
            line.autocorrelation,
        ]
    )
