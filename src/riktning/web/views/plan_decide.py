"""A draft is decided and put in force, and next year's begins as a copy."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.organisation.rights import Action
from riktning.apps.plans.actions import decide_revision, put_in_force
from riktning.apps.plans.copying import copy_revision
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.models import Revision, State
from riktning.apps.plans.permissions import require_in
from riktning.web.access import acting
from riktning.web.plan_desk import (
    WrongError,
    day_of,
    fault_words,
    is_draft,
    latest_event,
    revision_of,
    text_of,
)


def decide(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """The decision is recorded: who, when, which paragraph; then it can be put in force."""
    revision = revision_of(plan, number)
    require_in(acting(request), Action.DECIDE_REVISION, revision.plan)
    if request.method != "POST":
        return _page(request, revision)
    try:
        if request.POST.get("handling") == "kraft":
            require_in(acting(request), Action.PUT_IN_FORCE, revision.plan)
            put_in_force(revision=revision, actor=acting(request).name)
            messages.success(request, _("Revideringen gäller nu."))
            return HttpResponseRedirect(reverse("web:revision", args=[plan, number]))
        _decided(request, revision)
    except WrongError as error:
        return _page(request, revision, error.words, error.field, request.POST, 422)
    except PlanError as error:
        return _page(request, revision, fault_words(error), "", request.POST, 409)
    messages.success(request, _("Beslutet är infört. Revideringen ändras inte mer."))
    return HttpResponseRedirect(reverse("web:decide", args=[plan, number]))


def _decided(request: HttpRequest, revision: Revision) -> None:
    post = request.POST
    day = day_of(post.get("dag", ""), "dag")
    if day > timezone.localdate() + timedelta(days=1):
        raise WrongError("dag", _("Ett beslut kan inte ha fattats i framtiden."))
    body = text_of(post, "organ")
    if post.get("sett") != str(latest_event(revision)):
        words = _("Utkastet har ändrats sedan du öppnade sidan. Läs ändringarna innan beslutet förs in; det du skrev står kvar.")  # fmt: skip  # noqa: E501 - one text to translate
        raise WrongError("", words)
    document = request.FILES.get("dokument")
    content = document.read() if document is not None else b""
    decide_revision(
        revision=revision,
        decided_on=day,
        decided_by=body,
        paragraph=post.get("paragraf", "").strip()[:40],
        diary_number=post.get("diarienummer", "").strip()[:60],
        document=(document.name or "")[:300] if document is not None else "",
        document_sha256=hashlib.sha256(content).hexdigest() if content else "",
        actor=acting(request).name,
    )


def _page(
    request: HttpRequest,
    revision: Revision,
    fault: str = "",
    field: str = "",
    given: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    revision.refresh_from_db()
    unanswered = revision.questions.filter(answer="").count()
    context = {
        "revision": revision,
        "draft": is_draft(revision),
        "decided": revision.state == State.DECIDED,
        "unanswered": unanswered,
        "latest": latest_event(revision),
        "fault": fault,
        "field": field,
        "given": given or {"dag": timezone.localdate().isoformat()},
    }
    return render(request, "plan_decide.html", context, status=status)


@require_POST
def copy(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Next year's draft begins as this revision; one that is begun already is gone on with."""
    revision = revision_of(plan, number)
    require_in(acting(request), Action.COPY_REVISION, revision.plan)
    drafts = revision.plan.revisions.filter(state=State.DRAFT, predecessor=revision)
    made = drafts.order_by("-number").first()
    if made is None:
        made = copy_revision(revision=revision, actor=acting(request).name)
        messages.success(request, _("Ett nytt utkast är börjat, lika med den här revideringen."))
    else:
        messages.warning(request, _("Det finns redan ett utkast; gå vidare med det."))
    return HttpResponseRedirect(reverse("web:edit", args=[plan, made.number]))
