"""Whether a series will be at its target in time, projected with the model that judged it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from riktning.catalogue.model import Polarity
from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.trends.finding import Interval
from riktning.trends.slope import Line
from riktning.trends.verdict import DirectionFinding, Milestone, Pace, PaceFinding, Target

_NORMAL = 1.959963984540054  # the 97.5 % quantile
_ROOT_2 = math.sqrt(2)
HORIZON = 20 * MONTHS_A_YEAR  # no month further ahead than this is ever named


@dataclass(frozen=True, slots=True)
class Projection:
    """The trend of one series as a line through its last month; slope and variances per year.

    ``moves`` tells whether the direction test called the slope: without it no date is given. A
    period longer than a month stands at its last month, and has ``step`` months. ``recent`` is the
    mean of the last year where the line ends beyond what the measure can be.
    """

    last: Month
    start_level: float
    level: float
    slope: float
    level_variance: float
    slope_variance: float
    covariance: float
    critical: float
    moves: bool
    step: int = 1
    recent: float | None = None


def projection(
    line: Line,
    row: int,
    last: Month,
    start_level: float,
    *,
    moves: bool,
    step: int = 1,
    recent: float | None = None,
) -> Projection:
    """The trend of one of the series of ``line``, ending in the month ``last``."""
    return Projection(
        last=last,
        start_level=start_level,
        level=line.level.item(row),
        slope=line.slope.item(row),
        level_variance=line.level_sd.item(row) ** 2,
        slope_variance=line.slope_sd.item(row) ** 2,
        covariance=line.covariance.item(row),
        critical=line.critical.item(row),
        moves=moves,
        step=step,
        recent=recent,
    )


@dataclass(frozen=True, slots=True)
class Crossing:
    """When a line crosses a value, in years from the last month; ``low`` and ``high`` bound it.

    The bounds are None where the set is unbounded: no finite interval has the stated confidence.
    """

    at: float | None
    low: float | None
    high: float | None

    @property
    def bounded(self) -> bool:
        return self.low is not None


def crossing(line: Projection, value: float) -> Crossing:
    """The Fieller set of the time when the line reaches ``value``.

    Fieller 1954, doi:10.1111/j.2517-6161.1954.tb00159.x. All times t whose fitted level does not
    differ from ``value``: (level + slope·t - value)² ≤ critical² · variance(level + slope·t).
    """
    if line.slope == 0:
        return Crossing(None, None, None)
    away = line.level - value
    c2 = line.critical**2
    a = line.slope**2 - c2 * line.slope_variance
    b = away * line.slope - c2 * line.covariance
    c = away**2 - c2 * line.level_variance
    at = -away / line.slope
    if a <= 0:
        return Crossing(at, None, None)
    root = math.sqrt(max(b * b - a * c, 0.0))
    return Crossing(at, (-b - root) / a, (-b + root) / a)


def pace(
    line: Projection, target: Target, polarity: Polarity, interval: Interval | None = None
) -> PaceFinding | None:
    """Reached, on time, late, the wrong way, or no date; None where no side is better.

    Reached: the trend level in the last month is where the target asks it to be, see
    :func:`_accepted`; ``certain`` when all of the level's 95 % interval is there too. Otherwise a
    date is projected only when the direction test called the slope and the Fieller set is bounded.
    """
    accepted = _accepted(line, target, polarity, interval)
    if accepted is None:
        return None
    if line.recent is not None:
        return _beyond(line, line.recent, target, accepted)
    ahead = target.due > line.last
    odds = being_there(line, accepted, target.due) if ahead else None
    return _against(line, target, accepted, odds)


def milestones(
    line: Projection,
    targets: Sequence[Target],
    polarity: Polarity,
    interval: Interval | None = None,
) -> tuple[Milestone, ...]:
    """How each of several targets stood when due, or is likely to stand; none without polarity.

    None of those ahead where the line leads beyond what the measure can be.
    """
    found = []
    for target in sorted(targets, key=lambda each: each.due):
        accepted = _accepted(line, target, polarity, interval)
        if accepted is None:
            continue
        if line.recent is not None and target.due > line.last:
            continue
        level, half = _level_at(line, target.due)
        there = accepted[0] <= level <= accepted[1]
        edges = [edge for edge in accepted if math.isfinite(edge)]
        found.append(
            Milestone(
                target=target,
                met=there if target.due <= line.last else None,
                certain=all(abs(level - edge) > half for edge in edges),
                probability=being_there(line, accepted, target.due),
            )
        )
    return tuple(found)


def being_there(line: Projection, accepted: tuple[float, float], due: Month) -> float:
    """The probability that the level lies between two values in a month, if the trend goes on.

    The level's distribution is taken as normal, as wide as its own 95 % interval.
    """
    level, half = _level_at(line, due)
    low, high = accepted
    if half == 0:
        return float(low <= level <= high)
    spread = half / _NORMAL
    return min(max(_below((high - level) / spread) - _below((low - level) / spread), 0.0), 1.0)


def _below(z: float) -> float:
    """The share of a standard normal distribution below ``z``."""
    return math.erfc(-z / _ROOT_2) / 2


def _level_at(line: Projection, month: Month) -> tuple[float, float]:
    """The trend level in a month, and half the width of its 95 % interval."""
    years = (month.index - line.last.index) / MONTHS_A_YEAR
    variance = line.level_variance + 2 * years * line.covariance + years**2 * line.slope_variance
    return line.level + line.slope * years, line.critical * math.sqrt(max(variance, 0.0))


def level_ahead(finding: DirectionFinding, month: Month) -> tuple[float, float, float] | None:
    """The trend level of a finding in a month: the lower end of its 95 % interval, it, the upper.

    In the indicator's unit. The same interval of level + slope·t as the dates and probabilities of
    a pace rest on (Fieller 1954, doi:10.1111/j.2517-6161.1954.tb00159.x): the upper end passes a
    value above when the earliest date is. None where the finding has no level or no interval.
    """
    level = finding.end_level if finding.line_end is None else finding.line_end
    slope, last = finding.slope_per_year, finding.last
    high, steep, together = finding.end_high, finding.slope_high, finding.level_with_slope
    if level is None or slope is None or last is None:
        return None
    if high is None or steep is None or together is None:
        return None
    years = (month.index - last.index) / MONTHS_A_YEAR
    about, turn = high - level, (steep - slope) * years
    half = math.sqrt(max(about**2 + 2 * together * about * turn + turn**2, 0.0))
    middle = level + slope * years
    return middle - half, middle, middle + half


def _beyond(
    line: Projection, recent: float, target: Target, accepted: tuple[float, float]
) -> PaceFinding:
    """By the last year's mean where the line leads beyond what can be: it dates nothing."""
    there = accepted[0] <= recent <= accepted[1]
    state = Pace.REACHED if there else Pace.NO_DATE
    return PaceFinding(
        state, target, certain=not there, slope_per_year=line.slope, beyond=True, recent=recent
    )


