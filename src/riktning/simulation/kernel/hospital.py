"""Stays in hospital: admitted, waiting ready, discharged, transferred, readmitted, dead."""

from typing import NamedTuple

import numpy as np

from riktning.simulation.kernel.blocks import STAY, STREAM_BITS
from riktning.simulation.kernel.compiling import inner, let_in
from riktning.simulation.kernel.noting import DIED, is_noted, note
from riktning.simulation.kernel.persons import AT_HOME, IN_BED, NOTHING_DUE, TO_READMIT
from riktning.simulation.kernel.philox import words
from riktning.simulation.kernel.tables import WARDS
from riktning.simulation.tallies import EVENTS, Kind

_STAY, _READY, _INDEX = int(Kind.STAY), int(Kind.READY_STAY), int(Kind.INDEX_DISCHARGE)
_UNPLANNED, _PLANNED = int(Kind.UNPLANNED_ADMISSION), int(Kind.PLANNED_ADMISSION)
_HOME, _OWN_HOME, _DIED = int(Kind.HOME_ADMISSION), int(Kind.ACUTE_OWN_HOME), int(Kind.DIED_IN_BED)
_BED_DAYS, _HOME_DAYS = int(Kind.BED_DAYS), int(Kind.HOME_BED_DAYS)
_PLANNED_DAYS, _TURNED_AWAY = int(Kind.PLANNED_BED_DAYS), int(Kind.TURNED_AWAY)
_BEGUN, _ENDED, _IN_TIME = int(Kind.WAIT_BEGUN), int(Kind.WAIT_ENDED), int(Kind.WAIT_IN_TIME)
_DROPPED = int(Kind.WAIT_DROPPED)
MEDICINE, GERIATRICS, PSYCHIATRY, PAEDIATRICS, OBSTETRICS = 0, 3, 4, 5, 6
OTHER_REASON, HEART_FAILURE, IBD = 0, 1, 2
_HEART_FAILURE_BIT, _IBD_BIT, CARE_HOME_BIT = 0, 12, 14
PLANNED, CARED_FOR_AT_HOME, TRANSFER = 1, 2, 4  # bits of ``how``
_AGED_65, _ADULT, _WINDOW, _LONGEST, _LONGEST_WAIT = 5, 2, 30, 360, 200
_ENDS, _TERMINAL = 14, 15  # stand for a stream in the ordinal of what is drawn as a stay ends
_CALLED = 64  # stands for the number of an admission in the ordinal of one called from the queue
LONGEST_STAY = _LONGEST + _LONGEST_WAIT
GUARANTEE = 90  # days within which planned care is to begin
_AFTER = 128  # added to the ordinal of what follows a stay
_LOW_20, _TO_PICK, _TO_QUANTILE = np.uint32(0xFFFFF), np.uint32(24), np.uint32(20)


class Who(NamedTuple):
    """A person as the hospital sees one: the id's words, conditions, age group, cell, place."""

    low: np.uint32
    high: np.uint32
    mask: int
    row: int
    group: int
    cell: int
    place: int


@let_in
def _drawn(who, stream, ordinal, now, key):
    block = STAY | np.uint32(stream << STREAM_BITS | ordinal)
    return words(who.low, block, np.uint32(now.month), who.high, key[0], key[1])


@inner
def admit(bed, who, day, stream, ordinal, care, unit, how, key, table, now, places, tally):
    """Begin a stay on a day; its length, reason and wait are drawn now."""
    a, b, c, _ = _drawn(who, stream, ordinal, now, key)
    reason = _reason(who.mask, care, c, table)
    mean = table.reason[reason] if reason else table.length[care]
    if who.group >= table.longer_from:
        mean *= table.longer
    time = np.float64(a & _LOW_20) / 1048576.0
    mean *= now.length
    if not how & CARED_FOR_AT_HOME:
        mean *= places.nights[unit]
    nights = min(int(table.lengths[a >> _TO_QUANTILE] * mean + time), _LONGEST)
    wait = 0 if how & PLANNED else _wait(b, table.ready[who.row], now.goes_on)
    bed.phase, bed.admitted, bed.due = IN_BED, day, day + nights + wait
    bed.care, bed.unit, bed.reason, bed.how, bed.ready = care, unit, reason, how, wait
    if not how & TRANSFER:
        _count_admission(bed, who, day, now, tally)


