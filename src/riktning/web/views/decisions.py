"""The register of decisions: a page that is filtered by its address, and the same as a file."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.governance.decisions import record_decision
from riktning.apps.governance.errors import GovernanceError
from riktning.apps.governance.items import items
from riktning.apps.governance.kinds import Outcome, SubjectKind
from riktning.apps.governance.models import Decision
from riktning.apps.governance.register import Sought, deciding_bodies, decisions, find_decision
from riktning.apps.meetings.rights import told_decisions
from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.web.access import acting
from riktning.web.decision_forms import NewDecisionForm
from riktning.web.decision_subjects import subjects_of
from riktning.web.item_forms import GiveItemForm
from riktning.web.presenters import decisions as present
from riktning.web.presenters.items import item_rows
from riktning.web.refusals import told_of
from riktning.web.table_files import table_file

ON_A_PAGE = 50


def register(request: HttpRequest) -> HttpResponse:
    """What every body has decided, the latest first."""
    sought, faults = _sought(request)
    pages = Paginator(decisions(sought), ON_A_PAGE)
    page = pages.get_page(request.GET.get("sida"))
    found = list(page.object_list)
    kept = request.GET.copy()
    kept.pop("sida", None)
    context = {
        "sought": sought,
        "faults": faults,
        "page": page,
        "total": pages.count,
        "rows": present.rows(found, subjects_of(found, acting(request))),
        "address": kept.urlencode(),
        "bodies": deciding_bodies(sought.told),
        "kinds": SubjectKind.choices,
        "outcomes": Outcome.choices,
    }
    return render(request, "governance/decisions.html", context)


def register_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The same as CSV or Excel, all that fits the filter."""
    sought, _faults = _sought(request)
    found = list(decisions(sought))
    rows = present.rows(found, subjects_of(found, acting(request)))
    return table_file(ending, _("beslut"), present.headings(), (present.cells(r) for r in rows))


def one_decision(request: HttpRequest, number: int) -> HttpResponse:
    """A decision, word for word."""
    decision = find_decision(number, told_decisions(acting(request)))
    if decision is None:
        raise Http404
    return decision_page(request, decision)


def decision_page(
    request: HttpRequest, decision: Decision, form: GiveItemForm | None = None
) -> HttpResponse:
    """A decision and, for those at work, what follows of it; ``form`` was sent, shown as typed."""
    actor, today = acting(request), timezone.localdate()
    context: dict[str, Any] = {"row": present.rows([decision], subjects_of([decision], actor))[0]}
    if may_somewhere(actor, Action.READ_INTERNAL):
        units = administrations(today)
        found = items().filter(decision=decision)
        context["items"] = item_rows(found, units, today)
        if may_somewhere(actor, Action.GIVE_ITEM):
            context["form"] = form or GiveItemForm(decision=decision, units=units)
    return render(request, "governance/decision.html", context, status=422 if form else 200)


def new_decision(request: HttpRequest) -> HttpResponse:
    """A form, and the decision that is entered by it."""
    form = NewDecisionForm(request.POST or None, initial={"decided_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            made = record_decision(**form.details(), actor=acting(request))
        except GovernanceError as error:
            form.add_error(None, told_of(error))
        else:
            messages.success(request, _("Beslutet är infört."))
            return HttpResponseRedirect(reverse("web:decision", args=[made.pk]))
    status = 422 if form.is_bound else 200
    return render(request, "governance/decision_new.html", {"form": form}, status=status)


def _sought(request: HttpRequest) -> tuple[Sought, list[str]]:
    """What the address looks for, and what of it is no day; an unknown choice filters nothing."""
    given = {key: str(value).strip() for key, value in request.GET.items()}
    days: dict[str, date | None] = {}
    faults = []
    for key in ("fran", "till"):
        try:
            days[key] = date.fromisoformat(given[key]) if given.get(key) else None
        except ValueError:
            days[key] = None
            faults.append(_("%(text)s är ingen dag; skriv som 2025-12-31.") % {"text": given[key]})
    kind, outcome = given.get("galler", ""), given.get("utfall", "")
    sought = Sought(
        body=given.get("organ", "")[:60],
        subject_kind=kind if kind in SubjectKind.values else "",
        outcome=outcome if outcome in Outcome.values else "",
        words=given.get("sok", "")[:100],
        first=days["fran"],
        last=days["till"],
        told=told_decisions(acting(request)),
    )
    return sought, faults
