"""The trees that units are rolled up by: of all units or of municipalities, as it was or as it is.

As it was: every month's own tree. As it is now: each month's units under the parent that they have
in the last month they exist, so that a series is not broken when a unit is moved.
"""

import numpy as np

from riktning.core.units import UnitKind
from riktning.indicators.grid import ABSENT, MUNICIPAL, ROOT, UnitCalendar


def as_it_is_now(calendar: UnitCalendar) -> UnitCalendar:
    """Every month's units under their latest parent; units that closed keep their last.

    A parent that did not exist yet, or no longer, is there in every month that it has a part.
    """
    present = calendar.present
    last = len(calendar.months) - 1 - np.argmax(present[::-1], axis=0)
    latest = calendar.parent[last, np.arange(len(calendar.ids))]
    there = present.copy()
    while True:
        below = np.zeros_like(there)
        for unit in np.flatnonzero(latest >= 0):
            below[:, latest[unit]] |= there[:, unit]
        if not (below & ~there).any():
            break
        there |= below
    parent = np.where(there, latest[None, :], ABSENT)
    return UnitCalendar(calendar.months, calendar.ids, calendar.kinds, parent)


def municipal_calendar(calendar: UnitCalendar) -> UnitCalendar:
    """Only municipalities, sub-regions and the region: the tree of where people live."""
    kinds = (*MUNICIPAL, UnitKind.REGION)
    kept = np.array([kind in kinds for kind in calendar.kinds], dtype=bool)
    parent = calendar.parent
    while (outside := (parent >= 0) & ~kept[np.maximum(parent, 0)]).any():
        above = np.take_along_axis(calendar.parent, np.maximum(parent, 0), axis=1)
        parent = np.where(outside, above, parent)
    number = np.cumsum(kept) - 1
    renumbered = np.where(parent >= 0, number[np.maximum(parent, 0)], parent)
    return UnitCalendar(
        calendar.months,
        tuple(unit for unit, keep in zip(calendar.ids, kept, strict=True) if keep),
        tuple(kind for kind, keep in zip(calendar.kinds, kept, strict=True) if keep),
        renumbered[:, kept],
    )


def region_index(calendar: UnitCalendar) -> int:
    """The unit that everything is summed to; the first root of kind region, else the first root."""
    roots = np.flatnonzero((calendar.parent == ROOT).any(axis=0))
    regions = [int(u) for u in roots if calendar.kinds[int(u)] is UnitKind.REGION]
    return regions[0] if regions else int(roots[0])
