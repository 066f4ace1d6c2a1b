"""What the simulator is asked for, refused early when it is impossible."""

from dataclasses import dataclass
from pathlib import Path

from riktning.core.errors import ScenarioError
from riktning.core.periods import Month
from riktning.simulation.horizon import Horizon

MOST_PERSONS = 20_000_000
MOST_MONTHS = 240
LAST_YEAR = 2040  # which births, deaths and migration are projected to


@dataclass(frozen=True, slots=True)
class Request:
    """So many persons, living from ``first`` to ``last`` in the region of the folder."""

    persons: int
    first: Month
    last: Month
    seed: int
    region: Path

    def __post_init__(self) -> None:
        if not 0 < self.persons <= MOST_PERSONS:
            raise ScenarioError(
                f"{self.persons} persons cannot be simulated",
                where="--persons",
                remedy=f"ask for 1 to {MOST_PERSONS}",
            )
        if self.last < self.first:
            raise ScenarioError(
                f"the last month {self.last} is before the first {self.first}",
                where="--to",
                remedy="give a month that is not before --from",
            )
        if self.last.index - self.first.index >= MOST_MONTHS:
            raise ScenarioError(
                "the period is too long",
                where="--to",
                remedy=f"ask for at most {MOST_MONTHS} months",
            )
        if self.seed < 0:
            raise ScenarioError(
                f"{self.seed} is no seed", where="--seed", remedy="give a whole number from 0 up"
            )

    @property
    def horizon(self) -> Horizon:
        return Horizon(self.first, self.last)
