"""No sequence of legal acts over rounds loses or alters what was accepted or locked, or a text."""

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from apps.round_store import ANALYST, DEADLINES, NORTH, content_of, fill_in, fill_round_plans
from riktning.apps.followup.models import Answer, AnswerVersion, Report, ReportStep
from riktning.apps.followup.rounds.answering import Given, save_answers
from riktning.apps.followup.rounds.content import Said, from_json, said_in
from riktning.apps.followup.rounds.errors import NotPermittedError, RoundError
from riktning.apps.followup.rounds.handing import faults_of, lock_round, take_step
from riktning.apps.followup.rounds.models import ReportState, RoundKind
from riktning.apps.followup.rounds.opening import open_round
from riktning.apps.followup.rounds.policies import NEEDS_REASON, STEPS, Act
from riktning.apps.organisation.rights import COMMAND_LINE, Actor, Held, Role
from riktning.apps.plans.models import Revision

PEOPLE = tuple(Actor(name, frozenset({Held(Role.REPORTER, NORTH)})) for name in ("ett", "två"))
COMMENTS = st.lists(
    st.sampled_from(["mer", "färre", "personal", "möten", "kommuner"]), max_size=4
).map(" ".join)
KEPT = (ReportState.ACCEPTED, ReportState.LOCKED)


class Rounds(RuleBasedStateMachine):
    """Two people answer, a head approves, an analyst accepts, locks and reopens, in any order."""

    revision: Revision

    def __init__(self) -> None:
        super().__init__()
        self.clean = transaction.savepoint()
        made = open_round(
            revision=self.revision, kind=RoundKind.T1, year=2025, deadlines=DEADLINES,
            actor=COMMAND_LINE,
        )  # fmt: skip
        self.report = made.reports.get(unit_id=NORTH)
        self.accepted: dict[int, dict[int, Said]] = {}
        self.frozen: dict[int, Said] | None = None
        self.seen: dict[str, dict[int, int]] = {actor.name: {} for actor in PEOPLE}
        self.left: list[tuple[int, str]] = []

    def teardown(self) -> None:
        """Each sequence begins with the same store."""
        transaction.savepoint_rollback(self.clean)

    @property
    def state(self) -> ReportState:
        return ReportState(Report.objects.get(pk=self.report.pk).state)

    @rule(who=st.sampled_from(PEOPLE))
    def look(self, who: Actor) -> None:
        """Open the form: the versions that are in front of this person."""
        self.seen[who.name] = dict(self.report.answers.values_list("pk", "version"))

    @precondition(lambda self: self.state is ReportState.DRAFT)
    @rule(who=st.sampled_from(PEOPLE), data=st.data(), comment=COMMENTS)
    def answer(self, who: Actor, data: st.DataObject, comment: str) -> None:
        row = data.draw(st.sampled_from(list(self.report.answers.all())))
        choices = ["on_track", "late"] if row.kind == "activity" else ["reached", "partly"]
        base = self.seen[who.name].get(row.pk, 0)
        said = Said(data.draw(st.sampled_from(choices)), comment)
        own = row.versions.filter(actor=who.name, number__gt=base).last()
        known = from_json(own.left or own.values) if own else Said()
        save_answers(report=self.report, given={row.pk: Given(said, base)}, actor=who)
        self.left.append((row.pk, comment))
        now = Answer.objects.get(pk=row.pk)
        before = from_json(row.versions.get(number=base).values) if base else Said()
        for word in {*comment.split()} - {*before.comment.split(), *known.comment.split()}:
            assert word in now.comment

    @precondition(lambda self: self.state is ReportState.DRAFT)
    @rule()
    def answer_everything(self) -> None:
        fill_in(self.report)

    @rule(act=st.sampled_from([act for act in Act if act not in {Act.OPEN, Act.ANSWER}]))
    def step(self, act: Act) -> None:
        before, content, steps = self.state, content_of(self.report), self.report.steps.count()
        legal = act in STEPS[before] and not (act is Act.SUBMIT and faults_of(self.report))
        reason = "skäl" if act in NEEDS_REASON else ""
        if not legal:
            with pytest.raises(RoundError):
                take_step(report=self.report, act=act, actor=COMMAND_LINE, reason=reason)
            assert (self.state, self.report.steps.count()) == (before, steps)
            return
        take_step(report=self.report, act=act, actor=COMMAND_LINE, reason=reason)
        assert self.report.steps.count() == steps + 1
        if act is Act.ACCEPT:
            self.accepted[self.report.steps.latest("id").pk] = content
        self.frozen = content if self.state is not ReportState.DRAFT else None

    @precondition(lambda self: self.state is ReportState.ACCEPTED)
    @rule()
    def lock_all(self) -> None:
        assert lock_round(round_=self.report.round, actor=ANALYST) == 1

    @precondition(lambda self: self.state is not ReportState.DRAFT)
    @rule(data=st.data())
    def try_to_change_what_is_handed_in(self, data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(list(self.report.answers.all())))
        given = {row.pk: Given(Said("reached", "smyg"), row.version)}
        with pytest.raises(NotPermittedError):
            save_answers(report=self.report, given=given, actor=PEOPLE[0])
        with pytest.raises(DatabaseError), transaction.atomic():
            Answer.objects.filter(pk=row.pk).update(comment="smyg")

    @invariant()
    def what_is_handed_in_stays_as_it_was(self) -> None:
        if self.frozen is not None:
            assert content_of(self.report) == self.frozen

    @invariant()
    def everything_ever_accepted_can_be_read(self) -> None:
        versions = {
            (row.answer_id, row.number): from_json(row.values)
            for row in AnswerVersion.objects.filter(answer__report=self.report)
        }
        for step, content in self.accepted.items():
            numbers = ReportStep.objects.get(pk=step).versions
            found = {int(key): versions.get((int(key), n), Said()) for key, n in numbers.items()}
            assert found == content

    @invariant()
    def no_text_that_was_ever_left_is_gone(self) -> None:
        kept: dict[int, set[str]] = {}
        for row in AnswerVersion.objects.filter(answer__report=self.report):
            said = from_json(row.left or row.values)
            kept.setdefault(row.answer_id, {""}).add(said.comment)
            kept[row.answer_id].add(from_json(row.values).comment)
        for key, comment in self.left:  # as it was left, or its words in a row within what is kept
            assert any(f" {comment} " in f" {text} " for text in kept.get(key, {""})) or not comment

    @invariant()
    def an_answer_is_its_last_version(self) -> None:
        for row in self.report.answers.all():
            last = row.versions.order_by("-number").first()
            assert row.version == (last.number if last else 0)
            assert said_in(row) == (from_json(last.values) if last else Said())

    @invariant()
    def the_history_leads_to_the_state(self) -> None:
        state = ReportState.DRAFT
        for act, follows in self.report.steps.order_by("id").values_list("act", "state"):
            if act != Act.OPEN:
                assert STEPS[state][Act(act)] == follows
            state = ReportState(follows)
        assert state is self.state


@pytest.mark.django_db
def test_no_sequence_of_acts_loses_or_alters_what_was_accepted() -> None:
    Rounds.revision = fill_round_plans()
    run_state_machine_as_test(
        Rounds,
        settings=settings(
            max_examples=15,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
