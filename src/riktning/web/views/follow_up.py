"""Follow-up: the runs with their quality, and the reports that were written."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from riktning.apps.followup.queries import reports
from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import summary
from riktning.web.presenters.quality import quality_rows, quality_sentences


def follow_up(request: HttpRequest) -> HttpResponse:
    """Every published run, newest first, and every report."""
    language = get_language() or "sv"
    runs = [
        {
            "run": run,
            "summary": summary(run),
            "said": quality_sentences(run.quality),
            "checks": quality_rows(run.quality, language),
        }
        for run in Run.objects.order_by("-created_at")
    ]
    return render(request, "follow_up.html", {"runs": runs, "reports": reports()})
