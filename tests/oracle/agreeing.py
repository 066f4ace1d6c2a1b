"""Sets the engine's cells beside the oracle's, and says where they differ."""

from itertools import pairwise

import numpy as np

from oracle.counting import cells_of
from oracle.measures import ORACLES
from riktning.catalogue import load
from riktning.catalogue.frames import BY_NAME
from riktning.core.periods import Month, Period
from riktning.indicators.asking import Source
from riktning.indicators.engine import compute_cells, groups_of
from riktning.indicators.grid import unit_calendar

CATALOGUE = load()
PARTS = ("numerator", "denominator", "squares")


def computed(world, connection, definitions=None, shard=None):
    """Every group's cells for a world."""
    first, last = world.months
    source = Source(world, first, last, world.as_of, world.people.municipality, shard)
    calendar = unit_calendar(world.units, first, last)
    for group in groups_of(definitions or CATALOGUE.indicators.values()):
        yield compute_cells(group, source, CATALOGUE.codes, calendar, connection)


def expected(definition, axis, world):
    """Cell → part → what the oracle counts there; parts and cells that are 0 are left out."""
    key = definition.id, str(axis)
    if key not in world.told:
        world.told[key] = _expected(definition, axis, world)
    return world.told[key]


def _expected(definition, axis, world):
    cells = cells_of(ORACLES[definition.id], world, str(axis))
    found = {}
    for key, sums in cells.sums.items():
        if enters(definition, key[1]):
            found[key] = dict(zip(parts_of(definition), chosen(definition, sums), strict=True))
    for key, values in cells.values.items():
        if definition.edges and enters(definition, key[1]):
            found[key] = bucketed(definition, values)
    kept = {key: {p: float(v) for p, v in parts.items() if v} for key, parts in found.items()}
    return {key: parts for key, parts in kept.items() if parts}


def enters(definition, month):
    """States are evaluated at the last month of the finest period that the measure is given for."""
    if not BY_NAME[definition.frame].stock:
        return True
    return str(Period.containing(Month.parse(month), definition.period).end) == month


def parts_of(definition):
    """Numerator, denominator and squares, as far as the definition has them as cells."""
    divides = definition.denominator is not None or definition.population is not None
    has = not definition.edges, divides, definition.squares is not None
    return [part for part, there in zip(PARTS, has, strict=True) if there]


def chosen(definition, sums):
    return [sums[PARTS.index(part)] for part in parts_of(definition)]


def bucketed(definition, values):
    """Bucket → rows: edges[i] ≤ x < edges[i + 1], the first also below, the last also above."""
    limits = [
        (-1e9, definition.edges[1]),
        *pairwise(definition.edges[1:]),
        (definition.edges[-1], 1e9),
    ]
    return {
        f"bucket_{number}": sum(n for x, n in values.items() if low <= x < high)
        for number, (low, high) in enumerate(limits)
    }


def found(cells, definition):
    """The engine's cells, the same way."""
    names = parts_of(definition) or [f"bucket_{n}" for n in range(len(definition.edges))]
    grid, answer = cells.grid, {}
    for name in names:
        part = cells.part(definition, name)
        places = () if part is None else zip(*np.nonzero(part), strict=True)
        for unit, month, sex, age in places:
            single = part.shape[2] == 1
            key = (
                grid.calendar.ids[unit], str(grid.calendar.months[month]),
                "all" if single else grid.sexes[sex], "all" if single else grid.ages[age],
            )  # fmt: skip
            if enters(definition, key[1]):
                answer.setdefault(key, {})[name] = float(part[unit, month, sex, age])
    return answer


def differences(world, counted):
    """Every cell of every indicator on which engine and oracle do not agree."""
    for cells in counted:
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
