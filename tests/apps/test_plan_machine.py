"""No sequence of legal acts loses or alters what was decided, and an item stays who it is."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from apps.making import a_draft, a_revision, digital_care, near_care
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.plans.actions import decide_revision, put_in_force
from riktning.apps.plans.aiming import Goalpost, aim, follow
from riktning.apps.plans.copying import copy_revision
from riktning.apps.plans.editing import add, remove, reword
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.identity import confirm_match, suggestions
from riktning.apps.plans.models import Goal, Item, ItemKind, Revision, State, SubArea
from riktning.apps.plans.moving import move_line, move_sub_area, shift
from riktning.apps.plans.places import rows_of
from riktning.apps.plans.scheduling import schedule
from riktning.apps.plans.snapshots import snapshot
from riktning.apps.plans.taking_up import take_up
from riktning.core.periods import Month
from riktning.documents.plans.difference import How, difference
from riktning.documents.plans.snapshot import RevisionText, Said

ACTOR, STAY = "utvecklingsenheten", "medelvardtid_hjartsvikt"


WORDS = st.lists(st.sampled_from(["nära", "trygg", "god", "jämlik"]), min_size=1, max_size=3)
# What is tried on decided revisions.
_ACTS: tuple[Callable[[Revision, Goal], object], ...] = (
    lambda kept, goal: reword(revision=kept, item=goal.item, text="Ändrat", actor=ACTOR),
    lambda kept, goal: shift(revision=kept, item=goal.item, by=1, actor=ACTOR),
    lambda kept, goal: remove(revision=kept, item=goal.item, actor=ACTOR),
    lambda kept, goal: move_sub_area(
        revision=kept, item=goal.sub_area.item, area=goal.sub_area.area.item, actor=ACTOR
    ),
    lambda kept, goal: take_up(revision=kept, goals=[], from_date=date(2024, 1, 1), actor=ACTOR),
)


def said_in(revision: Revision) -> dict[int, Said]:
    """What the revision says of each item, in whatever order."""
    return {said.item: said for said in snapshot(revision).items}


class Revisions(RuleBasedStateMachine):
    """A plan that people draft, edit, match, decide and put in force, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.code = f"plan-{next(NUMBERS)}"
        self.decided: dict[int, tuple[Said, ...]] = {}
        self.day = date(2024, 1, 1)
        a_revision(code=self.code, sha256=f"{next(NUMBERS):064d}")

    @property
    def revisions(self) -> list[Revision]:
        return list(Revision.objects.filter(plan__code=self.code).order_by("number"))

    def in_state(self, *states: State) -> list[Revision]:
        return [revision for revision in self.revisions if revision.state in states]

    @rule(data=st.data())
    def copy(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.revisions))
        made = copy_revision(revision=one, actor=ACTOR)
        assert difference(snapshot(one), snapshot(made)).areas == ()

    @rule(word=st.sampled_from(["bild", "delad bild", "modell"]))
    def import_document(self, word: str) -> None:
        near = near_care()
        near.sub_areas[0].goals[0].text = f"Gemensam {word}"
        a_revision(a_draft(near, digital_care()), code=self.code, sha256=f"{next(NUMBERS):064d}")

    @precondition(lambda self: self.in_state(State.DRAFT))
    @rule(data=st.data())
    def match(self, data: st.DataObject) -> None:
        draft = data.draw(st.sampled_from(self.in_state(State.DRAFT)))
        found = suggestions(draft)
        if found:
            one = data.draw(st.sampled_from(found))
            new, old = (Item.objects.get(pk=said.item) for said in (one.new, one.old))
            confirm_match(revision=draft, new=new, old=old, actor=ACTOR)
            assert one.old.item in {said.item for said in snapshot(draft).items}

    @precondition(lambda self: self.in_state(State.DRAFT))
    @rule(data=st.data(), text=st.sampled_from(["Nytt mål", "Annat mål"]))
    def edit(self, data: st.DataObject, text: str) -> None:
        draft = data.draw(st.sampled_from(self.in_state(State.DRAFT)))
        before = snapshot(draft)
        rows = rows_of(draft)
        act = data.draw(st.sampled_from(["reword", "remove", "add"]))
        if act == "add" and rows.areas:
            add(
                revision=draft, kind=ItemKind.ACTIVITY, text=text, parent=rows.areas[0].item,
                actor=ACTOR,
            )  # fmt: skip
            expected = {How.ADDED}
        elif rows.goals:
            item = data.draw(st.sampled_from(rows.goals)).item
            if act == "remove":
                remove(revision=draft, item=item, actor=ACTOR)
                expected = {How.REMOVED}
            else:
                reword(revision=draft, item=item, text=text, actor=ACTOR)
                expected = {How.REWORDED}
        else:
            return
        assert set(difference(before, snapshot(draft)).counts) <= expected

    @precondition(lambda self: self.in_state(State.DRAFT))
    @rule(data=st.data(), by=st.sampled_from([-1, 1]))
    def shift_among_its_like(self, data: st.DataObject, by: int) -> None:
        draft = data.draw(st.sampled_from(self.in_state(State.DRAFT)))
        rows = rows_of(draft)
        every = [*rows.areas, *rows.periods, *rows.sub_areas, *rows.goals, *rows.activities]
        if every:
            before = said_in(draft)
            shift(revision=draft, item=data.draw(st.sampled_from(every)).item, by=by, actor=ACTOR)
            assert said_in(draft) == before  # another order, the same plan

    @precondition(lambda self: self.in_state(State.DRAFT))
    @rule(data=st.data())
    def move_to_another_area(self, data: st.DataObject) -> None:
        draft = data.draw(st.sampled_from(self.in_state(State.DRAFT)))
        rows = rows_of(draft)
        parts = [*rows.sub_areas, *rows.lines]
        if not parts:
            return
        row, area = data.draw(st.sampled_from(parts)), data.draw(st.sampled_from(rows.areas))
        before = {said.item: said.text for said in snapshot(draft).items}
        given = {"revision": draft, "item": row.item, "area": area.item, "actor": ACTOR}
        if isinstance(row, SubArea):
            move_sub_area(**given)
        else:
            move_line(**given)
        after = {said.item: said.text for said in snapshot(draft).items}
        assert before.items() <= after.items()  # nothing lost; a period may be new

    @precondition(lambda self: self.in_state(State.DRAFT))
    @rule(data=st.data(), start=st.integers(0, 20), length=st.integers(0, 20))
    def schedule_an_activity(self, data: st.DataObject, start: int, length: int) -> None:
        draft = data.draw(st.sampled_from(self.in_state(State.DRAFT)))
        found = rows_of(draft).activities
        if found:
            months = (Month(2024, 1).plus(start), Month(2024, 1).plus(start + length))
            item = data.draw(st.sampled_from(found)).item
            schedule(revision=draft, item=item, months=months, actor=ACTOR)
            assert months in {said.months for said in snapshot(draft).items if said.item == item.pk}

    @precondition(lambda self: self.in_state(State.DRAFT))
    @rule(data=st.data(), value=st.integers(0, 3), gone=st.booleans())
    def set_a_target(self, data: st.DataObject, value: int, gone: bool) -> None:
        draft = data.draw(st.sampled_from(self.in_state(State.DRAFT)))
        lines = rows_of(draft).lines
        if not lines:
            return
        line = data.draw(st.sampled_from(lines)).item
        due = data.draw(st.sampled_from([Month(2026, 12), Month(2027, 12)]))
        follow(revision=draft, line=line, indicator_id=STAY, known=frozenset({STAY}), actor=ACTOR)
        before = said_in(draft)
        try:
            aim(
                revision=draft, line=line, post=Goalpost(STAY, None, due),
                value=None if gone else float(value), units=frozenset(), actor=ACTOR,
            )  # fmt: skip
        except PlanError:  # another line of the plan has another value for the measure
            assert said_in(draft) == before

    @precondition(lambda self: self.in_state(State.DRAFT))
    @rule(data=st.data(), one=WORDS, other=WORDS)
    def two_people_reword_the_same_goal(
        self, data: st.DataObject, one: list[str], other: list[str]
    ) -> None:
        draft = data.draw(st.sampled_from(self.in_state(State.DRAFT)))
        goals = rows_of(draft).goals
        if not goals:
            return
        goal = data.draw(st.sampled_from(goals))
        seen = goal.text
        for actor, words in (("kim", one), ("alex", other)):
            text = f"{seen} {' '.join(words)}"
            reword(revision=draft, item=goal.item, text=text, seen=seen, actor=actor)
        goal.refresh_from_db()
        assert {*one, *other, *seen.split()} <= {*goal.text.split()}

    @precondition(lambda self: self.in_state(State.DRAFT))
    @rule(data=st.data())
    def decide(self, data: st.DataObject) -> None:
        draft = data.draw(st.sampled_from(self.in_state(State.DRAFT)))
        self.day += timedelta(days=1)
        decide_revision(revision=draft, decided_on=self.day, decided_by="nämnden", actor=ACTOR)
        self.decided[draft.pk] = snapshot(draft).items

    @precondition(lambda self: self.in_state(State.DECIDED))
    @rule(data=st.data())
    def enforce(self, data: st.DataObject) -> None:
        put_in_force(revision=data.draw(st.sampled_from(self.in_state(State.DECIDED))), actor=ACTOR)

    @precondition(lambda self: self.decided)
    @rule(data=st.data())
    def try_to_change_what_is_decided(self, data: st.DataObject) -> None:
        kept = Revision.objects.get(pk=data.draw(st.sampled_from(sorted(self.decided))))
        goals = rows_of(kept).goals
        if goals:
            events = AuditEvent.objects.count()
            for act in _ACTS:
                with pytest.raises(PlanError):
                    act(kept, goals[0])
            assert AuditEvent.objects.count() == events

    @invariant()
    def what_was_decided_is_as_it_was_decided(self) -> None:
        for key, items in self.decided.items():
            assert snapshot(Revision.objects.get(pk=key)).items == items

    @invariant()
    def one_revision_at_most_is_in_force(self) -> None:
        assert len(self.in_state(State.IN_FORCE)) <= 1

    @invariant()
    def an_item_is_in_a_revision_once_and_of_its_kind(self) -> None:
        for revision in self.revisions:
            said: RevisionText = snapshot(revision)
            items = [each.item for each in said.items]
            assert len(items) == len(set(items))
            kinds = dict(Item.objects.filter(pk__in=items).values_list("pk", "kind"))
            assert all(kinds[each.item] == each.kind for each in said.items)


NUMBERS = count(1)


@pytest.mark.django_db
def test_no_sequence_of_acts_alters_what_was_decided() -> None:
    run_state_machine_as_test(
        Revisions,
        settings=settings(
            max_examples=12,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
