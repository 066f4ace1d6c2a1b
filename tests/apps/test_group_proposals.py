"""Proposals about groups: what each gate waits for, and what a decided one does to the groups."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from apps.group_store import (
    ANALYST,
    LEAD,
    READER,
    REPORTER,
    START,
    TEXTS,
    a_chair,
    a_decided,
    a_draft,
    a_group,
    an_item,
    reports,
)
from apps.proposal_store import (
    DAY,
    NEW,
    carried_out,
    decided,
    heard,
    on,
    the_top,
    to_change,
    to_close,
    to_effect,
    to_form,
    written,
)
from riktning.apps.governance.courses import Act
from riktning.apps.governance.decisions import record_decision
from riktning.apps.governance.errors import (
    ClosedGateError,
    GovernanceError,
    MovedMeanwhileError,
    NotPermittedError,
    WrittenMeanwhileError,
)
from riktning.apps.governance.groups import close_group, give_duty
from riktning.apps.governance.items import Owner
from riktning.apps.governance.kinds import Outcome, SubjectKind, Way
from riktning.apps.governance.models import (
    FIELDS,
    ActionItem,
    CarriedOut,
    Duty,
    Group,
    Opinion,
    Proposal,
)
from riktning.apps.governance.proposal_course import ProposalKind, Stance
from riktning.apps.governance.proposals.content import Content, stands
from riktning.apps.governance.proposals.moving import move_proposal
from riktning.apps.governance.proposals.queries import visible
from riktning.apps.governance.proposals.writing import (
    Voice,
    change_proposal,
    give_opinion,
    propose,
)
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import Actor, NotAllowedError

pytestmark = pytest.mark.django_db
NOBODY = Actor("")


def lacking(proposal, act=Act.ADVANCE, actor=LEAD):
    with pytest.raises(ClosedGateError) as caught:
        on(proposal, act, actor=actor)
    return set(caught.value.lacks)


def test_a_decided_proposal_forms_the_group_with_all_that_was_decided():
    top = the_top()
    proposal = carried_out(to_form())
    group = Group.objects.get(code="kunskapsstod")
    assert (group.name, group.kind, group.process) == (NEW.name, "coordinating", "main")
    assert (group.from_date, group.meetings_a_year) == (DAY, 8)
    assert group.seats.get().role == "utvecklingsdirektör"
    assert group.ways_out.get(way=Way.REPORTS).target == top
    assignment = group.assignments.get()
    assert {name: getattr(assignment, name) for name in FIELDS} == TEXTS
    assert (assignment.state, assignment.decided_by) == ("decided", top.name)
    assert (assignment.decided_on, assignment.diary_number) == (DAY, "DEMO 2025-7")
    done = CarriedOut.objects.get(proposal=proposal)
    assert (done.group, done.decision.paragraph) == (group, "7")
    assert (proposal.step, proposal.standing) == ("effect", "closed")


def test_nothing_is_formed_before_the_body_has_approved_and_it_is_carried_out():
    proposal = to_form()
    on(proposal)
    heard(proposal)
    on(proposal)
    assert lacking(proposal) == {"approval", "diary_number"}
    decided(proposal, Outcome.RETURNED)
    assert lacking(proposal) == {"approval", "diary_number"}
    decided(proposal)
    on(proposal)
    assert not Group.objects.filter(code="kunskapsstod").exists()


def test_each_gate_says_what_it_waits_for():
    bare = Content(code="ny-grupp", name="Ny grupp", group_kind="function", process="support")
    proposal = to_form(content=bare, texts={}, consequences="")
    assert lacking(proposal) == {"aim"}
    aim = {"purpose": "Ett syfte", "area_of_responsibility": "Ett område"}
    said = written(content=bare, texts=aim, consequences="")
    on(change_proposal(proposal=proposal, written=said, actor=LEAD))
    assert lacking(proposal) == {"consequences", "opinion", "assignment", "chair", "reporting"}
    change_proposal(proposal=proposal, written=written(), actor=LEAD)
    assert lacking(proposal) == {"opinion"}
    heard(proposal)
    on(proposal)


def test_what_has_changed_is_decided_on_anew():
    proposal = to_effect(to_form())
    for _step in range(2):
        proposal = on(proposal, Act.BACK, "Något fattas.")
    said = written(reason="Ett annat skäl.")
    on(change_proposal(proposal=proposal, written=said, actor=LEAD))
    assert lacking(proposal) == {"approval", "diary_number"}
    decided(proposal)
    on(on(proposal), Act.CLOSE, actor=ANALYST)
    assert Group.objects.filter(code="kunskapsstod").exists()


def test_an_approval_of_another_body_opens_nothing():
    proposal = on(to_form())
    heard(proposal)
    on(proposal)
    record_decision(
        body=a_group(), decided_on=DAY, paragraph="1", outcome=Outcome.APPROVED, text="Ja.",
        subject=(SubjectKind.PROPOSAL, str(proposal.pk)), diary_number="1", actor=ANALYST,
    )  # fmt: skip
    assert lacking(proposal) == {"approval", "diary_number"}


def test_a_decision_that_a_meeting_enters_opens_the_gate_when_it_has_a_diary_number():
    proposal = on(to_form())
    heard(proposal)
    on(proposal)
    entry = {
        "body": the_top(), "decided_on": DAY, "outcome": Outcome.APPROVED, "text": "Ja.",
        "subject": (SubjectKind.PROPOSAL, str(proposal.pk)), "actor": ANALYST,
    }  # fmt: skip
    record_decision(paragraph="1", **entry)
    assert lacking(proposal) == {"diary_number"}
    record_decision(paragraph="2", diary_number="DEMO 1", **entry)
    assert on(proposal).step == "effect"


def test_a_changed_group_has_what_was_decided_and_a_new_version_of_its_assignment():
    group = a_group()
    a_decided(group)
    a_draft(group, purpose="Någon annans utkast.")
    the_top()
    other = Content(**{**_values(stands(group)), "name": "Funktionsgrupp ekonomi och inköp"})
    texts = {**TEXTS, "purpose": "Ett nytt syfte."}
    carried_out(to_change(group, content=other, texts=texts))
    group.refresh_from_db()
    assert group.name == "Funktionsgrupp ekonomi och inköp"
    assert (group.code, group.from_date) == ("ekonomi", START)
    states = dict(group.assignments.values_list("number", "state"))
    assert states == {1: "superseded", 2: "decided"}
    assert group.assignments.get(number=2).purpose == "Ett nytt syfte."
    trail = AuditEvent.objects.filter(subject="group ekonomi", action="group.change").get()
    assert "Koncernledning 2025-09-01 § 7" in trail.detail["reason"]


def test_a_change_that_changes_nothing_does_not_pass():
    group = a_group()
    a_decided(group)
    the_top()
    assert lacking(to_change(group)) == {"changed"}


def test_a_change_of_the_name_alone_leaves_the_assignment():
    group = a_group()
    first = a_decided(group)
    the_top()
    other = Content(**{**_values(stands(group)), "name": "Annat namn"})
    carried_out(to_change(group, content=other))
    assert list(group.assignments.all()) == [first]


def test_a_closed_group_leaves_its_subgroups_duties_actions_and_reporters_to_others():
    top, group, heir = the_top(), a_group(), a_group("inkop", name="Funktionsgrupp inköp")
    below = a_group("under", name="Undergrupp", parent=group)
    chair = a_chair(group)
    reports(below, group)
    reports(heir, group, Way.ESCALATES)
    give_duty(code="budget", text="Budgetprocessen", group=group, actor=ANALYST)
    ruling = record_decision(
        body=top, decided_on=date(2025, 1, 1), paragraph="1", outcome=Outcome.NOTED, text="Så.",
        subject=(SubjectKind.GROUP, "ekonomi"), actor=ANALYST,
    )  # fmt: skip
    item = an_item(ruling, owner=Owner(group=group), due_on=date(2025, 12, 1))
    proposal = on(to_close(group))
    assert lacking(proposal) == {"own_opinion", "reporters", "duties", "items"}
    takes = Content(
        subgroups_to="ledning", reporters_to="inkop", duties_to="inkop", items_to="inkop"
    )
    said = written(content=takes, texts={})
    change_proposal(proposal=proposal, written=said, actor=LEAD)
    heard(proposal)
    on(proposal)
    decided(proposal)
    on(proposal)
    on(proposal, Act.CLOSE, actor=ANALYST)
    for row in (group, below, chair, item):
        row.refresh_from_db()
    assert group.to_date == chair.to_date == DAY
    assert below.parent == top
    new = below.ways_out.get(to_date__isnull=True)
    assert (new.target, new.way, new.from_date) == (heir, "reports", DAY + timedelta(days=1))
    assert not heir.ways_out.filter(to_date__isnull=True).exists()
    assert Duty.objects.get(code="budget").group == heir
    assert (item.state, item.notes.get().text) == (
        "dropped", "Överlämnad till Funktionsgrupp inköp när gruppen avslutades.",
    )  # fmt: skip
    handed = ActionItem.objects.get(state="open")
    assert (handed.owner_group, handed.text, handed.due_on) == (heir, item.text, date(2025, 12, 1))
    assert handed.decision == ruling
    done = CarriedOut.objects.get(proposal=proposal).done
    assert done == [
        "subgroup under", "duty budget", f"item {item.pk} {handed.pk}", "reports under", "seats 1",
    ]  # fmt: skip


def test_what_a_group_takes_on_after_the_decision_stops_its_closing_until_somebody_has_it():
    group = a_group()
    the_top()
    proposal = to_effect(to_close(group))
    give_duty(code="ny", text="Något nytt", group=group, actor=ANALYST)
    assert lacking(proposal, Act.CLOSE, ANALYST) == {"duties"}
    give_duty(code="ny", text="Något nytt", group=None, actor=ANALYST)
    on(proposal, Act.CLOSE, actor=ANALYST)


def test_when_things_have_changed_so_that_it_cannot_be_carried_out_nothing_is_done():
    proposal = to_effect(to_form())
    a_group("kunskapsstod")
    before = AuditEvent.objects.count()
    with pytest.raises(GovernanceError, match="group of that code"), transaction.atomic():
        on(proposal, Act.CLOSE, actor=ANALYST)
    proposal.refresh_from_db()
    assert (proposal.step, proposal.standing) == ("effect", "active")
    assert AuditEvent.objects.count() == before
    assert not CarriedOut.objects.exists()


def test_a_group_has_one_open_proposal_at_a_time_also_when_an_old_one_is_opened_again():
    group = a_group()
    the_top()
    first = to_close(group)
    with pytest.raises(GovernanceError, match="of it already"):
        to_change(group)
    on(first, Act.REFUSE, "Inte nu.")
    to_change(group)
    with pytest.raises(GovernanceError, match="of it already"):
        on(first, Act.REOPEN, "Ändå.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Proposal.objects.filter(pk=first.pk).update(standing="active")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"code": "ny"}, "cannot be a code"),
        ({"code": "ledning"}, "group of that code"),
        ({"name": " "}, "a name is missing"),
        ({"group_kind": "function"}, "is not of main"),
        ({"group_kind": "x"}, "a kind and a process"),
        ({"reports_to": "borta"}, "no group 'borta'"),
        ({"meetings_a_year": 400}, "meetings a year"),
    ],
)
def test_a_proposal_that_could_not_be_carried_out_is_refused_as_it_is_written(wrong, said):
    the_top()
    with pytest.raises(GovernanceError, match=said):
        to_form(content=Content(**{**_values(NEW), **wrong}))
    assert not Proposal.objects.exists()


def test_a_group_is_neither_its_own_heir_nor_closed_before_it_began():
    group = a_group()
    the_top()
    with pytest.raises(GovernanceError, match="of itself"):
        to_close(group, content=Content(items_to="ekonomi"))
    with pytest.raises(GovernanceError, match="is not there on"):
        to_close(group, day=START - timedelta(days=1))
    close_group(group=group, last_day=date(2025, 1, 1), reason="x", actor=ANALYST)
    with pytest.raises(GovernanceError, match="is not there on"):
        to_close(group)
    with pytest.raises(GovernanceError, match="or about a new one"):
        propose(kind=ProposalKind.CLOSE, written=written(), actor=LEAD)


def test_two_who_write_or_move_at_once_are_told():
    proposal = to_form()
    change_proposal(proposal=proposal, written=written(reason="A"), edit=0, actor=LEAD)
    with pytest.raises(WrittenMeanwhileError):
        change_proposal(proposal=proposal, written=written(reason="B"), edit=0, actor=LEAD)
    on(proposal)
    with pytest.raises(MovedMeanwhileError):
        move_proposal(proposal=proposal, act=Act.ADVANCE, seen=("proposed", "active"), actor=LEAD)


def test_what_lies_before_a_body_takes_neither_words_nor_opinions_nor_decisions_elsewhere():
    proposal = on(to_form())
    with pytest.raises(NotPermittedError):
        decided(proposal)
    heard(proposal)
    on(proposal)
    with pytest.raises(NotPermittedError):
        change_proposal(proposal=proposal, written=written(reason="B"), actor=LEAD)
    with pytest.raises(NotPermittedError):
        heard(proposal)


def test_who_may_propose_give_an_opinion_move_and_carry_out():
    proposal = to_form(actor=REPORTER)
    for actor in (READER, NOBODY):
        with pytest.raises(NotAllowedError):
            to_form(actor=actor)
        with pytest.raises(NotAllowedError):
            on(proposal, actor=actor)
    with pytest.raises(NotAllowedError):
        on(proposal, actor=REPORTER)
    own = {"proposal": proposal, "stance": Stance.OPPOSES, "text": "Nej.", "actor": REPORTER}
    give_opinion(voice=Voice(unit_id="norr"), **own)
    for voice in (Voice(unit_id="syd"), Voice(group=the_top()), Voice(role="regiondirektör")):
        with pytest.raises(NotAllowedError):
            give_opinion(voice=voice, **own)
    with pytest.raises(GovernanceError, match="says what and whose"):
        give_opinion(voice=Voice(), **own)
    ready_ = to_effect(proposal)
    with pytest.raises(NotAllowedError), transaction.atomic():
        on(ready_, Act.CLOSE, actor=LEAD)
    on(ready_, Act.CLOSE, actor=ANALYST)


def test_the_public_reads_what_is_decided_and_no_more():
    first, second = to_form(), to_form(content=Content(**{**_values(NEW), "code": "annan"}))
    to_effect(second)
    assert set(visible(NOBODY)) == {second}
    assert set(visible(READER)) == {first, second}


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_keeps_what_was_said_and_done_of_a_proposal(verb):
    proposal = carried_out(to_form())
    for rows, change in (
        (proposal.moves.all(), {"actor": "annan"}),
        (Opinion.objects.all(), {"text": "annat"}),
        (CarriedOut.objects.all(), {"actor": "annan"}),
        (Proposal.objects.all(), {"reason": "annat"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change) if verb == "update" else rows.delete()


def _values(content: Content) -> dict:
    return {name: getattr(content, name) for name in content.__slots__}
