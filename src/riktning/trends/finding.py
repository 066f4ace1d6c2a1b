"""From a slope and its adjusted p-value to what is said: improving, worsening, no evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from riktning.catalogue.model import Polarity
from riktning.core.periods import MONTHS_A_YEAR
from riktning.trends.ar1 import Floats, Ints
from riktning.trends.direction import Block, Method, Trends
from riktning.trends.multiplicity import benjamini_hochberg, benjamini_yekutieli
from riktning.trends.verdict import Direction, DirectionFinding, Likelihood, Reason

Interval = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Aim:
    """Which way is better for a series, how its points weigh, and how sound the data behind are.

    ``sound`` is the share of the rows behind that pass the quality check that most of them fail.
    """

    polarity: Polarity
    interval: Interval | None = None
    likelihood: Likelihood = Likelihood.GAUSSIAN
    sound: float = 1.0


def findings(
    block: Block, answers: Trends, aims: Sequence[Aim], q: float, twin: Ints | None = None
) -> tuple[DirectionFinding, ...]:
    """One finding a series, adjusted over all the series of the block together.

    ``twin`` (S,) gives the row of which a series is a repetition, itself when it is none: a
    repeated series counts once in the adjustment, and gets the finding of its twin.
    A direction is called when the adjusted p-value is at most ``q``. Series without polarity are
    tested, and belong to the family, but get no direction.
    """
    rows = np.arange(len(aims)) if twin is None else twin
    adjusted = _adjusted(answers.line.p_value, rows)
    return tuple(
        _finding(block, answers, row, aim, adjusted[row], q) for row, aim in enumerate(aims)
    )


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


def _finding(
    block: Block, answers: Trends, row: int, aim: Aim, adjusted: Floats, q: float
) -> DirectionFinding:
    basis = _basis(block, answers, row, aim)
    if basis.reason is not None:
        return basis
    q_value = float(adjusted[0])
    line, months = answers.line, int(answers.last[row] - answers.first[row])
    end, slope = float(line.level[row]), float(line.slope[row])
    start = end - slope * months / MONTHS_A_YEAR
    half = float(line.critical[row] * line.slope_sd[row])
    state, reason = _state(aim, start, end, moved=q_value <= q)
    return replace(
        basis,
        state=state,
        reason=reason,
        start_level=start,
        end_level=end,
        slope_per_year=slope,
        slope_low=slope - half,
        slope_high=slope + half,
        autocorrelation=float(line.autocorrelation[row]),
        p_value=float(line.p_value[row]),
        q_value=q_value,
        any_dependence=float(adjusted[1]),
    )


def _basis(block: Block, answers: Trends, row: int, aim: Aim) -> DirectionFinding:
    """What the finding rests on, before anything is said of direction."""
    first, last = int(answers.first[row]), int(answers.last[row])
    method = answers.methods[row]
    points = int(answers.points[row])
    final = int((~block.preliminary[row, max(first, 0) :]).sum())
    return DirectionFinding(
        state=Direction.CANNOT_TELL,
        reason=answers.reasons[row],
        method=str(method) if method is Method.NONE else aim.likelihood.named(method),
        points=points,
        first=block.first.plus(first) if first >= 0 else None,
        last=block.first.plus(last) if last >= 0 else None,
        preliminary=int(block.preliminary[row].sum()),
        hidden=int((block.hidden[row] & ~block.preliminary[row]).sum()),
        cut=block.cut(row),
        quality=aim.sound * min(points / max(final, 1), 1.0),
    )


def _state(aim: Aim, start: float, end: float, *, moved: bool) -> tuple[Direction, Reason | None]:
    better = gain(aim, start, end)
    if better is None:
        return Direction.CANNOT_TELL, Reason.NO_POLARITY
    if not moved or better == 0:
        return Direction.NO_EVIDENCE, None
    return (Direction.IMPROVING if better > 0 else Direction.WORSENING), None


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
