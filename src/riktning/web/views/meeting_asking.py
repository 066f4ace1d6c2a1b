"""Before a meeting: who is asked how they stand, and where they answer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.meetings.asking import Said, answer_positions, ask_positions, stamp
from riktning.apps.meetings.errors import MeetingError
from riktning.apps.meetings.kinds import MeetingState
from riktning.apps.meetings.models import Position
from riktning.apps.meetings.rights import may_answer
from riktning.apps.organisation.rights import Action, NotAllowedError
from riktning.apps.plans.queries import shown_revision
from riktning.web.access import acting
from riktning.web.meeting_forms import AskForm, PositionForm
from riktning.web.refusals import told_of
from riktning.web.views.meeting_changes import led
from riktning.web.views.meetings import found


def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Who is asked, in which areas of the plan, by when."""
    meeting = led(request, number, Action.ASK_POSITIONS)
    if meeting.state != MeetingState.PLANNED:
        raise Http404
    revision, units = meeting.revision or shown_revision(), administrations(meeting.day)
    areas = list(revision.areas.order_by("order")) if revision else []
    rows = list(meeting.positions.values_list("area", "unit_id"))
    initial = {
        "areas": sorted({str(area) for area, _unit in rows}) or [str(area.pk) for area in areas],
        "units": sorted({unit for _area, unit in rows}) or list(units),
        "answer_by": meeting.answer_by,
        "reminder": meeting.reminder
        or _("Svara med ett läge per område, och skriv vad det beror på."),
    }
    form = AskForm(request.POST or None, meeting=meeting, areas=areas, units=units, initial=initial)
    if request.method == "POST" and revision and form.is_valid():
        try:
            ask_positions(meeting=meeting, actor=acting(request), **form.details(revision))
        except MeetingError as error:
            form.add_error(None, told_of(error))
        else:
            messages.success(request, _("Förvaltningarna är tillfrågade."))
            return HttpResponseRedirect(reverse("web:meeting", args=[number]))
    context = {"meeting": meeting, "form": form, "revision": revision}
    return render(request, "meetings/ask.html", context, status=422 if form.is_bound else 200)


def answer(request: HttpRequest, number: int, unit: str) -> HttpResponse:
    """One administration's own page: an area at a time, a word and what it depends on."""
    meeting, actor = found(request, number), acting(request)
    if not may_answer(actor, unit):
        raise NotAllowedError(actor, Action.ANSWER_POSITION, unit)
    rows = list(
        meeting.positions.filter(unit_id=unit).select_related("area").order_by("area__order")
    )
    if not rows or meeting.state != MeetingState.PLANNED:
        raise Http404
    forms = [_form(row, request) for row in rows]
    fault = ""
    valid = [form.is_valid() for form in forms]  # every one of them, so that all faults are told
    if request.method == "POST" and all(valid):
        said = {form.position.area_id: Said(**form.cleaned_data) for form in forms}
        try:
            done = answer_positions(meeting=meeting, unit_id=unit, said=said, actor=actor)
        except MeetingError as error:
            fault = told_of(error)
        else:
            if not done.meanwhile:
                messages.success(request, _("Tack. Svaren är sparade."))
                return HttpResponseRedirect(reverse("web:meeting", args=[number]))
            fault = _("Någon annan har svarat under tiden om: %(areas)s. Se det svaret nedan.") % {
                "areas": ", ".join(done.meanwhile)
            }
            forms = _beside(forms, done.meanwhile)
    context = {
        "meeting": meeting,
        "unit": administrations(meeting.day).get(unit, unit),
        "forms": forms,
        "fault": fault,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/answer.html", context, status=status)


def _form(row: Position, request: HttpRequest) -> PositionForm:
    stands = {"word": row.word, "text": row.text, "seen": stamp(row)}
    data = request.POST if request.method == "POST" else None
    return PositionForm(data, prefix=f"o{row.area_id}", initial=stands, position=row)


def _beside(forms: list[PositionForm], areas: tuple[str, ...]) -> list[PositionForm]:
    """What was typed stays; the forms carry what is there now, and show it beside."""
    shown = []
    for form in forms:
        row = form.position
        row.refresh_from_db()
        typed = {form.add_prefix(name): form.cleaned_data[name] for name in ("word", "text")} | {
            form.add_prefix("seen"): stamp(row)
        }
        again = PositionForm(typed, prefix=form.prefix, position=row)
        again.theirs = row if row.area.name in areas else None
        shown.append(again)
    return shown
