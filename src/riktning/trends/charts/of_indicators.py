"""The control charts of an indicator's series: kind by the indicator's, in the displayed unit."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riktning.catalogue.model import Kind
from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.trends.ar1 import Bools, Floats
from riktning.trends.charts.arrays import STATUSES, ChartPlan, Charts, charts
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

_BARE = (ChartStatus.DESCRIPTIVE, ChartStatus.NO_VARIATION)


@dataclass(frozen=True, slots=True)
class Chartable:
    """S series × n periods of one indicator; ``values`` in the displayed unit, NaN where no point.

    ``final`` (S, n) is False for preliminary points: shown, but not counted. ``starts`` gives, for
    each series, the places at which a new phase begins, rising; empty where none has any.
    ``cycle`` is the periods a year, and ``first`` the first month of the first. No limit is drawn
    below ``lowest``, the lowest value there can be.
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


def control_charts(series: Chartable, rules: RuleProfile = CAUTIOUS) -> tuple[ControlChart, ...]:
    """A P or P′ chart for each proportion, an XmR chart for everything else.

    Raises SeriesError when a phase begins outside the series.
    """
    step = MONTHS_A_YEAR // series.cycle
    months = tuple(series.first.plus(step * place) for place in range(series.values.shape[1]))
    by_row: dict[int, ControlChart] = {}
    for starts, rows in _by_phases(series):
        found = _Found(*_charted(series, rows, starts, rules), months)
        for place, row in enumerate(rows.tolist()):
            by_row[row] = found.chart(place, series, row)
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
    counted = np.where(series.final[rows], series.values[rows], np.nan)
    if series.kind is not Kind.PROPORTION:
        made = charts(ChartPlan(ChartKind.XMR, rules, starts=starts), counted)
        return made, pulls(made, counted), 1.0
    numerator = np.where(np.isnan(counted), np.nan, series.numerator[rows])
    plan = ChartPlan(ChartKind.P, rules, starts=starts)
    denominator = series.denominator[rows]
    made = charts(plan, numerator, denominator)
    return made, pulls(made, numerator, denominator), series.scale


def cells(array: Floats) -> tuple[float | None, ...]:
    """The numbers of an array (n,), None where there is none."""
    if np.isfinite(array).all():
        return tuple(array.tolist())
    return tuple(value if math.isfinite(value) else None for value in array.tolist())


@dataclass(frozen=True, slots=True)
class _Found:
    """The charts of a block, and what turns their arrays into the displayed unit and months."""

    charts: Charts
    pulls: tuple[tuple[Pull, ...], ...]
    scale: float
    months: tuple[Month, ...]

    def chart(self, row: int, series: Chartable, place: int) -> ControlChart:
        limits, phases = self.charts.limits, self._phases(row)
        last = phases[-1]
        sigma_z = self.charts.sigma_z[row]
        bare = all(phase.status in _BARE for phase in phases)
        return ControlChart(
            kind=self.charts.kind(row),
            status=last.status,
            months=self.months,
            cycle=series.cycle,
            values=cells(series.values[place]),
            preliminary=tuple((~series.final[place]).tolist()),
            centre=last.centre,
            lower=cells(np.maximum(self.scale * limits.lower[row], series.lowest)),
            upper=cells(self.scale * limits.upper[row]),
            breaches=self._breaches(row),
            sigma_z=None if bare or np.isnan(sigma_z).all() else float(np.nanmax(sigma_z)),
            rules=self.charts.plan.rules.name,
            phases=phases if len(phases) > 1 else (),
            pulls=self.pulls[row],
        )

    def _phases(self, row: int) -> tuple[Phase, ...]:
        return tuple(
            Phase(
                self.months[columns.start],
                self.months[columns.stop - 1],
                STATUSES[self.charts.status[row, number]],
                self._centre(row, columns),
            )
            for number, columns in enumerate(self.charts.phases)
        )

    def _centre(self, row: int, columns: slice) -> float | None:
        if np.isnan(self.charts.points[row, columns]).all():
            return None
        return float(self.scale * self.charts.limits.centre[row, columns][0])

    def _breaches(self, row: int) -> tuple[Breach, ...]:
        return tuple(
            Breach(rule, tuple(self.months[index] for index in np.flatnonzero(mask[row])))
            for rule, mask in self.charts.marks.items()
            if mask[row].any()
        )
