"""What each indicator shows, and what of it is protected."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from riktning.catalogue.frames import BY_NAME
from riktning.catalogue.model import Axis
from riktning.indicators.disclosure.shapes import Bools, Floats
from riktning.indicators.linked import DENOMINATOR, NUMERATOR, REST, Count, counts_of, rest_of
from riktning.indicators.margins import Margins


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

    @cached_property
    def held(self) -> tuple[Count, ...]:
        """All counts that are shown, or follow from the measure alone, and are not public."""
        rest = rest_of(self.margins[0].definition)
        found = (*self.counts, rest) if rest is not None else self.counts
        return tuple(count for count in found if not count.public)

    @property
    def evaluated(self) -> object:
        """Measures whose figures are of different months do not add up to one another's."""
        calendar = self.margins[0].calendar
        return calendar.finest if calendar.at_ends else None

    @property
    def protected(self) -> tuple[str, ...]:
        """The parts that are protected: a share's numerator and what it leaves of the whole.

        Where neither of these is small the whole is not. The number of people living somewhere is
        public: where it is small the figure is hidden, and nothing else for its sake.
        """
        if any(count.part == REST for count in self.held):
            return (NUMERATOR, REST)
        return tuple(count.part for count in self.held)

    @property
    def parts(self) -> tuple[str, ...]:
        """All that is hidden where it is small."""
        return tuple(dict.fromkeys(count.part for count in (*self.counts, *self.held)))

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

    def least(self, margins: Margins, part: str) -> Floats:
        """The least count that is shown, shape (periods,)."""
        each = margins.calendar.counted if self.by_month(part) else 1.0
        least: Floats = self.k * np.broadcast_to(each, margins.calendar.counted.shape)
        return least

    def small(self, part: str) -> bool:
        """Whether a part is small anywhere."""
        return any(bool(found.any()) for each in self.margins for found in self._small(each, part))

    def _small(self, margins: Margins, part: str) -> Iterator[Bools]:
        tables = [margins.by_unit, margins.region]
        tables += [each.parts for each in margins.broken_down]
        for table in tables:
            sums = margins.sums(part_of(table, part))
            yield (sums > 0) & (sums < self.least(margins, part))


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
