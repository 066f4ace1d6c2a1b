"""What the kernel looks up: what lasts for a whole run, and what belongs to one month.

Chances are words of 32 bits below which something happens, kept as 64 bits so that a chance of 1
has one. A ``row`` is (class of risk × ages + age) × 2 + sex, a ``cell`` age group × 2 + sex, a
``kind`` a number of ``tallies.Kind``. Tables of a fixed size are fields of one record, which
compiled functions hand on as one address; those that follow the region's size are arrays.
"""

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from riktning.core.periods import MONTHS_A_YEAR
from riktning.simulation.figures import OLDEST
from riktning.simulation.kernel.blocks import LEVERS
from riktning.simulation.kernel.compiling import inner
from riktning.simulation.kernel.noting import Notes
from riktning.simulation.kernel.persons import STREAMS, TOGETHER
from riktning.simulation.tallies import CELLS, EVENTS, GROUPS

Words: TypeAlias = npt.NDArray[np.uint32]
Long: TypeAlias = npt.NDArray[np.uint64]
Short: TypeAlias = npt.NDArray[np.int16]
Ways: TypeAlias = npt.NDArray[np.uint16]
Single: TypeAlias = npt.NDArray[np.float32]

AGES, CLASSES, CONDITIONS, CARES, MODES = OLDEST + 1, 3, 15, 7, 6
ROWS, MONTHS = CLASSES * AGES * 2, AGES * MONTHS_A_YEAR
PICKS = 256  # a unit is looked up by the eight highest bits of a word
QUANTILES = 4096  # a length or a frailty by the twelve highest
MOST_EVENTS = 4096
MOST_ADMISSIONS = 4  # of a person and month, of each kind

# Who is cared for where: the rows of ``Places.routes``.
SPECIALIST, EMERGENCY, REHABILITATION, TEAM, MUNICIPAL, WARDS = 0, 4, 5, 6, 7, 8
ROUTES = WARDS + CARES

# Whole-run tables. ``classes``, ``cares`` and ``modes`` are cumulated shares; ``common`` the share
# with a condition; ``care_low`` and ``care_high`` what the eight low and the high bits of a mask
# add to each stream, ``risk_low`` and ``risk_high`` to deaths; ``base`` expected events a month of
# those without conditions; ``reason`` the mean nights of each reason with its own (0: the care's).
LASTING = np.dtype(
    [
        ("classes", "u8", (2, MONTHS, 2)), ("common", "u8", (CONDITIONS, CLASSES, MONTHS, 2)),
        ("often_share", "u8"), ("often_times", "f4"), ("seldom_times", "f4"),
        ("frailties", "f4", (QUANTILES,)), ("risk_low", "f4", (256,)), ("risk_high", "f4", (256,)),
        ("care_low", "f4", (256, STREAMS)), ("care_high", "f4", (256, STREAMS)),
        ("base", "f4", (2 * AGES, STREAMS)), ("cell", "u2", (ROWS,)), ("group", "u2", (ROWS,)),
        ("modes", "u8", (4, CELLS, MODES)), ("cares", "u8", (2, ROWS, CARES)),
        ("lengths", "f8", (QUANTILES,)), ("length", "f8", (CARES,)), ("longer_from", "i8"),
        ("longer", "f8"), ("reason", "f8", (3,)), ("reason_share", "u8", (3,)),
        ("ready", "u8", (ROWS,)), ("transfer", "u8"), ("readmission", "u8", (GROUPS,)),
        ("readmission_days", "i4", (QUANTILES,)), ("dies_in_bed", "u8"),
    ],
    align=True,
)  # fmt: skip

# A month's tables. ``before``: the first day of the month before. ``dies`` (in words) is times a
# person's risk; ``begins`` cumulated chances of falling ill, ``falls_ill`` their sum; ``passes``
# the word from which each condition passes; ``pace`` times a person's rate. Levers in the order
# they work: ``source`` and ``target`` kinds (target -1: does not happen), ``needs`` bits of which a
# person has at least one (0: all), ``draw``; ``first`` lever of each kind (``levers``: none).
# ``avoided``: of those who would fall ill. ``length``, ``readmission``: times; ``goes_on``: the
# chance of a day's wait more.
MONTHLY = np.dtype(
    [
        ("month", "i8"), ("start", "i8"), ("end", "i8"), ("before", "i8"), ("dies", "f4", (ROWS,)),
        ("leaves", "u4", (ROWS,)), ("births", "u4", (ROWS,)), ("begins", "u8", (ROWS, CONDITIONS)),
        ("falls_ill", "u4", (ROWS,)), ("passes", "u8", (CONDITIONS,)), ("can_pass", "u2"),
        ("pace", "f4", (STREAMS,)), ("levers", "i8"), ("source", "i2", (LEVERS,)),
        ("target", "i2", (LEVERS,)), ("needs", "u2", (LEVERS,)), ("draw", "i2", (LEVERS,)),
        ("first", "i2", (EVENTS,)), ("avoided", "u8", (CONDITIONS, CELLS)), ("length", "f8"),
        ("goes_on", "f8"), ("readmission", "f8"),
    ],
    align=True,
)  # fmt: skip


