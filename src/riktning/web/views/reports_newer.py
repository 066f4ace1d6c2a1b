"""When a newer run is published: the figures that are others by it, old beside new."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import current_run
from riktning.apps.organisation.rights import Action
from riktning.apps.reports.errors import ChangedMeanwhileError
from riktning.apps.reports.evidence.words import kind_name
from riktning.apps.reports.kinds import ReportState, Taken
from riktning.apps.reports.models import Report
from riktning.apps.reports.newer import Changed, answer_changes, changed_by, where_used
from riktning.apps.reports.permissions import require_of_report
from riktning.web.access import acting
from riktning.web.views.written_reports import found_report

CHOICES = {"ny": Taken.ACCEPT, "gammal": Taken.KEEP}


def newer(request: HttpRequest, number: int) -> HttpResponse:
    """Each changed piece with its figures, and what shall be done about it."""
    report, run = found_report(request, number), current_run()
    require_of_report(acting(request), Action.ASSIGN_SECTION, report)
    if run is None or report.state != ReportState.DRAFT:
        raise Http404
    fault = ""
    if request.method == "POST":
        try:
            left = _answered(request, report, run)
        except ChangedMeanwhileError:
            fault = _("Uppgifterna har ändrats igen sedan sidan lästes in. Titta en gång till.")
        else:
            if left:
                words = _("Svaren är sparade. Kvar att ta ställning till: %(left)s.")
                messages.success(request, words % {"left": left})
                return HttpResponseRedirect(request.path)
            messages.success(request, _("Rapporten bygger nu på den nyare körningen."))
            return HttpResponseRedirect(reverse("web:written_report", args=[report.pk]))
    found, places = changed_by(report, run), where_used(report)
    told = [(one, _named(one, report), places.get(one.row.key, ())) for one in found]
    context = {
        "report": report,
        "run": run,
        "asked": [each for each in told if each[0].asks],
        "kept": [each for each in told if not each[0].asks],
        "fault": fault,
    }
    return render(request, "reports/newer.html", context, status=409 if fault else 200)


def _named(one: Changed, report: Report) -> str:
    """Which evidence it is: ``Starkast underlag: alla områden``, in the report's language."""
    return f"{kind_name(one.old.kind, report.language)}: {one.old.title}"


def _answered(request: HttpRequest, report: Report, run: Run) -> int:
    answers = {}
    for name, value in request.POST.items():
        kind, _colon, key = name.partition(":")
        if kind == "svar" and value in CHOICES:
            answers[key] = (CHOICES[value], request.POST.get(f"sett:{key}", ""))
    if request.POST.get("alla") in CHOICES:
        chosen = CHOICES[request.POST["alla"]]
        seen = [name.removeprefix("sett:") for name in request.POST if name.startswith("sett:")]
        gone = {key for key in seen if request.POST[f"sett:{key}"] == "gone"}
        answers |= {
            key: (Taken.KEEP if key in gone else chosen, request.POST[f"sett:{key}"])
            for key in seen
        }
    return answer_changes(report=report, run=run, answers=answers, actor=acting(request))
