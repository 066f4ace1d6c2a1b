"""Search over all that the reader may see; what is looked for stands in the address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from riktning.apps.followup.search.finding import Hit, Rows, at, find, words_of
from riktning.apps.followup.search.sources import Found
from riktning.apps.needs.finding import needs_to_find
from riktning.apps.needs.models import Commission
from riktning.apps.observations.queries import current_run, indicators
from riktning.apps.organisation.queries import units_on
from riktning.apps.organisation.rights import Action, Actor, may_somewhere
from riktning.apps.plans.estates import met_revisions
from riktning.apps.plans.models import Area, Revision
from riktning.web.access import acting
from riktning.web.presenters.search import IN_AREAS, AreaName, Names, found_groups
from riktning.web.views.plan_changes import reading_language

LONGEST = 200


def search(request: HttpRequest) -> HttpResponse:
    """What has all the words, or words that begin so."""
    text = request.GET.get("sok", "").strip()[:LONGEST]
    words = words_of(text)
    context: dict[str, object] = {"sought": text, "words": words}
    if words:
        revisions, run, today = met_revisions(), current_run(), timezone.localdate()
        context["run"] = run
        actor = acting(request)
        hits = find(
            words, revisions=revisions, run=run, day=today, actor=actor, others=_needs(actor)
        )
        names = Names(
            areas=_areas(revisions) if any(_in_area(hit) for hit in hits) else {},
            plans={
                str(each.plan_id): f"/planen/{each.plan.code}/{each.number}/" for each in revisions
            },
            measures={
                key: info.name.in_(reading_language()) for key, info in indicators(run).items()
            }
            if run and any(hit.kind is Found.MEASURE for hit in hits)
            else {},
            units={key: unit.name for key, unit in units_on(today).items()} if hits else {},
        )
        context["groups"], context["said"] = found_groups(hits, words, names)
    return render(request, "search.html", context)


def _needs(actor: Actor) -> Rows:
    """What follow-up does not know of, with where each is read."""
    found = {Found.NEED: at(needs_to_find(actor), "pk")}
    if may_somewhere(actor, Action.READ_INTERNAL):
        found[Found.COMMISSION] = at(Commission.objects.all(), "need_id", "need__title")
    return found


def _in_area(hit: Hit) -> bool:
    return hit.kind in IN_AREAS


def _areas(revisions: list[Revision]) -> dict[str, AreaName]:
    """The areas, by key. One query."""
    found = Area.objects.filter(revision__in=revisions)
    rows = found.values_list("pk", "slug", "name", "revision__plan__code", "revision__plan__name")
    return {str(key): AreaName(*said) for key, *said in rows}
