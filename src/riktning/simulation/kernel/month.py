"""Months of a part of the region: birthdays, lives, care, conditions; block by block."""

import numpy as np
from numba import njit

from riktning.core.periods import MONTHS_A_YEAR
from riktning.simulation.kernel.blocks import DEMAND, LEVER_ONSET, ONSET, OTHER
from riktning.simulation.kernel.compiling import UNCOUNTED, inner
from riktning.simulation.kernel.demand import demand
from riktning.simulation.kernel.entry import count, refresh
from riktning.simulation.kernel.hospital import CARE_HOME_BIT, note_stay, note_wait
from riktning.simulation.kernel.life import LIFE, STILL_HERE
from riktning.simulation.kernel.noting import MOVED_IN, MOVED_OUT, is_noted, note
from riktning.simulation.kernel.persons import IN_BED, NOTHING_DUE, TOGETHER, part_of
from riktning.simulation.kernel.philox import words
from riktning.simulation.kernel.picking import pick_few
from riktning.simulation.kernel.tables import places_of, tally_of
from riktning.simulation.tallies import EVENTS, Kind

_DEATH, _LEFT, _WAITS = int(Kind.DEATH), int(Kind.LEFT), int(Kind.WAIT_BEGUN)
_BIRTH_FLAG = 4
HERE_ALL_MONTH = 2**30
LIVES, CARE, ILLNESS = 1, 2, 4


@njit(nogil=True, cache=True, **UNCOUNTED)
def months_of_region(
    persons,
    begin,
    end,
    key,
    table,
    nows,
    first,
    last,
    by_month,
    notes,
    tallies,
    room,
    mothers,
    when,
    parts,
):
    """Let the months ``first`` to ``last`` of a window happen to the persons ``begin`` to ``end``
    (``begin`` opens a block); how many gave birth.

    A block's months follow each other while the block lies in the cache. ``mothers`` become their
    rows and ``when`` the months of the window. ``parts`` says what happens beside birthdays: the
    sum of LIVES, CARE and ILLNESS.
    """
    births = 0
    for start in range(begin, end, TOGETHER):
        block = part_of(persons, start, min(end, start + TOGETHER))
        for number in range(first, last):
            found = _month_of_block(
                block,
                start,
                key,
                table,
                nows[number],
                places_of(by_month, number, notes),
                tally_of(tallies, number),
                room,
                mothers[births:],
                parts,
            )
            when[births : births + found] = number
            births += found
    return births


@inner
def _month_of_block(block, start, key, table, now, places, tally, room, mothers, parts):
    """One month of a block that begins at the row ``start``; how many gave birth."""
    low, high, month, more, births = block.low, block.high, now.month, room.more, 0
    _birthdays(block, month, table, tally.stock, room.may, room.picked)
    room.last_day[:] = HERE_ALL_MONTH
    if parts & LIVES:
        _draw(low, high, LIFE, month, key, room.words)
        _what_happens(block, now, room)
        births = _lives(block, start, table, now, places, tally, room, mothers)
    if parts & (CARE | ILLNESS):
        _draw(low, high, ONSET, month, key, more[:4])
    if parts & CARE:
        _draw(low, high, DEMAND, month, key, more[4:8])
        _draw(low, high, OTHER, month, key, more[8:])
        demand(block, key, table, now, places, tally, room)
    if parts & ILLNESS:
        _may_change(block, now, room)
        _change_some(block, key, table, now, places, tally.stock, room)
    return births


@njit(nogil=True, cache=True)
def who_is_noted(low, high, taken, found):
    """Whether notes are taken of each."""
    for i in range(low.shape[0]):
        found[i] = is_noted(low[i], high[i], taken)


@njit(nogil=True, cache=True)
def note_what_goes_on(persons, count, never, taken):
    """Note those who lie in bed, and those who wait, after the last day; ``taken`` has room for
    each."""
    for i in range(count):
        low, high, bed = persons.low[i], persons.high[i], persons.bed[i]
        lies, waits = bed.phase == IN_BED, bed.calls != NOTHING_DUE
        if persons.gone[i] == STILL_HERE and (lies or waits) and is_noted(low, high, taken):
            if lies:
                note_stay(low, high, bed, never, False, taken)
            if waits:
                note_wait(low, high, bed, _WAITS, never, taken)


@inner
def _draw(low, high, block, month, key, out):
    """Four words a person into the rows of ``out``."""
    a_row, b_row, c_row, d_row = out[0], out[1], out[2], out[3]
    for j in range(low.shape[0]):
        a, b, c, d = words(low[j], block, np.uint32(month), high[j], key[0], key[1])
        a_row[j], b_row[j], c_row[j], d_row[j] = a, b, c, d


