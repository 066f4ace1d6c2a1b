"""A month's care of a block of persons: who needs how much of what, and what becomes of it."""

import math

import numpy as np

from riktning.simulation.kernel.blocks import EVENT, STREAM_BITS
from riktning.simulation.kernel.compiling import inner, let_in, written_out
from riktning.simulation.kernel.flows import LISTED, WAYS, led
from riktning.simulation.kernel.hospital import (
    CARE_HOME_BIT,
    CARED_FOR_AT_HOME,
    PLANNED,
    Who,
    admit,
    go_on,
    in_bed,
    leave_the_region,
    look_again,
    queue_up,
    turned_away,
)
from riktning.simulation.kernel.life import STILL_HERE
from riktning.simulation.kernel.noting import is_noted, note
from riktning.simulation.kernel.persons import IN_BED, STREAMS
from riktning.simulation.kernel.philox import words
from riktning.simulation.kernel.picking import pick_few, pick_out
from riktning.simulation.kernel.rates import bits_of, rate_of
from riktning.simulation.kernel.tables import MOST_ADMISSIONS, MOST_EVENTS, WARDS
from riktning.simulation.tallies import EVENTS, Kind

MOST_A_MONTH = 60  # of one stream and person
_WORDS, _SURELY = np.float32(2.0**32), np.float32(1.000001)
_SPECIALIST, _EMERGENCY, _MUNICIPAL, _UNPLANNED, _PLANNED = 1, 2, 4, 5, 6  # streams
_FIRST_KIND = (
    int(Kind.PRIMARY_VISIT), int(Kind.SPECIALIST_VISIT), int(Kind.EMERGENCY_VISIT),
    int(Kind.REHABILITATION_VISIT), int(Kind.MUNICIPAL_HOME_VISIT), int(Kind.UNPLANNED_ADMISSION),
    int(Kind.PLANNED_ADMISSION), int(Kind.ANTIBIOTICS), int(Kind.UNSUITABLE_DRUG),
)  # fmt: skip
_LEVEL = (0, 1, 1, 2, 3)  # the rows of ``modes`` by stream
_EMERGENCY_KIND, _UNSUITABLE_KIND = int(Kind.EMERGENCY_VISIT), int(Kind.UNSUITABLE_DRUG)
# Among the kinds after the events.
_OWN_HOME, _USER = int(Kind.ACUTE_OWN_HOME) - EVENTS, int(Kind.UNSUITABLE_USER) - EVENTS
_ADMISSION, _HOME_ADMISSION = int(Kind.UNPLANNED_ADMISSION), int(Kind.HOME_ADMISSION)
_OLD_GROUP, _A_YEAR = 6, 12
_TO_PICK, _SHIFT = np.uint32(24), np.uint64(32)


@inner
def demand(block, key, table, now, places, tally, room):
    """Draw what each person of a block needs in the month, and let it happen."""
    _who_is_here(block.gone, np.int16(now.month), room.here)
    for stream in range(STREAMS):
        word, pace = room.more[1 + stream], now.pace[stream]
        _may_need(word, block.bound[0, stream], room, pace, block.low.shape[0])
        size = block.low.shape[0]
        if stream <= _SPECIALIST:
            picked = pick_out(room.may, size, room.picked)
        else:
            picked = pick_few(room.may, size, room.picked)
        if stream in (_UNPLANNED, _PLANNED):
            _mark(room.picked, picked, np.uint16(1 << stream), room.flags, stream == _UNPLANNED)
            continue
        _expected(block, stream, picked, pace, table, room)
        events, hard = _surely(word, picked, room)
        done = 0
        while events or done < hard:
            done, events = _exactly(word, done, hard, events, room)
            _draw_events(block.low, block.high, stream, events, now.month, key, room)
            _sort_out(block.row, stream, events, table, now, room)
            if now.levers:
                _lead(block, stream, events, key, now, places.share, room)
            _count(block, events, now.month, places, tally, room)
            if places.notes.rows.shape[0]:
                _note(block, events, now, places, room)
            events = 0
    _in_hospital(block, key, table, now, places, tally, room)
    _old_users(block, now.month, table, tally.lives, room.may, room.picked)


