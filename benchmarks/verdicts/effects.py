"""Whether effects are called where there are none, their intervals cover, and what is found."""

from dataclasses import dataclass

import numpy as np

from riktning.trends.effect.estimating import stacked
from riktning.trends.effect.panel import FEWEST_BEFORE, UNTOUCHED, Panel, window
from riktning.trends.effect.segmented import changes, residual_df
from riktning.trends.limits import FEWEST_DF_OF_TWO_CYCLES
from verdicts.made import SEASON, Floats, ar1

TRUE_EFFECTS = (1.0, 2.0, 3.0)  # standard deviations of a month


@dataclass(frozen=True)
class Case:
    """Units that start in ``starts``, and ``controls`` that never do; months in all."""

    name: str
    months: int
    starts: tuple[int, ...]
    controls: int


CASES = (
    Case("one unit, 8 controls", 36, (20,), 8),
    Case("one unit, 8 controls", 60, (36,), 8),
    Case("three units staggered, 8 controls", 60, (28, 34, 40), 8),
    Case("one unit, no controls: association", 60, (36,), 0),
)


def effects(count: int) -> None:
    """All units share a season and a wandering; without controls there is no wandering."""
    print(f"{count} panels a cell\n")
    print(
        "| panel | months | autocorrelation | called, none true | mean covered | level | slope "
        "| pretended start called | found, 1 sd | 2 sd | 3 sd | smallest to be found (sd) |"
    )
    print("|" + "---|" * 12)
    for case in CASES:
        for phi in (0.0, 0.3, 0.6):
            print(_row(case, phi, count), flush=True)


def _row(case: Case, phi: float, count: int) -> str:
    rng = np.random.default_rng([case.months, len(case.starts), case.controls, int(10 * phi)])
    panels = [_panel(rng, case, phi) for _ in range(count)]
    before = window(panels[0]).before
    series = np.array([stacked(each, window(each)).series for each in panels])
    null = changes(series, before)
    cover = [
        np.mean(np.abs(each.estimate) <= each.half) for each in (null.mean, null.level, null.slope)
    ]
    cells = [np.mean(null.mean.p_value < 0.05), *cover, _pretended(series[:, :before])]
    cells += [_found(series, before, size) for size in TRUE_EFFECTS]
    smallest = np.median([null.detectable(row) for row in range(count)])
    told = " | ".join("–" if np.isnan(x) else f"{100 * x:.0f} %" for x in cells)
    return f"| {case.name} | {case.months} | {phi:g} | {told} | {smallest:.1f} |"


def _pretended(before: Floats) -> float:
    """How often a start in the middle of the months before is called."""
    middle = before.shape[1] // 2
    if middle < FEWEST_BEFORE or residual_df(before[0], middle) < FEWEST_DF_OF_TWO_CYCLES:
        return float("nan")
    return float(np.mean(changes(before, middle).mean.p_value < 0.05))


def _found(series: Floats, before: int, size: float) -> float:
    """How often a step of that size is called: a step of the touched is one of the difference."""
    moved = series + np.where(np.arange(series.shape[1]) >= before, size, 0.0)
    return float(np.mean(changes(moved, before).mean.p_value < 0.05))


def _panel(rng: np.random.Generator, case: Case, phi: float) -> Panel:
    units = len(case.starts) + case.controls
    values: Floats = ar1(rng, (units, case.months), phi) + rng.normal(0, 5, (units, 1))
    values += np.resize(SEASON, case.months)
    if case.controls:
        values += np.cumsum(rng.normal(0, 0.5, case.months))
    start = np.full(units, UNTOUCHED)
    start[: len(case.starts)] = case.starts
    return Panel(values, start, np.ones(units))
