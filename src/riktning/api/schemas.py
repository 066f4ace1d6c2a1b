"""What the API answers, typed; the OpenAPI description is made from these."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from riktning.apps.observations.models import Hidden, IndicatorState
from riktning.apps.plans.models import State
from riktning.trends.verdict import Direction, Pace

HiddenReason = Annotated[
    str, Field(json_schema_extra={"enum": [reason for reason in Hidden.values if reason]})
]
IndicatorStateName = Annotated[str, Field(json_schema_extra={"enum": IndicatorState.values})]
RevisionState = Annotated[str, Field(json_schema_extra={"enum": State.values})]


class Words(Schema):
    """The same text in Swedish and English."""

    sv: str
    en: str


class Labelled(Schema):
    """Every answer says whether the figures are made of synthetic data."""

    synthetic: bool | None = Field(
        description="true: synthetic data, not real results; null: nothing is published"
    )


class VerdictOut(Schema):
    """What the engine says of one series."""

    direction: Direction
    reason: str | None = Field(description="why the direction cannot be told")
    pace: Pace | None = Field(description="null where the plan has no target")
    slope_per_year: float | None
    slope_low: float | None
    slope_high: float | None
    q_value: float | None
    target: float | None
    due: str | None = Field(description="month, as 2027-12")
    reach: str | None = Field(description="month, as 2027-12")
    months_late: int | None


class IndicatorOut(Schema):
    """A measure as the run defined it."""

    id: str
    code: str
    name: Words
    says: Words
    kind: str
    polarity: str
    unit: Words
    decimals: int
    version: int
    definition_sha256: str
    state: IndicatorStateName
    state_reason: str
    verdict: VerdictOut | None = Field(description="for the region")


class IndicatorList(Labelled):
    run_id: str | None
    indicators: list[IndicatorOut]


class IndicatorDetail(Labelled):
    run_id: str
    indicator: IndicatorOut
    definition: dict[str, object]


class Figure(Schema):
    """One figure with its 95 % interval."""

    period: str = Field(description="2025-03, 2025 T1 or 2025")
    start: date
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None
    preliminary: bool


class HiddenFigure(Schema):
    """A figure that would come too near single persons; it has no numbers."""

    period: str
    start: date
    hidden: HiddenReason


class SeriesOut(Labelled):
    run_id: str
    indicator: str
    unit: str
    unit_name: str | None
    rounded_to: int | None = Field(description="base that counts of persons are rounded to")
    points: list[Annotated[HiddenFigure | Figure, Field(union_mode="left_to_right")]]
    verdict: VerdictOut | None


class RunOut(Labelled):
    """A published run."""

    run_id: str
    label: str
    region: str = Field(description="the unit everything is summed to")
    created_at: datetime
    published_at: datetime
    first_month: str
    last_month: str
    as_of: date
    smallest_count: int | None = Field(description="k of the disclosure control")
    engine_version: str | None
    data_fingerprint: str | None
    family: dict[str, float] | None


class RevisionOut(Schema):
    number: int
    state: RevisionState
    source_name: str
    source_sha256: str
    decided_on: date | None
    decided_by: str
    areas: list[str]


class PlanOut(Schema):
    code: str
    name: str
    revisions: list[RevisionOut]


class PlanList(Labelled):
    plans: list[PlanOut]


class Problem(Schema):
    """Why there is no answer, in one sentence."""

    detail: str
