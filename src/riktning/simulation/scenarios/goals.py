"""When a scenario reaches the plan's targets, and how surely."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from riktning.core.periods import Month
from riktning.simulation.arrays import Floats
from riktning.simulation.scenarios.comparing import Values
from riktning.simulation.scenarios.holding import held_in, held_probability, until_last
from riktning.simulation.scenarios.measuring import Outcome
from riktning.simulation.scenarios.outcomes import OUTCOMES
from riktning.simulation.scenarios.spreads import Drawn

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Goal:
    """A target of the plan for the region: a measure's level, due in a month."""

    measure: str
    value: float
    due: Month


@dataclass(frozen=True, slots=True)
class Reached:
    """``held``: the probability that a year and every later one meet the target; None: not known.

    Reached means reached for good: a year met by luck, or lost again, is none. ``year``: the first
    from which it is held to the horizon's end at least as probably as not; None: no such year.
    ``in_time``: the probability in the year it is due; None where that is before the horizon.
    ``replicates``: of chance, in each draw where the figures are drawn.
    """

    goal: Goal
    outcome: Outcome
    scenario: str
    replicates: int
    held: dict[int, float | None]
    year: int | None
    in_time: float | None


def countable(goals: Sequence[Goal]) -> list[tuple[Goal, Outcome]]:
    """The goals whose measure the simulation gives."""
    outcomes = {outcome.measure: outcome for outcome in OUTCOMES if outcome.measure}
    return [(goal, outcomes[goal.measure]) for goal in goals if goal.measure in outcomes]


def reached(goals: Sequence[Goal], values: Values, years: range) -> list[Reached]:
    """For each goal the simulation can follow: when whole years' values meet it for good."""
    return [
        _told(goal, outcome, values.scenario, len(values.numbers), held, years)
        for goal, outcome in countable(goals)
        for held in [_shares(goal, outcome, values)]
    ]


def reached_drawn(goals: Sequence[Goal], drawn: Drawn, years: range) -> list[Reached]:
    """The same of drawn figures: what is not known and chance both count."""
    return [
        _told(goal, outcome, drawn.id, len(drawn.replicates), held, years)
        for goal, outcome in countable(goals)
        for held in [held_of(goal, outcome, drawn)]
    ]


def held_of(goal: Goal, outcome: Outcome, drawn: Drawn) -> list[float | None]:
    """By year; None where there are too few events, or too few replicates to tell chance."""
    values = drawn.values[:, :, OUTCOMES.index(outcome)]
    found = held_probability(values, goal.value, outcome.higher)
    return [None] * values.shape[-1] if found is None else _known(found)


def _shares(goal: Goal, outcome: Outcome, values: Values) -> list[float | None]:
    value = values.values[:, OUTCOMES.index(outcome)]
    with np.errstate(invalid="ignore"):
        met = value >= goal.value if outcome.higher else value <= goal.value
    unknown = until_last(np.asarray(np.isnan(value).any(axis=0)))
    return _known(np.where(unknown, np.nan, held_in(met)))


def _known(found: Floats) -> list[float | None]:
    return [None if np.isnan(share) else float(share) for share in found]


def _told(
    goal: Goal, outcome: Outcome, scenario: str, replicates: int, held: list[float | None],
    years: range,
) -> Reached:  # fmt: skip
    by_year = dict(zip(years, held, strict=True))
    half = [year for year, share in by_year.items() if share is not None and share >= _HALF]
    due = min(goal.due.year, years.stop - 1)
    return Reached(
        goal, outcome, scenario, replicates, by_year, half[0] if half else None, by_year.get(due)
    )
