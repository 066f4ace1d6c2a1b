"""Tables on one tree, all periods: which figures are small, and what is hidden so that they range.

Both units and sexes × ages go through here. Years are searched one at a time, and in each first the
years, then rolling years, tertials and months, from the roots of the tree downwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from riktning.core.periods import PeriodKind
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
from riktning.indicators.disclosure.tree import Forest

Hidden = dict[PeriodKind, Bools]  # (nodes, figures, years, places) of each kind


@dataclass(frozen=True)
class Moves:
    """What an exchange does to classes and figures: ``table`` (moves, 8), see ``exchange``.

    ``of[g]``: the moves that let figure g gain. ``price``: (figures,).
    """

    table: Ints
    of: tuple[tuple[int, ...], ...]
    price: Floats

    @property
    def first(self) -> Ints:
        return np.cumsum([0, *map(len, self.of)])


COUNT = Moves(np.array([[0, -1, -1, -1, 0, -1, -1, -1]]), ((0,),), np.ones(1))


@dataclass(frozen=True)
class Tables:
    """Counts of some quantities that are hidden together, on one tree.

    ``counts``: (quantities, nodes, figures, years, 12); ``down`` and ``up``: how far what is
    counted at nodes may fall and rise, (quantities, nodes, classes, years, 12). ``least``: per
    quantity and kind, (years, places). ``published``: per kind, (nodes, figures, years, places).
    ``covered``: (years, 12), months whose sums enter into periods. ``exempt``: shaped as
    ``published``, small figures that nothing more is hidden for. ``sparse``: where this share of a
    node's figures of one kind and year is hidden to begin with, all are, and are not looked at.
    """

    forest: Forest
    moves: Moves
    counts: Floats
    down: Floats
    up: Floats
    least: Sequence[dict[PeriodKind, Floats]]
    published: Hidden
    covered: Bools
    exempt: Hidden | None = None
    sparse: float = 2.0

    def hide(self, hidden: Hidden) -> Bools:
        """Hide what must be, in place; (nodes, years) where some figure could not be protected."""
        small = self._small()
        left = np.zeros((self.forest.nodes, self.counts.shape[3]), dtype=bool)
        exempt: Hidden = {}
        for kind in KINDS:
            for each in small:
                hidden[kind] |= each[kind] > 0
            exempt[kind] = self._give_up(kind, hidden[kind])
        for year in range(self.counts.shape[3]):
            targets, leasts = self._targets(small, exempt, year)
            if len(targets):
                lost = self._search(hidden, year, targets, leasts)
                left[targets[lost, 1], year] = True
        if self.published[PeriodKind.ROLLING_12].any():
            self._hide_cut_windows(hidden)
        return left

    def _small(self) -> list[dict[PeriodKind, Floats]]:
        """Per quantity: how far each small figure must range, 0 for others."""
        found = []
        for counts, least in zip(self.counts, self.least, strict=True):
            sums = sums_of(counts)
            small = {}
            for kind in KINDS:
                few = (sums[kind] > 0) & (sums[kind] < least[kind] - 1e-9) & self.published[kind]
                small[kind] = np.where(few, least[kind], 0.0)
            found.append(small)
        return found

    def _give_up(self, kind: PeriodKind, hidden: Bools) -> Bools:
        """Hides what is not worth a search; figures that are not to be protected."""
        published = self.published[kind]
        shown = (published & ~hidden).sum(axis=(1, 3), keepdims=True)
        gone = shown <= (1 - self.sparse) * published.sum(axis=(1, 3), keepdims=True)
        if self.sparse <= 1:
            hidden |= gone
        exempt: Bools = np.broadcast_to(gone & (self.sparse <= 1), hidden.shape)
        return exempt if self.exempt is None else exempt | self.exempt[kind]

    def _targets(
        self, small: Sequence[dict[PeriodKind, Floats]], exempt: Hidden, year: int
    ) -> tuple[Ints, Floats]:
        """Quantity, node, figure and zone of months of each; and how far it must range."""
        targets: list[Ints] = []
        leasts: list[Floats] = []
        depth = self.forest.depth
        for kind in KINDS:
            for number, each in enumerate(small):
                for inside, zones in self._zones(kind, year):
                    wanted = np.where(exempt[kind][:, :, inside], 0.0, each[kind][:, :, inside])
                    if kind is PeriodKind.ROLLING_12:
                        wanted = np.where(self._mainly(number, inside, year), wanted, 0.0)
                    node, figure, place = np.nonzero(wanted)
                    order = np.argsort(depth[node], kind="stable")
                    node, figure, place = node[order], figure[order], place[order]
                    of = np.full(len(node), number)
                    targets.append(np.stack([of, node, figure, zones[place]], axis=1))
                    leasts.append(wanted[node, figure, place])
        return np.concatenate(targets), np.concatenate(leasts)

    def _zones(self, kind: PeriodKind, year: int) -> list[tuple[int, Ints]]:
        """The months of a year in each period, as bits; of rolling years the first part too."""
        first = {PeriodKind.YEAR: 4095, PeriodKind.TERTIAL: 15, PeriodKind.MONTH: 1}
        if kind is not PeriodKind.ROLLING_12:
            spots = SPOTS[kind]
            return [(year, first[kind] << (np.arange(spots) * (MONTHS // spots)))]
        ended = (2 << np.arange(MONTHS)) - 1
        zones = [(year, ended)]
        if year + 1 < self.counts.shape[3]:
            zones.append((year + 1, 4095 & ~ended))
        return zones

    def _mainly(self, number: int, ending: int, year: int) -> Bools:
        """Rolling years that end in one year and, all together, have more in another: (12,)."""
        counts = self.counts[number, self.forest.depth == 0, 0].sum(axis=0)
        here = counts[ending].cumsum()
        before = np.zeros(MONTHS)
        if ending:
            before = counts[ending - 1].sum() - counts[ending - 1].cumsum()
        mainly: Bools = here >= before if year == ending else here < before
        return mainly

    def _search(self, hidden: Hidden, year: int, targets: Ints, leasts: Floats) -> Bools:
        rows, moves = self.forest.rows[year], self.moves
        down, up = (rows.laid(each[:, :, :, year]) for each in (self.down, self.up))
        kinds = (PeriodKind.MONTH, PeriodKind.TERTIAL, PeriodKind.YEAR)
        shown = np.concatenate([hidden[kind][:, :, year] for kind in kinds], axis=-1)
        from riktning.indicators.disclosure.exchange import protect  # Numba takes a while

        left = np.zeros(len(targets), dtype=bool)
        protect(
            (rows.path, rows.depth, rows.first, rows.row, rows.place),
            (moves.table, moves.first, np.array([m for of in moves.of for m in of])),
            shown, np.ascontiguousarray(np.stack([down, up], axis=1)),
            np.multiply.outer(np.diff(rows.first).astype(np.float64), moves.price),
            np.ascontiguousarray(self.counts[:, :, :, year]),
            targets.astype(np.int64), leasts.astype(np.float64), left,
        )  # fmt: skip
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


def _until(months: Bools) -> Bools:
    found: Bools = np.logical_or.accumulate(months, axis=-1)
    return found


def _after(months: Bools) -> Bools:
    later = np.zeros_like(months)
    later[..., :-1] = np.logical_or.accumulate(months[..., ::-1], axis=-1)[..., ::-1][..., 1:]
    return later
