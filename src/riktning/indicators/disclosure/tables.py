"""Tables on one tree, all periods: which counts are small, and what is hidden so that they range.

Both units and sexes × ages go through here. Years are searched one at a time, and in each first the
years, then rolling years, tertials and months, from the roots of the tree downwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from riktning.core.periods import PeriodKind
from riktning.indicators.disclosure.keeping import answered
from riktning.indicators.disclosure.periods import KINDS, SPOTS, sums_of
from riktning.indicators.disclosure.shapes import (
    LENGTH,
    MONTHS,
    PLACES,
    TERTIALS,
    YEAR,
    Bools,
    Floats,
    Ints,
)
from riktning.indicators.disclosure.tree import Forest, Rows

_ANY = 1e12  # more than anything that is counted
Hidden = dict[PeriodKind, Bools]  # (nodes, figures, years, places) of each kind


@dataclass(frozen=True)
class Moves:
    """What exchanges do: the classes that gain and lose by one, (2, moves, ·), and the figures that
    change, (moves, ·); −1 for none.

    ``of[h]``: the moves that let count h gain. ``price``: (figures,).
    """

    classes: Ints
    changed: Ints
    of: tuple[tuple[int, ...], ...]
    price: Floats

    @property
    def first(self) -> Ints:
        return np.cumsum([0, *map(len, self.of)])

    @property
    def one_by_one(self) -> Ints:
        """The moves of every count, from ``first`` on."""
        return np.array([move for each in self.of for move in each], dtype=np.int64)


@dataclass(frozen=True)
class Tables:
    """Counts that are hidden together, on one tree, and the figures that show them.

    ``counts``: (counts, nodes, years, 12); ``room``: how far what is counted at nodes may fall,
    (nodes, classes, years, 12). ``showing``: the figures that show each count. ``least``: of each
    count and kind, (years, places). ``published``: per kind, (nodes, figures, years, places).
    ``covered``: (years, 12), months whose sums enter into periods. ``exempt``: per kind, (counts,
    nodes, years, places), small counts that nothing more is hidden for. ``sparse``: where this
    share of the figures of one of ``groups`` (figures,) at a node, of one kind and year, is hidden
    to begin with, all are but those without a price. ``beyond``: as in ``protect``.
    """

    forest: Forest
    moves: Moves
    counts: Floats
    room: Floats
    showing: Sequence[Ints]
    least: Sequence[dict[PeriodKind, Floats]]
    published: Hidden
    covered: Bools
    groups: Ints
    exempt: Hidden | None = None
    sparse: float = 2.0
    beyond: float = 1.0

    def hide(self, hidden: Hidden) -> Bools:
        """Hide what must be, in place; (nodes, groups, years) that could not be protected."""
        shape = (self.forest.nodes, self.groups.max() + 1, self.counts.shape[2])
        left = np.zeros(shape, dtype=bool)
        changed = [*(hidden[kind] for kind in KINDS), left]
        answered(self._given(), changed, lambda: self._hide(hidden, left))
        return left

    def _given(self) -> list[object]:
        """All that what is hidden follows from, beside what is hidden already."""
        forest, moves = self.forest, self.moves
        return [
            forest.parent, forest.beside, moves.classes, moves.changed, moves.first,
            moves.one_by_one, moves.price, self.counts, self.room, self.showing, self.least,
            self.published, self.covered, self.groups, self.exempt, self.sparse, self.beyond,
        ]  # fmt: skip

    def _hide(self, hidden: Hidden, left: Bools) -> None:
        small = self._small()
        years = self.counts.shape[2]
        for kind in KINDS:
            for count, figures in enumerate(self.showing):
                hidden[kind][:, figures] |= (small[kind][count] > 0)[:, None]
            self._give_up(kind, hidden[kind])
        for year in range(years):
            targets, leasts = self._targets(small, year)
            if len(targets):
                lost = self._search(hidden, year, targets, leasts)
                left[targets[lost, 1], :, year] = True  # one that is shown would tell the others
        if self.published[PeriodKind.ROLLING_12].any():
            self._hide_cut_windows(hidden)

    def _small(self) -> dict[PeriodKind, Floats]:
        """How far each small count must range, 0 for others: (counts, nodes, years, places)."""
        small = {}
        sums = sums_of(self.counts)
        for kind in KINDS:
            least = np.stack([each[kind] for each in self.least])[:, None]
            few = (sums[kind] > 0) & (sums[kind] < least - 1e-9)
            for count in np.flatnonzero(few.any(axis=(1, 2, 3))):
                few[count] &= self.published[kind][:, self.showing[int(count)]].any(axis=1)
            small[kind] = np.where(few, least, 0.0)
        return small

    def _give_up(self, kind: PeriodKind, hidden: Bools) -> None:
        """Hides what is not worth a search for more that could be shown.

        But for totals that were settled before: one that is shown by unit stays, for hiding it here
        would let the search count on it.
        """
        if self.sparse > 1:
            return
        published, gone = self.published[kind], np.zeros(hidden.shape, dtype=bool)
        for group in range(self.groups.max() + 1):
            mine = np.flatnonzero(self.groups == group)
            all_of = published[:, mine].sum(axis=(1, 3), keepdims=True)
            shown = (published[:, mine] & ~hidden[:, mine]).sum(axis=(1, 3), keepdims=True)
            gone[:, mine] = shown <= (1 - self.sparse) * all_of
        hidden |= gone & np.isfinite(self.moves.price)[None, :, None, None]

    def _targets(self, small: dict[PeriodKind, Floats], year: int) -> tuple[Ints, Floats]:
        """Count, node and zone of months of each; and how far it must range."""
        targets: list[Ints] = [np.zeros((0, 3), dtype=np.int64)]
        leasts: list[Floats] = [np.zeros(0)]
        depth = self.forest.depth
        for kind in KINDS:
            for inside, zones in self._zones(kind, year):
                if not small[kind][:, :, inside].any():
                    continue
                wanted = small[kind][:, :, inside]
                if self.exempt is not None:
                    wanted = np.where(self.exempt[kind][:, :, inside], 0.0, wanted)
                if kind is PeriodKind.ROLLING_12:
                    wanted = np.where(self._mainly(inside, year)[:, None], wanted, 0.0)
                count, node, place = np.nonzero(wanted)
                order = np.argsort(depth[node], kind="stable")
                count, node, place = count[order], node[order], place[order]
                targets.append(np.stack([count, node, zones[place]], axis=1))
                leasts.append(wanted[count, node, place])
        return np.concatenate(targets), np.concatenate(leasts)

    def _zones(self, kind: PeriodKind, year: int) -> list[tuple[int, Ints]]:
        """The months of a year in each period, as bits; of rolling years the first part too."""
        first = {PeriodKind.YEAR: 4095, PeriodKind.TERTIAL: 15, PeriodKind.MONTH: 1}
        if kind is not PeriodKind.ROLLING_12:
            spots = SPOTS[kind]
            return [(year, first[kind] << (np.arange(spots) * (MONTHS // spots)))]
        ended = (2 << np.arange(MONTHS)) - 1
        zones = [(year, ended)]
        if year + 1 < self.counts.shape[2]:
            zones.append((year + 1, 4095 & ~ended))
        return zones

    def _mainly(self, ending: int, year: int) -> Bools:
        """Rolling years that end in one year and, all together, have more in another.

        Shape (counts, 12).
        """
        counts = self.counts[:, self.forest.depth == 0].sum(axis=1)
        here = counts[:, ending].cumsum(axis=-1)
        before = np.zeros_like(here)
        if ending:
            before = counts[:, ending - 1].sum(axis=-1, keepdims=True)
            before = before - counts[:, ending - 1].cumsum(axis=-1)
        mainly: Bools = here >= before if year == ending else here < before
        return mainly

    def _search(self, hidden: Hidden, year: int, targets: Ints, leasts: Floats) -> Bools:
        rows, moves = self.forest.rows[year], self.moves
        kinds = (PeriodKind.MONTH, PeriodKind.TERTIAL, PeriodKind.YEAR)
        shown = np.concatenate([hidden[kind][:, :, year] for kind in kinds], axis=-1)
        below = np.maximum(np.diff(rows.first), 1)  # nobody asks for the price where there are none
        price = np.multiply.outer(below.astype(np.float64), moves.price)
        worth = price[:, [figures[0] for figures in self.showing]][targets[:, 1], targets[:, 0]]
        left = np.zeros(len(targets), dtype=bool)
        room, classes = _only_where_active(rows, rows.laid(self.room[:, :, year]), moves.classes)
        tree = (rows.path, rows.depth, rows.first, rows.row, rows.place)
        play = (classes, moves.changed, moves.first, moves.one_by_one)
        counts = np.ascontiguousarray(self.counts[:, :, year])
        wanted = (targets.astype(np.int64), worth, leasts.astype(np.float64))

        def search() -> None:
            from riktning.indicators.disclosure.exchange import protect  # Numba takes a while

            protect(tree, play, shown, room, price, counts, *wanted, left, lost, self.beyond)

        lost = self.sparse <= 1
        given = (tree, play, room, price, counts, wanted, lost, self.beyond)
        answered(given, (shown, left), search)
        for kind, at in zip(
            kinds, ((0, YEAR - TERTIALS), (MONTHS, YEAR), (YEAR, PLACES)), strict=True
        ):
            hidden[kind][:, :, year] = shown[:, :, slice(*at)]
        return left

    def _hide_cut_windows(self, hidden: Hidden) -> None:
        """Hide the rolling years that hold some of the months that exchange, but not all."""
        there = (self.forest.exists & self.covered)[:, None]
        moving = hidden[PeriodKind.MONTH] & there
        wide = moving & np.repeat(hidden[PeriodKind.TERTIAL], LENGTH, axis=-1)
        free = wide & hidden[PeriodKind.YEAR]
        by_tertial = moving.reshape(*moving.shape[:-1], TERTIALS, LENGTH)
        within = (_until(by_tertial) & _after(by_tertial)).reshape(moving.shape)
        cut = within | (_until(wide) & _after(wide))
        hidden[PeriodKind.ROLLING_12] |= cut | _until(free)
        hidden[PeriodKind.ROLLING_12][:, :, 1:] |= (cut | _after(free))[:, :, :-1]


def _only_where_active(rows: Rows, room: Floats, classes: Ints) -> tuple[Floats, Ints]:
    """With one class more, that every move takes from: it has room where a row exists, only."""
    there = np.where(rows.active, _ANY, 0.0)[:, None]
    last = np.full((*classes.shape[:2], 1), room.shape[1])
    return np.concatenate([room, there], axis=1), np.concatenate([last, classes], axis=2)


def _until(months: Bools) -> Bools:
    found: Bools = np.logical_or.accumulate(months, axis=-1)
    return found


def _after(months: Bools) -> Bools:
    later = np.zeros_like(months)
    later[..., :-1] = np.logical_or.accumulate(months[..., ::-1], axis=-1)[..., ::-1][..., 1:]
    return later
