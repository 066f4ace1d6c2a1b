"""Follow-up: the runs with their quality, and the reports that were written."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from riktning.apps.followup.models import ReportIssue
from riktning.apps.followup.queries import reports
from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import summaries
from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.web.access import acting
from riktning.web.presenters.follow_up import family_sentence, report_rows, run_sentence
from riktning.web.presenters.quality import quality_rows, quality_sentences
from riktning.web.report_files import report_file as recorded_file


def follow_up(request: HttpRequest) -> HttpResponse:
    """Every published run, newest first, and every report.

    Of the checks of a run what did not pass is shown; those of one table at a time when the
    address asks for them.
    """
    language = get_language() or "sv"
    asked = (request.GET.get("korning", ""), request.GET.get("tabell", ""))
    every = list(Run.objects.order_by("-created_at"))
    held = summaries(every)
    runs = [
        {
            "run": run,
            "summary": run_sentence(held[run.pk], language),
            "family": family_sentence(run.family, language),
            "said": quality_sentences(run.quality),
            "checks": quality_rows(_checks(run, asked), language),
            "tables": list(dict.fromkeys(check["table"] for check in run.quality)),
            "table": asked[1] if asked[0] == run.run_id else "",
        }
        for run in every
    ]
    context = {
        "run": next((run for run in every if run.current), None),
        "runs": runs,
        "reports": report_rows(reports(), language),
        "rounds": may_somewhere(acting(request), Action.READ_INTERNAL),
    }
    return render(request, "follow_up.html", context)


def _checks(run: Run, asked: tuple[str, str]) -> list[dict[str, object]]:
    if asked[0] == run.run_id:
        return [check for check in run.quality if check["table"] == asked[1]]
    return [check for check in run.quality if check["status"] != "passed"]


def report_file(request: HttpRequest, report: int, number: int) -> HttpResponse:
    """One file of a report, to save; not found when it is no longer what was recorded."""
    issue = get_object_or_404(ReportIssue, pk=report)
    found = recorded_file(issue.files[number]) if number < len(issue.files) else None
    if found is None:
        raise Http404(_("Filen finns inte kvar så som den skrevs."))
    response = HttpResponse(found.content, content_type=found.content_type)
    response.headers["Content-Disposition"] = (
        content_disposition_header(True, found.name) or "attachment"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
