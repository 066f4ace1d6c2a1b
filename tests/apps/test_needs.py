"""Needs: the four steps with their gates, who may what, what is kept, and what nobody loses."""

from dataclasses import fields, replace

import pytest
from django.db import DatabaseError, transaction

from apps.group_store import ANALYST, LEAD, READER, REPORTER
from apps.need_store import (
    DAY,
    EXAMPLE,
    a_frame,
    a_need,
    commissioned,
    decided,
    judged,
    ready,
    to_position,
)
from riktning.apps.governance.kinds import Outcome
from riktning.apps.governance.loading import read_yaml
from riktning.apps.needs.errors import ClosedGateError, MovedMeanwhileError, NeedError
from riktning.apps.needs.facts import known
from riktning.apps.needs.frame import load_frame
from riktning.apps.needs.gates import FEWEST_PLACEMENTS, GATES, Lack, NeedFacts, lacks
from riktning.apps.needs.judging import agree, answer_criterion, place_need, spread
from riktning.apps.needs.models import (
    BodyPart,
    Criterion,
    Level,
    Move,
    Need,
    Origin,
    Perspective,
    Placement,
    PriorityArea,
    Reply,
    ReportKind,
)
from riktning.apps.needs.moving import decide_need, move_need
from riktning.apps.needs.registering import (
    change_commission,
    change_need,
    register_need,
    report_need,
)
from riktning.apps.needs.steps import Act, Standing, Step
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import NotAllowedError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _frame():
    a_frame()


# The frame


def test_the_example_is_the_frame_and_reading_it_again_changes_nothing():
    assert [p.areas.count() for p in Perspective.objects.all()] == [2, 3, 3]
    load_frame(data=read_yaml(EXAMPLE), actor=ANALYST)
    assert PriorityArea.objects.count() == 8
    assert Criterion.objects.count() == 7


def test_a_criterion_that_is_taken_away_is_retired_and_its_answers_stay():
    need = to_position(a_need())
    judged(need)
    data = read_yaml(EXAMPLE)
    gone = data["criteria"].pop()
    load_frame(data=data, actor=ANALYST)
    assert Criterion.objects.get(code=gone["code"]).retired
    assert len(known(need).replies) == 7
    assert known(need).facts.criteria
    with pytest.raises(NeedError, match="not asked"):
        answer_criterion(
            need=need, criterion=Criterion.objects.get(code=gone["code"]), reply=Reply.NO,
            reason="r", actor=LEAD,
        )  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [{"colour": 1}, {"perspectives": [{}]}, {"criteria": [1]}, {"bodies": {"king": "vvg"}},
     {"bodies": {"position": "ingen"}}],
)  # fmt: skip
def test_a_frame_that_is_wrong_changes_nothing(data):
    before = list(Criterion.objects.values())
    with pytest.raises(NeedError):
        load_frame(data={"criteria": [{"code": "ny", "question": "Ny?"}], **data}, actor=ANALYST)
    assert list(Criterion.objects.values()) == before


# The gates


def test_every_lack_stands_at_one_gate():
    asked = [lack for gate in GATES.values() for lack, _ in gate]
    assert sorted(asked) == sorted(Lack)
    assert set(GATES) == set(Step)


OPEN = NeedFacts(
    **{f.name: FEWEST_PLACEMENTS if f.name == "placements" else True for f in fields(NeedFacts)}
)


@pytest.mark.parametrize("step", Step)
def test_a_gate_opens_when_all_is_there_and_closes_when_one_thing_is_missing(step):
    assert lacks(step, OPEN) == ()
    for lack, _ in GATES[step]:
        missing = FEWEST_PLACEMENTS - 1 if lack is Lack.PLACEMENTS else False
        without = replace(OPEN, **{lack.value: missing})
        assert lacks(step, without) == (lack,)


def test_the_political_body_is_heard_only_where_it_shall_be():
    for step, part in ((Step.POSITION, "consultation"), (Step.COMPLETED, "final_consultation")):
        without = replace(OPEN, **{part: False})
        assert lacks(step, without)
        assert not lacks(step, replace(without, consulted=False))


