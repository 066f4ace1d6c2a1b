"""What counts are summed up, and when: a tree of nodes that may change from month to month.

Months lie on a calendar of whole years, twelve places a year and three tertials of four. Years of
several measures are stacked in one *batch*: a search goes through the tree once for them all. A
month that is not covered, or that a node is not in, is a place that nothing can be moved to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from riktning.indicators.grid import ABSENT

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
MONTHS, TERTIALS = 12, 3
TERTIAL_OF = np.repeat(np.arange(TERTIALS), MONTHS // TERTIALS)
OUTSIDE = -1  # what lies above the root: nothing that is published


@dataclass(frozen=True)
class Version:
    """The tree as it stood in some months.

    ``path[n]`` is node n and what it is part of, upwards; ``children`` hold in these months only;
    ``order`` goes from the root downwards.
    """

    path: tuple[tuple[int, ...], ...]
    children: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]

    @cached_property
    def ways(self) -> Ints:
        """Shape (nodes + 1, depth): each node's path, filled up with the number of nodes.

        The last row is a path with nothing on it.
        """
        size = len(self.path)
        table = np.full((size + 1, max(1, *map(len, self.path))), size, dtype=np.int64)
        for node, path in enumerate(self.path):
            table[node, : len(path)] = path
        return table

    @cached_property
    def ends(self) -> Bools:
        """Nodes with nothing below them."""
        return np.array([
            bool(path) and not below for path, below in zip(self.path, self.children, strict=True)
        ])  # fmt: skip

    def below(self, node: int) -> list[int]:
        """A node and all that is below it."""
        found = [node]
        for each in found:
            found.extend(self.children[each])
        return found

    def beside(self, node: int, above: int) -> tuple[int, ...]:
        """The parts of ``above`` that do not have the node in them."""
        if above == OUTSIDE:
            return ()
        path = self.path[node]
        mine = path[path.index(above) - 1]
        return tuple(child for child in self.children[above] if child != mine)


@dataclass(frozen=True)
class Tree:
    """``version[b, m]`` numbers the version of a month of a batch's year, -1 when not covered.

    ``sameness[n, b, m]`` is equal in two months exactly when the node's path is; -1 without it.
    """

    size: int
    versions: tuple[Version, ...]
    version: Ints
    sameness: Ints

    @property
    def there(self) -> Bools:
        """Shape (nodes, years, 12)."""
        return np.asarray(self.sameness >= 0, dtype=bool)

    @cached_property
    def ends(self) -> Bools:
        """Shape (nodes, years, 12): months in which a node has nothing below it."""
        table = np.zeros((len(self.versions) + 1, self.size), dtype=bool)
        for number, version in enumerate(self.versions):
            table[number] = version.ends
        found: Bools = np.moveaxis(table[self.version], -1, 0)
        return found

    @cached_property
    def weight(self) -> Floats:
        """What it costs to hide a node's figure: more, the more ends of the tree lie below it."""
        most = np.ones(self.size)
        for version in self.versions:
            below = np.zeros(self.size)
            for end in np.flatnonzero(version.ends):
                below[list(version.path[end])] += 1
            most = np.maximum(most, below)
        weight: Floats = most**0.9
        return weight

    def stacked(self, covered: Sequence[Bools]) -> "Tree":
        """The same tree for several measures, with the nodes and months that each has counts of.

        ``covered``: shape (nodes, years, 12) each.
        """
        months = [each.any(axis=0) for each in covered]
        version = np.concatenate([np.where(each, self.version, -1) for each in months])
        same = [np.where(each, self.sameness, -1) for each in covered]
        return Tree(self.size, self.versions, version, np.concatenate(same, axis=1))


def tree_of(parent: Ints) -> Tree:
    """``parent``: shape (years, 12, nodes), an index, -1 for a root, or ABSENT."""
    years, _, size = parent.shape
    rows, which = np.unique(parent.reshape(-1, size), axis=0, return_inverse=True)
    versions: list[Version] = []
    numbers = np.full(len(rows), -1, dtype=np.int64)
    known: dict[tuple[int, ...], int] = {}
    same = np.full((len(rows), size), -1, dtype=np.int64)
    for number, row in enumerate(rows):
        if (row == ABSENT).all():
            continue
        numbers[number] = len(versions)
        versions.append(_version(row))
        for node, path in enumerate(versions[-1].path):
            if path:
                same[number, node] = known.setdefault(path, len(known))
    which = which.reshape(-1)
    return Tree(
        size,
        tuple(versions),
        numbers[which].reshape(years, MONTHS),
        same[which].T.reshape(size, years, MONTHS),
    )


def _version(parent: Ints) -> Version:
    above = [int(p) for p in parent]
    children: list[list[int]] = [[] for _ in above]
    for node, p in enumerate(above):
        if p >= 0:
            children[p].append(node)
    order = [node for node, p in enumerate(above) if p == OUTSIDE]
    for node in order:
        order.extend(children[node])
    path: list[tuple[int, ...]] = [()] * len(above)
    for node in order:
        path[node] = (node, *(path[above[node]] if above[node] >= 0 else ()))
    return Version(tuple(path), tuple(tuple(found) for found in children), tuple(order))
