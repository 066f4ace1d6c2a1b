"""What is said of an activity's effect on an indicator, with the evidence for it."""

from dataclasses import dataclass
from enum import StrEnum

from riktning.core.periods import Month


@dataclass(frozen=True, slots=True)
class Activity:
    """That an activity touched a unit, as one indicator may show, from a month on."""

    activity: str
    indicator_id: str
    unit_id: str
    start: Month


class EffectKind(StrEnum):
    """What the estimate can bear."""

    CONTROLLED = "controlled"  # against units that the activity has not yet touched
    ASSOCIATION = "association"  # before and after alone: other things happened at the same time
    NOT_ESTIMATED = "not_estimated"


class EffectState(StrEnum):
    """What can be said; polarity is taken into account, and the whole family of effects."""

    BETTER = "better"
    WORSE = "worse"
    NO_EVIDENCE = "no_evidence"
    NO_POLARITY = "no_polarity"
    CANNOT_TELL = "cannot_tell"


class Lack(StrEnum):
    """Why an effect cannot be estimated."""

    NO_SERIES = "no_series"  # the indicator has no monthly figures for the units
    TOO_FEW_BEFORE = "too_few_before"
    TOO_FEW_AFTER = "too_few_after"
    TOO_MANY_GAPS = "too_many_gaps"
    NO_VARIATION = "no_variation"
    INSEPARABLE = "inseparable"  # season and change cannot be told apart in these months


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval, and the two-sided p-value against 0."""

    value: float
    low: float
    high: float
    p_value: float


@dataclass(frozen=True, slots=True)
class Placebo:
    """Effects where there can be none.

    ``in_time`` is the mean effect of a start that is moved into the months before, where there are
    enough of them. ``units`` controls were each taken for a touched unit: ``rank`` is the share of
    them, the touched one included, whose effect is as far from 0 in its own standard deviations.
    """

    in_time: Estimate | None
    units: int
    rank: float | None


@dataclass(frozen=True, slots=True)
class EffectFinding:
    """The effect of one activity on one indicator, in the indicator's unit.

    ``level`` is the change in the first month, ``slope`` the change of slope a year, ``mean`` the
    mean effect over the ``after`` months (the one that is tested), ``last`` that of the last month;
    ``level_after`` is the touched units' mean level after the start, for comparison.
    ``left_out`` are touched units with too few months before or after. ``detectable`` is the mean
    effect that would be found in 80 of 100 cases at 5 %; where nothing is estimated, that after
    ``more_before`` and ``more_after`` months more, and None where even the noise is unknown.
    """

    activity: str
    indicator_id: str
    kind: EffectKind
    state: EffectState
    units: tuple[str, ...]
    left_out: tuple[str, ...]
    first_start: Month
    last_start: Month
    controls: int = 0
    before: int = 0
    after: int = 0
    method: str = "none"
    lack: Lack | None = None
    level: Estimate | None = None
    slope: Estimate | None = None
    mean: Estimate | None = None
    level_after: float | None = None
    last: Estimate | None = None
    q_value: float | None = None
    any_dependence: float | None = None
    placebo: Placebo | None = None
    detectable: float | None = None
    more_before: int = 0
    more_after: int = 0
