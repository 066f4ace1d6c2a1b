"""A draft becomes a revision, its lines are linked to measures, and it is decided."""

from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest

from apps.making import (
    READMISSION_LINE,
    STAY_LINE,
    a_draft,
    a_revision,
    digital_care,
    near_care,
)
from riktning.apps.organisation.models import AuditEvent, Unit
from riktning.apps.plans import queries
from riktning.apps.plans.actions import (
    MeasureLink,
    answer_question,
    decide_revision,
    link_measures,
    put_in_force,
)
from riktning.apps.plans.editing import reword
from riktning.apps.plans.errors import NotPermittedError, PlanError
from riktning.apps.plans.identity import decline_match
from riktning.apps.plans.models import Item, Measure, Plan, Question, Revision, State, Target
from riktning.apps.plans.policies import PERMITS, Act, permits
from riktning.core.errors import RiktningError
from riktning.core.periods import Month, PlanPeriod
from riktning.documents.draft import DraftActivity, DraftArea, DraftGoal, DraftPlan, DraftSubArea
from riktning.trends.judged import PlannedTarget
from riktning.trends.verdict import Target as Aim

pytestmark = pytest.mark.django_db
ACTOR = "utvecklingsenheten"
STAY = "medelvardtid_hjartsvikt"


def a_link(**given: Any) -> MeasureLink:
    return MeasureLink(
        **{"area": "Nära vård", "indicator": STAY_LINE, "indicator_id": STAY, "row": 2, **given}
    )


def link(revision: Revision, *links: MeasureLink) -> int:
    return link_measures(revision=revision, links=links, actor=ACTOR)


def decided(revision: Revision) -> Revision:
    return decide_revision(
        revision=revision,
        decided_on=date(2023, 11, 9),
        decided_by="regionstyrelsen",
        paragraph="§ 250",
        diary_number="RS 2023-1",
        actor=ACTOR,
    )


def test_everything_in_the_draft_is_read_back_as_it_was_written() -> None:
    near, digital = queries.area_trees(a_revision())
    assert (near.name, near.slug, digital.slug) == (
        "Nära vård",
        "nara-vard",
        "digitala-vardtjanster",
    )
    assert [(p.heading, p.years) for p in near.periods] == [
        ("2023", PlanPeriod(2023, 2023)),
        ("2024-2025", PlanPeriod(2024, 2025)),
    ]
    first, second = near.sub_areas
    assert [goal.text for goal in first.cells(near.periods[1].id)] == ["I bruk"]
    assert [goal.text for goal in second.cells(near.periods[0].id)] == []
    assert [(a.text, a.sub_area_id, a.period_id) for a in near.activities] == [
        ("Ta fram en modell", first.id, near.periods[0].id),
        ("Inför modellen", None, near.periods[1].id),
    ]
    assert [line.text for line in near.indicators] == [STAY_LINE, READMISSION_LINE]
    assert [q.text for q in Question.objects.all()] == ["Inför A Inför B"]


def test_what_does_not_fit_the_matrix_is_given_a_place_and_not_lost() -> None:
    area = DraftArea(
        name="Ö",
        sub_areas=[DraftSubArea("A", [DraftGoal("2023", 1, "x"), DraftGoal("2023", 1, "y")])],
        activities=[DraftActivity("Senare", "z", "B"), DraftActivity("", "odaterad")],
    )
    (stored,) = queries.area_trees(a_revision(a_draft(area)))
    assert [(goal.row, goal.text) for goal in stored.sub_areas[0].goals] == [(1, "x"), (2, "y")]
    assert [sub_area.name for sub_area in stored.sub_areas] == ["A", "B"]
    assert [(p.heading, p.years is None) for p in stored.periods] == [
        ("2023", False),
        ("Senare", True),
    ]
    assert [a.period_id for a in stored.activities] == [stored.periods[1].id, None]


