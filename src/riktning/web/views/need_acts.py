"""What is done to a need from its page: agreed, reported, decided, moved."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.governance.errors import GovernanceError
from riktning.apps.governance.kinds import Outcome
from riktning.apps.needs.errors import ClosedGateError, MovedMeanwhileError, NeedError
from riktning.apps.needs.gates import Lack
from riktning.apps.needs.judging import agree
from riktning.apps.needs.models import BodyPart, Need, ReportKind
from riktning.apps.needs.moving import decide_need, move_need
from riktning.apps.needs.registering import report_need
from riktning.apps.needs.steps import NEEDS_REASON, Act
from riktning.web.access import acting
from riktning.web.need_forms import AgreeForm, DecisionForm, ReportForm
from riktning.web.presenters.needs import LACKS
from riktning.web.refusals import told_of
from riktning.web.views.needs import found_need, need_page


@require_POST
def agree_on(request: HttpRequest, number: int) -> HttpResponse:
    """Keep what those who placed it agreed on."""
    need, form = found_need(number), AgreeForm(request.POST, prefix="e")
    return _done(request, need, form, "agreeing", _("Placeringen är överenskommen."), lambda said: (
        agree(need=need, actor=acting(request), **said)
    ))  # fmt: skip


@require_POST
def report(request: HttpRequest, number: int) -> HttpResponse:
    """Keep a report of the assignment."""
    need, form = found_need(number), ReportForm(request.POST, prefix="r")
    return _done(request, need, form, "reporting", _("Rapporten är införd."), lambda said: (
        report_need(
            need=need, kind=ReportKind(said["kind"]), given_on=said["given_on"],
            text=said["report_text"], actor=acting(request),
        )
    ))  # fmt: skip


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Keep what a body decided."""
    need, form = found_need(number), DecisionForm(request.POST, prefix="b")
    return _done(request, need, form, "deciding", _("Beslutet är infört."), lambda said: (
        decide_need(
            need=need, actor=acting(request),
            **{**said, "part": BodyPart(said["part"]), "outcome": Outcome(said["outcome"])},
        )
    ))  # fmt: skip


@require_POST
def move(request: HttpRequest, number: int) -> HttpResponse:
    """Move the need by one of its ways."""
    need = found_need(number)
    try:
        act = Act(request.POST.get("handling", ""))
    except ValueError as error:
        raise Http404 from error
    reason = request.POST.get("skal", "")
    seen = (request.POST.get("steg", need.step), request.POST.get("lage", need.standing))
    if act in NEEDS_REASON and not reason.strip():
        return need_page(request, need, fault=_("Skriv varför."), status=422)
    try:
        move_need(need=need, act=act, reason=reason, seen=seen, actor=acting(request))
    except ClosedGateError as error:
        missing = "; ".join(str(LACKS[Lack(lack)]) for lack in error.lacks)
        words = _("Grinden är stängd. Det som återstår: %(lacks)s.") % {"lacks": missing}
        return need_page(request, need, fault=words, status=409)
    except MovedMeanwhileError:
        words = _("Någon annan har flyttat behovet. Se hur det står nu.")
        return need_page(request, found_need(number), fault=words, status=409)
    except NeedError as error:
        return need_page(request, need, fault=told_of(error), status=409)
    messages.success(request, _("Behovet är flyttat."))
    return HttpResponseRedirect(reverse("web:need", args=[number]))


def _done(
    request: HttpRequest,
    need: Need,
    form: Any,
    name: str,
    told: str,
    act: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Do it when the form holds; otherwise the page again, with all that was typed."""
    if not form.is_valid():
        return need_page(request, need, status=422, **{name: form})
    try:
        act(form.cleaned_data)
    except (NeedError, GovernanceError) as error:
        return need_page(request, need, fault=told_of(error), status=409, **{name: form})
    messages.success(request, told)
    return HttpResponseRedirect(reverse("web:need", args=[need.pk]))
