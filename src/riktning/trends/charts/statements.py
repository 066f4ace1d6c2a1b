"""Two statements of a chart, kept apart: what its latest point says, and whether a target is met.

Variation: is anything unusual going on up to the latest point? Assurance: will the target be met,
period by period, as the series varies now? (Making Data Count, NHS England 2018.) Neither is a
verdict on direction.

Assurance speaks of the present level: that of the trend where the direction test calls the series
as moving, the constant one where it calls no movement.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from riktning.catalogue.model import Polarity
from riktning.trends.charts.chart import ChartBasis, ChartStatus, ControlChart
from riktning.trends.charts.profiles import Rule

Interval = tuple[float | None, float | None]
Limits = tuple[float | None, float | None]
_BARE = (ChartStatus.DESCRIPTIVE, ChartStatus.NO_VARIATION)
_SIDELESS = (
    Rule.ALTERNATING,
    Rule.WITHIN_ONE_SIGMA,
    Rule.BEYOND_ONE_SIGMA,
    Rule.FEW_CROSSINGS,
)


class Variation(StrEnum):
    """What the latest point says."""

    COMMON = "common_cause"
    HIGH = "special_cause_high"
    LOW = "special_cause_low"
    UNUSUAL = "special_cause"  # by a rule that knows no side
    CANNOT_TELL = "cannot_tell"


class Assurance(StrEnum):
    """Whether the target is met as the series varies now."""

    ALWAYS = "consistent_pass"
    NEVER = "consistent_fail"
    SOMETIMES = "inconsistent"
    CANNOT_TELL = "cannot_tell"


class Untold(StrEnum):
    """Why nothing is said of a target although there are limits to try it against."""

    LEVEL_UNCERTAIN = "level_uncertain"  # the level's own interval covers the target
    LEVEL_UNKNOWN = "level_unknown"  # no test has been made, and the latest point is unusual
    ONE_VALUE = "one_value"  # a single value pulls the level
    FEW_VALUES = "few_values"  # a few values do


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest point that counts, what it lies among, and the rules that mark it.

    ``place`` is its index in the series, ``step`` its distance from the point before, ``status``
    that of its phase. A chart without a lower limit whose values cannot be negative has it at 0.
    ``cycle`` are the limits of the periods of the last year, around the present level: a season
    moves them, and so does the number counted on. Empty: those of the point are the only ones.
    ``pulled_by`` are the places of the values that pull the level of the point's phase.
    """

    place: int
    value: float
    centre: float | None
    lower: float | None
    upper: float | None
    step: float
    status: ChartStatus
    rules: tuple[Rule, ...]
    cycle: tuple[Limits, ...] = ()
    pulled_by: tuple[int, ...] = ()

    @property
    def pulled(self) -> bool:
        """Whether other values are why this one looks as it does."""
        return bool(self.pulled_by) and self.place not in self.pulled_by


@dataclass(frozen=True, slots=True)
class AssuranceFinding:
    """The state, why nothing is said where there are limits, and what the limits are.

    ``basis`` tells which level they lie around: the constant one, or that of the trend.
    """

    state: Assurance
    why: Untold | None = None
    status: ChartStatus = ChartStatus.ESTABLISHED
    basis: ChartBasis = ChartBasis.LEVEL


@dataclass(frozen=True, slots=True)
class VariationFinding:
    """The state, the rule it rests on, and the status of the limits it was tried against.

    ``place`` is the index of the latest point, None where there is none; ``pulled`` is how many
    other values pull the level, so that nothing can be said of it. ``better`` tells whether it lies
    to the better side; None where no side is, or nothing is unusual.
    """

    state: Variation
    rule: Rule | None
    place: int | None
    status: ChartStatus
    better: bool | None = None
    pulled: int = 0


def latest(chart: ControlChart) -> Latest | None:
    """The latest final point of a chart; None where there is none."""
    final = [
        place
        for place, value in enumerate(chart.values)
        if value is not None and not chart.preliminary[place]
    ]
    if not final:
        return None
    place = final[-1]
    month = chart.months[place]
    values = [chart.values[each] or 0.0 for each in final[-2:]]
    marked = {breach.rule for breach in chart.breaches if month in breach.months}
    return Latest(
        place=place,
        value=values[-1],
        centre=chart.centres[place],
        lower=chart.lower[place],
        upper=chart.upper[place],
        step=values[-1] - values[0],
        status=next((p.status for p in reversed(chart.phases) if p.first <= month), chart.status),
        rules=tuple(rule for rule in Rule if rule in marked),
        cycle=_last_cycle(chart, place),
        pulled_by=_pulled_by(chart, place),
    )


def _pulled_by(chart: ControlChart, place: int) -> tuple[int, ...]:
    """The places of the values that pull the level of the phase of a point."""
    begins = max((chart.months.index(p.first) for p in chart.phases
                  if p.first <= chart.months[place]), default=0)  # fmt: skip
    return next((each.places for each in chart.pulls if begins <= each.place <= place), ())


