"""The steering picture: two plans side by side, as a page and as Word."""

from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from riktning.apps.organisation.rights import may_read_drafts
from riktning.apps.plans.estates import met_revisions
from riktning.apps.plans.models import PlanKind, Revision
from riktning.apps.plans.serving import links_on
from riktning.apps.plans.snapshots import snapshots
from riktning.documents.plans.picture import Picture, steering_picture
from riktning.documents.plans.picture_word import write_picture
from riktning.documents.plans.picture_words import WORDS, brief
from riktning.web.access import acting
from riktning.web.presenters.plan_picture import picture_rows
from riktning.web.views.plan_changes import reading_language, word_file

# What is served comes first in these kinds, what serves in those.
SERVED = (PlanKind.IMPLEMENTATION, PlanKind.STRATEGY, PlanKind.COUNTY_WIDE)
SERVING = (PlanKind.OPERATIONAL, PlanKind.LOCAL)


def picture(request: HttpRequest) -> HttpResponse:
    """Which milestone serves which goal, with gaps and overlaps marked."""
    every = met_revisions(drafts=may_read_drafts(acting(request)))
    served, serving = _chosen(request, every)
    language = reading_language()
    context: dict[str, Any] = {
        "plans": [(r.plan.code, r.plan.name) for r in every],
        "served": served.plan.code if served else "",
        "serving": serving.plan.code if serving else "",
    }
    if served and serving:
        found = _picture(served, serving)
        context |= {
            "picture": found,
            "words": WORDS[language],
            "brief": brief(found, language),
            "rows": picture_rows(found, language),
        }
    return render(request, "plan_picture.html", context)


def picture_file(request: HttpRequest) -> HttpResponse:
    """The same as one Word document."""
    served, serving = _chosen(request, met_revisions(drafts=may_read_drafts(acting(request))))
    if served is None or serving is None:
        raise Http404
    found, language = _picture(served, serving), reading_language()

    def write(path: Path) -> None:
        write_picture(found, path, issued=timezone.localdate(), language=language)

    stem = WORDS[language].title.lower().replace(" ", "-")
    return word_file(write, f"{stem}-{served.plan.code}-{serving.plan.code}.docx")


def _picture(served: Revision, serving: Revision) -> Picture:
    texts = snapshots([served, serving])
    return steering_picture(texts[0], texts[1], links_on(timezone.localdate()))


def _chosen(request: HttpRequest, every: list[Revision]) -> tuple[Revision | None, Revision | None]:
    """The two plans that the address names; otherwise the first that fits each place."""
    by_code = {revision.plan.code: revision for revision in every}
    found: list[Revision | None] = []
    for name, kinds in (("tjanas", SERVED), ("tjanar", SERVING)):
        code = request.GET.get(name, "")
        if code and code not in by_code:
            raise Http404
        fitting = (r for kind in kinds for r in every if r.plan.kind == kind)
        found.append(by_code.get(code) or next(fitting, None))
    served, serving = found
    return served, serving if serving is not served else None