@inner
def _birthdays(block, month, table, stock, may, picked):
    """Those whose month of birth it is become a year older."""
    born, gone, year, now = block.born, block.gone, np.uint32(MONTHS_A_YEAR), np.int16(month)
    for j in range(born.shape[0]):
        whole = np.uint32(now - born[j]) % year == 0
        may[j] = np.uint8(whole & (gone[j] > now))
    for n in range(pick_few(may, born.shape[0], picked)):
        j = picked[n]
        before = table.cell[block.row[j]]
        refresh(block, j, month, table)
        after = table.cell[block.row[j]]
        if before != after:
            place = block.home[j].place
            count(stock, block.mask[j], place, before, -1)
            count(stock, block.mask[j], place, after, 1)


@inner
def _what_happens(block, now, room):
    """1 for death, 2 for a move (3 for both), 4 for a birth, into ``room.flags``; else 0."""
    row, risk, gone, flags, may = block.row, block.risk, block.gone, room.flags, room.may
    death, move, birth = room.words[0], room.words[1], room.words[2]
    dies, leaves, births = now.dies, now.leaves, now.births
    for j in range(row.shape[0]):
        r = row[j]
        found = np.uint16(np.float32(death[j]) < dies[r] * risk[j])
        found |= np.uint16(move[j] < leaves[r]) << 1
        found |= np.uint16(birth[j] < births[r]) << 2
        flags[j] = found
        may[j] = np.uint8((found != 0) & (gone[j] == STILL_HERE))


@inner
def _lives(block, start, table, now, places, tally, room, mothers):
    """Deaths, then moves away, then births; ``room.last_day`` becomes the day of going.

    ``start``: the row of the block's first person. How many gave birth.
    """
    length, births = np.uint64(now.end - now.start), 0
    for n in range(pick_few(room.may, block.low.shape[0], room.picked)):
        j = room.picked[n]
        if room.flags[j] == _BIRTH_FLAG:
            mothers[births] = start + j
            births += 1
            continue
        day = now.start + int((np.uint64(room.words[3, j]) * length) >> np.uint64(32))
        cell, place = table.cell[block.row[j]], block.home[j].place
        kind = _DEATH if room.flags[j] & 1 else _LEFT
        room.died[j] = room.flags[j] & 1
        room.last_day[j] = day
        block.gone[j] = now.month
        tally.lives[place, cell, kind - EVENTS] += 1
        if is_noted(block.low[j], block.high[j], places.notes):
            note(block.low[j], block.high[j], kind, day, 0, places.notes)
        count(tally.stock, block.mask[j], place, cell, -1)
    return births


@inner
def _may_change(block, now, room):
    """Whose word proposes that a condition begins, or passes, into ``room.may``."""
    row, gone, mask, may, word = block.row, block.gone, block.mask, room.may, room.more[0]
    month, can_pass, remains = np.int16(now.month), now.can_pass, np.uint32(now.passes[0])
    falls_ill = now.falls_ill
    for j in range(row.shape[0]):
        passes = ((mask[j] & can_pass) != 0) & (word[j] >= remains)
        may[j] = np.uint8(((word[j] < falls_ill[row[j]]) | passes) & (gone[j] > month))


@inner
def _change_some(block, key, table, now, places, stock, room):
    for n in range(pick_few(room.may, block.low.shape[0], room.picked)):
        j = room.picked[n]
        _change(block, j, np.uint64(room.more[0, j]), key, table, now, places, stock)


@inner
def _change(persons, i, word, key, table, now, places, stock):
    """Give the person the condition that the word names, or take it away."""
    row, mask = persons.row[i], persons.mask[i]
    cell = table.cell[row]
    if word < now.falls_ill[row]:
        bit = np.searchsorted(now.begins[row], word, side="right")
        if mask >> bit & 1 or _avoided(persons.low[i], persons.high[i], bit, cell, key, now):
            return
        change = 1
    else:
        bit = np.searchsorted(now.passes, word, side="right") - 1
        if not mask >> bit & 1:
            return
        change = -1
    persons.mask[i] = mask ^ np.uint16(1 << bit)
    stock[1 + bit, persons.home[i].place, cell] += change
    if bit == CARE_HOME_BIT and is_noted(persons.low[i], persons.high[i], places.notes):
        moved = MOVED_IN if change > 0 else MOVED_OUT
        note(persons.low[i], persons.high[i], moved, now.end, 0, places.notes)
    refresh(persons, i, now.month, table)


@inner
def _avoided(low, high, bit, cell, key, now):
    """Whether a lever spares the person the condition, by its own draw."""
    if now.avoided[bit, cell] == 0:
        return False
    word, _, _, _ = words(
        low, LEVER_ONSET | np.uint32(bit), np.uint32(now.month), high, key[0], key[1]
    )
    return word < now.avoided[bit, cell]
