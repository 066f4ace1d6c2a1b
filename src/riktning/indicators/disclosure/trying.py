"""Finds the cheapest exchange that answers a question, from the nearest partners outwards."""

import numpy as np

from riktning.indicators.disclosure.exchange import Flow
from riktning.indicators.disclosure.prices import Prices
from riktning.indicators.disclosure.question import Best, Question, Scope
from riktning.indicators.disclosure.rows import Rows
from riktning.indicators.disclosure.tree import OUTSIDE, Bools, Floats, Ints

_PARTNERS = 12  # tried in each round; the cheapest to hide among those large enough
_LOSS = 0.01  # of two that cost the same, the one with the smaller counts is hidden


class Trying:
    """Looks among rows at prices; changes nothing."""

    def __init__(self, rows: Rows, prices: Prices) -> None:
        self.rows = rows
        self.prices = prices
        self.loss = np.log1p(np.minimum(rows.mass, 1e6).sum(axis=(0, 3)))

    def cheapest(self, question: Question, sets: Bools, scope: Scope) -> Best:
        """``sets``: the months to try, shape (rows, candidates, 12)."""
        best = Best.none(len(question.years))
        asked = (question.wanted.month > 0).any(axis=0)
        right = ~(asked[:, None] & ~sets).any(axis=2) & sets.any(axis=2)
        path = question.version.path[question.node]
        ladder = path[1:] if self.rows.table.closed else (*path[1:], OUTSIDE)
        for height, above in enumerate(ladder):
            dearer = best.cost > self._least(question, path[: height + 1])
            if not dearer.any():
                break
            found = self._below(question.of(dearer), above, sets[dearer], right[dearer], scope)
            best.improve(np.flatnonzero(dearer), found)
        return best

    def _least(self, question: Question, path: tuple[int, ...]) -> Floats:
        """What hiding all of a path in the month asked for costs at least."""
        where = (np.array(path)[:, None], question.years, question.anchor)
        cost: Floats = self.prices.month[where].sum(axis=0) + 1e-6
        return cost

    def _below(
        self, question: Question, above: int, sets: Bools, right: Bools, scope: Scope
    ) -> Best:
        best = Best.none(len(question.years))
        beside = np.array(question.version.beside(question.node, above), dtype=np.int64)
        if above == OUTSIDE:
            partners = np.full((len(question.years), 1), self.rows.outsider)
        else:
            partners = self.rows.standing_for(question.number, beside, question.years)
        own = np.array([question.node])
        mine = self.rows.standing_for(question.number, own, question.years)
        for column in range(mine.shape[1]):
            if partners.shape[1]:
                found = self._with(question, mine[:, column], partners, above, sets, right, scope)
                best.improve(np.arange(len(question.years)), found)
        return best

    def _with(
        self, question: Question, mine: Ints, partners: Ints, above: int,
        sets: Bools, right: Bools, scope: Scope,
    ) -> Best:  # fmt: skip
        years = question.years
        if partners.shape[1] > _PARTNERS:
            partners = self._likely(question, mine, partners, above)
        usable = self._usable(mine[:, None], question) & self._usable(partners, question)
        gives, takes = self._flow(mine, partners, years)
        flow = Flow(gives * usable, takes * usable, sets, free=scope is Scope.NOTHING)
        unusable = (~usable).astype(np.float64) @ np.swapaxes(sets, 1, 2) > 0
        good = flow.enough(question.wanted) & ~unusable & right[:, None]
        if self.rows.table.apart is not None:
            good &= self._may(mine, partners)[..., None]
        cost = self._cost(question, mine[:, None], above, sets, scope)
        cost = cost + self._cost(question, partners, above, sets, scope)
        cost = cost + _LOSS * self.loss[partners, years[:, None]][..., None]
        flat = np.where(good, cost, np.inf).reshape(len(years), -1)
        pick, at = flat.argmin(axis=1), np.arange(len(years))
        who, which = np.divmod(pick, sets.shape[1])
        return Best(
            flat[at, pick], mine, partners[at, who], np.full(len(years), above),
            sets[at, which], np.full(len(years), int(scope)),
        )  # fmt: skip

    def _likely(self, question: Question, mine: Ints, partners: Ints, above: int) -> Ints:
        """The partners that are cheapest to hide in the month asked for and large enough there."""
        years, anchor = question.years, question.anchor
        month = (slice(None), partners, years[:, None], anchor[:, None])
        both = self.rows.mass[month] + self.rows.mass[:, mine, years, anchor][..., None]
        least = question.wanted.month[:, np.arange(len(years)), anchor][..., None]
        poor = (both < least).any(axis=0) | ~self.rows.there[month[1:]]
        price = self.prices.month_asked(
            question.version, self._nodes(partners), above, years, anchor
        )
        score = price + _LOSS * self.loss[partners, years[:, None]] + 1e6 * poor
        likely = np.argpartition(score, _PARTNERS - 1, axis=1)[:, :_PARTNERS]
        return np.take_along_axis(partners, likely, axis=1)

    def _flow(self, mine: Ints, partners: Ints, years: Ints) -> tuple[Floats, Floats]:
        mass, room, year = self.rows.mass, self.rows.room, years[:, None]
        gives, takes = mass[:, mine, years][:, :, None], mass[:, partners, year]
        if room is None:
            return np.broadcast_to(gives, takes.shape), takes
        gives = np.minimum(gives, room[:, partners, year])
        return gives, np.minimum(takes, room[:, mine, years][:, :, None])

    def _usable(self, rows: Ints, question: Question) -> Bools:
        """Months in which rows exist and lie where they lie in the month asked for."""
        years, same = question.years[:, None], self.rows.same
        anchor = same[rows, years, question.anchor[:, None]]
        usable: Bools = self.rows.there[rows, years] & (same[rows, years] == anchor[..., None])
        return usable

    def _may(self, mine: Ints, partners: Ints) -> Bools:
        apart = self.rows.table.apart
        known = np.concatenate([apart, apart, [-1]]) if apart is not None else np.zeros(0)
        may: Bools = known[mine][:, None] != known[partners]
        return may

    def _nodes(self, rows: Ints) -> Ints:
        """The node that a row is below or at; the number of nodes for what lies outside."""
        size = self.rows.size
        return np.where(rows == self.rows.outsider, size, rows % size)

    def _cost(
        self, question: Question, rows: Ints, above: int, sets: Bools, scope: Scope
    ) -> Floats:
        return self.prices.of(
            question.version, self._nodes(rows), above, question.years, sets, int(scope)
        )

    def flow_of(self, mine: Ints, partners: Ints, years: Ints) -> tuple[Floats, Floats]:
        """P and Q of one partner a row: shape (quantities, rows, 12)."""
        gives, takes = self._flow(mine, partners[:, None], years)
        return gives[:, :, 0], takes[:, :, 0]
