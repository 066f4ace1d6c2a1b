"""What is missing in the plans or said twice, with a remedy each."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import current_run, indicators
from riktning.apps.organisation.rights import Action, may_read_drafts, may_somewhere
from riktning.apps.plans.estates import estate, every_revision
from riktning.apps.plans.models import Revision, State
from riktning.documents.plans.coverage_memory import known_faults
from riktning.documents.plans.estate import Estate
from riktning.web.access import acting
from riktning.web.presenters.plan_coverage import Desks, rule_cards
from riktning.web.views.plan_changes import reading_language


def coverage(request: HttpRequest) -> HttpResponse:
    """Every fault rule by rule, of all plans or of the one that the address names."""
    language, run = reading_language(), current_run()
    together, every = every_plan(request, run)
    chosen = request.GET.get("plan", "")
    found = known_faults(together, chosen or None)
    context = {
        "run": run,
        "plans": [(plan.plan, plan.name) for plan in together.plans],
        "chosen": chosen,
        "count": len(found),
        "rules": rule_cards(
            found, language, _desks(request, together, every), whole=request.GET.get("regel", "")
        ),
        "address": request.GET.urlencode(),
        "numbers": {plan.plan: plan.number for plan in together.plans},
    }
    return render(request, "plan_coverage.html", context)


def every_plan(request: HttpRequest, run: Run | None = None) -> tuple[Estate, list[Revision]]:
    """All plans of today that the reader may read together, measures by their names, and the
    revisions they are read of."""
    run, language = run or current_run(), reading_language()
    every = every_revision(drafts=may_read_drafts(acting(request)))
    infos = indicators(run) if run else {}
    names = {key: info.name.in_(language) for key, info in infos.items()}
    return estate(timezone.localdate(), names, every=every), every


def _desks(request: HttpRequest, together: Estate, every: Iterable[Revision]) -> Desks | None:
    """Where faults are mended: in the newest draft of each plan, otherwise what is met; None for
    a reader who may change no plan."""
    if not may_somewhere(acting(request), Action.EDIT_LOCAL_PLAN):
        return None
    revisions = {plan.plan: plan.number for plan in together.plans}
    drafts = [revision for revision in every if revision.state == State.DRAFT]
    revisions |= {each.plan.code: each.number for each in reversed(drafts)}
    return Desks(
        revisions,
        {(p.plan, said.text): said.number for p in together.plans for said in p.of_kind("area")},
        {name: unit for unit, name in together.administrations.items()},
    )
