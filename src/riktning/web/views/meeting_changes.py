"""Where meetings are called, changed, cancelled, held and shown."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.meetings import calling
from riktning.apps.meetings.errors import MeetingError
from riktning.apps.meetings.kinds import MeetingState, ShownTo
from riktning.apps.meetings.models import Meeting
from riktning.apps.meetings.rights import led_groups, require_lead
from riktning.apps.organisation.rights import Action
from riktning.web.access import acting
from riktning.web.meeting_forms import CancelForm, MeetingForm, NewMeetingForm
from riktning.web.refusals import told_of
from riktning.web.views.meetings import found


def new_meeting(request: HttpRequest) -> HttpResponse:
    """A form, and the meeting that is called by it."""
    actor = acting(request)
    form = NewMeetingForm(
        request.POST or None,
        groups=led_groups(actor),
        initial={"group": request.GET.get("grupp", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = calling.call_meeting(
                group=form.cleaned_data["group"], details=form.details(), actor=actor
            )
        except MeetingError as error:
            form.add_error(None, told_of(error))
        else:
            messages.success(request, _("Mötet är kallat. Skriv nu dagordningen."))
            return HttpResponseRedirect(reverse("web:meeting_agenda", args=[made.pk]))
    status = 422 if form.is_bound else 200
    return render(request, "meetings/new.html", {"form": form}, status=status)


def led(request: HttpRequest, number: int, action: Action) -> Meeting:
    """The meeting, when the reader may do this in it."""
    meeting = found(request, number)
    require_lead(acting(request), meeting.group, action)
    return meeting


def edit_meeting(request: HttpRequest, number: int) -> HttpResponse:
    """Say something else of it, or cancel it."""
    meeting = led(request, number, Action.CHANGE_MEETING)
    if meeting.state != MeetingState.PLANNED:
        raise Http404
    cancelling = "stall-in" in request.POST
    form = MeetingForm(
        request.POST if request.method == "POST" and not cancelling else None,
        initial=MeetingForm.stands(meeting),
    )
    cancel = CancelForm(request.POST if cancelling else None)
    sent: MeetingForm | CancelForm = cancel if cancelling else form
    if request.method == "POST" and sent.is_valid():
        try:
            if cancelling:
                calling.cancel_meeting(
                    meeting=meeting, reason=cancel.cleaned_data["reason"], actor=acting(request)
                )
            else:
                changed = calling.change_meeting(
                    meeting=meeting, details=form.details(), actor=acting(request)
                )
                if changed.answer_by != meeting.answer_by:
                    words = _("Lägena ska nu vara inne %(day)s, samma dag som mötet.")
                    messages.warning(request, words % {"day": changed.answer_by})
        except MeetingError as error:
            sent.add_error(None, told_of(error))
        else:
            messages.success(
                request, _("Mötet är inställt.") if cancelling else _("Ändringen är sparad.")
            )
            return HttpResponseRedirect(reverse("web:meeting", args=[number]))
    context = {"meeting": meeting, "form": form, "cancel": cancel}
    return render(request, "meetings/edit.html", context, status=422 if sent.is_bound else 200)


@require_POST
def step(request: HttpRequest, number: int) -> HttpResponse:
    """It was held; or not after all; everybody may read of it, or only those who meet."""
    meeting, actor = found(request, number), acting(request)
    asked = request.POST.get("steg", "")
    try:
        if asked == "hall":
            calling.hold_meeting(meeting=meeting, today=timezone.localdate(), actor=actor)
            messages.success(request, _("Mötet är hållet. Nu kan protokollet skrivas."))
        elif asked == "igen":
            calling.plan_again(meeting=meeting, actor=actor)
            messages.success(request, _("Mötet är planerat igen."))
        elif asked in ShownTo.values:
            calling.publish_meeting(meeting=meeting, shown_to=ShownTo(asked), actor=actor)
            messages.success(request, _("Ändringen är sparad."))
        else:
            raise Http404
    except MeetingError as error:
        messages.error(request, told_of(error))
    return HttpResponseRedirect(reverse("web:meeting", args=[number]))
