"""Puts the series of all indicators into one block, so that they are judged in one go."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from riktning.catalogue.model import Kind, Polarity
from riktning.core.periods import MONTHS_A_YEAR, Month, PeriodKind
from riktning.trends.ar1 import Floats, Ints
from riktning.trends.breaks import Breaks, find_breaks
from riktning.trends.charts.around_trend import Bounds
from riktning.trends.charts.chart import ControlChart
from riktning.trends.charts.of_indicators import Chartable, control_charts
from riktning.trends.direction import Block
from riktning.trends.finding import Aim, Interval
from riktning.trends.observed import IndicatorSeries
from riktning.trends.sampling import SIZED_KINDS, likelihood
from riktning.trends.weighing import Counts, weighed


class Measured(Protocol):
    """What judging needs to know of an indicator's definition."""

    @property
    def kind(self) -> Kind: ...
    @property
    def polarity(self) -> Polarity: ...
    @property
    def target_interval(self) -> Interval | None: ...
    @property
    def scale(self) -> float: ...
    @property
    def period(self) -> PeriodKind: ...
    @property
    def breaks(self) -> tuple[Month, ...]: ...
    @property
    def sound(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Assembled:
    """S series as one block; ``keys`` tells the indicator and unit of each row.

    ``bounds`` are the lowest and highest value that the indicator can have. ``twin`` (S,) is the
    first row with the same series of the same indicator: the row itself, but for repeated series.
    """

    keys: tuple[tuple[str, str], ...]
    block: Block
    charts: tuple[ControlChart, ...]
    aims: tuple[Aim, ...]
    bounds: tuple[Bounds, ...]
    twin: Ints


def assemble(
    series: Mapping[str, IndicatorSeries],
    definitions: Mapping[str, Measured],
    first: Month,
    cycle: int = MONTHS_A_YEAR,
) -> Assembled:
    """One block of every indicator's series, in the order of the indicators' ids.

    All have ``cycle`` points a year; ``first`` is the first month of the first period.
    """
    parts = [_part(name, series[name], definitions[name], first, cycle) for name in sorted(series)]
    starts = np.cumsum([0, *(len(part.keys) for part in parts[:-1])])
    return Assembled(
        keys=tuple(key for part in parts for key in part.keys),
        block=_one_block(first, [part.block for part in parts], cycle),
        charts=tuple(chart for part in parts for chart in part.charts),
        aims=tuple(aim for part in parts for aim in part.aims),
        bounds=tuple(bounds for part in parts for bounds in part.bounds),
        twin=np.concatenate([part.twin + start for part, start in zip(parts, starts, strict=True)]),
    )


def _one_block(first: Month, parts: Sequence[Block], cycle: int) -> Block:
    found = [part.breaks for part in parts if part.breaks is not None]
    return Block(
        first=first,
        values=np.concatenate([part.values for part in parts]),
        variance=np.concatenate([part.variance for part in parts]),
        preliminary=np.concatenate([part.preliminary for part in parts]),
        hidden=np.concatenate([part.hidden for part in parts]),
        breaks=Breaks(
            np.concatenate([each.since for each in found]),
            tuple(reason for each in found for reason in each.reasons),
        ),
        cycle=cycle,
        aside=np.concatenate([part.aside for part in parts if part.aside is not None]),
    )


def _part(
    name: str, series: IndicatorSeries, measured: Measured, first: Month, cycle: int
) -> Assembled:
    monthly = cycle == MONTHS_A_YEAR  # half years are compared to find a new level
    size = series.denominator if monthly and measured.kind in SIZED_KINDS else None
    stated = _stated(measured.breaks, first, cycle)
    breaks = find_breaks(series.value.shape, stated, size)
    before = np.arange(series.value.shape[1]) < breaks.since[:, None]
    final = np.where(series.preliminary | before, np.nan, series.value)
    counts = Counts(
        measured.kind, measured.scale, series.numerator, series.denominator, series.square_sum
    )
    found = weighed(final, counts, (first.month - 1) * cycle // MONTHS_A_YEAR, cycle)
    chartable = Chartable(
        first,
        measured.kind,
        measured.scale,
        series.value,
        series.numerator,
        series.denominator,
        ~series.preliminary,
        _phases(stated, breaks),
        cycle,
        _bounds(measured, series.value)[0],
        found.aside,
    )
    bounds = _bounds(measured, series.value)
    aim = Aim(
        measured.polarity,
        measured.target_interval,
        likelihood(measured.kind),
        measured.sound,
        bounds,
    )
    return Assembled(
        keys=tuple((name, unit) for unit in series.units),
        block=Block(
            first,
            found.values,
            found.variance,
            series.preliminary,
            series.hidden & ~before,
            breaks,
            cycle,
            found.aside,
        ),
        charts=control_charts(chartable),
        aims=(aim,) * len(series.units),
        bounds=(bounds,) * len(series.units),
        twin=repeats(final, found.variance),
    )


def _stated(defined: Sequence[Month], first: Month, cycle: int) -> tuple[int, ...]:
    """The first whole period after each of the definition's breaks, as a place in the block."""
    step = MONTHS_A_YEAR // cycle
    return tuple(-((first.index - month.index) // step) for month in defined)


def _phases(stated: Sequence[int], breaks: Breaks) -> tuple[tuple[int, ...], ...]:
    """Where the chart of each series begins anew: at every break, so that no level spans one."""
    return tuple(
        tuple(sorted({last, *(place for place in stated if 0 < place < last)} - {0}))
        for last in breaks.since.tolist()
    )


def repeats(values: Floats, variance: Floats) -> Ints:
    """For each series (S, n) the first row that is the same in every month, shape (S,).

    The same to nine digits, since a sum may be added up in another order for the parent unit than
    for its only part. A series of one value throughout repeats nothing: units that have nothing but
    zeros are not the same unit, and are not tested anyway.
    """
    first: dict[str, int] = {}
    found = []
    for row, (points, weights) in enumerate(zip(values, variance, strict=True)):
        bare = len(np.unique(points[~np.isnan(points)])) < 2
        same = f"{row}" if bare else " ".join(f"{x:.9g}" for x in (*points, *weights))
        found.append(first.setdefault(same, row))
    return np.array(found, dtype=np.int64)


def _bounds(measured: Measured, values: Floats) -> Bounds:
    """What the measure can be: a share from nothing to all, others from 0 if none is below it."""
    if measured.kind is Kind.PROPORTION:
        return 0.0, measured.scale
    return -math.inf if (values < 0).any() else 0.0, math.inf
