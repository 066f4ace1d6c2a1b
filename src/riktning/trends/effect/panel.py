"""Units around the start of an activity: the touched against those not yet touched, in event time.

Comparing early with later starters as if these had never changed gives effects of the wrong sign
(Goodman-Bacon 2021, doi:10.1016/j.jeconom.2021.03.014). Here a touched unit is only compared with
units that stay untouched through its own window (as Callaway and Sant'Anna 2021,
doi:10.1016/j.jeconom.2020.12.001), and the differences are averaged month by month from the start
on. What is left is one series, whose own variation over time carries that of the units, of the
controls, and of all that they have in common.
"""

from dataclasses import dataclass

import numpy as np

from riktning.trends.ar1 import Bools, Floats, Ints

FEWEST_BEFORE = 12
FEWEST_AFTER = 6
_LEAST_OBSERVED = 0.75  # of the months of a window, for a unit to serve as a control
UNTOUCHED = -1
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Panel:
    """U units of one kind over n months, all of one indicator.

    ``values`` (U, n) is NaN where there is no final figure; ``start`` (U,) is the month that the
    activity begins at, UNTOUCHED where it touches nothing; ``weight`` (U,) is how much a unit
    counts among controls. ``relative`` (counts): units are compared as shares of their level
    before the start.
    """

    values: Floats
    start: Ints
    weight: Floats
    relative: bool = False

    @property
    def touched(self) -> Ints:
        """The rows of the touched units."""
        return np.asarray(np.flatnonzero(self.start >= 0), dtype=np.int64)

    @property
    def enters(self) -> Ints:
        """When a unit stops being a control: its own start, or never."""
        return np.where(self.start >= 0, self.start, _NEVER).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Window:
    """The touched units that are estimated, and the months before and after that all of them have.

    ``left_out`` are rows of touched units that have too few; with none left, ``rows`` is empty and
    ``before`` and ``after`` are the most that any unit has.
    """

    rows: Ints
    left_out: Ints
    before: int
    after: int


def window(panel: Panel) -> Window:
    """The months that every touched unit has figures around its start for."""
    rows = panel.touched
    seen = ~np.isnan(panel.values[rows])
    months = seen.shape[1]
    first = np.where(seen.any(axis=1), seen.argmax(axis=1), months)
    end = np.where(seen.any(axis=1), months - seen[:, ::-1].argmax(axis=1), 0)
    before = np.maximum(panel.start[rows] - first, 0)
    after = np.maximum(end - panel.start[rows], 0)
    enough = (before >= FEWEST_BEFORE) & (after >= FEWEST_AFTER)
    if not enough.any():
        most = int(np.argmax(np.minimum(before / FEWEST_BEFORE, after / FEWEST_AFTER)))
        return Window(rows[:0], rows, int(before[most]), int(after[most]))
    kept = rows[enough]
    return Window(kept, rows[~enough], int(before[enough].min()), int(after[enough].min()))


def controls_of(panel: Panel, row: int, start: int, before: int, after: int) -> Ints:
    """The rows (C,) of other units, untouched around ``start``, with figures in most of the window.

    Callaway and Sant'Anna 2021, doi:10.1016/j.jeconom.2020.12.001: not-yet-touched units."""
    part = panel.values[:, max(start - before, 0) : start + after]
    known = ~np.isnan(part)
    fit: Bools = (known.mean(axis=1) >= _LEAST_OBSERVED) & (panel.enters >= start + after)
    fit[row] = False
    if panel.relative:
        fit &= np.nansum(part, axis=1) > 0
    return np.asarray(np.flatnonzero(fit), dtype=np.int64)


def difference(
    panel: Panel, row: int, start: int, before: int, after: int, controls: Ints
) -> Floats:
    """A unit less its controls (C,) around ``start``, shape (before + after,); alone without any.

    Each control is measured from its own mean over the window, lest one that lacks a month shifts
    the others' mean, and counts by its weight.
    """
    low, high = start - before, start + after
    part, scale = panel.values[:, low:high], np.ones(len(panel.values))
    if panel.relative:
        scale = _mean(part[:, :before])
    own = part[row]
    if not len(controls):
        return np.asarray(own, dtype=np.float64)
    ratio = scale[row] / np.where(scale[controls] > 0, scale[controls], np.inf)
    others = part[controls] * ratio[:, None]
    others = others - _mean(others)[:, None]
    weight = panel.weight[controls][:, None] * ~np.isnan(others)
    total = weight.sum(axis=0)
    common = (np.nan_to_num(others) * weight).sum(axis=0) / np.where(total > 0, total, np.nan)
    return np.asarray(own - common, dtype=np.float64)


def _mean(part: Floats) -> Floats:
    known = ~np.isnan(part)
    count = np.maximum(known.sum(axis=1), 1)
    return np.asarray(np.nan_to_num(part).sum(axis=1) / count, dtype=np.float64)
