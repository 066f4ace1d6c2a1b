"""Sets the engine's cells beside the oracle's, and says where they differ."""

import numpy as np

from oracle.counting import cells_of
from oracle.measures import ORACLES
from riktning.catalogue import load
from riktning.indicators.asking import Source
from riktning.indicators.engine import compute_cells, groups_of
from riktning.indicators.grid import unit_calendar

CATALOGUE = load()
PARTS = ("numerator", "denominator", "squares")


def computed(world, connection, definitions=None):
    """Every group's cells for a world."""
    first, last = world.months
    source = Source(world, first, last, world.as_of, world.people.municipality)
    calendar = unit_calendar(world.units, first, last)
    for group in groups_of(definitions or CATALOGUE.indicators.values()):
        yield compute_cells(group, source, CATALOGUE.codes, calendar, connection)


def expected(definition, axis, world):
    """Cell → what the definition counts there, by the oracle: sums that are not all zero."""
    cells = cells_of(ORACLES[definition.id], world, str(axis))
    found = {}
    for key, sums in cells.sums.items():
        counted = [float(value) if has else None for value, has in zip(sums, has_of(definition), strict=True)]
        if any(counted):
            found[key] = counted
    return found


def has_of(definition):
    """Which of numerator, denominator and squares a definition has."""
    return True, definition.denominator is not None, definition.squares is not None


def found(cells, definition):
    """The engine's cells that are not all zero."""
    parts = [cells.part(definition, part) for part in PARTS]
    some = np.any([part != 0 for part in parts if part is not None], axis=0)
    grid, answer = cells.grid, {}
    for unit, month, sex, age in zip(*np.nonzero(some), strict=True):
        calendar = grid.calendar
        key = calendar.ids[unit], str(calendar.months[month]), grid.sexes[sex], grid.ages[age]
        answer[key] = [None if p is None else float(p[unit, month, sex, age]) for p in parts]
    return answer


def differences(world, connection, definitions=None):
    """Every cell of every indicator on which engine and oracle do not agree."""
    for cells in computed(world, connection, definitions):
        for definition in cells.group.definitions:
            ours = expected(definition, cells.group.axis, world)
            theirs = found(cells, definition)
            for key in sorted(ours.keys() | theirs.keys()):
                if ours.get(key) != theirs.get(key):
                    yield definition.id, str(cells.group.axis), key, theirs.get(key), ours.get(key)


def told(differing, most=8):
    """The differences as a person reads them."""
    lines = [
        f"{name} ({axis}) {key}: engine {engine}, oracle {oracle}"
        for name, axis, key, engine, oracle in differing[:most]
    ]
    return "\n".join([f"{len(differing)} cells differ", *lines])



