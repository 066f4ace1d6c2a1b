"""When a scenario reaches the plan's targets, and how often."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from riktning.core.periods import Month
from riktning.simulation.arrays import Flags
from riktning.simulation.scenarios.comparing import Values
from riktning.simulation.scenarios.measuring import Outcome
from riktning.simulation.scenarios.outcomes import OUTCOMES

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Goal:
    """A target of the plan for the region: a measure's level, due in a month."""

    measure: str
    value: float
    due: Month


@dataclass(frozen=True, slots=True)
class Reached:
    """``in_year``: the share of replicates that meet the target in a year; ``by_year``: in that
    year or any before, which is more where it was met by luck, or lost.

    ``year``: the first in which at least half meet it; None: none within the horizon. ``in_time``:
    the share that do in the year it is due; None where that is before the horizon.
    """

    goal: Goal
    outcome: Outcome
    scenario: str
    replicates: int
    by_year: dict[int, float]
    in_year: dict[int, float]
    year: int | None
    in_time: float | None


def countable(goals: Sequence[Goal]) -> list[tuple[Goal, Outcome]]:
    """The goals whose measure the simulation gives."""
    outcomes = {outcome.measure: outcome for outcome in OUTCOMES if outcome.measure}
    return [(goal, outcomes[goal.measure]) for goal in goals if goal.measure in outcomes]


def reached(goals: Sequence[Goal], values: Values, years: range) -> list[Reached]:
    """For each goal the simulation can follow: when a whole year's value first meets it."""
    return [_reached(goal, outcome, values, years) for goal, outcome in countable(goals)]


def _reached(goal: Goal, outcome: Outcome, values: Values, years: range) -> Reached:
    value = values.values[:, OUTCOMES.index(outcome)]
    with np.errstate(invalid="ignore"):
        met = value >= goal.value if outcome.higher else value <= goal.value
    in_year, by_year = _shares(met, years), _shares(np.logical_or.accumulate(met, axis=1), years)
    half = [year for year, share in in_year.items() if share >= _HALF]
    due = min(goal.due.year, years.stop - 1)
    return Reached(
        goal, outcome, values.scenario, len(values.numbers), by_year, in_year,
        half[0] if half else None, in_year.get(due),
    )  # fmt: skip


def _shares(met: Flags, years: range) -> dict[int, float]:
    return {year: float(share) for year, share in zip(years, met.mean(axis=0), strict=True)}
