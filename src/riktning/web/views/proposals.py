"""Proposals about groups: the list, the same as a file, and one of them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.governance.courses import Standing
from riktning.apps.governance.models import Proposal
from riktning.apps.governance.proposal_course import ProposalKind, Step
from riktning.apps.governance.proposals.facts import known
from riktning.apps.governance.proposals.queries import Sought, find_proposal, proposals
from riktning.apps.governance.proposals.writing import voices_of, writable
from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.web.access import acting
from riktning.web.decision_subjects import headline
from riktning.web.presenters import proposals as present
from riktning.web.proposal_forms import OpinionForm, ProposalDecisionForm
from riktning.web.table_files import table_file
from riktning.web.views.plan_changes import reading_language

ON_A_PAGE = 50


def proposal_list(request: HttpRequest) -> HttpResponse:
    """Everybody sees what is decided; those at work all that is proposed."""
    sought = _sought(request)
    pages = Paginator(proposals(sought, acting(request)), ON_A_PAGE)
    page = pages.get_page(request.GET.get("sida"))
    kept = request.GET.copy()
    kept.pop("sida", None)
    context = {
        "sought": sought,
        "rows": present.rows(page.object_list),
        "page": page,
        "total": pages.count,
        "address": kept.urlencode(),
        "kinds": ProposalKind.choices,
        "steps": Step.choices,
        "standings": Standing.choices,
    }
    return render(request, "governance/proposals.html", context)


def proposal_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The same as CSV or Excel, all that fits the filter."""
    rows = present.rows(proposals(_sought(request), acting(request)))
    cells = (present.cells(row) for row in rows)
    return table_file(ending, _("förslag om grupper"), present.headings(), cells)


def one_proposal(request: HttpRequest, number: int) -> HttpResponse:
    """A proposal: for everybody what was decided; for those at work all of it."""
    return proposal_page(request, found_proposal(request, number))


def found_proposal(request: HttpRequest, number: int) -> Proposal:
    """The proposal, or the page that says there is none to be read."""
    proposal = find_proposal(number, acting(request))
    if proposal is None:
        raise Http404
    return proposal


def proposal_page(
    request: HttpRequest, proposal: Proposal, *, fault: str = "", status: int = 200, **bound: Any
) -> HttpResponse:
    """The page of a proposal; ``bound`` are forms that were sent and are shown again as typed."""
    actor, everything = acting(request), known(proposal)
    internal = may_somewhere(actor, Action.READ_INTERNAL)
    language, live = reading_language(), proposal.standing == Standing.ACTIVE
    context: dict[str, Any] = {
        "proposal": proposal,
        "words": headline(proposal),
        "phase": present.phase(proposal),
        "steps": present.step_marks(proposal),
        "facts": present.facts(proposal),
        "changing": proposal.kind == ProposalKind.CHANGE,
        "becomes": present.becomes(everything, present.names_of(present.codes_named(proposal))),
        "texts": present.texts(everything, language),
        "known": everything,
        "internal": internal,
        "fault": fault,
    }
    if internal:
        context |= _at_work(request, proposal, everything)
        if live and proposal.step == Step.DECISION:
            context["deciding"] = ProposalDecisionForm(prefix="b")
    return render(request, "governance/proposal.html", {**context, **bound}, status=status)


def _at_work(request: HttpRequest, proposal: Proposal, everything: Any) -> dict[str, Any]:
    """What only those at work see: the gate, what others think, what is left behind."""
    units = administrations(timezone.localdate())
    found = {
        "gate": present.gate(everything),
        "moves": present.moves(everything),
        "left": present.left_behind(everything),
        "opinions": present.opinions(everything.opinions, units),
        "history": present.history(everything.moves),
        "writable": writable(proposal),
    }
    if writable(proposal) and (voices := voices_of(acting(request), units)):
        own = {"group": proposal.group_id}
        found["opining"] = OpinionForm(units=units, voices=voices, initial=own, prefix="y")
    return found


def _sought(request: HttpRequest) -> Sought:
    """What the address looks for; an unknown choice filters nothing."""
    asked = request.GET
    kind, step, standing = (asked.get(name, "") for name in ("slag", "steg", "lage"))
    return Sought(
        kind=kind if kind in ProposalKind.values else "",
        step=step if step in Step.values else "",
        standing=standing if standing in Standing.values else "",
        words=asked.get("sok", "").strip()[:100],
    )
