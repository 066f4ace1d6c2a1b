"""What is taken away from a meeting: slides, minutes, and calendar files."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from riktning.apps.governance.queries import find_group
from riktning.apps.meetings.calendar import calendar_file
from riktning.apps.meetings.kinds import MeetingState
from riktning.apps.meetings.models import Meeting
from riktning.apps.meetings.papers import deck_of, minutes_of
from riktning.apps.meetings.queries import meetings_of
from riktning.apps.meetings.rights import sees_within
from riktning.apps.organisation.rights import Action, actor_of, may_somewhere
from riktning.documents.manuscript.model import Manuscript
from riktning.documents.manuscript.write import FORMATS, write_manuscript
from riktning.web.access import acting
from riktning.web.presenters.meetings import reads_feed, told_by_feed
from riktning.web.views.meetings import found
from riktning.web.views.reading import reader_language

CALENDAR = "text/calendar; charset=utf-8"
CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


def deck(request: HttpRequest, number: int, ending: str) -> HttpResponse:
    """The slides, as they are filled so far."""
    meeting = found(request, number)
    if not sees_within(acting(request), meeting):
        raise Http404
    made = deck_of(meeting, reader_language(), timezone.localdate())
    return _file(made, ending, _("bilder-mote-%(number)d") % {"number": number})


def minutes(request: HttpRequest, number: int, ending: str) -> HttpResponse:
    """The minutes: for those who meet while they are written, for whom it is shown to after."""
    meeting = found(request, number)
    within = sees_within(acting(request), meeting)
    known = (MeetingState.HELD, MeetingState.MINUTED) if within else (MeetingState.MINUTED,)
    if meeting.state not in known:
        raise Http404
    made = minutes_of(meeting, reader_language(), timezone.localdate(), within=within)
    return _file(made, ending, _("protokoll-mote-%(number)d") % {"number": number})


def _file(manuscript: Manuscript, ending: str, name: str) -> HttpResponse:
    if ending not in CONTENT_TYPES or ending not in FORMATS:
        raise Http404
    with TemporaryDirectory(prefix="riktning-") as folder:
        (path,) = write_manuscript(manuscript, Path(folder), [ending])
        response = HttpResponse(path.read_bytes(), content_type=CONTENT_TYPES[ending])
    return _named(response, f"{name}.{ending}")


def _named(response: HttpResponse, name: str) -> HttpResponse:
    said = content_disposition_header(True, name)
    response.headers["Content-Disposition"] = said or "attachment"
    return response


def one(request: HttpRequest, number: int) -> HttpResponse:
    """One meeting as a calendar file."""
    meeting = found(request, number)
    return _named(_calendar(request, [meeting], meeting.title), _("mote-%d.ics") % number)


def feed(request: HttpRequest, token: str) -> HttpResponse:
    """A group's meetings, for a calendar that asks again and again.

    Whoever has the address reads as the account it was made for, as long as that may: rights and
    password are asked anew each time.
    """
    said = told_by_feed(token)
    user = User.objects.filter(pk=said[0], is_active=True).first() if said else None
    group = find_group(said[1]) if said else None
    if said is None or user is None or group is None or not reads_feed(user, said[2]):
        raise Http404
    actor = actor_of(user)
    if not may_somewhere(actor, Action.READ_INTERNAL):
        raise Http404
    rows = meetings_of(actor, group).prefetch_related("points")
    return _calendar(request, rows, group.name)


def _calendar(request: HttpRequest, meetings: Iterable[Meeting], name: str) -> HttpResponse:
    def address_of(meeting: Meeting) -> str:
        return request.build_absolute_uri(reverse("web:meeting", args=[meeting.pk]))

    made = calendar_file(meetings, name, address_of, reader_language())
    return HttpResponse(made, content_type=CALENDAR)
