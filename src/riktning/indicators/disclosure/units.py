"""Figures of units by period, all sexes and ages together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from riktning.core.periods import PeriodKind
from riktning.indicators.disclosure.periods import KINDS, Places, most, sums_of
from riktning.indicators.disclosure.quantities import Quantity, part_of
from riktning.indicators.disclosure.shapes import MONTHS, Bools, Floats
from riktning.indicators.disclosure.tables import COUNT, Hidden, Tables
from riktning.indicators.disclosure.tree import Forest
from riktning.indicators.grid import ABSENT, UnitCalendar
from riktning.indicators.margins import Margins

_MONTH, _TERTIAL, _YEAR = PeriodKind.MONTH, PeriodKind.TERTIAL, PeriodKind.YEAR


@dataclass(frozen=True)
class Shown:
    """What is protected together along one axis, and all the margins that show it."""

    quantities: tuple[Quantity, ...]
    margins: tuple[Margins, ...]

    @property
    def places(self) -> tuple[Places, ...]:
        return tuple(Places(each.calendar) for each in self.margins)

    @property
    def covered(self) -> Bools:
        """Shape (years, 12)."""
        found: Bools = np.any([each.covered for each in self.places], axis=0)
        return found

    def least(self, entering: dict[PeriodKind, Floats]) -> list[dict[PeriodKind, Floats]]:
        """The least count that is shown of each quantity at the places of each kind."""
        return [
            {kind: q.k * (entering[kind] if q.by_month else (entering[kind] > 0).astype(np.float64))
             for kind in KINDS}
            for q in self.quantities
        ]  # fmt: skip


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
        """``own``: (quantities, units, months), what is counted at each unit itself."""
        with_parts = np.zeros(len(units.ids), dtype=bool)
        with_parts[np.unique(units.parent[units.parent >= 0])] = True
        beside = tuple(np.flatnonzero(with_parts & (own != 0).any(axis=(0, 2))).tolist())
        key = (units.ids, units.parent.tobytes(), beside)
        return self.known.setdefault(key, forest_of(units, beside))


def hide_units(shown: Shown, forests: Forests, before: Sequence[Hidden], root: Hidden) -> Hidden:
    """What is hidden by unit: (units, 1, years, places) of each kind.

    ``before``: what is hidden already, in the same shapes. ``root``: what another axis hides of the
    region, (1, 1, years, places); what this one hides is added to it.
    """
    first = shown.margins[0]
    total = np.stack([part_of(each.along.by_unit, each.part) for each in shown.quantities])
    own = np.stack([part_of(each.along.own, each.part) for each in shown.quantities])
    places = shown.places[0]
    covered = shown.covered
    forest = forests.of(first.units, own)
    laid_own = places.laid(own) * covered
    counts = np.concatenate(
        [places.laid(total) * covered, laid_own[:, list(forest.beside)]], axis=1
    )
    entering = most(
        each.entering(np.ones(len(each.calendar.periods), bool)) for each in shown.places
    )
    there = sums_of((forest.exists & covered).astype(np.float64))
    published = {kind: ((there[kind] > 0) & (entering[kind] > 0))[:, None] for kind in KINDS}
    closed = dict(published)
    if published[PeriodKind.ROLLING_12].any():  # these change with any month that is exchanged
        closed |= {kind: (there[kind] > 0)[:, None] for kind in (_MONTH, _TERTIAL, _YEAR)}
    hidden = {kind: ~closed[kind] for kind in KINDS}
    size, region = forest.size, first.region_unit
    for kind in KINDS:
        hidden[kind][size:] = True
        for each in before:
            hidden[kind][:size] |= each[kind]
        hidden[kind][region] |= root[kind][0]
    tables = Tables(
        forest, COUNT, counts[:, :, None], laid_own[:, :, None],
        np.full_like(laid_own[:, :, None], np.inf), shown.least(entering), published, covered,
    )  # fmt: skip
    tables.hide(hidden)
    really = {kind: (hidden[kind] & closed[kind])[:size] for kind in KINDS}
    for kind in KINDS:
        root[kind] |= really[kind][region][None]
    return really
