"""Whether effects are called where there are none, their intervals cover, and what is found."""

from dataclasses import dataclass

import numpy as np

from riktning.core.periods import Month
from riktning.trends.effect.estimating import bare_finding, estimate_effect
from riktning.trends.effect.finding import EffectFinding
from riktning.trends.effect.panel import UNTOUCHED, Panel
from verdicts.made import SEASON, Floats, ar1

BARE = bare_finding("activity", "indicator", ("U0",), (Month(2024, 1),))
TRUE_EFFECTS = (0.0, 1.0, 2.0, 3.0)  # standard deviations of a month


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
    """All units share a season and a wandering; without controls the units have none in common."""
    print(f"{count} panels a cell\n")
    print(
        "| panel | months | autocorrelation | called, none true | mean covered | level | slope "
        "| pretended start called | found, 1 sd | 2 sd | 3 sd | smallest to be found (sd) |"
    )
    print("|" + "---|" * 12)
    for case in CASES:
        for phi in (0.0, 0.3, 0.6):
            print(_row(case, phi, count))


def _row(case: Case, phi: float, count: int) -> str:
    rng = np.random.default_rng([case.months, len(case.starts), case.controls, int(10 * phi)])
    found = {size: [_one(rng, case, phi, size) for _ in range(count)] for size in TRUE_EFFECTS}
    null = found[0.0]
    called = {size: np.mean([f.mean.p_value < 0.05 for f in each]) for size, each in found.items()}
    cover = [
        np.mean([getattr(f, name).low <= 0 <= getattr(f, name).high for f in null])
        for name in ("mean", "level", "slope")
    ]
    early = [f.placebo.in_time.p_value < 0.05 for f in null if f.placebo.in_time is not None]
    smallest = np.median([f.detectable for f in null])
    cells = [called[0.0], *cover, np.mean(early) if early else np.nan]
    cells += [called[size] for size in TRUE_EFFECTS[1:]]
    told = " | ".join("–" if np.isnan(x) else f"{100 * x:.0f} %" for x in cells)
    return f"| {case.name} | {case.months} | {phi:g} | {told} | {smallest:.1f} |"


def _one(rng: np.random.Generator, case: Case, phi: float, size: float) -> EffectFinding:
    units = len(case.starts) + case.controls
    values: Floats = ar1(rng, (units, case.months), phi) + rng.normal(0, 5, (units, 1))
    values += np.resize(SEASON, case.months)
    if case.controls:
        values += np.cumsum(rng.normal(0, 0.5, case.months))
    start = np.full(units, UNTOUCHED)
    start[: len(case.starts)] = case.starts
    for row, at in enumerate(case.starts):
        values[row, at:] += size
    panel = Panel(values, start, np.ones(units))
    return estimate_effect(panel, BARE, tuple(f"U{row}" for row in range(units)))
