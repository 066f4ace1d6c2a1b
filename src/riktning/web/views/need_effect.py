"""What a need is to change in the plans, and what the figures say of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from riktning.apps.needs.aims import aimed_at, choices
from riktning.apps.needs.effects import introduction_effects
from riktning.apps.needs.errors import NeedError
from riktning.apps.needs.introducing import aims_of, introduced_by, link_need
from riktning.apps.needs.models import Need
from riktning.apps.observations.figures import Judged
from riktning.apps.observations.queries import indicator_rows, judged
from riktning.apps.organisation.queries import units_on
from riktning.apps.organisation.rights import may_read_drafts
from riktning.apps.plans.estates import met_revisions
from riktning.apps.plans.models import Item, Revision
from riktning.web.access import acting
from riktning.web.presenters.need_effects import EffectRow, effect_rows
from riktning.web.presenters.rows import MeasureRow, measure_rows
from riktning.web.refusals import told_of
from riktning.web.views.needs import found_need
from riktning.web.views.reading import Shown, region_targets, shown


def effect(request: HttpRequest, number: int) -> HttpResponse:
    """The goals and indicators with their verdicts, and the effect where units differ in time."""
    need, now = found_need(number), shown(request)
    aims = aimed_at(aims_of(need), drafts=may_read_drafts(acting(request)))
    wanted = list(dict.fromkeys(key for aim in aims for key in aim.measures))
    known = judged(now.run) if now.run and wanted else None
    context = {
        "run": now.run,
        "need": need,
        "aims": aims,
        "rows": _rows(now, wanted, known),
        "effects": _effects(now, need, wanted, known),
    }
    return render(request, "needs/effect.html", context)


def _rows(now: Shown, wanted: list[str], known: Judged | None) -> tuple[MeasureRow, ...]:
    if now.run is None or known is None:
        return ()
    return measure_rows(
        indicator_rows(now.run, indicator_ids=wanted, known=known),
        language=now.language,
        k=now.k,
        areas={},
        targets=region_targets(now),
        quality=now.run.quality,
    )


def _effects(now: Shown, need: Need, wanted: list[str], known: Judged | None) -> list[EffectRow]:
    """Nothing until some unit has introduced the result."""
    stands = introduced_by(need)
    if now.run is None or known is None or not any(taken.spells for taken in stands.values()):
        return []
    infos = {key: known.infos[key] for key in wanted if key in known.infos}
    units = units_on(now.run.as_of)
    found = introduction_effects(now.run, infos, need.title, stands, units)
    return effect_rows(found, infos, now.language)


def links(request: HttpRequest, number: int) -> HttpResponse:
    """Choose among the goals and indicators of a plan what the need is to change."""
    need, now = found_need(number), shown(request)
    revisions = met_revisions(drafts=may_read_drafts(acting(request)))
    revision = _chosen(request, now, revisions)
    linked = {item.pk for item in aims_of(need)}
    fault = ""
    if request.method == "POST" and revision is not None:
        try:
            _save(request, need, revision)
        except NeedError as error:
            fault = told_of(error)
        else:
            messages.success(request, _("Kopplingarna är sparade."))
            return HttpResponseRedirect(reverse("web:need_effect", args=[number]))
    offered = choices(revision) if revision else []
    own = {each.item_id for _area, found in offered for each in found}
    context: dict[str, Any] = {
        "run": now.run,
        "need": need,
        "plans": [(each.plan.code, each.plan.name) for each in revisions],
        "revision": revision,
        "areas": [
            (area, found, any(each.item_id in linked for each in found)) for area, found in offered
        ],
        "linked": linked,
        "seen": ",".join(str(key) for key in sorted(own & linked)),
        "fault": fault,
    }
    return render(request, "needs/links.html", context, status=409 if fault else 200)


def _chosen(request: HttpRequest, now: Shown, revisions: list[Revision]) -> Revision | None:
    code = request.POST.get("plan") or request.GET.get("plan", "")
    if code:
        found = next((each for each in revisions if each.plan.code == code), None)
        if found is None:
            raise Http404
        return found
    first = now.revision
    ids = {each.pk for each in revisions}
    return first if first and first.pk in ids else next(iter(revisions), None)


def _save(request: HttpRequest, need: Need, revision: Revision) -> None:
    """What was ticked and unticked since the form was shown: what others linked meanwhile stays."""
    seen = _numbers(request.POST.get("sett", "").split(","))
    ticked = _numbers(request.POST.getlist("post"))
    items = Item.objects.filter(plan=revision.plan_id).in_bulk(sorted(seen ^ ticked))
    actor = acting(request)
    for key, item in items.items():
        link_need(need=need, item=item, holds=key in ticked, actor=actor)


def _numbers(said: list[str]) -> set[int]:
    return {int(each) for each in said if each.isdecimal() and len(each) < 10}
