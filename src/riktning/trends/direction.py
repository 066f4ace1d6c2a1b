"""The one pre-declared direction test of each series, chosen by its length and its points."""

from dataclasses import dataclass, fields, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.trends.ar1 import Bools, Floats, Ints
from riktning.trends.breaks import Breaks
from riktning.trends.design import residual_df
from riktning.trends.limits import FEWEST_RESIDUAL_DF, MOST_HIDDEN, fewest_df_of_two_cycles
from riktning.trends.slope import Line, compiled_line
from riktning.trends.verdict import Reason

_BLOCK = 2048  # series fitted at a time, so that memory follows the block and not the run


class Method(StrEnum):
    """The test of a series; ``_weighted`` is added where points weigh by their denominator."""

    SEASONAL = "reml_ar1_seasonal"
    SAME_PERIOD = "reml_ar1_same_period"
    YEARLY = "reml_ar1"  # one point a year has no season
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Block:
    """S series on the same n periods, in any unit of measure.

    ``values`` (S, n) is NaN where there is no final, published point; ``variance`` (S, n) is the
    relative variance of each point (ones where all weigh the same). ``breaks`` tells why a series
    is judged from a later period; its values before are NaN. ``cycle`` is the points a year: 12,
    4, 3 or 1; ``first`` is the first month of the first period. ``aside`` (S,) is the place of a
    value that was set aside, and is NaN; -1 where none was.
    """

    first: Month
    values: Floats
    variance: Floats
    preliminary: Bools
    hidden: Bools
    breaks: Breaks | None = None
    cycle: int = MONTHS_A_YEAR
    aside: Ints | None = None

    @property
    def step(self) -> int:
        """Months in a period."""
        return MONTHS_A_YEAR // self.cycle

    @property
    def first_season(self) -> int:
        """The place in the year of the first period, from 0."""
        return (self.first.month - 1) // self.step

    def rows(self, start: int, end: int) -> "Block":
        """The series from ``start`` to ``end``, as a block of their own."""
        breaks = self.breaks and Breaks(
            self.breaks.since[start:end], self.breaks.reasons[start:end]
        )
        return replace(
            self,
            values=self.values[start:end],
            variance=self.variance[start:end],
            preliminary=self.preliminary[start:end],
            hidden=self.hidden[start:end],
            breaks=breaks,
            aside=None if self.aside is None else self.aside[start:end],
        )

    def cut(self, row: int) -> Reason | None:
        """Why the series is judged from a later period than the block's first."""
        return None if self.breaks is None else self.breaks.reasons[row]


@dataclass(frozen=True, slots=True)
class Trends:
    """The tests' answers for S series; NaN where a series has a reason not to be tested."""

    methods: tuple[Method, ...]
    reasons: tuple[Reason | None, ...]
    points: Ints
    first: Ints  # place within the block of the first and last point, -1 where none
    last: Ints
    line: Line  # levels are at the last point


def trends(block: Block) -> Trends:
    """Choose and carry out the test of each of the block's S series (S, n), in its own unit.

    REML with AR(1) errors averaged over the autocorrelation, with a level for each season of the
    year (calendar month, tertial): in less than two years that compares periods with the same one
    a year before, and nothing else, so a season of any shape is never taken for a trend. Series of
    one point a year have one level. Not tested: series that leave fewer than 3 residual degrees of
    freedom (16 months, 7 tertials or 5 years without gaps have them), no
    variation (less than two different values), or more than a quarter of the final periods hidden.
    """
    size = len(block.values)
    parts = [_trends(block.rows(start, start + _BLOCK)) for start in range(0, max(size, 1), _BLOCK)]
    return Trends(
        methods=tuple(method for part in parts for method in part.methods),
        reasons=tuple(reason for part in parts for reason in part.reasons),
        points=np.concatenate([part.points for part in parts]),
        first=np.concatenate([part.first for part in parts]),
        last=np.concatenate([part.last for part in parts]),
        line=Line(
            *(
                np.concatenate([getattr(part.line, field.name) for part in parts])
                for field in fields(Line)
            )
        ),
    )


def _trends(block: Block) -> Trends:
    observed = ~np.isnan(block.values)
    first, last = _ends(observed)
    df = residual_df(observed, block.first_season, block.cycle)
    reasons = _reasons(block, observed, df >= FEWEST_RESIDUAL_DF)
    whole = last - first + 1 >= 2 * block.cycle
    cycles = whole & (df >= fewest_df_of_two_cycles(block.cycle))
    methods = [
        _method(reason, two, block.cycle)
        for reason, two in zip(reasons, cycles.tolist(), strict=True)
    ]
    line = _fit(block, methods, last)
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
    none = (points == 0) & (hidden == 0)
    varied = _different(block.values) >= 2
    found: list[Reason | None] = [None] * len(observed)
    for row in np.flatnonzero(none | too_much | ~long_enough | ~varied).tolist():
        if none[row]:
            found[row] = block.cut(row) or Reason.NO_DATA
        elif too_much[row]:
            found[row] = Reason.TOO_MUCH_HIDDEN
        elif not long_enough[row]:
            found[row] = block.cut(row) or Reason.TOO_SHORT
        else:
            found[row] = Reason.INSUFFICIENT_VARIATION
    return found


def _different(values: Floats) -> Ints:
    """How many values each series has that differ in nine digits, shape (S,)."""
    known = ~np.isnan(values)
    largest = np.where(known, np.abs(values), 0.0).max(axis=1, initial=1e-300)
    ordered = np.sort(np.round(values / largest[:, None], 9), axis=1)
    steps = (np.diff(ordered, axis=1) > 0).sum(axis=1)
    return np.asarray(steps + known.any(axis=1), dtype=np.int64)


def _method(reason: Reason | None, cycles: bool, cycle: int) -> Method:
    if reason is not None:
        return Method.NONE
    if cycle == 1:
        return Method.YEARLY
    return Method.SEASONAL if cycles else Method.SAME_PERIOD


def _fit(block: Block, methods: list[Method], last: Ints) -> Line:
    found = np.full((len(fields(Line)), len(methods)), np.nan)
    rows = np.flatnonzero(np.array([method is not Method.NONE for method in methods]))
    if len(rows):
        found[:, rows] = _fit_part(block, rows, last[rows])
    return Line(*found)


def _fit_part(block: Block, rows: NDArray[np.intp], last: Ints) -> Floats:
    values = block.values[rows]
    # Measured from its mean in units of its spread, a series gives the same digits in any unit.
    mean = np.nanmean(values, axis=1)
    apart = values - mean[:, None]
    furthest = np.nanmax(np.abs(apart), axis=1)  # what is tiny would be nothing once it is squared
    spread = furthest * np.nanstd(apart / furthest[:, None], axis=1)
    y = apart / spread[:, None]
    line = compiled_line(y, block.variance[rows], last, block.first_season, block.cycle)
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