class Places(NamedTuple):
    """What follows the region's size. ``routes`` (ROUTES, places, PICKS): unit numbers. ``is_open``
    (units,), ``share`` (levers, cells, places) and the rest (units,) are of one month.

    ``wait``: the mean days until who asks for a planned stay is called (0: no queue); ``turned``:
    the word below which who comes unplanned is sent home; ``nights`` and ``back``: times the length
    of stays and the chance of a readmission. ``notes``: each thread's own, of single events.
    """

    routes: Ways
    is_open: npt.NDArray[np.bool_]
    share: Long
    wait: npt.NDArray[np.float64]
    turned: Long
    nights: npt.NDArray[np.float64]
    back: npt.NDArray[np.float64]
    notes: Notes


class PlacesByMonth(NamedTuple):
    """The same of a window of months, without notes. ``routes`` (ways, ROUTES, places, PICKS), and
    ``which`` of the ways each month has; ``is_open`` (months, units); ``share`` (months, levers,
    cells, places). The rest is the same in all months."""

    routes: Ways
    which: npt.NDArray[np.int64]
    is_open: npt.NDArray[np.bool_]
    share: Long
    wait: npt.NDArray[np.float64]
    turned: Long
    nights: npt.NDArray[np.float64]
    back: npt.NDArray[np.float64]


@inner
def places_of(by_month, number, notes):
    """One month of a window."""
    return Places(
        by_month.routes[by_month.which[number]], by_month.is_open[number], by_month.share[number],
        by_month.wait, by_month.turned, by_month.nights, by_month.back, notes,
    )  # fmt: skip


class Listings(NamedTuple):
    """Primary-care units by municipality: where they begin in ``units``, and how many there are;
    then those alone that never close."""

    first: Short
    number: Short
    units: Short
    lasting_first: Short
    lasting_number: Short
    lasting: Short


class Tally(NamedTuple):
    """What one thread has counted: events in ``units`` (EVENTS, units, cells) and ``places``
    (EVENTS, places, cells); the kinds after them, many of which are counted at once, in ``stays``
    (units, cells, REST) and ``lives`` (places, cells, REST), where they lie side by side;
    ``stock`` (1 + conditions, places, cells) changes of those here, ``late`` (3, units, cells):
    readmissions after discharges of this month and the two before. Those of a window of months
    have the months as their first axis."""

    units: npt.NDArray[np.int32]
    places: npt.NDArray[np.int32]
    stays: npt.NDArray[np.int32]
    lives: npt.NDArray[np.int32]
    stock: npt.NDArray[np.int32]
    late: npt.NDArray[np.int32]


@inner
def tally_of(tallies, number):
    """One month of a window."""
    return Tally(
        tallies.units[number], tallies.places[number], tallies.stays[number],
        tallies.lives[number], tallies.stock[number], tallies.late[number],
    )  # fmt: skip


class Scratch(NamedTuple):
    """Room for one block of persons, kept by one thread. ``last_day``: the first day not here.

    What other arrays are looked up by has no sign: compiled code tries each index that has one for
    being below 0.
    """

    words: Words  # (4, TOGETHER)
    more: Words  # (12, TOGETHER): what falls ill, then the streams of care
    flags: npt.NDArray[np.uint16]
    last_day: npt.NDArray[np.int32]
    died: npt.NDArray[np.bool_]
    here: npt.NDArray[np.uint8]  # 1 for those who were here when the month began
    may: npt.NDArray[np.uint8]
    picked: Words
    bits: npt.NDArray[np.int32]  # of bounds as 32-bit floats
    means: npt.NDArray[np.float64]  # of those picked
    hard: Words
    event_of: Words
    event_cell: npt.NDArray[np.uint16]
    event_kind: Short
    event_number: Words  # which of the person's and stream's it is
    event_low: Words
    event_high: Words
    event_words: Words  # (3, MOST_EVENTS)
    days: npt.NDArray[np.int64]  # of a person's admissions, in order
    ordinals: npt.NDArray[np.int64]


def scratch() -> Scratch:
    """Room for one thread."""
    return Scratch(
        np.zeros((4, TOGETHER), np.uint32), np.zeros((12, TOGETHER), np.uint32),
        np.zeros(TOGETHER, np.uint16), np.zeros(TOGETHER, np.int32), np.zeros(TOGETHER, np.bool_),
        np.zeros(TOGETHER, np.uint8), np.zeros(TOGETHER, np.uint8),
        np.zeros(TOGETHER + 1, np.uint32), np.zeros(TOGETHER, np.int32),
        np.zeros(TOGETHER, np.float64), np.zeros(TOGETHER + 1, np.uint32),
        np.zeros(MOST_EVENTS, np.uint32), np.zeros(MOST_EVENTS, np.uint16),
        np.zeros(MOST_EVENTS, np.int16),
        np.zeros(MOST_EVENTS, np.uint32),
        np.zeros(MOST_EVENTS, np.uint32), np.zeros(MOST_EVENTS, np.uint32),
        np.zeros((3, MOST_EVENTS), np.uint32),
        np.zeros(2 * MOST_ADMISSIONS, np.int64), np.zeros(2 * MOST_ADMISSIONS, np.int64),
    )  # fmt: skip
