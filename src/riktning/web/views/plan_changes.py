"""What changed between two revisions: the page and the Word document."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from riktning.apps.observations.models import Run
from riktning.apps.observations.queries import current_run, indicators
from riktning.apps.organisation.queries import units_on
from riktning.apps.plans.comparing import compared
from riktning.apps.plans.models import PlanKind, Revision
from riktning.apps.plans.queries import revisions_of
from riktning.documents.plans.changes_word import write_changes
from riktning.web.presenters.plan import state_words
from riktning.web.presenters.plan_changes import (
    area_cards,
    change_headings,
    change_rows,
    count_words,
)
from riktning.web.table_files import table_file

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def changes(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Added, removed, moved and reworded items, word by word, with periods and targets."""
    after, before, every = _two(request, plan, number)
    language, run = reading_language(), current_run()
    context: dict[str, object] = {
        "run": run,
        "revision": after,
        "state": state_words(after.state),
        "before": before,
        "others": [each for each in every if each.number != number],
    }
    if before is not None:
        found = compared(before, after)
        operational = after.plan.kind == PlanKind.OPERATIONAL
        context |= {
            "areas": area_cards(
                found,
                language,
                known_names(run, language),
                operational=operational,
                chosen=request.GET.get("omrade", ""),
            ),
            "counts": count_words(found, language),
            "unchanged": found.unchanged,
        }
    return render(request, "plan_changes.html", context)


def changes_file(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """The same as a Word document."""
    after, before, _every = _two(request, plan, number)
    if before is None:
        raise Http404
    found, language = compared(before, after), reading_language()

    def write(path: Path) -> None:
        write_changes(
            found,
            path,
            issued=timezone.localdate(),
            language=language,
            names=known_names(current_run(), language),
            operational=after.plan.kind == PlanKind.OPERATIONAL,
        )

    return word_file(write, f"{_('andringar')}-{plan}-{before.number}-{number}.docx")


def changes_table(request: HttpRequest, plan: str, number: int, ending: str) -> HttpResponseBase:
    """The same as CSV or Excel, a row for each item."""
    after, before, _every = _two(request, plan, number)
    if before is None:
        raise Http404
    language, operational = reading_language(), after.plan.kind == PlanKind.OPERATIONAL
    names = known_names(current_run(), language)
    rows = change_rows(compared(before, after), language, names, operational=operational)
    name = f"{_('andringar')}-{plan}-{before.number}-{number}"
    return table_file(ending, name, change_headings(), rows)


def word_file(write: Callable[[Path], None], name: str) -> HttpResponse:
    """A Word document made now, for the reader to keep."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.docx"
        write(path)
        response = HttpResponse(path.read_bytes(), content_type=WORD)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def reading_language() -> str:
    """The reader's language, as the words of plans know it."""
    return "en" if (get_language() or "sv").startswith("en") else "sv"


def known_names(run: Run | None, language: str) -> dict[str, str]:
    """Measures and units of the run by id. Two queries."""
    if run is None:
        return {}
    measures = {key: info.name.in_(language) for key, info in indicators(run).items()}
    return {**measures, **{key: unit.name for key, unit in units_on(run.as_of).items()}}


def _two(
    request: HttpRequest, plan: str, number: int
) -> tuple[Revision, Revision | None, list[Revision]]:
    """The revision, the one it is held against, and every one of the plan. One query."""
    every = revisions_of(plan)
    after = next((each for each in every if each.number == number), None)
    if after is None:
        raise Http404
    chosen = request.GET.get("mot", "")
    if not chosen:
        before = next((each for each in every if each.pk == after.predecessor_id), None)
        return after, before, every
    before = next((each for each in every if str(each.number) == chosen), None)
    if before is None:
        raise Http404
    return after, before, every
