"""What a need is to change in the plans, and what the figures say of it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from riktning.apps.needs.aims import AimedAt, aimed_at, choices
from riktning.apps.needs.effects import introduction_effects
from riktning.apps.needs.errors import NeedError
from riktning.apps.needs.introducing import aims_of, introduced_by, link_need
from riktning.apps.needs.models import Need
from riktning.apps.observations.queries import indicator_rows, indicators
from riktning.apps.organisation.queries import units_on
from riktning.apps.organisation.rights import may_read_drafts
from riktning.apps.plans.estates import met_revisions
from riktning.apps.plans.models import Item, Revision, State
from riktning.web.access import acting
from riktning.web.presenters import effects as present_effects
from riktning.web.presenters.rows import MeasureRow, measure_rows
from riktning.web.refusals import told_of
from riktning.web.views.needs import found_need
from riktning.web.views.reading import Shown, region_targets, shown


@dataclass(frozen=True, slots=True)
class MeasureEffect:
    """A measure and what the introduction did to it."""

    indicator_id: str
    name: str
    effect: present_effects.Effect


def effect(request: HttpRequest, number: int) -> HttpResponse:
    """The goals and indicators with their verdicts, and the effect where units differ in time."""
    need, now = found_need(number), shown()
    aims = aimed_at(aims_of(need), drafts=may_read_drafts(acting(request)))
    wanted = list(dict.fromkeys(key for aim in aims for key in aim.measures))
    context = {
        "run": now.run,
        "need": need,
        "aims": aims,
        "unmeasured": [aim for aim in aims if not aim.measures],
        "rows": _rows(now, wanted),
        "effects": _effects(now, need, aims),
    }
    return render(request, "needs/effect.html", context)


def _rows(now: Shown, wanted: list[str]) -> tuple[MeasureRow, ...]:
    if now.run is None or not wanted:
        return ()
    return measure_rows(
        indicator_rows(now.run, indicator_ids=wanted),
        language=now.language,
        k=now.k,
        areas={},
        targets=region_targets(now),
        quality=now.run.quality,
    )


def _effects(now: Shown, need: Need, aims: tuple[AimedAt, ...]) -> list[MeasureEffect]:
    """Nothing until some unit has introduced the result."""
    stands = introduced_by(need)
    if now.run is None or not aims or not any(taken.spells for taken in stands.values()):
        return []
    wanted = {key for aim in aims for key in aim.measures}
    infos = {key: info for key, info in indicators(now.run).items() if key in wanted}
    units = units_on(now.run.as_of)
    names = {unit_id: unit.name for unit_id, unit in units.items()}
    found = introduction_effects(now.run, infos, need.title, stands, units)
    return [
        MeasureEffect(
            each.indicator_id,
            infos[each.indicator_id].name.in_(now.language),
            present_effects.effects([each], infos[each.indicator_id], names, now.language).items[0],
        )
        for each in found
    ]


def links(request: HttpRequest, number: int) -> HttpResponse:
    """Choose among the goals and indicators of a plan what the need is to change."""
    need, revisions = found_need(number), met_revisions()
    if not may_read_drafts(acting(request)):
        revisions = [each for each in revisions if each.state != State.DRAFT]
    revision = _chosen(request, revisions)
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


def _chosen(request: HttpRequest, revisions: list[Revision]) -> Revision | None:
    code = request.POST.get("plan") or request.GET.get("plan", "")
    if code:
        found = next((each for each in revisions if each.plan.code == code), None)
        if found is None:
            raise Http404
        return found
    first = shown().revision
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
