"""Disclosure control: which published figures must be hidden so that no small group is shown.

Primary: a count from 1 to k − 1 is hidden. Secondary: what is published adds up (a unit is the sum
of its parts; a tertial of its months, a year of its tertials; the region of its sexes and ages), so
more is hidden until no hidden count can be narrowed to an interval shorter than k. What an outsider
is taken to know: every published figure, the rules by which they add up, that counts are not
negative, and which units exist when.

The rule is simpler than the finest possible, and safe. It works on one calendar year at a time, for
years are never added together. Within a year a unit's tertials are hidden all or none; within a
tertial, so are its months. What is hidden of a long period is hidden of its parts. Below a unit
hidden for its small counts everything is hidden. Each such unit gets a partner under the same
published parent, at least k in each period concerned and again at least k in the rest of the next
longer period. Counts can then be exchanged between the two in one period and back in another
without changing anything published: down to 0, and up so that the interval is k wide (the idea is
the hypercube method, Repsilber, 1994, as in Hundepool et al., 2012, Statistical Disclosure Control,
ch. 4, doi:10.1002/9781118348239). Where no partner is large enough, the parent is hidden too.
A unit that changes parent within the year, and has to be hidden somewhere in it, is hidden in the
whole of it, and so is every unit above it that it was not part of all the year: the totals of the
units it left and joined would otherwise tell its parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from riktning.indicators.grid import ABSENT, Ints

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
DEFAULT_K = 5


@dataclass(frozen=True)
class Tree:
    """A year of counts on a tree of nodes.

    ``counts``: shape (quantities, nodes, months), every node with all below it. ``parent``: shape
    (months, nodes), an index, -1 for the root, or ABSENT. What a unit has beside its parts must be
    a node of its own: it is never published, but can be worked out.
    """

    counts: Floats
    parent: Ints


@dataclass(frozen=True)
class Layer:
    """Periods of one length within the year: each a tuple of month numbers.

    ``longer`` gives, for each period, the months of the next longer published period it lies in;
    empty when there is none. ``threshold`` is the least count that may be shown. ``base`` numbers
    the layer of longer periods whose hidden units this one inherits; -1 for none.
    """

    periods: tuple[tuple[int, ...], ...]
    longer: tuple[tuple[int, ...], ...]
    threshold: float
    base: int = -1

    def sums(self, counts: Floats) -> Floats:
        """Shape (…, nodes, periods)."""
        member = np.zeros((counts.shape[-1], len(self.periods)))
        for number, period in enumerate(self.periods):
            member[list(period), number] = 1.0
        result: Floats = counts @ member
        return result

    def small(self, counts: Floats) -> Bools:
        """Shape (quantities, nodes, periods): above 0 and below the threshold."""
        sums = self.sums(counts)
        found: Bools = (sums > 0) & (sums < self.threshold)
        return found


class _Search:
    """The state of one layer: what is hidden, and what is hidden with everything below it."""

    def __init__(self, tree: Tree, layer: Layer, hidden: Bools, full: Bools, k: float) -> None:
        self.tree = tree
        self.layer = layer
        self.k = k
        self.hidden = hidden.copy()
        self.full = full.copy()
        self.small = layer.small(tree.counts)
        self.parents = _parents(tree.parent)
        self.children = _children(self.parents)
        self.movers = np.array([len(found) > 1 for found in self.parents])
        self.above = {
            int(n): _not_always_above(tree.parent, n) for n in np.flatnonzero(self.movers)
        }
        self.unsteady = self._with_movers_below()
        steady = _steady_mass(tree, self.parents, self.children)
        self.mass = layer.sums(steady)
        self.full |= self.small.any(axis=(0, 2))
        self.hidden |= self.full

    def run(self) -> None:
        """Hide until every parent whose figure is shown protects what is hidden below it."""
        order = _deepest_first(self.children)
        changed = True
        while changed:
            self._close()
            changed = any(self._protect(parent) for parent in order)

    def _close(self) -> None:
        before = -1
        while before != int(self.full.sum()) + int(self.hidden.sum()):
            before = int(self.full.sum()) + int(self.hidden.sum())
            for node in np.flatnonzero(self.full):
                for child in self.children[node]:
                    self.full[child] = True
            self.hidden |= self.full
            for node in np.flatnonzero(self.hidden & self.movers):
                self.full[self.above[int(node)]] = True
            self.hidden |= self.full

    def _protect(self, parent: int) -> bool:
        """True when something more had to be hidden below, or the parent itself."""
        if self.hidden[parent]:
            return False
        inside = [child for child in self.children[parent] if self.hidden[child]]
        needing = [child for child in inside if self._small_below(child).any()]
        if not needing or self._enough(inside, needing):
            return False
        outside = [child for child in self.children[parent] if not self.hidden[child]]
        usable = sorted((child for child in outside if not self.unsteady[child]), key=self._loss)
        for child in usable:
            if self._enough([*inside, child], needing, {child: self.mass[:, child]}):
                self._add_partner(child, inside, needing)
                return True
        self.full[parent] = True
        self._close()
        return True

    def _loss(self, node: int) -> float:
        return float(self.mass[:, node].sum())

    def _add_partner(self, node: int, inside: list[int], needing: list[int]) -> None:
        """Hide a partner along one path down to where its counts lie, and no more of it."""
        self.hidden[node] = True
        at = node
        while self.children[at]:
            fitting = [
                child
                for child in sorted(self.children[at], key=self._loss)
                if self._enough([*inside, node], needing, {node: self.mass[:, child]})
            ]
            if not fitting:
                self.full[at] = True
                self._close()
                return
            at = fitting[0]
            self.hidden[at] = True
        self.full[at] = True

    def _enough(
        self, inside: list[int], needing: list[int], given: dict[int, Floats] | None = None
    ) -> bool:
        """Whether the others hidden beside each node in need can give and take k."""
        known = given or {}
        supply = {node: known[node] if node in known else self._supply(node) for node in inside}
        total = np.sum([supply[node] for node in inside], axis=0)
        for node in needing:
            quantity, period = np.nonzero(self._small_below(node))
            others = total - supply[node]
            if (others[quantity, period] < self.k).any():
                return False
            if not self._enough_elsewhere(others, quantity, period):
                return False
        return True

    def _enough_elsewhere(self, others: Floats, quantity: Ints, period: Ints) -> bool:
        for q, p in zip(quantity, period, strict=True):
            months = self.layer.longer[p]
            if months:
                together = [
                    i for i, own in enumerate(self.layer.periods) if i != p and own[0] in months
                ]
                if others[q, together].sum() < self.k:
                    return False
        return True

    def _supply(self, node: int) -> Floats:
        """Counts below a hidden node that can be moved, shape (quantities, periods)."""
        if self.full[node]:
            result: Floats = self.mass[:, node]
            return result
        below = [self._supply(child) for child in self.children[node] if self.hidden[child]]
        empty: Floats = np.zeros_like(self.mass[:, node])
        return np.sum(below, axis=0) if below else empty

    def _small_below(self, node: int) -> Bools:
        """Shape (quantities, periods): a small count at the node or below, hidden with it."""
        found = self.small[:, node]
        for child in self.children[node]:
            if self.hidden[child]:
                found = found | self._small_below(child)
        return found

    def _with_movers_below(self) -> Bools:
        unsteady = self.movers.copy()
        for node in _deepest_first(self.children):
            unsteady[node] |= any(unsteady[child] for child in self.children[node])
        return unsteady


def _parents(parent: Ints) -> list[set[int]]:
    return [{int(p) for p in column if p >= 0} for column in parent.T]


def _not_always_above(parent: Ints, node: np.intp) -> list[int]:
    """Units that a node was part of in some month but not in all that it existed."""
    by_month: list[set[int]] = []
    for row in parent:
        above: set[int] = set()
        at = int(node)
        while row[at] >= 0:
            at = int(row[at])
            above.add(at)
        if row[node] != ABSENT:
            by_month.append(above)
    return sorted(by_month[0].union(*by_month) - by_month[0].intersection(*by_month))


def _children(parents: Sequence[set[int]]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in parents]
    for node, above in enumerate(parents):
        for parent in above:
            children[parent].append(node)
    return children


def _deepest_first(children: list[list[int]]) -> list[int]:
    """Nodes with children, each after every node below it."""
    order: list[int] = []
    seen: set[int] = set()

    def visit(node: int) -> None:
        if node not in seen:
            seen.add(node)
            for child in children[node]:
                visit(child)
            order.append(node)

    for node in range(len(children)):
        visit(node)
    return [node for node in order if children[node]]


def _steady_mass(tree: Tree, parents: Sequence[set[int]], children: list[list[int]]) -> Floats:
    """Counts at the ends of the tree that exist all the year, summed upwards."""
    steady = np.where((tree.parent == ABSENT).any(axis=0)[None, :, None], 0.0, tree.counts)
    for node in _deepest_first(children):
        steady[:, node] = steady[:, children[node]].sum(axis=1)
    return steady


def hide(tree: Tree, layers: Sequence[Layer], k: float) -> list[Bools]:
    """What to hide, layer by layer, longer periods before shorter: shape (nodes,) each."""
    forced = np.zeros(tree.counts.shape[1], dtype=bool)
    while True:
        searches = _search_all(tree, layers, k, forced)
        anywhere = np.any([search.hidden for search in searches], axis=0)
        more = anywhere & searches[0].movers & ~forced
        if not more.any():
            return [search.hidden for search in searches]
        forced = forced | more


def _search_all(tree: Tree, layers: Sequence[Layer], k: float, forced: Bools) -> list[_Search]:
    searches: list[_Search] = []
    for layer in layers:
        hidden, full = forced, forced
        if layer.base >= 0:
            hidden, full = searches[layer.base].hidden, searches[layer.base].full
        search = _Search(tree, layer, hidden, full, k)
        search.run()
        searches.append(search)
    return searches
