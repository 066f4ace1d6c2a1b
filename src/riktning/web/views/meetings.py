"""Meetings: the list, one of them, and how the administrations stand beside what is measured."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.meetings.kinds import MeetingState, ShownTo
from riktning.apps.meetings.models import Meeting
from riktning.apps.meetings.papers import pictures_of
from riktning.apps.meetings.pictures import run_of
from riktning.apps.meetings.queries import asked_of, coming, earlier, find_meeting, whole_of
from riktning.apps.meetings.rights import leads, led_groups, sees_within
from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.documents.manuscript.write import FORMATS
from riktning.web.access import acting
from riktning.web.presenters import meetings as present
from riktning.web.presenters.meetings import over_words
from riktning.web.report_text import written
from riktning.web.views.reading import reader_language

DECK_FORMATS = ("pptx", "pdf", "html")
MINUTES_FORMATS = ("docx", "pdf")


def found(request: HttpRequest, number: int) -> Meeting:
    """The meeting, if the reader may see it; nobody else is told that there is one."""
    meeting = find_meeting(number, acting(request))
    if meeting is None:
        raise Http404
    return meeting


def meeting_list(request: HttpRequest) -> HttpResponse:
    """Those to come and those that have been, of what the reader may see."""
    actor, today = acting(request), timezone.localdate()
    may_call = may_somewhere(actor, Action.CALL_MEETING)
    context = {
        "coming": present.rows(coming(actor, today)),
        "earlier": present.rows(earlier(actor, today)),
        "may_call": may_call and led_groups(actor).exists(),
        "inside": may_somewhere(actor, Action.READ_INTERNAL),
    }
    return render(request, "meetings/list.html", context)


def one_meeting(request: HttpRequest, number: int) -> HttpResponse:
    """A meeting: when and where, what it takes up, who has answered, what was decided."""
    actor, meeting = acting(request), found(request, number)
    within = sees_within(actor, meeting)
    whole = whole_of(meeting)
    told = meeting.state == MeetingState.MINUTED or within
    units = administrations(meeting.day)
    points = present.point_rows(whole, units, told=told)
    introduction, notes = _as_written(meeting.introduction if told else "", points)
    context: dict[str, Any] = {
        "meeting": meeting,
        "facts": present.facts(meeting),
        "introduction": introduction,
        "points": tuple(zip(points, notes, strict=True)),
        "over": over_words(whole) if meeting.state == MeetingState.PLANNED else "",
        "within": within,
        "leads": leads(actor, meeting.group, Action.CHANGE_MEETING),
        "planned": meeting.state == MeetingState.PLANNED,
        "held": meeting.state == MeetingState.HELD,
        "minuted": meeting.state == MeetingState.MINUTED,
        "cancelled": meeting.state == MeetingState.CANCELLED,
        "has_been": meeting.day <= timezone.localdate(),
        "told": told,
        "open_to_all": meeting.shown_to == ShownTo.EVERYBODY,
        "matrix": present.matrix(whole, units) if within and whole.positions else None,
        "silent": [units.get(unit, unit) for unit in whole.silent],
        "mine": present.answerable(actor, whole, units),
        "deck_formats": [each for each in DECK_FORMATS if each in FORMATS],
        "minutes_formats": MINUTES_FORMATS,
        "own_feed": present.feed_token(request.user, meeting.group) if within else "",
    }
    return render(request, "meetings/meeting.html", context)


def _as_written(
    introduction: str, points: Sequence[present.PointRow]
) -> tuple[SafeString, tuple[SafeString, ...]]:
    """The introduction and each point's notes, below the headings that they stand under."""
    texts = [(introduction, 2), *((row.notes, 3) for row in points)]
    wanted = tuple(each for each in texts if each[0])
    made = iter(written(wanted, reader_language()))
    first, *rest = (next(made) if text else SafeString("") for text, _under in texts)
    return first, tuple(rest)


def positions(request: HttpRequest, number: int) -> HttpResponse:
    """By area what the measures say at each administration, beside what it says itself."""
    meeting = found(request, number)
    if not sees_within(acting(request), meeting):
        raise Http404
    whole, run = asked_of(meeting), run_of(meeting)
    units = administrations(meeting.day)
    shown = present.area_parts(whole, pictures_of(whole, run), units, reader_language())
    context = {"meeting": meeting, "areas": shown, "run": run}
    return render(request, "meetings/positions.html", context)
