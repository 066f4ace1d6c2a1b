"""Puts the series of all indicators into one block, so that they are judged in one go."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from riktning.catalogue.model import Kind, Polarity
from riktning.core.periods import Month
from riktning.trends.charts import Chartable, control_charts
from riktning.trends.direction import Block
from riktning.trends.finding import Aim, Interval
from riktning.trends.judged import ControlChart
from riktning.trends.observed import IndicatorSeries
from riktning.trends.sampling import WEIGHTED_KINDS, relative_variance


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


@dataclass(frozen=True, slots=True)
class Assembled:
    """S series as one block; ``keys`` tells the indicator and unit of each row."""

    keys: tuple[tuple[str, str], ...]
    block: Block
    charts: tuple[ControlChart, ...]
    aims: tuple[Aim, ...]


def assemble(
    series: Mapping[str, IndicatorSeries], definitions: Mapping[str, Measured], first: Month
) -> Assembled:
    """One block of every indicator's series, in the order of the indicators' ids."""
    parts = [_part(name, series[name], definitions[name], first) for name in sorted(series)]
    return Assembled(
        keys=tuple(key for part in parts for key in part.keys),
        block=Block(
            first,
            *(
                np.concatenate([getattr(part.block, name) for part in parts])
                for name in ("values", "variance", "preliminary", "hidden")
            ),
        ),
        charts=tuple(chart for part in parts for chart in part.charts),
        aims=tuple(aim for part in parts for aim in part.aims),
    )


def _part(name: str, series: IndicatorSeries, measured: Measured, first: Month) -> Assembled:
    final = np.where(series.preliminary, np.nan, series.value)
    variance = relative_variance(
        measured.kind,
        np.where(np.isnan(final), np.nan, series.numerator),
        series.denominator,
        series.square_sum,
    )
    chartable = Chartable(
        first,
        measured.kind,
        measured.scale,
        series.value,
        series.numerator,
        series.denominator,
        ~series.preliminary,
    )
    weighted = measured.kind in WEIGHTED_KINDS
    aim = Aim(measured.polarity, measured.target_interval, weighted)
    return Assembled(
        keys=tuple((name, unit) for unit in series.units),
        block=Block(first, final, variance, series.preliminary, series.hidden),
        charts=control_charts(chartable),
        aims=(aim,) * len(series.units),
    )
