"""When a newer run is published: the figures that are others by it, old beside new."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import current_run
from riktning.apps.organisation.rights import Action
from riktning.apps.reports.errors import AnsweredBeforeError, ChangedMeanwhileError
from riktning.apps.reports.evidence.offer import Change, offer_from_json
from riktning.apps.reports.evidence.said import differences
from riktning.apps.reports.evidence.words import kind_name
from riktning.apps.reports.kinds import ReportState, Taken
from riktning.apps.reports.models import Inserted, Report
from riktning.apps.reports.newer import Changed, answer_changes, changed_by, latest, where_used
from riktning.apps.reports.permissions import require_of_report
from riktning.web.access import acting
from riktning.web.views.written_reports import found_report

CHOICES = {"ny": Taken.ACCEPT, "gammal": Taken.KEEP}
SAID = {
    Taken.ACCEPT: gettext_lazy("Ta in det nya"),
    Taken.KEEP: gettext_lazy("Behåll det som står"),
}


@dataclass(frozen=True, slots=True)
class Before:
    """An answer that somebody gave before another one came, and what became another by it."""

    named: str
    actor: str
    at: datetime
    said: object  # a choice in the reader's language
    own: object
    figures: tuple[Change, ...]


def newer(request: HttpRequest, number: int) -> HttpResponse:
    """Each changed piece with its figures, and what shall be done about it."""
    report, run = found_report(request, number), current_run()
    require_of_report(acting(request), Action.ASSIGN_SECTION, report)
    if run is None or report.state != ReportState.DRAFT:
        raise Http404
    fault, before = "", list[Before]()
    if request.method == "POST":
        try:
            left, before = _answered(request, report, run)
        except ChangedMeanwhileError:
            fault = _("Uppgifterna har ändrats igen sedan sidan lästes in. Titta en gång till.")
        else:
            if before:
                fault = _("Någon annan svarade före dig. Deras svar gäller; ditt står här nedan.")
                report.refresh_from_db()
            elif left:
                words = _("Svaren är sparade. Kvar att ta ställning till: %(left)s.")
                messages.success(request, words % {"left": left})
                return HttpResponseRedirect(request.path)
            else:
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
        "before": before,
    }
    return render(request, "reports/newer.html", context, status=409 if fault else 200)


def _named(one: Changed, report: Report) -> str:
    """Which evidence it is: ``Starkast underlag: alla områden``, in the report's language."""
    return f"{kind_name(one.old.kind, report.language)}: {one.old.title}"


def _answered(request: HttpRequest, report: Report, run: Run) -> tuple[int, list[Before]]:
    """How many are left to ask, and what others had answered otherwise; the rest is stored."""
    answers, before = _given(request), list[Before]()
    while True:
        try:
            left = answer_changes(report=report, run=run, answers=answers, actor=acting(request))
        except AnsweredBeforeError as error:
            rows = latest(report)
            before += [_before(rows[key], answers.pop(key)[0], report) for key in error.keys]
        else:
            return left, before


def _before(row: Inserted, own: Taken, report: Report) -> Before:
    """What somebody answered, and what stood in the report until then."""
    now = offer_from_json(row.content)
    earlier = report.inserted.filter(key=row.key, pk__lt=row.pk).select_related("run").last()
    figures: tuple[Change, ...] = ()
    if earlier is not None and row.act == Taken.ACCEPT:
        runs = {earlier.run.run_id, row.run.run_id}
        figures = differences(offer_from_json(earlier.content), now, runs, report.language)
    named = f"{kind_name(now.kind, report.language)}: {now.title}"
    return Before(named, row.actor, row.at, SAID[Taken(row.act)], SAID[own], figures)


def _given(request: HttpRequest) -> dict[str, tuple[Taken, str]]:
    answers: dict[str, tuple[Taken, str]] = {}
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
    return answers
