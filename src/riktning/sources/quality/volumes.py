"""Months in which the volume of a unit, or of a whole table, breaks off from what is usual.

A unit's usual volume in a month is its own level, times what the month usually is: the median over
the other units that month, and over the same calendar month of other years. So a summer that is low
for all, or low every year, is no break. A month breaks off when it is less than a third or more
than three times the usual; a level breaks off when the half year after a month lies at half or
double of the half year before. Medians throughout (Tukey's median polish: J. W. Tukey, Exploratory
Data Analysis, 1977, ch. 11), so that the breaks themselves do not move what is usual.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from statistics import median

import numpy as np
import numpy.typing as npt

from riktning.core.periods import Month
from riktning.sources.quality.gathering import Rows
from riktning.sources.quality.results import Check, CheckResult, Finding, Severity
from riktning.sources.quality.tallies import Tally

CHECK = Check(
    "volume_break",
    Severity.WARNING,
    "månader med brott i volymen för en enhet",
    "months with a break in a unit's volume",
    "månader",
    "months",
)
TABLE = Check(
    "table_volume_break", Severity.WARNING,
    "månader med brott i hela tabellens volym", "months with a break in the whole table's volume",
    "månader", "months",
)  # fmt: skip
SMALLEST_MEDIAN = 30  # below this a month may differ a lot by chance alone
FACTOR, LEVEL_FACTOR = 3.0, 2.0
HALF_YEAR, FEWEST_YEARS, FEWEST_UNITS = 6, 3, 5
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Series:
    """A unit's consecutive months; the first and the last may be partial."""

    first: Month
    counts: tuple[int, ...]

    @cached_property
    def usual(self) -> float:
        return float(median(self.counts))


def series_of(found: Mapping[Month, int]) -> Series:
    """Months without rows between the first and the last count as none."""
    first, last = min(found), max(found)
    months = range(first.index, last.index + 1)
    return Series(first, tuple(found.get(Month.from_index(i), 0) for i in months))


def broken_months(series: Series, usual: Mapping[Month, float] | None = None) -> list[Month]:
    """Months that break off, and the first month of each new level.

    ``usual``: what a month usually is, as a share of a unit's level (1 where nothing is said).
    Series with a median below 30 are not judged, and the first and the last month are left out.
    """
    if series.usual < SMALLEST_MEDIAN:
        return []
    months = [series.first.plus(n) for n in range(len(series.counts))]
    shares = np.array([(usual or {}).get(month, 1.0) for month in months])
    counts = np.array(series.counts, dtype=np.float64)
    shares = shares * _seasons(counts / shares)
    level = float(median(counts / shares))
    expected = level * shares
    off = (counts * FACTOR < expected) | (counts > expected * FACTOR)
    off &= np.maximum(counts, expected) >= SMALLEST_MEDIAN
    single = {n for n in range(1, len(months) - 1) if off[n]}
    return [months[n] for n in sorted(single | set(_new_levels(counts / shares, single)))]


def _seasons(counts: Floats) -> Floats:
    """Each month's usual share of the year around it, over the years; 1 with few years."""
    if len(counts) < 12 * FEWEST_YEARS:
        return np.ones(len(counts))
    padded = np.pad(counts, HALF_YEAR, mode="reflect")
    around = np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * HALF_YEAR + 1), axis=1)
    ratios = counts / np.where(around > 0, around, 1.0)
    usual = [float(median(ratios[start::12])) for start in range(12)]  # months follow each other
    season = np.array([usual[n % 12] for n in range(len(counts))])
    return np.where(season > 0, season, 1.0)


def _new_levels(ratios: Floats, single: set[int]) -> Iterator[int]:
    """Where the half year after differs from the half year before by a factor of two."""
    if len(ratios) < 2 * HALF_YEAR:
        return
    windows = np.lib.stride_tricks.sliding_window_view(ratios, HALF_YEAR)
    before, after = windows[:-HALF_YEAR], windows[HALF_YEAR:]
    levels = np.log(np.median(windows, axis=1) + 1e-9)
    steps = np.abs(levels[HALF_YEAR:] - levels[:-HALF_YEAR])
    apart = np.maximum(before.min(1), after.min(1)) > np.minimum(before.max(1), after.max(1))
    steps = np.where(apart & (steps > log(LEVEL_FACTOR)), steps, 0.0)
    for place, step in enumerate(steps):  # of neighbours, the steepest
        near = steps[max(place - HALF_YEAR + 1, 0) : place + HALF_YEAR]
        if step > 0 and step == near.max() and place + HALF_YEAR not in single:
            yield place + HALF_YEAR


def usual_months(units: Sequence[Series]) -> dict[Month, float]:
    """Month → the median over units of the month's share of the unit's level.

    Too few units say nothing of what a month usually is.
    """
    shares: dict[Month, list[float]] = {}
    for series in units:
        if series.usual >= SMALLEST_MEDIAN:
            for n, count in enumerate(series.counts):
                shares.setdefault(series.first.plus(n), []).append(count / series.usual)
    medians = {m: float(median(s)) for m, s in shares.items() if len(s) >= FEWEST_UNITS}
    return {month: share for month, share in medians.items() if share > 0}


def check_volumes(rows: Rows, counted: Tally) -> Iterator[CheckResult]:
    """Looks at the tables partitioned by month, and at their units. Counts unit-months."""
    table = rows.table
    if not table.month_of:
        return
    months = _inside(rows, counted.by_month())
    whole = series_of(months) if months else None
    yield TABLE.judge(table.name, table.month_of, _finding([("", whole)] if whole else [], {}))
    if "unit_id" in table.by_name:
        by_unit = counted.by_unit()
        found_units = {unit: _inside(rows, found) for unit, found in by_unit.items()}
        units = [(unit, series_of(found)) for unit, found in found_units.items() if found]
        usual = usual_months([series for _, series in units])
        yield CHECK.judge(table.name, "unit_id", _finding(units, usual))


def _inside(rows: Rows, found: Mapping[Month, int]) -> dict[Month, int]:
    """What began before the span is there for what lasts into it, and says nothing of volumes."""
    first, last = rows.delivery.delivery.first_month, rows.delivery.delivery.last_month
    return {month: count for month, count in found.items() if first <= month <= last}


def _finding(units: Sequence[tuple[str, Series]], usual: Mapping[Month, float]) -> Finding:
    broken = [(unit, month) for unit, s in units for month in broken_months(s, usual)]
    judged = sum(len(series.counts) for _, series in units)
    example = " ".join(str(part) for part in broken[0] if part) if broken else ""
    return Finding(len(broken), judged, example)
