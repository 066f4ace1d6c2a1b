"""One series as a control chart, with the points that its rules mark."""

from dataclasses import dataclass
from enum import StrEnum

from riktning.core.periods import Month


class Rule(StrEnum):
    """Why points are marked."""

    OUTSIDE_LIMITS = "outside_limits"
    SHIFT = "shift"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"


class ChartKind(StrEnum):
    """What the limits come from."""

    XMR = "xmr"
    P = "p"
    P_PRIME = "p_prime"


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
class ControlChart:
    """One series as a chart, in the indicator's displayed unit; None where there is no point.

    Preliminary points are shown, but neither set limits nor break rules. ``centre`` is the constant
    level, ``line`` the trend line month by month; which of them there is follows from ``basis``.
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

    @property
    def centres(self) -> tuple[float | None, ...]:
        """The centre in each month, whichever the basis."""
        return self.line if self.basis is ChartBasis.TREND else (self.centre,) * len(self.months)

    @property
    def outside(self) -> tuple[Month, ...]:
        """The months outside the limits; what the other rules see is a stretch, told in words."""
        found = (b.months for b in self.breaches if b.rule is Rule.OUTSIDE_LIMITS)
        return tuple(sorted({month for months in found for month in months}))
