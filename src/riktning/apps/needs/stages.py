"""The way of a digital initiative, from an idea to broad introduction: steps and their gates."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from riktning.apps.governance.courses import Course


class Stage(models.TextChoices):
    """Where an initiative is on its way; what is refused before the last one is stopped."""

    IDEA = "idea", _("idé")
    VERIFIED = "verified", _("behovet verifierat")
    PILOT = "pilot", _("pilot")
    EVALUATION = "evaluation", _("utvärdering")
    DECISION = "decision", _("beslut")
    BROAD = "broad", _("brett införande")
    MAINTENANCE = "maintenance", _("i förvaltning")


COURSE = Course(tuple(Stage))


class StageLack(StrEnum):
    """Something a gate waits for."""

    PROBLEM = "problem"
    AFFECTED = "affected"
    OWNER = "owner"
    VERIFICATION = "verification"
    PILOT_PLAN = "pilot_plan"
    PILOT_UNITS = "pilot_units"
    SUCCESS = "success"
    MEASURE = "measure"
    PILOT_DONE = "pilot_done"
    EVALUATION = "evaluation"
    RECOMMENDATION = "recommendation"
    DECISION = "decision"
    INTRODUCTION = "introduction"
    MAINTAINER = "maintainer"
    ADOPTED = "adopted"
    WOUND_UP = "wound_up"


@dataclass(frozen=True, slots=True)
class StageFacts:
    """What is known of an initiative when a gate is asked; ``True`` is there, and holds."""

    problem: bool = False
    affected: bool = False
    owner: bool = False
    verification: bool = False
    pilot_plan: bool = False
    pilot_units: bool = False
    success: bool = False
    measure: bool = False
    pilot_done: bool = False  # it has begun and ended
    evaluation: bool = False
    recommendation: bool = False
    decision: bool = False  # the latest decision in the step is an approval
    introduction: bool = False
    maintainer: bool = False
    adopted: bool = False  # what came of the introduction is told
    wound_up: bool = False  # why it is no longer kept


# The gate out of each step: the need is verified before a pilot is planned, what the pilot is
# measured by is chosen before it begins, and somebody maintains what is introduced broadly.
GATES: Mapping[Stage, tuple[StageLack, ...]] = {
    Stage.IDEA: (
        StageLack.PROBLEM,
        StageLack.AFFECTED,
        StageLack.OWNER,
        StageLack.VERIFICATION,
    ),
    Stage.VERIFIED: (
        StageLack.PILOT_PLAN,
        StageLack.PILOT_UNITS,
        StageLack.SUCCESS,
        StageLack.MEASURE,
    ),
    Stage.PILOT: (StageLack.PILOT_DONE,),
    Stage.EVALUATION: (StageLack.EVALUATION, StageLack.RECOMMENDATION),
    Stage.DECISION: (StageLack.DECISION, StageLack.INTRODUCTION),
    Stage.BROAD: (StageLack.ADOPTED, StageLack.MAINTAINER),
    Stage.MAINTENANCE: (StageLack.WOUND_UP,),
}
_THERE: Mapping[StageLack, Callable[[StageFacts], bool]] = {
    StageLack.PROBLEM: lambda f: f.problem,
    StageLack.AFFECTED: lambda f: f.affected,
    StageLack.OWNER: lambda f: f.owner,
    StageLack.VERIFICATION: lambda f: f.verification,
    StageLack.PILOT_PLAN: lambda f: f.pilot_plan,
    StageLack.PILOT_UNITS: lambda f: f.pilot_units,
    StageLack.SUCCESS: lambda f: f.success,
    StageLack.MEASURE: lambda f: f.measure,
    StageLack.PILOT_DONE: lambda f: f.pilot_done,
    StageLack.EVALUATION: lambda f: f.evaluation,
    StageLack.RECOMMENDATION: lambda f: f.recommendation,
    StageLack.DECISION: lambda f: f.decision,
    StageLack.INTRODUCTION: lambda f: f.introduction,
    StageLack.MAINTAINER: lambda f: f.maintainer,
    StageLack.ADOPTED: lambda f: f.adopted,
    StageLack.WOUND_UP: lambda f: f.wound_up,
}


def stage_lacks(stage: Stage, facts: StageFacts) -> tuple[StageLack, ...]:
    """What the gate out of the step still waits for; nothing when it is open."""
    return tuple(lack for lack in GATES[stage] if not _THERE[lack](facts))
