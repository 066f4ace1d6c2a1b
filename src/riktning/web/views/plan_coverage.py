"""What is missing in the plans or said twice, with a remedy each."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from riktning.apps.observations.queries import current_run, indicators
from riktning.apps.plans.estates import estate
from riktning.documents.plans.coverage import faults
from riktning.web.presenters.plan_coverage import rule_cards
from riktning.web.views.plan_changes import reading_language


def coverage(request: HttpRequest) -> HttpResponse:
    """Every fault rule by rule, of all plans or of the one that the address names."""
    language, run = reading_language(), current_run()
    infos = indicators(run) if run else {}
    together = estate(
        datetime.now(UTC).date(), {key: info.name.in_(language) for key, info in infos.items()}
    )
    chosen = request.GET.get("plan", "")
    found = faults(together, chosen or None)
    context = {
        "run": run,
        "plans": [(plan.plan, plan.name) for plan in together.plans],
        "chosen": chosen,
        "count": len(found),
        "rules": rule_cards(found, language, whole=request.GET.get("regel", "")),
        "numbers": {plan.plan: plan.number for plan in together.plans},
    }
    return render(request, "plan_coverage.html", context)
