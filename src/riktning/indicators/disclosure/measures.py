"""All measures: first the counts that several of them show, then each for itself.

A count that several show is hidden in all of them alike. What a measure needs hidden for its own
sake, the others need not hide.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from riktning.catalogue.model import Axis
from riktning.indicators.disclosure.classes import ClassTables, hide_classes
from riktning.indicators.disclosure.periods import KINDS, SPOTS, Places
from riktning.indicators.disclosure.quantities import Holder, Measure, Quantity, shared_counts
from riktning.indicators.disclosure.tables import Hidden
from riktning.indicators.disclosure.units import Forests, Shown, hide_units


@dataclass(frozen=True)
class Found:
    """What is hidden of a measure along one axis, by unit, and by sex and age if that is known."""

    units: Hidden
    classes: ClassTables | None


Key = tuple[str, Axis]


def hide_measures(measures: Sequence[Measure]) -> dict[Key, Found]:
    """What is hidden of every measure along every axis that it has."""
    forests = Forests()
    before: dict[Key, list[Found]] = {}
    for holders in shared_counts(measures):
        for axis, found in _hide([holders[0]], [m for m, _ in holders], {}, forests).items():
            for measure, _ in holders:
                before.setdefault((measure.id, axis), []).append(found)
    hidden: dict[Key, Found] = {}
    for measure in measures:
        parts = [(measure, part) for part in measure.protected]
        known = {axis: before.get((measure.id, axis), []) for axis in Axis}
        for axis, found in _hide(parts, [measure], known, forests).items():
            hidden[measure.id, axis] = found
    return hidden


def _hide(
    parts: Sequence[Holder],
    showing: Sequence[Measure],
    before: dict[Axis, list[Found]],
    forests: Forests,
) -> dict[Axis, Found]:
    """Hide along each axis; what one hides of the region, the other does too."""
    found: dict[Axis, Found] = {}
    roots: tuple[Hidden, Hidden] | None = None
    for axis in Axis:
        shown = _shown(parts, showing, axis)
        if shown is None:
            continue
        known = before.get(axis, [])
        roots = roots or _nothing(shown)
        units = hide_units(shown, forests, [each.units for each in known], roots[0])
        tables = [each.classes.hidden for each in known if each.classes is not None]
        found[axis] = Found(units, hide_classes(shown, units, tables, roots[1]))
    if len(found) > 1 and roots is not None:
        for axis, each in found.items():
            shown = _shown(parts, showing, axis)
            region = shown.margins[0].region_unit if shown is not None else 0
            for kind in KINDS:
                each.units[kind][region] |= roots[0][kind][0]
                if each.classes is not None:
                    each.classes.hidden[kind][:1] |= roots[1][kind]
    return found


def _shown(parts: Sequence[Holder], showing: Sequence[Measure], axis: Axis) -> Shown | None:
    along = [margins for each in showing if (margins := each.along(axis)) is not None]
    quantities = [
        Quantity(measure, part, margins)
        for measure, part in parts
        if (margins := measure.along(axis)) is not None
    ]
    return Shown(tuple(quantities), tuple(along)) if quantities else None


def _nothing(shown: Shown) -> tuple[Hidden, Hidden]:
    """Nothing hidden of the region: by itself, and by sex and age."""
    margins = shown.margins[0]
    years = Places(margins.calendar).years
    figures = len(margins.sexes) * len(margins.ages)
    by_unit, by_class = (
        {kind: np.zeros((1, count, years, SPOTS[kind]), dtype=bool) for kind in KINDS}
        for count in (1, figures)
    )
    return by_unit, by_class
