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
from riktning.apps.plans.copying import begin_next
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.identity import suggestions
from riktning.apps.plans.models import Revision, State
from riktning.apps.plans.permissions import require_in
from riktning.apps.plans.succession import passed_by
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
        paragraph=_maybe(post, "paragraf", 40),
        diary_number=_maybe(post, "diarienummer", 60),
        document=(document.name or "")[:300] if document is not None else "",
        document_sha256=hashlib.sha256(content).hexdigest() if content else "",
        actor=acting(request).name,
    )


def _maybe(post: Mapping[str, str], field: str, longest: int) -> str:
    """A text that may be left out, but is never cut."""
    return text_of(post, field, longest=longest) if post.get(field, "").strip() else ""


def _page(
    request: HttpRequest,
    revision: Revision,
    fault: str = "",
    field: str = "",
    given: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    revision, passed = _as_it_is(revision)
    unanswered = revision.questions.filter(answer="").count()
    context = {
        "revision": revision,
        "draft": is_draft(revision),
        "decided": revision.state == State.DECIDED,
        "unanswered": unanswered,
        "unmatched": len(suggestions(revision)) if is_draft(revision) else 0,
        "passed": passed,
        "latest": latest_event(revision),
        "fault": fault,
        "field": field,
        "given": given or {"dag": timezone.localdate().isoformat()},
    }
    return render(request, "plan_decide.html", context, status=status)


def _as_it_is(revision: Revision) -> tuple[Revision, Revision | None]:
    """The revision as the store has it now, and the one that has passed by it. One query."""
    every = {each.pk: each for each in revision.plan.revisions.all()}
    now = every[revision.pk]
    now.plan = revision.plan
    if now.predecessor_id is not None:
        now.predecessor = every[now.predecessor_id]
    return now, passed_by(now, every.values())


@require_POST
def copy(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Next year's draft begins as this revision; one that is begun already is gone on with."""
    revision = revision_of(plan, number)
    require_in(acting(request), Action.COPY_REVISION, revision.plan)
    made, new = begin_next(revision=revision, actor=acting(request).name)
    if new:
        messages.success(request, _("Ett nytt utkast är börjat, lika med den här revideringen."))
    else:
        messages.warning(request, _("Det finns redan ett utkast; gå vidare med det."))
    return HttpResponseRedirect(reverse("web:edit", args=[plan, made.number]))
