"""No sequence of acts brings a digital initiative anywhere but by its ways."""

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

from apps.group_store import LEAD, READER, REPORTER
from apps.initiative_store import an_initiative, decided, moved_to, ready
from riktning.apps.governance.courses import NEEDS_REASON, THROUGH_GATE, Act, Standing
from riktning.apps.governance.kinds import Outcome
from riktning.apps.needs.errors import ClosedGateError, MovedMeanwhileError, NeedError
from riktning.apps.needs.initiating import (
    change_initiative,
    known_initiative,
    move_initiative,
    register_initiative,
)
from riktning.apps.needs.models import Initiative, InitiativeMove
from riktning.apps.needs.stages import COURSE, GATES, Stage, StageFacts, stage_lacks
from riktning.apps.organisation.models import AuditEvent, Unit
from riktning.apps.organisation.rights import NotAllowedError

ACTS = [act for act in Act if act is not Act.REGISTER]
NAMES = ("idea", "verified", "pilot", "evaluation", "decision", "broad", "maintenance")
# The way from idea to broad introduction, written out by hand.
DRAWN = {
    *((one, "active", "advance", then, "active") for one, then in pairwise(NAMES)),
    *((then, "active", "back", one, "active") for one, then in pairwise(NAMES)),
    ("maintenance", "active", "close", "maintenance", "closed"),
    *((one, "active", "pause", one, "paused") for one in NAMES),
    *((one, "paused", "resume", one, "active") for one in NAMES),
    *((one, standing, "refuse", one, "refused")
      for one in NAMES[:-1] for standing in ("active", "paused")),
    *((one, "refused", "reopen", one, "active") for one in NAMES),
}  # fmt: skip


@pytest.fixture
def units(db):
    Unit.objects.create(unit_id="R", name="R", kind="region", from_date="2020-01-01")
    for name in ("a", "b"):
        Unit.objects.create(
            unit_id=name, name=name, kind="primary_care", parent_id="R", from_date="2020-01-01"
        )


def test_the_ways_are_those_that_are_drawn():
    found = {
        (a[0].value, a[1].value, act.value, b[0].value, b[1].value) for a, act, b in COURSE.ways()
    }
    assert found == DRAWN


def test_every_gate_asks_for_something_and_nothing_twice():
    asked = [lack for stage in Stage for lack in GATES[stage]]
    assert len(asked) == len(set(asked))
    assert all(stage_lacks(stage, StageFacts()) == GATES[stage] for stage in Stage)


