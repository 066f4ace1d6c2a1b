"""A question to the search: one node's small counts in some years, and the best answer so far."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from riktning.indicators.disclosure.exchange import Wanted
from riktning.indicators.disclosure.tree import MONTHS, TERTIALS, Bools, Floats, Ints, Version


class Scope(IntEnum):
    """Within what an exchange evens out; what is shorter is hidden where it is touched."""

    TERTIAL = 0
    YEAR = 1
    NOTHING = 2


@dataclass(frozen=True)
class Question:
    """Small counts of one node in one version of the tree; a row a year, or a year's tertial.

    ``anchor``: a month in which the node lies where it is asked for.
    """

    node: int
    number: int
    version: Version
    years: Ints
    anchor: Ints
    wanted: Wanted

    def of(self, rows: Bools) -> "Question":
        return Question(
            self.node, self.number, self.version,
            self.years[rows], self.anchor[rows], self.wanted.of(rows),
        )  # fmt: skip


@dataclass
class Best:
    """The cheapest exchange found for each row: two rows, below what, in which months."""

    cost: Floats
    mine: Ints
    partner: Ints
    above: Ints
    months: Bools
    scope: Ints

    @classmethod
    def none(cls, rows: int) -> "Best":
        empty = np.zeros(rows, dtype=np.int64)
        return cls(
            np.full(rows, np.inf), empty.copy(), empty.copy(), empty.copy(),
            np.zeros((rows, MONTHS), dtype=bool), empty.copy(),
        )  # fmt: skip

    def improve(self, at: Ints, other: "Best") -> None:
        """Take what is cheaper of another's rows, which stand at ``at`` here."""
        better = other.cost < self.cost[at]
        for name, values in vars(other).items():
            getattr(self, name)[at[better]] = values[better]

    def of(self, rows: Bools) -> "Best":
        return Best(**{name: values[rows] for name, values in vars(self).items()})


def nothing_wanted(kinds: int, rows: int) -> dict[str, Floats]:
    """Wants of no width at all, by the names that Wanted has."""
    return {
        "month": np.zeros((kinds, rows, MONTHS)),
        "tertial": np.zeros((kinds, rows, TERTIALS)),
        "year": np.zeros((kinds, rows)),
    }


@dataclass(frozen=True)
class Change:
    """An exchange between two rows in a year.

    ``nodes``: all that is hidden with it; ``months``: shape (12,); ``free``: the rows' own totals
    over longer periods are hidden too. A row is a unit, or something else from the number of
    nodes on; ``outside``: the partner is what lies outside all units.
    """

    year: int
    free: bool
    outside: bool
    mine: int
    partner: int
    nodes: tuple[int, ...]
    months: Bools