def test_a_need_goes_through_the_four_steps_and_every_gate_is_closed_first():
    need = a_need(problem="", affected="", area=None, consulted=True)
    with pytest.raises(ClosedGateError) as first:
        to_position(need)
    assert first.value.lacks == ("problem", "affected", "area")
    values = {"problem": "p", "affected": "a", "area": PriorityArea.objects.first()}
    change_need(need=need, values=values, actor=LEAD)
    for step in Step:
        need.refresh_from_db()
        assert (need.step, need.standing) == (step, Standing.ACTIVE)
        act = Act.CLOSE if step is Step.COMPLETED else Act.ADVANCE
        if step is not Step.IDENTIFIED:
            with pytest.raises(ClosedGateError) as closed:
                move_need(need=need, act=act, actor=LEAD)
            assert closed.value.lacks == tuple(lack for lack, _ in GATES[step])
            ready(need)
        move_need(need=need, act=act, actor=LEAD)
    need.refresh_from_db()
    assert (need.step, need.standing) == (Step.COMPLETED, Standing.CLOSED)
    assert [m.act for m in need.moves.all()] == ["register", *["advance"] * 3, "close"]
    trail = AuditEvent.objects.filter(subject=str(need), action="need.move")
    assert trail.count() == 4


def test_a_later_refusal_of_the_body_closes_the_gate_again():
    need = to_position(a_need())
    judged(need)
    decided(need)
    assert lacks(Step.POSITION, known(need).facts) == ()
    decided(need, outcome=Outcome.RETURNED)
    assert lacks(Step.POSITION, known(need).facts) == (Lack.POSITION,)


def test_the_position_of_one_step_is_none_of_the_other():
    need = to_position(a_need())
    ready(need)
    move_need(need=need, act=Act.ADVANCE, actor=LEAD)
    commissioned(need)
    move_need(need=need, act=Act.ADVANCE, actor=LEAD)
    assert Lack.FINAL_POSITION in lacks(Step.COMPLETED, known(Need.objects.get()).facts)


# Moves


@pytest.mark.parametrize("act", [Act.PAUSE, Act.REFUSE, Act.BACK])
def test_to_step_back_pause_or_refuse_says_why(act):
    need = to_position(a_need())
    with pytest.raises(NeedError, match="says why"):
        move_need(need=need, act=act, reason=" \n", actor=LEAD)
    move_need(need=need, act=act, reason="Vi väntar.", actor=LEAD)
    assert need.moves.last().reason == "Vi väntar."


def test_somebody_who_saw_another_place_moves_nothing():
    need = a_need()
    seen = (need.step, need.standing)
    to_position(need)
    with pytest.raises(MovedMeanwhileError):
        move_need(need=need, act=Act.ADVANCE, seen=seen, actor=LEAD)


def test_age_in_step_begins_anew_with_the_step_and_not_with_a_pause():
    need = a_need()
    began = need.since
    move_need(need=need, act=Act.PAUSE, reason="r", actor=LEAD)
    move_need(need=need, act=Act.RESUME, actor=LEAD)
    need.refresh_from_db()
    assert need.since == began
    assert to_position(need).since > began


def _acts(need):
    criterion = Criterion.objects.first()
    place = {"importance": 5, "urgency": 5}
    return [
        lambda actor: register_need(
            title="t", origin=Origin.LAW, level=Level.LOCAL, actor=actor
        ),
        lambda actor: change_need(need=need, values={"problem": "x"}, actor=actor),
        lambda actor: change_commission(need=need, values={"leader": "x"}, actor=actor),
        lambda actor: answer_criterion(
            need=need, criterion=criterion, reply=Reply.NO, reason="r", actor=actor
        ),
        lambda actor: place_need(need=need, **place, actor=actor),
        lambda actor: agree(need=need, **place, reason="r", actor=actor),
        lambda actor: report_need(
            need=need, kind=ReportKind.INTERIM, given_on=DAY, text="t", actor=actor
        ),
        lambda actor: move_need(need=need, act=Act.PAUSE, reason="r", actor=actor),
        lambda actor: decide_need(
            need=need, part=BodyPart.POSITION, decided_on=DAY, paragraph="1",
            outcome=Outcome.NOTED, text="t", actor=actor,
        ),
        lambda actor: load_frame(data={}, actor=actor),
    ]  # fmt: skip


def test_a_reader_changes_nothing_and_a_reporter_registers_and_places():
    need = to_position(a_need())
    for act in _acts(need):
        with pytest.raises(NotAllowedError):
            act(READER)
    permitted = []
    for number, act in enumerate(_acts(need)):
        try:
            act(REPORTER)
        except NotAllowedError:
            continue
        permitted.append(number)
    assert permitted == [0, 4]


