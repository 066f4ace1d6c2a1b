"""The faults of plans that were looked through already: the same plans have the same faults.

Plans are compared by what they say. What a decided revision says is one and the same object from
one reading to the next, so that the comparison costs next to nothing.
"""

from threading import Lock

from riktning.documents.plans.coverage import Fault, faults
from riktning.documents.plans.estate import Estate

MOST = 6
_KNOWN: list[tuple[Estate, str | None, tuple[Fault, ...]]] = []
_LOCK = Lock()


def known_faults(estate: Estate, only: str | None = None) -> tuple[Fault, ...]:
    """Every fault in the plans, or of the one whose code is given, as :func:`faults` says."""
    with _LOCK:
        known = list(_KNOWN)
    for before, which, found in known:
        if which == only and before == estate:
            return found
    found = faults(estate, only)
    with _LOCK:
        _KNOWN.insert(0, (estate, only, found))
        del _KNOWN[MOST:]
    return found
