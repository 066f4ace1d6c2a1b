"""What an oracle is: rows that count for someone or for a unit, and how they become sums."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from oracle.people import group, month_of

MEASURES = {}


class Row(NamedTuple):
    """One row that counts: at a treating unit, for a person or, with None, for the unit alone."""

    person: str | None
    unit: str | None
    day: date
    value: Fraction | int
    of: Fraction | int | None = 1


@dataclass(frozen=True)
class Oracle:
    """``rows`` gives what is counted; ``population`` the rows that are its denominator instead;
    ``of_units``: persons of both sexes and all ages are counted together."""

    rows: Callable
    population: Callable | None = None
    of_units: bool = False


def measure(rows=None, *, name=None, population=None, of_units=False):
    """Register a function that gives a measure's rows; the measure has the function's name."""

    def register(rows):
        MEASURES[name or rows.__name__] = Oracle(rows, population, of_units)
        return rows

    return register(rows) if rows else register


def for_person(event, value=1):
    """A row of an event or a person's state."""
    return Row(event.person, event.unit, event.day, value)


def for_unit(unit, day, value, of=1):
    """A row that belongs to no person."""
    return Row(None, unit, day, value, of)


def millionths(value):
    """The engine keeps sums in whole millionths; so must a second count that is to be equal."""
    if isinstance(value, int):
        return int(value)
    return Fraction(int(abs(Fraction(value)) * 1_000_000 + Fraction(1, 2)), 1_000_000) * (
        -1 if value < 0 else 1
    )


class Cells:
    """(unit, month, sex, age group) → numerator, denominator, squares, and how many of a value."""

    def __init__(self):
        self.sums = defaultdict(lambda: [0, 0, 0])
        self.values = defaultdict(Counter)

    def add(self, key, row):
        cell = self.sums[key]
        cell[0] += millionths(row.value)
        cell[1] += millionths(row.of)
        cell[2] += millionths(row.value * row.value)
        if row.person is not None:
            self.values[key][row.value] += 1

    def together(self):
        """Both sexes and all ages of a unit and month in one cell."""
        apart, self.sums = self.sums, defaultdict(lambda: [0, 0, 0])
        for (unit, month, _, _), sums in apart.items():
            whole = self.sums[unit, month, "all", "all"]
            whole[:] = [one + other for one, other in zip(whole, sums, strict=True)]


def key_of(row, world, axis):
    """The cell of a row, or None when it has no place on the grid."""
    month = month_of(row.day)
    if row.person is None:
        place = row.unit, month, "all", "all"
    else:
        unit = row.unit if axis == "treating_unit" else world.people.home(row.person, row.day)
        years = world.people.age(row.person, row.day)
        if years is None:
            return None
        place = unit, month, world.people.by_id[row.person]["sex"], group(years)
    inside = world.first <= month <= world.last and place[0] in world.units_in(month)
    return place if inside and place[3] is not None else None


def counted(rows, world, axis):
    """The cells of rows that are eligible: none of their terms is null."""
    cells = Cells()
    for row in rows:
        if row.value is None or row.of is None:
            continue
        key = key_of(row, world, axis)
        if key is not None:
            cells.add(key, row)
    return cells


def cells_of(oracle, world, axis):
    """The cells of a measure whose units are those that treat, or those where people live.

    The denominator of a measure against a baseline belongs to totals, and is not in the cells.
    """
    cells = counted(oracle.rows(world), world, axis)
    if oracle.of_units:
        cells.together()
    if oracle.population is not None:
        divided(cells, counted(oracle.population(world), world, axis))
    return cells


def divided(cells, population):
    """The population's numerator is the denominator."""
    for cell in cells.sums.values():
        cell[1] = 0
    for key, (size, _, _) in population.sums.items():
        cells.sums[key][1] = size
