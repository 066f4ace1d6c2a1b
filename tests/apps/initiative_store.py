"""Digital initiatives to test with, and everything that opens each gate."""

from datetime import date

from django.utils import timezone

from apps.group_store import ANALYST, LEAD, REPORTER, a_body
from riktning.apps.governance.courses import Act
from riktning.apps.governance.kinds import Outcome
from riktning.apps.governance.models import Group
from riktning.apps.needs.initiating import (
    change_initiative,
    decide_initiative,
    move_initiative,
    register_initiative,
)
from riktning.apps.needs.models import Initiative, Recommendation
from riktning.apps.needs.stages import COURSE, Stage
from riktning.apps.organisation.queries import units_on

DAY = date(2025, 3, 4)
SAID = {
    Stage.IDEA: {
        "problem": "Samma uppgift skrivs tre gånger.", "affected": "Alla vårdcentraler",
        "owner": "enhetschef", "verification": "Fyra av fem verksamheter har behovet.",
    },
    Stage.VERIFIED: {
        "pilot_plan": "Två vårdcentraler prövar.", "success": "Hälften använder tjänsten.",
        "measure": "digitala_tjanster_anvandare",
    },
    Stage.PILOT: {"pilot_from": DAY, "pilot_to": date(2025, 9, 30)},
    Stage.EVALUATION: {"evaluation": "Det fungerade.", "recommendation": Recommendation.BROAD},
    Stage.DECISION: {"introduction": "Förvaltning för förvaltning."},
    Stage.BROAD: {"adopted": "Åtta av tio enheter.", "maintainer": "systemförvaltare"},
    Stage.MAINTENANCE: {"wound_up": "Tjänsten ersätts."},
}  # fmt: skip


def an_initiative(title: str = "Digital anamnes", **said) -> Initiative:
    made = register_initiative(title=title, actor=REPORTER)
    return change_initiative(initiative=made, values=said, actor=LEAD) if said else made


def decided(one: Initiative, outcome=Outcome.APPROVED) -> None:
    body = Group.objects.filter(code="vvg").first() or a_body("vvg")
    decide_initiative(
        initiative=one, body=body, decided_on=DAY, paragraph="9", outcome=outcome,
        text="Införs brett.", actor=ANALYST,
    )  # fmt: skip


def ready(one: Initiative) -> None:
    """Everything that the gate of its step asks for."""
    one.refresh_from_db()
    stage = Stage(one.stage)
    said = dict(SAID[stage])
    if stage is Stage.VERIFIED:
        said["pilot_units"] = sorted(units_on(timezone.localdate()))[:2]
    change_initiative(initiative=one, values=said, actor=LEAD)
    if stage is Stage.DECISION:
        decided(one)


def moved_to(one: Initiative, stage: Stage) -> Initiative:
    """Through every gate up to the step."""
    while one.stage != stage:
        assert COURSE.steps.index(Stage(one.stage)) < COURSE.steps.index(stage)
        ready(one)
        one = move_initiative(initiative=one, act=Act.ADVANCE, actor=LEAD)
    return one