def test_a_nul_character_of_a_pdf_does_not_stop_a_draft() -> None:
    area = DraftArea(name="Nära\x00 vård", activities=[DraftActivity("", "In\x00för")])
    (stored,) = queries.area_trees(a_revision(a_draft(area)))
    assert (stored.name, stored.activities[0].text) == ("Nära vård", "Inför")


def test_areas_of_the_same_name_get_different_addresses() -> None:
    areas = [DraftArea(name=name) for name in ("Nära vård", "Nära  vård", "???")]
    assert [a.slug for a in queries.area_trees(a_revision(DraftPlan(areas)))] == [
        "nara-vard",
        "nara-vard-2",
        "omrade",
    ]


def test_the_same_document_again_is_the_same_revision() -> None:
    first, again = a_revision(), a_revision()
    assert (first.pk, first.number) == (again.pk, 1)
    assert Plan.objects.get().revisions.count() == 1
    assert AuditEvent.objects.filter(action="create draft revision").count() == 1


def test_another_document_is_the_next_revision_of_the_same_plan() -> None:
    a_revision()
    assert str(a_revision(sha256="b" * 64)) == "plan 2"


def test_a_document_without_areas_stores_nothing() -> None:
    with pytest.raises(PlanError, match="no area"):
        a_revision(DraftPlan())
    assert not Plan.objects.exists()


