"""Meetings: who calls them, what is asked before, what follows, and what never changes after."""

from datetime import date, time

import pytest
from django.db import IntegrityError, connection, transaction

from apps.group_store import LEAD, a_group
from apps.meeting_store import (
    DAY,
    MEMBER,
    OUTSIDER,
    SECRETARY,
    SOUTHERN,
    WORDS,
    a_meeting,
    a_point,
    a_seat,
    a_whole_meeting,
    answer,
    ask,
    details,
)
from apps.round_store import ANALYST, NORTH, REPORTER, REST, SOUTH, fill_round_plans
from riktning.apps.governance.groups import close_group
from riktning.apps.governance.items import Owner
from riktning.apps.governance.kinds import Outcome, SeatPart
from riktning.apps.governance.models import ActionItem, Decision
from riktning.apps.meetings.agenda import (
    PointDetails,
    add_document,
    change_point,
    move_point,
    order_points,
    remove_point,
)
from riktning.apps.meetings.asking import Said, answer_positions
from riktning.apps.meetings.calling import (
    cancel_meeting,
    change_meeting,
    hold_meeting,
    plan_again,
    publish_meeting,
)
from riktning.apps.meetings.errors import MeetingError
from riktning.apps.meetings.kinds import MeetingState, PointKind, PositionWord, Presence, ShownTo
from riktning.apps.meetings.minutes import (
    Attended,
    Verdict,
    act_on,
    approve_minutes,
    decide_at,
    make_activity,
    record_attendance,
    write_minutes,
)
from riktning.apps.meetings.models import (
    Attendance,
    Meeting,
    Point,
    PointDecision,
    PointDocument,
    Position,
)
from riktning.apps.meetings.queries import find_meeting, meetings_of, owed_positions, whole_of
from riktning.apps.meetings.rights import leads, sees_within
from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import NotAllowedError
from riktning.apps.plans.models import Activity, Area

pytestmark = pytest.mark.django_db
LATER = date(2025, 9, 5)


def headings(meeting):
    return list(meeting.points.values_list("heading", flat=True))


def held(meeting):
    return hold_meeting(meeting=meeting, today=DAY, actor=ANALYST)


def with_minutes(meeting):
    """Held, with a decision, an action and notes."""
    meeting = held(meeting)
    point = meeting.points.get(kind=PointKind.DECISION)
    verdict = Verdict("12", Outcome.APPROVED, "Arbetet börjar i oktober.")
    decision = decide_at(point=point, verdict=verdict, actor=SECRETARY)
    act_on(
        made=decision.at_point, text="Skriv en tidplan", owner=Owner(unit_id=NORTH),
        due_on=LATER, actor=SECRETARY,
    )  # fmt: skip
    write_minutes(
        meeting=meeting, introduction="Ordföranden hälsar välkommen.",
        notes={meeting.points.first().pk: "Staben **berättar**."}, actor=SECRETARY,
    )  # fmt: skip
    rows = [Attended("utvecklingschef", NORTH, Presence.PRESENT)]
    record_attendance(meeting=meeting, rows=rows, actor=SECRETARY)
    meeting.refresh_from_db()
    return meeting


def approved(meeting):
    with_minutes(meeting)
    return approve_minutes(meeting=meeting, on=LATER, by="ordförande", actor=SECRETARY)