@let_in
def _count_admission(bed, who, day, now, tally):
    """An admission of its kind; if unplanned, also an acute event, and perhaps a readmission."""
    planned = bed.how & PLANNED
    kind = _HOME if bed.how & CARED_FOR_AT_HOME else (_PLANNED if planned else _UNPLANNED)
    tally.units[kind, bed.unit, who.cell] += 1
    tally.places[kind, who.place, who.cell] += 1
    if planned:
        return
    own = _OWN_HOME + (who.mask >> CARE_HOME_BIT & 1) - EVENTS
    tally.lives[who.place, who.cell, own] += 1
    if 1 <= day - bed.left <= _WINDOW:
        lag = 0 if bed.left >= now.start else (1 if bed.left >= now.before else 2)
        tally.late[lag, bed.left_unit, bed.left_cell] += 1
        bed.left = -NOTHING_DUE


@let_in
def _reason(mask, care, word, table):
    """Heart failure or IBD for those who have it and come to medicine, as often as given."""
    if care != MEDICINE and care != GERIATRICS:
        return OTHER_REASON
    if mask >> _HEART_FAILURE_BIT & 1 and word < table.reason_share[HEART_FAILURE]:
        return HEART_FAILURE
    if mask >> _IBD_BIT & 1 and word >= table.reason_share[IBD]:
        return IBD
    return OTHER_REASON


@let_in
def _wait(word, threshold, goes_on):
    """Days ready for discharge: none for most, then geometric; the lower the word the longer."""
    if word >= threshold:
        return 0
    uniform, days, left = (np.float64(word) + 0.5) / np.float64(threshold), 1, goes_on
    while uniform < left and days < _LONGEST_WAIT:
        days += 1
        left *= goes_on
    return days


@inner
def go_on(bed, who, until, chain, key, table, now, places, tally):
    """Let what is due before ``until`` happen: discharges, transfers, readmissions, in turn; and
    those who wait for a planned stay are called, unless they lie in bed."""
    while _next(bed) < until:
        day = _next(bed)
        if bed.phase == IN_BED:
            discharge(bed, who, day, False, now, places, tally)
            chain = _after(bed, who, day, chain, key, table, now, places, tally)
        elif bed.calls <= bed.due:
            _called(bed, who, day, chain, key, table, now, places, tally)
            chain += 1
        else:
            care, unit = bed.care, bed.unit
            admit(bed, who, day, _ENDS, chain, care, unit, 0, key, table, now, places, tally)
            chain += 1
    return chain


@let_in
def _next(bed):
    """The day on which something happens to a person next."""
    return bed.due if bed.phase == IN_BED else min(bed.due, bed.calls)


@let_in
def look_again(bed):
    """The day from which a month must look at the person: who lies in bed counts in each."""
    return bed.admitted if bed.phase == IN_BED else _next(bed)


@let_in
def queue_up(bed, who, day, word, care, unit, how, places, table, tally):
    """Stand in the queue for a planned stay; whether one does. One queue at a time: who waits
    already is not put in another."""
    if bed.calls != NOTHING_DUE:
        return True
    wait = int(table.lengths[word >> _TO_QUANTILE] * places.wait[unit])
    if wait == 0:
        return False
    bed.calls, bed.asked = day + wait, day
    bed.call_unit, bed.call_care, bed.call_how = unit, care, how
    _one(tally, _BEGUN, unit, who)
    return True


@let_in
def _called(bed, who, day, chain, key, table, now, places, tally):
    """The planned stay begins."""
    unit, wait = bed.call_unit, day - bed.asked
    _sums(tally, _ENDED, unit, who, wait)
    if wait <= GUARANTEE:
        _one(tally, _IN_TIME, unit, who)
    if is_noted(who.low, who.high, places.notes):
        note_wait(who.low, who.high, bed, _ENDED, day, places.notes)
    bed.calls, ordinal = NOTHING_DUE, _CALLED + chain
    care, how = bed.call_care, bed.call_how
    admit(bed, who, day, _ENDS, ordinal, care, unit, how, key, table, now, places, tally)


@let_in
def turned_away(who, word, unit, places, tally):
    """Whether who comes unplanned is sent home, because the hospital is full."""
    if word >= places.turned[unit]:
        return False
    _one(tally, _TURNED_AWAY, unit, who)
    return True


@let_in
def _one(tally, kind, unit, who):
    tally.stays[unit, who.cell, kind - EVENTS] += 1
    tally.lives[who.place, who.cell, kind - EVENTS] += 1


