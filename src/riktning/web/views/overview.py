"""Läget: are we moving in the direction the plan says?"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from riktning.apps.followup.attention import Attention
from riktning.apps.followup.queries import Statuses, latest_statuses, what_needs_attention
from riktning.apps.observations.figures import Counts, Judged
from riktning.apps.observations.queries import judged, verdict_counts
from riktning.apps.plans.models import Revision
from riktning.apps.plans.queries import area_trees
from riktning.apps.plans.tree import AreaTree
from riktning.web.presenters import listed
from riktning.web.presenters.overview import area_cards, attention_groups
from riktning.web.table_files import table_file
from riktning.web.views.reading import Shown, shown


@dataclass(frozen=True, slots=True)
class _Standing:
    """The areas of the plan and what people and data say of them."""

    areas: tuple[AreaTree, ...]
    known: Judged
    counts: dict[str, Counts]
    statuses: Statuses
    attention: tuple[Attention, ...]


def overview(request: HttpRequest) -> HttpResponse:
    """The areas with a sentence each, and what needs attention."""
    now = shown(request)
    if now.revision is None:
        return render(request, "overview.html", {"run": now.run, "revision": None})
    found = _standing(now, now.revision)
    context = {
        "run": now.run,
        "revision": now.revision,
        "cards": area_cards(
            found.areas, found.counts, found.known.verdicts, found.statuses.areas, now.language
        ),
        "attention": attention_groups(found.attention, now.language),
    }
    return render(request, "overview.html", context)


def areas_table(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The areas with their counts of verdicts, as a file."""
    now, found = _whole(request)
    rows = listed.area_rows(
        found.areas, found.counts, found.known.verdicts, found.statuses.areas, now.language
    )
    return table_file(
        ending,
        _("områden"),
        listed.area_headings(now.language),
        rows,
        synthetic=bool(now.run and now.run.synthetic),
    )


def attention_table(request: HttpRequest, ending: str) -> HttpResponseBase:
    """All that needs attention, as a file."""
    now, found = _whole(request)
    rows = listed.attention_rows(found.attention, now.language)
    return table_file(
        ending,
        _("behöver uppmärksamhet"),
        listed.attention_headings(),
        rows,
        synthetic=bool(now.run and now.run.synthetic),
    )


def _whole(request: HttpRequest) -> tuple[Shown, _Standing]:
    """What is shown; not found where no plan is."""
    now = shown(request)
    if now.revision is None:
        raise Http404
    return now, _standing(now, now.revision)


def _standing(now: Shown, revision: Revision) -> _Standing:
    areas = area_trees(revision)
    known = judged(now.run) if now.run else Judged("", {}, {})
    measures = {area.slug: area.indicator_ids for area in areas}
    statuses = latest_statuses(revision)
    return _Standing(
        areas=areas,
        known=known,
        counts=verdict_counts(known.verdicts, measures) if now.run else {},
        statuses=statuses,
        attention=what_needs_attention(now.run, revision, areas, statuses, known),
    )
