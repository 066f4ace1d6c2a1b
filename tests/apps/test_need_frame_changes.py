"""Perspectives, areas, criteria and bodies are data, changed one by one and in the trail."""

import pytest

from apps.group_store import ANALYST, LEAD, a_body
from apps.need_store import a_frame, a_need, judged, to_position
from riktning.apps.needs import framing
from riktning.apps.needs.errors import MovedMeanwhileError, NeedError
from riktning.apps.needs.facts import known
from riktning.apps.needs.models import Body, BodyPart, Criterion, Perspective, PriorityArea
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import NotAllowedError


@pytest.fixture(autouse=True)
def frame(db):
    a_frame()


def trail():
    return [
        (event.detail["what"], event.detail.get("was"), event.detail.get("now"))
        for event in AuditEvent.objects.filter(action="need.frame").order_by("id")
        if "what" in event.detail
    ]


def test_a_frame_of_ones_own_can_be_entered_whole():
    perspective = framing.add_perspective(name="Eget  perspektiv", text="Text", actor=ANALYST)
    first = framing.add_area(perspective=perspective, name="Ett område", actor=ANALYST)
    second = framing.add_area(perspective=perspective, name="Ett område", actor=ANALYST)
    criterion = framing.add_criterion(question="Är det mätbart?", actor=ANALYST)
    assert (first.code, second.code) == ("ett-omrade", "ett-omrade-2")
    assert perspective.name == "Eget perspektiv"
    assert [area.pk for area in perspective.areas.all()] == [first.pk, second.pk]
    need = to_position(a_need(area=first))
    assert criterion in known(need).criteria
    assert trail()[-1] == ("criterion", None, "Är det mätbart?")


def test_words_are_changed_with_what_was_seen_and_two_do_not_overwrite_each_other():
    area = PriorityArea.objects.first()
    before = area.name
    framing.reword(part=area, words="Nya ord", seen=before, actor=ANALYST)
    with pytest.raises(MovedMeanwhileError):
        framing.reword(part=area, words="Andra ord", seen=before, actor=ANALYST)
    area.refresh_from_db()
    assert area.name == "Nya ord"
    assert trail() == [("priorityarea", before, "Nya ord")]


def test_an_answered_criterion_keeps_its_question_and_its_answers_when_it_is_retired():
    need = to_position(a_need())
    judged(need)
    criterion = Criterion.objects.first()
    with pytest.raises(NeedError, match="is answered"):
        framing.reword(part=criterion, words="Annat?", seen=criterion.question, actor=ANALYST)
    framing.ask(criterion=criterion, asked=False, actor=ANALYST)
    framing.ask(criterion=criterion, asked=False, actor=ANALYST)  # it is so already
    assert known(need).replies[criterion.pk].reason
    assert criterion not in known(a_need()).criteria
    framing.ask(criterion=criterion, asked=True, actor=ANALYST)
    assert Criterion.objects.get(pk=criterion.pk) in known(a_need()).criteria
    assert len(trail()) == 2


def test_the_last_criterion_is_always_asked():
    first, *rest = Criterion.objects.all()
    for each in rest:
        framing.ask(criterion=each, asked=False, actor=ANALYST)
    with pytest.raises(NeedError, match="last criterion"):
        framing.ask(criterion=first, asked=False, actor=ANALYST)


def test_what_nothing_stands_in_is_taken_away_and_nothing_else():
    area = PriorityArea.objects.first()
    a_need(area=area)
    for part in (area, area.perspective):
        with pytest.raises(NeedError, match="stands in it"):
            framing.remove(part=part, actor=ANALYST)
    empty = framing.add_perspective(name="Tomt", actor=ANALYST)
    framing.remove(part=empty, actor=ANALYST)
    assert not Perspective.objects.filter(pk=empty.pk).exists()
    with pytest.raises(NeedError, match="not there any more"):
        framing.remove(part=empty, actor=ANALYST)


def test_a_part_moves_up_among_those_it_stands_with():
    areas = list(PriorityArea.objects.filter(perspective=Perspective.objects.first()))
    framing.put_before(part=areas[1], actor=ANALYST)
    framing.put_before(part=areas[1], actor=ANALYST)  # it is first already
    now = PriorityArea.objects.filter(perspective=areas[0].perspective)
    assert [area.pk for area in now] == [areas[1].pk, areas[0].pk, *(a.pk for a in areas[2:])]


def test_another_group_takes_the_positions():
    other = a_body("annat")
    framing.choose_body(part=BodyPart.POSITION, group=other, actor=ANALYST)
    assert Body.objects.get(part=BodyPart.POSITION).group == other
    assert trail() == [("position", "vvg", "annat")]


def test_only_who_may_changes_the_frame():
    area = PriorityArea.objects.first()
    for act in (
        lambda: framing.add_perspective(name="x", actor=LEAD),
        lambda: framing.add_area(perspective=area.perspective, name="x", actor=LEAD),
        lambda: framing.add_criterion(question="x", actor=LEAD),
        lambda: framing.reword(part=area, words="x", seen=area.name, actor=LEAD),
        lambda: framing.put_before(part=area, actor=LEAD),
        lambda: framing.remove(part=area, actor=LEAD),
        lambda: framing.ask(criterion=Criterion.objects.first(), asked=False, actor=LEAD),
        lambda: framing.choose_body(part=BodyPart.POSITION, group=a_body("b"), actor=LEAD),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert trail() == []


@pytest.mark.parametrize("words", ["", "   ", "\n\t"])
def test_nothing_is_without_words(words):
    with pytest.raises(NeedError, match="no words"):
        framing.add_criterion(question=words, actor=ANALYST)
