"""A unit by sex and age, as the search takes it: the unit, its sexes, and each sex's ages.

What one sex and age gives another changes both ages' totals, for exchanges are never made within
one age; so where a sex of an age is hidden, both sexes of it together are hidden too.
"""

from dataclasses import dataclass

import numpy as np

from riktning.indicators.disclosure.tree import MONTHS, Bools, Floats, Ints, Tree, tree_of


@dataclass(frozen=True)
class ClassTree:
    """Node 0 is all; then the sexes; then the first sex's ages, and so on."""

    sexes: int
    ages: int

    @property
    def size(self) -> int:
        return 1 + self.sexes + self.sexes * self.ages

    @property
    def tree(self) -> Tree:
        """One year."""
        parent = np.zeros(self.size, dtype=np.int64)
        parent[0] = -1
        parent[1 + self.sexes :] = 1 + np.repeat(np.arange(self.sexes), self.ages)
        return tree_of(np.tile(parent, (1, MONTHS, 1)))

    @property
    def apart(self) -> Ints:
        """Each end's age, which it exchanges nothing with; -2 for what is no end."""
        apart = np.full(self.size, -2)
        apart[1 + self.sexes :] = np.tile(np.arange(self.ages), self.sexes)
        return apart

    def nodes(self, table: Floats) -> Floats:
        """(tables, sexes + 1, ages + 1, …) → (tables, nodes, …)."""
        ends = table[:, :-1, :-1].reshape(len(table), -1, *table.shape[3:])
        return np.concatenate([table[:, -1:, -1], table[:, :-1, -1], ends], axis=1)

    def crossed(self, nodes: Bools) -> Bools:
        """(nodes, …) → (sexes + 1, ages + 1, …); an age is hidden with one of its sexes."""
        crossed = np.zeros((self.sexes + 1, self.ages + 1, *nodes.shape[1:]), dtype=bool)
        ends = nodes[1 + self.sexes :].reshape(self.sexes, self.ages, *nodes.shape[1:])
        crossed[:-1, :-1] = ends
        crossed[-1, :-1] = ends.any(axis=0)
        crossed[:-1, -1] = nodes[1 : 1 + self.sexes]
        crossed[-1, -1] = nodes[0]
        return crossed

    def wanted(self, small: Floats, counts: Floats) -> Floats:
        """How far nodes must range for small cells, (tables, sexes + 1, ages + 1, …), to be safe.

        An age of both sexes ranges as its larger sex does. ``counts``: in the same shape.
        """
        wanted = self.nodes(small)
        larger = counts[:, :-1, :-1].argmax(axis=1)
        for sex in range(self.sexes):
            first = 1 + self.sexes + sex * self.ages
            part = wanted[:, first : first + self.ages]
            np.maximum(part, np.where(larger == sex, small[:, -1, :-1], 0.0), out=part)
        wanted[:, 0] = 0.0
        return wanted
