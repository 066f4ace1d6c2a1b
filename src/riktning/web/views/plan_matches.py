"""What in a draft may be what was in the revision before: shown to all, decided by who may."""

from functools import cache

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from riktning.apps.organisation.rights import Action
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.identity import confirm_match, decline_match, row_of_item, suggestions
from riktning.apps.plans.models import Item, PlanKind, Revision
from riktning.apps.plans.permissions import may_in, require_in
from riktning.apps.plans.places import area_of
from riktning.apps.plans.policies import Act, permits
from riktning.apps.plans.queries import find_revision
from riktning.web.access import acting
from riktning.web.presenters.plan_matches import match_cards
from riktning.web.refusals import told_of
from riktning.web.views.plan_changes import reading_language

ACTS = {
    "samma": (Action.CONFIRM_MATCH, confirm_match),
    "olika": (Action.DECLINE_MATCH, decline_match),
}


def matches(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Every suggestion with its reasons: what others stand in first, likeliest first."""
    found = find_revision(plan, number)
    if found is None:
        raise Http404
    return _page(request, found)


@require_POST
def decide_match(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Keep what a person says of one suggestion; a refusal is told on the page."""
    found = find_revision(plan, number)
    asked = ACTS.get(request.POST.get("svar", ""))
    if found is None or asked is None:
        raise Http404
    action, act = asked
    items = {
        item.number: item
        for item in Item.objects.filter(plan=found.plan).select_related("plan")
        if str(item.number) in {request.POST.get("ny"), request.POST.get("tidigare")}
    }
    try:
        new, old = (items[int(request.POST[name])] for name in ("ny", "tidigare"))
    except (KeyError, ValueError) as error:
        raise Http404 from error
    row = row_of_item(found, new)
    # An item the draft has not is in no area: only who may in the whole plan is told so.
    area = area_of(row).slug if row is not None else ""
    require_in(acting(request), action, found.plan, area=area)
    try:
        act(revision=found, new=new, old=old, actor=acting(request).name)
    except PlanError as error:
        return _page(request, found, fault=told_of(error), status=409)
    return HttpResponseRedirect(reverse("web:matches", args=[plan, number]))


def _page(
    request: HttpRequest, revision: Revision, *, fault: str = "", status: int = 200
) -> HttpResponse:
    actor, open_ = acting(request), permits(revision.state, Act.MATCH)
    numbers = dict(Item.objects.filter(plan=revision.plan).values_list("pk", "number"))
    operational = revision.plan.kind == PlanKind.OPERATIONAL
    cards = match_cards(
        suggestions(revision) if open_ else (),
        numbers,
        reading_language(),
        operational=operational,
        may=cache(lambda area: may_in(actor, Action.CONFIRM_MATCH, revision.plan, area=area)),
    )
    context = {
        "revision": revision,
        "open": open_,
        "may": any(card.may for card in cards),
        "local": revision.plan.kind == PlanKind.LOCAL,
        "fault": fault,
        "cards": cards,
    }
    return render(request, "plan_matches.html", context, status=status)
