"""Whether a series will be at its target in time, projected with the model that judged it."""

import math
from dataclasses import dataclass

from riktning.catalogue.model import Polarity
from riktning.core.periods import MONTHS_A_YEAR, Month
from riktning.trends.verdict import Pace, PaceFinding, Target

HORIZON = 20 * MONTHS_A_YEAR  # no month further ahead than this is ever named


@dataclass(frozen=True, slots=True)
class Projection:
    """The trend of one series as a line through its last month; slope and variances per year.

    ``moves`` tells whether the direction test called the slope: without it no date is given.
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


def pace(line: Projection, target: Target, polarity: Polarity) -> PaceFinding:
    """Reached, on time, late, the wrong way, or no date.

    Reached: the trend level in the last month is at the target or beyond. Otherwise a date is
    projected only when the direction test called the slope and the Fieller set is bounded.
    """
    side = _side(line, target, polarity)
    missing = side * (target.value - line.level)
    if missing <= 0:
        return PaceFinding(Pace.REACHED, target)
    required = _required(line, target)
    reach = crossing(line, target.value)
    if not line.moves or not reach.bounded:
        return PaceFinding(Pace.NO_DATE, target, required)
    if side * line.slope < 0:
        return PaceFinding(Pace.WRONG_WAY, target, required)
    return _dated(line, target, reach, required)


def _side(line: Projection, target: Target, polarity: Polarity) -> float:
    """+1 where the target is to be reached from below, -1 from above."""
    if polarity is Polarity.HIGHER:
        return 1.0
    if polarity is Polarity.LOWER:
        return -1.0
    return 1.0 if target.value >= line.start_level else -1.0


def _required(line: Projection, target: Target) -> float | None:
    """The slope per year from the last month that meets the target when due; None when past due."""
    months = target.due.index - line.last.index
    if months <= 0:
        return None
    return (target.value - line.level) * MONTHS_A_YEAR / months


def _dated(
    line: Projection, target: Target, reach: Crossing, required: float | None
) -> PaceFinding:
    month = _month(line.last, reach.at)
    late = None if month is None else max(month.index - target.due.index, 0)
    in_time = month is not None and month <= target.due
    return PaceFinding(
        state=Pace.ON_TIME if in_time else Pace.LATE,
        target=target,
        required_slope_per_year=required,
        reach=month,
        reach_earliest=None if month is None else _month(line.last, reach.low),
        reach_latest=None if month is None else _month(line.last, reach.high),
        months_late=None if in_time else late,
    )


def _month(last: Month, years: float | None) -> Month | None:
    """The first month at or after that time; None beyond the horizon."""
    if years is None or years * MONTHS_A_YEAR > HORIZON:
        return None
    return last.plus(max(math.ceil(years * MONTHS_A_YEAR - 1e-9), 0))
