"""How far the result of a need is introduced: each unit's course, and the share of units over time.

Pure functions over what was said of each unit, in the order it was said.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from riktning.apps.needs.models.results import Uptake

# What can be said of a unit after what; None is nothing yet. MISTAKEN takes it all back.
AFTER: Mapping[Uptake | None, frozenset[Uptake]] = {
    None: frozenset({Uptake.PLANNED, Uptake.INTRODUCED, Uptake.DECLINED}),
    Uptake.PLANNED: frozenset(
        {Uptake.PLANNED, Uptake.INTRODUCED, Uptake.DECLINED, Uptake.MISTAKEN}
    ),
    Uptake.INTRODUCED: frozenset({Uptake.INTRODUCED, Uptake.ENDED, Uptake.MISTAKEN}),
    Uptake.ENDED: frozenset({Uptake.INTRODUCED, Uptake.ENDED, Uptake.MISTAKEN}),
    Uptake.DECLINED: frozenset(
        {Uptake.PLANNED, Uptake.INTRODUCED, Uptake.DECLINED, Uptake.MISTAKEN}
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was said of a unit."""

    unit_id: str
    uptake: Uptake
    on: date
    outcome: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Spell:
    """That a unit has used the result from a day on, and to the day it ended, when it has."""

    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """Where a unit stands: the last that was said, and the spells in which it has used it."""

    unit_id: str
    uptake: Uptake
    on: date
    outcome: str
    actor: str
    spells: tuple[Spell, ...]

    @property
    def uses(self) -> bool:
        """Whether it is in use there now."""
        return self.uptake is Uptake.INTRODUCED

    @property
    def first(self) -> date | None:
        """The day it was first introduced."""
        return self.spells[0].since if self.spells else None


def taken(said: Iterable[Told]) -> dict[str, Taken]:
    """By unit where it stands; a unit of which all is taken back is not there."""
    found: dict[str, Taken] = {}
    for each in said:
        before = found.pop(each.unit_id, None)
        if each.uptake is Uptake.MISTAKEN:
            continue
        spells = before.spells if before else ()
        found[each.unit_id] = Taken(
            each.unit_id, each.uptake, each.on, each.outcome, each.actor, _spells(spells, each)
        )
    return found


def _spells(before: tuple[Spell, ...], each: Told) -> tuple[Spell, ...]:
    """A day that is told again corrects the one before; after an end a new spell begins."""
    open_ = bool(before) and before[-1].until is None
    if each.uptake is Uptake.INTRODUCED:
        return (*before[:-1], Spell(each.on)) if open_ else (*before, Spell(each.on))
    if each.uptake is Uptake.ENDED and before:
        return (*before[:-1], Spell(before[-1].since, each.on))
    return before


@dataclass(frozen=True, slots=True)
class Spread:
    """The units of a kind that it concerns, how they stand, and how many used it from which day.

    ``there`` is how many of the kind there are, where ``units`` are those that have answered.
    """

    units: int
    in_use: int
    planned: int
    declined: int
    ended: int
    course: tuple[tuple[date, int], ...]
    there: int = 0

    @property
    def answering(self) -> bool:
        """Whether the units are only those that have answered: there is no share of all then."""
        return self.there > self.units

    @property
    def share(self) -> float:
        """The share of the units that use it."""
        return self.in_use / self.units if self.units else 0.0


def spread_among(units: Collection[str], stands: Mapping[str, Taken]) -> Spread:
    """How far it is introduced among some units."""
    own = [each for unit_id, each in stands.items() if unit_id in units]
    by = Counter(each.uptake for each in own)
    return Spread(
        units=len(units),
        in_use=by[Uptake.INTRODUCED],
        planned=by[Uptake.PLANNED],
        declined=by[Uptake.DECLINED],
        ended=by[Uptake.ENDED],
        course=course(own),
    )


def course(stands: Iterable[Taken]) -> tuple[tuple[date, int], ...]:
    """How many used it from each day on that the number changed, the first day first."""
    changes: dict[date, int] = defaultdict(int)
    for each in stands:
        for spell in each.spells:
            changes[spell.since] += 1
            if spell.until is not None:
                changes[spell.until] -= 1
    found, many = [], 0
    for day in sorted(changes):
        if changes[day]:
            many += changes[day]
            found.append((day, many))
    return tuple(found)
