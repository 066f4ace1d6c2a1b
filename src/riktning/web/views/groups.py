"""Groups: the list, one of them, what is amiss among them, and how they hang together."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.governance.kinds import Process
from riktning.apps.governance.linting import lint
from riktning.apps.governance.networks import network_on
from riktning.apps.governance.proposals.queries import proposals_of
from riktning.apps.governance.queries import (
    closed_before,
    find_group,
    groups_on,
    may_read_undecided,
    page_of,
)
from riktning.apps.meetings.rights import told_decisions
from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.documents.groups.drawing import MOST_SHARED, drawing
from riktning.documents.groups.network import Network, TieKind
from riktning.web.access import acting
from riktning.web.presenters import groups as present
from riktning.web.presenters.proposals import rows
from riktning.web.views.plan_changes import reading_language


def group_list(request: HttpRequest) -> HttpResponse:
    """Every group of today, process by process; the address says what is sought."""
    today, sought = timezone.localdate(), request.GET.get("sok", "").strip()
    every = groups_on(today)
    context = {
        "sought": sought,
        "total": len(every),
        "processes": present.by_process(every, sought),
        "closed": closed_before(today),
    }
    return render(request, "governance/groups.html", context)


def one_group(request: HttpRequest, code: str) -> HttpResponse:
    """A group: who sits in it, whom it answers to, what it is to do."""
    group = find_group(code)
    if group is None:
        raise Http404
    today = timezone.localdate()
    actor = acting(request)
    page = page_of(group, today, told_decisions(actor))
    internal = may_somewhere(actor, Action.READ_INTERNAL)
    context = {
        "page": page,
        "group": group,
        "facts": present.facts(page),
        "seats": present.seat_rows(page, administrations(today), accounts=internal),
        "ways": present.way_rows(page),
        "draft": page.draft if may_read_undecided(actor) else None,
        "closed": group.to_date is not None and group.to_date < today,
        "proposals": rows(proposals_of(group, actor)),
    }
    return render(request, "governance/group.html", context)


def group_findings(request: HttpRequest) -> HttpResponse:
    """What is amiss: what overlaps, what leads nowhere or round in circles, what nobody has."""
    found = lint(timezone.localdate())
    language = reading_language()
    context = {
        "kinds": present.finding_kinds(found, language),
        "alike": present.alike_cards(found),
        "total": len(found.found),
    }
    return render(request, "governance/findings.html", context)


def network_page(request: HttpRequest) -> HttpResponse:
    """How groups report, escalate and share members, as a picture and as a table."""
    process, around = _chosen(request)
    whole = network_on(timezone.localdate())
    part = sought_network(request, whole)
    context = {
        "process": process,
        "around": around,
        "processes": Process.choices,
        "groups": sorted((node.name, node.code) for node in whole.nodes),
        "drawing": drawing(part, reading_language()),
        "rows": present.network_rows(part),
        "shared_hidden": sum(t.kind is TieKind.SHARES for t in part.ties) > MOST_SHARED,
        "size": len(part.nodes),
        "address": request.GET.urlencode(),
    }
    return render(request, "governance/network.html", context)


def _chosen(request: HttpRequest) -> tuple[str, str]:
    """The process and the group that the address chooses; what is unknown chooses nothing."""
    process = request.GET.get("process", "")
    return process if process in Process.values else "", request.GET.get("grupp", "")


def sought_network(request: HttpRequest, whole: Network) -> Network:
    """The part of the network that the address chooses."""
    process, around = _chosen(request)
    return whole.part(process=process, around=around)