@inner
def _who_is_here(gone, month, here):
    for j in range(gone.shape[0]):
        here[j] = gone[j] >= month


@inner
def _may_need(word, bound, room, pace, size):
    """Who may need something, cheaply: 1 - exp(-mean) is at most the mean, and that the bound."""
    bits, above, may, here = room.bits, room.bits.view(np.float32), room.may, room.here
    for j in range(size):
        bits[j] = bits_of(bound[j])
    surely = np.float32(pace * _SURELY * _WORDS)
    for j in range(size):
        may[j] = np.uint8(np.float32(word[j]) <= above[j] * surely) & here[j]


@inner
def _expected(block, stream, picked, pace, table, room):
    """How much each of those picked needs in the month, exactly."""
    for at in range(picked):
        j = room.picked[at]
        rate = rate_of(stream, block.row[j], block.mask[j], block.home[j], table)
        room.means[at] = np.float64(rate) * np.float64(pace)


@inner
def _mark(picked, count, bit, flags, first):
    """Leave a bit for those picked; the first time round, clear the others' first."""
    if first:
        flags[:] = 0
    for n in range(count):
        flags[picked[n]] |= bit


@inner
def _surely(word, picked, room):
    """List the events of those who surely need one; how many, and how many must be told exactly.

    Terms of the exponential series bound P(N ≥ 1) and P(N ≥ 2): mostly they say enough.
    """
    events, hard = 0, 0
    for at in range(picked):
        j = room.picked[at]
        mean = room.means[at]
        uniform, two = (np.float64(word[j]) + 0.5) / 4294967296.0, 0.5 * mean * mean
        one = (uniform >= two) & (uniform < mean - two)
        none = (uniform >= two) & (uniform >= mean - two + two * mean / 3.0)
        room.event_of[events], room.event_number[events] = j, 0
        events += int(one)
        room.hard[hard] = at
        hard += int(not (one | none))
    return events, hard


@inner
def _exactly(word, done, hard, events, room):
    """List the events of the others, from ``done`` until there is no room; the next, how many."""
    for at in range(done, hard):
        j, mean = room.picked[room.hard[at]], room.means[room.hard[at]]
        if events > MOST_EVENTS - MOST_A_MONTH:
            return at, events
        for n in range(how_many(mean, word[j])):
            room.event_of[events], room.event_number[events] = j, n
            events += 1
    return hard, events


@inner
def how_many(mean, word):
    """The greatest n with word < P(N ≥ n) for a Poisson number: more expected is never fewer."""
    uniform = (np.float64(word) + 0.5) / 4294967296.0
    term = math.exp(-mean)
    tail, n = 1.0 - term, 0
    while uniform < tail and n < MOST_A_MONTH:
        n += 1
        term *= mean / n
        tail -= term
    return n


@inner
def _draw_events(low, high, stream, events, month, key, room):
    """The words of a stream's events: when, how, where."""
    own, number, drawn = room.event_of, room.event_number, room.event_words
    own_low, own_high = room.event_low, room.event_high
    for e in range(events):
        own_low[e], own_high[e] = low[own[e]], high[own[e]]
    a_row, b_row, c_row = drawn[0], drawn[1], drawn[2]
    first = EVENT | np.uint32(stream << STREAM_BITS)
    for e in range(events):
        a, b, c, _ = words(
            own_low[e], first | number[e], np.uint32(month), own_high[e], key[0], key[1]
        )
        a_row[e], b_row[e], c_row[e] = a, b, c


