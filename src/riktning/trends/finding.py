"""From a slope and its adjusted p-value to what is said: improving, worsening, no evidence."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

import numpy as np

from riktning.catalogue.model import Polarity
from riktning.core.periods import Month
from riktning.trends.ar1 import Floats, Ints
from riktning.trends.direction import Block, Method, Trends
from riktning.trends.least_squares import FEWER_THAN, plain_slope
from riktning.trends.multiplicity import benjamini_hochberg, benjamini_yekutieli
from riktning.trends.slope import Line
from riktning.trends.verdict import Direction, DirectionFinding, Likelihood, Reason

Interval = tuple[float | None, float | None]
_LINE = tuple(field.name for field in fields(Line))


@dataclass(frozen=True, slots=True)
class Aim:
    """Which way is better for a series, how its points weigh, and how sound the data behind are.

    ``sound`` is the share of the rows behind that pass the quality check that most of them fail;
    ``bounds`` are the lowest and highest value there can be: no level beyond them is told.
    """

    polarity: Polarity
    interval: Interval | None = None
    likelihood: Likelihood = Likelihood.GAUSSIAN
    sound: float = 1.0
    bounds: tuple[float, float] = (-math.inf, math.inf)


@dataclass(frozen=True, slots=True)
class Tested:
    """A block of S series with its answers; all the blocks of a run are adjusted together.

    ``twin`` (S,) gives the row of which a series is a repetition, itself when it is none.
    """

    block: Block
    answers: Trends
    aims: Sequence[Aim]
    twin: Ints


def findings(
    block: Block, answers: Trends, aims: Sequence[Aim], q: float, twin: Ints | None = None
) -> tuple[DirectionFinding, ...]:
    """One finding for each of the S series (S, n) of a block, adjusted over all of them.

    ``twin`` (S,) is the row that each series repeats, its own where none; see findings_together."""
    rows = np.arange(len(aims)) if twin is None else twin
    return findings_together([Tested(block, answers, aims, rows)], q)[0]


def findings_together(
    tested: Sequence[Tested], q: float
) -> tuple[tuple[DirectionFinding, ...], ...]:
    """The findings of each block, adjusted over all the series of all blocks: one family.

    Benjamini and Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x; Benjamini and Yekutieli
    2001, doi:10.1214/aos/1013699998, beside it.
    A repeated series counts once in the adjustment, and gets the finding of its twin.
    A direction is called when the adjusted p-value is at most ``q``. Series without polarity are
    tested, and belong to the family, but get no direction.
    """
    ends = np.cumsum([len(part.aims) for part in tested])
    starts = [0, *ends[:-1].tolist()]
    p_values = np.concatenate([part.answers.line.p_value for part in tested])
    twins = [part.twin + start for part, start in zip(tested, starts, strict=True)]
    adjusted = _adjusted(p_values, np.concatenate(twins))
    return tuple(
        _of_block(part, adjusted[start : start + len(part.aims)], q)
        for part, start in zip(tested, starts, strict=True)
    )


def _of_block(part: Tested, adjusted: Floats, q: float) -> tuple[DirectionFinding, ...]:
    counted = _count(part.block, part.answers)
    told = adjusted.tolist()
    return tuple(
        _with_plain(_finding(part.answers, counted, row, aim, told[row], q), part.block, row)
        for row, aim in enumerate(part.aims)
    )


def _with_plain(finding: DirectionFinding, block: Block, row: int) -> DirectionFinding:
    """With what least squares says of a tested series that is short; it decides nothing."""
    if finding.p_value is None or finding.points >= FEWER_THAN:
        return finding
    plain = plain_slope(block.values[row], block.first_season, block.cycle)
    if plain is None:
        return finding
    return replace(finding, plain_slope=plain[0], plain_p=plain[1])


def called(finding: DirectionFinding, q: float) -> bool:
    """Whether the series moves at all, by the pre-declared test and the whole family's error."""
    return finding.q_value is not None and finding.q_value <= q


def called_always(finding: DirectionFinding, q: float) -> bool:
    """The same under any dependence between the series of the run."""
    return finding.any_dependence is not None and finding.any_dependence <= q


