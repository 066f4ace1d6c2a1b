"""The search for the cheapest exchanges that protect every small count of a table.

From years down to months, and from the top of the tree downwards, each small count that nothing
found before protects gets an exchange: a row below it, a partner below the same published parent,
and the months in which both are hidden. The cheapest is taken, counted in figures newly hidden,
those of large units and long periods more. Where no partner is large enough the parent is hidden in
those months too, and a partner sought above it; at last above the root, where nothing is published.
What is once protected stays so, for nothing hidden is ever shown again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from riktning.indicators.disclosure.candidates import months_to_try
from riktning.indicators.disclosure.exchange import Wanted, struck, width
from riktning.indicators.disclosure.opening import branch_to_open
from riktning.indicators.disclosure.prices import Prices, touched
from riktning.indicators.disclosure.question import (
    Best,
    Change,
    Question,
    Scope,
    nothing_wanted,
)
from riktning.indicators.disclosure.rows import Rows
from riktning.indicators.disclosure.table import Hidden, Small, Table
from riktning.indicators.disclosure.tree import (
    MONTHS,
    OUTSIDE,
    TERTIAL_OF,
    TERTIALS,
    Bools,
    Floats,
    Ints,
    Version,
)
from riktning.indicators.disclosure.trying import Trying

_DEAR = 6.0  # from here on, an exchange over a longer period may be the cheaper one
_AT_ONCE = 256  # rows of a question: so many fit the processor's cache


@dataclass(frozen=True)
class Done:
    """Exchanges found at one time, in one version of the tree."""

    version: Version
    years: Ints
    best: Best


class Search:
    """Hides more and more in ``hidden``; ``left`` is what is still to be protected.

    ``done`` are the exchanges that protect what was.
    """

    def __init__(self, table: Table, unpublished: Hidden) -> None:
        small = table.small
        self.done: list[Done] = []
        self.table = table
        self.left: Small = small.copy()
        self.hidden = unpublished.copy()
        for name in ("month", "tertial", "year", "rolling"):
            getattr(self.hidden, name)[(getattr(small, name) > 0).any(axis=0)] = True
        self.rows = Rows(table)
        self.prices = Prices(table.tree.weight, self.hidden)
        self.trying = Trying(self.rows, self.prices)
        after = np.full(len(table.before) + 1, -1)
        after[table.before] = np.arange(len(table.before))
        self.after: Ints = after[:-1]

    def run(self) -> Hidden:
        """What must be hidden, with what is not published.

        What other measures leave no room for is protected as if they were not there.
        """
        self._run()
        if not self.table.closed and self._wanting():
            self.rows = Rows(replace(self.table, mass=None, room=None))
            self.trying = Trying(self.rows, self.prices)
            self._run()
        return self.hidden

    def _wanting(self) -> bool:
        return any(bool((values > 0).any()) for values in vars(self.left).values())

    def _run(self) -> None:
        numbers = range(len(self.table.tree.versions))
        self.rows.free_up(self.hidden)
        for number in numbers:
            self._years(number)
        self.rows.free_up(self.hidden)
        self._rolling()
        self.rows.free_up(self.hidden)
        for number in numbers:
            self._tertials(number)
        self.rows.free_up(self.hidden)
        for number in numbers:
            self._months(number)

    def follow(self, root: int, year: int, change: Change, least: Floats) -> bool:
        """Let the root change as it does along another axis: exchange with what lies outside.

        ``least``: what a row must have in each month, shape (quantities, 12). False without one.
        """
        rows, anchor = self.rows, int(change.months.argmax())
        number = int(self.table.tree.version[year, anchor])
        there = rows.there[:-1, year] & (rows.same[:-1, year] == rows.same[:-1, year, [anchor]])
        fits = (there | ~change.months).all(axis=1)
        fits &= (rows.mass[:, :-1, year] >= least[:, None]).all(axis=(0, 2))
        fits[rows.size :] &= np.arange(rows.size) == root
        if number < 0 or not fits.any():
            return False
        version, able = self.table.tree.versions[number], np.flatnonzero(fits)
        scope = Scope.NOTHING if change.free else Scope.YEAR
        if len(set(TERTIAL_OF[change.months])) == 1 and not change.free:
            scope = Scope.TERTIAL
        sets, years = change.months[None, None], np.array([year])
        cost = self.prices.of(version, (able % rows.size)[None], OUTSIDE, years, sets, int(scope))
        mine = able[[int(cost[0, :, 0].argmin())]]
        one = np.ones(1, dtype=np.int64)
        best = Best(
            np.zeros(1), mine, one * rows.outsider, one * OUTSIDE, sets[0], one * int(scope)
        )
        nothing = Wanted(**nothing_wanted(len(least), 1))
        self._apply(Question(root, number, version, years, one * anchor, nothing), best)
        return True

    # -- what is asked -----------------------------------------------------------------------------

    def _years(self, number: int) -> None:
        version = self.table.tree.versions[number]
        asked = (self.left.year[:, list(version.order)] > 0).any(axis=(0, 2))
        for node in np.array(version.order)[asked]:
            left = self.left.year[:, node]
            self._ask(int(node), number, np.flatnonzero((left > 0).any(axis=0)), year=left)

    def _tertials(self, number: int) -> None:
        version = self.table.tree.versions[number]
        asked = (self.left.tertial[:, list(version.order)] > 0).any(axis=(0, 2, 3))
        for node in np.array(version.order)[asked]:
            left = self.left.tertial[:, node]
            years = np.flatnonzero((left > 0).any(axis=(0, 2)))
            self._ask(int(node), number, years, tertial=left)

    def _ask(
        self, node: int, number: int, years: Ints, *,
        tertial: Floats | None = None, year: Floats | None = None,
    ) -> None:  # fmt: skip
        """About longer periods, in the months of one version; others have their own turn."""
        here = self.table.tree.there[node, years] & (self.table.tree.version[years] == number)
        if tertial is not None:
            here &= np.asarray((tertial[:, years] > 0).any(axis=0))[:, TERTIAL_OF]
        years, here = years[here.any(axis=1)], here[here.any(axis=1)]
        if len(years) == 0:
            return
        counted = self.table.counts[:, node, years].sum(axis=0) * here
        anchor = np.where(counted.any(axis=1), counted.argmax(axis=1), here.argmax(axis=1))
        wanted = nothing_wanted(len(self.table.counts), len(years))
        if tertial is not None:
            wanted["tertial"] = tertial[:, years]
        if year is not None:
            wanted["year"] = year[:, years]
        version = self.table.tree.versions[number]
        scopes = (Scope.NOTHING,) if year is not None else (Scope.YEAR, Scope.NOTHING)
        self._answer(Question(node, number, version, years, anchor, Wanted(**wanted)), scopes)

    def _months(self, number: int) -> None:
        tree = self.table.tree
        version, here = tree.versions[number], tree.version == number
        asked = ((self.left.month > 0).any(axis=0) & here).any(axis=(1, 2))
        for node in version.order:
            if not asked[node]:
                continue
            left = self.left.month[:, node] * here
            years, tertials = np.nonzero(touched((left > 0).any(axis=0)))
            if len(years) == 0:
                continue
            wanted = nothing_wanted(len(left), len(years))
            wanted["month"] = left[:, years] * (tertials[:, None] == TERTIAL_OF)
            anchor = (wanted["month"] > 0).any(axis=0).argmax(axis=1)
            question = Question(node, number, version, years, anchor, Wanted(**wanted))
            self._answer(question, (Scope.TERTIAL, Scope.YEAR, Scope.NOTHING))

    def _rolling(self) -> None:
        """Twelve months in a row: whole years around them are hidden, from the first on."""
        tree = self.table.tree
        for node in np.flatnonzero((self.left.rolling > 0).any(axis=(0, 2, 3))):
            for number in range(len(tree.versions)):
                for end in range(MONTHS):
                    self._window(int(node), number, end, into=True)
                    self._window(int(node), number, end, into=False)

    def _window(self, node: int, number: int, end: int, *, into: bool) -> None:
        """Windows that end in a month, by one month of the same year, or of the year before."""
        tree = self.table.tree
        left = self.left.rolling[:, node, :, end]
        ending = np.flatnonzero((left > 0).any(axis=0))
        years = ending if into else self.table.before[ending]
        inside = (np.arange(MONTHS) <= end) == into
        here = tree.there[node, years] & (tree.version[years] == number) & inside
        some = here.any(axis=1) & (years >= 0)
        if not some.any():
            return
        years, here = years[some], here[some]
        wanted = nothing_wanted(len(left), len(years))
        wanted["year"] = left[:, ending[some]]
        for month in np.flatnonzero(here.any(axis=0))[:: -1 if into else 1]:
            at = here[:, month]
            question = Question(
                node, number, tree.versions[number], years[at],
                np.full(int(at.sum()), month), Wanted(**wanted).of(at),
            )  # fmt: skip
            sets = np.zeros((int(at.sum()), 1, MONTHS), dtype=bool)
            sets[:, 0, month] = True
            found = self.trying.cheapest(question, sets, Scope.NOTHING)
            self._apply(question, found)
            here[at] &= ~np.isfinite(found.cost)[:, None]

    # -- how it is answered ------------------------------------------------------------------------

    def _answer(self, question: Question, scopes: Sequence[Scope]) -> None:
        rows = np.arange(len(question.years))
        for begin in range(0, len(rows), _AT_ONCE):
            self._answer_some(question.of((rows >= begin) & (rows < begin + _AT_ONCE)), scopes)

    def _answer_some(self, question: Question, scopes: Sequence[Scope]) -> None:
        best = Best.none(len(question.years))
        for scope in scopes:
            worth = (best.cost > _DEAR) | self._already(question, scope)
            if worth.any():
                part = question.of(worth)
                found = self.trying.cheapest(part, self._try_months(part, scope), scope)
                best.improve(np.flatnonzero(worth), found)
        if not self.table.closed:
            for row in np.flatnonzero((best.above == OUTSIDE) & (best.cost > _DEAR)):
                self._open(question, best, int(row))
        self._apply(question, best)

    def _open(self, question: Question, best: Best, row: int) -> None:
        """Rather than the root, hide all of some branch, if that is cheaper and large enough."""
        mask = np.arange(len(question.years)) == row
        one = question.of(mask)
        opened = branch_to_open(self.table, self.prices, one, float(best.cost[row]))
        if opened is None:
            return
        nodes, months = opened
        year = int(one.years[0])
        size = len(nodes)
        self._hide(
            np.array(nodes), np.full(size, year), np.tile(months, (size, 1)),
            np.full(size, int(Scope.NOTHING)),
        )  # fmt: skip
        self.rows.free_more(self.hidden, year)
        found = self.trying.cheapest(one, self._try_months(one, Scope.NOTHING), Scope.NOTHING)
        best.improve(np.array([row]), found)

    def _try_months(self, question: Question, scope: Scope) -> Bools:
        return months_to_try(self.table, self.hidden.month, question, scope)

    def _already(self, question: Question, scope: Scope) -> Bools:
        """Where the totals that an exchange would change are hidden as it is."""
        node, years = question.node, question.years
        if scope is Scope.NOTHING:
            return np.asarray(self.hidden.year[node, years], dtype=bool)
        tertial = self.hidden.tertial[node, years, TERTIAL_OF[question.anchor]]
        return np.asarray(tertial, dtype=bool)

    # -- what is found -----------------------------------------------------------------------------

    def _apply(self, question: Question, best: Best) -> None:
        found = np.isfinite(best.cost)
        if not found.any():
            return
        best, years = best.of(found), question.years[found]
        flow = self._widths(question, best, years)
        self.done.append(Done(question.version, years, best))
        for rows in (best.mine, best.partner):
            for node, on in self._on_path(question, rows, best.above):
                months, scope, year = best.months[on], best.scope[on], years[on]
                self._hide(node, year, months, scope)
                self._settle(node, year, *(part[:, on] for part in flow))

    def _on_path(self, question: Question, rows: Ints, above: Ints) -> list[tuple[Ints, Bools]]:
        """The nodes to hide, step by step upwards, and which rows have one at that step."""
        inside = rows != self.rows.outsider
        way = question.version.ways[np.where(inside, rows % self.rows.size, self.rows.size)]
        steps: list[tuple[Ints, Bools]] = []
        on = inside
        for step in range(way.shape[1]):
            on = on & (way[:, step] != above) & (way[:, step] < self.rows.size)
            if on.any():
                steps.append((way[on, step], on))
        return steps

    def _hide(self, node: Ints, year: Ints, months: Bools, scope: Ints) -> None:
        np.logical_or.at(self.hidden.month, (node, year), months)
        self._hide_rolling(node, year, months, scope)
        for depth in (Scope.TERTIAL, Scope.YEAR, Scope.NOTHING):
            at = scope == depth
            if not at.any():
                continue
            self.prices.strike(node[at], year[at], months[at], int(depth))
            if depth >= Scope.YEAR:
                np.logical_or.at(self.hidden.tertial, (node[at], year[at]), touched(months[at]))
            if depth >= Scope.NOTHING:
                self.hidden.year[node[at], year[at]] = True

    def _hide_rolling(self, node: Ints, year: Ints, months: Bools, scope: Ints) -> None:
        """Twelve months that hold some months of an exchange but not all that evens out."""
        sofar = months.cumsum(axis=1)
        total = sofar[:, -1:]
        free = (scope == Scope.NOTHING)[:, None]
        np.logical_or.at(self.hidden.rolling, (node, year), (sofar > 0) & (free | (sofar < total)))
        after, rest = self.after[year], total - sofar
        on = after >= 0
        part = (rest > 0) & (free | (rest < total))
        np.logical_or.at(self.hidden.rolling, (node[on], after[on]), part[on])

    def _widths(
        self, question: Question, best: Best, years: Ints
    ) -> tuple[Floats, Floats, Floats, Floats]:
        """How far what is exchanged ranges: by month, tertial, year and rolling year's month."""
        gives, takes = self.trying.flow_of(question, best, years)
        both = gives + takes
        to, back = gives.sum(axis=2)[..., None], takes.sum(axis=2)[..., None]
        free = (best.scope == Scope.NOTHING)[:, None]
        by_tertial = both.reshape(*both.shape[:2], TERTIALS, -1).sum(axis=3)
        month = np.where(free, both, width(both, to, back, free=False) * best.months)
        tertial = np.where(free, by_tertial, width(by_tertial, to, back, free=False))
        year = np.where(free[:, 0], both.sum(axis=2), 0.0)
        return month, tertial, year, np.where(free, both, 0.0)

    def _settle(
        self, node: Ints, year: Ints,
        month: Floats, tertial: Floats, whole: Floats, rolling: Floats,
    ) -> None:  # fmt: skip
        """Strike off what these exchanges protect."""
        left = self.left
        for values, wide in (
            (left.month, month), (left.tertial, tertial), (left.year, whole),
            (left.rolling, rolling.cumsum(axis=2)),
        ):  # fmt: skip
            still = struck(values[:, node, year], wide)
            _multiply(values, node, year, still)
        after = self.after[year]
        on = after >= 0
        rest = (rolling.sum(axis=2)[..., None] - rolling.cumsum(axis=2))[:, on]
        still = struck(left.rolling[:, node[on], after[on]], rest)
        _multiply(left.rolling, node[on], after[on], still)


def _multiply(values: Floats, node: Ints, year: Ints, by: Floats) -> None:
    """In place; the same node and year may come twice."""
    for table, factor in zip(values, by, strict=True):
        np.multiply.at(table, (node, year), factor)
