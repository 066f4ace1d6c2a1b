"""Two write the minutes of one meeting at once: what either has written is there."""

import html
import re

import pytest

from apps.meeting_store import ANALYST, SECRETARY, a_whole_meeting
from apps.test_meetings import held
from web.test_meeting_pages import as_, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """The form's address, what it says has been seen, and the names of two points."""
    meeting = a_whole_meeting()
    held(meeting)
    address = f"/moten/{meeting.pk}/skriv/"
    points = list(meeting.points.all())
    return meeting, address, points


def seen(client, actor, address):
    page = said(as_(client, actor), address)
    return html.unescape(re.search(r'name="seen" value="([^"]*)"', page)[1])


def write(client, actor, address, **given):
    return as_(client, actor).post(address, given, follow=True).content.decode()


def test_the_last_to_save_does_not_empty_what_the_first_wrote(client, desk):
    meeting, address, (first, second, *_rest) = desk
    before = seen(client, SECRETARY, address)
    write(
        client, SECRETARY, address,
        **{"introduction": "Välkomna", f"punkt-{first.pk}": "Det första", "seen": before,
           "roll-0": "present"},
    )  # fmt: skip
    page = write(client, ANALYST, address, **{f"punkt-{second.pk}": "Det andra", "seen": before})
    for one in (meeting, first, second):
        one.refresh_from_db()
    assert (meeting.introduction, first.notes) == ("Välkomna", "Det första")
    assert second.notes == "Det andra"
    assert meeting.attendance.get().presence == "present"
    assert "tillsammans med det som någon annan ändrade" in page


def test_the_same_place_keeps_both_wordings_and_says_so(client, desk):
    _meeting, address, (point, *_rest) = desk
    before = seen(client, SECRETARY, address)
    write(client, SECRETARY, address, **{f"punkt-{point.pk}": "Vi väntar", "seen": before})
    page = write(client, ANALYST, address, **{f"punkt-{point.pk}": "Vi börjar", "seen": before})
    point.refresh_from_db()
    assert "Vi väntar" in point.notes
    assert "Vi börjar" in point.notes
    assert "Båda lydelserna står kvar" in page


def test_what_was_seen_can_be_shortened_taken_away_and_unticked(client, desk):
    meeting, address, (point, *_rest) = desk
    before = seen(client, SECRETARY, address)
    given = {
        "introduction": "Välkomna\r\nalla",
        f"punkt-{point.pk}": "Lång text",
        "roll-0": "present",
    }
    write(client, SECRETARY, address, **given, seen=before)
    page = write(client, SECRETARY, address, **{
        "introduction": "Välkomna\r\nalla", f"punkt-{point.pk}": "", "roll-0": "",
        "seen": seen(client, SECRETARY, address),
    })  # fmt: skip
    point.refresh_from_db()
    meeting.refresh_from_db()
    assert (point.notes, meeting.introduction) == ("", "Välkomna\nalla")
    assert not meeting.attendance.exists()
    assert "Protokollet är sparat." in page


@pytest.mark.parametrize("nothing", ["", "[]", "inte json", "null", '{"introduction": 3}'])
def test_a_form_that_does_not_say_what_was_seen_empties_nothing(client, desk, nothing):
    _meeting, address, (point, *_rest) = desk
    write(client, SECRETARY, address, **{f"punkt-{point.pk}": "Det som sades"})
    write(client, SECRETARY, address, **{f"punkt-{point.pk}": "", "seen": nothing})
    point.refresh_from_db()
    assert point.notes == "Det som sades"
