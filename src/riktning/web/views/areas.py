"""One transformation area."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from riktning.apps.followup.attention import AttentionKind
from riktning.apps.followup.picture_words import picture_sentence
from riktning.apps.followup.queries import (
    area_picture,
    latest_statuses,
    what_needs_attention,
)
from riktning.apps.observations.queries import indicator_rows, verdict_counts
from riktning.apps.plans.queries import area_trees, revision_with_area
from riktning.web.presenters import area as present
from riktning.web.presenters.overview import area_cards, attention_groups
from riktning.web.presenters.rows import measure_rows
from riktning.web.views.reading import region_targets, shown

_TOLD_ON_TOP = (AttentionKind.CONTRADICTION, AttentionKind.UNFOLLOWED_GOAL)


def area(request: HttpRequest, slug: str) -> HttpResponse:
    """Goals by period, activities, indicators with their verdicts, and what people say."""
    now = shown()
    trees = area_trees(now.revision) if now.revision else ()
    if slug not in {each.slug for each in trees}:
        now = replace(now, revision=revision_with_area(slug))
        trees = area_trees(now.revision) if now.revision else ()
    tree = next((each for each in trees if each.slug == slug), None)
    if tree is None or now.revision is None:
        raise Http404
    rows = indicator_rows(now.run, indicator_ids=tree.indicator_ids) if now.run else ()
    names = {row.info.indicator_id: row.info.name.in_(now.language) for row in rows}
    said = {row.info.indicator_id: row.verdict for row in rows if row.verdict}
    statuses = latest_statuses(now.revision)
    counts = verdict_counts(now.run, {slug: tree.indicator_ids}) if now.run else {}
    attention = [
        item
        for item in what_needs_attention(now.run, now.revision, trees, statuses)
        if item.area_slug == slug and item.kind in _TOLD_ON_TOP
    ]
    lines = present.lines(tree, names, statuses.lines)
    context = {
        "run": now.run,
        "revision": now.revision,
        "card": area_cards((tree,), counts, said, statuses.areas, now.language)[0],
        "picture": picture_sentence(area_picture(now.run, tree), now.language) if now.run else "",
        "contradictions": attention_groups(attention, now.language),
        "matrix": present.matrix(tree),
        "activities": present.activities(tree),
        "rows": measure_rows(
            rows, language=now.language, k=now.k, areas={}, targets=region_targets(now)
        ),
        "measured": [line for line in lines if line.measures],
        "unmeasured": [line for line in lines if not line.measures],
    }
    return render(request, "area.html", context)
