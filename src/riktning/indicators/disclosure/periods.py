"""Where the months and periods of a measure lie on the calendar of whole years."""

from dataclasses import dataclass

import numpy as np

from riktning.core.periods import PeriodKind
from riktning.indicators.disclosure.table import Hidden
from riktning.indicators.disclosure.tree import MONTHS, TERTIAL_OF, TERTIALS, Bools, Floats, Ints
from riktning.indicators.rollup import Calendar


@dataclass(frozen=True)
class Places:
    """The calendar of one or several measures: places of months, and of each one's periods."""

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
        evaluated = set(self.calendar.evaluated)
        entering = np.array([month in evaluated for month in self.calendar.months])
        return self.laid(entering.astype(np.float64)) > 0

    def published(self, among: Bools | None = None) -> dict[PeriodKind, Floats]:
        """How many months enter into each period that is published, 0 for others.

        ``among``: shape (periods,), those to look at; all when None.

        Shapes (years, 12) for months, (years, 3), (years,), and (years, 12) for rolling years.
        """
        years = self.years
        found = {
            PeriodKind.MONTH: np.zeros((years, MONTHS)),
            PeriodKind.TERTIAL: np.zeros((years, TERTIALS)),
            PeriodKind.YEAR: np.zeros(years),
            PeriodKind.ROLLING_12: np.zeros((years, MONTHS)),
        }
        for number, period in enumerate(self.calendar.periods):
            if among is None or among[number]:
                found[period.kind][self.place(number)] = self.calendar.counted[number]
        return found

    def place(self, number: int) -> tuple[int, ...]:
        """Where a period lies among those of its kind."""
        period = self.calendar.periods[number]
        day = period.end if period.kind is PeriodKind.ROLLING_12 else period.start
        year = day.year - self.calendar.months[0].year
        if period.kind is PeriodKind.YEAR:
            return (year,)
        place = day.tertial - 1 if period.kind is PeriodKind.TERTIAL else day.month - 1
        return (year, place)

    def spot(self, number: int) -> int:
        """The same as one number: the place among those of its kind, laid out flat."""
        place = self.place(number)
        each = {PeriodKind.YEAR: 1, PeriodKind.TERTIAL: TERTIALS}
        inside = each.get(self.calendar.periods[number].kind, MONTHS)
        return place[0] * inside + (place[1] if len(place) > 1 else 0)

    def spread(self, hidden: Hidden) -> Bools:
        """What is hidden of each node by period: shape (nodes, periods)."""
        tables = {
            PeriodKind.MONTH: hidden.month, PeriodKind.TERTIAL: hidden.tertial,
            PeriodKind.YEAR: hidden.year, PeriodKind.ROLLING_12: hidden.rolling,
        }  # fmt: skip
        spread = np.zeros((len(hidden.year), len(self.calendar.periods)), dtype=bool)
        for number, period in enumerate(self.calendar.periods):
            spread[:, number] = tables[period.kind].reshape(len(spread), -1)[:, self.spot(number)]
        return spread


def sums_of(counts: Floats, before: Ints) -> dict[PeriodKind, Floats]:
    """Months (…, years, 12) → sums by period kind; of rolling years, by the month they end with."""
    sofar = counts.cumsum(axis=-1)
    rest = sofar[..., -1:] - sofar
    known = np.where((before >= 0)[:, None], rest[..., before, :], 0.0)
    return {
        PeriodKind.MONTH: counts,
        PeriodKind.TERTIAL: counts.reshape(*counts.shape[:-1], TERTIALS, -1).sum(axis=-1),
        PeriodKind.YEAR: sofar[..., -1],
        PeriodKind.ROLLING_12: sofar + known,
    }


def within(kind: PeriodKind, there: Bools, before: Ints) -> Bools:
    """Where a node is in some month of a period: (…, years, 12) → as the sums of that kind."""
    found: Bools = sums_of(there.astype(np.float64), before)[kind] > 0
    return found


__all__ = ["TERTIAL_OF", "Places", "sums_of", "within"]
