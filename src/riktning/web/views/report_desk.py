"""Where a report is begun, where it is said who writes what, and where it is approved."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import current_run
from riktning.apps.organisation.rights import Action
from riktning.apps.plans.models import Revision
from riktning.apps.plans.queries import shown_revision
from riktning.apps.reports.beginning import (
    About,
    begin_report,
    change_report,
    name_writer,
    title_of,
)
from riktning.apps.reports.errors import ReportError, SamePersonError
from riktning.apps.reports.following import left_behind
from riktning.apps.reports.handing import approve_report, unfinished
from riktning.apps.reports.kinds import ReportState
from riktning.apps.reports.models import Report
from riktning.apps.reports.permissions import require_of_report
from riktning.apps.reports.queries import sections_in
from riktning.web.access import acting
from riktning.web.presenters import written_reports as present
from riktning.web.report_forms import AboutForm, NewReportForm
from riktning.web.views.reading import reader_language
from riktning.web.views.written_reports import found_report, report_page


def new_report(request: HttpRequest) -> HttpResponse:
    """A form, and the draft that is made of it."""
    run, revision, language = current_run(), shown_revision(), reader_language()
    if run is None or revision is None:
        return render(request, "reports/new.html", {"missing": True})
    form = NewReportForm(
        request.POST or None, initial={"as_of": run.as_of, "language": language},
        actor=acting(request), revision=revision, language=language,
    )  # fmt: skip
    form.carry_on_from(request.GET.get("fran", ""))
    if request.method == "POST" and form.is_valid():
        report = _begun(request, form, revision, run)
        messages.success(request, _("Rapporten är påbörjad."))
        _tell_left_behind(request, report)
        return HttpResponseRedirect(reverse("web:written_report", args=[report.pk]))
    kinds = [
        (choice, form.known[str(choice.data["value"])].purpose.in_(language))
        for choice in form["template"]
    ]
    context = {"form": form, "kinds": kinds, "run": run, "revision": revision}
    return render(request, "reports/new.html", context, status=422 if form.errors else 200)


def _begun(request: HttpRequest, form: NewReportForm, revision: Revision, run: Run) -> Report:
    said = form.cleaned_data
    day: date = said["as_of"]
    about = About(day, said["language"], said["area"], said["unit_id"])
    kind = form.known[said["template"]]
    return begin_report(
        template_key=kind.key,
        revision=revision,
        run=run,
        about=about,
        title=said["title"].strip() or title_of(kind, revision, run, about),
        follows=said["earlier"],
        actor=acting(request),
    )


def _tell_left_behind(request: HttpRequest, report: Report) -> None:
    gone = left_behind(report)
    if gone:
        words = _("Underlag som inte finns längre följde inte med: %(keys)s.")
        messages.warning(request, words % {"keys": ", ".join(gone)})


def about_report(request: HttpRequest, number: int) -> HttpResponse:
    """The title, who may read it, and who writes which section: all of it in one form."""
    report, actor = found_report(request, number), acting(request)
    require_of_report(actor, Action.ASSIGN_SECTION, report)
    if report.state != ReportState.DRAFT:  # it never changes: nothing to fill in
        return HttpResponseRedirect(reverse("web:written_report", args=[report.pk]))
    sections = sections_in(report)
    stands = {"title": report.title, "open_to_all": report.open_to_all}
    form = AboutForm(request.POST or None, initial=stands)
    fault, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            change_report(report=report, actor=actor, **form.cleaned_data)
            for section in sections:
                writer = request.POST.get(f"skribent-{section.pk}", section.writer)
                name_writer(section=section, writer=writer, actor=actor)
        except ReportError as error:
            fault, status = _told(error), 422
        else:
            messages.success(request, _("Ändringen är sparad."))
            return HttpResponseRedirect(reverse("web:written_report", args=[report.pk]))
    for section in sections:
        section.writer = request.POST.get(f"skribent-{section.pk}", section.writer)
    context = {
        "report": report,
        "form": form,
        "rows": present.section_rows(sections, actor),
        "accounts": present.accounts(),
        "fault": fault,
    }
    status = 422 if form.errors else status
    return render(request, "reports/about.html", context, status=status)


@require_POST
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Freeze the report with its evidence."""
    report = found_report(request, number)
    try:
        approve_report(report=report, actor=acting(request))
    except SamePersonError:
        words = _("Någon annan godkänner rapporten: du har skrivit i eller lämnat ett av dess avsnitt.")  # fmt: skip  # noqa: E501 - one text to translate
        return report_page(request, report, fault=words, status=409)
    except ReportError as error:
        left = len(unfinished(report))
        words = _("Rapporten är inte klar: %(left)s avsnitt är inte godkända.") % {"left": left}
        return report_page(request, report, fault=words if left else _told(error), status=409)
    messages.success(request, _("Rapporten är godkänd. Den ändras aldrig mer."))
    return HttpResponseRedirect(reverse("web:written_report", args=[report.pk]))


def _told(error: ReportError) -> str:
    if "account" in error.what:
        return _("Det finns inget sådant konto.")
    if not error.what:
        raise Http404
    return _("Det gick inte att spara. Läs in sidan igen.")
