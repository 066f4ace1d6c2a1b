"""Where proposals about groups are written, answered, decided on and moved."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.governance.courses import NEEDS_REASON, Act
from riktning.apps.governance.errors import (
    ClosedGateError,
    GovernanceError,
    WrittenMeanwhileError,
)
from riktning.apps.governance.kinds import Outcome
from riktning.apps.governance.models import Group, Proposal
from riktning.apps.governance.proposal_course import ProposalKind
from riktning.apps.governance.proposals.gates import Lack
from riktning.apps.governance.proposals.moving import decide_proposal, move_proposal
from riktning.apps.governance.proposals.writing import (
    change_proposal,
    give_opinion,
    propose,
    voices_of,
    writable,
)
from riktning.apps.governance.queries import find_group
from riktning.apps.organisation.rights import Action, NotAllowedError
from riktning.web.access import acting
from riktning.web.decision_subjects import headline
from riktning.web.presenters.proposals import LACKS
from riktning.web.proposal_forms import (
    OpinionForm,
    ProposalDecisionForm,
    ProposalForm,
    as_it_stands,
    at_first,
)
from riktning.web.refusals import told_of
from riktning.web.views.plan_changes import reading_language
from riktning.web.views.proposals import found_proposal, proposal_page


def new_proposal(request: HttpRequest) -> HttpResponse:
    """First what is proposed and of which group; then the form of such a proposal."""
    kind, group = _asked_for(request)
    if kind is None or (group is None) != (kind is ProposalKind.FORM):
        return render(request, "governance/proposal_new.html", _choices(request, kind))
    form = ProposalForm(
        request.POST or None, kind=kind, group=group, language=reading_language(),
        initial=at_first(kind, group),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = propose(kind=kind, group=group, written=form.written(), actor=acting(request))
        except GovernanceError as error:
            form.add_error(None, told_of(error))
        else:
            return _to(made, _("Förslaget är lämnat."), request)
    words = headline(Proposal(kind=kind, group=group, details={"name": _("en grupp")}))
    return _form_page(request, form, words)


def edit_proposal(request: HttpRequest, number: int) -> HttpResponse:
    """Say something else; when somebody wrote meanwhile, nothing typed is lost."""
    proposal = found_proposal(request, number)
    if not writable(proposal):
        return HttpResponseRedirect(reverse("web:proposal", args=[number]))
    kind = ProposalKind(proposal.kind)
    form = ProposalForm(
        request.POST or None, kind=kind, group=proposal.group, language=reading_language(),
        initial=as_it_stands(proposal),
    )  # fmt: skip
    meanwhile = False
    if request.method == "POST" and form.is_valid():
        try:
            change_proposal(
                proposal=proposal, written=form.written(), edit=form.cleaned_data["edit"],
                actor=acting(request),
            )  # fmt: skip
        except WrittenMeanwhileError as error:
            meanwhile = True
            form.data = {**request.POST.dict(), "edit": str(proposal.edit)}
            form.add_error(None, told_of(error))
        except GovernanceError as error:
            form.add_error(None, told_of(error))
        else:
            return _to(proposal, _("Förslaget är sparat."), request)
    return _form_page(request, form, headline(proposal), proposal=proposal, meanwhile=meanwhile)


@require_POST
def opine(request: HttpRequest, number: int) -> HttpResponse:
    """Keep what somebody thinks of it."""
    units = administrations(timezone.localdate())
    voices = voices_of(acting(request), units)
    if not voices:
        raise NotAllowedError(acting(request), Action.GIVE_OPINION)
    form = OpinionForm(request.POST, units=units, voices=voices, prefix="y")
    return _done(request, number, form, "opining", _("Yttrandet är infört."), lambda proposal: (
        give_opinion(proposal=proposal, actor=acting(request), **form.details())
    ))  # fmt: skip


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Keep what the body decided of it."""
    form = ProposalDecisionForm(request.POST, prefix="b")
    return _done(request, number, form, "deciding", _("Beslutet är infört."), lambda proposal: (
        decide_proposal(
            proposal=proposal, actor=acting(request),
            **{**form.cleaned_data, "outcome": Outcome(form.cleaned_data["outcome"])},
        )
    ))  # fmt: skip


@require_POST
def move(request: HttpRequest, number: int) -> HttpResponse:
    """Move the proposal by one of its ways; the last one carries it out."""
    proposal = found_proposal(request, number)
    try:
        act = Act(request.POST.get("handling", ""))
    except ValueError as error:
        raise Http404 from error
    reason = request.POST.get("skal", "")
    seen = (request.POST.get("steg", proposal.step), request.POST.get("lage", proposal.standing))
    if act in NEEDS_REASON and not reason.strip():
        return proposal_page(request, proposal, fault=_("Skriv varför."), status=422)
    try:
        move_proposal(proposal=proposal, act=act, reason=reason, seen=seen, actor=acting(request))
    except ClosedGateError as error:
        missing = "; ".join(str(LACKS[Lack(lack)]) for lack in error.lacks)
        words = _("Grinden är stängd. Det som återstår: %(lacks)s.") % {"lacks": missing}
        return proposal_page(request, proposal, fault=words, status=409)
    except GovernanceError as error:
        now = found_proposal(request, number)
        return proposal_page(request, now, fault=told_of(error), status=409)
    carried = act is Act.CLOSE
    told = _("Beslutet är verkställt.") if carried else _("Förslaget är flyttat.")
    return _to(proposal, told, request)


def _asked_for(request: HttpRequest) -> tuple[ProposalKind | None, Group | None]:
    kind, code = request.GET.get("slag", ""), request.GET.get("grupp", "")
    group = find_group(code) if code else None
    if group is not None and group.to_date is not None and group.to_date < timezone.localdate():
        group = None
    found = ProposalKind(kind) if kind in ProposalKind.values else None
    return found, None if found is ProposalKind.FORM else group


def _choices(request: HttpRequest, kind: ProposalKind | None) -> dict[str, Any]:
    today = timezone.localdate()
    groups = Group.objects.exclude(to_date__lt=today).values_list("code", "name")
    return {
        "kinds": [(one.value, str(one.label).capitalize()) for one in ProposalKind],
        "groups": list(groups),
        "kind": kind or ProposalKind.FORM,
        "asked": kind is not None,
        "chosen": request.GET.get("grupp", ""),
    }


def _form_page(request: HttpRequest, form: ProposalForm, words: str, **more: Any) -> HttpResponse:
    status = 409 if more.get("meanwhile") else 422 if form.is_bound and form.errors else 200
    context = {"form": form, "words": words, "group": form.group, **more}
    return render(request, "governance/proposal_write.html", context, status=status)


def _done(
    request: HttpRequest,
    number: int,
    form: Any,
    name: str,
    told: str,
    act: Callable[[Proposal], object],
) -> HttpResponse:
    """Do it when the form holds; otherwise the page again, with all that was typed."""
    proposal = found_proposal(request, number)
    if not form.is_valid():
        return proposal_page(request, proposal, status=422, **{name: form})
    try:
        act(proposal)
    except GovernanceError as error:
        return proposal_page(request, proposal, fault=told_of(error), status=409, **{name: form})
    return _to(proposal, told, request)


def _to(proposal: Proposal, told: str, request: HttpRequest) -> HttpResponse:
    messages.success(request, told)
    return HttpResponseRedirect(reverse("web:proposal", args=[proposal.pk]))
