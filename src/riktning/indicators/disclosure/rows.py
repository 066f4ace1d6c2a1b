"""Rows that counts are exchanged between: ends of the tree, what is free below a node, outsiders.

Rows 0 … size − 1 are the nodes with nothing below them. Row size + n is all below node n that is
hidden in month, tertial and year alike, so that it can go anywhere below n; ``gift`` and ``given``
are what a node adds to that of its parent, and whether it does. The last row is what lies outside
all that is published, and has any number.
"""

import numpy as np

from riktning.indicators.disclosure.table import Hidden, Table
from riktning.indicators.disclosure.tree import TERTIAL_OF, Bools, Floats, Ints, Version

EVER = 1e12  # more than any count
_PLENTY = 50.0  # above this, more is no better for an exchange


class Rows:
    """``mass`` and ``room``: shape (quantities, rows, years, 12); ``there`` and ``same`` without
    quantities: whether a row exists in a month, and a number for where it lies then."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.size = table.tree.size
        self.outsider = 2 * self.size
        counts, same = table.counts, table.tree.sameness
        mass = counts if table.mass is None else table.mass
        ever = np.full_like(counts[:, :1], EVER)
        self.mass = np.concatenate([mass, np.zeros_like(counts), ever], axis=1)
        self.room: Floats | None = None
        if table.room is not None:
            self.room = np.concatenate([table.room, np.full_like(counts, EVER), ever], axis=1)
        ends = table.tree.there & table.tree.ends
        self.there = np.concatenate([ends, np.zeros_like(ends), np.ones_like(ends[:1])])
        self.same = np.concatenate([same, same, np.zeros_like(same[:1])])
        self.gift = np.zeros_like(counts)
        self.given = np.zeros_like(ends)
        self.best = [self._best(version) for version in table.tree.versions]

    def standing_for(self, number: int, nodes: Ints, years: Ints) -> Ints:
        """Rows that can change nodes of one version: shape (years, rows)."""
        version = self.table.tree.versions[number]
        inner = nodes[~version.ends[nodes]]
        best = self.best[number][nodes][:, years].T
        return np.concatenate(
            [best, np.broadcast_to(self.size + inner, (len(years), len(inner)))], axis=1
        )

    def free_up(self, hidden: Hidden) -> None:
        """Gather what is free below each node."""
        if self.table.apart is not None:
            return
        self.gift[:], self.given[:] = 0.0, False
        free = hidden.month & hidden.tertial[:, :, TERTIAL_OF] & hidden.year[..., None]
        for number, version in enumerate(self.table.tree.versions):
            here = self.table.tree.version == number
            for node in reversed(version.order):
                below = version.children[node]
                if below:
                    self._gather(node, np.array(below), version, free, here)

    def free_more(self, hidden: Hidden, year: int) -> None:
        """Gather again in one year."""
        one = slice(year, year + 1)
        free = np.zeros_like(self.given)
        free[:, one] = (
            hidden.month[:, one]
            & hidden.tertial[:, one][:, :, TERTIAL_OF]
            & hidden.year[:, one, None]
        )
        for number in np.unique(self.table.tree.version[year]):
            here = self.table.tree.version == number
            here[np.arange(len(here)) != year] = False
            version = self.table.tree.versions[number] if number >= 0 else None
            for node in reversed(version.order) if version else ():
                if version and version.children[node]:
                    self._gather(node, np.array(version.children[node]), version, free, here)

    def _gather(self, node: int, below: Ints, version: Version, free: Bools, here: Bools) -> None:
        rows = np.where(version.ends[below], below, self.size + below)
        open_ = free[below][:, here] & self.there[rows][:, here]
        gift = self.mass[:, rows][:, :, here] * open_
        for number, child in enumerate(below):
            self.gift[:, child, here], self.given[child, here] = gift[:, number], open_[number]
        self.mass[:, self.size + node, here] = gift.sum(axis=1)
        self.there[self.size + node, here] = open_.any(axis=0)

    def _best(self, version: Version) -> Ints:
        """The end of the tree below each node with most to exchange: shape (nodes, years)."""
        most = np.minimum(self.mass[:, : self.size], _PLENTY).sum(axis=(0, 3))
        best = np.repeat(np.arange(self.size)[:, None], most.shape[1], axis=1)
        for node in reversed(version.order):
            below = list(version.children[node])
            if below:
                pick = most[below].argmax(axis=0)
                best[node] = np.take_along_axis(best[below], pick[None], axis=0)[0]
                most[node] = most[below].max(axis=0)
        return best