@inner
def discharge(bed, who, day, died, now, places, tally):
    """Count a stay as it ends."""
    length = max(1, day - bed.admitted)
    _sums(tally, _STAY, bed.unit, who, length)
    if bed.reason:
        _sums(tally, _STAY + 3 * bed.reason, bed.unit, who, length)
    if bed.ready and not died:
        _sums(tally, _READY, bed.unit, who, int(bed.ready))
    if died:
        _one(tally, _DIED, bed.unit, who)
    if is_noted(who.low, who.high, places.notes):
        note_stay(who.low, who.high, bed, day, died, places.notes)
    in_bed(bed, who, day, now, tally)
    bed.phase, bed.due = AT_HOME, NOTHING_DUE
    bed.calls = max(bed.calls, day + 1)  # whom a stay kept from coming is called the day after


@inner
def note_stay(low, high, bed, until, died, taken):
    """A stay that ends, or goes on after the last day."""
    row = note(low, high, _STAY, bed.admitted, bed.unit, taken)
    row.until, row.how = until, bed.how | (DIED if died else 0)
    row.ready, row.reason = (0 if died else bed.ready), bed.reason


@inner
def note_wait(low, high, bed, kind, until, taken):
    """A wait for a planned stay that is over, or goes on after the last day."""
    row = note(low, high, kind, bed.asked, bed.call_unit, taken)
    row.until = until


@let_in
def _sums(tally, kind, unit, who, days):
    """One stay more, its days and their square."""
    at = kind - EVENTS
    here, own = tally.stays[unit, who.cell], tally.lives[who.place, who.cell]
    here[at], own[at] = here[at] + 1, own[at] + 1
    here[at + 1], own[at + 1] = here[at + 1] + days, own[at + 1] + days
    here[at + 2], own[at + 2] = here[at + 2] + days * days, own[at + 2] + days * days


@let_in
def in_bed(bed, who, until, now, tally):
    """Count the days of the month in bed, up to ``until``."""
    days = until - max(bed.admitted, now.start)
    kind = _HOME_DAYS if bed.how & CARED_FOR_AT_HOME else _BED_DAYS
    tally.stays[bed.unit, who.cell, kind - EVENTS] += days
    tally.lives[who.place, who.cell, kind - EVENTS] += days
    if kind == _BED_DAYS and bed.how & PLANNED:
        tally.stays[bed.unit, who.cell, _PLANNED_DAYS - EVENTS] += days
        tally.lives[who.place, who.cell, _PLANNED_DAYS - EVENTS] += days


@let_in
def _after(bed, who, day, chain, key, table, now, places, tally):
    """What follows a stay ended alive: another ward at once, a readmission later, or neither."""
    a, b, _, _ = _drawn(who, _ENDS, _AFTER + chain, now, key)
    moves = bed.care < PSYCHIATRY and who.group >= _AGED_65 and bed.ready == 0
    if moves and a < table.transfer:
        to = GERIATRICS if bed.care == MEDICINE else MEDICINE
        unit = places.routes[WARDS + to, who.place, b >> _TO_PICK]
        how = TRANSFER | (bed.how & CARED_FOR_AT_HOME)
        admit(bed, who, day, _ENDS, chain, to, unit, how, key, table, now, places, tally)
        return chain + 1
    if who.group >= _AGED_65:
        _one(tally, _INDEX, bed.unit, who)
        bed.left, bed.left_unit, bed.left_cell = day, bed.unit, who.cell
    chance = np.float64(table.readmission[who.group]) * now.readmission * places.back[bed.unit]
    if bed.care != OBSTETRICS and np.float64(a) >= 4294967296.0 - chance:
        bed.phase = TO_READMIT
        bed.due = day + table.readmission_days[b >> _TO_QUANTILE]
    return chain


@let_in
def leave_the_region(bed, who, day, died, key, table, now, places, tally):
    """Somebody goes: a stay ends; of those who die at home, some had come to hospital to die."""
    if bed.calls != NOTHING_DUE:
        _one(tally, _DROPPED, bed.call_unit, who)
        if is_noted(who.low, who.high, places.notes):
            note_wait(who.low, who.high, bed, _DROPPED, day, places.notes)
        bed.calls = NOTHING_DUE
    if bed.phase == IN_BED:
        discharge(bed, who, day, died, now, places, tally)
    elif died:
        a, b, c, _ = _drawn(who, _TERMINAL, 0, now, key)
        if a < table.dies_in_bed:
            care = PAEDIATRICS if who.group < _ADULT else MEDICINE
            unit = places.routes[WARDS + care, who.place, b >> _TO_PICK]
            before = 1 + int((np.uint64(c) * np.uint64(11)) >> np.uint64(32))
            first = max(day - before, now.start)
            admit(bed, who, first, _TERMINAL, 1, care, unit, 0, key, table, now, places, tally)
            discharge(bed, who, day, True, now, places, tally)
