"""What every part looks at: the request, the region, the time, the people and the true levels."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from riktning.simulation.arrays import Flags, Floats, Ints, Rng
from riktning.simulation.horizon import Horizon
from riktning.simulation.levels import Levels
from riktning.simulation.people import People
from riktning.simulation.population import draw_people
from riktning.simulation.region import Region, read_region
from riktning.simulation.request import Request
from riktning.simulation.routes import Routes, routes_for
from riktning.simulation.streams import stream


@dataclass(frozen=True)
class World:
    """Everything that is drawn once; parts add events and never change it."""

    seed: int
    horizon: Horizon
    region: Region
    people: People
    levels: Levels

    @cached_property
    def _routes(self) -> dict[str, Routes]:
        return {}

    def routes(self, care: str) -> Routes:
        if care not in self._routes:
            self._routes[care] = routes_for(self.region, care)
        return self._routes[care]

    @cached_property
    def place_administration(self) -> Ints:
        """The administration of each municipality's hospital, shape (municipalities,)."""
        return np.array([self.region.administration(int(h)) for h in self.region.hospitals])

    @cached_property
    def burden(self) -> Ints:
        """Number of chronic conditions a person has, shape (persons,)."""
        chosen: Ints = np.sum(list(self.people.conditions.values()), axis=0).astype(np.int64)
        return chosen

    def rng(self, part: str, number: int = 0) -> Rng:
        return stream(self.seed, part, number)

    def present(self, month: int) -> Flags:
        """Persons who live here at some time of the month."""
        starts = self.horizon.month_starts
        here: Flags = self.people.enters_on < starts[month + 1]
        which: Flags = here & (self.people.ends_on > starts[month])
        return which

    def ages(self, month: int) -> Ints:
        """Age in the middle of the month."""
        return self.people.age_on(int(self.horizon.month_starts[month : month + 2].mean()))

    def monthly_rates(self, yearly: Floats, month: int) -> Floats:
        """Yearly rates by age → expected events a person this month; 0 for those not here."""
        starts = self.horizon.month_starts
        share = (starts[month + 1] - starts[month]) / 365.2425
        return np.where(self.present(month), yearly[self.ages(month)] * share, 0.0)


def build_world(request: Request) -> World:
    """Read the region and draw its people; raises ScenarioError for an impossible region."""
    region = read_region(request.region, request.horizon)
    people = draw_people(region, request.horizon, request.persons, request.seed)
    levels = Levels(region, request.horizon, request.seed)
    return World(request.seed, request.horizon, region, people, levels)
