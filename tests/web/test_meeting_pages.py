"""Pages of meetings: who sees and leads them, what is asked, answered, minuted and taken away."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from docx import Document
from icalendar import Calendar

from apps.meeting_store import (
    ANALYST,
    MEMBER,
    OUTSIDER,
    SECRETARY,
    SOUTHERN,
    WORDS,
    a_whole_meeting,
    answer,
)
from apps.round_store import NORTH, REPORTER, SOUTH
from apps.test_meetings import approved, held, with_minutes
from riktning.apps.governance.models import ActionItem, Decision
from riktning.apps.meetings.calling import publish_meeting
from riktning.apps.meetings.kinds import MeetingState, ShownTo
from riktning.apps.meetings.models import Meeting, Point, PointDocument
from riktning.apps.organisation.models import Grant
from riktning.apps.plans.models import Activity
from riktning.web.presenters.meetings import feed_token

pytestmark = pytest.mark.django_db


def as_(client, actor):
    user, made = User.objects.get_or_create(username=actor.name)
    if made:
        today = timezone.localdate()
        for grant in actor.grants:
            Grant.objects.create(
                user=user, role=grant.role, unit_id=grant.unit_id, area=grant.area, from_date=today
            )
    client.force_login(user)
    return client


def said(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


@pytest.fixture
def meeting():
    return a_whole_meeting()


@pytest.fixture
def path(meeting):
    return f"/moten/{meeting.pk}/"


class TestWhoSees:
    def test_members_and_those_asked_see_it_and_others_are_not_told_that_it_is_there(
        self, client, path
    ):
        for actor in (MEMBER, SECRETARY, SOUTHERN, ANALYST):
            page = said(as_(client, actor), path)
            assert "Läget i planen" in page
            assert "Förvaltningarnas lägen" in page
            assert "Augustimötet" in said(client, "/moten/")
        for address in (path, f"{path}lagen/", f"{path}bilder.html", path[:-1] + ".ics"):
            said(as_(client, OUTSIDER), address, 404)
        assert "Augustimötet" not in said(client, "/moten/")

    def test_the_public_sees_what_is_published_without_positions(self, client, path, meeting):
        said(client, path, 404)
        publish_meeting(meeting=meeting, shown_to=ShownTo.EVERYBODY, actor=ANALYST)
        page = said(client, path)
        assert "Läget i planen" in page
        assert WORDS not in page
        assert "Förvaltningarnas lägen" not in page
        assert "Bilder" not in page
        said(client, f"{path}protokoll.docx", 404)

    def test_notes_are_public_only_when_they_are_approved(self, client, path, meeting):
        with_minutes(meeting)
        publish_meeting(meeting=meeting, shown_to=ShownTo.EVERYBODY, actor=ANALYST)
        assert "Staben" not in said(client, path).replace("Nytt från staben", "")
        assert "tidplan" not in said(client, path)
        approved_now(meeting)
        page = said(client, path)
        assert "Skriv en tidplan" in page
        assert client.get(f"{path}protokoll.docx").status_code == 200

    def test_what_people_write_is_shown_as_they_wrote_it(self, client, path, meeting):
        Point.objects.filter(meeting=meeting).update(purpose="<script>alert(1)</script> {{ x }}")
        page = said(as_(client, MEMBER), path)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ x }}" in page


def approved_now(meeting):
    from riktning.apps.meetings.minutes import approve_minutes

    return approve_minutes(
        meeting=meeting, on=timezone.localdate(), by="ordförande", actor=SECRETARY
    )


class TestCalling:
    def test_a_secretary_calls_only_own_groups(self, client, meeting):
        page = said(as_(client, SECRETARY), "/moten/nytt/")
        assert page.count("<option") == 2
        given = {
            "group": meeting.group.code, "title": "Oktobermötet", "day": "2025-10-03",
            "starts": "09:00", "ends": "16:00", "place": "", "secretary": "",
        }  # fmt: skip
        response = client.post("/moten/nytt/", given)
        made = Meeting.objects.latest("pk")
        assert response.headers["Location"] == f"/moten/{made.pk}/dagordning/"
        response = client.post("/moten/nytt/", {**given, "ends": "08:00"})
        assert response.status_code == 422
        assert "sluta efter" in response.content.decode()
        response = as_(client, REPORTER).post("/moten/nytt/", given)
        assert response.status_code == 422

    @pytest.mark.parametrize("end", ["andra/", "dagordning/", "fraga/"])
    def test_only_who_leads_it_changes_it(self, client, path, end):
        assert as_(client, SECRETARY).get(path + end).status_code == 200
        for actor in (SOUTHERN, REPORTER):
            assert as_(client, actor).get(path + end).status_code == 403
        assert as_(client, OUTSIDER).get(path + end).status_code == 403

    def test_a_meeting_is_cancelled_with_a_reason_and_then_stays_so(self, client, path, meeting):
        as_(client, SECRETARY)
        assert client.post(f"{path}andra/", {"stall-in": "1", "reason": ""}).status_code == 422
        client.post(f"{path}andra/", {"stall-in": "1", "reason": "För få kan komma"})
        page = said(client, path)
        assert "Mötet är inställt." in page
        assert "För få kan komma" in page
        said(client, f"{path}andra/", 404)


class TestAgenda:
    def keys(self, meeting):
        return list(meeting.points.values_list("pk", flat=True))

    def test_points_move_by_buttons_and_by_the_whole_order(self, client, path, meeting):
        as_(client, SECRETARY)
        first, second, third = self.keys(meeting)
        client.post(f"{path}ordning/", {"flytta": f"ned {first}"})
        assert self.keys(meeting) == [second, first, third]
        response = client.post(
            f"{path}ordning/", {"ordning": f"{third},{second},{first}"},
            headers={"accept": "application/json"},
        )  # fmt: skip
        assert response.json()["said"] == "Ordningen är sparad."
        assert self.keys(meeting) == [third, second, first]

    @pytest.mark.parametrize("sent", [{}, {"flytta": "upp x"}, {"flytta": "bort 1"}])
    def test_what_is_no_move_is_refused(self, client, path, sent):
        assert as_(client, SECRETARY).post(f"{path}ordning/", sent).status_code == 404

    def test_a_point_for_decision_without_a_proposal_is_said_at_its_field(self, client, path):
        as_(client, SECRETARY)
        sent = {"heading": "Ny punkt", "kind": "decision", "wanted": ""}
        response = client.post(f"{path}dagordning/", sent)
        assert response.status_code == 422
        assert 'id="id_wanted_error"' in response.content.decode()
        client.post(f"{path}dagordning/", {**sent, "wanted": "Att börja"})
        assert Point.objects.latest("pk").wanted == "Att börja"

    def test_documents_come_and_go_and_lie_on_the_web(self, client, path, meeting):
        as_(client, SECRETARY)
        point = meeting.points.first()
        page = f"{path}punkt/{point.pk}/"
        bad = {"gor": "handling", "h-title": "x", "h-address": "javascript:alert(1)"}
        assert client.post(page, bad).status_code == 422
        client.post(page, {**bad, "h-address": "https://exempel.se/b.pdf"})
        made = PointDocument.objects.get(point=point)
        assert 'href="https://exempel.se/b.pdf"' in said(client, path)
        client.post(page, {"gor": f"utan {made.pk}"})
        assert not PointDocument.objects.filter(point=point).exists()
        client.post(page, {"gor": "ta-bort"})
        assert not Point.objects.filter(pk=point.pk).exists()

    def test_a_point_of_another_meeting_is_not_found_here(self, client, path, meeting):
        from apps.meeting_store import a_whole_meeting_again

        other = a_whole_meeting_again(meeting).points.first()
        as_(client, SECRETARY)
        said(client, f"{path}punkt/{other.pk}/", 404)
        sent = client.post(f"{path}ordning/", {"flytta": f"upp {other.pk}"})
        assert sent.status_code == 404


class TestAnswering:
    def form(self, meeting, unit, **given):
        row = meeting.positions.get(unit_id=unit)
        seen = row.answered_at.isoformat() if row.answered_at else ""
        values = {"word": "in_phase", "text": "", "seen": seen, **given}
        return {f"o{row.area_id}-{name}": value for name, value in values.items()}

    def test_an_administration_answers_on_its_own_page(self, client, path, meeting):
        as_(client, SOUTHERN)
        assert "väntar på ert läge" in said(client, path)
        page = said(client, f"{path}svara/{SOUTH}/")
        assert "Nära vård" in page
        assert "Glöm inte att svara." in page
        response = client.post(f"{path}svara/{SOUTH}/", self.form(meeting, SOUTH))
        assert response.status_code == 302
        assert "alla era lägen är inne" in said(client, path)

    def test_whoever_is_asked_is_ticked_in_the_form_that_asks(self, client, path, meeting):
        page = said(as_(client, SECRETARY), f"{path}fraga/")
        area = meeting.positions.values_list("area", flat=True)[0]
        assert page.count("checked") == 3
        sent = {"areas": [area], "units": [SOUTH], "answer_by": "2025-08-29", "reminder": "x"}
        assert client.post(f"{path}fraga/", {**sent, "answer_by": "2025-09-01"}).status_code == 422
        assert client.post(f"{path}fraga/", sent).status_code == 302
        meeting.refresh_from_db()
        assert str(meeting.answer_by) == "2025-08-29"

    def test_nobody_answers_for_another(self, client, path):
        assert as_(client, SOUTHERN).get(f"{path}svara/{NORTH}/").status_code == 403
        assert as_(client, ANALYST).get(f"{path}svara/{NORTH}/").status_code == 403

    def test_a_word_that_needs_a_reason_is_said_at_its_field_and_what_was_typed_stays(
        self, client, path, meeting
    ):
        as_(client, SOUTHERN)
        response = client.post(f"{path}svara/{SOUTH}/", self.form(meeting, SOUTH, word="behind"))
        assert response.status_code == 422
        page = response.content.decode()
        assert "Skriv vad det beror på" in page
        assert 'value="behind"' in page.split("checked")[0].rsplit("<input", 1)[1]

    def test_two_at_once_both_see_what_the_other_said(self, client, path, meeting):
        as_(client, REPORTER)
        old = self.form(meeting, NORTH, word="in_phase", text="Min text")
        row = meeting.positions.get(unit_id=NORTH)
        answer(
            meeting, word="obstructed", text="Någon annans ord", seen=row.answered_at.isoformat()
        )
        response = client.post(f"{path}svara/{NORTH}/", old)
        assert response.status_code == 422
        page = response.content.decode()
        assert "Någon annans ord" in page
        assert "Min text" in page
        again = self.form(meeting, NORTH, word="in_phase", text="Min text")
        assert again.items() <= dict_of(page, again).items()
        assert client.post(f"{path}svara/{NORTH}/", again).status_code == 302
        row.refresh_from_db()
        assert row.text == "Min text"

    def test_words_stand_beside_figures(self, client, path):
        page = said(as_(client, MEMBER), f"{path}lagen/")
        assert WORDS in page
        assert "inga bedömda mått" in page


def dict_of(page, wanted):
    """Those of the hidden fields wanted that stand in the page with that value."""
    return {
        name: value
        for name, value in wanted.items()
        if not name.endswith("seen") or f'name="{name}" value="{value}"' in page
    }


class TestMinutes:
    def test_the_walk_from_held_to_approved(self, client, path, meeting):
        as_(client, SECRETARY)
        client.post(f"{path}steg/", {"steg": "hall"})
        point = meeting.points.last()
        given = {"introduction": "Välkomna", f"punkt-{point.pk}": "Vi talade", "roll-0": "present"}
        assert client.post(f"{path}skriv/", given).status_code == 302
        refused = client.post(f"{path}skriv/", {"justera": "1", "on": "2025-09-05", "by": ""})
        assert refused.status_code == 422
        decided = {"paragraph": "4", "outcome": "approved", "text": "Vi börjar.", "about": ""}
        assert client.post(f"{path}beslut/{point.pk}/", decided).status_code == 302
        made = Decision.objects.get()
        action = {"text": "Skriv planen", "owner_role": "", "owner_unit": NORTH,
                  "due_on": "2025-10-01"}  # fmt: skip
        address = f"{path}atgard/{made.at_point.pk}/"
        assert client.post(address, {**action, "owner_unit": ""}).status_code == 422
        assert client.post(address, action).status_code == 302
        done = {"justera": "1", "on": "2025-09-05", "by": "ordförande"}
        assert client.post(f"{path}skriv/", done).status_code == 302
        meeting.refresh_from_db()
        assert meeting.state == MeetingState.MINUTED
        assert "Skriv planen" in said(client, path)
        said(client, f"{path}skriv/", 404)
        assert ActionItem.objects.get().owner_unit == NORTH

    def test_a_meeting_to_come_is_not_held(self, client, path, meeting):
        later = timezone.localdate() + timedelta(days=1)
        Meeting.objects.filter(pk=meeting.pk).update(day=later)
        as_(client, SECRETARY).post(f"{path}steg/", {"steg": "hall"})
        meeting.refresh_from_db()
        assert meeting.state == MeetingState.PLANNED

    def test_an_action_becomes_an_activity_of_a_draft(self, client, path, meeting):
        from apps.making import a_revision

        with_minutes(meeting)
        area = a_revision().areas.first()
        action = ActionItem.objects.get()
        as_(client, ANALYST)
        assert area.name in said(client, f"{path}aktivitet/{action.pk}/")
        client.post(f"{path}aktivitet/{action.pk}/", {"omrade": area.pk})
        assert Activity.objects.filter(area=area, text="Skriv en tidplan").exists()
        said(client, f"{path}aktivitet/{action.pk}/", 404)


class TestFiles:
    def test_minutes_are_a_word_file_with_headings(self, client, path, meeting):
        approved(meeting)
        response = as_(client, MEMBER).get(f"{path}protokoll.docx")
        document = Document(BytesIO(response.content))
        headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
        assert "3. Höstens arbete" in headings
        assert any("Arbetet börjar i oktober." in p.text for p in document.paragraphs)

    def test_an_ending_that_is_not_known_is_not_found(self, client, path, meeting):
        held(meeting)
        as_(client, MEMBER)
        for end in ("bilder.exe", "bilder.zip", "protokoll.xlsx"):
            said(client, path + end, 404)

    def test_a_feed_needs_no_session_and_follows_the_rights_of_its_account(self, client, meeting):
        user = User.objects.get(username=MEMBER.name)
        address = f"/moten/kalender/{feed_token(user, meeting.group)}.ics"
        response = client.get(address)
        assert response.headers["Content-Type"].startswith("text/calendar")
        (event,) = Calendar.from_ical(response.content).walk("VEVENT")
        assert str(event["url"]) == f"http://testserver/moten/{meeting.pk}/"
        user.seats.update(to_date=timezone.localdate() - timedelta(days=1))
        assert Calendar.from_ical(client.get(address).content).walk("VEVENT") == []
        user.set_password("nytt och annat")
        user.save()
        said(client, address, 404)

    @pytest.mark.parametrize("token", ["x", "WzEsImVrb25vbWkiLCIiXQ:x:y"])
    def test_a_feed_that_was_not_signed_here_is_not_found(self, client, token):
        said(client, f"/moten/kalender/{token}.ics", 404)

    def test_a_closed_account_closes_its_feed(self, client, meeting):
        user = User.objects.get(username=MEMBER.name)
        address = f"/moten/kalender/{feed_token(user, meeting.group)}.ics"
        User.objects.filter(pk=user.pk).update(is_active=False)
        said(client, address, 404)
