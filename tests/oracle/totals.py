"""Totals counted directly: every unit with what is below it, every period, both sexes, all ages."""

from collections import defaultdict
from itertools import product

from oracle.agreeing import expected
from riktning.core.periods import Month, Period, PeriodKind

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


def periods_with(month):
    """The month, its tertial and year, and the twelve years in a row that it belongs to."""
    month = Month.parse(month)
    for kind in (PeriodKind.MONTH, PeriodKind.TERTIAL, PeriodKind.YEAR):
        yield Period.containing(month, kind)
    for back in range(12):
        yield Period(month.plus(-back), PeriodKind.ROLLING_12)


def totals(definition, axis, world):
    """(part, unit, sex, age group) → period → sum."""
    sums = defaultdict(lambda: defaultdict(float))
    cells = expected(definition, axis, world)
    apart = all(sex != ALL for _, _, sex, _ in cells)
    for (unit, month, sex, age), parts in cells.items():
        groups = product((sex, ALL), (age, ALL)) if apart else [(ALL, ALL)]
        places = list(product(above(world, axis, unit, month), groups))
        for period in periods_with(month):
            for (one, (sexes, ages)), (part, value) in product(places, parts.items()):
                sums[part, one, sexes, ages][period] += value
    return against_baseline(definition, sums)


def against_baseline(definition, sums):
    """Every month's denominator is the total's own numerator over the baseline's months."""
    if definition.baseline is None:
        return sums
    first, last = definition.baseline
    for (_, *place), found in list(sums.items()):
        months = [p for p in found if p.kind is PeriodKind.MONTH and first <= p.start <= last]
        size = sum(found[month] for month in months)
        sums["denominator", *place] = EveryMonth(size)
    return sums


class EveryMonth(dict):
    """The same sum in every month, so that a longer period has it once for each of its months."""

    def __init__(self, size):
        self.size = size

    def __missing__(self, period):
        return self.size * period.length
