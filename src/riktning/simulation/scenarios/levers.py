"""What a lever of the catalogue is: what it does to a region, how much, and on what evidence."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from riktning.catalogue.model import Words
from riktning.simulation.tallies import Kind

ASSUMPTION = "assumption"


class Does(StrEnum):
    """What an effect does to the course of a region."""

    REROUTE = "reroute"  # events of a kind become events of another
    PREVENT = "prevent"  # events of a kind do not happen
    AVOID = "avoid"  # persons do not fall ill
    READY = "ready"  # times the mean days ready for discharge
    LENGTH = "length"  # times the nights in bed
    READMISSION = "readmission"  # times the chance of a readmission
    NEARER = "nearer"  # patients of other hospitals move to the nearest one with the care
    STAFF = "staff"  # times the beds and slots that are staffed

    @property
    def is_share(self) -> bool:
        """Its size is a share from 0 to 1; of the others a change, -0.2 for a fifth less."""
        return self.knows_persons or self is Does.NEARER

    @property
    def knows_persons(self) -> bool:
        """It can be for some ages or one sex."""
        return self in {Does.REROUTE, Does.PREVENT, Does.AVOID}

    @property
    def needs_capacity(self) -> bool:
        return self in {Does.NEARER, Does.STAFF}

    @property
    def knows_places(self) -> bool:
        return self in {Does.REROUTE, Does.PREVENT, Does.NEARER}


@dataclass(frozen=True, slots=True)
class Size:
    """The share, or change, among those reached at full ramp; ``high`` is the greater effect."""

    low: float
    middle: float
    high: float

    def at(self, uniform: float) -> float:
        """The triangular distribution's quantile: low, middle and high are its corners.

        Kotz & van Dorp 2004, Beyond Beta, ch. 1, doi:10.1142/5720.
        """
        width, left = self.high - self.low, self.middle - self.low
        if width == 0:
            return self.middle
        if uniform < left / width:
            return self.low + _sign(width) * math.sqrt(uniform * width * left)
        return self.high - _sign(width) * math.sqrt((1 - uniform) * width * (width - left))


def _sign(value: float) -> float:
    return 1.0 if value > 0 else -1.0


@dataclass(frozen=True, slots=True)
class Ages:
    """Completed years, ``low`` included, ``below`` not; None: no limit."""

    low: int | None = None
    below: int | None = None

    @property
    def everybody(self) -> bool:
        return self.low is None and self.below is None

    def covers(self, age: int) -> bool:
        return (self.low or 0) <= age and (self.below is None or age < self.below)


ALL_AGES = Ages()


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing a lever does. ``draw``: the number of its own luck, its alone in the catalogue."""

    name: str
    does: Does
    draw: int
    source: Kind | None
    target: Kind | None
    conditions: tuple[str, ...]
    ages: Ages
    size: Size
    evidence: str


@dataclass(frozen=True, slots=True)
class LeverEntry:
    """A lever as the catalogue describes it."""

    id: str
    name: Words
    says: Words
    effects: tuple[Effect, ...]
    file: str

    @property
    def knows_places(self) -> bool:
        """Whether it can be for some municipalities only."""
        return all(effect.does.knows_places for effect in self.effects)

    @property
    def knows_ages(self) -> bool:
        """Whether it can be for some ages or one sex only."""
        return all(effect.does.knows_persons for effect in self.effects)

    @property
    def needs_capacity(self) -> bool:
        """Whether it works through beds and staff."""
        return any(effect.does.needs_capacity for effect in self.effects)


@dataclass(frozen=True, slots=True)
class LeverCatalogue:
    """Every lever by id, in the order of their draws."""

    levers: Mapping[str, LeverEntry]
