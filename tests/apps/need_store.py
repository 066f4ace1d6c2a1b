"""Needs to test with: the example's frame, and everything that opens each gate."""

from datetime import date
from pathlib import Path

from django.utils import timezone

from apps.group_store import ANALYST, LEAD, REPORTER, a_body
from riktning.apps.governance.kinds import Outcome
from riktning.apps.governance.loading import read_yaml
from riktning.apps.needs.frame import load_frame
from riktning.apps.needs.introducing import LINKED, introduce, introduces, link_need
from riktning.apps.needs.judging import agree, answer_criterion, place_need
from riktning.apps.needs.models import (
    BodyPart,
    Criterion,
    Level,
    Need,
    Origin,
    PriorityArea,
    Reply,
    ReportKind,
    Size,
    Uptake,
)
from riktning.apps.needs.moving import decide_need, move_need
from riktning.apps.needs.registering import change_commission, register_need, report_need
from riktning.apps.needs.steps import Act, Step
from riktning.apps.organisation.queries import units_on
from riktning.apps.plans.models import Item

EXAMPLE = Path(__file__).parents[2] / "examples" / "needs.yaml"
DAY = date(2025, 3, 4)


def a_frame() -> None:
    for code in ("vvg", "sro"):
        a_body(code)
    load_frame(data=read_yaml(EXAMPLE), actor=ANALYST)


def a_need(title: str = "Trygg hemgång från sjukhus", **given) -> Need:
    values = {
        "origin": Origin.IDENTIFIED, "level": Level.COUNTY, "problem": "Hemgången brister.",
        "affected": "Äldre med många kontakter", "area": PriorityArea.objects.first(),
    }  # fmt: skip
    return register_need(title=title, actor=REPORTER, **{**values, **given})


def to_position(need: Need) -> Need:
    return move_need(need=need, act=Act.ADVANCE, actor=LEAD)


def judged(need: Need) -> None:
    for criterion in Criterion.objects.filter(retired=False):
        answer_criterion(
            need=need, criterion=criterion, reply=Reply.YES, reason="För att det är så.",
            actor=LEAD,
        )  # fmt: skip
    for actor, place in ((REPORTER, (8, 3)), (LEAD, (9, 7))):
        place_need(need=need, importance=place[0], urgency=place[1], actor=actor)
    agree(need=need, importance=8, urgency=6, reason="Vi enades.", actor=LEAD)


def decided(need: Need, part: BodyPart = BodyPart.POSITION, outcome=Outcome.APPROVED) -> None:
    decide_need(
        need=need, part=part, decided_on=DAY, paragraph="12", outcome=outcome,
        text="Behovet prioriteras.", actor=ANALYST,
    )  # fmt: skip


def commissioned(need: Need) -> None:
    values = {
        "size": Size.MEDIUM, "state_grant": "Nej", "description": "Ta fram ett arbetssätt",
        "purpose": "Färre återinskrivningar", "boundaries": "Inte barn",
        "composition": "Region och kommuner", "time_plan": "Ett år", "leader": "processledare",
        "working_group": "Sex personer",
    }  # fmt: skip
    change_commission(need=need, values=values, actor=LEAD)
    report_need(need=need, kind=ReportKind.INTERIM, given_on=DAY, text="Det går.", actor=LEAD)


def finished(need: Need) -> None:
    report_need(need=need, kind=ReportKind.FINAL, given_on=DAY, text="Det är gjort.", actor=LEAD)
    values = {"group_ended_on": DAY, "product": "En handbok", "published_on": DAY}
    change_commission(need=need, values=values, actor=LEAD)


def ready(need: Need) -> None:
    """Everything that the gate of the need's step asks for."""
    need.refresh_from_db()
    if need.step == Step.POSITION:
        judged(need)
    if need.step == Step.IMPLEMENTATION:
        commissioned(need)
    if need.step == Step.COMPLETED:
        finished(need)
    if need.step in (Step.POSITION, Step.COMPLETED):
        for part in BodyPart:
            decided(need, part)


def fill_needs() -> list[Need]:
    """A need in each of the first three steps, with all that is said on the way."""
    a_frame()
    first, second, last = (a_need(f"Behov {word}") for word in ("ett", "två", "tre"))
    for need in (second, last):
        to_position(need)
        ready(need)
    move_need(need=last, act=Act.ADVANCE, actor=LEAD)
    ready(last)
    return [first, second, last]


def with_results(need: Need) -> None:
    """Every unit there is has introduced it, and it is linked to every goal and indicator."""
    for unit in units_on(timezone.localdate()).values():
        if introduces(unit):
            introduce(
                need=need, unit_id=unit.unit_id, uptake=Uptake.INTRODUCED, on=DAY, actor=ANALYST
            )
    for item in Item.objects.filter(kind__in=LINKED):
        link_need(need=need, item=item, actor=LEAD)
