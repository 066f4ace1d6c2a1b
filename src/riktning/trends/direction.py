"""The one pre-declared direction test of each series, chosen by its length and its points."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.trends.ar1 import Bools, Floats, Ints
from riktning.trends.breaks import Breaks
from riktning.trends.limits import (
    FEWEST_DF_OF_TWO_CYCLES,
    FEWEST_RESIDUAL_DF,
    MOST_HIDDEN,
    TWO_CYCLES,
)
from riktning.trends.slope import Line, compiled_line
from riktning.trends.verdict import Reason

_BLOCK = 2048  # series fitted at a time, so that memory follows the block and not the run


class Method(StrEnum):
    """The test of a series; ``_weighted`` is added where points weigh by their denominator."""

    SEASONAL = "reml_ar1_seasonal"
    SAME_PERIOD = "reml_ar1_same_period"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Block:
    """S series on the same n months, in any unit of measure.

    ``values`` (S, n) is NaN where there is no final, published point; ``variance`` (S, n) is the
    relative variance of each point (ones where all weigh the same). ``breaks`` tells why a series
    is judged from a later month; its values before are NaN.
    """

    first: Month
    values: Floats
    variance: Floats
    preliminary: Bools
    hidden: Bools
    breaks: Breaks | None = None

    def cut(self, row: int) -> Reason | None:
        """Why the series is judged from a later month than the block's first."""
        return None if self.breaks is None else self.breaks.reasons[row]


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

    REML with AR(1) errors averaged over the autocorrelation, with a level for each calendar month:
    in less than two years that compares months with the same month a year before, and nothing
    else, so a season of any shape is never taken for a trend. Not tested: series that leave fewer
    than 5 residual degrees of freedom (18 months without gaps have them), fewer than 3 different
    values, or more than a quarter of the final months hidden.
    """
    observed = ~np.isnan(block.values)
    first, last = _ends(observed)
    df = _residual_df(observed, block.first.month - 1)
    reasons = _reasons(block, observed, df >= FEWEST_RESIDUAL_DF)
    cycles = (last - first + 1 >= TWO_CYCLES) & (df >= FEWEST_DF_OF_TWO_CYCLES)
    methods = [_method(*row) for row in zip(reasons, cycles, strict=True)]
    line = _fit_all(block, methods, last)
    points = observed.sum(axis=1).astype(np.int64)
    return Trends(tuple(methods), tuple(reasons), points, first, last, line)


def _ends(observed: Bools) -> tuple[Ints, Ints]:
    some = observed.any(axis=1)
    first = np.where(some, observed.argmax(axis=1), -1)
    last = np.where(some, observed.shape[1] - 1 - observed[:, ::-1].argmax(axis=1), -1)
    return first.astype(np.int64), last.astype(np.int64)


def _reasons(block: Block, observed: Bools, long_enough: Bools) -> list[Reason | None]:
    final = ~block.preliminary
    hidden = (block.hidden & final).sum(axis=1)
    points = observed.sum(axis=1)
    too_much = hidden > MOST_HIDDEN * np.maximum(points + hidden, 1)
    found: list[Reason | None] = []
    for row in range(len(observed)):
        if points[row] == 0 and hidden[row] == 0:
            found.append(block.cut(row) or Reason.NO_DATA)
        elif too_much[row]:
            found.append(Reason.TOO_MUCH_HIDDEN)
        elif not long_enough[row]:
            found.append(block.cut(row) or Reason.TOO_SHORT)
        else:
            found.append(_variation(block.values[row, observed[row]]))
    return found


def _variation(values: Floats) -> Reason | None:
    different = len(np.unique(np.round(values / np.abs(values).max(initial=1e-300), 9)))
    return Reason.INSUFFICIENT_VARIATION if different < 3 else None


def _residual_df(observed: Bools, first_calendar: int) -> Ints:
    """Points less a level for each calendar month that has one, and a slope; shape (S,)."""
    calendar = (np.arange(observed.shape[1]) + first_calendar) % MONTHS_A_YEAR
    seen = ((observed.astype(np.int64) @ np.eye(MONTHS_A_YEAR)[calendar]) > 0).sum(axis=1)
    return np.asarray(observed.sum(axis=1) - seen - 1, dtype=np.int64)


def _method(reason: Reason | None, cycles: bool) -> Method:
    if reason is not None:
        return Method.NONE
    return Method.SEASONAL if cycles else Method.SAME_PERIOD


def _fit_all(block: Block, methods: list[Method], last: Ints) -> Line:
    fields = np.full((8, len(methods)), np.nan)
    rows = np.flatnonzero(np.array(methods) != Method.NONE)
    for start in range(0, len(rows), _BLOCK):
        part = rows[start : start + _BLOCK]
        fields[:, part] = _fit_part(block, part, last[part])
    return Line(*fields)


def _fit_part(block: Block, rows: NDArray[np.intp], last: Ints) -> Floats:
    values = block.values[rows]
    # Measured from its mean in units of its spread, a series gives the same digits in any unit.
    mean = np.nanmean(values, axis=1)
    spread = np.nanstd(values, axis=1)
    y = (values - mean[:, None]) / spread[:, None]
    line = compiled_line(y, block.variance[rows], last, block.first.month - 1)
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
