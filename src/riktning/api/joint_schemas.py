"""What the API answers about joint needs and digital initiatives, typed."""

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

from riktning.api.schemas import Labelled
from riktning.apps.governance.courses import Standing
from riktning.apps.governance.kinds import Outcome
from riktning.apps.needs.models import Level, Origin
from riktning.apps.needs.stages import Stage
from riktning.apps.needs.steps import Step
from riktning.apps.plans.models import ItemKind
from riktning.core.units import UnitKind

StepName = Annotated[str, Field(json_schema_extra={"enum": Step.values})]
StageName = Annotated[str, Field(json_schema_extra={"enum": Stage.values})]
StandingName = Annotated[str, Field(json_schema_extra={"enum": Standing.values})]
LevelName = Annotated[str, Field(json_schema_extra={"enum": Level.values})]
OriginName = Annotated[str, Field(json_schema_extra={"enum": Origin.values})]
OutcomeName = Annotated[str, Field(json_schema_extra={"enum": Outcome.values})]
ItemKindName = Annotated[str, Field(json_schema_extra={"enum": ItemKind.values})]
UnitKindName = Annotated[str, Field(json_schema_extra={"enum": [kind.value for kind in UnitKind]})]


class AreaOut(Schema):
    """A prioritised area within its perspective."""

    code: str
    name: str
    perspective: str = Field(description="its code")
    perspective_name: str


class SpreadOut(Schema):
    """How far the result of a need is introduced among the units of a kind."""

    kind: UnitKindName
    units: int = Field(description="those that it concerns")
    in_use: int
    planned: int
    ended: int
    declined: int


class NeedOut(Schema):
    """A joint need: what it is, and where it stands."""

    number: int
    title: str
    problem: str
    affected: str
    origin: OriginName
    level: LevelName
    area: AreaOut | None
    consulted: bool = Field(description="whether the political body is to be heard")
    step: StepName
    standing: StandingName
    since: date = Field(description="in the step since")
    registered: date
    introduced: list[SpreadOut] = Field(description="empty where nothing is said of it")


class NeedList(Labelled):
    total: int
    page: int
    pages: int
    needs: list[NeedOut]


class DecisionOut(Schema):
    """What a body decided, as it stands in the register."""

    number: int
    body: str = Field(description="the group's code")
    body_name: str
    decided_on: date
    paragraph: str
    outcome: OutcomeName
    text: str


class AimOut(Schema):
    """A goal or an indicator of a plan that the need is to change."""

    plan: str
    number: int
    kind: ItemKindName
    text: str
    measures: list[str]


class NeedDetail(Labelled):
    need: NeedOut
    product: str | None = Field(description="what came of it and where it is, once published")
    published: date | None
    aims: list[AimOut]
    decisions: list[DecisionOut]


class InitiativeOut(Schema):
    """A digital initiative: what it is, and where it stands."""

    number: int
    title: str
    problem: str
    need: int | None = Field(description="the joint need that it answers to")
    stage: StageName
    standing: StandingName
    since: date = Field(description="in the stage since")
    measure: str | None = Field(description="the measure that tells its use")
    threshold: float | None = Field(description="in use from this value; above 0 when null")


class InitiativeList(Labelled):
    total: int
    page: int
    pages: int
    initiatives: list[InitiativeOut]


class UnitUseOut(Schema):
    unit: str
    unit_name: str
    since: str | None = Field(description="month, as 2025-03; null: not in use")


class MonthUseOut(Schema):
    month: str
    using: int
    known: int = Field(description="units with a figure that month")


class UseOut(Schema):
    """Which units use the service, by the published figures of its measure."""

    run_id: str
    kind: UnitKindName
    units: list[UnitUseOut]
    months: list[MonthUseOut]


class InitiativeDetail(Labelled):
    initiative: InitiativeOut
    decisions: list[DecisionOut]
    use: UseOut | None
