"""What follows of decisions: the list of actions, one of them, and how it goes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.governance.errors import GovernanceError
from riktning.apps.governance.items import (
    ItemsSought,
    answers_for,
    find_item,
    follow_up_item,
    give_item,
    items,
)
from riktning.apps.governance.kinds import ItemState
from riktning.apps.governance.models import ActionItem
from riktning.apps.governance.register import deciding_bodies, find_decision
from riktning.apps.meetings.rights import told_decisions
from riktning.web.access import acting
from riktning.web.item_forms import FollowUpForm, GiveItemForm
from riktning.web.presenters import items as present
from riktning.web.refusals import told_of
from riktning.web.table_files import table_file
from riktning.web.views.decisions import decision_page

LATE = "late"
MOST = 500  # actions on the page; the file has all of them


def item_list(request: HttpRequest) -> HttpResponse:
    """Every action that fits the address, the first due first."""
    today = timezone.localdate()
    units, sought = administrations(today), _sought(request)
    found = list(items(sought)[: MOST + 1])
    context = {
        "sought": sought,
        "chosen": _chosen(request),
        "rows": present.item_rows(found[:MOST], units, today),
        "more": len(found) > MOST,
        "states": [*ItemState.choices, (LATE, _("försenade"))],
        "bodies": deciding_bodies(sought.told),
        "units": sorted(units.items(), key=lambda one: one[1]),
        "address": request.GET.urlencode(),
    }
    return render(request, "governance/items.html", context)


def item_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The same as CSV or Excel, all of it."""
    today = timezone.localdate()
    rows = present.item_rows(items(_sought(request)), administrations(today), today)
    cells = (present.item_cells(row) for row in rows)
    return table_file(ending, _("åtgärder"), present.item_headings(), cells)


def one_item(request: HttpRequest, number: int) -> HttpResponse:
    """An action with all that was said of it."""
    return _item_page(request, _found(request, number))


@require_POST
def follow_up(request: HttpRequest, number: int) -> HttpResponse:
    """Say how it goes."""
    item, form = _found(request, number), FollowUpForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            follow_up_item(
                item=item, text=said["note"], state=ItemState(said["state"]),
                due_on=said["due_on"], actor=acting(request),
            )  # fmt: skip
        except GovernanceError as error:
            form.add_error(None, told_of(error))
        else:
            messages.success(request, _("Uppföljningen är införd."))
            return HttpResponseRedirect(reverse("web:item", args=[number]))
    return _item_page(request, item, form)


@require_POST
def give(request: HttpRequest, number: int) -> HttpResponse:
    """Give somebody something to do because of the decision."""
    decision = find_decision(number, told_decisions(acting(request)))
    if decision is None:
        raise Http404
    form = GiveItemForm(
        request.POST, decision=decision, units=administrations(timezone.localdate())
    )
    if not form.is_valid():
        return decision_page(request, decision, form)
    give_item(decision=decision, actor=acting(request), **form.details())
    messages.success(request, _("Åtgärden är införd."))
    return HttpResponseRedirect(reverse("web:decision", args=[number]))


def _item_page(
    request: HttpRequest, item: ActionItem, form: FollowUpForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "row": present.item_rows([item], administrations(today), today)[0],
        "item": item,
        "notes": item.notes.order_by("-id"),
        "form": form or FollowUpForm(initial={"state": item.state}),
        "may_follow": answers_for(acting(request), item),
    }
    return render(request, "governance/item.html", context, status=422 if form else 200)


def _found(request: HttpRequest, number: int) -> ActionItem:
    item = find_item(number, told_decisions(acting(request)))
    if item is None:
        raise Http404
    return item


def _chosen(request: HttpRequest) -> str:
    asked = request.GET.get("lage", "")
    return asked if asked in (*ItemState.values, LATE) else ""


def _sought(request: HttpRequest) -> ItemsSought:
    chosen = _chosen(request)
    return ItemsSought(
        state=chosen if chosen != LATE else "",
        late_on=timezone.localdate() if chosen == LATE else None,
        body=request.GET.get("organ", "")[:60],
        unit_id=request.GET.get("enhet", "")[:100],
        told=told_decisions(acting(request)),
    )
