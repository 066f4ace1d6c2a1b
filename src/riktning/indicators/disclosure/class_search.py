"""Hides in tables by sex and age, so that no small count can be worked out.

What one sex and age of a unit gives another is given back in a second unit of the same group, in
the same month: every unit's total, and the group's total of every sex and age, stay as they are in
every month. Both units hide the same. What lies beside the units of a group is never published,
and is the cheapest second unit where it is large enough. The region, which has no second unit,
gives back in other months, within a unit that is a part of it.

Where that does not suffice either, no tertial of any unit of the group is given by sex and age that
year, and at last not the year: as for units that are never broken down, only their totals and the
region's tables are known. Of the region first the months are given up, then tertials and the year.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from riktning.core.periods import PeriodKind
from riktning.indicators.disclosure.class_blocks import KINDS, REGION, Block
from riktning.indicators.disclosure.search import Search
from riktning.indicators.disclosure.table import Hidden, Small, Table
from riktning.indicators.disclosure.tree import Bools, Floats

_ATTEMPTS = 4  # second units tried, one after the other
_AMPLE = 20.0  # times k: a second unit with this much in a year is likely to be large enough
_NEARLY = 0.9  # of its group: such a unit is protected as the region is, together with it
_NAMES = ("month", "tertial", "year")


@dataclass(frozen=True)
class _Entry:
    """A table in a year, the tables that must be hidden as it is, and what can be exchanged."""

    block: Block
    table: int
    year: int
    others: tuple[tuple[Block, int], ...]
    mass: Floats
    room: Floats


def protect_classes(blocks: Sequence[Block], k: int) -> None:
    """Hide in all tables of all blocks."""
    for classes in dict.fromkeys(block.classes for block in blocks):
        alike = [block for block in blocks if block.classes == classes]
        for block in alike:
            for year in np.flatnonzero(block.moving):
                _give_up(alike, block.key[0], int(year))
        for kind in KINDS:
            _protect_units(alike, kind, k)
        for kind in KINDS:
            _protect_regions(alike, kind)


def _protect_units(blocks: Sequence[Block], kind: PeriodKind, k: int) -> None:
    """Those with small counts; of those left, periods of a kind are given up that year."""
    for attempt in range(_ATTEMPTS):
        left = _needing(blocks, units=True)
        _search([each for one in left if (each := _paired(*one, attempt, k)) is not None])
    for attempt in range(_ATTEMPTS):
        left = [one for one in _needing(blocks, units=True) if _alone(*one)]
        _search([each for one in left if (each := _carried(blocks, *one, attempt)) is not None])
    for block, table, year in _needing(blocks, units=True):
        for part in block.parts(int(block.group[table, year]), year):
            if part < block.tables:
                block.hide(int(part), year, kind)


def _alone(block: Block, table: int, year: int) -> bool:
    """Whether a unit has nearly all of its group, so that nothing beside it can give back."""
    return bool(block.total[table, year] > _NEARLY * block.total[block.group[table, year], year])


def _protect_regions(blocks: Sequence[Block], kind: PeriodKind) -> None:
    for attempt in range(_ATTEMPTS):
        left = _needing(blocks, units=False)
        _search([each for one in left if (each := _carried(blocks, *one, attempt)) is not None])
    for block, _, year in _needing(blocks, units=False):
        _give_up(blocks, block.key[0], year, kind)


def _needing(blocks: Sequence[Block], *, units: bool) -> list[tuple[Block, int, int]]:
    """Tables and years with small counts that nothing protects: of units, or of the region."""
    found: list[tuple[Block, int, int]] = []
    for block in blocks:
        tables = zip(*np.nonzero(block.wanting), strict=True)
        found += [(block, int(t), int(year)) for t, year in tables if (t != REGION) == units]
    return found


def _give_up(
    blocks: Sequence[Block], number: int, year: int, kind: PeriodKind | None = None
) -> None:
    """Nothing by sex and age in a year, along any axis of a set of measures."""
    for block in blocks:
        if block.key[0] == number:
            block.hide(REGION, year, kind)


# -- exchanges -----------------------------------------------------------------------------------


def _paired(block: Block, table: int, year: int, attempt: int, k: int) -> _Entry | None:
    """A unit and the second unit to try; of a unit with parts that have tables, one part each."""
    order = _order(block, table, year, k)
    if attempt >= len(order):
        return None
    own, second = block.down(table, year), block.down(order[attempt], year)
    mine, other = (
        (block.counts[:, t, :, year], block.floor[:, t, :, year], block.ceiling[:, t, :, year])
        for t in (own[-1], second[-1])
    )
    return _Entry(
        block, table, year, tuple((block, t) for t in (*own[1:], *second)),
        np.maximum(np.minimum(mine[0] - mine[1], other[2] - other[0]), 0.0),
        np.maximum(np.minimum(other[0] - other[1], mine[2] - mine[0]), 0.0),
    )  # fmt: skip


def _order(block: Block, table: int, year: int, k: int) -> list[int]:
    beside = block.beside(table, year)
    total = block.total[beside, year]
    needing = block.wanting[beside, year]
    ample = total >= _AMPLE * k
    spare = [
        int(t) for t, enough in zip(beside, ample, strict=True) if t >= block.tables and enough
    ]
    clean = np.where(needing | ~ample | (beside >= block.tables), np.inf, total)
    order = spare + ([int(beside[clean.argmin()])] if np.isfinite(clean).any() else [])
    order += [int(beside[n]) for n in np.argsort(-total)]
    return list(dict.fromkeys(order))


def _carried(
    blocks: Sequence[Block], block: Block, table: int, year: int, attempt: int
) -> _Entry | None:
    """A table that gives back in other months, with all it is a part of, up to the region.

    Along another axis, and below the region itself, it is some unit there that changes with it.
    """
    others: list[tuple[Block, int]] = []
    mass = block.counts[:, table, :, year].copy()
    for each in blocks:
        if each.key[0] != block.key[0]:
            continue
        carrier = _carrier(each, year, attempt)
        if each is block and table != REGION:
            carrier = each.down(table, year)[-1]
        if carrier is None:
            return None
        for number, name in enumerate(block.names):
            if name in each.names:
                own = each.counts[each.names.index(name), carrier, :, year]
                mass[number] = np.minimum(mass[number], own)
        while carrier != -1:
            others.append((each, carrier))
            carrier = int(each.group[carrier, year])
    room = np.full_like(mass, np.inf)
    return _Entry(block, table, year, tuple(others), mass, room)


def _carrier(block: Block, year: int, attempt: int) -> int | None:
    """A table with no parts: the largest one, then the others; the region where there is none."""
    ends = [t for t in range(1, len(block.group))
            if block.group[t, year] >= 0 and not len(block.parts(t, year))]  # fmt: skip
    if not ends:
        return REGION
    total = block.total[ends, year]
    return ends[int(np.argsort(-total)[attempt])] if attempt < len(ends) else None


def _search(entries: Sequence[_Entry]) -> None:
    """Hide what one search finds, in all tables of each entry, and strike off what it protects."""
    if not entries:
        return
    classes = entries[0].block.classes
    kinds = max(len(each.mass) for each in entries)
    covered = [
        np.broadcast_to(each.block.covered[each.year], (classes.size, 1, 12)) for each in entries
    ]
    small = {
        name: _stacked(
            [each.block.small[kind][:, each.table, :, each.year] for each in entries], kinds
        )
        for name, kind in zip(_NAMES, KINDS, strict=True)
    }
    counts = _stacked([each.block.counts[:, each.table, :, each.year] for each in entries], kinds)
    table = Table(
        classes.tree.stacked(covered), counts,
        Small(**small, rolling=np.zeros_like(counts)), np.full(len(entries), -1),
        _stacked([each.mass for each in entries], kinds),
        _stacked([each.room for each in entries], kinds),
        closed=True, apart=classes.apart,
    )  # fmt: skip
    search = Search(table, _known(entries))
    search.run()
    for number, each in enumerate(entries):
        for block, other in ((each.block, each.table), *each.others):
            for name in _NAMES:
                found = getattr(search.hidden, name)[:, number]
                getattr(block.hidden, name)[other, :, each.year] |= found
    for number, each in enumerate(entries):
        left = {
            kind: getattr(search.left, name)[: len(each.mass), :, number]
            for name, kind in zip(_NAMES, KINDS, strict=True)
        }
        each.block.settle(each.table, each.year, left)


def _stacked(found: Sequence[Floats], kinds: int) -> Floats:
    """(quantities, nodes, …) each → (quantities, nodes, entries, …), filled up with nothing."""
    full = []
    for each in found:
        missing = np.zeros((kinds - len(each), *each.shape[1:]))
        full.append(np.concatenate([each, missing]) if len(missing) else each)
    return np.stack(full, axis=2)


def _known(entries: Sequence[_Entry]) -> Hidden:
    """What is hidden in all tables of an entry, and can change as it is."""
    tables: dict[str, Bools] = {}
    for name in _NAMES:
        found = []
        for each in entries:
            hidden = getattr(each.block.hidden, name)[each.table, :, each.year].copy()
            for block, other in each.others:
                hidden &= getattr(block.hidden, name)[other, :, each.year]
            found.append(hidden)
        tables[name] = np.stack(found, axis=1)
    return Hidden(**tables, rolling=np.ones_like(tables["month"]))
