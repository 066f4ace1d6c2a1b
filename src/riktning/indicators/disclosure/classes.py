"""Figures by sex and age: of the region, and of the units that are broken down.

The tree is that of the units broken down. Sexes and ages are exchanged, while each unit's own total
stays: two ages of one sex, two sexes of one age, or both at once, so that neither changes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from riktning.core.periods import PeriodKind
from riktning.indicators.disclosure.periods import KINDS, Places, most, sums_of
from riktning.indicators.disclosure.quantities import part_of
from riktning.indicators.disclosure.shapes import LENGTH, MONTHS, TERTIALS, Bools, Floats
from riktning.indicators.disclosure.tables import Hidden, Moves, Tables
from riktning.indicators.disclosure.tree import Forest
from riktning.indicators.disclosure.units import Shown
from riktning.indicators.grid import ABSENT
from riktning.indicators.margins import Margins

_AGE_PRICE, _SEX_PRICE = 3.0, 6.0
_SPARSE = 0.4  # of a table's figures hidden to begin with: then nearly all would be in the end
_MONTH, _TERTIAL, _YEAR = PeriodKind.MONTH, PeriodKind.TERTIAL, PeriodKind.YEAR


Class = tuple[int, int]  # sex and age; the number of sexes or ages is all of them


@cache
def moves_of(sexes: int, ages: int) -> Moves:
    """Classes are sex × age; figures the same with totals last, all of both among them."""
    table: list[list[int]] = []
    of: list[list[int]] = [[] for _ in range((sexes + 1) * (ages + 1))]
    for gain, lose, margins, raised in _moves(sexes, ages):
        for s, a in raised:
            of[s * (ages + 1) + a].append(len(table))
        moved = [_filled([s * ages + a for s, a in each], 2) for each in (gain, lose)]
        changed = [s * (ages + 1) + a for s, a in (*gain, *lose, *margins)]
        table.append([*moved[0], *moved[1], *_filled(changed, 4)])
    price = np.ones((sexes + 1, ages + 1))
    price[-1], price[:, -1] = _AGE_PRICE, _SEX_PRICE
    return Moves(np.array(table), tuple(tuple(each) for each in of), price.reshape(-1))


def _moves(sexes: int, ages: int) -> Iterator[tuple[list[Class], ...]]:
    """Classes that gain and lose, totals that change, and figures that gain."""
    for s, a in product(range(sexes), range(ages)):
        for other in set(range(ages)) - {a}:
            yield [(s, a)], [(s, other)], [(sexes, a), (sexes, other)], [(s, a), (sexes, a)]
            for opposite in set(range(sexes)) - {s}:
                yield [(s, a), (opposite, other)], [(s, other), (opposite, a)], [], [(s, a)]
        for opposite in set(range(sexes)) - {s}:
            yield [(s, a)], [(opposite, a)], [(s, ages), (opposite, ages)], [(s, a), (s, ages)]


def _filled(found: list[int], size: int) -> list[int]:
    return found + [-1] * (size - len(found))


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
    shown: Shown, units: Hidden, before: Sequence[Hidden], root: Hidden
) -> ClassTables | None:
    """What is hidden by sex and age along one axis, once that by unit is known.

    ``before`` and ``root`` are as for ``hide_units``: hidden already, and hidden of the region.
    """
    first = shown.margins[0]
    if not first.by_sex_and_age:
        return None
    nodes = [first.region_unit, *(each.unit for each in first.broken_down)]
    table = np.stack([_tables(each.along, each.part) for each in shown.quantities])
    places, covered = shown.places[0], shown.covered
    counts = places.laid(table) * covered
    forest = _forest(first, nodes, counts)
    entering = [
        most(each.entering(each.calendar.of_kinds(kinds)) for each in shown.places)
        for kinds in (first.declared.region_periods, first.declared.unit_periods)
    ]
    hidden, published = _published(forest, entering, covered, counts.shape[2] * counts.shape[3])
    there = len(nodes)
    lost = _given_up({kind: units[kind][nodes] for kind in KINDS})
    for kind in KINDS:
        for each in (lost, *before):
            hidden[kind][:there] |= each[kind]
        hidden[kind][:1] |= root[kind]
    tables = _laid_out(shown, forest, counts, published, entering, covered)
    left = tables.hide(hidden)
    for kind in KINDS:
        hidden[kind] |= left[:, None, :, None]
        hidden[kind] &= published[kind]
        root[kind] |= hidden[kind][:1]
    return ClassTables({k: hidden[k][:there] for k in KINDS}, counts.shape[2], counts.shape[3])


def _tables(margins: Margins, part: str) -> Floats:
    """Shape (nodes, sexes + 1, ages + 1, months)."""
    parts = [margins.region, *(each.parts for each in margins.broken_down)]
    return np.stack([part_of(each, part) for each in parts])


def _forest(margins: Margins, nodes: Sequence[int], counts: Floats) -> Forest:
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
    years = counts.shape[4]
    first = margins.units.months[0].month - 1
    laid = np.full((years * MONTHS, len(nodes)), ABSENT, dtype=np.int64)
    laid[first : first + len(parent)] = found[which.reshape(-1)]
    forest = Forest(laid.reshape(years, MONTHS, -1), ())
    own = _own(forest, counts)
    with_parts = np.unique(laid[laid >= 0])
    beside = [int(n) for n in with_parts if (own[:, n] > 1e-6).any()]
    return Forest(forest.parent, tuple(beside))


def _own(forest: Forest, counts: Floats) -> Floats:
    """What each node counts beside the nodes below it, without totals of sex and age."""
    cells = counts[:, :, :-1, :-1]
    own = cells.copy()
    for node in range(forest.size):
        above = forest.parent[:, :, node]
        for parent in np.unique(above[above >= 0]):
            own[:, parent] -= cells[:, node] * (above == parent)
    return np.maximum(own, 0.0)


def _published(
    forest: Forest, entering: Sequence[dict[PeriodKind, Floats]], covered: Bools, figures: int
) -> tuple[Hidden, Hidden]:
    """What is not published, and what is; rolling years are not."""
    there = sums_of((forest.exists & covered).astype(np.float64))
    published: Hidden = {}
    for kind in KINDS:
        region, unit = (each[kind] > 0 for each in entering)
        shown = (there[kind] > 0) & unit
        shown[0] = (there[kind][0] > 0) & region
        shown[forest.size :] = False
        published[kind] = np.repeat(shown[:, None], figures, axis=1)
    return {kind: ~published[kind] for kind in KINDS}, published


def _given_up(units: Hidden) -> Hidden:
    """Tables of periods in which a unit's own total changes, in a month of them or as a whole."""
    month = units[_MONTH]
    tertial = units[_TERTIAL] | month.reshape(*month.shape[:-1], TERTIALS, LENGTH).any(axis=-1)
    year = units[_YEAR] | tertial.any(axis=-1, keepdims=True)
    return {_MONTH: month, _TERTIAL: tertial, _YEAR: year,
            PeriodKind.ROLLING_12: np.ones_like(month)}  # fmt: skip


def _laid_out(
    shown: Shown,
    forest: Forest,
    counts: Floats,
    published: Hidden,
    entering: Sequence[dict[PeriodKind, Floats]],
    covered: Bools,
) -> Tables:
    kinds, nodes, sexes, ages = counts.shape[:4]
    least = shown.least(most(entering))
    own = _own(forest, counts).reshape(kinds, nodes, -1, *counts.shape[4:])
    beside = np.zeros((kinds, len(forest.beside), sexes, ages, *counts.shape[4:]))
    figures = np.concatenate([counts, beside], axis=1)
    exempt: Hidden = {}
    for kind in KINDS:
        few = np.zeros(published[kind].shape, dtype=bool)
        for number, each in enumerate(least):
            total = sums_of(counts[number, :, -1, -1])[kind]
            few[:nodes] |= ((total > 0) & (total < each[kind]))[:, None]
        exempt[kind] = few
    return Tables(
        forest, moves_of(sexes - 1, ages - 1),
        figures.reshape(kinds, forest.nodes, sexes * ages, *counts.shape[4:]),
        own, np.full_like(own, np.inf), least, published, covered, exempt, _SPARSE,
    )  # fmt: skip
