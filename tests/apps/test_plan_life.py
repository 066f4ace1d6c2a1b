"""A draft from last year's revision or from a document: what is the same, and who says so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.making import STAY_LINE, a_draft, a_revision, digital_care, near_care
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.plans import queries
from riktning.apps.plans.actions import MeasureLink, decide_revision, link_measures, put_in_force
from riktning.apps.plans.copying import copy_revision
from riktning.apps.plans.editing import add, remove, reword
from riktning.apps.plans.errors import NotPermittedError, PlanError
from riktning.apps.plans.identity import (
    candidates,
    confirm_match,
    decline_match,
    said_by,
    suggestions,
)
from riktning.apps.plans.matching import Candidate, likeness, suggest
from riktning.apps.plans.models import Goal, Item, ItemKind, Revision, Target
from riktning.apps.plans.moving import move_activity, move_goal
from riktning.apps.plans.places import Rows, rows_of
from riktning.core.periods import Month
from riktning.documents.draft import DraftActivity, DraftGoal

pytestmark = pytest.mark.django_db
ACTOR = "utvecklingsenheten"
STAY = "medelvardtid_hjartsvikt"
DUE = Month(2027, 12)


def decided() -> Revision:
    revision = a_revision()
    links = [
        MeasureLink("Nära vård", STAY_LINE, STAY, None, 8.0, Month(2025, 12)),
        MeasureLink("Nära vård", STAY_LINE, STAY, None, 7.5, DUE),
        MeasureLink("Nära vård", STAY_LINE, STAY, "su", 8.0, DUE),
    ]
    link_measures(revision=revision, links=links, actor=ACTOR)
    return decide_revision(
        revision=revision, decided_on=date(2023, 11, 9), decided_by="nämnden", actor=ACTOR
    )


def said(rows: Rows) -> list[tuple[str, int, str]]:
    return [(kind, row.item_id, said_by(row)) for kind, every in rows.with_items for row in every]


def item_of(text: str) -> Item:
    return Goal.objects.filter(text=text).latest("pk").item


def test_several_months_of_a_unit_are_interim_targets_on_the_way() -> None:
    revision = decided()
    aims = [(t.unit_id, t.value, str(t.due)) for _id, t in queries.targets_of(revision)]
    assert aims == [(None, 8.0, "2025-12"), (None, 7.5, "2027-12"), ("su", 8.0, "2027-12")]


def test_a_target_that_changes_its_month_is_the_same_target() -> None:
    revision = a_revision()
    for value, due in ((8.0, Month(2026, 12)), (7.5, DUE)):
        link = MeasureLink("Nära vård", STAY_LINE, STAY, None, value, due)
        link_measures(revision=revision, links=[link], actor=ACTOR)
    target = Target.objects.get()
    assert (target.value, target.item.number) == (7.5, Item.objects.count())


def test_two_values_for_one_month_are_refused() -> None:
    links = [MeasureLink("Nära vård", STAY_LINE, STAY, None, v, DUE, row=2) for v in (7.0, 8.0)]
    with pytest.raises(PlanError, match="would have two targets, 7 and 8 by 2027-12"):
        link_measures(revision=a_revision(), links=links, actor=ACTOR)
    assert not Target.objects.exists()


def test_a_copy_says_the_same_of_the_same_items_and_leaves_the_original_alone() -> None:
    first = decided()
    before = said(rows_of(first))
    draft = copy_revision(revision=first, actor=ACTOR)
    assert (draft.number, draft.state, draft.predecessor) == (2, "draft", first)
    assert said(rows_of(draft)) == before == said(rows_of(first))
    assert queries.planned_targets(draft) == queries.planned_targets(first)
    trees = [queries.area_trees(revision) for revision in (first, draft)]
    assert [t.slug for t in trees[0]] == [t.slug for t in trees[1]]
    near = trees[1][0]
    assert [goal.text for goal in near.sub_areas[0].cells(near.periods[1].id)] == ["I bruk"]
    assert near.activities[0].sub_area_id == near.sub_areas[0].id
    assert AuditEvent.objects.get(action="copy revision").detail == {"copied": "plan 1"}


def test_copying_takes_as_many_queries_however_large_the_plan_is(
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    revision = a_revision(a_draft(*(near_care() for _ in range(20))))
    with django_assert_max_num_queries(24):
        copy_revision(revision=revision, actor=ACTOR)


def test_an_imported_document_keeps_what_stands_at_the_same_place_with_its_targets() -> None:
    first = decided()
    again = a_revision(sha256="b" * 64)
    assert said(rows_of(again)) == said(rows_of(first))
    assert queries.planned_targets(again) == queries.planned_targets(first)


def revised() -> Revision:
    """Next year's document: a goal and a line in other words, a goal added, an activity gone."""
    near = near_care()
    near.sub_areas[0].goals[0] = DraftGoal("2023", 1, "En gemensam bild")
    near.sub_areas[1].goals.append(DraftGoal("2023", 1, "Helt nytt"))
    near.activities = [DraftActivity("2024-2025", "Inför modellen")]
    near.indicators[0].text = f"{STAY_LINE}, dagar"
    return a_revision(a_draft(near, digital_care()), sha256="b" * 64)


