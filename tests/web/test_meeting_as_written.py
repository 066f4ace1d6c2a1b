"""What is typed in minutes is shown as it is meant, and an agenda keeps within its day."""

import re

import pytest

from apps.meeting_store import ANALYST, SECRETARY, a_whole_meeting
from apps.test_meetings import with_minutes
from riktning.apps.meetings.calling import publish_meeting
from riktning.apps.meetings.kinds import ShownTo
from riktning.apps.meetings.models import Meeting, Point
from riktning.apps.meetings.words import clock, minutes_over
from web.test_meeting_pages import approved_now, as_, said

pytestmark = pytest.mark.django_db
TYPED = "## Mellanrubrik\n\n- ett\n- två\n\n**Fet** rad <script>alert(1)</script> <hr /> {{ x }}"


@pytest.fixture
def meeting():
    return a_whole_meeting()


def test_minutes_are_shown_as_they_are_meant_to_everybody(client, meeting):
    with_minutes(meeting)
    Point.objects.filter(meeting=meeting).update(notes=TYPED)
    Meeting.objects.filter(pk=meeting.pk).update(introduction=f"# Först\n\n{TYPED}")
    path = f"/moten/{meeting.pk}/"
    inside = said(as_(client, SECRETARY), path)
    publish_meeting(meeting=meeting, shown_to=ShownTo.EVERYBODY, actor=ANALYST)
    approved_now(meeting)
    client.logout()
    response = client.get(path)
    assert "script-src 'self'" in response["Content-Security-Policy"]
    for page in (inside, response.content.decode()):
        assert re.search(r"<h4[^<>]*>Mellanrubrik</h4>", page)  # below the point's own h3
        assert re.search(r"<h3[^<>]*>Först</h3>", page)  # below the h2 of the introduction
        assert "<strong>Fet</strong> rad" in page
        assert "<li>ett</li>" in page.replace("<p>", "").replace("</p>", "")
        assert "## Mellanrubrik" not in page
        assert "<script>alert" not in page
        assert "<hr" not in page
        assert page.count("&lt;hr /&gt; {{ x }}") == meeting.points.count() + 1


def test_points_past_midnight_have_no_time_and_the_page_warns(client, meeting):
    points = list(meeting.points.all())
    Point.objects.filter(pk=points[0].pk).update(minutes=1400)
    points = list(meeting.points.all())
    assert clock(meeting, points)[1:] == [""] * (len(points) - 1)
    over = minutes_over(meeting, points)
    assert over > 0
    path = f"/moten/{meeting.pk}/"
    for page in (path, f"{path}dagordning/", f"{path}punkt/{points[0].pk}/"):
        told = f"Punkterna tar tillsammans {over} minuter mer än mötet varar."
        assert told in said(as_(client, SECRETARY), page).replace("\xa0", "")
    Point.objects.filter(meeting=meeting).update(minutes=None)
    assert "mer än mötet varar" not in said(client, path)