@inner
def _sort_out(rows, stream, events, table, now, room):
    """The cell and kind of each event; a kind of -1 where the person has gone before."""
    own, cells, kinds, how = room.event_of, room.event_cell, room.event_kind, room.event_words[1]
    for e in range(events):
        cells[e] = table.cell[rows[own[e]]]
        kinds[e] = _FIRST_KIND[stream]
    if stream <= _MUNICIPAL and stream != _EMERGENCY:
        modes = table.modes[_LEVEL[stream]]
        for e in range(events):
            kinds[e] += _step(modes[cells[e]], how[e])
    when, start, length = room.event_words[0], now.start, np.uint64(now.end - now.start)
    for e in range(events):
        if start + _day(when[e], length) >= room.last_day[own[e]]:
            kinds[e] = -1


@inner
def _lead(block, stream, events, key, now, share, room):
    """Let the levers work on the events of a stream."""
    for e in range(events):
        kind, i = room.event_kind[e], room.event_of[e]
        if kind >= 0 and now.first[kind] < now.levers:
            room.event_kind[e] = led(
                block.low[i], block.high[i], block.mask[i], block.home[i].place, kind,
                stream << STREAM_BITS | room.event_number[e], room.event_cell[e], key, now, share,
            )  # fmt: skip


@inner
def _count(block, events, month, places, tally, room):
    """Count the events where they take place, and where those they concern live."""
    units, by_place, lives, at = tally.units, tally.places, tally.lives, room.event_words[2]
    for e in range(events):
        kind, cell, i = room.event_kind[e], room.event_cell[e], room.event_of[e]
        if kind < 0:
            continue
        home = block.home[i]
        place = home.place
        units[kind, _unit(home, kind, cell, at[e], places), cell] += 1
        by_place[kind, place, cell] += 1
        if kind == _UNSUITABLE_KIND:
            block.took[i] = month
        elif kind == _EMERGENCY_KIND:
            lives[place, cell, _OWN_HOME + (block.mask[i] >> CARE_HOME_BIT & 1)] += 1


@inner
def _note(block, events, now, places, room):
    """Note the events of those of whom notes are taken."""
    length = np.uint64(now.end - now.start)
    for e in range(events):
        kind, i = room.event_kind[e], room.event_of[e]
        if kind >= 0 and is_noted(block.low[i], block.high[i], places.notes):
            unit = _unit(block.home[i], kind, room.event_cell[e], room.event_words[2, e], places)
            day = now.start + _day(room.event_words[0, e], length)
            note(block.low[i], block.high[i], kind, day, unit, places.notes)


@written_out
def _day(word, length):
    """The day of a month of ``length`` days that a word says, from 0."""
    return int((np.uint64(word) * length) >> _SHIFT)


@written_out
def _unit(home, kind, cell, word, places):
    """The unit that an outpatient event takes place at."""
    which = WAYS[kind, cell]
    if which != LISTED:
        return places.routes[which, home.place, word >> _TO_PICK]
    return home.listed if places.is_open[home.listed] else home.fallback


@written_out
def _step(steps, word):
    """The number of the first of the rising steps that is above the word."""
    found = 0
    for step in range(steps.shape[0] - 1):
        found += int(word >= steps[step])
    return found


@inner
def _in_hospital(block, key, table, now, places, tally, room):
    """The month in hospital of those who may come, lie there, or go."""
    days, ordinals = room.days, room.ordinals
    end, month, due, gone = np.int32(now.end), np.int16(now.month), block.due, block.gone
    for j in range(due.shape[0]):
        may = (due[j] < end) | (gone[j] == month) | (room.flags[j] != 0)
        room.may[j] = np.uint8(may) & room.here[j]
    for n in range(pick_few(room.may, block.low.shape[0], room.picked)):
        j = room.picked[n]
        row, bed = block.row[j], block.bed[j]
        who = Who(
            block.low[j], block.high[j], int(block.mask[j]), int(row), int(table.group[row]),
            int(table.cell[row]), int(block.home[j].place),
        )  # fmt: skip
        count = 0
        for stream in (_UNPLANNED, _PLANNED):
            if room.flags[j] >> stream & 1:
                rate = rate_of(stream, row, block.mask[j], block.home[j], table)
                mean = np.float64(rate) * np.float64(now.pace[stream])
                many = min(how_many(mean, room.more[1 + stream, j]), MOST_ADMISSIONS)
                count = _add_days(who, stream, many, key, now, days, ordinals, count)
        until = min(now.end, int(room.last_day[j]))
        home = block.home[j]
        _month_in_bed(bed, who, home, count, days, ordinals, until, key, table, now, places, tally)
        if block.gone[j] == now.month:
            leave_the_region(bed, who, until, room.died[j], key, table, now, places, tally)
        elif bed.phase == IN_BED:
            in_bed(bed, who, now.end, now, tally)
        block.due[j] = look_again(bed)


