"""What it costs to hide more: shown figures, those of large units and of long periods more."""

import numpy as np

from riktning.indicators.disclosure.table import Hidden
from riktning.indicators.disclosure.tree import OUTSIDE, TERTIALS, Bools, Floats, Ints, Version

_TERTIAL, _YEAR = 2.0, 4.0


class Prices:
    """Prices of shown figures, 0 when hidden; one node more than there are costs nothing."""

    def __init__(self, weight: Floats, hidden: Hidden) -> None:
        none = np.append(weight, 0.0)
        shape = (hidden.month.shape[0] + 1, hidden.month.shape[1])
        self.month = np.zeros((*shape, hidden.month.shape[2]))
        self.tertial = np.zeros((*shape, TERTIALS))
        self.year = np.zeros(shape)
        self.month[:-1] = none[:-1, None, None] * ~hidden.month
        self.tertial[:-1] = _TERTIAL * none[:-1, None, None] * ~hidden.tertial
        self.year[:-1] = _YEAR * none[:-1, None] * ~hidden.year

    def strike(self, node: Ints, year: Ints, months: Bools, depth: int) -> None:
        """Figures now hidden: months; with depth 1 their tertials, with 2 the year as well."""
        np.multiply.at(self.month, (node, year), ~months)
        if depth >= 1:
            np.multiply.at(self.tertial, (node, year), ~touched(months))
        if depth >= 2:
            self.year[node, year] = 0.0

    def of(
        self, version: Version, nodes: Ints, above: int, years: Ints, sets: Bools, depth: int
    ) -> Floats:
        """Hiding from nodes up to but not with ``above``: shape (years, nodes, sets).

        A node is a node's number, or the number of nodes for nothing at all.
        """
        chosen = np.swapaxes(sets, 1, 2).astype(np.float64)
        cost: Floats = self._up(self.month, version, nodes, above, years) @ chosen
        if depth >= 1:
            tertial = self._up(self.tertial, version, nodes, above, years)
            cost = cost + tertial @ np.swapaxes(touched(sets), 1, 2)
        if depth >= 2:
            cost = cost + self._up(self.year, version, nodes, above, years)[..., None]
        return cost

    def month_asked(
        self, version: Version, nodes: Ints, above: int, years: Ints, months: Ints
    ) -> Floats:
        """Hiding one month a year, from nodes up to but not with ``above``: (years, nodes)."""
        one = self.month[:, years, months].T
        prices: Floats = self._up(
            np.swapaxes(one, 0, 1), version, nodes, above, np.arange(len(years))
        )
        return prices

    @staticmethod
    def _up(prices: Floats, version: Version, nodes: Ints, above: int, years: Ints) -> Floats:
        year = years[:, None]
        way = version.ways[nodes]
        total: Floats = prices[way[..., 0], year]
        for step in range(1, way.shape[-1]):
            total = total + prices[way[..., step], year]
        if above != OUTSIDE:
            total = total - prices[list(version.path[above])][:, years].sum(axis=0)[:, None]
        return total


def touched(months: Bools) -> Bools:
    """Tertials that months lie in, along the last axis."""
    by_tertial = months.reshape(*months.shape[:-1], TERTIALS, -1)
    return np.asarray(by_tertial.any(axis=-1), dtype=bool)
