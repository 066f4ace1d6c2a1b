"""One series as a control chart, with the points that its rules mark."""

from dataclasses import dataclass
from enum import StrEnum

from riktning.core.periods import Month
from riktning.trends.charts.profiles import Rule, RuleSet


class ChartKind(StrEnum):
    """What the limits come from."""

    XMR = "xmr"
    P = "p"
    P_PRIME = "p_prime"
    U = "u"
    U_PRIME = "u_prime"
    C = "c"
    G = "g"
    T = "t"
    RUN = "run"


class ChartStatus(StrEnum):
    """How much the limits can bear."""

    DESCRIPTIVE = "descriptive"  # fewer than 10 points: no limits, no rules
    TRIAL = "trial"  # 10 to 20 points: trial limits
    ESTABLISHED = "established"
    NO_VARIATION = "insufficient_variation"


class ChartBasis(StrEnum):
    """What the limits lie around."""

    LEVEL = "level"  # one constant level: the direction test calls no movement
    TREND = "trend"  # the trend line of the direction finding


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule and the points it marks."""

    rule: Rule
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of months with a level and limits of its own, and how much these can bear."""

    first: Month
    last: Month
    status: ChartStatus
    centre: float | None


@dataclass(frozen=True, slots=True)
class Pull:
    """A value, or a few, that pull the level of their phase, and how it looks without them.

    ``place`` is the first one's index in the series, ``more`` those of the rest; ``others`` are the
    other points of the phase that count, ``inside`` those of them that lie within the limits that
    they give themselves. ``along`` tells that these lie around a line that rises or falls.
    """

    place: int
    inside: int
    others: int
    more: tuple[int, ...] = ()
    along: bool = False

    @property
    def places(self) -> tuple[int, ...]:
        """The indexes of all that pull, rising."""
        return (self.place, *self.more)


@dataclass(frozen=True, slots=True)
class ControlChart:
    """One series as a chart, in the indicator's displayed unit; None where there is no point.

    Preliminary points are shown, but neither set limits nor break rules. ``centre`` is the constant
    level, ``line`` the trend line month by month; which of them there is follows from ``basis``.
    ``phases`` is empty where the chart has one level throughout; otherwise ``status`` and
    ``centre`` are those of the last phase. ``rules`` names the set of rules of the breaches.
    ``cycle`` is the points a year; where periods are longer than a month, ``months`` are the first
    month of each. ``seasonal`` tells that the limits around a trend line follow a season, too, so
    that rules are tried around line and season together; around a constant level, that the series
    shows a season which the limits do not follow. ``pulls`` are the few values that pull
    the level of a phase so far that its rules mark most of the others. ``aside`` is the first month
    of a period whose value, set aside as one that cannot belong to the others, sets neither level
    nor limits; it is drawn, and tried against them.
    """

    kind: ChartKind
    status: ChartStatus
    months: tuple[Month, ...]
    values: tuple[float | None, ...]
    preliminary: tuple[bool, ...]
    centre: float | None
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    breaches: tuple[Breach, ...]
    sigma_z: float | None = None
    basis: ChartBasis = ChartBasis.LEVEL
    line: tuple[float | None, ...] = ()
    rules: RuleSet = RuleSet.CAUTIOUS
    phases: tuple[Phase, ...] = ()
    cycle: int = 12
    seasonal: bool = False
    pulls: tuple[Pull, ...] = ()
    aside: Month | None = None

    @property
    def centres(self) -> tuple[float | None, ...]:
        """The centre in each month, whichever the basis."""
        if self.basis is ChartBasis.TREND:
            return self.line
        if not self.phases:
            return (self.centre,) * len(self.months)
        return tuple(self._phase(month).centre for month in self.months)

    def _phase(self, month: Month) -> Phase:
        return next(phase for phase in reversed(self.phases) if phase.first <= month)

    @property
    def new_phases(self) -> tuple[Month, ...]:
        """The months at which a phase begins after another."""
        return tuple(phase.first for phase in self.phases[1:])

    @property
    def outside(self) -> tuple[Month, ...]:
        """The months outside the limits; what the other rules see is a stretch, told in words."""
        found = (b.months for b in self.breaches if b.rule is Rule.OUTSIDE_LIMITS)
        return tuple(sorted({month for months in found for month in months}))

    @property
    def in_run(self) -> tuple[Month, ...]:
        """The months that the other rules mark: parts of a stretch that chance seldom gives."""
        found = (b.months for b in self.breaches if b.rule is not Rule.OUTSIDE_LIMITS)
        return tuple(sorted({month for months in found for month in months}))
