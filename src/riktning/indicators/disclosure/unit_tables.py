"""Hides figures of units: every table of units × periods, those of one tree in one search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from riktning.catalogue.model import Axis
from riktning.indicators.disclosure.periods import Places
from riktning.indicators.disclosure.pieces import (
    Change,
    Piece,
    Quantity,
    UnitTree,
    hide_together,
    unit_tree,
)
from riktning.indicators.disclosure.quantities import Elsewhere, Measure, axis_of, part_of
from riktning.indicators.disclosure.table import Hidden
from riktning.indicators.disclosure.tree import Floats
from riktning.indicators.grid import UnitCalendar
from riktning.indicators.margins import Margins
from riktning.indicators.trees import region_index

Key = tuple[int, Axis]  # the number of a set of measures, and the axis


@dataclass(frozen=True)
class UnitTables:
    """What is hidden of each set along each axis, on which tree, and what changes then."""

    hidden: Mapping[Key, Hidden]
    trees: Mapping[Key, UnitTree]
    changes: Mapping[Key, Sequence[Change]]


def hide_units(sets: Sequence[Sequence[Measure]]) -> UnitTables:
    """Hide by unit and period, in all sets; what is shown of a total on one axis binds the other."""
    pieces: dict[Key, Piece] = {}
    trees: dict[Key, UnitTree] = {}
    known: dict[tuple[tuple[str, ...], bytes], UnitTree] = {}
    for number, together in enumerate(sets):
        elsewhere = Elsewhere(tuple(m for other in sets if other is not together for m in other))
        for axis in Axis:
            found = [each for m in together if (each := m.along(axis)) is not None]
            if found:
                units = found[0].units
                key = number, axis
                pieces[key] = _piece(together, axis, elsewhere)
                trees[key] = known.setdefault(_name(units), unit_tree(units))
    hidden: dict[Key, Hidden] = {}
    changes: dict[Key, list[Change]] = {}
    for tree in known.values():
        on_tree = [key for key in pieces if trees[key] is tree]
        for kinds in {len(pieces[key].quantities) for key in on_tree}:
            keys = [key for key in on_tree if len(pieces[key].quantities) == kinds]
            found = hide_together(tree, [pieces[key] for key in keys])
            for key, (one, each) in zip(keys, found, strict=True):
                hidden[key], changes[key] = one, each
    _bind_axes(hidden, trees, len(sets))
    return UnitTables(hidden, trees, changes)


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
        float(measure.k), measure.by_month(part), limits("floor"), limits("ceiling"),
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


def _bind_axes(hidden: dict[Key, Hidden], trees: Mapping[Key, UnitTree], sets: int) -> None:
    """Where the region is hidden along one axis, the other axis must not tell it as a sum."""
    for number in range(sets):
        keys = [(number, axis) for axis in Axis if (number, axis) in hidden]
        if len(keys) < 2:
            continue
        for name in ("month", "tertial", "year", "rolling"):
            tables = [getattr(hidden[key], name) for key in keys]
            roots = [_region(trees[key]) for key in keys]
            gone = np.any([table[root] for table, root in zip(tables, roots, strict=True)], axis=0)
            for table in tables:
                table |= gone


def _region(tree: UnitTree) -> int:
    return region_index(tree.units)
