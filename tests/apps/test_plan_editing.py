"""Changing a draft bit by bit: nobody's words are lost, and what is decided stays."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.making import STAY_LINE, a_draft, a_revision, near_care
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import Action, Actor, Held, Role
from riktning.apps.plans import queries
from riktning.apps.plans.actions import decide_revision
from riktning.apps.plans.aiming import Goalpost, aim, aims_of, follow, unfollow
from riktning.apps.plans.copying import copy_revision
from riktning.apps.plans.editing import add, remove, reword, texts_of, whole_of
from riktning.apps.plans.errors import ChangedMeanwhileError, NotPermittedError, PlanError
from riktning.apps.plans.models import (
    Activity,
    AreaPeriod,
    Goal,
    Item,
    ItemKind,
    Link,
    Measure,
    Plan,
    PlanIndicator,
    Revision,
    SubArea,
)
from riktning.apps.plans.moving import move_line, move_sub_area, shift, stands
from riktning.apps.plans.permissions import may_in
from riktning.apps.plans.scheduling import schedule
from riktning.apps.plans.snapshots import snapshot
from riktning.apps.plans.taking_up import draft_local_plan, take_up
from riktning.core.merging import merge
from riktning.core.periods import Month
from riktning.documents.plans.difference import How, difference
from riktning.documents.plans.timeline import timeline

pytestmark = pytest.mark.django_db
STAY = "medelvardtid_hjartsvikt"
KNOWN = frozenset({STAY, "kontinuitet_coc"})
SPRING = (Month(2025, 3), Month(2026, 10))
DUE = Month(2027, 12)


def item(text: str) -> Item:
    for model in (Goal, Activity, PlanIndicator):
        row = model.objects.filter(text=text).last()
        if row:
            return row.item
    return SubArea.objects.get(name=text).item


def test_two_peoples_words_of_one_goal_are_both_kept_and_told_of() -> None:
    draft, goal = a_revision(), item("Gemensam bild")
    reword(revision=draft, item=goal, text="Gemensam bild av vården", actor="kim")
    done = reword(
        revision=draft, item=goal, text="Tydlig gemensam bild", seen="Gemensam bild", actor="alex"
    )
    assert done.text == "Tydlig gemensam bild av vården" or done.both
    assert {"Tydlig", "vården"} <= set(done.text.replace("/", " ").split())
    assert done.others == ("kim",)


def test_the_same_words_again_change_nothing_and_leave_no_trace() -> None:
    draft = a_revision()
    reword(revision=draft, item=item("I bruk"), text=" I  bruk", seen="I bruk", actor="kim")
    assert not AuditEvent.objects.filter(action="reword").exists()


WORDS = st.lists(st.sampled_from(["vård", "nära", "trygg", "god"]), max_size=4).map(" ".join)


@given(WORDS, WORDS, WORDS)
def test_every_word_that_either_added_is_there(base: str, one: str, other: str) -> None:
    merged = set(merge(base, one, other).text.split())
    assert (set(one.split()) | set(other.split())) - set(base.split()) <= merged


def test_nothing_is_removed_that_somebody_has_added_to_meanwhile() -> None:
    draft = a_revision()
    under, near = SubArea.objects.get(name="Samverkan"), draft.areas.get(order=1)
    seen = whole_of(under)
    assert texts_of(under)[1:] == ["Gemensam bild", "I bruk", "Ta fram en modell"]
    add(
        revision=draft, kind=ItemKind.GOAL, text="Nytt", parent=under.item,
        period=near.periods.first().item, actor="kim",
    )  # fmt: skip
    with pytest.raises(ChangedMeanwhileError):
        remove(revision=draft, item=under.item, seen=seen, actor="alex")
    remove(revision=draft, item=under.item, seen=whole_of(under), actor="alex")
    event = AuditEvent.objects.get(action="remove")
    assert "Nytt" in event.detail["texts"]  # what went is in the trail


def test_items_change_places_with_the_ones_beside_them() -> None:
    draft = a_revision()
    first, second = draft.areas.order_by("order")
    assert shift(revision=draft, item=second.item, by=-1, actor="kim")
    assert [a.pk for a in draft.areas.order_by("order")] == [second.pk, first.pk]
    assert not shift(revision=draft, item=second.item, by=-1, actor="kim")
    for kind in (*first.periods.all()[:1], *first.sub_areas.all()[:1], *first.indicators.all()[:1]):
        before = [s.item for s in snapshot(draft).items]
        assert shift(revision=draft, item=kind.item, by=1, actor="kim")
        assert shift(revision=draft, item=kind.item, by=-1, actor="kim")
        assert [s.item for s in snapshot(draft).items] == before


def test_a_sub_area_moves_with_its_goals_and_activities_in_their_periods() -> None:
    draft = a_revision()
    near, digital = draft.areas.order_by("order")
    moved = item("Samverkan")
    before = snapshot(draft)
    move_sub_area(revision=draft, item=moved, area=digital.item, actor="kim")
    found = difference(before, snapshot(draft))
    assert found.counts[How.MOVED] == 4  # the sub-area, two goals, an activity
    assert set(digital.periods.values_list("heading", flat=True)) == {"2023", "2024-2025"}
    assert Activity.objects.get(text="Ta fram en modell").area == digital
    with pytest.raises(ChangedMeanwhileError):
        move_sub_area(revision=draft, item=moved, area=near.item, seen=str(near.item_id), actor="x")


def test_an_indicator_line_moves_with_its_targets() -> None:
    draft = a_revision()
    digital, line = draft.areas.get(order=2), item(STAY_LINE)
    follow(revision=draft, line=line, indicator_id=STAY, known=KNOWN, actor="kim")
    post = Goalpost(STAY, None, DUE)
    aim(revision=draft, line=line, post=post, value=7.5, units=frozenset(), actor="kim")
    row = PlanIndicator.objects.get(item=line)
    move_line(revision=draft, item=line, area=digital.item, seen=stands(row), actor="kim")
    tree = queries.area_trees(draft)[1]
    assert tree.indicators[-1].measures[0].targets[0].value == 7.5


def test_a_target_is_set_changed_and_taken_away_with_its_item_kept() -> None:
    draft, line = a_revision(), item(STAY_LINE)
    follow(revision=draft, line=line, indicator_id=STAY, known=KNOWN, actor="kim")
    given = {"revision": draft, "line": line, "units": frozenset({"su"}), "actor": "kim"}
    for unit, due, value in ((None, DUE, 7.5), (None, Month(2026, 12), 8.0), ("su", DUE, 6.0)):
        aim(post=Goalpost(STAY, unit, due), value=value, seen="", **given)
    before = snapshot(draft)
    aim(post=Goalpost(STAY, None, DUE), value=7.0, seen="7.5", **given)
    assert difference(before, snapshot(draft)).counts == {How.TARGET: 1}
    with pytest.raises(ChangedMeanwhileError) as refused:
        aim(post=Goalpost(STAY, None, DUE), value=6.5, seen="7.5", **{**given, "actor": "alex"})
    assert refused.value.who == ("kim",)
    aim(post=Goalpost(STAY, "su", DUE), value=None, seen="6", **given)
    assert aims_of(Measure.objects.get()) == "- 2026-12 8; - 2027-12 7"
    with pytest.raises(ChangedMeanwhileError):
        unfollow(revision=draft, line=line, indicator_id=STAY, seen="", actor="alex")


@pytest.mark.parametrize(
    ("unit", "due", "value"),
    [("ingen", DUE, 1.0), (None, Month(1800, 1), 1.0), (None, DUE, float("nan"))],
)
def test_a_target_nobody_can_reach_is_refused(unit, due, value) -> None:
    draft, line = a_revision(), item(STAY_LINE)
    follow(revision=draft, line=line, indicator_id=STAY, known=KNOWN, actor="kim")
    with pytest.raises(PlanError):
        aim(
            revision=draft, line=line, post=Goalpost(STAY, unit, due), value=value,
            units=frozenset({"su"}), actor="kim",
        )  # fmt: skip


def test_an_activity_gets_months_and_the_timeline_and_the_next_revision_keep_them() -> None:
    draft = a_revision()
    before, activity = snapshot(draft), item("Inför modellen")
    schedule(revision=draft, item=activity, months=SPRING, seen="", actor="kim")
    assert difference(before, snapshot(draft)).counts == {How.MONTHS: 1}
    bars = {b.said.text: b.years for area in timeline(snapshot(draft)).areas for b in area.bars}
    assert str(bars["Inför modellen"]) == "2025–2026"
    with pytest.raises(ChangedMeanwhileError):
        schedule(revision=draft, item=activity, months=None, seen="", actor="alex")
    with pytest.raises(PlanError, match="before"):
        schedule(revision=draft, item=activity, months=SPRING[::-1], actor="kim")
    assert (
        difference(snapshot(draft), snapshot(copy_revision(revision=draft, actor="x"))).areas == ()
    )
    again = a_revision(a_draft(near_care()), sha256="e" * 64)
    assert Activity.objects.get(area__revision=again, text="Inför modellen").first_month == date(
        2025, 3, 1
    )


def decided() -> Revision:
    draft = a_revision()
    follow(revision=draft, line=item(STAY_LINE), indicator_id=STAY, known=KNOWN, actor="x")
    return decide_revision(
        revision=draft, decided_on=date(2023, 11, 9), decided_by="nämnden", actor="x"
    )


ACTS = {
    "shift": lambda r: shift(revision=r, item=item("I bruk"), by=1, actor="x"),
    "schedule": lambda r: schedule(
        revision=r, item=item("Inför modellen"), months=SPRING, actor="x"
    ),
    "move a sub-area": lambda r: move_sub_area(
        revision=r, item=item("Samverkan"), area=r.areas.get(order=2).item, actor="x"
    ),
    "move a line": lambda r: move_line(
        revision=r, item=item(STAY_LINE), area=r.areas.get(order=2).item, actor="x"
    ),
    "follow": lambda r: follow(
        revision=r, line=item(STAY_LINE), indicator_id="kontinuitet_coc", known=KNOWN, actor="x"
    ),
    "unfollow": lambda r: unfollow(
        revision=r, line=item(STAY_LINE), indicator_id=STAY, actor="x"
    ),
    "aim": lambda r: aim(
        revision=r, line=item(STAY_LINE), post=Goalpost(STAY, None, DUE), value=1.0,
        units=frozenset(), actor="x",
    ),
    "take up": lambda r: take_up(revision=r, goals=(), from_date=date(2024, 1, 1), actor="x"),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_no_act_changes_a_decided_revision(act: str) -> None:
    revision = decided()
    before, events = snapshot(revision), AuditEvent.objects.count()
    with pytest.raises(NotPermittedError):
        ACTS[act](revision)
    assert snapshot(revision) == before
    assert AuditEvent.objects.count() == events


def test_a_local_plan_takes_up_goals_once_and_serves_them() -> None:
    regional = a_revision()
    goals = list(Goal.objects.filter(sub_area__area__revision=regional))
    local = draft_local_plan(code="lokal-norr", name="Norr", unit_id="norr", actor="kim")
    day = date(2024, 1, 1)
    assert len(take_up(revision=local, goals=goals[:2], from_date=day, actor="kim")) == 2
    assert len(take_up(revision=local, goals=goals, from_date=day, actor="kim")) == len(goals) - 2
    trees = queries.area_trees(local)
    assert [tree.name for tree in trees] == ["Nära vård", "Digitala vårdtjänster"]
    assert [s.name for s in trees[0].sub_areas] == ["Samverkan", "Förebyggande"]
    assert set(Link.objects.values_list("target_id", flat=True)) == {g.item_id for g in goals}
    with pytest.raises(PlanError, match="already"):
        draft_local_plan(code="lokal-norr", name="Norr", unit_id="norr", actor="kim")


def test_a_local_plan_is_its_administrations_own_and_others_are_not() -> None:
    own = Plan(code="lokal", kind="local", unit_id="norr")
    other, whole = Plan(code="annan", kind="local", unit_id="soder"), Plan(code="plan")

    def may(role: Role, action: Action, plan: Plan, **held: str) -> bool:
        return may_in(Actor("x", frozenset({Held(role, **held)})), action, plan, area="a")

    north = {"unit_id": "norr"}
    assert may(Role.REPORTER, Action.REWORD, own, **north)
    assert not may(Role.REPORTER, Action.DECIDE_REVISION, own, **north)
    assert may(Role.APPROVER, Action.DECIDE_REVISION, own, **north)
    for plan in (other, whole):
        assert not may(Role.REPORTER, Action.REWORD, plan, **north)
        assert not may(Role.APPROVER, Action.DECIDE_REVISION, plan, **north)
    assert not may(Role.REPORTER, Action.REWORD, whole)
    assert may(Role.ANALYST, Action.REWORD, whole)
    assert may(Role.AREA_LEAD, Action.REWORD, whole, area="a")
    assert not may(Role.AREA_LEAD, Action.REWORD, whole, area="b")
    assert not may(Role.READER, Action.REWORD, own)


def test_a_period_is_not_named_as_another_of_its_area() -> None:
    draft = a_revision()
    period = AreaPeriod.objects.filter(area__revision=draft, heading="2023").get()
    with pytest.raises(PlanError, match="already"):
        reword(revision=draft, item=period.item, text="2024-2025", actor="x")
    with pytest.raises(PlanError, match="already"):
        add(revision=draft, kind=ItemKind.PERIOD, text="2023", parent=period.area.item, actor="x")