def _last_cycle(chart: ControlChart, place: int) -> tuple[Limits, ...]:
    """The limits of the year that ends with a point, moved to the level of that point.

    A limit cut at the edge of what is possible is not moved inwards: where it would have been is
    not known.
    """
    begins = max((phase.first for phase in chart.phases if phase.first <= chart.months[place]),
                 default=chart.months[0])  # fmt: skip
    within = range(max(place - chart.cycle + 1, chart.months.index(begins)), place + 1)
    highest = max((upper for upper in chart.upper if upper is not None), default=0.0)
    found = []
    for each in within:
        lower, upper = chart.lower[each], chart.upper[each]
        if upper is None:
            continue
        rise = (chart.centres[place] or 0.0) - (chart.centres[each] or 0.0)
        low = None if lower is None else min(lower + rise, lower) if lower <= 0 else lower + rise
        found.append((low, max(upper + rise, upper) if upper >= highest else upper + rise))
    return tuple(found)


def variation(point: Latest | None, polarity: Polarity = Polarity.NONE) -> VariationFinding:
    """What the latest point says; of several rules that mark it the first of :class:`Rule` counts.

    The side is that of the centre, and for a trend the way it goes.
    """
    if point is None:
        return VariationFinding(Variation.CANNOT_TELL, None, None, ChartStatus.DESCRIPTIVE)
    if point.status in _BARE:
        return VariationFinding(Variation.CANNOT_TELL, None, point.place, point.status)
    if point.pulled:
        state = Variation.CANNOT_TELL
        return VariationFinding(state, None, point.place, point.status, pulled=len(point.pulled_by))
    if not point.rules:
        return VariationFinding(Variation.COMMON, None, point.place, point.status)
    rule = point.rules[0]
    side = point.step if rule is Rule.TREND else point.value - (point.centre or 0.0)
    if rule in _SIDELESS or side == 0:
        return VariationFinding(Variation.UNUSUAL, rule, point.place, point.status)
    state = Variation.HIGH if side > 0 else Variation.LOW
    return VariationFinding(state, rule, point.place, point.status, _better(side, polarity))


def _better(side: float, polarity: Polarity) -> bool | None:
    if polarity is Polarity.HIGHER:
        return side > 0
    return side < 0 if polarity is Polarity.LOWER else None


def assurance(
    point: Latest | None,
    target: float | None,
    polarity: Polarity,
    interval: Interval | None = None,
) -> Assurance:
    """Whether the target, or the target interval, is met at all points within the limits.

    Tried against the limits of every period of the last year. Cannot be told without limits,
    without a target, or where no side is better.
    """
    wanted = _wanted(target, polarity, interval)
    if point is None or wanted is None or point.status in _BARE or point.upper is None:
        return Assurance.CANNOT_TELL
    low, high = wanted
    limits = [
        (0.0 if lower is None else lower, upper)
        for lower, upper in point.cycle or ((point.lower, point.upper),)
        if upper is not None
    ]
    if all(low <= lower and upper <= high for lower, upper in limits):
        return Assurance.ALWAYS
    if all(upper <= low or lower >= high for lower, upper in limits):
        return Assurance.NEVER
    return Assurance.SOMETIMES


def assured(
    state: Assurance,
    point: Latest | None,
    basis: ChartBasis = ChartBasis.LEVEL,
    *,
    tested: bool = True,
    certain: bool = True,
    pulled: bool = False,
) -> AssuranceFinding:
    """What can be said of the target when the level itself is looked at too.

    ``tested`` tells whether a direction test has been made: without one an unusual latest point
    may mean that the level has moved, so that no level is known to try the target around.
    ``certain`` is False where the level's own 95 % interval covers the target: then neither every
    period nor none can be said. Around a level that a few values pull nothing can:
    ``pulled`` tells that they do so with the trend's.
    """
    status = ChartStatus.DESCRIPTIVE if point is None else point.status
    why = None
    known = state is not Assurance.CANNOT_TELL
    if known and basis is ChartBasis.LEVEL and point is not None and point.pulled_by:
        why = Untold.ONE_VALUE if len(point.pulled_by) == 1 else Untold.FEW_VALUES
    elif known and pulled:
        why = Untold.FEW_VALUES
    elif known and not tested and point is not None and point.rules:
        why = Untold.LEVEL_UNKNOWN
    elif state in (Assurance.ALWAYS, Assurance.NEVER) and not certain:
        why = Untold.LEVEL_UNCERTAIN
    return AssuranceFinding(state if why is None else Assurance.CANNOT_TELL, why, status, basis)


def _wanted(
    target: float | None, polarity: Polarity, interval: Interval | None
) -> tuple[float, float] | None:
    """The values that meet the target, from lowest to highest."""
    far = float("inf")
    if polarity is Polarity.TARGET_INTERVAL and interval is not None:
        return _end(interval, 0, -far), _end(interval, 1, far)
    if target is None:
        return None
    return {Polarity.HIGHER: (target, far), Polarity.LOWER: (-far, target)}.get(polarity)


def _end(interval: Sequence[float | None], place: int, open_end: float) -> float:
    end = interval[place]
    return open_end if end is None else end
