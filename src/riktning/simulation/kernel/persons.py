"""The persons of a part of the region as arrays, one element each, which grow."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from riktning.core.periods import MONTHS_A_YEAR
from riktning.simulation.kernel.compiling import inner
from riktning.simulation.kernel.life import STILL_HERE

TOGETHER = 2048  # persons in a block: their words are drawn in one vectorised loop
STREAMS = 9  # primary … unsuitable: the columns of conditions.csv, in order
NOTHING_DUE = 2**30
AT_HOME, IN_BED, TO_READMIT = 0, 1, 2

# What lasts: times the care of others alike, times their emergency visits, the primary-care unit
# listed at (and the one that serves while it is closed), the municipality.
HOME = np.dtype(
    [("frailty", "f4"), ("often", "f4"), ("listed", "u2"), ("fallback", "u2"), ("place", "u2")],
    align=True,
)
# Hospital. ``due``: the day the stay ends (``phase`` IN_BED) or the next begins (TO_READMIT).
# ``calls``: the day somebody who waits for a planned stay is called, ``asked`` the day it was asked
# for, ``call_unit``, ``call_care`` and ``call_how`` where and how; NOTHING_DUE where nobody waits.
# ``left``: the day of the last discharge that can be followed by a readmission, ``left_unit`` where
# from, ``left_cell`` the sex and age group then.
BED = np.dtype(
    [
        ("due", "i4"), ("admitted", "i4"), ("left", "i4"), ("calls", "i4"), ("asked", "i4"),
        ("unit", "u2"), ("left_unit", "u2"), ("call_unit", "u2"),
        ("phase", "u1"), ("care", "u1"), ("reason", "u1"), ("ready", "u1"),
        ("how", "u1"), ("left_cell", "u1"), ("call_care", "u1"), ("call_how", "u1"),
    ],
    align=True,
)  # fmt: skip


class Persons(NamedTuple):
    """State of each person; days are epoch days, months counted as Month.index.

    ``row``: (class of risk × ages + age) × 2 + sex, the row of the tables by class, age and sex.
    ``mask``: one bit a condition. ``risk``: times the deaths of those who have no condition.
    ``due``: when ``bed`` must be looked at again. ``took``: month of the last unsuitable
    drug.
    ``bound``: (blocks, STREAMS, TOGETHER), above the person's rate of each stream: see ``rates``.
    """

    low: npt.NDArray[np.uint32]
    high: npt.NDArray[np.uint32]
    born: npt.NDArray[np.int16]
    gone: npt.NDArray[np.int16]
    row: npt.NDArray[np.uint16]
    mask: npt.NDArray[np.uint16]
    due: npt.NDArray[np.int32]
    took: npt.NDArray[np.int16]
    risk: npt.NDArray[np.float32]
    bound: npt.NDArray[np.uint8]
    home: npt.NDArray[np.void]
    bed: npt.NDArray[np.void]


def _blank() -> Persons:
    """One person as each is before anything has happened."""
    bed = np.zeros(1, BED)
    bed["due"], bed["left"], bed["calls"] = NOTHING_DUE, -NOTHING_DUE, NOTHING_DUE
    return Persons(
        np.zeros(1, np.uint32), np.zeros(1, np.uint32), np.zeros(1, np.int16),
        np.full(1, STILL_HERE, np.int16), np.zeros(1, np.uint16), np.zeros(1, np.uint16),
        np.full(1, NOTHING_DUE, np.int32), np.full(1, -STILL_HERE, np.int16),
        np.zeros(1, np.float32), np.zeros((1, STREAMS, TOGETHER), np.uint8), np.zeros(1, HOME),
        bed,
    )  # fmt: skip


def nobody(room: int) -> Persons:
    """Room for so many persons."""
    blocks = -(-room // TOGETHER)
    return Persons(*(_repeated(column, blocks) for column in _blank()))


def _repeated(column: npt.NDArray[Any], blocks: int) -> npt.NDArray[Any]:
    return np.repeat(column, blocks if column.ndim > 1 else blocks * TOGETHER, axis=0)


@inner
def part_of(persons, begin, end):
    """The persons ``begin`` to ``end`` of one block, without copying."""
    return Persons(
        persons.low[begin:end], persons.high[begin:end], persons.born[begin:end],
        persons.gone[begin:end], persons.row[begin:end], persons.mask[begin:end],
        persons.due[begin:end], persons.took[begin:end], persons.risk[begin:end],
        persons.bound[begin // TOGETHER :], persons.home[begin:end], persons.bed[begin:end],
    )  # fmt: skip


def fill(persons: Persons, count: int) -> int:
    """Let the last of the ``count`` persons take the rows of those who have gone; how many are
    left. The rows behind become as they were.

    Costs what has happened, not how many there are. Who takes a row has the month of birth that
    its last owner had, as far as it goes, so that they still lie side by side.
    """
    gone = np.flatnonzero(persons.gone[:count] != STILL_HERE)
    left = count - gone.size
    holes = _by_month_of_birth(persons, gone[gone < left])
    last = left + np.flatnonzero(persons.gone[left:count] == STILL_HERE)
    last = _by_month_of_birth(persons, last)
    for blank, column in _pairs(_blank(), persons):
        if column.ndim == 1:
            column[holes] = column[last]
            column[left:count] = blank
    _move(persons.bound, last, holes)
    return left


def _by_month_of_birth(persons: Persons, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    found: npt.NDArray[np.intp] = rows[
        np.argsort(persons.born[rows] % MONTHS_A_YEAR, kind="stable")
    ]
    return found


@njit(nogil=True, cache=True)
def _move(bound, rows, to):
    """What stands at each of ``rows`` moves to the row of ``to`` beside it."""
    for n in range(rows.shape[0]):
        old, new = bound[rows[n] // TOGETHER], bound[to[n] // TOGETHER]
        for stream in range(STREAMS):
            new[stream, to[n] % TOGETHER] = old[stream, rows[n] % TOGETHER]


def grown(persons: Persons, count: int, room: int) -> Persons:
    """The first ``count`` persons, with room for ``room``."""
    found = nobody(room)
    for new, old in _pairs(found, persons):
        size = count if new.ndim == 1 else min(len(new), len(old))
        new[:size] = old[:size]
    return found


def _pairs(one: Persons, other: Persons) -> list[tuple[npt.NDArray[Any], npt.NDArray[Any]]]:
    return list(zip(one, other, strict=True))


def bytes_a_person() -> int:
    """Bytes of state a person takes."""
    whole = nobody(TOGETHER)
    return sum(column.nbytes for column in whole) // TOGETHER
