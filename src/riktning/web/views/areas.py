"""One transformation area."""

from collections.abc import Mapping
from types import MappingProxyType

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from riktning.apps.followup.attention import AttentionKind
from riktning.apps.followup.contradictions import in_answers
from riktning.apps.followup.picture_words import picture_sentence, standing_sentence
from riktning.apps.followup.queries import (
    area_picture,
    latest_statuses,
    what_needs_attention,
)
from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.followup.unit_pictures import area_judged
from riktning.apps.observations.figures import IndicatorRow, Judged
from riktning.apps.observations.queries import (
    current_run,
    indicator_rows,
    indicators,
    verdict_counts,
)
from riktning.apps.organisation.rights import Action, may_read_drafts, may_somewhere
from riktning.apps.plans.models import Revision
from riktning.apps.plans.queries import area_tree, revision_with_area
from riktning.apps.plans.tree import AreaTree
from riktning.catalogue.model import Words
from riktning.web.access import acting
from riktning.web.marks import mark_of
from riktning.web.presenters import area as present
from riktning.web.presenters import listed
from riktning.web.presenters.overview import area_cards, attention_groups
from riktning.web.presenters.rows import MeasureRow, measure_rows
from riktning.web.presenters.start import TOLD_OTHERWISE, ToldOtherwise, told_in_answers
from riktning.web.table_files import table_file
from riktning.web.views.reading import Shown, reader_language, region_targets

_BY_UNIT = Words("Så går det i förvaltningarna", "How it goes in the administrations")
_TOLD_ON_TOP = (AttentionKind.CONTRADICTION, AttentionKind.UNFOLLOWED_GOAL)


def area(request: HttpRequest, slug: str) -> HttpResponse:
    """Goals by period, activities, indicators with their verdicts, and what people say."""
    now, revision, tree = _area(request, slug)
    wanted = tree.indicator_ids
    known, by_unit = area_judged(now.run, wanted) if now.run else (Judged("", {}, {}), ())
    rows = indicator_rows(now.run, indicator_ids=wanted, known=known) if now.run else ()
    names = {row.info.indicator_id: row.info.name.in_(now.language) for row in rows}
    said = {row.info.indicator_id: row.verdict for row in rows if row.verdict}
    statuses = latest_statuses(revision)
    counts = verdict_counts(known.verdicts, {slug: wanted}) if now.run else {}
    attention = [
        item
        for item in what_needs_attention(now.run, revision, (tree,), statuses, known)
        if item.area_slug == slug and item.kind in _TOLD_ON_TOP
    ]
    lines = present.lines(tree, names, statuses.lines)
    context = {
        "run": now.run,
        "revision": revision,
        "card": area_cards((tree,), counts, said, statuses.areas, now.language)[0],
        "picture": picture_sentence(area_picture(known, tree), now.language) if now.run else "",
        "by_unit": [(name, standing_sentence(found, now.language)) for name, found in by_unit],
        "by_unit_heading": _BY_UNIT.in_(now.language),
        "told_heading": TOLD_OTHERWISE.in_(now.language),
        "told_in_answers": _told_in_answers(request, slug, known, now.language),
        "contradictions": attention_groups(attention, now.language),
        "of_plan": mark_of(revision),
        "of_run": mark_of(now.run, now.revision),
        "matrix": SimpleLazyObject(lambda: present.matrix(tree)),
        "activities": SimpleLazyObject(lambda: present.activities(tree)),
        "rows": SimpleLazyObject(lambda: _measures(now, rows)),
        "measured": [line for line in lines if line.measures],
        "unmeasured": [line for line in lines if not line.measures],
    }
    return render(request, "area.html", context)


def _told_in_answers(
    request: HttpRequest, slug: str, known: Judged, language: str
) -> list[ToldOtherwise]:
    """What administrations last answered of the area against the data. Two queries for who may
    read answers, none for others."""
    actor = acting(request)
    if not may_somewhere(actor, Action.READ_INTERNAL):
        return []
    found = in_answers(actor, known.infos, area=slug)
    return told_in_answers(found, administrations(timezone.localdate()), language) if found else []


def measure_table(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """The measures of the area as the page lists them, as a file."""
    now, _revision, tree = _area(request, slug)
    rows = indicator_rows(now.run, indicator_ids=tree.indicator_ids) if now.run else ()
    areas = {row.info.indicator_id: ((slug, tree.name),) for row in rows}
    return table_file(
        ending,
        slug,
        listed.measure_headings(),
        listed.measure_rows_of(_measures(now, rows, areas)),
        synthetic=bool(now.run and now.run.synthetic),
    )


def plan_table(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """The goals, activities and indicators of the plan in the area, as a file."""
    now, revision, tree = _area(request, slug)
    known = indicators(now.run) if now.run else {}
    names = {key: info.name.in_(now.language) for key, info in known.items()}
    rows = listed.plan_rows(tree, names, latest_statuses(revision).lines)
    return table_file(ending, f"{slug}-{revision.plan.code}", listed.plan_headings(), rows)


def _area(request: HttpRequest, slug: str) -> tuple[Shown, Revision, AreaTree]:
    """The area in the revision that readers meet; not found where none has it."""
    revision = revision_with_area(slug, drafts=may_read_drafts(acting(request)))
    tree = area_tree(revision, slug) if revision else None
    if tree is None or revision is None:
        raise Http404
    return Shown(current_run(), revision, reader_language()), revision, tree


def _measures(
    now: Shown,
    rows: tuple[IndicatorRow, ...],
    areas: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType({}),
) -> tuple[MeasureRow, ...]:
    return measure_rows(
        rows,
        language=now.language,
        k=now.k,
        areas=areas,
        targets=region_targets(now),
        quality=now.run.quality if now.run else (),
    )
