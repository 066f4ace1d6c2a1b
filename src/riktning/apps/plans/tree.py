"""A revision as a page needs it: areas with their matrix, activities and indicator lines."""

from dataclasses import dataclass
from datetime import date, datetime

from riktning.core.periods import Month, PlanPeriod


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """A column of the matrix; ``years`` is None when the heading names none."""

    id: int
    heading: str
    years: PlanPeriod | None


@dataclass(frozen=True, slots=True)
class GoalCell:
    """One effect goal, in the column of ``period_id`` and row ``row`` of its sub-area."""

    id: int
    period_id: int
    row: int
    text: str
    item: int = 0  # what it is over the revisions
    number: int = 0  # of the item in its plan


@dataclass(frozen=True, slots=True)
class SubAreaRow:
    """A row heading of the matrix with its goals."""

    id: int
    name: str
    goals: tuple[GoalCell, ...]

    def cells(self, period_id: int) -> tuple[GoalCell, ...]:
        """The goals of one column, by row."""
        return tuple(goal for goal in self.goals if goal.period_id == period_id)


@dataclass(frozen=True, slots=True)
class ActivityItem:
    """One activity; period and sub-area where the document gives them."""

    id: int
    text: str
    period_id: int | None
    sub_area_id: int | None
    number: int = 0  # of the item in its plan


@dataclass(frozen=True, slots=True)
class TargetItem:
    """What a measure shall reach; ``unit_id`` None is the region."""

    unit_id: str | None
    value: float
    due: Month


@dataclass(frozen=True, slots=True)
class MeasureItem:
    """A measure of the catalogue with its targets."""

    indicator_id: str
    targets: tuple[TargetItem, ...]


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator line as the plan writes it, and the measures that follow it."""

    id: int
    text: str
    measures: tuple[MeasureItem, ...]


@dataclass(frozen=True, slots=True)
class AreaTree:
    """One area with everything below it, in the order of the document."""

    id: int
    order: int
    name: str
    slug: str
    periods: tuple[PeriodColumn, ...]
    sub_areas: tuple[SubAreaRow, ...]
    activities: tuple[ActivityItem, ...]
    indicators: tuple[IndicatorLine, ...]
    item: int = 0  # what it is over the revisions

    @property
    def indicator_ids(self) -> tuple[str, ...]:
        """The measures of the area, each once, in the order of the lines."""
        ids = (measure.indicator_id for line in self.indicators for measure in line.measures)
        return tuple(dict.fromkeys(ids))


@dataclass(frozen=True, slots=True)
class RevisionSummary:
    """A revision without what is in it."""

    number: int
    state: str
    source_name: str
    source_sha256: str
    created_at: datetime
    decided_on: date | None
    decided_by: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan with its revisions, newest first."""

    code: str
    name: str
    revisions: tuple[RevisionSummary, ...]
    kind: str = "implementation"
    unit_id: str = ""
