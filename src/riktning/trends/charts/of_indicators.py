"""The control charts of an indicator's series: kind by the indicator's, in the displayed unit."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riktning.catalogue.model import Kind
from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.trends.ar1 import Bools, Floats, Ints
from riktning.trends.charts.arrays import BLOCK, STATUSES, ChartPlan, Charts, charts
from riktning.trends.charts.chart import (
    Breach,
    ChartKind,
    ChartStatus,
    ControlChart,
    Phase,
    Pull,
)
from riktning.trends.charts.profiles import CAUTIOUS, RuleProfile
from riktning.trends.charts.pulling import pulls
from riktning.trends.uncollected import uncollected

_BARE = [STATUSES.index(bare) for bare in (ChartStatus.DESCRIPTIVE, ChartStatus.NO_VARIATION)]


@dataclass(frozen=True, slots=True)
class Chartable:
    """S series × n periods of one indicator; ``values`` in the displayed unit, NaN where no point.

    ``final`` (S, n) is False for preliminary points: shown, but not counted. ``starts`` gives, for
    each series, the places at which a new phase begins, rising; empty where none has any.
    ``cycle`` is the periods a year, and ``first`` the first month of the first. No limit is drawn
    below ``lowest``, the lowest value there can be. ``aside`` (S,) is the place of a value that
    sets no limits, since it cannot belong to the others; -1 where there is none.
    """

    first: Month
    kind: Kind
    scale: float
    values: Floats
    numerator: Floats
    denominator: Floats
    final: Bools
    starts: tuple[tuple[int, ...], ...] = ()
    cycle: int = MONTHS_A_YEAR
    lowest: float = -math.inf
    aside: Ints | None = None

    def out(self, rows: NDArray[np.intp]) -> Bools | None:
        """The points of the rows that set no limits; None where every point does."""
        if self.aside is None or (self.aside[rows] < 0).all():
            return None
        return np.asarray(np.arange(self.values.shape[1]) == self.aside[rows, None])


def control_charts(series: Chartable, rules: RuleProfile = CAUTIOUS) -> tuple[ControlChart, ...]:
    """A P or P′ chart for each proportion, an XmR chart for everything else.

    Raises SeriesError when a phase begins outside the series.
    """
    step = MONTHS_A_YEAR // series.cycle
    months = tuple(series.first.plus(step * place) for place in range(series.values.shape[1]))
    by_row: dict[int, ControlChart] = {}
    with uncollected():
        for starts, rows in _by_phases(series):
            for start in range(0, len(rows), BLOCK):
                part = rows[start : start + BLOCK]
                found = _Found(*_charted(series, part, starts, rules), months)
                by_row.update(zip(part.tolist(), found.told(series, part), strict=True))
    return tuple(by_row[row] for row in range(len(series.values)))


def _by_phases(series: Chartable) -> Iterator[tuple[tuple[int, ...], NDArray[np.intp]]]:
    """The rows that begin their phases at the same places, charted together."""
    if not series.starts:
        yield (), np.arange(len(series.values))
        return
    for starts in sorted(set(series.starts)):
        yield starts, np.array([row for row, own in enumerate(series.starts) if own == starts])


def _charted(
    series: Chartable, rows: NDArray[np.intp], starts: tuple[int, ...], rules: RuleProfile
) -> tuple[Charts, tuple[tuple[Pull, ...], ...], float]:
    counted, out = np.where(series.final[rows], series.values[rows], np.nan), series.out(rows)
    if series.kind is not Kind.PROPORTION:
        made = charts(ChartPlan(ChartKind.XMR, rules, starts=starts), counted, aside=out)
        return made, pulls(made, counted, excluded=out), 1.0
    numerator = np.where(np.isnan(counted), np.nan, series.numerator[rows])
    plan = ChartPlan(ChartKind.P, rules, starts=starts)
    denominator = series.denominator[rows]
    made = charts(plan, numerator, denominator, aside=out)
    return made, pulls(made, numerator, denominator, out), series.scale


def cells(array: Floats) -> tuple[float | None, ...]:
    """The numbers of an array (n,), None where there is none."""
    return _rows(array[None, :])[0]


def _rows(array: Floats) -> list[tuple[float | None, ...]]:
    """The same for each row of an array (S, n); a row of one number holds it once."""
    months = array.shape[1]
    whole = np.asarray(np.isfinite(array).all(axis=1))
    level = whole & np.asarray((array == array[:, :1]).all(axis=1))
    firsts = array[:, 0].tolist()
    found: list[tuple[float | None, ...]] = [(first,) * months for first in firsts]
    rest = np.flatnonzero(~level)
    for row, full, numbers in zip(rest.tolist(), whole[rest], array[rest].tolist(), strict=True):
        found[row] = (
            tuple(numbers)
            if full
            else tuple(each if math.isfinite(each) else None for each in numbers)
        )
    return found


def _shared(flags: Bools) -> list[tuple[bool, ...]]:
    """The rows of flags (S, n); those alike, as most are, are one and the same."""
    if len(flags) and (flags == flags[0]).all():
        return [tuple(flags[0].tolist())] * len(flags)
    told: dict[bytes, tuple[bool, ...]] = {}
    return [told.setdefault(row.tobytes(), tuple(row.tolist())) for row in flags]


@dataclass(frozen=True, slots=True)
class _Found:
    """The charts of a block, and what turns their arrays into the displayed unit and months."""

    charts: Charts
    pulls: tuple[tuple[Pull, ...], ...]
    scale: float
    months: tuple[Month, ...]

    def told(self, series: Chartable, rows: NDArray[np.intp]) -> list[ControlChart]:
        """The charts of the rows, as plain values; what can be is turned for all rows at once."""
        limits, codes = self.charts.limits, self.charts.status.tolist()
        centres = list(
            zip(*(self._centres(columns) for columns in self.charts.phases), strict=True)
        )
        values = _rows(series.values[rows])
        preliminary = _shared(~series.final[rows])
        lower = _rows(np.maximum(self.scale * limits.lower, series.lowest))
        upper = _rows(self.scale * limits.upper)
        breaches, sigma_z = self._breaches(), self._sigma_z()
        aside = [-1] * len(rows) if series.aside is None else series.aside[rows].tolist()
        return [
            ControlChart(
                kind=self.charts.kind(row),
                status=STATUSES[codes[row][-1]],
                months=self.months,
                cycle=series.cycle,
                values=values[row],
                preliminary=preliminary[row],
                centre=centres[row][-1],
                lower=lower[row],
                upper=upper[row],
                breaches=tuple(breaches.get(row, ())),
                sigma_z=sigma_z[row],
                rules=self.charts.plan.rules.name,
                phases=self._phases(codes[row], centres[row]) if len(centres[row]) > 1 else (),
                pulls=self.pulls[row],
                aside=None if aside[row] < 0 else self.months[aside[row]],
            )
            for row in range(len(rows))
        ]

    def _phases(self, codes: Sequence[int], centres: Sequence[float | None]) -> tuple[Phase, ...]:
        return tuple(
            Phase(self.months[columns.start], self.months[columns.stop - 1], STATUSES[code], centre)
            for columns, code, centre in zip(self.charts.phases, codes, centres, strict=True)
        )

    def _centres(self, columns: slice) -> tuple[float | None, ...]:
        """The level of a phase in each chart; None where it has no point."""
        empty = np.isnan(self.charts.points[:, columns]).all(axis=1)
        return cells(
            np.where(empty, np.nan, self.scale * self.charts.limits.centre[:, columns.start])
        )

    def _sigma_z(self) -> tuple[float | None, ...]:
        """The largest of each chart's phases; None where there is none, or no limits at all."""
        bare = np.isin(self.charts.status, _BARE).all(axis=1)
        largest = np.nan_to_num(self.charts.sigma_z, nan=-np.inf).max(axis=1)
        return cells(np.where(bare, np.nan, largest))

    def _breaches(self) -> dict[int, list[Breach]]:
        """What breaks the rules, by row."""
        found: dict[int, list[Breach]] = {}
        for rule, mask in self.charts.marks.items():
            rows, columns = np.nonzero(mask)
            ends = np.flatnonzero(np.diff(rows, append=-1)) + 1
            months = [self.months[index] for index in columns.tolist()]
            start = 0
            for end in ends.tolist():
                marked = tuple(months[start:end])
                found.setdefault(int(rows[start]), []).append(Breach(rule, marked))
                start = end
        return found
