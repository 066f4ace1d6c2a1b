"""Läget: are we moving in the direction the plan says?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from riktning.apps.followup.queries import latest_statuses, what_needs_attention
from riktning.apps.observations.figures import Judged
from riktning.apps.observations.queries import judged, verdict_counts
from riktning.apps.plans.queries import area_trees
from riktning.web.presenters.overview import area_cards, attention_groups
from riktning.web.views.reading import shown


def overview(request: HttpRequest) -> HttpResponse:
    """The areas with a sentence each, and what needs attention."""
    now = shown()
    if now.revision is None:
        return render(request, "overview.html", {"run": now.run, "revision": None})
    areas = area_trees(now.revision)
    measures = {area.slug: area.indicator_ids for area in areas}
    known = judged(now.run) if now.run else Judged("", {}, {})
    counts = verdict_counts(known.verdicts, measures) if now.run else {}
    statuses = latest_statuses(now.revision)
    attention = what_needs_attention(now.run, now.revision, areas, statuses, known)
    context = {
        "run": now.run,
        "revision": now.revision,
        "cards": area_cards(areas, counts, known.verdicts, statuses.areas, now.language),
        "attention": attention_groups(attention, now.language),
    }
    return render(request, "overview.html", context)
