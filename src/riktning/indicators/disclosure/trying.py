"""Finds the cheapest exchange that answers a question, from the nearest partners outwards."""

from dataclasses import dataclass

import numpy as np

from riktning.indicators.disclosure.exchange import Flow, Wanted
from riktning.indicators.disclosure.prices import Prices
from riktning.indicators.disclosure.question import Best, Question, Scope
from riktning.indicators.disclosure.rows import Rows
from riktning.indicators.disclosure.tree import MONTHS, OUTSIDE, TERTIALS, Bools, Floats, Ints

_PARTNERS = 8  # tried in each round; the cheapest to hide among those large enough
_LOSS = 0.01  # of two that cost the same, the one with the smaller counts is hidden


@dataclass(frozen=True)
class _Trial:
    """A question below some node: whose row, in which of the months in view, at which scope.

    ``view``: shape (rows, 4 or 12), the months looked at; ``sets``: (rows, candidates, 12);
    ``right``: (rows, candidates), sets with all months asked for.
    """

    question: Question
    mine: Ints
    above: int
    view: Ints
    sets: Bools
    right: Bools
    scope: Scope

    @property
    def seen(self) -> Bools:
        """The sets within the months in view."""
        return np.take_along_axis(self.sets, self.view[:, None], axis=2)


class Trying:
    """Looks among rows at prices; changes nothing."""

    def __init__(self, rows: Rows, prices: Prices) -> None:
        self.rows = rows
        self.prices = prices
        self.loss = np.log1p(np.minimum(rows.mass, 1e6).sum(axis=(0, 3)))

    def cheapest(self, question: Question, sets: Bools, scope: Scope) -> Best:
        """``sets``: the months to try, shape (rows, candidates, 12)."""
        best = Best.none(len(question.years))
        asked: Bools = np.asarray((question.wanted.month > 0).any(axis=0))
        right: Bools = np.asarray(~(asked[:, None] & ~sets).any(axis=2) & sets.any(axis=2))
        path = question.version.path[question.node]
        ladder = path[1:] if self.rows.table.closed else (*path[1:], OUTSIDE)
        for height, above in enumerate(ladder):
            dearer: Bools = np.asarray(best.cost > self._least(question, path[: height + 1]))
            if not dearer.any():
                break
            part, at = question.of(dearer), np.flatnonzero(dearer)
            view = np.tile(np.arange(MONTHS), (len(at), 1))
            if scope is Scope.TERTIAL:
                view = part.anchor[:, None] // 4 * 4 + np.arange(MONTHS // TERTIALS)
            mine = self.rows.standing_for(part.number, np.array([part.node]), part.years)
            for column in range(mine.shape[1]):
                trial = _Trial(
                    part, mine[:, column], above, view, sets[dearer], right[dearer], scope
                )
                best.improve(at, self._answer(trial))
        return best

    def _least(self, question: Question, path: tuple[int, ...]) -> Floats:
        """What hiding all of a path in the month asked for costs at least."""
        where = (np.array(path)[:, None], question.years, question.anchor)
        cost: Floats = self.prices.month[where].sum(axis=0) + 1e-6
        return np.atleast_1d(cost)

    def _partners(self, trial: _Trial) -> Ints:
        """Shape (rows, partners); the free rows of all other branches together are the last."""
        question, above = trial.question, trial.above
        if above == OUTSIDE:
            return np.full((len(question.years), 1), self.rows.outsider)
        beside = np.array(question.version.beside(question.node, above), dtype=np.int64)
        found = self.rows.standing_for(question.number, beside, question.years)
        if found.shape[1] > _PARTNERS:
            found = self._likely(trial, found)
        return np.pad(found, ((0, 0), (0, 1)), constant_values=self.rows.size + above)

    def _answer(self, trial: _Trial) -> Best:
        years, sets = trial.question.years, trial.sets
        partners = self._partners(trial)
        usable = self._usable(trial.mine[:, None], trial) & self._usable(partners, trial)
        gives, takes = self._flow(trial, partners)
        seen = trial.seen
        flow = Flow(gives * usable, takes * usable, seen, free=trial.scope is Scope.NOTHING)
        unusable = (~usable).astype(np.float64) @ np.swapaxes(seen, 1, 2) > 0
        good = flow.enough(self._wanted(trial)) & ~unusable & trial.right[:, None]
        if self.rows.table.apart is not None:
            good &= self._may(trial.mine, partners)[..., None]
        cost = self._cost(trial, trial.mine[:, None]) + self._cost(trial, partners)
        cost = cost + _LOSS * self.loss[partners, years[:, None]][..., None]
        flat = np.where(good, cost, np.inf).reshape(len(years), -1)
        pick, at = flat.argmin(axis=1), np.arange(len(years))
        who, which = np.divmod(pick, sets.shape[1])
        return Best(
            flat[at, pick], trial.mine, partners[at, who], np.full(len(years), trial.above),
            sets[at, which], np.full(len(years), int(trial.scope)),
        )  # fmt: skip

    def _wanted(self, trial: _Trial) -> Wanted:
        wanted = trial.question.wanted
        if trial.view.shape[1] == MONTHS:
            return wanted
        month = np.take_along_axis(wanted.month, trial.view[None], axis=2)
        return Wanted(month, np.zeros_like(wanted.tertial), np.zeros_like(wanted.year))

    def _likely(self, trial: _Trial, partners: Ints) -> Ints:
        """The partners that are cheapest to hide in the month asked for and large enough there."""
        question = trial.question
        years, anchor = question.years, question.anchor
        month = (slice(None), partners, years[:, None], anchor[:, None])
        both = self.rows.mass[month] + self.rows.mass[:, trial.mine, years, anchor][..., None]
        least = question.wanted.month[:, np.arange(len(years)), anchor][..., None]
        poor = (both < least).any(axis=0) | ~self.rows.there[month[1:]]
        price = self.prices.month_asked(
            question.version, self._nodes(partners), trial.above, years, anchor
        )
        score = price + _LOSS * self.loss[partners, years[:, None]] + 1e6 * poor
        likely = np.argpartition(score, _PARTNERS - 1, axis=1)[:, :_PARTNERS]
        return np.take_along_axis(partners, likely, axis=1)

    def _flow(self, trial: _Trial, partners: Ints) -> tuple[Floats, Floats]:
        """P and Q: shape (quantities, rows, partners, months in view)."""
        mass, room = self.rows.mass, self.rows.room
        years, view = trial.question.years[:, None], trial.view
        mine = (slice(None), trial.mine[:, None], years, view)
        other = (slice(None), partners[..., None], years[..., None], view[:, None])
        gives, takes = mass[mine][:, :, None], mass[other]
        gives = np.broadcast_to(gives, takes.shape)
        free = partners == self.rows.size + trial.above
        if free.any():
            branch = self._branch(trial)
            own = self.rows.gift[:, branch][:, years, view][:, :, None]
            takes = np.where(free[..., None], np.maximum(takes - own, 0.0), takes)
        if room is None:
            return gives, takes
        return np.minimum(gives, room[other]), np.minimum(takes, room[mine][:, :, None])

    def _branch(self, trial: _Trial) -> int:
        path = trial.question.version.path[trial.question.node]
        return path[path.index(trial.above) - 1]

    def _usable(self, rows: Ints, trial: _Trial) -> Bools:
        """Months in view in which rows exist and lie where they lie in the month asked for."""
        years, same, question = trial.question.years[:, None], self.rows.same, trial.question
        anchor = same[rows, years, question.anchor[:, None]]
        at = rows[..., None], years[..., None], trial.view[:, None]
        usable: Bools = self.rows.there[at] & (same[at] == anchor[..., None])
        free = rows == self.rows.size + trial.above
        if trial.above != OUTSIDE and free.any():
            others = [
                self.rows.given[child][years, trial.view]
                for child in question.version.beside(question.node, trial.above)
            ]
            there = np.any(others, axis=0) if others else np.zeros_like(usable[:, 0])
            usable = usable & (~free[..., None] | there[:, None])
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

    def _cost(self, trial: _Trial, rows: Ints) -> Floats:
        question = trial.question
        return self.prices.of(
            question.version, self._nodes(rows), trial.above, question.years, trial.sets,
            int(trial.scope),
        )  # fmt: skip

    def flow_of(self, question: Question, best: Best, years: Ints) -> tuple[Floats, Floats]:
        """P and Q of the exchanges found, in the months exchanged: shape (quantities, rows, 12)."""
        rows = self.rows
        at = (slice(None), best.mine, years), (slice(None), best.partner, years)
        gives, takes = rows.mass[at[0]], rows.mass[at[1]].copy()
        path = question.version.path[question.node]
        for row in np.flatnonzero(best.partner == rows.size + best.above):
            branch = path[path.index(int(best.above[row])) - 1]
            takes[:, row] = np.maximum(takes[:, row] - rows.gift[:, branch, years[row]], 0.0)
        if rows.room is not None:
            gives, takes = np.minimum(gives, rows.room[at[1]]), np.minimum(takes, rows.room[at[0]])
        return gives * best.months, takes * best.months