class TestCalling:
    def test_the_chair_and_the_secretary_call_and_a_member_does_not(self):
        group = a_group()
        a_seat(group, SECRETARY, SeatPart.SECRETARY)
        a_seat(group, REPORTER, SeatPart.MEMBER, "ledamot")
        assert a_meeting(group, SECRETARY).called_by == SECRETARY.name
        for actor in (REPORTER, LEAD, OUTSIDER):
            with pytest.raises(NotAllowedError):
                a_meeting(group, actor)
        assert leads(ANALYST, group)

    def test_a_chair_of_another_group_or_of_former_days_does_not(self):
        group, other = a_group(), a_group("kansli")
        a_seat(other, SECRETARY, SeatPart.CHAIR)
        assert not leads(SECRETARY, group)
        seat = a_seat(group, SECRETARY, SeatPart.CHAIR)
        assert leads(SECRETARY, group)
        seat.to_date = date(2024, 6, 1)
        seat.save()
        assert not leads(SECRETARY, group)

    @pytest.mark.parametrize(
        "given",
        [{"title": "  "}, {"ends": time(9)}, {"ends": time(8)}, {"day": date(2023, 12, 31)}],
    )
    def test_a_meeting_that_cannot_be_is_refused(self, given):
        with pytest.raises(MeetingError) as refused:
            a_meeting(**given)
        assert refused.value.told

    def test_a_closed_group_meets_no_more(self):
        group = close_group(group=a_group(), last_day=date(2025, 1, 1), reason="x", actor=ANALYST)
        with pytest.raises(MeetingError):
            a_meeting(group)

    def test_calendars_are_told_of_each_change_and_of_nothing_else(self):
        meeting = a_meeting()
        same = change_meeting(meeting=meeting, details=details(), actor=ANALYST)
        assert same.sequence == 0
        moved = change_meeting(meeting=meeting, details=details(place="Annan sal"), actor=ANALYST)
        assert (moved.sequence, moved.uid) == (1, meeting.uid)
        a_point(meeting)
        off = cancel_meeting(meeting=meeting, reason="För få kan komma", actor=ANALYST)
        assert (off.sequence, off.state) == (3, MeetingState.CANCELLED)

    def test_a_cancelled_meeting_says_why_and_is_final(self):
        meeting = a_meeting()
        with pytest.raises(MeetingError):
            cancel_meeting(meeting=meeting, reason=" ", actor=ANALYST)
        cancel_meeting(meeting=meeting, reason="Sjukdom", actor=ANALYST)
        for act in (lambda: a_point(meeting), lambda: held(meeting)):
            with pytest.raises(MeetingError):
                act()

    def test_it_is_held_from_its_day_on_and_can_be_planned_again(self):
        meeting = a_meeting()
        with pytest.raises(MeetingError):
            hold_meeting(meeting=meeting, today=date(2025, 8, 29), actor=ANALYST)
        assert held(meeting).state == MeetingState.HELD
        with pytest.raises(MeetingError):
            a_point(meeting)
        assert plan_again(meeting=meeting, actor=ANALYST).state == MeetingState.PLANNED
        a_point(meeting)


class TestAgenda:
    def test_points_are_put_in_order_and_moved_within_it(self):
        meeting = a_meeting()
        first, second, third = (a_point(meeting, each) for each in ("A", "B", "C"))
        order_points(meeting=meeting, order=[third.pk, first.pk], actor=ANALYST)
        assert headings(meeting) == ["C", "A", "B"]
        move_point(point=second, steps=-1, actor=ANALYST)
        assert headings(meeting) == ["C", "B", "A"]
        move_point(point=third, steps=-5, actor=ANALYST)
        move_point(point=third, steps=9, actor=ANALYST)
        assert headings(meeting) == ["B", "A", "C"]

    def test_an_order_with_strangers_and_repetitions_keeps_every_point(self):
        meeting = a_meeting()
        other = a_point(a_meeting(a_group("annan")), "Främmande")
        first, second = a_point(meeting, "A"), a_point(meeting, "B")
        order_points(meeting=meeting, order=[other.pk, second.pk, second.pk, 0], actor=ANALYST)
        assert headings(meeting) == ["B", "A"]
        assert Point.objects.get(pk=other.pk).order == 1
        assert first.pk

    def test_a_point_of_decision_says_what_is_wanted(self):
        meeting = a_meeting()
        with pytest.raises(MeetingError):
            a_point(meeting, kind=PointKind.DECISION)
        point = a_point(meeting)
        said = PointDetails("Läget", PointKind.DECISION, wanted="Att börja")
        assert change_point(point=point, details=said, actor=ANALYST).wanted == "Att börja"

    def test_areas_are_taken_up_at_one_point(self):
        meeting = a_meeting()
        first = a_point(meeting, "A", takes_up_areas=True)
        a_point(meeting, "B", takes_up_areas=True)
        first.refresh_from_db()
        assert not first.takes_up_areas

    def test_a_removed_point_stays_in_the_trail(self):
        meeting = a_meeting()
        remove_point(point=a_point(meeting, "Utgår"), actor=ANALYST)
        assert headings(meeting) == []
        assert AuditEvent.objects.latest("pk").detail["heading"] == "Utgår"

    @pytest.mark.parametrize(
        "address", ["javascript:alert(1)", "file:///etc/passwd", "plan.pdf", "https://", ""]
    )
    def test_a_document_lies_on_the_web(self, address):
        with pytest.raises(MeetingError):
            add_document(point=a_point(a_meeting()), title="Plan", address=address, actor=ANALYST)
        assert not PointDocument.objects.exists()


