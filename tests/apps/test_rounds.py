"""Rounds: what is asked of whom, how a report goes from hand to hand, and what is kept."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from django.db import DatabaseError, transaction

from apps.round_store import (
    ANALYST,
    APPROVER,
    COUNTED,
    DEADLINES,
    NORTH,
    REPORTER,
    SHARED,
    SOUTH,
    STAY,
    an_open_round,
    content_of,
    fill_in,
    fill_round_plans,
    report_of,
    whole_answer,
)
from riktning.apps.followup.models import Answer, AnswerVersion, Report, ReportStep, Round
from riktning.apps.followup.rounds import triggers
from riktning.apps.followup.rounds.answering import Given, save_answers
from riktning.apps.followup.rounds.content import NOTHING, Said, said_in
from riktning.apps.followup.rounds.errors import NotPermittedError, RoundError
from riktning.apps.followup.rounds.handing import IncompleteError, faults_of, lock_round, take_step
from riktning.apps.followup.rounds.models import ReportState, RoundKind
from riktning.apps.followup.rounds.opening import move_deadlines, open_round
from riktning.apps.followup.rounds.policies import ASKED_OF, NEEDS_REASON, STEPS, Act, permits
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import (
    COMMAND_LINE,
    PERMISSIONS,
    Actor,
    Held,
    NotAllowedError,
    Role,
)
from riktning.apps.plans.copying import copy_revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Round:
    return an_open_round()


@pytest.fixture
def report(made: Round) -> Report:
    return report_of(made)


def asked(report: Report) -> list[tuple[str, str, str]]:
    return [(a.kind, a.text, a.indicator_id) for a in report.answers.order_by("order")]


def test_an_administration_is_asked_of_its_own_plan_and_what_it_has_taken_up(made: Round) -> None:
    assert asked(report_of(made)) == [
        ("goal", "Vi planerar vården tillsammans med kommunerna", ""),
        ("activity", "Ta fram en plan med varje kommun", ""),
        ("goal", "Arbetssättet används i alla förvaltningar", ""),
        ("measure", "Medelvårdtid för patienter 75 år och äldre", STAY),
        ("measure", "Antal barn- och ungdomsråd", COUNTED),
        ("measure", "Andel startade vårdförlopp", SHARED),
    ]
    assert asked(report_of(made, SOUTH)) == [("activity", "Utbilda i förebyggande arbete", "")]


def test_an_administration_nothing_applies_to_is_not_asked(made: Round) -> None:
    assert set(made.reports.values_list("unit_id", flat=True)) == {NORTH, SOUTH}


def test_figures_are_asked_for_only_where_somebody_counts_by_hand(report: Report) -> None:
    takes = dict(report.answers.exclude(indicator_id="").values_list("indicator_id", "takes"))
    assert takes == {STAY: "", COUNTED: "count", SHARED: "share"}


def test_a_goals_verdicts_are_those_of_the_indicators_tied_to_it(report: Report) -> None:
    assert report.answers.get(text__startswith="Arbetssättet").evidence == [STAY]


def test_a_round_is_opened_once_of_a_decided_revision_with_deadlines_in_order() -> None:
    revision = fill_round_plans()
    draft = copy_revision(revision=revision, actor="x")
    with pytest.raises(RoundError, match="draft can still change"):
        an_open_round(draft)
    wrong = replace(DEADLINES, approve=DEADLINES.opens)
    with pytest.raises(RoundError, match="not in order"):
        open_round(
            revision=revision, kind=RoundKind.T2, year=2025, deadlines=wrong, actor=COMMAND_LINE
        )
    made = an_open_round(revision)
    with pytest.raises(RoundError, match="open already"):
        an_open_round(revision)
    moved = replace(DEADLINES, accept=DEADLINES.accept.replace(day=30))
    assert move_deadlines(round_=made, deadlines=moved, actor=ANALYST).accept_by == moved.accept
    with pytest.raises(NotAllowedError):
        move_deadlines(round_=made, deadlines=moved, actor=REPORTER)


def test_a_report_goes_from_hand_to_hand_and_every_step_is_kept(report: Report) -> None:
    fill_in(report, REPORTER)
    for act, actor, reason in (
        (Act.SUBMIT, REPORTER, ""),
        (Act.SEND_BACK, APPROVER, "Säg mer om kommunerna."),
        (Act.SUBMIT, REPORTER, ""),
        (Act.APPROVE, APPROVER, ""),
        (Act.ACCEPT, ANALYST, ""),
        (Act.LOCK, ANALYST, ""),
        (Act.REOPEN, ANALYST, "En siffra var fel."),
    ):
        report = take_step(report=report, act=act, actor=actor, reason=reason)
    steps = ReportStep.objects.filter(report=report).values_list("act", "state", "reason")
    assert list(steps) == [
        ("open", "draft", ""),
        ("submit", "submitted", ""),
        ("send_back", "draft", "Säg mer om kommunerna."),
        ("submit", "submitted", ""),
        ("approve", "approved", ""),
        ("accept", "accepted", ""),
        ("lock", "locked", ""),
        ("reopen", "draft", "En siffra var fel."),
    ]
    actions = AuditEvent.objects.filter(subject=str(report)).values_list("action", flat=True)
    assert {"round.submit", "round.send_back", "round.reopen", "round.manual_value"} <= {*actions}


def test_what_was_accepted_can_be_read_after_it_is_reopened_and_changed(report: Report) -> None:
    fill_in(report)
    for act in (Act.SUBMIT, Act.APPROVE, Act.ACCEPT):
        take_step(report=report, act=act, actor=COMMAND_LINE)
    accepted = content_of(report)
    take_step(report=report, act=Act.REOPEN, actor=ANALYST, reason="fel")
    first = report.answers.order_by("order")[0]
    changed = Said("partly", "Nu annorlunda")
    save_answers(report=report, given={first.pk: Given(changed, first.version)}, actor=REPORTER)
    step = report.steps.get(act=Act.ACCEPT)
    kept = {
        row.answer_id: Said(**row.values)
        for row in AnswerVersion.objects.filter(answer__report=report)
        if step.versions[str(row.answer_id)] == row.number
    }
    assert kept == accepted
    assert content_of(report)[first.pk] == changed


@pytest.mark.parametrize("act", sorted(NEEDS_REASON))
def test_backwards_needs_a_reason(report: Report, act: Act) -> None:
    fill_in(report)
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    if act is Act.REOPEN:
        for step in (Act.APPROVE, Act.ACCEPT):
            take_step(report=report, act=step, actor=COMMAND_LINE)
    with pytest.raises(RoundError, match="needs a reason"):
        take_step(report=report, act=act, actor=COMMAND_LINE, reason="  ")


def test_a_report_with_holes_is_not_handed_in_and_says_which(report: Report) -> None:
    first, *_ = answers = list(report.answers.order_by("order"))
    given = {a.pk: Given(whole_answer(a), a.version) for a in answers}
    given[first.pk] = Given(Said("partly"), 0)
    save_answers(report=report, given=given, actor=REPORTER)
    with pytest.raises(IncompleteError) as refused:
        take_step(report=report, act=Act.SUBMIT, actor=REPORTER)
    assert refused.value.faults == faults_of(report)
    assert {key: [f.field for f in found] for key, found in refused.value.faults.items()} == {
        first.pk: ["comment"]
    }
    assert Report.objects.get(pk=report.pk).state == ReportState.DRAFT


def test_all_answers_of_one_saving_are_stored_or_none(report: Report) -> None:
    first, second, *_ = report.answers.order_by("order")
    given = {first.pk: Given(Said("reached"), 0), second.pk: Given(Said("reached"), 0)}
    with pytest.raises(RoundError, match="not a status"):
        save_answers(report=report, given=given, actor=REPORTER)
    assert said_in(Answer.objects.get(pk=first.pk)) == NOTHING
    assert not AnswerVersion.objects.exists()


def test_two_people_in_one_form_lose_nothing_and_are_told(report: Report) -> None:
    answer = report.answers.order_by("order")[0]
    base = Said("partly", "Vi har möten med kommunerna.")
    save_answers(report=report, given={answer.pk: Given(base, 0)}, actor=REPORTER)
    theirs = replace(base, comment="Vi har täta möten med kommunerna.", status="reached")
    mine = replace(base, comment="Vi har möten med kommunerna och regionen.", status="not_reached")
    save_answers(report=report, given={answer.pk: Given(theirs, 1)}, actor=APPROVER)
    stored = save_answers(report=report, given={answer.pk: Given(mine, 1)}, actor=REPORTER)
    found = stored[answer.pk]
    assert found.answer.comment == "Vi har täta möten med kommunerna och regionen."
    assert found.answer.status == "reached"
    assert found.put.kept == ("status",)
    assert found.told
    assert found.others == (APPROVER.name,)
    left = AnswerVersion.objects.get(answer=answer, number=3)
    assert Said(**left.left) == mine


def test_what_one_goes_on_writing_does_not_come_twice(report: Report) -> None:
    """A form that was not renewed while its owner typed sends the beginning once more."""
    answer = report.answers.order_by("order")[0]

    def save(actor: Actor, **said: str) -> Answer:
        given = {answer.pk: Given(Said("reached", **said), 0)}
        return save_answers(report=report, given=given, actor=actor)[answer.pk].answer

    save(APPROVER, comment="Ett.")
    save(REPORTER, comment="Två.", next_steps="Ja")
    found = save(REPORTER, comment="Två.", next_steps="Jag skriver medan det sparas")
    assert (found.comment, found.next_steps) == ("Ett. / Två.", "Jag skriver medan det sparas")


def test_saving_the_same_again_is_no_version(report: Report) -> None:
    answer = report.answers.order_by("order")[0]
    for base in (0, 1, 0):
        given = {answer.pk: Given(Said("reached", "Klart"), base)}
        stored = save_answers(report=report, given=given, actor=REPORTER)
        assert not stored[answer.pk].told
    assert AnswerVersion.objects.filter(answer=answer).count() == 1


STATES = list(ReportState)
STEPPING = [act for act in Act if act not in {Act.OPEN, Act.ANSWER}]
WAY = {
    ReportState.DRAFT: (),
    ReportState.SUBMITTED: (Act.SUBMIT,),
    ReportState.APPROVED: (Act.SUBMIT, Act.APPROVE),
    ReportState.ACCEPTED: (Act.SUBMIT, Act.APPROVE, Act.ACCEPT),
    ReportState.LOCKED: (Act.SUBMIT, Act.APPROVE, Act.ACCEPT, Act.LOCK),
}


def test_every_state_act_and_action_is_in_the_tables() -> None:
    assert set(STEPS) == set(ReportState)
    assert set(ASKED_OF) == set(Act)
    assert set(ASKED_OF.values()) <= set(PERMISSIONS)
    ways = {(a.value, b.value) for a, acts in STEPS.items() for b in acts.values() if a != b}
    assert ways == set(triggers.WAYS)


def test_a_round_is_not_answered_before_it_opens(report: Report) -> None:
    Round.objects.update(
        opens_on=date(2999, 5, 1), submit_by=date(2999, 5, 2), approve_by=date(2999, 5, 3),
        accept_by=date(2999, 5, 4),
    )  # fmt: skip
    with pytest.raises(NotPermittedError, match="opens on 2999-05-01"):
        fill_in(report)
    with pytest.raises(NotPermittedError, match="opens on 2999-05-01"):
        take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)


@pytest.mark.parametrize("state", STATES)
def test_permission_and_state_are_both_asked_of_every_role(report: Report, state: str) -> None:
    """Every role × place × act in each state: done when both tables say so, refused otherwise."""
    fill_in(report)
    for act in WAY[ReportState(state)]:
        take_step(report=report, act=act, actor=COMMAND_LINE)
    for role, place, act in product(Role, (NORTH, SOUTH, ""), STEPPING):
        actor = Actor("någon", frozenset({Held(role, place)}))
        allowed = role in PERMISSIONS[ASKED_OF[act]] and place in (NORTH, "")
        expected = None if allowed and permits(state, act) else (
            NotPermittedError if allowed else NotAllowedError
        )  # fmt: skip
        with transaction.atomic():
            if expected is None:
                take_step(report=report, act=act, actor=actor, reason="skäl")
            else:
                with pytest.raises(expected):
                    take_step(report=report, act=act, actor=actor, reason="skäl")
            transaction.set_rollback(True)
    answer = report.answers.order_by("order")[0]
    for role, place in product(Role, (NORTH, SOUTH, "")):
        actor = Actor("någon", frozenset({Held(role, place)}))
        allowed = role in {Role.REPORTER, Role.APPROVER} and place in (NORTH, "")
        given = {answer.pk: Given(Said("partly", "annat"), answer.version)}
        with transaction.atomic():
            if allowed and state == ReportState.DRAFT:
                save_answers(report=report, given=given, actor=actor)
            else:
                with pytest.raises(NotPermittedError if allowed else NotAllowedError):
                    save_answers(report=report, given=given, actor=actor)
            transaction.set_rollback(True)


def test_a_reporter_of_one_area_answers_only_there(report: Report) -> None:
    actor = Actor("områdets rapportör", frozenset({Held(Role.REPORTER, NORTH, "nara-vard")}))
    own, whole = (report.answers.filter(local=local).first() for local in (False, True))
    assert own and whole
    save_answers(report=report, given={own.pk: Given(Said("reached"), 0)}, actor=actor)
    there = {whole.pk: Given(Said("reached"), 0)}
    for given in (there, {own.pk: Given(Said("partly"), 1), **there}):
        with pytest.raises(NotAllowedError):
            save_answers(report=report, given=given, actor=actor)
    with pytest.raises(NotAllowedError):
        take_step(report=report, act=Act.SUBMIT, actor=actor)


def test_a_whole_round_is_locked_at_once(made: Round) -> None:
    report = report_of(made)
    fill_in(report)
    for act in (Act.SUBMIT, Act.APPROVE, Act.ACCEPT):
        take_step(report=report, act=act, actor=COMMAND_LINE)
    assert lock_round(round_=made, actor=ANALYST) == 1
    states = dict(made.reports.values_list("unit_id", "state"))
    assert states == {NORTH: "locked", SOUTH: "draft"}


FORBIDDEN = {
    "an answer changed": lambda r: Answer.objects.filter(report=r).update(comment="smyg"),
    "an answer removed": lambda r: Answer.objects.filter(report=r)._raw_delete("default"),
    "an answer added": lambda r: Answer.objects.create(
        report=r, order=99, kind="goal", item=r.answers.first().item, indicator_id="x", text="y"
    ),
    "a version added": lambda r: AnswerVersion.objects.create(
        answer=r.answers.first(), number=99, actor="x", values={}
    ),
    "a version changed": lambda r: AnswerVersion.objects.filter(answer__report=r).update(actor="x"),
    "a step changed": lambda r: ReportStep.objects.filter(report=r).update(actor="x"),
    "a step removed": lambda r: ReportStep.objects.filter(report=r)._raw_delete("default"),
    "a state skipped": lambda r: Report.objects.filter(pk=r.pk).update(state="locked"),
    "a unit changed": lambda r: Report.objects.filter(pk=r.pk).update(unit_id="annan"),
    "a report removed": lambda r: Report.objects.filter(pk=r.pk)._raw_delete("default"),
}


@pytest.mark.parametrize("how", FORBIDDEN)
def test_the_database_itself_refuses(report: Report, how: str) -> None:
    fill_in(report)
    take_step(report=report, act=Act.SUBMIT, actor=COMMAND_LINE)
    with pytest.raises(DatabaseError), transaction.atomic():
        FORBIDDEN[how](report)