def test_storing_a_draft_takes_as_many_queries_however_large_it_is(
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    with django_assert_num_queries(22):
        a_revision(code="liten")
    many = a_draft(*(near_care() for _ in range(20)))
    with django_assert_num_queries(22):
        a_revision(many, code="stor")


def test_reading_areas_takes_four_queries_however_large_the_plan_is(
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    revision = a_revision(a_draft(*(near_care() for _ in range(30))))
    with django_assert_num_queries(4):
        assert len(queries.area_trees(revision)) == 30
    with django_assert_num_queries(4):
        assert queries.area_tree(revision, "nara-vard-30") is not None


def test_a_link_says_which_measure_follows_a_line_and_what_it_shall_reach() -> None:
    revision = a_revision()
    link(
        revision,
        a_link(value=7.5, due=Month(2027, 12)),
        a_link(unit_id="su", value=8.0, due=Month(2026, 6)),
        a_link(indicator=f"  {READMISSION_LINE.upper()} ", indicator_id="aterinskrivning_65"),
    )
    assert queries.planned_targets(revision) == [
        PlannedTarget(STAY, None, Aim(7.5, Month(2027, 12))),
        PlannedTarget(STAY, "su", Aim(8.0, Month(2026, 6))),
    ]
    area = queries.area_tree(revision, "nara-vard")
    assert area is not None and area.indicator_ids == (STAY, "aterinskrivning_65")
    assert queries.indicator_areas(revision)[STAY] == (("nara-vard", "Nära vård"),)


def test_linking_again_changes_the_target_and_adds_nothing() -> None:
    revision = a_revision()
    for value in (7.5, 7.0):
        link(revision, a_link(value=value, due=Month(2027, 12)))
    assert [t.value for t in Target.objects.all()] == [7.0]
    assert Measure.objects.count() == 1


WRONG = {
    "the plan has no area 'Nara vard'": {"area": "Nara vard"},
    "did you mean 'Nära vård'": {"area": "nära vard"},
    "has no indicator 'Medelvårdtid'": {"indicator": "Medelvårdtid"},
    f"did you mean '{READMISSION_LINE}'": {"indicator": "Återinskrivning inom 30 dgr"},
    "the catalogue has no measure 'medelvardtid_hjartsvickt'; did you mean": {
        "indicator_id": "medelvardtid_hjartsvickt"
    },
    "needs both a value and a month": {"value": 3.0},
    "give both, or neither": {"due": Month(2027, 12)},
}


@pytest.mark.parametrize("sentence", WRONG)
def test_a_link_that_fits_nothing_is_one_sentence_with_its_row_and_stores_nothing(
    sentence: str,
) -> None:
    revision = a_revision()
    with pytest.raises(RiktningError) as caught:
        link(revision, a_link(row=1), a_link(**WRONG[sentence], row=2))
    assert sentence in caught.value.sentence
    assert caught.value.where == "link row 2"
    assert not Measure.objects.exists()


def test_a_target_of_an_unknown_unit_is_refused_once_units_are_known() -> None:
    revision = a_revision()
    target = {"unit_id": "su-hjarto", "value": 7.0, "due": Month(2027, 12)}
    link(revision, a_link(**target))
    Unit.objects.create(unit_id="su-hjarta", name="x", kind="clinic", from_date=date(2010, 1, 1))
    with pytest.raises(PlanError, match="no unit 'su-hjarto'; did you mean 'su-hjarta'"):
        link(revision, a_link(**target))


@pytest.mark.parametrize("code", ["", "vår plan", "a" * 61, "a/b", "plan\n"])
def test_a_code_that_cannot_be_an_address_is_refused(code: str) -> None:
    with pytest.raises(PlanError, match="cannot be the code of a plan"):
        a_revision(code=code)
    assert not Plan.objects.exists()


def test_a_measure_cannot_have_two_targets_at_one_unit() -> None:
    revision = a_revision()
    elsewhere = {"area": "Digitala vårdtjänster", "indicator": "Andel digitala kontakter"}
    link(revision, a_link(value=7.0, due=Month(2027, 12)))
    link(revision, a_link(**elsewhere, value=7.0, due=Month(2027, 12)))
    with pytest.raises(PlanError, match="would have two targets, 7 by 2027-12 in 'Nära vård'"):
        link(revision, a_link(**elsewhere, value=6.0, due=Month(2027, 12)))
    assert {t.value for t in Target.objects.all()} == {7.0}


def test_a_decision_is_recorded_with_body_date_paragraph_and_diary_number() -> None:
    stored = Revision.objects.get(pk=decided(a_revision()).pk)
    assert (stored.state, stored.decided_by) == ("decided", "regionstyrelsen")
    assert (stored.decision_paragraph, stored.diary_number) == ("§ 250", "RS 2023-1")
    event = AuditEvent.objects.get(action="decide revision")
    assert (event.actor, event.subject) == (ACTOR, "plan 1")


def test_a_decision_without_a_body_is_refused() -> None:
    revision = a_revision()
    with pytest.raises(PlanError, match="the body that took it"):
        decide_revision(
            revision=revision, decided_on=date(2023, 11, 9), decided_by=" ", actor=ACTOR
        )
    assert Revision.objects.get().state == State.DRAFT


def test_putting_a_revision_in_force_supersedes_the_one_before() -> None:
    first = put_in_force(revision=decided(a_revision()), actor=ACTOR)
    second = put_in_force(revision=decided(a_revision(sha256="b" * 64)), actor=ACTOR)
    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "in_force")


def test_readers_meet_the_revision_in_force_before_a_newer_draft() -> None:
    put_in_force(revision=decided(a_revision()), actor=ACTOR)
    newer = a_revision(sha256="b" * 64)
    assert queries.latest_revision("plan") == newer
    shown = queries.shown_revision("plan")
    assert shown is not None and shown.number == 1
    assert queries.find_revision("plan", 2) == newer
    assert queries.latest_revision("annan") is None


def test_a_draft_of_another_plan_never_takes_the_place_of_the_one_that_is_met() -> None:
    first = a_revision()
    a_revision(code="annan", sha256="c" * 64)
    assert queries.shown_revision() == first
    newer = a_revision(sha256="d" * 64)
    assert queries.shown_revision() == newer


def test_what_applies_is_met_before_what_is_decided_and_that_before_a_draft() -> None:
    a_revision()
    second = decided(a_revision(code="annan", sha256="c" * 64))
    assert queries.shown_revision() == second
    third = put_in_force(revision=decided(a_revision(code="tredje", sha256="d" * 64)), actor=ACTOR)
    assert queries.shown_revision() == third


def test_an_areas_address_leads_to_one_plan_and_stays_over_its_revisions() -> None:
    first = a_revision()
    other = a_revision(code="annan", sha256="c" * 64)
    again = a_revision(sha256="d" * 64)
    slugs = [[tree.slug for tree in queries.area_trees(r)] for r in (first, other, again)]
    assert slugs[0] == slugs[2]
    assert not set(slugs[0]) & set(slugs[1])
    assert queries.revision_with_area(slugs[1][0]) == other
    assert queries.revision_with_area(slugs[0][0]) == again
    assert queries.revision_with_area("ingen") is None


def act_on(revision: Revision, act: Act) -> None:
    match act:
        case Act.LINK:
            link(revision, a_link())
        case Act.ANSWER:
            question = revision.questions.get()
            answer_question(question=question, answer="två", actor=ACTOR)
        case Act.MATCH:
            new, old = Item.objects.filter(plan=revision.plan, kind="goal")[:2]
            decline_match(revision=revision, new=new, old=old, actor=ACTOR)
        case Act.EDIT:
            goal = Item.objects.filter(plan=revision.plan, kind="goal").first()
            reword(revision=revision, item=goal, text="Nytt", actor=ACTOR)
        case Act.DECIDE:
            decided(revision)
        case Act.PUT_IN_FORCE:
            put_in_force(revision=revision, actor=ACTOR)
        case Act.SUPERSEDE:
            put_in_force(revision=decided(a_revision(sha256="e" * 64)), actor=ACTOR)


def in_state(state: State) -> Revision:
    revision = a_revision()
    if state is not State.DRAFT:
        revision = decided(revision)
    if state in {State.IN_FORCE, State.SUPERSEDED}:
        revision = put_in_force(revision=revision, actor=ACTOR)
    if state is State.SUPERSEDED:
        put_in_force(revision=decided(a_revision(sha256="d" * 64)), actor=ACTOR)
        revision.refresh_from_db()
    return revision


@pytest.mark.parametrize(
    ("state", "act"), [*product(State, [act for act in Act if act is not Act.SUPERSEDE])]
)
def test_an_act_is_done_exactly_when_the_state_permits_it(state: State, act: Act) -> None:
    revision = in_state(state)
    before = Revision.objects.values().get(pk=revision.pk), Measure.objects.count()
    if permits(state, act):
        act_on(revision, act)
        return
    with pytest.raises(NotPermittedError, match=f"a revision that is {state.value} cannot be"):
        act_on(revision, act)
    assert (Revision.objects.values().get(pk=revision.pk), Measure.objects.count()) == before


def test_the_policy_has_a_row_for_every_state_and_a_use_for_every_act() -> None:
    assert set(PERMITS) == set(State)
    assert set().union(*PERMITS.values()) == set(Act)


def test_a_stale_copy_of_a_revision_does_not_get_round_the_policy() -> None:
    stale = a_revision()
    decided(Revision.objects.get())
    with pytest.raises(NotPermittedError):
        link(stale, a_link())


def test_an_action_without_an_actor_is_refused_and_undone() -> None:
    revision = a_revision()
    with pytest.raises(RiktningError, match="needs to know who acts"):
        link_measures(revision=revision, links=[a_link()], actor=" ")
    assert not Measure.objects.exists()


def test_every_plan_is_listed_with_its_revisions_newest_first() -> None:
    a_revision()
    a_revision(a_draft(digital_care()), sha256="b" * 64)
    (plan,) = queries.all_plans()
    assert [(r.number, r.areas) for r in plan.revisions] == [
        (2, ("Digitala vårdtjänster",)),
        (1, ("Nära vård", "Digitala vårdtjänster")),
    ]
