"""After a meeting: the minutes are written, decisions and actions entered, all is approved."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.governance.errors import GovernanceError
from riktning.apps.governance.models import ActionItem
from riktning.apps.governance.queries import valid_on
from riktning.apps.meetings import minutes as act
from riktning.apps.meetings.errors import MeetingError
from riktning.apps.meetings.kinds import MeetingState, Presence
from riktning.apps.meetings.models import Meeting, PointDecision
from riktning.apps.meetings.queries import whole_of
from riktning.apps.organisation.rights import Action
from riktning.apps.plans.models import Area, State
from riktning.apps.plans.permissions import may_in
from riktning.core.errors import RiktningError
from riktning.web.access import acting
from riktning.web.decision_subjects import choices
from riktning.web.meeting_forms import ActionForm, ApproveForm, DecisionForm, MinutesForm
from riktning.web.presenters.meetings import point_rows
from riktning.web.refusals import told_of
from riktning.web.views.meeting_changes import led
from riktning.web.views.meetings import found


def write(request: HttpRequest, number: int) -> HttpResponse:
    """Who was there and what was said; and the approval, after which nothing changes."""
    meeting = _held(request, number)
    whole, units = whole_of(meeting), administrations(meeting.day)
    roles = _roles(meeting)
    before = {(row.role, row.unit_id): row.presence for row in whole.attendance}
    approving = "justera" in request.POST
    form = MinutesForm(
        request.POST if request.method == "POST" and not approving else None,
        points=[taken.point for taken in whole.points],
        roles=[(role, units.get(unit, unit)) for role, unit in roles],
        initial={
            "introduction": meeting.introduction,
            **{f"roll-{at}": before.get(who, "") for at, who in enumerate(roles)},
        },
    )
    approve = ApproveForm(
        request.POST if approving else None,
        initial={"on": timezone.localdate(), "by": _("ordförande")},
    )
    sent: MinutesForm | ApproveForm = approve if approving else form
    if request.method == "POST" and sent.is_valid():
        try:
            if approving:
                act.approve_minutes(meeting=meeting, **approve.cleaned_data, actor=acting(request))
                messages.success(request, _("Protokollet är justerat."))
                return HttpResponseRedirect(reverse("web:meeting", args=[number]))
            done = _save(request, meeting, form, roles)
        except MeetingError as error:
            sent.add_error(None, told_of(error))
        else:
            _tell(request, done)
            return HttpResponseRedirect(request.path)
    context = {
        "meeting": meeting,
        "form": form,
        "approve": approve,
        "points": point_rows(whole, units, told=True),
        "attendance": [form[f"roll-{at}"] for at in range(len(roles))],
        "drafts": _drafts(request),
    }
    return render(request, "meetings/write.html", context, status=422 if sent.is_bound else 200)


@transaction.atomic
def _save(
    request: HttpRequest, meeting: Meeting, form: MinutesForm, roles: list[tuple[str, str]]
) -> act.Minuted:
    actor = acting(request)
    done = act.write_minutes(
        meeting=meeting, introduction=form.cleaned_data["introduction"], notes=form.notes(),
        seen=form.seen_texts(), actor=actor,
    )  # fmt: skip
    said = [(who, form.cleaned_data[f"roll-{at}"]) for at, who in enumerate(roles)]
    rows = [act.Attended(role, unit, Presence(word)) for (role, unit), word in said if word]
    seen = {who: form.shown(f"roll-{at}") for at, who in enumerate(roles)}
    act.record_attendance(meeting=meeting, rows=rows, seen=seen, actor=actor)
    return done


def _tell(request: HttpRequest, done: act.Minuted) -> None:
    if done.both:
        words = _("Någon annan ändrade samma ställe medan du skrev. Båda lydelserna står kvar, åtskilda av / – läs igenom.")  # fmt: skip  # noqa: E501 - one text to translate
        messages.warning(request, words)
    elif done.joined:
        words = _("Sparat, tillsammans med det som någon annan ändrade medan du skrev. Läs igenom.")
        messages.warning(request, words)
    else:
        messages.success(request, _("Protokollet är sparat."))


def decide(request: HttpRequest, number: int, point: int) -> HttpResponse:
    """What was decided at a point, into the register."""
    meeting = _held(request, number)
    row = meeting.points.filter(pk=point).first()
    if row is None:
        raise Http404
    taken = PointDecision.objects.filter(point__meeting=meeting).count()
    form = DecisionForm(
        request.POST or None,
        subjects=choices(),
        initial={"paragraph": str(taken + 1), "text": row.wanted},
    )
    if request.method == "POST" and form.is_valid():
        try:
            act.decide_at(point=row, verdict=form.verdict(), actor=acting(request))
        except (MeetingError, GovernanceError) as error:
            form.add_error(None, told_of(error))
        else:
            messages.success(request, _("Beslutet är infört."))
            return HttpResponseRedirect(reverse("web:meeting_minutes", args=[number]))
    context = {"meeting": meeting, "about": row.heading, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "meetings/decide.html", context, status=status)


def give(request: HttpRequest, number: int, decided: int) -> HttpResponse:
    """What somebody is to do because of a decision of the meeting."""
    meeting = _held(request, number)
    made = PointDecision.objects.filter(pk=decided, point__meeting=meeting).first()
    if made is None:
        raise Http404
    form = ActionForm(request.POST or None, units=administrations(meeting.day))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            act.act_on(
                made=made, text=said["text"], owner=form.owner(), due_on=said["due_on"],
                actor=acting(request),
            )  # fmt: skip
        except (MeetingError, GovernanceError) as error:
            form.add_error(None, told_of(error))
        else:
            messages.success(request, _("Åtgärden är införd."))
            return HttpResponseRedirect(reverse("web:meeting_minutes", args=[number]))
    context = {"meeting": meeting, "about": made.decision.text, "form": form, "gives": True}
    return render(request, "meetings/decide.html", context, status=422 if form.is_bound else 200)


def activity(request: HttpRequest, number: int, item: int) -> HttpResponse:
    """An action becomes an activity of a draft plan."""
    meeting = found(request, number)
    action = ActionItem.objects.filter(
        pk=item, decision__at_point__point__meeting=meeting, activity__isnull=True
    ).first()
    if action is None:
        raise Http404
    drafts = _drafts(request)
    if request.method == "POST":
        area = next((each for each in drafts if str(each.pk) == request.POST.get("omrade")), None)
        if area is None:
            raise Http404
        try:
            act.make_activity(action=action, area=area, actor=acting(request))
        except RiktningError as error:
            messages.error(request, told_of(error))
        else:
            messages.success(request, _("Åtgärden är nu en aktivitet i planens utkast."))
        return HttpResponseRedirect(reverse("web:meeting", args=[number]))
    context = {"meeting": meeting, "action": action, "drafts": drafts}
    return render(request, "meetings/activity.html", context)


def _drafts(request: HttpRequest) -> list[Area]:
    """The areas of draft plans that the reader may add an activity to. One query."""
    rows = Area.objects.filter(revision__state=State.DRAFT).select_related("revision__plan", "item")
    return [
        area
        for area in rows.order_by("revision__plan__name", "-revision__number", "order")
        if may_in(acting(request), Action.ADD, area.revision.plan, area=area.slug)
    ]


def _held(request: HttpRequest, number: int) -> Meeting:
    meeting = led(request, number, Action.WRITE_MINUTES)
    if meeting.state != MeetingState.HELD:
        raise Http404
    return meeting


def _roles(meeting: Meeting) -> list[tuple[str, str]]:
    """The roles with a seat in the group on the day of the meeting, the chair first. One query."""
    seats = meeting.group.seats.filter(valid_on(meeting.day)).order_by("part", "unit_id", "role")
    return list(dict.fromkeys(seats.values_list("role", "unit_id")))
