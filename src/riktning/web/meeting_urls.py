"""The addresses of meetings, and what each asks of who comes; whose meeting it is, is asked inside.

A calendar cannot sign in: the address of a feed says in itself who asks, signed.
"""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from riktning.apps.organisation.rights import Action
from riktning.web.access import allowed
from riktning.web.views import (
    meeting_agenda,
    meeting_asking,
    meeting_changes,
    meeting_files,
    meeting_minutes,
    meetings,
)

MEETING = "moten/<int:number>/"


def to(
    action: Action | None, route: str, view: Callable[..., HttpResponseBase], name: str
) -> URLPattern:
    """A page for whoever may do the action somewhere; None is open to everybody."""
    return path(route, allowed(action)(view), name=name)


meeting_pages = [
    to(Action.READ_PUBLISHED, "moten/", meetings.meeting_list, "meetings"),
    to(Action.CALL_MEETING, "moten/nytt/", meeting_changes.new_meeting, "meeting_new"),
    to(None, "moten/kalender/<str:token>.ics", meeting_files.feed, "meeting_feed"),
    to(Action.READ_PUBLISHED, MEETING, meetings.one_meeting, "meeting"),
    to(Action.READ_PUBLISHED, "moten/<int:number>.ics", meeting_files.one, "meeting_calendar"),
    to(Action.CHANGE_MEETING, f"{MEETING}andra/", meeting_changes.edit_meeting, "meeting_edit"),
    to(Action.HOLD_MEETING, f"{MEETING}steg/", meeting_changes.step, "meeting_step"),
    to(Action.CHANGE_MEETING, f"{MEETING}dagordning/", meeting_agenda.agenda, "meeting_agenda"),
    to(Action.CHANGE_MEETING, f"{MEETING}ordning/", meeting_agenda.order, "meeting_order"),
    to(Action.CHANGE_MEETING, f"{MEETING}punkt/<int:point>/", meeting_agenda.point,
       "meeting_point"),
    to(Action.ASK_POSITIONS, f"{MEETING}fraga/", meeting_asking.ask, "meeting_ask"),
    to(Action.READ_INTERNAL, f"{MEETING}lagen/", meetings.positions, "meeting_positions"),
    to(Action.ANSWER_POSITION, f"{MEETING}svara/<str:unit>/", meeting_asking.answer,
       "meeting_answer"),
    to(Action.WRITE_MINUTES, f"{MEETING}skriv/", meeting_minutes.write, "meeting_minutes"),
    to(Action.WRITE_MINUTES, f"{MEETING}beslut/<int:point>/", meeting_minutes.decide,
       "meeting_decide"),
    to(Action.WRITE_MINUTES, f"{MEETING}atgard/<int:decided>/", meeting_minutes.give,
       "meeting_item"),
    to(Action.ADD, f"{MEETING}aktivitet/<int:item>/", meeting_minutes.activity,
       "meeting_activity"),
    to(Action.READ_INTERNAL, f"{MEETING}bilder.<str:ending>", meeting_files.deck, "meeting_deck"),
    to(Action.READ_PUBLISHED, f"{MEETING}protokoll.<str:ending>", meeting_files.minutes,
       "meeting_minutes_file"),
]  # fmt: skip
