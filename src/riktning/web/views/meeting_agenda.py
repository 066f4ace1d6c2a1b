"""The agenda as it is made: points are added, changed, taken away, and put in order.

The order is changed by buttons, by the arrow keys on a point, or by dragging; all end here.
"""

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.meetings import agenda as act
from riktning.apps.meetings.errors import MeetingError
from riktning.apps.meetings.kinds import MeetingState
from riktning.apps.meetings.models import Meeting, Point
from riktning.apps.meetings.queries import whole_of
from riktning.apps.organisation.rights import Action
from riktning.web.access import acting
from riktning.web.meeting_forms import DocumentForm, PointForm
from riktning.web.presenters.meetings import over_words, point_rows
from riktning.web.refusals import told_of
from riktning.web.views.meeting_changes import led

STEPS = {"upp": -1, "ned": 1}


def agenda(request: HttpRequest, number: int) -> HttpResponse:
    """The points in their order, and a form for one more."""
    meeting = _planned(request, number)
    form = PointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act.add_point(meeting=meeting, details=form.details(), actor=acting(request))
        except MeetingError as error:
            form.add_error(None, told_of(error))
        else:
            messages.success(request, _("Punkten står nu sist på dagordningen."))
            return _to_agenda(number)
    whole = whole_of(meeting)
    context = {
        "meeting": meeting,
        "points": point_rows(whole, {}, told=False),
        "over": over_words(whole),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meetings/agenda.html", {**context, "form": form}, status=status)


@require_POST
def order(request: HttpRequest, number: int) -> HttpResponse:
    """Move a point a step, or put all in the order that is sent."""
    meeting = _planned(request, number)
    actor = acting(request)
    try:
        if "ordning" in request.POST:
            keys = [int(key) for key in request.POST["ordning"].split(",") if key.isdecimal()]
            act.order_points(meeting=meeting, order=keys, actor=actor)
        else:
            direction, _space, key = request.POST.get("flytta", "").partition(" ")
            if direction not in STEPS:
                raise Http404
            act.move_point(
                point=_point(meeting, int(key) if key.isdecimal() else 0),
                steps=STEPS[direction],
                actor=actor,
            )
    except MeetingError as error:
        if request.accepts("text/html"):
            messages.error(request, told_of(error))
            return _to_agenda(number)
        return JsonResponse({"said": told_of(error)}, status=409)
    if request.accepts("text/html"):
        return _to_agenda(number)
    return JsonResponse({"said": _("Ordningen är sparad.")})


def point(request: HttpRequest, number: int, point: int) -> HttpResponse:
    """One point: what is said of it, its documents, or away with it."""
    meeting = _planned(request, number)
    row = _point(meeting, point)
    doing = request.POST.get("gor", "")
    form = PointForm(request.POST if doing == "andra" else None, initial=PointForm.stands(row))
    added = DocumentForm(request.POST if doing == "handling" else None, prefix="h")
    sent = added if doing == "handling" else form
    actor = acting(request)
    if request.method == "POST" and (not sent.is_bound or sent.is_valid()):
        try:
            if doing == "andra":
                act.change_point(point=row, details=form.details(), actor=actor)
            elif doing == "handling":
                act.add_document(point=row, **added.cleaned_data, actor=actor)
            elif doing == "ta-bort":
                act.remove_point(point=row, actor=actor)
            elif doing.startswith("utan "):
                _without(row, doing.removeprefix("utan "), request)
            else:
                raise Http404
        except MeetingError as error:
            sent.add_error(None, told_of(error))
        else:
            messages.success(request, _("Ändringen är sparad."))
            stays = doing == "handling" or doing.startswith("utan ")
            return HttpResponseRedirect(request.path) if stays else _to_agenda(number)
    over = over_words(whole_of(meeting))
    context = {"meeting": meeting, "point": row, "form": form, "added": added, "over": over}
    status = 422 if sent.is_bound else 200
    documents = list(row.documents.all())
    return render(
        request, "meetings/point.html", {**context, "documents": documents}, status=status
    )


def _without(row: Point, key: str, request: HttpRequest) -> None:
    document = row.documents.filter(pk=int(key) if key.isdecimal() else 0).first()
    if document is None:
        raise Http404
    act.remove_document(document=document, actor=acting(request))


def _planned(request: HttpRequest, number: int) -> Meeting:
    meeting = led(request, number, Action.CHANGE_MEETING)
    if meeting.state != MeetingState.PLANNED:
        raise Http404
    return meeting


def _point(meeting: Meeting, key: int) -> Point:
    found = meeting.points.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _to_agenda(number: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("web:meeting_agenda", args=[number]))
