"""Figures of units by period, all sexes and ages together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from riktning.catalogue.model import Axis
from riktning.core.periods import PeriodKind
from riktning.indicators.disclosure.families import Family, Held, Holder, changes_of
from riktning.indicators.disclosure.gaps import Gap, bounded
from riktning.indicators.disclosure.periods import KINDS, Places, most, sums_of
from riktning.indicators.disclosure.quantities import Measure, axis_of, part_of
from riktning.indicators.disclosure.shapes import MONTHS, Bools, Floats, Ints
from riktning.indicators.disclosure.tables import Hidden, Moves, Tables
from riktning.indicators.disclosure.tree import Forest
from riktning.indicators.grid import ABSENT, UnitCalendar
from riktning.indicators.margins import Margins

_BEYOND = 20.0  # times k: units that may be hidden though they are large themselves
_MONTH, _TERTIAL, _YEAR = PeriodKind.MONTH, PeriodKind.TERTIAL, PeriodKind.YEAR


@dataclass(frozen=True)
class Along:
    """What a family shows along one axis: measures with their margins, and counts.

    ``numbers`` are those of the counts in the family.
    """

    family: Family
    measures: tuple[Measure, ...]
    margins: tuple[Margins, ...]
    numbers: tuple[int, ...]

    @property
    def counts(self) -> tuple[Held, ...]:
        return tuple(self.family.counts[number] for number in self.numbers)

    @property
    def places(self) -> Places:
        return Places(self.margins[0].calendar)

    @property
    def covered(self) -> Bools:
        """Shape (years, 12)."""
        found: Bools = np.any([Places(each.calendar).covered for each in self.margins], axis=0)
        return found

    def changes(self, *, every_one: bool = False) -> tuple[Ints, list[tuple[int, ...]]]:
        return changes_of(self.family, self.numbers, self.measures, every_one=every_one)

    @property
    def worth(self) -> tuple[float, ...]:
        """How many kinds of row each measure tells of: a total is worth more than a part."""
        found = []
        for number in range(len(self.measures)):
            mine = [n for n, h in zip(self.numbers, self.counts, strict=True)
                    if number in {m for m, _ in self.holders(h)}]  # fmt: skip
            found.append(float(max(1, self.family.kinds[mine].any(axis=0).sum())))
        least = min(found)
        return tuple(each / least for each in found)

    def holders(self, held: Held) -> list[tuple[int, Holder]]:
        """The measures here that show a count, by number."""
        ids = [measure.id for measure in self.measures]
        return [(ids.index(h.measure.id), h) for h in held.holders if h.measure.id in ids]

    def best(self, held: Held) -> tuple[Margins, str]:
        """Where a count is found: a sum of days only where no measure tells how many there are."""
        number, holder = min(self.holders(held), key=lambda each: each[1].weighed)
        return self.margins[number], holder.part

    def least(self, held: Held, entering: dict[PeriodKind, Floats]) -> dict[PeriodKind, Floats]:
        """The least count that is shown at the places of each kind."""
        measure = held.holders[0].measure
        by_month = measure.by_month(held.holders[0].part)
        return {
            kind: measure.k * (entering[kind] if by_month else (entering[kind] > 0).astype(float))
            for kind in KINDS
        }


def along(family: Family, axis: Axis, *, by_class: bool = False) -> Along | None:
    """The part of a family that is shown along an axis; ``by_class``: that by sex and age."""
    found = [(m, margins) for m in family.measures if (margins := m.along(axis)) is not None]
    found = [each for each in found if each[1].by_sex_and_age] if by_class else found
    ids = {measure.id for measure, _ in found}
    numbers = [
        number
        for number, held in enumerate(family.counts)
        if any(holder.measure.id in ids for holder in held.holders)
    ]
    if not found or not numbers:
        return None
    return Along(family, tuple(m for m, _ in found), tuple(m for _, m in found), tuple(numbers))


def forest_of(units: UnitCalendar, beside: tuple[int, ...]) -> Forest:
    """The tree of units on the calendar of whole years."""
    months, size = units.parent.shape
    first = units.months[0].month - 1
    years = (first + months + MONTHS - 1) // MONTHS
    parent = np.full((years * MONTHS, size), ABSENT, dtype=np.int64)
    parent[first : first + months] = units.parent
    return Forest(parent.reshape(years, MONTHS, size), beside)


class Forests:
    """Trees of units, each made once."""

    def __init__(self) -> None:
        self.known: dict[tuple[object, ...], Forest] = {}

    def of(self, units: UnitCalendar, own: Floats) -> Forest:
        """``own``: (counts, units, months), what is counted at each unit itself."""
        with_parts = np.zeros(len(units.ids), dtype=bool)
        with_parts[np.unique(units.parent[units.parent >= 0])] = True
        beside = tuple(np.flatnonzero(with_parts & (own != 0).any(axis=(0, 2))).tolist())
        key = (units.ids, units.parent.tobytes(), beside)
        return self.known.setdefault(key, forest_of(units, beside))


def hide_units(
    shown: Along, forests: Forests, roots: Mapping[str, Hidden], gaps: Sequence[Gap] = ()
) -> dict[str, Hidden]:
    """What is hidden of each measure by unit: (units, 1, years, places) of each kind.

    ``roots``: what another axis hides of the region, (1, 1, years, places); what this one hides is
    added to it. ``gaps``: those that the family's counts are in.
    """
    first = shown.margins[0]
    counts = [held for held in shown.counts if held.protected]
    where = [shown.best(held) for held in counts]
    total = np.stack([part_of(margins.by_unit, part) for margins, part in where])
    own = np.stack([part_of(margins.own, part) for margins, part in where])
    places, covered = shown.places, shown.covered
    forest = forests.of(first.units, own)
    laid_own = places.laid(own) * covered
    all_counts = [places.laid(total) * covered, laid_own[:, list(forest.beside)]]
    entering = [
        Places(each.calendar).entering(np.ones(len(each.calendar.periods), bool))
        for each in shown.margins
    ]
    published, closed = _published(forest, covered, entering)
    hidden = {kind: ~closed[kind] for kind in KINDS}
    size, region = forest.size, first.region_unit
    for kind in KINDS:
        hidden[kind][size:] = True
        for number, measure in enumerate(shown.measures):
            hidden[kind][region, number] |= roots[measure.id][kind][0, 0]
    greatest = most(entering)
    room = np.moveaxis(laid_own, 0, 1)
    moves, bounds = _moves(shown, room, gaps)
    tables = Tables(
        forest, moves, np.concatenate(all_counts, axis=1), bounds,
        [np.array([number for number, _ in shown.holders(held)]) for held in counts],
        [shown.least(held, greatest) for held in counts], published, covered,
        np.arange(len(shown.measures)),
    )  # fmt: skip
    if tables.hide(hidden).any():  # rows of the kinds that were tried first may not be there
        _hide_otherwise(shown, tables, room, gaps, hidden)
    really = {kind: (hidden[kind] & closed[kind])[:size] for kind in KINDS}
    found: dict[str, Hidden] = {}
    for number, measure in enumerate(shown.measures):
        found[measure.id] = {kind: really[kind][:, number : number + 1].copy() for kind in KINDS}
        for kind in KINDS:
            roots[measure.id][kind][:] |= found[measure.id][kind][region]
    return found


def _hide_otherwise(
    shown: Along, tables: Tables, room: Floats, gaps: Sequence[Gap], hidden: Hidden
) -> None:
    """By exchanges of every kind of row; beyond large units too, where other counts leave no room
    for those below, and at last as if these others were not told."""
    for among, beyond in ((gaps, 1.0), (gaps, _BEYOND), ((), 1.0)):
        moves, bounds = _moves(shown, room, among, every_one=True)
        again = replace(tables, moves=moves, room=bounds, beyond=beyond)
        if not again.hide(hidden).any() or not gaps:
            break


def _published(
    forest: Forest, covered: Bools, entering: list[dict[PeriodKind, Floats]]
) -> tuple[Hidden, Hidden]:
    """What each measure publishes; and where it shows something by rolling years, if it does.

    Those change with any month that is exchanged.
    """
    there = sums_of((forest.exists & covered).astype(np.float64))
    published = {
        kind: np.stack([(there[kind] > 0) & (each[kind] > 0) for each in entering], axis=1)
        for kind in KINDS
    }
    closed = {kind: published[kind].copy() for kind in KINDS}
    rolling = published[PeriodKind.ROLLING_12].any(axis=(0, 2, 3))
    for kind in (_MONTH, _TERTIAL, _YEAR):
        closed[kind][:, rolling] = (there[kind] > 0)[:, None]
    return published, closed


def _moves(
    shown: Along, room: Floats, gaps: Sequence[Gap], *, every_one: bool = False
) -> tuple[Moves, Floats]:
    """Classes are the protected counts and what bounds them, figures the measures; and the room.

    ``room``: that of the protected counts, (units, counts, years, 12).
    """
    changes, raising = shown.changes(every_one=every_one)
    protected = [number for number, held in enumerate(shown.counts) if held.protected]
    axis = axis_of(shown.margins[0])
    bounds, by = bounded(room, shown.counts, protected, changes, gaps, axis)
    ways = [[_places(change * sign > 0) for change in by] for sign in (1, -1)]
    changed = [
        sorted(
            {m for number in np.flatnonzero(change) for m, _ in shown.holders(shown.counts[number])}
        )
        for change in changes
    ]
    moves = Moves(
        np.stack([filled(way, by.shape[1]) for way in ways]),
        filled(changed, len(shown.measures)),
        tuple(raising[number] for number in protected),
        np.array(shown.worth),
    )
    return moves, bounds


def _places(found: Bools) -> list[int]:
    return [int(place) for place in np.flatnonzero(found)]


def filled(found: list[list[int]], width: int) -> Ints:
    """Lists as the rows of a table, −1 beyond their end."""
    table = np.full((len(found), width), -1, dtype=np.int64)
    for row, each in zip(table, found, strict=True):
        row[: len(each)] = each
    return table
