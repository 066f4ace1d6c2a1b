"""The word that a body entered last is the one that counts, and none of a day that has not come."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.group_store import ANALYST, LEAD, a_body, a_draft, a_group
from apps.initiative_store import an_initiative, moved_to
from apps.initiative_store import decided as decided_initiative
from apps.initiative_store import ready as ready_initiative
from apps.need_store import DAY, a_frame, a_need, commissioned, decided, ready, to_position
from riktning.apps.governance.assignments import decide_assignment
from riktning.apps.governance.courses import Act
from riktning.apps.governance.decisions import record_decision
from riktning.apps.governance.errors import GovernanceError
from riktning.apps.governance.kinds import Outcome, SubjectKind
from riktning.apps.governance.models import Decision
from riktning.apps.needs.errors import ClosedGateError, NeedError
from riktning.apps.needs.initiating import known_initiative, move_initiative
from riktning.apps.needs.models import BodyPart, ReportKind
from riktning.apps.needs.moving import decide_need, move_need
from riktning.apps.needs.registering import change_commission, change_need, report_need
from riktning.apps.needs.stages import Stage
from riktning.apps.organisation.models import Unit

pytestmark = pytest.mark.django_db


def tomorrow():
    return timezone.localdate() + timedelta(1)


def test_nothing_is_decided_on_a_day_that_has_not_come():
    body, draft = a_body(), a_draft(a_group())
    entry = {"paragraph": "1", "outcome": Outcome.NOTED, "text": "Ja.", "actor": ANALYST}
    about = {"body": body, "subject": (SubjectKind.GROUP, "vvg")}
    with pytest.raises(GovernanceError):
        record_decision(decided_on=tomorrow(), **about, **entry)
    with pytest.raises(GovernanceError):
        decide_assignment(
            assignment=draft, decided_on=tomorrow(), decided_by="x", diary_number="1", actor=ANALYST
        )
    assert not Decision.objects.exists()
    assert record_decision(decided_on=timezone.localdate(), **about, **entry).pk


def test_a_refusal_entered_after_an_approval_of_a_later_day_shuts_the_gate():
    a_frame()
    need = to_position(a_need())
    ready(need)  # approved on DAY
    decide_need(
        need=need, part=BodyPart.POSITION, decided_on=DAY - timedelta(30), paragraph="13",
        outcome=Outcome.REJECTED, text="Nej.", actor=ANALYST,
    )  # fmt: skip
    with pytest.raises(ClosedGateError) as shut:
        move_need(need=need, act=Act.ADVANCE, actor=LEAD)
    assert shut.value.lacks == ("position",)


@pytest.mark.parametrize("act", ["back and on", "refused and reopened"])
def test_what_comes_to_its_body_again_is_decided_anew(act):
    a_frame()
    need = to_position(a_need())
    ready(need)
    if act == "back and on":
        need = move_need(need=need, act=Act.ADVANCE, actor=LEAD)
        need = move_need(need=need, act=Act.BACK, reason="Läget är nytt.", actor=LEAD)
    else:
        move_need(need=need, act=Act.REFUSE, reason="Inte nu.", actor=LEAD)
        need = move_need(need=need, act=Act.REOPEN, reason="Nu.", actor=LEAD)
    with pytest.raises(ClosedGateError) as shut:
        move_need(need=need, act=Act.ADVANCE, actor=LEAD)
    assert shut.value.lacks == ("position",)
    decided(need)
    assert move_need(need=need, act=Act.ADVANCE, actor=LEAD).step == "implementation"


def test_of_an_initiative_the_same_holds():
    Unit.objects.create(unit_id="R", name="R", kind="region", from_date="2020-01-01")
    one = moved_to(an_initiative(), Stage.DECISION)
    ready_initiative(one)
    assert known_initiative(one).facts.decision
    decided_initiative(one, Outcome.REJECTED)
    assert not known_initiative(one).facts.decision
    decided_initiative(one)
    one = move_initiative(initiative=one, act=Act.ADVANCE, actor=LEAD)
    one = move_initiative(initiative=one, act=Act.BACK, reason="Läget är nytt.", actor=LEAD)
    assert not known_initiative(one).facts.decision


def test_what_is_done_is_done_on_a_day_that_has_been():
    a_frame()
    need = to_position(a_need())
    ready(need)
    need = move_need(need=need, act=Act.ADVANCE, actor=LEAD)
    commissioned(need)
    for name in ("group_ended_on", "published_on"):
        with pytest.raises(NeedError):
            change_commission(need=need, values={name: tomorrow()}, actor=LEAD)
    with pytest.raises(NeedError):
        report_need(
            need=need, kind=ReportKind.INTERIM, given_on=tomorrow(), text="Det går.", actor=LEAD
        )


def test_whether_a_need_is_consulted_about_is_settled_in_the_first_step():
    a_frame()
    need = change_need(need=a_need(), values={"consulted": True}, actor=LEAD)
    need = to_position(need)
    with pytest.raises(NeedError):
        change_need(need=need, values={"consulted": False}, actor=LEAD)
    assert change_need(
        need=need, values={"title": "Annan", "consulted": True}, actor=LEAD
    ).consulted
    need = move_need(need=need, act=Act.BACK, reason="Gäller bara vården.", actor=LEAD)
    assert not change_need(need=need, values={"consulted": False}, actor=LEAD).consulted
