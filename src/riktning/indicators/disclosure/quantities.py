"""What is protected in each indicator, and what other indicators tell of it.

Indicators whose protected counts are the same are hidden together, and so are those where one
count is all but the same as another at many units: what is hidden in one is hidden in each. For all
other pairs where one count is among the other, each is protected as if the other were shown
wherever it is not small.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

import numpy as np

from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Axis, Kind
from riktning.indicators.disclosure.tree import Bools, Floats
from riktning.indicators.linked import DENOMINATOR, NUMERATOR, Count, counts_of, sets_of
from riktning.indicators.margins import Margins

REST = "rest"
_NEARLY = 0.9  # of a unit's count, another is all but equal to it there
_MOST = 0.2  # two counts that are all but equal for more of the larger are hidden together


@dataclass(frozen=True)
class Measure:
    """One indicator that protects persons, along one axis or two, and the least count shown."""

    margins: tuple[Margins, ...]
    k: int

    @property
    def id(self) -> str:
        return self.margins[0].definition.id

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        return counts_of(self.margins[0].definition)

    @property
    def protected(self) -> tuple[str, ...]:
        """The parts that are protected: a share's numerator and what it leaves of the whole.

        Where neither of these is small the whole is not. The number of people living somewhere is
        public: where it is small the figure is hidden, and nothing else for its sake.
        """
        if self.margins[0].definition.kind is Kind.PROPORTION:
            return (NUMERATOR, REST)
        return tuple(count.part for count in self.counts if not count.public)

    @property
    def parts(self) -> tuple[str, ...]:
        """All that is hidden where it is small."""
        known = tuple(count.part for count in self.counts)
        return (*known, REST) if self.margins[0].definition.kind is Kind.PROPORTION else known

    def along(self, axis: Axis) -> Margins | None:
        """The margins along an axis, if there are any."""
        found = (each for each in self.margins if axis_of(each) is axis)
        return next(found, None)

    def by_month(self, part: str) -> bool:
        """Whether a part is counted anew at each month's end, so that a person is in every one."""
        definition = self.margins[0].definition
        frame = definition.frame
        if part == DENOMINATOR and definition.population is not None:
            frame = definition.population.frame
        return BY_NAME[frame].stock

    @cached_property
    def small(self) -> frozenset[str]:
        """The protected parts that are small somewhere."""
        return frozenset(part for part in self.protected if self._somewhere(part))

    def _somewhere(self, part: str) -> bool:
        return any(bool(found.any()) for each in self.margins for found in self._tables(each, part))

    def _tables(self, margins: Margins, part: str) -> Iterator[Bools]:
        tables = [margins.by_unit, margins.region]
        tables += [each.parts for each in margins.broken_down]
        for table in tables:
            sums = margins.sums(part_of(table, part))
            yield (sums > 0) & (sums < self.least(margins, part))

    def least(self, margins: Margins, part: str) -> Floats:
        """The least count that is shown, shape (periods,)."""
        each = margins.calendar.counted if self.by_month(part) else 1.0
        least: Floats = self.k * np.broadcast_to(each, margins.calendar.counted.shape)
        return least


def axis_of(margins: Margins) -> Axis:
    """The axis that margins are rolled up along."""
    first, *others = margins.definition.axes
    return first if margins.whole or not others else others[0]


def part_of(parts: dict[str, Floats], part: str) -> Floats:
    """A part of margins' sums; the rest is what the numerator leaves of the denominator."""
    if part == REST:
        rest: Floats = parts[DENOMINATOR] - parts[NUMERATOR]
        return rest
    return parts[part]


def hidden_together(measures: Sequence[Measure]) -> list[tuple[Measure, ...]]:
    """The measures in sets, each measure in one."""
    named = {measure.id: measure for measure in measures}
    pairs = ((a.id, b.id) for a, b in permutations(measures, 2) if _linked(a, b))
    return [tuple(named[one] for one in found) for found in sets_of(list(named), pairs)]


def _linked(one: Measure, other: Measure) -> bool:
    for a in one.counts:
        for b in other.counts:
            if a.public or b.public:
                continue
            if a.same(b) and (_small(one, a) or _small(other, b)):
                return True
            if a.among(b) and _small(one, a) and _share(one, a, other, b) > _MOST:
                return True
    return False


def _small(measure: Measure, count: Count) -> bool:
    parts = {count.part, REST} if count.part == DENOMINATOR else {count.part}
    return bool(parts & measure.small)


def _share(one: Measure, a: Count, other: Measure, b: Count) -> float:
    """How much of a count lies at units where another is nearly all of it."""
    mine, theirs = one.margins[0], other.margins[0]
    if mine.units.ids != theirs.units.ids:
        return 0.0
    part, whole = part_of(mine.own, a.part).sum(axis=1), part_of(theirs.own, b.part).sum(axis=1)
    alike = part > _NEARLY * whole
    return float(whole[alike].sum() / whole.sum()) if whole.any() else 1.0


Tables = Callable[[Margins], dict[str, Floats]]


@dataclass(frozen=True)
class Elsewhere:
    """What measures outside a set show of counts among, or around, those of a measure."""

    others: tuple[Measure, ...]

    def floor(self, measure: Measure, part: str, axis: Axis, of: Tables) -> Floats | None:
        """What is known to be at least in a part: the largest count among it."""
        counts = [count for count in measure.counts if count.part == part]
        found = self._shown(axis, of, 0.0, lambda each: any(each.among(count) for count in counts))
        return np.max(found, axis=0) if found else None

    def ceiling(self, measure: Measure, part: str, axis: Axis, of: Tables) -> Floats | None:
        """What a part can be at most: the least count that it is among, by itself or in its whole.

        A share's whole may be shown elsewhere; then its numerator grows only as the rest shrinks.
        """
        own = [count for count in measure.counts if count.part == part]
        whole = measure.margins[0].definition.kind is Kind.PROPORTION
        outer = [count for count in measure.counts if whole and count.part == DENOMINATOR]
        found = self._shown(
            axis, of, np.inf,
            lambda each: any(count.among(each) for count in (*own, *outer))
            or any(count.same(each) for count in outer),
        )  # fmt: skip
        margins = measure.along(axis)
        if margins is not None and (parts := of(margins)):
            whole_ones = [part_of(parts, count.part) for count in outer if count.public]
            found += [np.where(table < measure.k, np.inf, table) for table in whole_ones]
        return np.min(found, axis=0) if found else None

    def _shown(
        self, axis: Axis, of: Tables, hidden: float, wanted: Callable[[Count], bool]
    ) -> list[Floats]:
        """The tables of others' counts; ``hidden`` where these are small and hidden themselves."""
        found: list[Floats] = []
        for other in self.others:
            margins = other.along(axis)
            if margins is None:
                continue
            counts = [each for each in other.counts if wanted(each)]
            parts = of(margins) if counts else {}
            tables = [part_of(parts, each.part) for each in counts if parts]
            found += [np.where(table < other.k, hidden, table) for table in tables]
        return found
