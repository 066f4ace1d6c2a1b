"""An administration makes a plan of its own: it takes up goals of the region's, and serves them."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from riktning.apps.organisation.queries import units_on
from riktning.apps.organisation.rights import Action, may, require
from riktning.apps.plans.errors import PlanError
from riktning.apps.plans.estates import met_revisions
from riktning.apps.plans.models import Goal, Plan, PlanKind, Revision
from riktning.apps.plans.permissions import may_in, require_in
from riktning.apps.plans.taking_up import draft_local_plan, served_by, take_up
from riktning.core.units import UnitKind
from riktning.web.access import acting
from riktning.web.plan_desk import WrongError, fault_words, revision_of, text_of


def draft(request: HttpRequest) -> HttpResponse:
    """Begin a local plan for an administration that one may act for."""
    actor = acting(request)
    units = {
        unit.unit_id: unit.name
        for unit in units_on(timezone.localdate()).values()
        if unit.kind is UnitKind.ADMINISTRATION
        and may(actor, Action.DRAFT_LOCAL_PLAN, unit_id=unit.unit_id)
    }
    fault, field, status = "", "", 200
    if request.method == "POST":
        unit = request.POST.get("enhet", "")
        require(actor, Action.DRAFT_LOCAL_PLAN, unit_id=unit)
        try:
            if unit not in units:
                raise WrongError("enhet", _("Välj en förvaltning."))
            made = draft_local_plan(
                code=_free_code(unit), name=text_of(request.POST, "namn"), unit_id=unit,
                actor=actor.name,
            )  # fmt: skip
            return HttpResponseRedirect(reverse("web:take_up", args=[made.plan.code, made.number]))
        except WrongError as error:
            fault, field, status = error.words, error.field, 422
        except PlanError as error:
            fault, status = fault_words(error), 409
    chosen = request.POST.get("enhet") or request.GET.get("enhet", "")
    have = {r.plan.unit_id: r for r in met_revisions() if r.plan.kind == PlanKind.LOCAL}
    context = {
        "units": sorted(
            (pair for pair in units.items() if pair[0] not in have), key=lambda each: each[1]
        ),
        "chosen": chosen,
        "have": [have[unit] for unit in units if unit in have and chosen in ("", unit)],
        "fault": fault,
        "field": field,
        "name": request.POST.get("namn", ""),
    }
    return render(request, "plan_local.html", context, status=status)


def _free_code(unit: str) -> str:
    """The address of a new local plan."""
    base = f"lokal-{slugify(unit) or 'plan'}"[:50]
    taken = set(Plan.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(
        code for code in (base, *(f"{base}-{n}" for n in range(2, 1000))) if code not in taken
    )


def take(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Choose goals of another plan; each becomes a goal of this one that serves it."""
    revision = revision_of(plan, number)
    require_in(acting(request), Action.ADD, revision.plan)
    others = {r.plan.code: r for r in met_revisions() if r.plan_id != revision.plan_id}
    regional = [code for code, r in others.items() if r.plan.kind == PlanKind.IMPLEMENTATION]
    code = request.GET.get("fran", "") or next(iter([*regional, *others]), "")
    if code and code not in others:
        raise Http404
    goals = _goals(others[code]) if code else []
    if request.method == "POST":
        return _taken(request, revision, goals)
    context = {
        "revision": revision,
        "others": [(key, r.plan.name) for key, r in others.items()],
        "chosen": code,
        "areas": _by_area(goals),
        "served": served_by(revision),
        "may": may_in(acting(request), Action.ADD, revision.plan),
    }
    return render(request, "plan_take_up.html", context)


def _taken(request: HttpRequest, revision: Revision, goals: Sequence[Goal]) -> HttpResponse:
    chosen = set(request.POST.getlist("mal"))
    try:
        made = take_up(
            revision=revision,
            goals=[goal for goal in goals if str(goal.item_id) in chosen],
            from_date=timezone.localdate(),
            actor=acting(request).name,
        )
    except PlanError as error:
        messages.error(request, fault_words(error))
    else:
        words = _("%(count)s mål är upptagna i planen. Formulera om dem så att de blir era egna.")
        messages.success(request, words % {"count": len(made)})
    return HttpResponseRedirect(reverse("web:edit", args=[revision.plan.code, revision.number]))


def _goals(revision: Revision) -> list[Goal]:
    found = Goal.objects.filter(sub_area__area__revision=revision).select_related(
        "item__plan", "period", "sub_area__area__revision"
    )
    return list(found.order_by("sub_area__area__order", "sub_area__order", "row", "period__order"))


def _by_area(goals: Sequence[Goal]) -> list[tuple[str, list[tuple[str, list[Goal]]]]]:
    areas: dict[str, dict[str, list[Goal]]] = {}
    for goal in goals:
        within = areas.setdefault(goal.sub_area.area.name, {})
        within.setdefault(goal.sub_area.name, []).append(goal)
    return [(name, list(subs.items())) for name, subs in areas.items()]
