"""Where groups are formed, changed and closed, and where seats and ways begin and end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.governance import groups as act
from riktning.apps.governance.errors import GovernanceError
from riktning.apps.governance.kinds import SeatPart, Way
from riktning.apps.governance.models import Group
from riktning.apps.governance.queries import find_group, page_of
from riktning.apps.meetings.rights import told_decisions
from riktning.core.digits import whole_number
from riktning.web.access import acting
from riktning.web.group_forms import (
    ChangedGroupForm,
    CloseGroupForm,
    NewGroupForm,
    SeatForm,
    WayForm,
)
from riktning.web.presenters import groups as present
from riktning.web.refusals import told_of


def new_group(request: HttpRequest) -> HttpResponse:
    """A form, and the group that is made of it."""
    form = NewGroupForm(request.POST or None, initial={"from_date": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        act.form_group(code=code, details=form.details(), actor=acting(request))
        return _to(code, _("Gruppen är bildad."), request)
    return render(request, "governance/group_new.html", {"form": form}, status=_status(form))


def edit_group(request: HttpRequest, code: str) -> HttpResponse:
    """Say something else of the group, or close it; each with a reason."""
    group = _found(code)
    closing = request.method == "POST" and "avsluta" in request.POST
    stands = {
        name: getattr(group, name)
        for name in ("name", "kind", "process", "meetings_a_year", "from_date")
    }
    form = ChangedGroupForm(
        request.POST if request.method == "POST" and not closing else None,
        group=group,
        initial={**stands, "parent": group.parent_id},
    )
    close = CloseGroupForm(request.POST if closing else None)
    fault = ""
    if request.method == "POST" and (close if closing else form).is_valid():
        try:
            if closing:
                said = close.cleaned_data
                act.close_group(
                    group=group, last_day=said["last_day"], reason=said["close_reason"],
                    actor=acting(request),
                )  # fmt: skip
                return _to(code, _("Gruppen är avslutad."), request)
            act.change_group(
                group=group, details=form.details(), reason=form.cleaned_data["reason"],
                actor=acting(request),
            )  # fmt: skip
            return _to(code, _("Ändringen är sparad."), request)
        except GovernanceError as error:
            fault = told_of(error)
    wrong = fault or _status(form) == 422 or _status(close) == 422
    context = {"form": form, "close": close, "group": group, "fault": fault}
    return render(request, "governance/group_edit.html", context, status=422 if wrong else 200)


def seats(request: HttpRequest, code: str) -> HttpResponse:
    """Who sits in the group: somebody takes a seat, or a seat ends today."""
    group, today = _found(code), timezone.localdate()
    ended = request.POST.get("avsluta", "")
    form = SeatForm(
        request.POST if request.method == "POST" and not ended else None,
        initial={"from_date": today},
    )
    fault = ""
    try:
        if ended:
            seat = group.seats.filter(pk=whole_number(ended) or 0).first()
            if seat is None:
                raise Http404
            act.end_seat(seat=seat, last_day=max(today, seat.from_date), actor=acting(request))
            return _back("group_seats", code, _("Platsen är avslutad."), request)
        if request.method == "POST" and form.is_valid() and _seated(form, group, request):
            return _back("group_seats", code, _("Platsen är tillsatt."), request)
    except GovernanceError as error:
        fault = told_of(error)
    page = page_of(group, today, told_decisions(acting(request)))
    units = dict(form.fields["unit_id"].choices)  # type: ignore[attr-defined]  # the field's own class
    context = {
        "group": group,
        "form": form,
        "fault": fault,
        "seats": present.seat_rows(page, units, accounts=True),
    }
    wrong = fault or _status(form) == 422
    return render(request, "governance/seats.html", context, status=422 if wrong else 200)


def _seated(form: SeatForm, group: Group, request: HttpRequest) -> bool:
    said: dict[str, Any] = form.cleaned_data
    user = User.objects.filter(username=said["account"]).first() if said["account"] else None
    if said["account"] and user is None:
        form.add_error("account", _("Det finns inget sådant konto."))
        return False
    act.take_seat(
        group=group, part=SeatPart(said["part"]), role=said["role"], unit_id=said["unit_id"],
        user=user, mandate=said["mandate"], from_date=said["from_date"], actor=acting(request),
    )  # fmt: skip
    return True


def ways(request: HttpRequest, code: str) -> HttpResponse:
    """Whom the group answers to: a way begins, or ends today."""
    group, today = _found(code), timezone.localdate()
    ended = request.POST.get("avsluta", "")
    form = WayForm(
        request.POST if request.method == "POST" and not ended else None,
        group=group,
        initial={"way_from": today},
    )
    fault = ""
    try:
        if ended:
            way = group.ways_out.filter(pk=whole_number(ended) or 0).first()
            if way is None:
                raise Http404
            act.end_relation(
                relation=way, last_day=max(today, way.from_date), actor=acting(request)
            )
            return _back("group_ways", code, _("Vägen är avslutad."), request)
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            act.relate(
                source=group, way=Way(said["way"]), target=said["target"], role=said["to_role"],
                from_date=said["way_from"], actor=acting(request),
            )  # fmt: skip
            return _back("group_ways", code, _("Vägen är tillagd."), request)
    except GovernanceError as error:
        fault = told_of(error)
    page = page_of(group, today, told_decisions(acting(request)))
    context = {"group": group, "form": form, "fault": fault, "ways": page.ways_out}
    wrong = fault or _status(form) == 422
    return render(request, "governance/ways.html", context, status=422 if wrong else 200)


def _found(code: str) -> Group:
    group = find_group(code)
    if group is None:
        raise Http404
    return group


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200


def _to(code: str, told: str, request: HttpRequest) -> HttpResponse:
    return _back("group", code, told, request)


def _back(name: str, code: str, told: str, request: HttpRequest) -> HttpResponse:
    messages.success(request, told)
    return HttpResponseRedirect(reverse(f"web:{name}", args=[code]))
