"""Which branch to hide wholly, so that what is below it can go anywhere, rather than the root."""

import numpy as np

from riktning.indicators.disclosure.prices import Prices, touched
from riktning.indicators.disclosure.question import Question
from riktning.indicators.disclosure.table import Table
from riktning.indicators.disclosure.tree import TERTIAL_OF, TERTIALS, Bools


def branch_to_open(
    table: Table, prices: Prices, question: Question, limit: float
) -> tuple[list[int], Bools] | None:
    """The cheapest branch that is large enough, beside a node or nearest above: nodes and months.

    ``question`` has one row. None when no branch is large enough and cheaper than the limit.
    """
    version, months = question.version, _asked(table, question)
    for above in version.path[question.node][1:]:
        cheapest: tuple[float, list[int]] | None = None
        for branch in version.beside(question.node, above):
            if _large_enough(table, question, branch, months):
                nodes = version.below(branch)
                cost = _price(prices, nodes, int(question.years[0]), months)
                if cost < (limit if cheapest is None else cheapest[0]):
                    cheapest = cost, nodes
        if cheapest is not None:
            return cheapest[1], months
    return None


def _asked(table: Table, question: Question) -> Bools:
    """Months in which a branch must be large: those asked for, or all of a longer period."""
    wanted = question.wanted
    asked: Bools = np.asarray((wanted.month[:, 0] > 0).any(axis=0))
    asked |= np.asarray((wanted.tertial[:, 0] > 0).any(axis=0))[TERTIAL_OF]
    if wanted.year.any():
        asked |= True
    same = table.tree.sameness[question.node, question.years[0]]
    found: Bools = asked & (same == same[question.anchor[0]]) & (same >= 0)
    return found


def _large_enough(table: Table, question: Question, branch: int, months: Bools) -> bool:
    wanted = question.wanted
    counts = table.counts[:, branch, question.years[0]] * months
    by_tertial = counts.reshape(len(counts), TERTIALS, -1).sum(axis=2)
    return bool(
        (counts >= wanted.month[:, 0] * months).all()
        and (by_tertial >= wanted.tertial[:, 0]).all()
        and (counts.sum(axis=1) >= wanted.year[:, 0]).all()
    )


def _price(prices: Prices, nodes: list[int], year: int, months: Bools) -> float:
    price = prices.month[nodes, year][:, months].sum() + prices.year[nodes, year].sum()
    return float(price + prices.tertial[nodes, year][:, touched(months)].sum())
