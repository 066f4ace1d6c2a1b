"""The unit tables of measures that are hidden together, as the search takes them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from riktning.core.periods import PeriodKind
from riktning.indicators.disclosure.periods import Places, sums_of, within
from riktning.indicators.disclosure.question import Change, Scope
from riktning.indicators.disclosure.search import Done, Search
from riktning.indicators.disclosure.table import Hidden, Small, Table
from riktning.indicators.disclosure.tree import (
    MONTHS,
    OUTSIDE,
    Bools,
    Floats,
    Ints,
    Tree,
    tree_of,
)
from riktning.indicators.grid import ABSENT, UnitCalendar
from riktning.indicators.trees import region_index

_KINDS = {
    "month": PeriodKind.MONTH, "tertial": PeriodKind.TERTIAL,
    "year": PeriodKind.YEAR, "rolling": PeriodKind.ROLLING_12,
}  # fmt: skip


@dataclass(frozen=True)
class UnitTree:
    """Units, and after them what units with parts have beside their parts.

    That is never published, but can be worked out. ``beside``: the units that may have it.
    """

    units: UnitCalendar
    tree: Tree
    beside: Ints

    @property
    def size(self) -> int:
        return len(self.units.ids)


def unit_tree(units: UnitCalendar) -> UnitTree:
    """The tree that all measures of an axis share."""
    parent = units.parent
    months, size = parent.shape
    with_parts = np.zeros((months, size), dtype=bool)
    month, node = np.nonzero(parent >= 0)
    with_parts[month, parent[month, node]] = True
    beside = np.flatnonzero(with_parts.any(axis=0))
    extra = np.where(with_parts[:, beside], beside, ABSENT)
    first = units.months[0].month - 1
    years = (first + months + MONTHS - 1) // MONTHS
    laid = np.full((years * MONTHS, size + len(beside)), ABSENT, dtype=np.int64)
    laid[first : first + months] = np.concatenate([parent, extra], axis=1)
    return UnitTree(units, tree_of(laid.reshape(years, MONTHS, -1)), beside)


@dataclass(frozen=True)
class Quantity:
    """One count of persons or events: ``total`` and ``own`` of shape (units, months).

    ``least``: smaller counts than this are small; ``by_month``: this is for every month counted,
    as for states at months' ends. ``floor`` and ``ceiling``: what is known elsewhere to be least
    and most, in the same shapes, total and own; or None.
    """

    total: Floats
    own: Floats
    least: float
    by_month: bool
    name: tuple[str, str] = ("", "")
    floor: tuple[Floats, Floats] | None = None
    ceiling: tuple[Floats, Floats] | None = None


@dataclass(frozen=True)
class Piece:
    """Quantities that are hidden together along one axis, with the calendars of their figures."""

    quantities: tuple[Quantity, ...]
    places: tuple[Places, ...]


@dataclass(frozen=True)
class Searched:
    """Pieces on one tree after the search; pieces are numbered in the order given."""

    tree: UnitTree
    pieces: tuple[Piece, ...]
    search: Search
    years: int

    def hidden(self, piece: int) -> Hidden:
        """What to hide; nodes are the units."""
        mine = slice(piece * self.years, piece * self.years + self.years)
        return Hidden(**{
            name: getattr(self.search.hidden, name)[: self.tree.size, mine].copy()
            for name in _KINDS
        })  # fmt: skip

    def changes(self, piece: int) -> list[Change]:
        """The exchanges that protect the piece's small counts."""
        return [
            self._change(done, int(row))
            for done in self.search.done
            for row in np.flatnonzero(done.years // self.years == piece)
        ]

    def _change(self, done: Done, row: int) -> Change:
        best, size = done.best, self.search.table.tree.size
        above = int(best.above[row])
        nodes: list[int] = []
        for end in (int(best.mine[row]), int(best.partner[row])):
            path = done.version.path[end % size] if end < 2 * size else ()
            nodes += path[: path.index(above)] if above in path else path
        return Change(
            int(done.years[row]) % self.years, bool(best.scope[row] == Scope.NOTHING),
            above == OUTSIDE, int(best.mine[row]), int(best.partner[row]), tuple(nodes),
            best.months[row],
        )  # fmt: skip

    def given(self, piece: int, change: Change) -> dict[tuple[str, str], Floats]:
        """What the row of an exchange can give in each of its months, by quantity."""
        mass = self.search.rows.mass[:, change.mine, piece * self.years + change.year]
        names = [quantity.name for quantity in self.pieces[piece].quantities]
        return dict(zip(names, mass * change.months, strict=False))

    def follow(self, piece: int, change: Change, given: dict[tuple[str, str], Floats]) -> bool:
        """Let the region change here as along another axis; False when no row can."""
        least = np.zeros((len(self.search.table.counts), MONTHS))
        for number, quantity in enumerate(self.pieces[piece].quantities):
            if quantity.name in given:
                least[number] = np.minimum(given[quantity.name], quantity.least)
        year = piece * self.years + change.year
        return self.search.follow(region_index(self.tree.units), year, change, least)


def search_together(tree: UnitTree, pieces: Sequence[Piece]) -> Searched:
    """Search all pieces on one tree at once; at least one piece."""
    made = [_made(tree, piece) for piece in pieces]
    kinds = max(len(piece.quantities) for piece in pieces)
    years = made[0].covered.shape[1]
    small = Small(**{
        name: np.concatenate([_filled(getattr(one.small, name), kinds) for one in made], axis=2)
        for name in _KINDS
    })  # fmt: skip
    before = [_before(years) + years * n * (_before(years) >= 0) for n in range(len(made))]
    table = Table(
        tree.tree.stacked([one.covered for one in made]),
        np.concatenate([_filled(one.counts, kinds) for one in made], axis=2),
        small,
        np.concatenate(before),
        _limits([one.mass for one in made], kinds),
        _limits([one.room for one in made], kinds),
    )
    unpublished = Hidden(**{
        name: np.concatenate([getattr(one.unpublished, name) for one in made], axis=1)
        for name in _KINDS
    })  # fmt: skip
    search = Search(table, unpublished)
    search.run()
    return Searched(tree, tuple(pieces), search, years)


@dataclass(frozen=True)
class _Made:
    counts: Floats
    covered: Bools
    small: Small
    unpublished: Hidden
    mass: Floats
    room: Floats


def _made(tree: UnitTree, piece: Piece) -> _Made:
    places = piece.places[0]
    covered = np.any([each.covered for each in piece.places], axis=0)
    laid = np.stack([places.laid(_nodes(tree, q.total, q.own)) for q in piece.quantities])
    beside = np.ones(tree.tree.size, dtype=bool)
    beside[tree.size :] = (laid[:, tree.size :] != 0).any(axis=(0, 2, 3))
    there = tree.tree.there & covered & beside[:, None, None]
    counts = laid * there
    mass, room = counts.copy(), np.full_like(counts, np.inf)
    for number, quantity in enumerate(piece.quantities):
        if quantity.floor is not None:
            mass[number] -= places.laid(_nodes(tree, *quantity.floor)) * there
        if quantity.ceiling is not None:
            room[number] = places.laid(_nodes(tree, *quantity.ceiling)) - counts[number]
    small, unpublished = _small(tree, piece, counts, there)
    return _Made(counts, there, small, unpublished, np.maximum(mass, 0.0), np.maximum(room, 0.0))


def _nodes(tree: UnitTree, total: Floats, own: Floats) -> Floats:
    return np.concatenate([total, own[tree.beside]])


def _small(tree: UnitTree, piece: Piece, counts: Floats, there: Bools) -> tuple[Small, Hidden]:
    before = _before(counts.shape[2])
    entering = [places.published() for places in piece.places]
    sums = sums_of(counts, before)
    small: dict[str, Floats] = {}
    unpublished: dict[str, Bools] = {}
    for name, kind in _KINDS.items():
        months = np.max([each[kind] for each in entering], axis=0)
        exists = within(kind, there, before) & (months > 0)
        unpublished[name] = ~exists
        unpublished[name][tree.size :] = True
        found = []
        for quantity, values in zip(piece.quantities, sums[kind], strict=True):
            least = quantity.least * (months if quantity.by_month else 1.0)
            found.append(np.where(exists & (values > 0) & (values < least), least, 0.0))
        small[name] = np.stack(found)
    return Small(**small), Hidden(**unpublished)


def _before(years: int) -> Ints:
    return np.arange(years) - 1


def _filled(values: Floats, kinds: int) -> Floats:
    """Quantities that a piece does not have are 0: nothing is wanted of them."""
    missing = kinds - len(values)
    return np.concatenate([values, np.zeros((missing, *values.shape[1:]))]) if missing else values


def _limits(found: Sequence[Floats], kinds: int) -> Floats:
    return np.concatenate([_filled(each, kinds) for each in found], axis=2)