@let_in
def _month_in_bed(bed, who, home, count, days, ordinals, until, key, table, now, places, tally):
    """Admissions by day, and what is due before and between them."""
    chain = 0
    for n in range(count):
        if days[n] < until:
            chain = go_on(bed, who, days[n] + 1, chain, key, table, now, places, tally)
            if bed.phase != IN_BED:
                _come(bed, who, home, days[n], ordinals[n], key, table, now, places, tally)
    go_on(bed, who, until, chain, key, table, now, places, tally)


@let_in
def _add_days(who, stream, many, key, now, days, ordinals, count):
    """The days of a stream's admissions put among those of the month, in order; how many."""
    length = np.uint64(now.end - now.start)
    for n in range(many):
        ordinal = stream << STREAM_BITS | n
        a, _, _, _ = _event(who, ordinal, now, key)
        day, at = now.start + _day(a, length), count
        while at > 0 and days[at - 1] > day:
            days[at], ordinals[at] = days[at - 1], ordinals[at - 1]
            at -= 1
        days[at], ordinals[at] = day, ordinal
        count += 1
    return count


@let_in
def _event(who, ordinal, now, key):
    block = EVENT | np.uint32(ordinal)
    return words(who.low, block, np.uint32(now.month), who.high, key[0], key[1])


@let_in
def _come(bed, who, home, day, ordinal, key, table, now, places, tally):
    """Somebody comes to be admitted: a lever may prevent it, or let it be care at home."""
    stream = ordinal >> STREAM_BITS
    _, b, c, d = _event(who, ordinal, now, key)
    kind = _FIRST_KIND[stream]
    how = PLANNED if stream == _PLANNED else 0
    if now.first[kind] < now.levers:
        kind = led(
            who.low, who.high, who.mask, who.place, kind, ordinal, who.cell, key, now, places.share
        )
    if kind < 0:
        return
    if kind < _ADMISSION:
        unit = _unit(home, kind, who.cell, c, places)
        tally.units[kind, unit, who.cell] += 1
        tally.places[kind, who.place, who.cell] += 1
        if is_noted(who.low, who.high, places.notes):
            note(who.low, who.high, kind, day, unit, places.notes)
        return
    care = _step(table.cares[stream - _UNPLANNED, who.row], b)
    unit = places.routes[WARDS + care, who.place, c >> _TO_PICK]
    if kind == _HOME_ADMISSION:
        how |= CARED_FOR_AT_HOME
    if how & PLANNED:
        if queue_up(bed, who, day, d, care, unit, how, places, table, tally):
            return
    elif kind == _ADMISSION and turned_away(who, d, unit, places, tally):
        return
    admit(bed, who, day, stream, ordinal & 255, care, unit, how, key, table, now, places, tally)


@inner
def _old_users(block, month, table, counts, may, picked):
    """Those of 75 or more here at the end of the month who had an unsuitable drug within a year."""
    took, gone, since = block.took, block.gone, np.int16(month - _A_YEAR)
    for j in range(took.shape[0]):
        may[j] = (took[j] > since) & (gone[j] == STILL_HERE)
    for n in range(pick_few(may, took.shape[0], picked)):
        j = picked[n]
        row = block.row[j]
        if table.group[row] >= _OLD_GROUP:
            counts[block.home[j].place, table.cell[row], _USER] += 1
