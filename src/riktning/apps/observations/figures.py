"""Published figures as plain values, for pages, reports and the API."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from riktning.catalogue.model import Kind, Polarity, Words
from riktning.core.periods import Period, PeriodKind
from riktning.core.units import Unit
from riktning.trends.charts.chart import ControlChart
from riktning.trends.verdict import Direction, DirectionFinding, PaceFinding


@dataclass(frozen=True, slots=True)
class RunInfo:
    """A published run; ``family`` is None until it has been judged."""

    run_id: str
    created_at: datetime
    published_at: datetime
    synthetic: bool
    label: str
    region_unit_id: str
    first_month: date
    last_month: date
    as_of: date
    current: bool
    manifest: Mapping[str, Any]
    family: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class IndicatorInfo:
    """A measure as the run defined it; ``state`` is computed, no source or withheld."""

    indicator_id: str
    code: str
    name: Words
    says: Words
    kind: Kind
    polarity: Polarity
    unit: Words
    decimals: int
    version: int
    definition_sha256: str
    definition: Mapping[str, Any]
    state: str
    state_reason: str

    @property
    def finest(self) -> PeriodKind:
        """The shortest period that the measure is published by."""
        return PeriodKind(self.definition.get("period") or PeriodKind.MONTH)

    @property
    def target_interval(self) -> tuple[float | None, float | None] | None:
        """The lowest and highest value aimed at, where the measure aims at an interval."""
        ends = self.definition.get("target_interval")
        return (ends[0], ends[1]) if ends else None


@dataclass(frozen=True, slots=True)
class Point:
    """One figure. ``hidden`` says why there are no numbers, and is empty when there are."""

    period: Period
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None
    preliminary: bool
    hidden: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the breakdown by sex and age group ("all" for everyone)."""

    sex: str
    age_group: str
    point: Point


@dataclass(frozen=True, slots=True)
class VerdictInfo:
    """What the engine says; ``chart`` is None where it was not asked for."""

    indicator_id: str
    unit_id: str
    direction: DirectionFinding
    pace: PaceFinding | None
    chart: ControlChart | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The measures of a run and what is said of them at one unit, each read once for a page."""

    unit_id: str
    infos: Mapping[str, IndicatorInfo]
    verdicts: Mapping[str, VerdictInfo]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A measure at one unit: its finest periods, oldest first, and its verdict."""

    info: IndicatorInfo
    points: tuple[Point, ...]
    verdict: VerdictInfo | None

    @property
    def latest(self) -> Point | None:
        """The last period that has a value and is final; failing that, the last period."""
        final = (p for p in reversed(self.points) if p.value is not None and not p.preliminary)
        return next(final, self.points[-1] if self.points else None)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in the table of a measure: its figure in a period and in the one a year before."""

    unit: Unit
    point: Point
    year_before: Point | None
    verdict: VerdictInfo | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many measures go which way; ``unjudged`` are those without a verdict."""

    improving: int = 0
    worsening: int = 0
    no_evidence: int = 0
    cannot_tell: int = 0
    unjudged: int = 0

    def of(self, direction: Direction) -> int:
        """The count of one direction."""
        count: int = getattr(self, direction.value)
        return count

    @property
    def total(self) -> int:
        return self.improving + self.worsening + self.no_evidence + self.cannot_tell + self.unjudged


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a published run holds."""

    computed: int
    without: int
    observations: int
    hidden: int
    verdicts: int
