"""Search over all that the reader may see; what is looked for stands in the address."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.followup.search.finding import Hit, find
from riktning.apps.followup.search.sources import Found
from riktning.apps.followup.search.words import words_of
from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import current_run, indicators
from riktning.apps.organisation.queries import units_on
from riktning.apps.organisation.rights import may_read_drafts
from riktning.apps.plans.estates import met_revisions
from riktning.apps.plans.models import Area, Revision
from riktning.web.access import acting
from riktning.web.findable import found_elsewhere
from riktning.web.presenters import search as present
from riktning.web.presenters.search import IN_AREAS, AreaName, FoundGroup, Names
from riktning.web.table_files import table_file
from riktning.web.views.plan_changes import reading_language

LONGEST = 200


def search(request: HttpRequest) -> HttpResponse:
    """What has all the words, or words that begin so: a few of each kind, or many of one."""
    text, words, only = _sought(request)
    context: dict[str, object] = {"sought": text, "words": words}
    if words:
        run = current_run()
        groups, said = _found(request, words, run, only)
        kinds = present.headings()
        context |= {"run": run, "groups": groups, "said": said, "only": kinds[only] if only else ""}
        context["address"] = request.GET.urlencode()
    return render(request, "search.html", context)


def search_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The same as CSV or Excel."""
    _text, words, only = _sought(request)
    groups = _found(request, words, current_run(), only)[0] if words else ()
    site = f"{request.scheme}://{request.get_host()}"
    rows = present.file_rows(groups, site)
    return table_file(ending, _("träffar"), present.file_headings(), rows)


def _sought(request: HttpRequest) -> tuple[str, tuple[str, ...], Found | None]:
    """What the address looks for: the text, its words, and one kind alone if it is named."""
    text, kind = request.GET.get("sok", "").strip()[:LONGEST], request.GET.get("slag", "")
    only = Found(kind) if kind in {each.value for each in Found} else None
    return text, words_of(text), only


def _found(
    request: HttpRequest, words: Sequence[str], run: Run | None, only: Found | None
) -> tuple[tuple[FoundGroup, ...], str]:
    today, actor = timezone.localdate(), acting(request)
    revisions = met_revisions(drafts=may_read_drafts(actor))
    hits = find(
        words,
        revisions=revisions,
        run=run,
        day=today,
        actor=actor,
        others=found_elsewhere(actor),
        only=only,
    )
    measured = run is not None and any(hit.kind is Found.MEASURE for hit in hits)
    names = Names(
        areas=_areas(revisions) if any(_in_area(hit) for hit in hits) else {},
        plans={str(each.plan_id): f"/planen/{each.plan.code}/{each.number}/" for each in revisions},
        measures={key: info.name.in_(reading_language()) for key, info in indicators(run).items()}
        if run is not None and measured
        else {},
        units={key: unit.name for key, unit in units_on(today).items()} if hits else {},
    )
    return present.found_groups(hits, words, names, alone=only is not None)


def _in_area(hit: Hit) -> bool:
    return hit.kind in IN_AREAS


def _areas(revisions: list[Revision]) -> dict[str, AreaName]:
    """The areas, by key. One query."""
    found = Area.objects.filter(revision__in=revisions)
    rows = found.values_list("pk", "slug", "name", "revision__plan__code", "revision__plan__name")
    return {str(key): AreaName(*said) for key, *said in rows}
