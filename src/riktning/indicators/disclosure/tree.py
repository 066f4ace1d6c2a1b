"""The rows of a tree of nodes: what is counted at its ends, and all nodes that each is part of.

A tree may change from month to month; a row lies in the same place in all its months, so that a
unit that moved has several. What a node with parts counts beside its parts is a row too, under a
node of its own that nothing is published of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from riktning.indicators.disclosure.shapes import MONTHS, Bools, Floats, Ints
from riktning.indicators.grid import ABSENT


@dataclass(frozen=True)
class Rows:
    """The rows of one year: ``end`` (R) is the node that is counted at, ``active`` (R, 12).

    ``path`` (R, depth) upwards, −1 beyond ``depth`` (R). ``first``, ``row`` and ``place``: the
    rows below each node, and where on their path it is.
    """

    end: Ints
    active: Bools
    path: Ints
    depth: Ints
    first: Ints
    row: Ints
    place: Ints

    def laid(self, own: Floats) -> Floats:
        """Counts at nodes, (nodes, classes, 12), as those of rows."""
        found: Floats = np.where(self.active[:, None], own[self.end], 0.0)
        return found


@dataclass(frozen=True)
class Forest:
    """Nodes and their parents: ``parent`` (years, 12, nodes), an index, ROOT or ABSENT.

    ``beside`` are the nodes that count something beside their parts; the node for that of
    ``beside[i]`` is ``size`` + i.
    """

    parent: Ints
    beside: tuple[int, ...]

    @property
    def size(self) -> int:
        return int(self.parent.shape[2])

    @property
    def nodes(self) -> int:
        return self.size + len(self.beside)

    @cached_property
    def exists(self) -> Bools:
        """Shape (nodes, years, 12), also of what counts beside."""
        there = np.moveaxis(self.parent != ABSENT, -1, 0)
        with_parts = np.zeros(there.shape, dtype=bool)
        year, month, node = np.nonzero(self.parent >= 0)
        with_parts[self.parent[year, month, node], year, month] = True
        found: Bools = np.concatenate([there, (there & with_parts)[list(self.beside)]])
        return found

    @cached_property
    def depth(self) -> Ints:
        """Shape (nodes,): the least distance from a root in any month."""
        depth = np.full(self.nodes, 99)
        for rows in self.rows:
            for path, length in zip(rows.path, rows.depth, strict=True):
                for place in range(length):
                    depth[path[place]] = min(depth[path[place]], length - 1 - place)
        return depth

    @cached_property
    def rows(self) -> tuple[Rows, ...]:
        """Those of every year."""
        return tuple(self._rows(year) for year in range(len(self.parent)))

    def _rows(self, year: int) -> Rows:
        known: dict[tuple[int, ...], Bools] = {}
        versions, which = np.unique(self.parent[year], axis=0, return_inverse=True)
        for number, parent in enumerate(versions):
            months = which.reshape(-1) == number
            for path in self._paths(parent):
                known.setdefault(path, np.zeros(MONTHS, dtype=bool))[months] = True
        return _laid_out(list(known), list(known.values()), self.nodes, self.size, self.beside)

    def _paths(self, parent: Ints) -> list[tuple[int, ...]]:
        with_parts = set(parent[parent >= 0].tolist())
        paths: list[tuple[int, ...]] = []
        for node in np.flatnonzero(parent != ABSENT).tolist():
            path = [node]
            while parent[path[-1]] >= 0:
                path.append(int(parent[path[-1]]))
            if node not in with_parts:
                paths.append(tuple(path))
            elif node in self.beside:
                paths.append((self.size + self.beside.index(node), *path))
        return paths


def _laid_out(
    paths: Sequence[tuple[int, ...]],
    active: Sequence[Bools],
    nodes: int,
    size: int,
    beside: Sequence[int],
) -> Rows:
    deepest = max((len(path) for path in paths), default=1)
    table = np.full((len(paths), deepest), -1, dtype=np.int64)
    below: list[list[tuple[int, int]]] = [[] for _ in range(nodes)]
    for row, path in enumerate(paths):
        table[row, : len(path)] = path
        for place, node in enumerate(path):
            below[node].append((row, place))
    flat = np.array([each for found in below for each in found], dtype=np.int64).reshape(-1, 2)
    return Rows(
        np.array([beside[p[0] - size] if p[0] >= size else p[0] for p in paths], dtype=np.int64),
        np.array(active, dtype=bool).reshape(-1, MONTHS),
        table,
        np.array([len(path) for path in paths], dtype=np.int64),
        np.cumsum([0, *map(len, below)]).astype(np.int64),
        flat[:, 0].copy(),
        flat[:, 1].copy(),
    )
