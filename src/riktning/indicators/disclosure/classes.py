"""Figures by sex and age: of the region, and of the units that are broken down.

The tree is that of the units broken down. Sexes and ages are exchanged, while each unit's own total
stays (see ``class_moves``). A measure of some age groups shows, with all its ages together, a total
of these groups.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from riktning.core.periods import PeriodKind
from riktning.indicators.disclosure.class_moves import Shape, counted, moves_of
from riktning.indicators.disclosure.families import Held
from riktning.indicators.disclosure.periods import KINDS, Places, most, sums_of
from riktning.indicators.disclosure.quantities import part_of
from riktning.indicators.disclosure.shapes import LENGTH, MONTHS, TERTIALS, Bools, Floats
from riktning.indicators.disclosure.tables import Hidden, Tables
from riktning.indicators.disclosure.tree import Forest
from riktning.indicators.disclosure.units import Along
from riktning.indicators.grid import ABSENT
from riktning.indicators.margins import Margins

_SPARSE = 0.4  # of a table's figures hidden to begin with: then nearly all would be in the end
_MONTH, _TERTIAL, _YEAR = PeriodKind.MONTH, PeriodKind.TERTIAL, PeriodKind.YEAR


@dataclass(frozen=True)
class ClassTables:
    """What is hidden by sex and age: (nodes, figures, years, places); node 0 is the region."""

    hidden: Hidden
    sexes: int
    ages: int

    def of(self, node: int, places: Places) -> Bools:
        """Shape (sexes + 1, ages + 1, periods)."""
        spread = places.spread({kind: self.hidden[kind][node] for kind in KINDS})
        return spread.reshape(self.sexes, self.ages, -1)


def hide_classes(
    shown: Along, units: Mapping[str, Hidden], roots: Mapping[str, Hidden]
) -> dict[str, ClassTables]:
    """What is hidden of each measure by sex and age along one axis, once that by unit is known.

    ``units`` and ``roots``: what is hidden of each measure by unit, and by sex and age of the
    region along another axis.
    """
    first = shown.margins[0]
    nodes = [first.region_unit, *(each.unit for each in first.broken_down)]
    shape = _shape(shown)
    places, covered = shown.places, shown.covered
    counts = [held for held in shown.counts if held.protected]
    cells = places.laid(np.stack([_cells(shown, held) for held in counts])) * covered
    forest = _forest(first, nodes, cells)
    entering = [
        [Places(each.calendar).entering(each.calendar.of_kinds(kinds)) for each in shown.margins]
        for kinds in (first.declared.region_periods, first.declared.unit_periods)
    ]
    published = _published(forest, entering, covered, shape)
    by_unit = {m.id: {kind: units[m.id][kind][nodes] for kind in KINDS} for m in shown.measures}
    hidden = _hidden_already(shown, shape, published, by_unit, roots, cells)
    size, figures = len(nodes), shape.figures
    tables = _tables(shown, shape, forest, cells, published, entering)
    left = tables.hide(hidden)
    found: dict[str, ClassTables] = {}
    for number, measure in enumerate(shown.measures):
        mine = slice(number * figures, (number + 1) * figures)
        own = {kind: hidden[kind][:, mine] | left[:, number, None, :, None] for kind in KINDS}
        nobody = _nobody(shown, number, cells, by_unit[measure.id])
        own = {kind: (own[kind] & published[kind][:, mine])[:size] for kind in KINDS}
        own = {kind: own[kind] & ~nobody[kind] for kind in KINDS}
        found[measure.id] = ClassTables(own, shape.sexes + 1, shape.ages + 1)
        for kind in KINDS:
            roots[measure.id][kind][:] |= own[kind][:1]
    return found


def _nobody(shown: Along, measure: int, cells: Floats, by_unit: Hidden) -> Hidden:
    """Where a unit's total is 0 and shown, which tells all its sexes and ages; as ``by_unit``."""
    counts = [held for held in shown.counts if held.protected]
    total = np.zeros((cells.shape[1], *cells.shape[4:]))
    for held, table in zip(counts, cells, strict=True):
        for number, holder in shown.holders(held):
            ages = [age for age in holder.ages if age < table.shape[2]]
            total += (number == measure) * table[:, :, ages].sum(axis=(1, 2))
    sums = sums_of(total)
    return {kind: (sums[kind] == 0)[:, None] & ~by_unit[kind] for kind in KINDS}


