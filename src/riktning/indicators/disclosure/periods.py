"""Where the months and periods of a measure lie on the calendar of whole years."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from riktning.core.periods import Period, PeriodKind
from riktning.indicators.disclosure.shapes import LENGTH, MONTHS, TERTIALS, Bools, Floats
from riktning.indicators.rollup import Calendar

KINDS = (PeriodKind.YEAR, PeriodKind.ROLLING_12, PeriodKind.TERTIAL, PeriodKind.MONTH)
SPOTS = {
    PeriodKind.YEAR: 1, PeriodKind.ROLLING_12: MONTHS,
    PeriodKind.TERTIAL: TERTIALS, PeriodKind.MONTH: MONTHS,
}  # fmt: skip


@dataclass(frozen=True)
class Places:
    """The calendar of a measure: places of months, and of its periods; rolling years by their end.

    Every kind of period has as many places in a year as ``SPOTS`` says.
    """

    calendar: Calendar

    @property
    def years(self) -> int:
        months = self.calendar.months
        return months[-1].year - months[0].year + 1

    def laid(self, by_month: Floats) -> Floats:
        """(…, months) → (…, years, 12); 0 where there is no month."""
        first = self.calendar.months[0].month - 1
        shape = by_month.shape[:-1]
        laid = np.zeros((*shape, self.years * MONTHS), dtype=by_month.dtype)
        laid[..., first : first + by_month.shape[-1]] = by_month
        return laid.reshape(*shape, self.years, MONTHS)

    @property
    def covered(self) -> Bools:
        """Shape (years, 12): the months whose sums enter into periods."""
        return self.laid(self.calendar.membership.sum(axis=1)) > 0

    def entering(self, among: Bools) -> dict[PeriodKind, Floats]:
        """How many months enter into each period ``among`` (periods,); 0 for other places."""
        found = {kind: np.zeros((self.years, spots)) for kind, spots in SPOTS.items()}
        for number, period in enumerate(self.calendar.periods):
            if among[number]:
                found[period.kind][self.place[number]] = self.calendar.counted[number]
        return found

    @cached_property
    def place(self) -> tuple[tuple[int, int], ...]:
        """The year of each period and the place in it."""
        return tuple(self._place(period) for period in self.calendar.periods)

    def _place(self, period: Period) -> tuple[int, int]:
        day = period.end if period.kind is PeriodKind.ROLLING_12 else period.start
        year = day.year - self.calendar.months[0].year
        if period.kind is PeriodKind.YEAR:
            return year, 0
        return year, day.tertial - 1 if period.kind is PeriodKind.TERTIAL else day.month - 1

    def spread(self, tables: dict[PeriodKind, Bools]) -> Bools:
        """What is hidden, (…, years, places) of each kind, by period: shape (…, periods)."""
        shape = tables[PeriodKind.YEAR].shape[:-2]
        spread = np.zeros((*shape, len(self.calendar.periods)), dtype=bool)
        for kind in KINDS:
            mine = [n for n, period in enumerate(self.calendar.periods) if period.kind is kind]
            if mine:
                year, place = np.array([self.place[n] for n in mine]).T
                spread[..., mine] = tables[kind][..., year, place]
        return spread


def most(tables: Iterable[dict[PeriodKind, Floats]]) -> dict[PeriodKind, Floats]:
    """The largest of several measures at each place."""
    found = list(tables)
    return {kind: np.max([each[kind] for each in found], axis=0) for kind in KINDS}


def sums_of(counts: Floats) -> dict[PeriodKind, Floats]:
    """Months (…, years, 12) → sums at the places of each kind: (…, years, places)."""
    sofar = counts.cumsum(axis=-1)
    rest = sofar[..., -1:] - sofar
    before = np.zeros_like(sofar)
    before[..., 1:, :] = rest[..., :-1, :]
    return {
        PeriodKind.MONTH: counts,
        PeriodKind.TERTIAL: counts.reshape(*counts.shape[:-1], TERTIALS, LENGTH).sum(axis=-1),
        PeriodKind.YEAR: sofar[..., -1:],
        PeriodKind.ROLLING_12: sofar + before,
    }
