"""A proposal goes nowhere but by its ways, and what has been put to a body stays as it is."""

from itertools import pairwise, product

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from apps.group_store import ANALYST, LEAD
from apps.proposal_store import DAY, NEW, ready, the_top, to_form, written
from riktning.apps.governance.courses import NEEDS_REASON, THROUGH_GATE, Act, Standing
from riktning.apps.governance.errors import ClosedGateError, GovernanceError
from riktning.apps.governance.models import CarriedOut, Group, Proposal, ProposalMove
from riktning.apps.governance.proposal_course import COURSE, Step
from riktning.apps.governance.proposals.content import Content
from riktning.apps.governance.proposals.facts import known
from riktning.apps.governance.proposals.gates import lacks
from riktning.apps.governance.proposals.moving import move_proposal
from riktning.apps.governance.proposals.writing import change_proposal
from riktning.apps.organisation.models import AuditEvent

ACTS = [act for act in Act if act is not Act.REGISTER]
LIVE = (Standing.ACTIVE, Standing.PAUSED)
# The ways of a proposal, written out by hand.
DRAWN = {
    *((step, "active", "advance", then, "active") for step, then in (
        ("proposed", "preparation"), ("preparation", "decision"), ("decision", "effect"),
    )),
    *((then, "active", "back", step, "active") for step, then in (
        ("proposed", "preparation"), ("preparation", "decision"), ("decision", "effect"),
    )),
    ("effect", "active", "close", "effect", "closed"),
    *((step.value, "active", "pause", step.value, "paused") for step in Step),
    *((step.value, "paused", "resume", step.value, "active") for step in Step),
    *((step, standing, "refuse", step, "refused")
      for step in ("proposed", "preparation", "decision") for standing in ("active", "paused")),
    *((step.value, "refused", "reopen", step.value, "active") for step in Step),
}  # fmt: skip


def test_the_ways_are_those_that_are_drawn():
    found = {
        (a[0].value, a[1].value, act.value, b[0].value, b[1].value) for a, act, b in COURSE.ways()
    }
    assert found == DRAWN


class Proposals(RuleBasedStateMachine):
    """One proposal that people move, prepare, rewrite and mistreat in any order."""

    count = 0

    def __init__(self) -> None:
        super().__init__()
        Proposals.count += 1
        self.code = f"ny-{Proposals.count}"
        self.content = Content(**{**_said(NEW), "code": self.code})
        self.proposal = to_form(content=self.content)
        self.place = (Step.PROPOSED, Standing.ACTIVE)
        self.moves, self.edits = 1, 0

    @rule(act=st.sampled_from(ACTS), reason=st.sampled_from(["", "  ", "Ett skäl"]))
    def move(self, act: Act, reason: str) -> None:
        to = COURSE.after(*self.place, act)
        now = Proposal.objects.get(pk=self.proposal.pk)
        open_ = act not in THROUGH_GATE or not lacks(self.place[0], known(now).facts)
        legal = to is not None and (act not in NEEDS_REASON or reason.strip()) and open_
        try:
            move_proposal(proposal=self.proposal, act=act, reason=reason, actor=ANALYST)
        except ClosedGateError:
            assert not open_
        except GovernanceError:
            assert not legal
        else:
            assert legal
            assert to is not None
            self.place = to
            self.moves += 1

    @rule()
    def prepare(self) -> None:
        if self.place[1] is Standing.ACTIVE:
            ready(self.proposal)

    @rule(reason=st.text("abc", min_size=1, max_size=3))
    def rewrite(self, reason: str) -> None:
        """What lies before a body, or is finished, is not written in."""
        free = self.place[0] in (Step.PROPOSED, Step.PREPARATION) and self.place[1] in LIVE
        before = Proposal.objects.get(pk=self.proposal.pk)
        said = written(content=self.content, reason=reason)
        try:
            change_proposal(proposal=self.proposal, written=said, actor=LEAD)
        except GovernanceError:
            assert not free
        else:
            assert free
            self.edits += reason != before.reason

    @rule(step=st.sampled_from(Step), standing=st.sampled_from(Standing))
    def write_by_hand(self, step: Step, standing: Standing) -> None:
        """Whoever writes to the database comes no further than by a way."""
        reachable = {self.place, *(to for at, _act, to in COURSE.ways() if at == self.place)}
        if (step, standing) in reachable:
            return
        with pytest.raises(DatabaseError), transaction.atomic():
            Proposal.objects.filter(pk=self.proposal.pk).update(step=step, standing=standing)

    @rule(day=st.just(DAY.replace(year=2030)))
    def forge(self, day) -> None:
        """What was put to a body is not changed behind its back, whatever writes it."""
        if self.place[0] in (Step.DECISION, Step.EFFECT) or self.place[1] is Standing.REFUSED:
            with pytest.raises(DatabaseError), transaction.atomic():
                Proposal.objects.filter(pk=self.proposal.pk).update(day=day)

    @invariant()
    def is_where_the_history_says(self) -> None:
        proposal = Proposal.objects.get(pk=self.proposal.pk)
        assert (Step(proposal.step), Standing(proposal.standing)) == self.place
        assert proposal.edit == self.edits
        history = list(ProposalMove.objects.filter(proposal=proposal).order_by("id"))
        assert len(history) == self.moves
        assert (history[-1].step, history[-1].standing) == self.place
        for one, then in pairwise(history):
            assert then.before == one.step
        trail = AuditEvent.objects.filter(subject=str(proposal))
        assert trail.filter(action="proposal.move").count() == self.moves - 1

    @invariant()
    def the_group_is_there_when_it_is_carried_out_and_not_before(self) -> None:
        done = self.place[1] is Standing.CLOSED
        assert Group.objects.filter(code=self.code).exists() == done
        assert CarriedOut.objects.filter(proposal=self.proposal).exists() == done


def _said(content: Content) -> dict:
    return {name: getattr(content, name) for name in content.__slots__}


@pytest.mark.django_db
def test_a_proposal_goes_its_ways_and_no_others():
    the_top()
    run_state_machine_as_test(
        Proposals,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


PLACES = [
    (step, standing)
    for step, standing in product(Step, Standing)
    if standing is not Standing.CLOSED or step is Step.EFFECT  # the database refuses the row
]


@pytest.mark.django_db
@pytest.mark.parametrize(("step", "standing"), PLACES)
def test_every_illegal_act_is_refused_from_every_place(step, standing):
    top = the_top()
    Proposal.objects.bulk_create(
        [Proposal(kind="form", body=top, day=DAY, reason="x", proposed_by="roll", step=step,
                  standing=standing)]
    )  # fmt: skip
    proposal = Proposal.objects.get()
    for act in ACTS:
        if COURSE.after(step, standing, act) is None:
            with pytest.raises(GovernanceError, match="no way"):
                move_proposal(proposal=proposal, act=act, reason="r", actor=LEAD)