class TestPositions:
    def test_each_administration_is_asked_about_each_area(self):
        meeting = a_whole_meeting()
        whole = whole_of(meeting)
        assert whole.units == (NORTH, SOUTH)
        assert [name for _area, name in whole.areas] == ["Nära vård"]
        assert whole.silent == (SOUTH,)
        assert [p.unit_id for p in owed_positions([NORTH, SOUTH], DAY)] == [SOUTH]

    def test_an_answer_says_a_word_and_where_something_is_amiss_why(self):
        meeting = a_whole_meeting()
        said = meeting.positions.get(unit_id=NORTH)
        assert (said.word, said.text, said.answered_by) == ("behind", WORDS, REPORTER.name)
        for word in ("behind", "obstructed"):
            with pytest.raises(MeetingError) as refused:
                answer(meeting, SOUTHERN, SOUTH, word=word, text="  ")
            assert refused.value.told.startswith("Nära vård: ")
        assert answer(meeting, SOUTHERN, SOUTH, word="in_phase", text="").changed == 1

    def test_only_the_administration_answers_for_itself(self):
        meeting = a_whole_meeting()
        for actor in (SOUTHERN, ANALYST, LEAD):
            with pytest.raises(NotAllowedError):
                answer(meeting, actor, NORTH)

    def test_who_is_not_asked_cannot_answer(self):
        meeting = a_whole_meeting()
        with pytest.raises(MeetingError):
            answer_positions(meeting=meeting, unit_id=REST, said={}, actor=_of(REST))

    def test_nobody_writes_over_an_answer_that_was_not_seen(self):
        meeting = a_whole_meeting()
        before = meeting.positions.get(unit_id=NORTH)
        done = answer(meeting, word="in_phase", text="Allt går bra", seen="")
        assert (done.changed, done.meanwhile) == (0, ("Nära vård",))
        seen = before.answered_at.isoformat()
        assert answer(meeting, word="in_phase", text="Nu i fas", seen=seen).changed == 1
        assert answer(meeting, word="in_phase", text="Nu i fas", seen=seen).meanwhile == ()

    def test_asking_anew_keeps_what_is_answered(self):
        meeting = a_whole_meeting()
        ask(meeting, meeting.revision, units=[SOUTH, REST])
        assert list(meeting.positions.values_list("unit_id", "word")) == [
            (NORTH, "behind"), (REST, ""), (SOUTH, ""),
        ]  # fmt: skip

    def test_answers_come_before_the_meeting(self):
        revision, meeting = fill_round_plans(), a_meeting()
        with pytest.raises(MeetingError):
            ask(meeting, revision, answer_by=date(2025, 8, 31))
        for nothing in ({"areas": []}, {"units": []}, {"units": ["ingen"]}):
            with pytest.raises(MeetingError):
                ask(meeting, revision, **nothing)
        ask(meeting, revision)
        moved = details(day=date(2025, 8, 20))
        now = change_meeting(meeting=meeting, details=moved, actor=ANALYST)
        assert now.answer_by == now.day

    def test_after_the_meeting_nobody_answers(self):
        meeting = held(a_whole_meeting())
        with pytest.raises(MeetingError):
            answer(meeting, SOUTHERN, SOUTH)


class TestMinutes:
    def test_a_decision_goes_into_the_register_and_the_action_after_it(self):
        meeting = with_minutes(a_whole_meeting())
        decision = Decision.objects.get()
        assert (decision.body, decision.decided_on, decision.paragraph) == (
            meeting.group, DAY, "12",
        )  # fmt: skip
        assert decision.recorded_by == SECRETARY.name
        assert ActionItem.objects.get().owner_unit == NORTH
        taken = whole_of(meeting).points[-1]
        assert [items[0].text for _made, items in taken.decided] == ["Skriv en tidplan"]

    def test_only_who_leads_the_meeting_enters_its_decisions(self):
        meeting = held(a_whole_meeting())
        point = meeting.points.first()
        for actor in (LEAD, REPORTER, MEMBER):
            with pytest.raises(NotAllowedError):
                decide_at(point=point, verdict=Verdict("1", Outcome.NOTED, "x"), actor=actor)

    def test_minutes_are_written_after_the_meeting(self):
        meeting = a_whole_meeting()
        with pytest.raises(MeetingError):
            write_minutes(meeting=meeting, introduction="x", notes={}, actor=SECRETARY)

    def test_a_point_for_decision_is_not_passed_over_in_silence(self):
        meeting = held(a_whole_meeting())
        with pytest.raises(MeetingError) as refused:
            approve_minutes(meeting=meeting, on=LATER, by="ordförande", actor=SECRETARY)
        assert "Höstens arbete" in refused.value.told

    @pytest.mark.parametrize("given", [{"by": " "}, {"on": date(2025, 8, 29)}])
    def test_an_approval_says_who_and_a_day_after(self, given):
        meeting = with_minutes(a_whole_meeting())
        with pytest.raises(MeetingError):
            approve_minutes(
                **{"meeting": meeting, "on": LATER, "by": "x", "actor": SECRETARY, **given}
            )

    def test_an_action_becomes_an_activity_of_a_draft_once(self):
        with_minutes(a_whole_meeting())
        action = ActionItem.objects.get()
        area = _draft_area()
        item = make_activity(action=action, area=area, actor=ANALYST)
        assert Activity.objects.get(item=item).text == "Skriv en tidplan"
        with pytest.raises(MeetingError):
            make_activity(action=action, area=area, actor=ANALYST)
        with pytest.raises(NotAllowedError):
            make_activity(action=action, area=area, actor=SECRETARY)

    def test_roles_are_present_once_each(self):
        meeting = held(a_whole_meeting())
        twice = [Attended("chef", NORTH, Presence.PRESENT)] * 2
        with pytest.raises(MeetingError):
            record_attendance(meeting=meeting, rows=twice, actor=SECRETARY)
        assert not Attendance.objects.exists()