def test_a_closed_or_refused_need_takes_no_more_words():
    need = to_position(a_need())
    move_need(need=need, act=Act.REFUSE, reason="r", actor=LEAD)
    for act in _acts(need)[1:6]:
        with pytest.raises(NeedError, match="refused"):
            act(ANALYST)
    move_need(need=need, act=Act.REOPEN, reason="Nytt läge", actor=LEAD)
    change_need(need=need, values={"problem": "x"}, actor=LEAD)


def test_what_somebody_changed_meanwhile_is_not_written_over():
    need = a_need()
    change_need(need=need, values={"problem": "A"}, edit=0, actor=LEAD)
    with pytest.raises(MovedMeanwhileError):
        change_need(need=need, values={"problem": "B"}, edit=0, actor=ANALYST)
    change_commission(need=need, values={"leader": "A"}, edit=0, actor=LEAD)
    with pytest.raises(MovedMeanwhileError):
        change_commission(need=need, values={"leader": "B"}, edit=0, actor=LEAD)


# The matrix


def test_each_persons_latest_placing_counts_and_all_are_kept():
    need = to_position(a_need())
    for actor, place in ((LEAD, (2, 2)), (REPORTER, (9, 9)), (LEAD, (3, 4))):
        place_need(need=need, importance=place[0], urgency=place[1], actor=actor)
    found = {p.actor: (p.importance, p.urgency) for p in known(need).placements}
    assert found == {LEAD.name: (3, 4), REPORTER.name: (9, 9)}
    assert Placement.objects.count() == 3


def test_agreeing_takes_two_and_keeps_where_each_stood():
    need = to_position(a_need())
    place_need(need=need, importance=2, urgency=2, actor=LEAD)
    with pytest.raises(NeedError, match="have placed"):
        agree(need=need, importance=5, urgency=5, reason="r", actor=LEAD)
    place_need(need=need, importance=9, urgency=9, actor=REPORTER)
    made = agree(need=need, importance=5, urgency=5, reason="Mitt emellan", actor=LEAD)
    assert made.placed == [[LEAD.name, 2, 2], [REPORTER.name, 9, 9]]


@pytest.mark.parametrize("place", [(0, 5), (5, 11)])
def test_a_place_is_within_the_matrix(place):
    need = to_position(a_need())
    with pytest.raises(NeedError, match="from 1 to 10"):
        place_need(need=need, importance=place[0], urgency=place[1], actor=LEAD)


def test_spread_tells_whether_they_differ_in_the_matter():
    assert spread([]) is None
    assert not spread([6, 9]).across
    assert spread([5, 6]).across
    assert (spread([1, 2, 9]).middle, spread([1, 2, 9]).lowest, spread([1, 2, 9]).highest) == (
        2, 1, 9,
    )  # fmt: skip


# What the database keeps


def _said():
    need = to_position(a_need())
    judged(need)
    decided(need)
    move_need(need=need, act=Act.ADVANCE, actor=LEAD)
    commissioned(need)
    return need


CHANGES = [
    lambda need: Need.objects.update(step="identified", standing="closed"),
    lambda need: Need.objects.update(step="identified"),
    lambda need: Need.objects.filter(pk=need.pk)._raw_delete("default"),
    lambda need: Placement.objects.update(importance=1),
    lambda need: Placement.objects.all()._raw_delete("default"),
    lambda need: need.replies.update(reason="x"),
    lambda need: need.agreements.update(reason="x"),
    lambda need: need.reports.update(text="x"),
    lambda need: Move.objects.update(reason="x"),
    lambda need: Move.objects.all()._raw_delete("default"),
]


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_nothing_said_is_changed_and_no_way_is_made_by_hand(number):
    need = _said()
    expected = pytest.raises(DatabaseError, match=r"append-only|only the ways|closed_when")
    with expected, transaction.atomic():
        CHANGES[number](need)
    need.refresh_from_db()
    assert need.step == Step.IMPLEMENTATION


def test_asking_what_is_known_is_a_fixed_number_of_questions(django_assert_max_num_queries):
    need = _said()
    with django_assert_max_num_queries(9):
        assert known(need).facts.interim_report