def test_what_is_reworded_is_suggested_with_its_reasons_and_what_is_new_is_not() -> None:
    decided()
    found = {s.new.text: s for s in suggestions(revised())}
    assert set(found) == {"En gemensam bild", f"{STAY_LINE}, dagar"}
    goal = found["En gemensam bild"]
    assert goal.old.text == "Gemensam bild"
    assert (goal.common, goal.words, goal.moved) == (2, 3, False)
    assert goal.likeness == pytest.approx(0.85 * 2 * 2 / (2 + 3) + 0.15, abs=1e-3)


def test_a_confirmed_match_gives_the_draft_the_earlier_item_and_a_line_its_measures() -> None:
    first = decided()
    draft = revised()
    for suggestion in suggestions(draft):
        new, old = (Item.objects.get(pk=c.item) for c in (suggestion.new, suggestion.old))
        confirm_match(revision=draft, new=new, old=old, actor=ACTOR)
    assert suggestions(draft) == ()
    assert queries.planned_targets(draft) == queries.planned_targets(first)
    kept = {c.item for c in candidates(rows_of(draft))} & {
        c.item for c in candidates(rows_of(first))
    }
    assert {item_of("En gemensam bild").pk} <= kept
    event = AuditEvent.objects.filter(action="confirm match").earliest("pk")
    assert event.detail["before"] in {"Gemensam bild", STAY_LINE}


def test_what_stands_below_a_renamed_area_follows_when_the_area_is_confirmed() -> None:
    first = decided()
    near = near_care()
    near.name = "God och nära vård"
    draft = a_revision(a_draft(near, digital_care()), sha256="b" * 64)
    area = next(s for s in suggestions(draft) if s.new.kind == "area")
    new, old = (Item.objects.get(pk=c.item) for c in (area.new, area.old))
    confirm_match(revision=draft, new=new, old=old, actor=ACTOR)
    assert suggestions(draft) == ()
    assert queries.planned_targets(draft) == queries.planned_targets(first)
    (items,) = {tuple(sorted(c.item for c in candidates(rows_of(r)))) for r in (first, draft)}
    assert len(items) == len(set(items))
    assert AuditEvent.objects.get(action="confirm match").detail["below"] == 11


def test_a_declined_match_is_not_suggested_again() -> None:
    decided()
    draft = revised()
    for suggestion in suggestions(draft):
        new, old = (Item.objects.get(pk=c.item) for c in (suggestion.new, suggestion.old))
        decline_match(revision=draft, new=new, old=old, actor=ACTOR)
    assert suggestions(draft) == ()
    assert AuditEvent.objects.filter(action="decline match").count() == 2


@pytest.mark.parametrize("wrong", ["another kind", "taken already", "decided"])
def test_a_match_that_cannot_be_is_refused(wrong: str) -> None:
    first = decided()
    draft = first if wrong == "decided" else revised()
    new = Goal.objects.latest("pk").item
    old = Goal.objects.earliest("pk").item
    if wrong == "another kind":
        old = first.areas.earliest("pk").indicators.get(text=STAY_LINE).item
    if wrong == "taken already":
        new = item_of("En gemensam bild")
        old = item_of("I bruk")
    with pytest.raises(PlanError):
        confirm_match(revision=draft, new=new, old=old, actor=ACTOR)


@pytest.mark.parametrize(
    ("first", "second", "value"),
    [
        ("Gemensam bild", "gemensam  BILD", 1.0),
        ("a b c d", "a b x d", 0.75),
        ("a b", "b a", 0.5),  # the order of the words is weighed
        ("a b", "c d", 0.0),
        ("", "a", 0.0),
    ],
)
def test_likeness_counts_words_that_are_common_in_order(
    first: str, second: str, value: float
) -> None:
    assert likeness(first, second)[0] == value


