"""All measures: those that show parts of one another are hidden together, as families.

By unit first, then by sex and age, where the families are wider: a measure of children shows the
same as the general measure does for the youngest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from riktning.catalogue.model import Axis
from riktning.indicators.disclosure.classes import ClassTables, hide_classes
from riktning.indicators.disclosure.families import Family, families
from riktning.indicators.disclosure.gaps import Gap, gaps_of
from riktning.indicators.disclosure.periods import KINDS, SPOTS, Places
from riktning.indicators.disclosure.quantities import Measure
from riktning.indicators.disclosure.side_by_side import side_by_side
from riktning.indicators.disclosure.tables import Hidden
from riktning.indicators.disclosure.units import Along, Forests, along, hide_units
from riktning.indicators.margins import Margins

Key = tuple[str, Axis]


@dataclass(frozen=True)
class Found:
    """What is hidden of a measure along one axis, by unit, and by sex and age if that is known."""

    units: Hidden
    classes: ClassTables | None


def hide_measures(measures: Sequence[Measure]) -> dict[Key, Found]:
    """What is hidden of every measure along every axis that it has."""
    forests = Forests()
    units: dict[Key, Hidden] = {}
    by_unit = families(measures, by_age=False)
    pieces = list(zip(by_unit, gaps_of(by_unit), strict=True))
    for found in side_by_side(
        lambda each: hide_family(each[0], forests, each[1]), pieces, lambda each: _much(each[0])
    ):
        units |= found
    classes: dict[Key, ClassTables] = {}
    by_class = families(measures, by_age=True)
    for tables in side_by_side(lambda family: hide_family_by_class(family, units), by_class, _much):
        classes |= tables
    return {key: Found(hidden, classes.get(key)) for key, hidden in units.items()}


def _much(family: Family) -> float:
    """How long a family takes beside others, about: each count is searched with all the rest."""
    return float(len(family.counts) ** 2)


def hide_family(family: Family, forests: Forests, gaps: Sequence[Gap] = ()) -> dict[Key, Hidden]:
    """What is hidden by unit, of each measure along each axis.

    Nothing but the family's own margins matters, and the counts of others that ``gaps`` are of.
    What one axis hides of the region, the other does.
    """
    found: dict[Key, Hidden] = {}
    roots = {m.id: _nothing(m.margins[0], 1) for m in family.measures}
    for axis in Axis:
        shown = along(family, axis)
        if shown is not None:
            for one, hidden in hide_units(shown, forests, roots, gaps).items():
                found[one, axis] = hidden
            _tell_of_root(family, shown, roots)
    for (one, axis), hidden in found.items():
        margins = next(m for m in family.measures if m.id == one).along(axis)
        for kind in KINDS:
            if margins is not None:
                hidden[kind][margins.region_unit] |= roots[one][kind][0]
    return found


def hide_family_by_class(family: Family, units: dict[Key, Hidden]) -> dict[Key, ClassTables]:
    """What is hidden by sex and age, once that by unit is known."""
    found: dict[Key, ClassTables] = {}
    roots = {
        m.id: _nothing(m.margins[0], len(m.margins[0].sexes) * len(m.margins[0].ages))
        for m in family.measures
    }
    for axis in Axis:
        shown = along(family, axis, by_class=True)
        if shown is not None:
            hidden = hide_classes(shown, {m.id: units[m.id, axis] for m in shown.measures}, roots)
            found |= {(one, axis): tables for one, tables in hidden.items()}
            _tell_of_root(family, shown, roots)
    for (one, _), tables in found.items():
        for kind in KINDS:
            tables.hidden[kind][:1] |= roots[one][kind]
    return found


def _tell_of_root(family: Family, shown: Along, roots: dict[str, Hidden]) -> None:
    """What is hidden of the region is hidden by those too that show it along another axis only."""
    here = {measure.id for measure in shown.measures}
    for held in family.counts:
        mine = [holder for holder in held.holders if holder.measure.id in here]
        for other in held.holders:
            if other.measure.id in here:
                continue
            for holder in mine:
                for kind in KINDS:
                    hidden = roots[holder.measure.id][kind]
                    if hidden.shape == roots[other.measure.id][kind].shape:
                        roots[other.measure.id][kind] |= hidden


def _nothing(margins: Margins, figures: int) -> Hidden:
    """Nothing hidden of the region."""
    years = Places(margins.calendar).years
    return {k: np.zeros((1, figures, years, SPOTS[k]), dtype=bool) for k in KINDS}
