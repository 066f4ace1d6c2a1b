"""Totals counted directly: every unit with what is below it, every period, both sexes, all ages."""

from collections import defaultdict
from itertools import product

import numpy as np

from oracle.agreeing import enters, expected

MUNICIPAL = ("municipality", "subregion", "region")
ALL = "all"


def above(world, axis, unit, month):
    """The unit and everything it was part of that month; where people live, only such units."""
    units, found = world.units_in(month), []
    while unit is not None:
        if axis == "treating_unit" or units[unit]["kind"] in MUNICIPAL:
            found.append(unit)
        unit = units[unit]["parent_id"]
    return found


class Totals:
    """What the oracle counts of a definition, for every unit, sex and age group month by month."""

    def __init__(self, definition, axis, world):
        self.definition, self.first = definition, world.months[0]
        self.length = world.months[1].index - self.first.index + 1
        self.monthly = defaultdict(lambda: np.zeros(self.length))
        cells = expected(definition, axis, world)
        number = {str(month): place for place, month in enumerate(self._months())}
        apart = all(sex != ALL for _, _, sex, _ in cells)
        for (unit, month, sex, age), parts in cells.items():
            groups = list(product((sex, ALL), (age, ALL))) if apart else [(ALL, ALL)]
            for one, group, part in product(above(world, axis, unit, month), groups, parts):
                self.monthly[part, one, *group][number[month]] += parts[part]
        if definition.baseline is not None:
            self._against_baseline(*definition.baseline)

    def _months(self):
        return [self.first.plus(number) for number in range(self.length)]

    def _against_baseline(self, first, last):
        """Every month's denominator is the total's own numerator over the baseline's months."""
        chosen = [first <= month <= last for month in self._months()]
        for (_, *place), sums in list(self.monthly.items()):
            self.monthly["denominator", *place] = np.full(self.length, sums[chosen].sum())

    def over(self, periods):
        """Which months make up each period: shape (months, periods)."""
        return np.array([
            [period.start <= month <= period.end and enters(self.definition, str(month))
             for period in periods] for month in self._months()
        ], dtype=float)  # fmt: skip

    def of(self, part, unit, sex, age):
        """Month by month; 0 where nothing was counted."""
        return self.monthly.get((part, unit, sex, age), np.zeros(self.length))

    def months_in(self, period):
        """How many months enter into a period."""
        months = (period.start.plus(number) for number in range(period.length))
        return sum(enters(self.definition, str(month)) for month in months)
