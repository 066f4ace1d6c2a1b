"""Hides figures of units: every table of units × periods, those of one tree in one search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from riktning.catalogue.model import Axis
from riktning.indicators.disclosure.periods import Places
from riktning.indicators.disclosure.pieces import (
    Piece,
    Quantity,
    Searched,
    UnitTree,
    search_together,
    unit_tree,
)
from riktning.indicators.disclosure.prices import touched
from riktning.indicators.disclosure.quantities import Elsewhere, Measure, axis_of, part_of
from riktning.indicators.disclosure.question import Change
from riktning.indicators.disclosure.table import Hidden
from riktning.indicators.disclosure.tree import Floats
from riktning.indicators.grid import UnitCalendar
from riktning.indicators.margins import Margins

Key = tuple[int, Axis]  # the number of a set of measures, and the axis


@dataclass(frozen=True)
class UnitTables:
    """What is hidden of each set along each axis, on which tree, and what changes then."""

    hidden: Mapping[Key, Hidden]
    trees: Mapping[Key, UnitTree]
    changes: Mapping[Key, Sequence[Change]]


def hide_units(sets: Sequence[Sequence[Measure]]) -> UnitTables:
    """Hide by unit and period, in all sets; what one axis hides of the region binds the other."""
    pieces: dict[Key, Piece] = {}
    trees: dict[Key, UnitTree] = {}
    known: dict[tuple[tuple[str, ...], bytes], UnitTree] = {}
    for number, together in enumerate(sets):
        elsewhere = Elsewhere(tuple(m for other in sets if other is not together for m in other))
        for axis in Axis:
            along = [each for m in together if (each := m.along(axis)) is not None]
            if along:
                units = along[0].units
                key = number, axis
                pieces[key] = _piece(together, axis, elsewhere)
                trees[key] = known.setdefault(_name(units), unit_tree(units))
    found: dict[Key, tuple[Searched, int]] = {}
    for tree in known.values():
        on_tree = [key for key in pieces if trees[key] is tree]
        for kinds in sorted({len(pieces[key].quantities) for key in on_tree}):
            keys = [key for key in on_tree if len(pieces[key].quantities) == kinds]
            searched = search_together(tree, [pieces[key] for key in keys])
            found |= {key: (searched, number) for number, key in enumerate(keys)}
    gone = _bind_axes(found, len(sets))
    hidden = {key: searched.hidden(number) for key, (searched, number) in found.items()}
    for key, change in gone:
        _hide_all(hidden[key], change)
    changes = {key: searched.changes(number) for key, (searched, number) in found.items()}
    return UnitTables(hidden, trees, changes)


def _bind_axes(found: Mapping[Key, tuple[Searched, int]], sets: int) -> list[tuple[Key, Change]]:
    """Where one axis hides the region, the other must not tell it: there it changes likewise.

    Where it cannot, every unit of the other axis is hidden in these months: the list says where.
    """
    gone: list[tuple[Key, Change]] = []
    for number in range(sets):
        keys = [(number, axis) for axis in Axis if (number, axis) in found]
        if len(keys) < 2:
            continue
        outside = {key: [c for c in _changes(found[key]) if c.outside] for key in keys}
        for key, other in ((keys[0], keys[1]), (keys[1], keys[0])):
            searched, piece = found[key]
            there, place = found[other]
            gone += [
                (other, change)
                for change in outside[key]
                if not there.follow(place, change, searched.given(piece, change))
            ]
    return gone


def _changes(found: tuple[Searched, int]) -> list[Change]:
    return found[0].changes(found[1])


def _hide_all(hidden: Hidden, change: Change) -> None:
    """Every unit, in the months of an exchange and all periods that change with it."""
    hidden.month[:, change.year, change.months] = True
    tertials = touched(change.months)
    if change.free or tertials.sum() > 1:
        hidden.tertial[:, change.year, tertials] = True
    if change.free:
        hidden.year[:, change.year] = True
    hidden.rolling[:, change.year : change.year + 2] = True


def _name(units: UnitCalendar) -> tuple[tuple[str, ...], bytes]:
    return units.ids, units.parent.tobytes()


def _piece(together: Sequence[Measure], axis: Axis, elsewhere: Elsewhere) -> Piece:
    quantities: list[Quantity] = []
    places: list[Places] = []
    for measure in together:
        margins = measure.along(axis)
        if margins is not None:
            places.append(Places(margins.calendar))
            quantities += [
                _quantity(measure, margins, part, elsewhere) for part in measure.protected
            ]
    return Piece(tuple(_different(quantities)), tuple(places))


def _quantity(measure: Measure, margins: Margins, part: str, elsewhere: Elsewhere) -> Quantity:
    def limits(kind: str) -> tuple[Floats, Floats] | None:
        find = elsewhere.floor if kind == "floor" else elsewhere.ceiling
        found = [find(measure, part, axis_of(margins), of) for of in (_by_unit, _own)]
        return None if found[0] is None or found[1] is None else (found[0], found[1])

    return Quantity(
        part_of(margins.by_unit, part), part_of(margins.own, part),
        float(measure.k), measure.by_month(part), (measure.id, part),
        limits("floor"), limits("ceiling"),
    )  # fmt: skip


def _by_unit(margins: Margins) -> dict[str, Floats]:
    return margins.by_unit


def _own(margins: Margins) -> dict[str, Floats]:
    return margins.own


def _different(quantities: Sequence[Quantity]) -> list[Quantity]:
    """Each count once, however many indicators of the set have it."""
    found: list[Quantity] = []
    for each in quantities:
        if not any(np.array_equal(each.total, one.total) and np.array_equal(each.own, one.own)
                   and each.by_month == one.by_month for one in found):  # fmt: skip
            found.append(each)
    return found
