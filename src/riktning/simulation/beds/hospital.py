"""A hospital's beds under given patients: who waits, is turned away, misplaced, overcrowded."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from riktning.core.errors import ScenarioError
from riktning.simulation.arrays import Floats, Ints
from riktning.simulation.kernel import beds as events


class WhenFull(IntEnum):
    """What happens to who comes when every bed of the hospital is taken."""

    WAIT = events.WAIT
    LOSE = events.LOSE
    OVERCROWD = events.OVERCROWD


@dataclass(frozen=True)
class Seen:
    """``begins`` (patients,): when each got a bed, not a number where never. Patient-days of those
    present, waiting, overcrowded and misplaced. ``looks`` (times, clinics + 2): the patients of
    each clinic, the overcrowded, the misplaced. ``events``: arrivals and discharges."""

    begins: Floats
    present: float
    waiting: float
    overcrowded: float
    misplaced: float
    looks: Ints
    events: int


def follow_beds(
    comes: Floats,
    days: Floats,
    beds: Ints,
    when_full: WhenFull,
    clinic: Ints | None = None,
    looks: Floats | None = None,
) -> Seen:
    """Follow patients who come at rising times, each for so many days, until the last has left.

    ``beds`` of each clinic; ``clinic`` the number of each patient's (none: there is one clinic).
    Raises ScenarioError where the arrays do not fit.
    """
    _check(comes, days, beds, clinic)
    whose = np.zeros(comes.size, np.int64) if clinic is None else clinic.astype(np.int64)
    times = np.zeros(0) if looks is None else looks
    begins, sums = np.empty(comes.size), np.zeros(events.SUMS)
    seen = np.zeros((times.size, beds.size + 2), np.int64)
    count = events.run(
        comes, whose, days, beds.astype(np.int64), int(when_full), times, begins, sums, seen
    )
    return Seen(
        begins, float(sums[events.PRESENT]), float(sums[events.WAITING]),
        float(sums[events.CROWDED]), float(sums[events.MISPLACED]), seen, int(count),
    )  # fmt: skip


def _check(comes: Floats, days: Floats, beds: Ints, clinic: Ints | None) -> None:
    whose = np.zeros(1) if clinic is None else clinic
    wrong = {
        "a patient has no length of stay": comes.size != days.size,
        "patients do not come in order": bool((np.diff(comes) < 0).any()),
        "a stay is shorter than nothing": bool((days < 0).any()),
        "there is no bed": beds.size == 0 or bool((beds < 0).any()) or int(beds.sum()) == 0,
        "a patient's clinic has no number of beds": bool(
            ((whose < 0) | (whose >= beds.size)).any()
        ),
    }
    for what, holds in wrong.items():
        if holds:
            raise ScenarioError(what, where="beds", remedy="give each patient one, in order")
