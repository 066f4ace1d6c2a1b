"""The simulated persons as arrays; everything that happens to them refers to their number."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from riktning.simulation.arrays import DAYS_A_YEAR, Flags, Floats, Ints
from riktning.simulation.figures import OLDEST


@dataclass(frozen=True)
class People:
    """One element a person. Days are epoch days; NEVER where something does not happen.

    ``dies_on`` is the day of a death in the region, ``leaves_on`` the first day elsewhere.
    ``place`` and ``listed`` are the municipality's and the primary-care unit's number until
    ``changed_on`` (exclusive), ``place_after`` and ``listed_after`` from then on.
    ``seeks_often`` marks the few who go to an emergency department many times a year.
    """

    born_on: Ints
    female: Flags
    dies_on: Ints
    leaves_on: Ints
    enters_on: Ints
    place: Ints
    place_after: Ints
    listed: Ints
    listed_after: Ints
    changed_on: Ints
    care_home_from: Ints
    frailty: Floats
    unsuitable: Floats
    seeks_often: Flags
    conditions: Mapping[str, Flags]

    def __len__(self) -> int:
        return int(self.born_on.size)

    @cached_property
    def ends_on(self) -> Ints:
        """The first day not here: of death, or elsewhere."""
        return np.minimum(self.dies_on, self.leaves_on)

    @cached_property
    def last_on(self) -> Ints:
        """The last day here: that of death counts, NEVER where there is none."""
        return np.where(self.leaves_on < self.dies_on, self.leaves_on - 1, self.dies_on)

    def alive_on(self, days: Ints | int, persons: Ints | slice = slice(None)) -> Flags:
        """Present and living through the day: after entry, before the day of death or elsewhere."""
        entered: Flags = self.enters_on[persons] <= days
        return entered & (days < self.ends_on[persons])

    def age_on(self, days: Ints | int, persons: Ints | slice = slice(None)) -> Ints:
        """Age in years, within a day of the birthday, between 0 and 100."""
        years = ((days - self.born_on[persons]) / DAYS_A_YEAR).astype(np.int64)
        return np.clip(years, 0, OLDEST)

    def place_on(self, days: Ints | int, persons: Ints | slice = slice(None)) -> Ints:
        changed = days >= self.changed_on[persons]
        return np.where(changed, self.place_after[persons], self.place[persons])

    def listed_on(self, days: Ints | int, persons: Ints | slice = slice(None)) -> Ints:
        changed = days >= self.changed_on[persons]
        return np.where(changed, self.listed_after[persons], self.listed[persons])
