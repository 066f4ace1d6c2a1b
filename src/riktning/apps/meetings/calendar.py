"""Meetings as a calendar file (RFC 5545), whole or a group's as a feed."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from riktning.apps.meetings.kinds import MeetingState
from riktning.apps.meetings.models import Meeting, Point
from riktning.catalogue.model import Words

if TYPE_CHECKING:
    from icalendar import Event

PLACE = ZoneInfo("Europe/Stockholm")
# The rule of the European Union since 1996, so that a calendar needs no list of days.
ZONE = b"""BEGIN:VTIMEZONE\r
TZID:Europe/Stockholm\r
BEGIN:DAYLIGHT\r
TZOFFSETFROM:+0100\r
TZOFFSETTO:+0200\r
TZNAME:CEST\r
DTSTART:19960331T020000\r
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r
END:DAYLIGHT\r
BEGIN:STANDARD\r
TZOFFSETFROM:+0200\r
TZOFFSETTO:+0100\r
TZNAME:CET\r
DTSTART:19961027T030000\r
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r
END:STANDARD\r
END:VTIMEZONE\r
"""
_CANCELLED = Words("Inställt", "Cancelled")
_SYNTHETIC = Words("Påhittat möte", "Invented meeting")


def calendar_file(
    meetings: Iterable[Meeting], name: str, address_of: Callable[[Meeting], str], language: str
) -> bytes:
    """The meetings, whose points are at hand (prefetched); ``address_of`` is each one's page."""
    # Its first import takes most of a second, which nobody who asks for no calendar should wait.
    from icalendar import Calendar, Component

    made = Calendar()
    made.add("prodid", f"-//Riktning//{name}//{language.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add_component(Component.from_ical(ZONE))
    for meeting in meetings:
        made.add_component(_event(meeting, address_of(meeting), language))
    return bytes(made.to_ical())


def _event(meeting: Meeting, address: str, language: str) -> "Event":
    from icalendar import Event, vText

    event = Event()
    event.add("uid", f"{meeting.uid}@riktning")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("created", meeting.called_at)
    event.add("dtstart", datetime.combine(meeting.day, meeting.starts, PLACE))
    event.add("dtend", datetime.combine(meeting.day, meeting.ends, PLACE))
    cancelled = meeting.state == MeetingState.CANCELLED
    summary = f"{meeting.group.name}: {meeting.title}"
    event.add("summary", f"{_CANCELLED.in_(language)}: {summary}" if cancelled else summary)
    if meeting.place:
        event.add("location", vText(meeting.place))
    event.add("description", _description(meeting, language))
    event.add("url", address)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    return event


def _description(meeting: Meeting, language: str) -> str:
    lines = [_SYNTHETIC.in_(language)] if meeting.synthetic else []
    lines += [meeting.cancelled_because] if meeting.cancelled_because else []
    points: Iterable[Point] = meeting.points.all()
    lines += [f"{place}. {point.heading}" for place, point in enumerate(points, start=1)]
    return "\n".join(lines)
