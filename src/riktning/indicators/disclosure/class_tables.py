"""Tables by sex and age: those of all sets of measures, after the units' own figures are hidden."""

from collections.abc import Sequence

import numpy as np

from riktning.core.periods import PeriodKind
from riktning.indicators.disclosure.class_blocks import Block, block_of
from riktning.indicators.disclosure.class_search import protect_classes
from riktning.indicators.disclosure.exchange import width
from riktning.indicators.disclosure.periods import Places
from riktning.indicators.disclosure.quantities import Elsewhere, Measure
from riktning.indicators.disclosure.question import Change
from riktning.indicators.disclosure.table import Hidden
from riktning.indicators.disclosure.tree import TERTIAL_OF, TERTIALS, Bools, Floats
from riktning.indicators.disclosure.unit_tables import Key, UnitTables

_EVER = 1e12


def hide_classes(sets: Sequence[Sequence[Measure]], units: UnitTables, k: int) -> dict[Key, Block]:
    """The blocks of every set and axis that has any, with all that is hidden in them."""
    blocks: dict[Key, Block] = {}
    for key, hidden in units.hidden.items():
        together = sets[key[0]]
        others = tuple(m for other in sets if other is not together for m in other)
        block = block_of(key, together, Elsewhere(others), hidden)
        if block is not None:
            blocks[key] = block
            for change in units.changes[key]:
                _follow(block, change, hidden, k)
    protect_classes(list(blocks.values()), k)
    return blocks


def _follow(block: Block, change: Change, totals: Hidden, k: int) -> None:
    """What units exchanged changes them by sex and age too.

    Unless the same sexes and ages are enough for an exchange that evens out within the year, the
    tables are hidden that year.
    """
    tables = {unit: n for n, unit in enumerate(block.units, start=1)}
    inside = [tables[node] for node in change.nodes if node in tables]
    if not inside:
        return
    rows = [tables[row] for row in (change.mine, change.partner) if row in tables]
    if change.free:
        if len(inside) == len(rows):
            _settle(block, rows, change, totals)
    elif len(inside) != 2 or len(rows) != 2 or not _alike(block, rows, change, k):
        for table in inside:
            block.hide(table, change.year)


def _settle(block: Block, rows: list[int], change: Change, totals: Hidden) -> None:
    """Strike off what ranges far enough because the units' totals do.

    With one row of the two in the block, the other is an outsider that has whatever is asked for,
    or all other units of the group whose totals are hidden together.
    """
    year = change.year
    counts = [block.counts[:, table, :, year] * change.months for table in rows]
    if len(rows) == 1:
        other = np.full_like(counts[0], _EVER)
        if not change.outside:
            other = _hidden_beside(block, rows[0], totals, year)
        counts.append(other * change.months)
    both = counts[0] + counts[1]
    reached = {
        PeriodKind.TERTIAL: both.reshape(*both.shape[:-1], TERTIALS, -1).sum(axis=-1),
        PeriodKind.YEAR: both.sum(axis=-1),
    }
    for table in rows:
        for kind, wide in reached.items():
            small = block.small[kind][:, table, :, year]
            small *= wide < small - 1e-9
        block.wanting[table, year] = block.wants(table, year)


def _hidden_beside(block: Block, table: int, totals: Hidden, year: int) -> Floats:
    """The other units of a group, where their totals are hidden in month, tertial and year."""
    tables = [int(t) for t in block.beside(table, year) if 0 < t < block.tables]
    units = [block.units[t - 1] for t in tables]
    free = totals.month[units, year] & totals.year[units, year][:, None]
    free &= totals.tertial[units, year][:, TERTIAL_OF]
    found: Floats = (block.counts[:, :, :, year][:, tables] * free[:, None]).sum(axis=1)
    return found


def _alike(block: Block, rows: list[int], change: Change, k: int) -> bool:
    """Whether two units can exchange persons of the same sex and age, as far as is needed."""
    first = 1 + block.classes.sexes
    gives, takes = (block.counts[:, t, first:, change.year] * change.months for t in rows)
    both = gives + takes
    matched = _widths(both, gives, takes).sum(axis=1)
    whole = _widths(*(each.sum(axis=1, keepdims=True) for each in (both, gives, takes)))[:, 0]
    least = np.array([k] * 12 + [4 * k] * TERTIALS, dtype=np.float64)
    return bool((matched >= np.minimum(whole, least) - 1e-9).all())


def _widths(both: Floats, gives: Floats, takes: Floats) -> Floats:
    """By month, then by tertial: shape (quantities, rows, 15)."""
    by_tertial = both.reshape(*both.shape[:-1], TERTIALS, -1).sum(axis=-1)
    inside = np.concatenate([both, by_tertial], axis=-1)
    to, back = gives.sum(axis=-1)[..., None], takes.sum(axis=-1)[..., None]
    return np.maximum(width(inside, to, back, free=False), 0.0)


def crossed_out(block: Block, table: int, places: Places) -> Bools:
    """What is hidden of a table: shape (sexes + 1, ages + 1, periods)."""
    tables = {
        PeriodKind.MONTH: block.hidden.month[table],
        PeriodKind.TERTIAL: block.hidden.tertial[table],
        PeriodKind.YEAR: block.hidden.year[table],
    }
    crossed = {kind: block.classes.crossed(each) for kind, each in tables.items()}
    shape = block.classes.sexes + 1, block.classes.ages + 1
    found = np.ones((*shape, len(places.calendar.periods)), dtype=bool)
    for number, period in enumerate(places.calendar.periods):
        if period.kind in crossed:
            flat = crossed[period.kind].reshape(*shape, -1)
            found[..., number] = flat[..., places.spot(number)]
    return found
