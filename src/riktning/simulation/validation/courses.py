"""Care as the kernel gives it, held to published figures: sized to early years, or to 2024."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.simulation.arrays import Floats
from riktning.simulation.asked import Asked
from riktning.simulation.cells import MonthCells
from riktning.simulation.course import follow
from riktning.simulation.horizon import Horizon, epoch_day
from riktning.simulation.illness import condition_figures
from riktning.simulation.published import published
from riktning.simulation.region import Region, read_region
from riktning.simulation.scenario import Scenario
from riktning.simulation.scenarios.running import LOOK_AHEAD
from riktning.simulation.scenarios.totals import region_table
from riktning.simulation.scenarios.yearly import yearly_outcomes
from riktning.simulation.validation.outcomes import EMERGENCY, STAYS, outcomes

PERSONS = 200_000
EARLY, JUDGED = range(2016, 2020), range(2022, 2025)
_FIRST, _LAST, _NOW = EARLY.start, JUDGED.stop - 1, 2024
_MAPPED = Month(
    2024, 1
)  # units that are there from the first day of the map have always been there
_SEED = 2024
# What each figure that early years are sized to is a matter of.
_STREAMS = {STAYS: ("unplanned", "planned"), EMERGENCY: ("emergency",)}

Years = dict[str, dict[int, float]]


@dataclass(frozen=True)
class Fitted:
    """``level``: times the figures' rates in the middle of the early years; ``trend``: the yearly
    change of its logarithm there. By figure."""

    level: dict[str, float]
    trend: dict[str, float]


def validation_region(folder: Path) -> Region:
    """The map of 2024, whose units are taken to have been there since before the early years."""
    region = read_region(folder, Horizon(_MAPPED, _MAPPED))
    since = epoch_day(Month(_FIRST - 3, 1).first_day)
    opens = np.where(region.opens == region.opens.min(), since, region.opens)
    return replace(region, opens=opens)


def followed(
    region: Region,
    years: range,
    persons: int,
    demand: Floats | None = None,
    capacity: bool = False,
) -> list[MonthCells]:
    """The months of whole years of one course.

    Early years are followed without finite capacity: beds are sized by the rates that the model
    carries, and would be too few for the rates that are sized to those years.
    """
    months = MONTHS_A_YEAR * len(years)
    asked = Asked(persons, Month(years.start, 1), months + LOOK_AHEAD, (_SEED, 0))
    if demand is not None:
        demand = np.concatenate([demand, demand[-1:].repeat(LOOK_AHEAD, axis=0)])
    course = follow(region, asked, Scenario(demand=demand), capacity=capacity)
    return [cells for number, cells in enumerate(course) if number < months]


def by_year(region: Region, years: range, persons: int, cells: Sequence[MonthCells]) -> Years:
    """Each figure by year."""
    wanted = outcomes(persons / float(region.population.sum()))
    table = region_table(cells, Month(years.start, 1), region)
    values = yearly_outcomes(table, years, tuple(wanted.values()))
    return {
        name: {year: float(value) for year, value in zip(years, row, strict=True)}
        for name, row in zip(wanted, values, strict=True)
    }


def fit(region: Region, persons: int) -> Fitted:
    """What early years say of the rates: model and published figures, year by year."""
    model = by_year(region, EARLY, persons, followed(region, EARLY, persons))
    level, trend = {}, {}
    for name in _STREAMS:
        ratio = [np.log(published()[name][year] / model[name][year]) for year in EARLY]
        level[name] = float(np.exp(np.mean(ratio)))
        trend[name] = float(np.polyfit(list(EARLY), ratio, 1)[0])
    return Fitted(level, trend)


def later_years(region: Region, persons: int, fitted: Fitted, going_on: bool) -> Years:
    """The course from the first early year to the last judged; ``going_on``: with their trend."""
    years = range(_FIRST, _LAST + 1)
    streams = condition_figures().streams
    demand = np.ones((MONTHS_A_YEAR * len(years), len(streams)))
    since = (np.arange(demand.shape[0]) + 0.5) / MONTHS_A_YEAR + _FIRST - 0.5 - np.mean(EARLY)
    for name, own in _STREAMS.items():
        slope = fitted.trend[name] if going_on else 0.0
        for stream in own:
            demand[:, streams.index(stream)] = fitted.level[name] * np.exp(slope * since)
    return by_year(region, years, persons, followed(region, years, persons, demand))


def this_year(region: Region, persons: int) -> tuple[Years, dict[str, float]]:
    """The course of the year that the figures are sized to, beds being finite; how common
    conditions are at its end, in per cent."""
    years = range(_NOW, _NOW + 1)
    cells = followed(region, years, persons, capacity=True)
    here = cells[-1].stock.sum(axis=(1, 2))
    common = 100 * here[1:] / here[0]
    names = condition_figures().names
    told = {name: float(value) for name, value in zip(names, common, strict=True)}
    return by_year(region, years, persons, cells), told