def _shape(shown: Along) -> Shape:
    first = shown.margins[0]
    protected = tuple(held.protected for held in shown.counts)
    by = tuple(
        tuple(sorted((number, holder.ages) for number, holder in shown.holders(held)))
        for held in shown.counts
    )
    changes, raising = shown.changes()
    return Shape(
        len(first.sexes) - 1, len(first.ages) - 1, len(shown.measures), by, protected,
        tuple(tuple(int(n) for n in change) for change in changes), tuple(raising),
        shown.worth,
    )  # fmt: skip


def _cells(shown: Along, held: Held) -> Floats:
    """A count by node, sex, age and month, of the age groups that some measure shows."""
    found: Floats | None = None
    for number, holder in sorted(shown.holders(held), key=lambda each: each[1].weighed):
        margins = shown.margins[number]
        parts = [margins.region, *(each.parts for each in margins.broken_down)]
        table = np.stack([part_of(each, holder.part)[:-1, :-1] for each in parts])
        if found is None:
            found = np.zeros_like(table)
            known = np.zeros(table.shape[2], dtype=bool)
        ages = [age for age in holder.ages if age < table.shape[2] and not known[age]]
        found[:, :, ages] = table[:, :, ages]
        known[ages] = True
    if found is None:
        raise ValueError("a count that no measure shows")
    return found


def _forest(margins: Margins, nodes: Sequence[int], cells: Floats) -> Forest:
    """The nodes under the nearest that is broken down too, or the region."""
    parent = margins.units.parent
    number = {unit: n for n, unit in enumerate(nodes)}
    versions, which = np.unique(parent, axis=0, return_inverse=True)
    found = np.full((len(versions), len(nodes)), ABSENT, dtype=np.int64)
    for version, above in enumerate(versions):
        for node, unit in enumerate(nodes):
            up = int(above[unit])
            while up >= 0 and up not in number:
                up = int(above[up])
            found[version, node] = number.get(up, up)
    years = cells.shape[4]
    first = margins.units.months[0].month - 1
    laid = np.full((years * MONTHS, len(nodes)), ABSENT, dtype=np.int64)
    laid[first : first + len(parent)] = found[which.reshape(-1)]
    forest = Forest(laid.reshape(years, MONTHS, -1), ())
    own = _own(forest, cells)
    with_parts = np.unique(laid[laid >= 0])
    beside = [int(n) for n in with_parts if (own[:, n] > 1e-6).any()]
    return Forest(forest.parent, tuple(beside))


def _own(forest: Forest, cells: Floats) -> Floats:
    """What each node counts beside the nodes below it."""
    own = cells.copy()
    for node in range(forest.size):
        above = forest.parent[:, :, node]
        for parent in np.unique(above[above >= 0]):
            own[:, parent] -= cells[:, node] * (above == parent)
    return np.maximum(own, 0.0)


def _published(
    forest: Forest,
    entering: Sequence[Sequence[dict[PeriodKind, Floats]]],
    covered: Bools,
    shape: Shape,
) -> Hidden:
    """What is published; rolling years are not."""
    there = sums_of((forest.exists & covered).astype(np.float64))
    published: Hidden = {}
    for kind in KINDS:
        each: list[Bools] = []
        for of_region, of_units in zip(*entering, strict=True):
            shown = (there[kind] > 0) & (of_units[kind] > 0)
            shown[0] = (there[kind][0] > 0) & (of_region[kind] > 0)
            shown[forest.size :] = False
            each.append(np.repeat(shown[:, None], shape.figures, axis=1))
        published[kind] = np.concatenate(each, axis=1)
    return published


