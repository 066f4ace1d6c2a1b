"""A hospital event by event, compiled: who comes, who gets a bed when, and who leaves."""

import numpy as np
from numba import njit

from riktning.simulation.kernel.compiling import inner

WAIT, LOSE, OVERCROWD = 0, 1, 2  # what happens to who comes when every bed is taken
PRESENT, WAITING, CROWDED, MISPLACED, SUMS = 0, 1, 2, 3, 4  # patient-days of each
_ENDLESS = 1e300


@inner
def _push(times, clinics, count, time, clinic):
    """Put a discharge into the heap of those to come, of which there are ``count``."""
    at = count
    while at:
        above = (at - 1) >> 1
        if times[above] <= time:
            break
        times[at], clinics[at] = times[above], clinics[above]
        at = above
    times[at], clinics[at] = time, clinic


@inner
def _pop(times, clinics, count):
    """Take the first discharge away; ``count`` are left."""
    time, clinic, at = times[count], clinics[count], 0
    while True:
        below = 2 * at + 1
        if below >= count:
            break
        if below + 1 < count and times[below + 1] < times[below]:
            below += 1
        if times[below] >= time:
            break
        times[at], clinics[at] = times[below], clinics[below]
        at = below
    times[at], clinics[at] = time, clinic


@inner
def _beyond(present, beds):
    found = 0
    for clinic in range(beds.shape[0]):
        found += max(0, present[clinic] - beds[clinic])
    return found


@njit(nogil=True, cache=True)
def run(comes, clinic, days, beds, when_full, looks, begins, sums, seen):
    """Let all who come be cared for; the number of events (arrivals and discharges).

    ``comes`` rising times, ``clinic`` and ``days`` of each patient; ``beds`` of each clinic. Who
    finds the own clinic full takes another's bed; when the hospital is full it goes as
    ``when_full`` says, waiting first come first served. At each of the rising times ``looks`` the
    patients (by clinic), the overcrowded and the misplaced go to a row of ``seen``.
    ``begins``: the time each gets a bed (not a number: never). ``sums``: patient-days, see above.
    """
    every, patients = beds.sum(), comes.shape[0]
    times, whose = np.empty(patients + 1), np.empty(patients + 1, np.int64)
    present = np.zeros(beds.shape[0], np.int64)
    here, came, first, look, now, events, beyond = 0, 0, 0, 0, 0.0, 0, 0
    while came < patients or here:
        arrival = comes[came] if came < patients else _ENDLESS
        discharge = times[0] if here else _ENDLESS
        then = min(arrival, discharge)
        crowded = max(0, here - every)
        while look < looks.shape[0] and looks[look] < then:
            seen[look, : beds.shape[0]] = present
            seen[look, beds.shape[0]], seen[look, beds.shape[0] + 1] = crowded, beyond - crowded
            look += 1
        step = then - now
        sums[PRESENT] += step * here
        sums[CROWDED] += step * crowded
        sums[MISPLACED] += step * (beyond - crowded)
        if when_full == WAIT:
            sums[WAITING] += step * (came - first)
        now, events = then, events + 1
        if discharge <= arrival:
            here -= 1
            of = whose[0]
            _pop(times, whose, here)
            beyond -= int(present[of] > beds[of])
            present[of] -= 1
        else:
            came += 1
            if when_full == LOSE and here >= every:
                begins[first] = np.nan
                first = came
                continue
        # Whoever stands first gets the bed that is free, or is let in though none is.
        while first < came and (here < every or when_full == OVERCROWD):
            of = clinic[first]
            begins[first] = now
            _push(times, whose, here, now + days[first], of)
            here += 1
            present[of] += 1
            beyond += int(present[of] > beds[of])
            first += 1
    return events
