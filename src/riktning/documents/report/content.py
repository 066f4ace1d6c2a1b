"""What a yearly follow-up holds, as plain values; nothing here knows of formats or stores."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from riktning.catalogue.model import Polarity
from riktning.core.periods import Month
from riktning.documents.charts import ControlPlot
from riktning.trends.labels import Label
from riktning.trends.verdict import Direction, Pace, Target, Verdict


class Status(StrEnum):
    """What a person has judged; never merged with a computed verdict."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NOT_MEASURED = "not_measured"


@dataclass(frozen=True, slots=True)
class YearFigure:
    """One year of an indicator; the numbers are None when the figure is hidden or missing."""

    year: int
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None
    hidden: bool
    preliminary: bool


@dataclass(frozen=True, slots=True)
class UnitLine:
    """What is said of the same indicator at a part of the region."""

    unit_name: str
    direction: Direction
    latest: YearFigure | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One measure that follows one indicator line of the plan, with all its evidence."""

    indicator_id: str
    name: str
    plan_line: str
    unit: str  # the measured unit in words: "dagar", "%", "index 0–1"
    value_unit: str  # what stands after a figure: the unit, nothing for an index
    decimals: int
    polarity: Polarity
    unit_name: str  # the care unit it speaks of, the region as a rule
    verdict: Verdict | None
    label: Label
    direction_sentence: str
    target: Target | None  # what the plan says, also where no pace can be told
    pace_label: str | None
    pace_sentence: str | None
    chart: ControlPlot | None
    years: tuple[YearFigure, ...]
    by_unit: tuple[UnitLine, ...]
    cautions: tuple[str, ...]  # failed quality checks, months that are hidden or preliminary

    @property
    def direction(self) -> Direction:
        """Without a verdict nothing can be told."""
        return self.verdict.direction.state if self.verdict else Direction.CANNOT_TELL

    @property
    def pace(self) -> Pace | None:
        return self.verdict.pace.state if self.verdict and self.verdict.pace else None


@dataclass(frozen=True, slots=True)
class GoalRow:
    """The goals of the current period for one sub-area."""

    sub_area: str
    goals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assessed:
    """What a role has judged of an area or an indicator line."""

    subject: str
    status: Status
    role: str
    on: date
    comment: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A person's judgement and a computed verdict that cannot both be the whole picture.

    ``sentence`` says the disagreement; ``evidence`` is what the computation says, or empty.
    """

    assessed: Assessed
    sentence: str
    evidence: str


@dataclass(frozen=True, slots=True)
class AreaContent:
    """A transformation area of the plan."""

    name: str
    period: str  # the heading of the current period, "2024–2025"
    goals: tuple[GoalRow, ...]
    activities: tuple[str, ...]
    findings: tuple[Finding, ...]
    unmeasured: tuple[str, ...]  # indicator lines of the plan that no measure follows
    assessments: tuple[Assessed, ...]
    contradictions: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True)
class DefinitionEntry:
    """An indicator's definition and quality, for the appendix."""

    indicator_id: str
    code: str
    name: str
    says: str
    unit: str
    polarity: Polarity
    numerator: str
    denominator: str
    population: str  # the filter of the frame, in its own notation
    register: str
    national_id: str | None
    status: str
    version: int
    state: str  # "computed", "no source", "withheld"
    reason: str | None
    quality: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunFacts:
    """Where the figures come from."""

    run_id: str
    label: str
    region: str
    first_month: Month
    last_month: Month
    engine_version: str
    suppressed_below: int
    data_fingerprint: str
    tables: tuple[tuple[str, int], ...]  # name, rows
    rounded_to: int | None = None  # counts of persons are multiples of it, and not hidden


@dataclass(frozen=True, slots=True)
class FamilyFacts:
    """How many series were judged together, and how many findings chance would give."""

    size: int
    judged: int
    q: float
    expected_false: float


@dataclass(frozen=True, slots=True)
class QualityFacts:
    """The quality checks of the care data, counted by outcome, and those that did not pass."""

    outcomes: tuple[tuple[str, int], ...]
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportContent:
    """The whole report. ``language`` is "sv" or "en" and all words in it are in that language."""

    language: str
    plan_name: str
    revision: str
    as_of: date
    issued: date
    synthetic: bool
    run: RunFacts
    family: FamilyFacts
    quality: QualityFacts
    areas: tuple[AreaContent, ...]
    definitions: tuple[DefinitionEntry, ...]
    linked: int  # measures the plan's lines are linked to, in the run or not

    @property
    def findings(self) -> Iterator[Finding]:
        """Every finding, area by area."""
        return (finding for area in self.areas for finding in area.findings)