CHANGES = {
    "the meeting": lambda m: Meeting.objects.filter(pk=m.pk).update(title="Annat"),
    "its state": lambda m: Meeting.objects.filter(pk=m.pk).update(
        state="held", approved_on=None, approved_by=""
    ),
    "the meeting, whole": lambda m: Meeting.objects.filter(pk=m.pk)._raw_delete("default"),
    "a point": lambda m: m.points.update(notes="Annat"),
    "a point, away": lambda m: Point.objects.filter(pk=m.points.first().pk)._raw_delete("default"),
    "a point, new": lambda m: Point.objects.create(
        meeting=m, order=9, heading="Ny", kind="dialogue"
    ),
    "a position": lambda m: m.positions.filter(unit_id=NORTH).update(text="Annat"),
    "a position, away": lambda m: m.positions.all().delete(),
    "attendance": lambda m: m.attendance.update(presence="absent"),
    "attendance, new": lambda m: Attendance.objects.create(
        meeting=m, role="gäst", presence="present"
    ),
    "a document": lambda m: PointDocument.objects.update(address="https://annan.se/"),
    "a document, new": lambda m: PointDocument.objects.create(
        point=m.points.first(), title="Ny", address="https://ny.se/"
    ),
    "a decision, away": lambda m: PointDecision.objects.all().delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_keeps_approved_minutes(change):
    meeting = approved(a_whole_meeting())
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        CHANGES[change](meeting)


def test_a_row_of_another_meeting_cannot_be_moved_into_approved_minutes():
    meeting = approved(a_whole_meeting())
    point = a_point(a_meeting(a_group("annan")))
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        Point.objects.filter(pk=point.pk).update(meeting=meeting)


def test_rows_of_approved_minutes_are_not_written_over():
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE is SQLite's own")
    approved(a_whole_meeting())
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("REPLACE INTO meetings_meeting SELECT * FROM meetings_meeting")


def test_approved_minutes_can_be_published_and_withdrawn():
    meeting = approved(a_whole_meeting())
    with pytest.raises(NotAllowedError):
        publish_meeting(meeting=meeting, shown_to=ShownTo.EVERYBODY, actor=SECRETARY)
    publish_meeting(meeting=meeting, shown_to=ShownTo.EVERYBODY, actor=ANALYST)
    assert find_meeting(meeting.pk, OUTSIDER) == meeting
    assert not sees_within(OUTSIDER, meeting)
    publish_meeting(meeting=meeting, shown_to=ShownTo.MEMBERS, actor=ANALYST)
    assert find_meeting(meeting.pk, OUTSIDER) is None


def test_members_and_those_asked_see_a_meeting_and_nobody_else():
    meeting = a_whole_meeting()
    for actor in (MEMBER, SECRETARY, REPORTER, SOUTHERN, ANALYST):
        assert list(meetings_of(actor)) == [meeting]
        assert sees_within(actor, meeting)
    for actor in (OUTSIDER, LEAD, _of(REST)):
        assert list(meetings_of(actor)) == []
        assert not sees_within(actor, meeting)


def test_the_words_of_positions_are_those_of_the_field():
    assert PositionWord.values == ["in_phase", "behind", "obstructed", "unconcerned"]
    assert Position._meta.get_field("word").choices == PositionWord.choices


def _of(unit):
    from riktning.apps.organisation.rights import Actor, Held, Role

    return Actor(f"rapportör {unit}", frozenset({Held(Role.REPORTER, unit)}))


def _draft_area():
    from apps.making import a_revision

    return Area.objects.filter(revision=a_revision()).first()


def test_answers_by_area_leave_the_areas_that_are_not_named():
    meeting = a_whole_meeting()
    done = answer_positions(
        meeting=meeting, unit_id=NORTH, said={0: Said("in_phase")}, actor=REPORTER
    )
    assert done.changed == 0