def _against(
    line: Projection, target: Target, accepted: tuple[float, float], odds: float | None
) -> PaceFinding:
    low, high = accepted
    half = line.critical * math.sqrt(line.level_variance)
    if low <= line.level <= high:
        sure = low <= line.level - half and line.level + half <= high
        return PaceFinding(
            Pace.REACHED, target, certain=sure, slope_per_year=line.slope, probability=odds
        )
    goal, side = (low, 1.0) if line.level < low else (high, -1.0)
    dates = _dates(line, goal, target.due, side)
    return PaceFinding(
        state=dates.state,
        target=target,
        required_slope_per_year=_required(line, goal, target.due),
        reach=dates.reach,
        reach_earliest=dates.earliest,
        reach_latest=dates.latest,
        months_late=dates.late,
        certain=side * (goal - line.level) > half,
        edge=None if goal == target.value else goal,
        slope_per_year=line.slope,
        probability=odds,
    )


def _accepted(
    line: Projection, target: Target, polarity: Polarity, interval: Interval | None
) -> tuple[float, float] | None:
    """The levels at which the target counts as reached, from lowest to highest.

    With a target interval: from the target to the interval's far edge, so that a level that has
    gone through the interval and out on the other side has not reached it. A target between two
    edges is to be reached from the side that the series starts on.
    """
    value = target.value
    if polarity is Polarity.HIGHER:
        return value, math.inf
    if polarity is Polarity.LOWER:
        return -math.inf, value
    if polarity is Polarity.NONE or interval is None:
        return None
    low, high = (
        -math.inf if interval[0] is None else interval[0],
        math.inf if interval[1] is None else interval[1],
    )
    if _from_above(line, value, low, high):
        return low, value
    return value, high


def _from_above(line: Projection, value: float, low: float, high: float) -> bool:
    """Whether the target is an upper bound: at or above the interval's upper edge, or between."""
    if value >= high or low == -math.inf:
        return True
    if value <= low or high == math.inf:
        return False
    return line.start_level >= value


class _Dates(NamedTuple):
    """When a value is reached, if that can be said."""

    state: Pace
    reach: Month | None = None
    earliest: Month | None = None
    latest: Month | None = None
    late: int | None = None


def _dates(line: Projection, goal: float, due: Month, side: float) -> _Dates:
    """Towards a value not yet reached; ``side`` is +1 where it lies above."""
    reach = crossing(line, goal)
    if not line.moves or not reach.bounded:
        return _Dates(Pace.NO_DATE)
    if side * line.slope < 0:
        return _Dates(Pace.WRONG_WAY)
    month = _month(line, reach.at)
    if month is None:
        return _Dates(Pace.LATE)
    in_time = month <= due
    return _Dates(
        Pace.ON_TIME if in_time else Pace.LATE,
        month,
        _month(line, reach.low),
        _month(line, reach.high),
        None if in_time else max(month.index - due.index, 0),
    )


def _required(line: Projection, goal: float, due: Month) -> float | None:
    """The slope per year from the last month that meets the target when due; None when past due."""
    months = due.index - line.last.index
    if months <= 0:
        return None
    return (goal - line.level) * MONTHS_A_YEAR / months


def _month(line: Projection, years: float | None) -> Month | None:
    """The last month of the first period at or after that time; None beyond the horizon."""
    if years is None or years * MONTHS_A_YEAR > HORIZON:
        return None
    periods = max(math.ceil(years * MONTHS_A_YEAR / line.step - 1e-9), 0)
    return line.last.plus(periods * line.step)
