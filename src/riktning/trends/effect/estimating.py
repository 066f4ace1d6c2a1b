"""The effect of one activity on one indicator, from the panel of units around its start."""

from dataclasses import dataclass, replace

import numpy as np

from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.trends.ar1 import Floats, Ints
from riktning.trends.effect.finding import (
    EffectFinding,
    EffectKind,
    EffectState,
    Estimate,
    Lack,
    Placebo,
)
from riktning.trends.effect.panel import (
    FEWEST_AFTER,
    FEWEST_BEFORE,
    Panel,
    Window,
    controls_of,
    difference,
    window,
)
from riktning.trends.effect.segmented import (
    Change,
    changes,
    detectable_with,
    estimate,
    residual_df,
)
from riktning.trends.limits import FEWEST_DF_OF_TWO_CYCLES, TWO_CYCLES

METHOD = "its_reml_ar1_seasonal"
_FEWEST_TO_KNOW_NOISE = 6


@dataclass(frozen=True, slots=True)
class Stack:
    """The window, each touched unit's controls, and the one series that they become.

    ``series`` (before + after,) is the mean over the touched units of their difference from their
    controls; ``level`` the mean level of the touched units after the start.
    """

    window: Window
    controls: tuple[Ints, ...]
    series: Floats
    level: float

    @property
    def controlled(self) -> bool:
        """Whether every touched unit has something to be compared with."""
        return all(len(each) > 0 for each in self.controls)


def stacked(panel: Panel, found: Window) -> Stack:
    """The touched units of the window in event time, against controls where all of them have."""
    starts = panel.start[found.rows]
    span = (found.before, found.after)
    controls = [
        controls_of(panel, int(row), int(start), *span)
        for row, start in zip(found.rows, starts, strict=True)
    ]
    if not all(len(each) for each in controls):
        controls = [each[:0] for each in controls]
    series = [
        difference(panel, int(row), int(start), *span, each)
        for row, start, each in zip(found.rows, starts, controls, strict=True)
    ]
    after = [
        panel.values[row, start : start + found.after]
        for row, start in zip(found.rows, starts, strict=True)
    ]
    return Stack(found, tuple(controls), np.mean(series, axis=0), float(np.nanmean(after)))


def estimate_effect(panel: Panel, bare: EffectFinding, units: tuple[str, ...]) -> EffectFinding:
    """Fill in what the panel can tell of ``bare``; ``units`` names the panel's rows.

    Estimated where every kept unit has 12 months before and 6 after, and season, level, slope and
    the two changes can be told apart and leave 8 degrees of freedom (24 months without gaps, but
    25 where 12 of them lie before). The state is left to the
    family of all effects.
    """
    found = window(panel)
    base = replace(
        bare,
        units=tuple(units[row] for row in found.rows),
        left_out=tuple(units[row] for row in found.left_out),
        before=found.before,
        after=found.after,
    )
    if not len(found.rows):
        short = Lack.TOO_FEW_BEFORE if found.before < FEWEST_BEFORE else Lack.TOO_FEW_AFTER
        return _not_estimated(panel, base, short)
    stack = stacked(panel, found)
    lack = _lack(stack)
    if lack is not None:
        return _not_estimated(panel, base, lack)
    change = changes(stack.series[None, :], found.before)
    kind = EffectKind.CONTROLLED if stack.controlled else EffectKind.ASSOCIATION
    return replace(
        base,
        kind=kind,
        lack=None,
        more_after=0,
        state=EffectState.NO_EVIDENCE,
        method=METHOD,
        controls=min(len(each) for each in stack.controls),
        level=estimate(change.level),
        slope=estimate(change.slope),
        mean=estimate(change.mean),
        level_after=stack.level,
        last=estimate(change.last),
        placebo=_placebo(panel, stack, change),
        detectable=change.detectable(),
    )


def _lack(stack: Stack) -> Lack | None:
    series, found = stack.series, stack.window
    seen = ~np.isnan(series)
    known, before = series[seen], int(seen[: found.before].sum())
    if before < FEWEST_BEFORE or len(known) - before < FEWEST_AFTER:
        return Lack.TOO_MANY_GAPS
    if len(np.unique(np.round(known / (np.abs(known).max() or 1.0), 9))) < 3:
        return Lack.NO_VARIATION
    if residual_df(series, found.before) >= FEWEST_DF_OF_TWO_CYCLES:
        return None
    if len(known) < len(series):
        return Lack.TOO_MANY_GAPS
    if len(series) >= TWO_CYCLES:
        return Lack.INSEPARABLE
    return Lack.TOO_FEW_AFTER if found.after <= found.before else Lack.TOO_FEW_BEFORE


