"""Plans and their revisions."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from riktning.apps.observations.queries import current_run, indicators
from riktning.apps.organisation.queries import units_on
from riktning.apps.organisation.rights import may_read_drafts
from riktning.apps.plans.models import PlanKind
from riktning.apps.plans.queries import all_plans, area_trees, find_revision, targets_in
from riktning.apps.plans.responsibility import responsible_on
from riktning.apps.plans.snapshots import decision_words
from riktning.apps.plans.tree import AreaTree
from riktning.apps.plans.visibility import without_work_in_progress
from riktning.web.access import acting
from riktning.web.marks import mark_of
from riktning.web.presenters import area as present_area
from riktning.web.presenters.plan import kind_words, responsible_words, state_words, target_words

SHOWN = 1000  # activities on one page: the plans of a region in print have some hundred


def plan_list(request: HttpRequest) -> HttpResponse:
    """Every plan with its revisions and where each stands."""
    every = all_plans()
    plans = [
        (
            plan,
            kind_words(plan.kind),
            [(revision, state_words(revision.state)) for revision in plan.revisions],
        )
        for plan in (every if may_read_drafts(acting(request)) else without_work_in_progress(every))
    ]
    return render(request, "plans.html", {"plans": plans})


def revision(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """One revision: its areas, what the reader of the document could not decide, its targets."""
    found = find_revision(plan, number)
    if found is None:
        raise Http404
    trees, run = area_trees(found), current_run()
    infos = indicators(run) if run else {}
    units = units_on(run.as_of) if run else {}
    language = get_language() or "sv"
    names = {key: info.name.in_(language) for key, info in infos.items()}
    targets = [
        (
            indicator_id,
            names.get(indicator_id, indicator_id),
            target_words(
                target,
                infos.get(indicator_id),
                units[target.unit_id].name
                if target.unit_id in units
                else target.unit_id or _("regionen"),
                language,
            ),
        )
        for indicator_id, target in targets_in(trees)
    ]
    roles = responsible_on(found, timezone.localdate())
    said = {tree.item: responsible_words(roles.get(tree.item, ())) for tree in trees}
    read = _read_whole(trees, request.GET.get("omrade", ""))
    context = {
        "run": run,
        "revision": found,
        "decision": decision_words(found),
        "state": state_words(found.state),
        "kind": kind_words(found.plan.kind),
        "operational": found.plan.kind == PlanKind.OPERATIONAL,
        "mark": mark_of(found),
        "shown": (tuple(sorted(read)), tuple(said.items())),
        "areas": SimpleLazyObject(
            lambda: [
                (
                    tree,
                    present_area.matrix(tree),
                    present_area.activities(tree) if tree.slug in read else (),
                    said[tree.item],
                )
                for tree in trees
            ]
        ),
        "names": names,
        "targets": targets,
        "questions": list(found.questions.all()),
    }
    return render(request, "revision.html", context)


def _read_whole(trees: Sequence[AreaTree], asked: str) -> frozenset[str]:
    """The areas whose activities are on the page: all, or one at a time where there are many."""
    names = [tree.slug for tree in trees]
    if sum(len(tree.activities) for tree in trees) <= SHOWN:
        return frozenset(names)
    return frozenset([asked] if asked in names else names[:1])
