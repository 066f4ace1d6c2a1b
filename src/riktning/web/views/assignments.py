"""The assignment document of a group: read, written as a form, decided, and taken as a file."""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.governance.assignments import (
    begin_assignment,
    decide_assignment,
    lacking,
    write_assignment,
)
from riktning.apps.governance.errors import GovernanceError, WrittenMeanwhileError
from riktning.apps.governance.models import FIELDS, Assignment
from riktning.apps.governance.policies import Act, permits
from riktning.apps.governance.queries import (
    find_assignment,
    find_group,
    may_read_undecided,
    text_of,
)
from riktning.documents.groups.assignment import write_assignment_pdf, write_assignment_word
from riktning.documents.groups.words import HEADINGS
from riktning.web.access import acting
from riktning.web.group_forms import AssignmentDecisionForm, AssignmentForm
from riktning.web.presenters import groups as present
from riktning.web.refusals import told_of
from riktning.web.views.plan_changes import reading_language, word_file

PDF = "application/pdf"


def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One version, as it stands."""
    return _page(request, _found(request, code, number), AssignmentDecisionForm())


@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """The draft that there is, or a new version."""
    group = find_group(code)
    if group is None:
        raise Http404
    try:
        draft = begin_assignment(group=group, actor=acting(request))
    except GovernanceError as error:
        messages.error(request, told_of(error))
        return HttpResponseRedirect(reverse("web:group", args=[code]))
    return HttpResponseRedirect(reverse("web:assignment_write", args=[code, draft.number]))


def write(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The draft as a form; when somebody wrote meanwhile, both versions are shown."""
    found, language = _found(request, code, number), reading_language()
    if not permits(found.state, Act.WRITE):
        return HttpResponseRedirect(reverse("web:assignment", args=[code, number]))
    theirs: list[tuple[str, str]] = []
    if request.method == "POST":
        form = AssignmentForm(request.POST, language=language)
        if form.is_valid():
            texts = {name: form.cleaned_data[name] for name in FIELDS}
            try:
                write_assignment(
                    assignment=found, texts=texts, edit=form.cleaned_data["edit"],
                    actor=acting(request),
                )  # fmt: skip
            except WrittenMeanwhileError:
                theirs = present.differing(found, texts, language)
                again = {**request.POST.dict(), "edit": str(found.edit)}
                form = AssignmentForm(again, language=language)
            else:
                messages.success(request, _("Uppdragshandlingen är sparad."))
                return HttpResponseRedirect(reverse("web:assignment", args=[code, number]))
    else:
        form = AssignmentForm.of(found, language)
    context = {"form": form, "assignment": found, "group": found.group, "theirs": theirs}
    return render(request, "governance/write.html", context, status=409 if theirs else 200)


@require_POST
def decide(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Enter the decision."""
    found = _found(request, code, number)
    form = AssignmentDecisionForm(request.POST)
    if form.is_valid():
        try:
            decide_assignment(assignment=found, actor=acting(request), **form.cleaned_data)
        except GovernanceError as error:
            form.add_error(None, told_of(error))
        else:
            messages.success(request, _("Beslutet är infört."))
            return HttpResponseRedirect(reverse("web:assignment", args=[code, number]))
    return _page(request, found, form, status=422)


def as_word(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The version as a Word document."""
    found = _found(request, code, number)
    return word_file(_writer(write_assignment_word, found), f"{_name(found)}.docx")


def as_pdf(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The version as a tagged PDF."""
    found = _found(request, code, number)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.pdf"
        _writer(write_assignment_pdf, found)(path)
        response = HttpResponse(path.read_bytes(), content_type=PDF)
    name = content_disposition_header(True, f"{_name(found)}.pdf")
    response["Content-Disposition"] = name or "attachment"
    return response


def _writer(write_file: Callable[..., Path], found: Assignment) -> Callable[[Path], None]:
    issued: date = timezone.localdate()

    def made(path: Path) -> None:
        write_file(text_of(found), path, issued=issued, language=reading_language())

    return made


def _name(found: Assignment) -> str:
    return f"uppdragshandling-{found.group.code}-{found.number}"


def _found(request: HttpRequest, code: str, number: int) -> Assignment:
    """The version; a draft only for those at work."""
    found = find_assignment(code, number)
    if found is None or (found.decided_on is None and not may_read_undecided(acting(request))):
        raise Http404
    return found


def _page(
    request: HttpRequest, found: Assignment, form: AssignmentDecisionForm, *, status: int = 200
) -> HttpResponse:
    language = reading_language()
    context = {
        "assignment": found,
        "group": found.group,
        "facts": present.assignment_facts(found, language),
        "parts": present.assignment_parts(found, language),
        "open": permits(found.state, Act.WRITE),
        "lacking": [HEADINGS[language][name] for name in lacking(found)],
        "form": form,
    }
    return render(request, "governance/assignment.html", context, status=status)
