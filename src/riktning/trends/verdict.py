"""What is said of one series: direction and pace, with the evidence for it, as plain values."""

from dataclasses import dataclass
from enum import StrEnum

from riktning.core.periods import Month


class Direction(StrEnum):
    """The four things that can be said of a direction; polarity is already taken into account."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    NO_EVIDENCE = "no_evidence"
    CANNOT_TELL = "cannot_tell"


class Reason(StrEnum):
    """Why a direction cannot be told."""

    TOO_SHORT = "too_short"
    INSUFFICIENT_VARIATION = "insufficient_variation"
    NO_POLARITY = "no_polarity"
    NO_DATA = "no_data"
    QUALITY_FAILURE = "quality_failure"
    TOO_MUCH_HIDDEN = "too_much_hidden"
    NOT_MONTHLY = "not_monthly"  # given by older versions, which judged months alone
    DEFINITION_BREAK = "definition_break"
    VOLUME_BREAK = "volume_break"
    NEW_PHASE = "new_phase"  # declared by the one who asks


class Likelihood(StrEnum):
    """How the variance of a point depends on its level and on what it was counted on."""

    GAUSSIAN = ""  # all points alike
    WEIGHTED = "weighted"  # inverse to the denominator
    QUASI_BINOMIAL = "quasi_binomial"  # μ(1 - μ) over the denominator
    QUASI_POISSON = "quasi_poisson"  # μ, over the denominator where there is one

    def named(self, method: str) -> str:
        """The test's name with the likelihood after it."""
        return f"{method}_{self}" if self else method


class Pace(StrEnum):
    """How the series moves against its target."""

    REACHED = "reached"
    ON_TIME = "on_time"
    LATE = "late"
    WRONG_WAY = "wrong_way"
    NO_DATE = "no_date"


@dataclass(frozen=True, slots=True)
class Target:
    """A target from the plan: the value to reach, and the month it is due."""

    value: float
    due: Month


@dataclass(frozen=True, slots=True)
class DirectionFinding:
    """The pre-declared direction test of one series.

    ``slope_per_year`` and its interval are in the indicator's own unit per year;
    ``p_value`` is two-sided; ``q_value`` is adjusted over the whole run (Benjamini–Hochberg), and
    ``any_dependence`` is the same under any dependence between series (Benjamini–Yekutieli).
    ``line_end`` is the straight line's own last level: ``end_level``, but where the line leads
    beyond what the measure can be, whose bound is then told. ``end_low`` and ``end_high`` are its
    95 % interval, and ``level_with_slope``
    (-1 to 1) the correlation of that level with the slope: the interval at a later time follows
    from them (:func:`riktning.trends.pace.level_ahead`); None in findings of older versions.
    ``plain_slope`` and ``plain_p`` are what least squares gives a tested series of fewer than 12
    points, a year and in its unit: told beside the test, and decides nothing.
    ``moves`` tells that the slope is called, whether or not a side is better.
    ``cut`` is the break that the series is judged from: what lies before ``first`` is left out.
    ``cycle`` is the points a year: 12 for months, 4 for quarters, 3 for tertials, 1 for years;
    ``first`` and ``last`` are the first month of the first period and the last of the last.
    ``quality`` (0 to 1) is the share of the final months that could be used, times the share of
    rows that pass the check that most of the rows behind fail: a weight when series are counted.
    ``aside`` is the first month of the period whose value was set aside as one that cannot belong
    to the others: it is drawn, and does not count. ``middle`` is the median of the values judged,
    where a few that count pull the level so far that it need not lie near any: told instead of it.
    """

    state: Direction
    reason: Reason | None
    method: str
    points: int
    first: Month | None
    last: Month | None
    start_level: float | None = None
    end_level: float | None = None
    slope_per_year: float | None = None
    slope_low: float | None = None
    slope_high: float | None = None
    autocorrelation: float | None = None
    p_value: float | None = None
    q_value: float | None = None
    preliminary: int = 0  # points left out because they are not final
    hidden: int = 0  # points left out because they are hidden to protect persons
    any_dependence: float | None = None
    cut: Reason | None = None
    quality: float = 1.0
    cycle: int = 12
    moves: bool = False
    line_end: float | None = None
    end_low: float | None = None
    end_high: float | None = None
    level_with_slope: float | None = None
    plain_slope: float | None = None
    plain_p: float | None = None
    aside: Month | None = None
    middle: float | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """Another target of the same series: an interim one that has passed, or one due later.

    ``met`` tells whether the trend level was there when due, None while that month lies ahead;
    ``certain`` whether the level's 95 % interval lies on one side of the target in that month;
    ``probability`` is that of the trend level being there when due, if the trend goes on.
    """

    target: Target
    met: bool | None
    certain: bool
    probability: float


@dataclass(frozen=True, slots=True)
class PaceFinding:
    """Where the series is heading against one target; months are None when no date can be given.

    ``late`` without a month means that the target is not reached within the horizon of projection.
    ``certain`` is False where the level's own 95 % interval covers the target, so that the level is
    about at the target: reached or not is not certain. ``edge`` is the edge of the target interval
    that is to be reached instead of the target, where the level lies beyond the interval's other
    side; the months and the required slope are then those of the edge. ``slope_per_year`` is the
    actual slope, to be held against the required one. ``probability`` is that of the trend level
    being there in the due month, if the trend goes on as it has; None when that month has passed.
    ``milestones`` are the other targets of the series, in the order they are due. ``beyond`` tells
    that the line leads beyond what the measure can be: the level is then the last year's mean,
    ``recent``, nothing is projected, and no slope is said to be required. ``pulled`` tells that a
    few values far from the others pull the level: nothing is then held against the target.
    """

    state: Pace
    target: Target
    required_slope_per_year: float | None = None
    reach: Month | None = None
    reach_earliest: Month | None = None
    reach_latest: Month | None = None
    months_late: int | None = None
    certain: bool = True
    edge: float | None = None
    slope_per_year: float | None = None
    probability: float | None = None
    milestones: tuple[Milestone, ...] = ()
    beyond: bool = False
    recent: float | None = None
    pulled: bool = False

    @property
    def missed(self) -> bool:
        """Late, and the due month lies within the data: no slope can be in time any more."""
        return self.state is Pace.LATE and self.required_slope_per_year is None

    @property
    def sure(self) -> bool:
        """Whether the interval says the same as the state; True where no date can be given."""
        if self.missed:
            return self.certain
        if self.state is Pace.REACHED:
            return self.certain
        if self.state is Pace.ON_TIME:
            return self.reach_latest is not None and self.reach_latest <= self.target.due
        if self.state is Pace.LATE:
            return self.reach_earliest is None or self.reach_earliest > self.target.due
        return True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one indicator at one unit."""

    indicator_id: str
    unit_id: str
    direction: DirectionFinding
    pace: PaceFinding | None