def test_a_draft_is_edited_and_its_items_stay_who_they_are() -> None:
    draft = copy_revision(revision=decided(), actor=ACTOR)
    goal, near = item_of("Gemensam bild"), draft.areas.get(order=1)
    reword(revision=draft, item=goal, text="  Samma   bild ", actor=ACTOR)
    sub_area, period = near.sub_areas.get(order=2).item, near.periods.get(order=2).item
    move_goal(revision=draft, item=goal, sub_area=sub_area, period=period, actor=ACTOR)
    activity = near.activities.get(order=1)
    move_activity(revision=draft, item=activity.item, area=near.item, period=period, actor=ACTOR)
    new = add(
        revision=draft, kind=ItemKind.GOAL, text="Nytt mål", parent=sub_area, period=period,
        actor=ACTOR,
    )  # fmt: skip
    remove(revision=draft, item=item_of("I bruk"), actor=ACTOR)
    tree = queries.area_trees(draft)[0]
    assert [[g.text for g in s.goals] for s in tree.sub_areas] == [
        [],
        ["Fler nås tidigt", "Samma bild", "Nytt mål"],
    ]
    assert Goal.objects.get(text="Samma bild").item == goal
    assert Goal.objects.get(text="Nytt mål").item == new
    assert [a.text for a in tree.activities] == ["Inför modellen", "Ta fram en modell"]
    done = set(AuditEvent.objects.values_list("action", flat=True))
    assert done >= {"reword", "move", "add", "remove"}


@pytest.mark.parametrize("kind", [k for k in ItemKind if k not in {"goal", "target"}])
def test_every_kind_of_item_can_be_added_and_removed(kind: ItemKind) -> None:
    draft = a_revision()
    parent = None if kind is ItemKind.AREA else draft.areas.get(order=1).item
    item = add(revision=draft, kind=kind, text="2030", parent=parent, actor=ACTOR)
    assert (kind, item.pk, "2030") in said(rows_of(draft))
    remove(revision=draft, item=item, actor=ACTOR)
    assert (kind, item.pk, "2030") not in said(rows_of(draft))


def test_a_decided_revision_is_not_edited() -> None:
    revision = decided()
    with pytest.raises(NotPermittedError, match="cannot be edited"):
        reword(revision=revision, item=item_of("Gemensam bild"), text="x", actor=ACTOR)


@pytest.mark.parametrize("wrong", ["", "  \n "])
def test_an_empty_text_is_refused(wrong: str) -> None:
    with pytest.raises(PlanError, match="no text"):
        reword(revision=a_revision(), item=item_of("Gemensam bild"), text=wrong, actor=ACTOR)


def test_parts_of_different_areas_do_not_meet() -> None:
    draft = a_revision()
    near, digital = draft.areas.order_by("order")
    with pytest.raises(PlanError, match="different areas"):
        move_goal(
            revision=draft, item=item_of("I bruk"), sub_area=near.sub_areas.first().item,
            period=digital.periods.first().item, actor=ACTOR,
        )  # fmt: skip


def test_a_new_draft_follows_what_is_in_force_and_not_a_draft_beside_it() -> None:
    first = put_in_force(revision=decided(), actor=ACTOR)
    copy_revision(revision=first, actor=ACTOR)
    assert a_revision(sha256="c" * 64).predecessor == first


WORDS = st.lists(st.sampled_from("abcde"), min_size=1, max_size=5).map(" ".join)
CANDIDATES = st.lists(
    st.builds(Candidate, st.integers(1, 9), st.sampled_from(["goal", "area"]), WORDS,
              st.sampled_from([("x",), ("y",)])),
    max_size=6, unique_by=lambda c: c.item,
)  # fmt: skip


@given(CANDIDATES, CANDIDATES.map(lambda cs: [replace(c, item=c.item + 10) for c in cs]))
def test_no_pair_that_is_likely_enough_is_left_uncompared(
    new: list[Candidate], old: list[Candidate]
) -> None:
    found = suggest(new, old)
    taken = {s.new.item for s in found} | {s.old.item for s in found}
    for one in new:
        for other in old:
            value = likeness(one.text, other.text)[0] * 0.85 + 0.15 * (one.parent == other.parent)
            if one.kind == other.kind and value >= 0.4501 and likeness(one.text, other.text)[0]:
                assert {one.item, other.item} & taken, (one, other)
    assert all(s.new.kind == s.old.kind and s.likeness >= 0.45 for s in found)
    assert len(taken) == 2 * len(found)