class Initiatives(RuleBasedStateMachine):
    """One initiative that people move, prepare and mistreat in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.one = an_initiative()
        self.place = (Stage.IDEA, Standing.ACTIVE)
        self.moves = 1

    @rule(act=st.sampled_from([*ACTS, Act.ADVANCE]), reason=st.sampled_from(["", " ", "Ett skäl"]))
    def move(self, act: Act, reason: str) -> None:
        to = COURSE.after(*self.place, act)
        facts = known_initiative(Initiative.objects.get(pk=self.one.pk)).facts
        open_ = act not in THROUGH_GATE or not stage_lacks(self.place[0], facts)
        legal = to is not None and (act not in NEEDS_REASON or reason.strip()) and open_
        try:
            move_initiative(initiative=self.one, act=act, reason=reason, actor=LEAD)
        except ClosedGateError:
            assert not open_
        except NeedError:
            assert not legal
        else:
            assert legal
            assert to is not None
            self.place = to
            self.moves += 1

    @rule()
    def prepare(self) -> None:
        if self.place[1] in (Standing.ACTIVE, Standing.PAUSED):
            ready(self.one)

    @rule(stage=st.sampled_from(Stage), standing=st.sampled_from(Standing))
    def write_by_hand(self, stage: Stage, standing: Standing) -> None:
        """Whoever writes to the database comes no further than by a way."""
        reachable = {self.place, *(to for at, _act, to in COURSE.ways() if at == self.place)}
        if (stage, standing) in reachable:
            return
        with pytest.raises(DatabaseError), transaction.atomic():
            Initiative.objects.filter(pk=self.one.pk).update(stage=stage, standing=standing)

    @invariant()
    def is_where_the_history_says(self) -> None:
        one = Initiative.objects.get(pk=self.one.pk)
        assert (Stage(one.stage), Standing(one.standing)) == self.place
        history = list(InitiativeMove.objects.filter(initiative=one).order_by("id"))
        assert len(history) == self.moves
        for earlier, then in pairwise(history):
            assert then.before == earlier.stage
        trail = AuditEvent.objects.filter(subject=str(one), action="initiative.move")
        assert trail.count() == self.moves - 1


def test_an_initiative_goes_its_ways_and_no_others(units):
    run_state_machine_as_test(
        Initiatives,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize(("stage", "standing"), list(product(Stage, Standing)))
def test_every_illegal_act_is_refused_from_every_place(units, stage, standing):
    if standing is Standing.CLOSED and stage is not Stage.MAINTENANCE:
        pytest.skip("nothing is wound up before it is maintained: the database refuses the row")
    made = an_initiative()
    Initiative.objects.bulk_create(
        [Initiative(title="x", stage=stage, standing=standing, since=made.since,
                    registered_by="roll")]
    )  # fmt: skip
    other = Initiative.objects.get(title="x")
    for act in ACTS:
        if COURSE.after(stage, standing, act) is None:
            with pytest.raises(NeedError):
                move_initiative(initiative=other, act=act, reason="Ett skäl", actor=LEAD)


def test_each_gate_opens_only_when_all_is_there(units):
    one = an_initiative()
    for stage in Stage:
        act = Act.CLOSE if stage is Stage.MAINTENANCE else Act.ADVANCE
        with pytest.raises(ClosedGateError) as closed:
            move_initiative(initiative=one, act=act, actor=LEAD)
        assert closed.value.lacks == tuple(lack.value for lack in GATES[stage])
        ready(one)
        one = move_initiative(initiative=one, act=act, actor=LEAD)
    assert (one.stage, one.standing) == (Stage.MAINTENANCE, Standing.CLOSED)
    with pytest.raises(NeedError, match="not changed"):
        change_initiative(initiative=one, values={"problem": "Annat"}, actor=LEAD)


def test_a_later_rejection_shuts_the_gate_again(units):
    one = moved_to(an_initiative(), Stage.DECISION)
    ready(one)
    decided(one, Outcome.REJECTED)
    with pytest.raises(ClosedGateError):
        move_initiative(initiative=one, act=Act.ADVANCE, actor=LEAD)


def test_what_two_change_at_once_is_not_lost(units):
    one = an_initiative()
    change_initiative(initiative=one, values={"problem": "Mitt"}, edit=0, actor=LEAD)
    with pytest.raises(MovedMeanwhileError):
        change_initiative(initiative=one, values={"problem": "Ditt"}, edit=0, actor=LEAD)
    with pytest.raises(MovedMeanwhileError):
        move_initiative(initiative=one, act=Act.PAUSE, reason="r", seen=("pilot", "active"),
                        actor=LEAD)  # fmt: skip
    assert Initiative.objects.get(pk=one.pk).problem == "Mitt"


def test_who_may_do_what_and_what_is_kept(units):
    with pytest.raises(NotAllowedError):
        register_initiative(title="t", actor=READER)
    one = an_initiative()
    for act in (
        lambda: change_initiative(initiative=one, values={"problem": "p"}, actor=REPORTER),
        lambda: move_initiative(initiative=one, act=Act.PAUSE, reason="r", actor=REPORTER),
    ):
        with pytest.raises(NotAllowedError):
            act()
    for by_hand in (
        lambda: Initiative.objects.all().delete(),
        lambda: InitiativeMove.objects.update(actor="annan"),
    ):
        with pytest.raises(Exception), transaction.atomic():  # noqa: B017,PT011 - the database's own, or Django's for what is protected
            by_hand()
    assert Initiative.objects.count() == InitiativeMove.objects.count() == 1
