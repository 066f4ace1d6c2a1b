"""One item of a plan: read in place, changed in place, and all that can be said of it on a page."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.organisation.rights import NotAllowedError
from riktning.apps.plans.models import PlanKind, Revision, State
from riktning.apps.plans.places import area_of
from riktning.core.errors import RiktningError
from riktning.web.plan_acts import ACTS, Done
from riktning.web.plan_desk import Desk, WrongError, desk_of, fault_words, is_draft
from riktning.web.presenters.plan_item import entry_of, item_sheet
from riktning.web.views.plan_changes import reading_language


def item(request: HttpRequest, plan: str, number: int, item: int) -> HttpResponse:
    """The item as a page; as a form or a line where it stands when the page asks for that."""
    desk = desk_of(request, plan, number, item)
    if request.method == "POST":
        return _act(request, desk)
    if desk.row is None:
        return _elsewhere(request, desk)
    if _in_place(request):
        part = "plan_entry" if request.GET.get("visa") else "plan_entry_form"
        return _fragment(request, desk, part)
    return _page(request, desk)


def _in_place(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _act(request: HttpRequest, desk: Desk) -> HttpResponse:
    found = ACTS.get(request.POST.get("handling", ""))
    if found is None:
        raise Http404
    action, act = found
    desk.require(action)
    if desk.row is None and not action.value.startswith(("link", "unlink", "name", "end")):
        return _gone(request, desk)
    try:
        done = act(desk, request.POST)
    except NotAllowedError:
        raise  # the door answers: who would be allowed
    except (WrongError, RiktningError) as error:
        return _refused(request, desk, error)
    if _in_place(request) and not done.gone:
        return _fragment(request, _again(request, desk), "plan_entry", done)
    tell = messages.warning if done.warn else messages.success
    tell(request, done.told)
    return HttpResponseRedirect(_after(request, desk, done))


def _again(request: HttpRequest, desk: Desk) -> Desk:
    return desk_of(request, desk.revision.plan.code, desk.revision.number, desk.item.number)


def _after(request: HttpRequest, desk: Desk, done: Done) -> str:
    """Back to where the person was: the area for words and places, the item for the rest."""
    names = [desk.revision.plan.code, desk.revision.number]
    if done.gone:
        if desk.row is None or area_of(desk.row).item_id == desk.item.pk:
            return reverse("web:edit", args=names)
        return reverse("web:edit_area", args=[*names, area_of(desk.row).item.number])
    handled = request.POST.get("handling", "")
    if request.POST.get("fran-listan"):
        return reverse("web:edit", args=names)
    return (
        reverse("web:edit_item", args=[*names, desk.item.number]) + f"#{handled.partition('-')[0]}"
    )


def _fragment(
    request: HttpRequest,
    desk: Desk,
    part: str,
    done: Done | None = None,
    fault: str = "",
    typed: str | None = None,
) -> HttpResponse:
    if desk.row is None:
        return _gone(request, desk)
    context = {
        "revision": desk.revision,
        "entry": entry_of(desk.row),
        "done": done,
        "fault": fault,
        "typed": typed,
        "may": is_draft(desk.revision),
        "focus": True,
    }
    return render(request, f"components/{part}.html", context)


def _refused(request: HttpRequest, desk: Desk, error: WrongError | RiktningError) -> HttpResponse:
    """What was typed stays, with what was wrong."""
    words = error.words if isinstance(error, WrongError) else fault_words(error)
    now = _again(request, desk)
    if now.row is None:
        return _gone(request, now)
    if _in_place(request):
        typed = request.POST.get("text")
        return _fragment(request, now, "plan_entry_form", fault=words, typed=typed)
    field = error.field if isinstance(error, WrongError) else ""
    status = 422 if isinstance(error, WrongError) else 409
    return _page(request, now, words, field, request.POST, status)


def _page(
    request: HttpRequest,
    desk: Desk,
    fault: str = "",
    field: str = "",
    given: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    plan = desk.revision.plan
    context = {
        "revision": desk.revision,
        "draft": is_draft(desk.revision),
        "sheet": item_sheet(desk, request.GET.get("plan", ""), reading_language()),
        "may": {name.replace("-", "_"): desk.may(action) for name, (action, _a) in ACTS.items()},
        "later": None if is_draft(desk.revision) else _draft_of(desk.revision),
        "operational": plan.kind == PlanKind.OPERATIONAL,
        "fault": fault,
        "field": field,
        "given": given or {},
        "today": timezone.localdate(),
    }
    return render(request, "plan_item.html", context, status=status)


def _draft_of(revision: Revision) -> Revision | None:
    drafts = revision.plan.revisions.filter(state=State.DRAFT).order_by("-number")
    return drafts.first()


def _elsewhere(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The item is in another revision, or was removed from this one."""
    names = [desk.revision.plan.code, desk.revision.number]
    messages.warning(request, _("Posten finns inte i den här revideringen."))
    return HttpResponseRedirect(reverse("web:edit", args=names))


def _gone(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Somebody removed the item while another wrote: what was written is not lost."""
    context = {
        "revision": desk.revision,
        "number": desk.item.number,
        "text": request.POST.get("text", ""),
    }
    template = "components/plan_gone.html" if _in_place(request) else "plan_gone.html"
    return render(request, template, context, status=200 if _in_place(request) else 409)