def _hidden_already(
    shown: Along,
    shape: Shape,
    published: Hidden,
    units: Mapping[str, Hidden],
    roots: Mapping[str, Hidden],
    cells: Floats,
) -> Hidden:
    """What is not published, and what is hidden because of what is hidden by unit or elsewhere.

    Where a unit's own total is hidden, so is its table. Where a measure of some age groups hides
    its total, those groups of another that shows the same are hidden too, with the largest group
    beside them: else the total would be what the rest leaves.
    """
    hidden = {kind: ~published[kind] for kind in KINDS}
    lost = {one: _given_up(each) for one, each in units.items()}
    figures, total = shape.figures, shape.figures - 1
    for number, measure in enumerate(shown.measures):
        mine = slice(number * figures, (number + 1) * figures)
        for kind in KINDS:
            there = len(units[measure.id][kind])
            hidden[kind][:1, mine] |= roots[measure.id][kind]
            hidden[kind][:there, mine] |= lost[measure.id][kind]
            hidden[kind][:there, number * figures + total] = units[measure.id][kind][:, 0]
    for few, many, ages in shape.narrower:
        one = lost[shown.measures[few].id]
        beside = [age for age in range(shape.ages) if age not in ages]
        largest = cells[:, :, :, beside].sum(axis=(0, 2, 5)).argmax(axis=1)  # (nodes, years)
        for kind in KINDS:
            table = hidden[kind].reshape(
                len(hidden[kind]), len(shown.measures), shape.sexes + 1, shape.ages + 1,
                *hidden[kind].shape[2:],
            )[:, many]  # fmt: skip
            there = len(largest)
            for age in ages:
                table[:there, :, age] |= one[kind]
            for node, year in np.ndindex(*largest.shape):
                age = beside[largest[node, year]]
                table[node, :, age, year] |= one[kind][node, :, year]
    return hidden


def _given_up(units: Hidden) -> Hidden:
    """Tables of periods in which a unit's own total changes, in a month of them or as a whole."""
    month = units[_MONTH]
    tertial = units[_TERTIAL] | month.reshape(*month.shape[:-1], TERTIALS, LENGTH).any(axis=-1)
    year = units[_YEAR] | tertial.any(axis=-1, keepdims=True)
    return {_MONTH: month, _TERTIAL: tertial, _YEAR: year,
            PeriodKind.ROLLING_12: np.ones_like(month)}  # fmt: skip


def _tables(
    shown: Along,
    shape: Shape,
    forest: Forest,
    cells: Floats,
    published: Hidden,
    entering: Sequence[Sequence[dict[PeriodKind, Floats]]],
) -> Tables:
    kept = [number for number, matters in enumerate(shape.protected) if matters]
    greatest = most(each for of in entering for each in of)
    least = [shown.least(shown.counts[number], greatest) for number in kept]
    own = _own(forest, cells)
    targets = counted(shape)
    counts = np.zeros((len(targets), forest.nodes, *cells.shape[4:]))
    exempt: Hidden = {
        kind: np.zeros((len(targets), forest.nodes, *least[0][kind].shape), dtype=bool)
        for kind in KINDS
    }
    few = [_few(table.sum(axis=(1, 2)), bound) for table, bound in zip(cells, least, strict=True)]
    for number, (count, sex, ages) in enumerate(targets):
        table = cells[kept.index(count)][:, :, list(ages)].sum(axis=2)
        counts[number, : forest.size] = table.sum(axis=1) if sex == shape.sexes else table[:, sex]
        for kind in KINDS:
            exempt[kind][number, : forest.size] = few[kept.index(count)][kind]
    room = np.moveaxis(own, 0, 1).reshape(len(own[0]), -1, *cells.shape[4:])
    return Tables(
        forest, moves_of(shape), counts, room,
        [np.array(figures) for figures in shape.showing],
        [least[kept.index(count)] for count, _, _ in targets], published, shown.covered,
        np.repeat(np.arange(len(shown.measures)), shape.figures), exempt, _SPARSE,
    )  # fmt: skip


def _few(total: Floats, least: dict[PeriodKind, Floats]) -> Hidden:
    """Where a unit's own total is small itself: (nodes, years, places) of each kind."""
    sums = sums_of(total)
    return {kind: (sums[kind] > 0) & (sums[kind] < least[kind]) for kind in KINDS}
