"""A draft is changed where it stands: its areas, what is in one of them, and its open questions."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.organisation.models import AuditEvent
from riktning.apps.organisation.rights import Action
from riktning.apps.plans.actions import answer_question
from riktning.apps.plans.editing import add
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.identity import row_of_item
from riktning.apps.plans.models import Area, Item, ItemKind, PlanKind, Question, Revision
from riktning.apps.plans.permissions import may_in, require_in
from riktning.apps.plans.places import area_of
from riktning.apps.plans.trees import trees_of
from riktning.apps.plans.within import TEXT_LENGTH, longest_of
from riktning.web.access import acting
from riktning.web.plan_desk import (
    WrongError,
    fault_words,
    is_draft,
    latest_event,
    revision_of,
    text_of,
)
from riktning.web.presenters.plan_edit import area_sheet, kind_of, news_lines, numbers_of
from riktning.web.views.plan_changes import reading_language

ADDED = tuple(kind for kind in ItemKind if kind is not ItemKind.TARGET)


def whole(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """The areas of a draft, the questions that are open, and what can be done to it all."""
    return _whole(request, revision_of(plan, number))


def _whole(
    request: HttpRequest,
    revision: Revision,
    fault: str = "",
    given: Mapping[str, str] | None = None,
) -> HttpResponse:
    actor, plan = acting(request), revision.plan
    context = {
        "revision": revision,
        "draft": is_draft(revision),
        "areas": revision.areas.select_related("item").order_by("order"),
        "questions": revision.questions.all(),
        "may_add": may_in(actor, Action.ADD, plan),
        "may_answer": may_in(actor, Action.ANSWER_QUESTION, plan),
        "may_decide": may_in(actor, Action.DECIDE_REVISION, plan),
        "may_copy": may_in(actor, Action.COPY_REVISION, plan),
        "local": plan.kind == PlanKind.LOCAL,
        "operational": plan.kind == PlanKind.OPERATIONAL,
        "fault": fault,
        "given": given or {},
        "latest": latest_event(revision),
    }
    return render(request, "plan_edit.html", context, status=422 if fault else 200)


def area(request: HttpRequest, plan: str, number: int, item: int) -> HttpResponse:
    """Everything in one area, each part with a way to change it."""
    return _area(request, revision_of(plan, number), item)


def _area(
    request: HttpRequest,
    revision: Revision,
    item: int,
    fault: str = "",
    given: Mapping[str, str] | None = None,
) -> HttpResponse:
    found = Area.objects.filter(revision=revision, item__number=item)
    tree = next(iter(trees_of(found)), None)
    if tree is None:
        raise Http404
    operational = revision.plan.kind == PlanKind.OPERATIONAL
    language = reading_language()
    sheet = area_sheet(
        tree, numbers_of(tree.id), request.GET.get("del", ""), language, operational=operational
    )
    context = {
        "revision": revision,
        "draft": is_draft(revision),
        "area": sheet,
        "number": item,
        "goal": kind_of(ItemKind.GOAL, language, operational=operational),
        "may": is_draft(revision)
        and may_in(acting(request), Action.REWORD, revision.plan, area=tree.slug),
        "fault": fault,
        "given": given or {},
        "latest": latest_event(revision),
    }
    return render(request, "plan_edit_area.html", context, status=422 if fault else 200)


@require_POST
def new(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Add an area, or a part of one; what was typed is kept when it cannot be added."""
    revision, post = revision_of(plan, number), request.POST
    kind = next((each for each in ADDED if each.value == post.get("slag")), None)
    if kind is None:
        raise Http404
    parent = _item(revision, post.get("under", ""))
    row = row_of_item(revision, parent) if parent else None
    within = area_of(row) if row is not None else None
    require_in(acting(request), Action.ADD, revision.plan, area=within.slug if within else "")
    try:
        made = add(
            revision=revision,
            kind=kind,
            text=text_of(post, longest=longest_of(kind)),
            parent=parent,
            period=_item(revision, post.get("period", "")),
            actor=acting(request).name,
        )
    except (WrongError, PlanError) as error:
        words = error.words if isinstance(error, WrongError) else fault_words(error)
        if within is None:
            return _whole(request, revision, words, post)
        return _area(request, revision, within.item.number, words, post)
    messages.success(request, _("Tillagt: %(text)s") % {"text": post["text"].strip()})
    shown = made.number if within is None else within.item.number
    address = reverse("web:edit_area", args=[plan, number, shown])
    return HttpResponseRedirect(f"{address}{_part(post)}#post-{made.number}")


def _part(post: Mapping[str, str]) -> str:
    part = post.get("del", "")
    return f"?del={part}" if part.isascii() and part.isdigit() else ""


def _item(revision: Revision, number: str) -> Item | None:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    found = Item.objects.filter(plan=revision.plan_id, number=int(number)).first()
    if found is None:
        raise Http404
    found.plan = revision.plan
    return found


@require_POST
def question(request: HttpRequest, plan: str, number: int, key: int) -> HttpResponse:
    """Keep what a person decides about something the reader of the document could not."""
    revision = revision_of(plan, number)
    asked = Question.objects.filter(revision=revision, pk=key).first()
    if asked is None:
        raise Http404
    require_in(acting(request), Action.ANSWER_QUESTION, revision.plan)
    try:
        answer = text_of(request.POST, "svar", longest=TEXT_LENGTH)
        if asked.answer and asked.answer not in (answer, request.POST.get("sett", "")):
            words = _("Någon annan har svarat på samma fråga: ”%(theirs)s”. Ditt svar står kvar i rutan; spara igen för att det ska gälla.")  # fmt: skip  # noqa: E501 - one text to translate
            given = {"fraga": str(key), "svar": answer}
            return _whole(request, revision, words % {"theirs": asked.answer}, given)
        answer_question(question=asked, answer=answer, actor=acting(request).name)
    except WrongError as error:
        return _whole(request, revision, error.words, {"fraga": str(key)})
    except PlanError as error:
        return _whole(request, revision, fault_words(error))
    messages.success(request, _("Svaret är sparat."))
    return HttpResponseRedirect(f"{reverse('web:edit', args=[plan, number])}#fraga-{key}")


def news(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """What others have done to the draft since the page was made; empty when nothing."""
    revision = revision_of(plan, number)
    since = request.GET.get("sedan", "")
    if not (since.isascii() and since.isdigit() and len(since) < 19):
        raise Http404
    found = AuditEvent.objects.filter(subject=str(revision), pk__gt=int(since))
    others = list(found.exclude(actor=acting(request).name).order_by("-pk")[:5])
    return render(request, "components/plan_news.html", {"lines": news_lines(others)})
