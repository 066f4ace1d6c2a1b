"""The tables of one month of the kernel: mortality, seasons, and what a scenario does."""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.simulation.arrays import Floats
from riktning.simulation.care_tables import words
from riktning.simulation.demography import demography, monthly, thresholds
from riktning.simulation.figures import parameters
from riktning.simulation.horizon import epoch_day
from riktning.simulation.illness import condition_figures, illness
from riktning.simulation.kernel.blocks import LEVERS
from riktning.simulation.kernel.tables import AGES, CLASSES, MONTHLY, ROWS, Long, Single
from riktning.simulation.scenario import Lever, Scenario
from riktning.simulation.tallies import CELLS, EVENTS

NOTHING: frozenset[str] = frozenset()
_NOBODY = np.zeros(AGES, np.uint32)  # no man gives birth
_MEAN_MONTH = 365.2425 / 12
_SEASONS = {  # the measure of truths.yaml whose yearly wave a stream has
    "primary": "primary_volume", "specialist": "specialist_volume",
    "emergency": "emergency_volume", "unplanned": "stay_rate",
}  # fmt: skip


def month_tables(
    month: Month, scenario: Scenario, number: int, warming: frozenset[str] = NOTHING
) -> np.void:
    """The record of ``month``, which is number ``number`` of the scenario's horizon.

    ``warming``: only these streams are drawn, those that leave something for later months, and no
    lever; nothing named: the horizon's own months.
    """
    sick = illness()
    start, end = epoch_day(month.first_day), epoch_day(month.plus(1).first_day)
    ready = parameters("truths")["measures"]["ready_days"]["level"]
    passing, begins = words(sick.remission).astype(np.int64), _begins()
    ready *= _value(scenario.ready, number, warming)
    table = np.zeros(1, MONTHLY)
    fields = {
        "month": month.index,
        "start": start,
        "end": end,
        "before": epoch_day(month.plus(-1).first_day),
        **_lives(month.year),
        "begins": begins,
        "falls_ill": begins[:, -1],
        "passes": 2**32 - passing.sum() + np.cumsum(passing) - passing,
        "can_pass": sum(1 << n for n, chance in enumerate(passing) if chance),
        "pace": _pace(month, end - start, scenario, number, warming),
        "avoided": 0 if scenario.avoided is None or warming else words(scenario.avoided[number]),
        "length": _value(scenario.length, number, warming),
        "goes_on": 1 - 1 / max(1.0, ready),
        "readmission": _value(scenario.readmission, number, warming),
        **_levers(() if warming else tuple(scenario.levers)),
    }
    for name, values in fields.items():
        table[name] = values
    record: np.void = table[0]
    return record


def share_tables(scenario: Scenario, number: int, places: int) -> Long:
    """The share of events each lever takes in a month, (levers, cells, places)."""
    found = np.zeros((len(scenario.levers), CELLS, places))
    for row, lever in enumerate(scenario.levers):
        found[row] = lever.share[number]
    return words(found)


def _levers(levers: tuple[Lever, ...]) -> dict[str, npt.NDArray[np.int64] | int]:
    """What each does; the first of each kind, or their number where there is none."""
    source, target, needs, draw = np.zeros((4, LEVERS), np.int64)
    first = np.full(EVENTS, len(levers))
    for row, lever in reversed(list(enumerate(levers))):
        source[row], draw[row], needs[row] = lever.source, lever.draw, _bits(lever.conditions)
        target[row] = -1 if lever.target is None else lever.target
        first[lever.source] = row
    return {
        "levers": len(levers), "source": source, "target": target, "needs": needs, "draw": draw,
        "first": first,
    }  # fmt: skip


@cache
def _lives(year: int) -> dict[str, npt.NDArray[Any]]:
    """Chances of dying, leaving and giving birth in a month of a year, by row."""
    rates = demography(year)
    return {
        "dies": _by_row(monthly(rates.deaths) * illness().healthy_death * 2.0**32),
        "leaves": _by_row(thresholds(np.repeat(monthly(rates.leaves)[:, None], 2, axis=1))),
        "births": _by_row(np.column_stack([thresholds(monthly(rates.births)), _NOBODY])),
    }


@cache
def _begins() -> Long:
    """Cumulated chances of falling ill, (rows, conditions)."""
    onset = np.moveaxis(illness().onset, 0, -1).reshape(ROWS, -1)
    return words(np.cumsum(onset, axis=1))


def _by_row(each: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Values by age and sex, for every row."""
    return np.tile(each.reshape(-1), CLASSES)


def _pace(
    month: Month, days: int, scenario: Scenario, number: int, warming: frozenset[str]
) -> Single:
    """Times the rate of a mean month: its days, the season, the scenario."""
    truths, streams = parameters("truths")["measures"], condition_figures().streams
    wave = np.cos(2 * np.pi * (month.month - 1) / MONTHS_A_YEAR)
    season = [truths[_SEASONS[s]].get("season", 0.0) if s in _SEASONS else 0.0 for s in streams]
    pace = days / _MEAN_MONTH * np.exp(np.array(season) * wave)
    if warming:
        pace *= [stream in warming for stream in streams]
    elif scenario.demand is not None:
        pace *= scenario.demand[number]
    found: Single = pace.astype(np.float32)
    return found


def _value(values: Floats | None, number: int, warming: frozenset[str]) -> float:
    return 1.0 if values is None or warming else float(values[number])


def _bits(conditions: tuple[str, ...]) -> int:
    return sum(1 << condition_figures().names.index(name) for name in conditions)