def _adjusted(p_values: Floats, twin: Ints) -> Floats:
    """Adjusted by Benjamini–Hochberg, and under any dependence: (S, 2)."""
    adjusted = np.full((len(p_values), 2), np.nan)
    tested = ~np.isnan(p_values) & (twin == np.arange(len(twin)))
    adjusted[tested, 0] = benjamini_hochberg(p_values[tested])
    adjusted[tested, 1] = benjamini_yekutieli(p_values[tested])
    return np.asarray(adjusted[twin], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Counted:
    """What the findings rest on, by series: periods, and how many of them are what.

    ``begins`` and ``ends`` are the first and last month of each period, ``lines`` the fields of
    each Line: numbers of Python, which are read one at a time ten times as fast as an array's.
    """

    cycle: int
    begins: list[Month]
    ends: list[Month]
    first: list[int]
    last: list[int]
    points: list[int]
    final: list[int]
    preliminary: list[int]
    hidden: list[int]
    cut: Callable[[int], Reason | None]
    aside: list[int]
    lines: list[tuple[float, ...]]


def _count(block: Block, answers: Trends) -> _Counted:
    places = np.arange(block.values.shape[1])
    final = ~block.preliminary & (places >= np.maximum(answers.first, 0)[:, None])
    return _Counted(
        cycle=block.cycle,
        begins=[block.first.plus(place * block.step) for place in places.tolist()],
        ends=[block.first.plus((place + 1) * block.step - 1) for place in places.tolist()],
        first=answers.first.tolist(),
        last=answers.last.tolist(),
        points=answers.points.tolist(),
        final=final.sum(axis=1).tolist(),
        preliminary=block.preliminary.sum(axis=1).tolist(),
        hidden=(block.hidden & ~block.preliminary).sum(axis=1).tolist(),
        cut=block.cut,
        aside=[-1] * len(block.values) if block.aside is None else block.aside.tolist(),
        lines=list(zip(*(getattr(answers.line, name).tolist() for name in _LINE), strict=True)),
    )


def _finding(
    answers: Trends, counted: _Counted, row: int, aim: Aim, adjusted: Sequence[float], q: float
) -> DirectionFinding:
    method, first, last = answers.methods[row], counted.first[row], counted.last[row]
    reason = answers.reasons[row]
    said = (
        _UNTESTED
        if reason is not None
        else _tested(counted.lines[row], aim, (last - first) / counted.cycle, adjusted, q)
    )
    return DirectionFinding(
        state=said.state,
        reason=reason or said.reason,
        method=str(method) if method is Method.NONE else aim.likelihood.named(method),
        points=counted.points[row],
        first=counted.begins[first] if first >= 0 else None,
        last=counted.ends[last] if last >= 0 else None,
        preliminary=counted.preliminary[row],
        hidden=counted.hidden[row],
        cut=counted.cut(row),
        quality=aim.sound * min(counted.points[row] / max(counted.final[row], 1), 1.0),
        cycle=counted.cycle,
        aside=None if counted.aside[row] < 0 else counted.begins[counted.aside[row]],
        start_level=said.start_level,
        end_level=said.end_level,
        line_end=said.line_end,
        slope_per_year=said.slope,
        slope_low=said.slope_low,
        slope_high=said.slope_high,
        autocorrelation=said.autocorrelation,
        p_value=said.p_value,
        q_value=said.q_value,
        any_dependence=said.any_dependence,
        moves=said.moves,
        end_low=said.end_low,
        end_high=said.end_high,
        level_with_slope=said.level_with_slope,
    )


class _Said(NamedTuple):
    """What the test says of a series, as the fields of a finding."""

    state: Direction = Direction.CANNOT_TELL
    reason: Reason | None = None
    start_level: float | None = None
    end_level: float | None = None
    line_end: float | None = None
    slope: float | None = None
    slope_low: float | None = None
    slope_high: float | None = None
    autocorrelation: float | None = None
    p_value: float | None = None
    q_value: float | None = None
    any_dependence: float | None = None
    moves: bool = False
    end_low: float | None = None
    end_high: float | None = None
    level_with_slope: float | None = None


_UNTESTED = _Said()


def _tested(
    line: Sequence[float], aim: Aim, years: float, adjusted: Sequence[float], q: float
) -> _Said:
    """What is said of a series that was tested, over so many years from first to last point."""
    q_value, any_dependence = adjusted
    end, slope, level_sd, slope_sd, covariance, critical, p_value, autocorrelation = line
    start, half = end - slope * years, critical * slope_sd
    about, apart = critical * level_sd, level_sd * slope_sd
    together = covariance / apart if apart > 0 else 0.0
    state, reason = _state(aim, start, end, moved=q_value <= q)
    return _Said(
        state=state,
        reason=reason,
        start_level=within(aim, start),
        end_level=within(aim, end),
        line_end=end,
        slope=slope,
        slope_low=slope - half,
        slope_high=slope + half,
        autocorrelation=autocorrelation,
        p_value=p_value,
        q_value=q_value,
        any_dependence=any_dependence,
        moves=q_value <= q,
        end_low=end - about,
        end_high=end + about,
        level_with_slope=min(max(together, -1.0), 1.0),
    )


def _state(aim: Aim, start: float, end: float, *, moved: bool) -> tuple[Direction, Reason | None]:
    better = gain(aim, start, end)
    if better is None:
        return Direction.CANNOT_TELL, Reason.NO_POLARITY
    if not moved or better == 0:
        return Direction.NO_EVIDENCE, None
    return (Direction.IMPROVING if better > 0 else Direction.WORSENING), None


def within(aim: Aim, level: float) -> float:
    """The level, or the bound of what can be where a straight line leads beyond it."""
    return min(max(level, aim.bounds[0]), aim.bounds[1])


def recent_beyond(part: Tested, row: int) -> float | None:
    """The mean of the last year's values, where the line ends beyond what can be; else None.

    In the unit of the values. A straight line that leads beyond a bound fits the series no longer.
    """
    level, last = float(part.answers.line.level[row]), int(part.answers.last[row])
    if within(part.aims[row], level) == level:
        return None
    return float(np.nanmean(part.block.values[row, max(last - part.block.cycle + 1, 0) : last + 1]))


def gain(aim: Aim, start: float, end: float) -> float | None:
    """How much better the end is than the start; None where the definition does not say."""
    if aim.polarity is Polarity.HIGHER:
        return end - start
    if aim.polarity is Polarity.LOWER:
        return start - end
    if aim.polarity is Polarity.TARGET_INTERVAL and aim.interval is not None:
        return _distance(aim.interval, start) - _distance(aim.interval, end)
    return None


def _distance(interval: Interval, level: float) -> float:
    """How far outside the interval a level lies; 0 inside it."""
    low, high = interval
    below = 0.0 if low is None else max(low - level, 0.0)
    above = 0.0 if high is None else max(level - high, 0.0)
    return below + above