def _not_estimated(panel: Panel, base: EffectFinding, lack: Lack) -> EffectFinding:
    """What is missing, and the effect that could be found once it is there."""
    more_before = max(FEWEST_BEFORE - base.before, 0)
    whole = TWO_CYCLES - base.before - more_before
    more_after = max(FEWEST_AFTER - base.after, whole - base.after, 0)
    before = base.before + more_before
    while not _enough(before, base.after + more_after):
        more_after += 1
    noise = _noise(panel)
    return replace(
        base,
        lack=lack,
        more_before=more_before,
        more_after=more_after,
        detectable=None
        if noise is None or lack is Lack.NO_VARIATION
        else detectable_with(noise, before, base.after + more_after),
    )


def _enough(before: int, after: int) -> bool:
    """Whether so many months without gaps can be estimated."""
    return residual_df(np.zeros(before + after), before) >= FEWEST_DF_OF_TWO_CYCLES


def _noise(panel: Panel) -> float | None:
    """The standard deviation of a month about the straight line before, in the touched units."""
    found = []
    for row in panel.touched:
        known = panel.values[row, : panel.start[row]]
        months = np.flatnonzero(~np.isnan(known))
        if len(months) >= _FEWEST_TO_KNOW_NOISE:
            line = np.polynomial.Polynomial.fit(months, known[months], 1)
            rss = float(((known[months] - line(months)) ** 2).sum())
            found.append(rss / (len(months) - 2))
    return float(np.sqrt(np.mean(found) / len(found))) if found else None


def _placebo(panel: Panel, stack: Stack, change: Change) -> Placebo:
    own = abs(float(change.mean.estimate[0] / change.mean.sd[0]))
    others = _as_if_touched(panel, stack) if stack.controlled else np.zeros((0, 0))
    rank = None
    if len(others):
        each = changes(others, stack.window.before).mean
        further = int((np.abs(each.estimate / each.sd) >= own).sum())
        rank = (1 + further) / (1 + len(others))
    return Placebo(_in_time(stack), len(others), rank)


def _in_time(stack: Stack) -> Estimate | None:
    """The mean effect of a start moved to the middle of the months before, judged on these alone.

    Abadie, Diamond and Hainmueller 2015, doi:10.1111/ajps.12116.
    """
    before = stack.series[: stack.window.before]
    middle = len(before) // 2
    if middle < FEWEST_BEFORE or residual_df(before, middle) < FEWEST_DF_OF_TWO_CYCLES:
        return None
    return estimate(changes(before[None, :], middle).mean)


def _as_if_touched(panel: Panel, stack: Stack) -> Floats:
    """Each unit that is a control of every touched one, put in their place: (J, before + after).

    Abadie, Diamond and Hainmueller 2010, doi:10.1198/jasa.2009.ap08746.
    """
    found = stack.window
    starts = [int(panel.start[row]) for row in found.rows]
    common = set.intersection(*(set(each.tolist()) for each in stack.controls))
    series = []
    for row in sorted(common):
        rest = [each[each != row] for each in stack.controls]
        if not all(len(each) for each in rest):
            continue
        parts = [
            difference(panel, row, start, found.before, found.after, each)
            for start, each in zip(starts, rest, strict=True)
        ]
        joined = np.mean(parts, axis=0)
        known = joined[~np.isnan(joined)]
        enough = residual_df(joined, found.before) >= FEWEST_DF_OF_TWO_CYCLES
        if enough and len(np.unique(known)) > 2:
            series.append(joined)
    return np.array(series) if series else np.zeros((0, 0))


def bare_finding(
    activity: str, indicator_id: str, units: tuple[str, ...], starts: tuple[Month, ...]
) -> EffectFinding:
    """A finding before anything is known: nothing is estimated."""
    return EffectFinding(
        activity=activity,
        indicator_id=indicator_id,
        kind=EffectKind.NOT_ESTIMATED,
        state=EffectState.CANNOT_TELL,
        units=(),
        left_out=units,
        first_start=min(starts),
        last_start=max(starts),
        lack=Lack.NO_SERIES,
        more_before=0,
        more_after=MONTHS_A_YEAR,
    )
