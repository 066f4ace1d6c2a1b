"""Joint needs: which phase each is in, the board, and one of them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from riktning.apps.needs.facts import known
from riktning.apps.needs.introducing import (
    by_kind,
    introduced,
    introduced_by,
    introduced_by_each,
    may_be_introduced,
)
from riktning.apps.needs.models import Level, Need
from riktning.apps.needs.queries import (
    ON_A_PAGE,
    Sought,
    being_introduced,
    board,
    every,
    find_need,
    phases,
)
from riktning.apps.needs.steps import Standing, Step
from riktning.apps.organisation.queries import units_on
from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.web.access import acting
from riktning.web.need_forms import (
    AgreeForm,
    DecisionForm,
    PlacingForm,
    ReportForm,
    area_choices,
)
from riktning.web.presenters import need_results as results
from riktning.web.presenters import needs as present
from riktning.web.table_files import table_file
from riktning.web.views.reading import reader_language

STEPS = frozenset(Step.values)


def sought_in(request: HttpRequest) -> Sought:
    """What the address filters by; what is unknown filters nothing."""
    asked = request.GET
    level, step = asked.get("niva", ""), asked.get("steg", "")
    return Sought(
        area=asked.get("omrade", "")[:60],
        level=level if level in Level.values else "",
        step=step if step in STEPS else "",
        text=asked.get("sok", "").strip()[:100],
    )


def phase_list(request: HttpRequest) -> HttpResponse:
    """Open to everybody: which phase each need is in."""
    sought = sought_in(request)
    asked = request.GET.get("sida", "1")
    page = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    rows, total, counts = phases(sought, page)
    pages = Paginator(range(total), ON_A_PAGE)
    context = {
        "rows": [(need, present.phase(need)) for need in rows],
        "total": total,
        "counts": present.step_counts(counts),
        "page": page,
        "pages": pages.num_pages,
        **_filters(sought),
    }
    return render(request, "needs/phases.html", context)


def need_board(request: HttpRequest) -> HttpResponse:
    """The steps as columns: what is paused first, then what has stood longest."""
    sought = sought_in(request)
    found, done = board(sought), being_introduced(sought)
    uptake = _uptake_of([*(need for column in found for need in column.needs), *done])
    context = {
        "columns": present.columns(found, uptake),
        "done": present.cards(done, uptake),
        "address": request.GET.urlencode(),
        **_filters(sought),
    }
    return render(request, "needs/board.html", context)


def _uptake_of(needs: list[Need]) -> dict[int, tuple[str, ...]]:
    """How far each is introduced, in words. Two queries, one when nothing is introduced."""
    stands = introduced_by_each([need.pk for need in needs])
    if not stands:
        return {}
    return results.uptake_words(needs, stands, units_on(timezone.localdate()), reader_language())


def need_table(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Every need that the address chooses, as a file."""
    found = list(every(sought_in(request)))
    rows = results.need_cells(found, _uptake_of(found))
    return table_file(ending, _("behov"), results.need_headings(), rows)


def one_need(request: HttpRequest, number: int) -> HttpResponse:
    """A need: for everybody what it is and where it stands; for those at work all of it."""
    return need_page(request, found_need(number))


def found_need(number: int) -> Need:
    """The need, or the page that says there is none."""
    need = find_need(number)
    if need is None:
        raise Http404
    return need


def need_page(
    request: HttpRequest, need: Need, *, fault: str = "", status: int = 200, **bound: Any
) -> HttpResponse:
    """The page of a need; ``bound`` are forms that were sent and are shown again as typed."""
    actor = acting(request)
    internal = may_somewhere(actor, Action.READ_INTERNAL)
    everything = known(need)
    stage = need.step in (Step.POSITION, Step.COMPLETED)
    live = need.standing in (Standing.ACTIVE, Standing.PAUSED)
    mine = next((p for p in everything.placements if p.actor == actor.name), None)
    shown = {"importance": mine.importance, "urgency": mine.urgency} if mine else {}
    kind = "interim" if need.step == Step.IMPLEMENTATION else "final"
    context = {
        "need": need,
        "phase": present.phase(need),
        "steps": present.step_marks(need),
        "facts": present.facts(need, everything.commission),
        "known": everything,
        "decisions": [
            (each, dict(Step.choices).get(each.stage, "")) for each in everything.decisions
        ],
        "internal": internal,
        "fault": fault,
        "gate": present.gate(everything),
        "moves": present.moves(everything) if live or need.standing == Standing.REFUSED else (),
        "answers": present.answers(everything),
        "commission": present.commission_facts(everything),
        "spreads": present.spreads(everything),
        "mine": mine,
        "history": present.history(everything.moves),
        "in_position": live and need.step == Step.POSITION,
        "in_work": live and need.step in (Step.IMPLEMENTATION, Step.COMPLETED),
        "stage": live and stage,
        "live": live,
        **_uptake(need),
        "placing": PlacingForm(initial=shown, prefix="p"),
        "agreeing": AgreeForm(prefix="e"),
        "deciding": DecisionForm(prefix="b"),
        "reporting": ReportForm(initial={"kind": kind}, prefix="r"),
        **bound,
    }
    return render(request, "needs/need.html", context, status=status)


def _uptake(need: Need) -> dict[str, Any]:
    """How far the result is introduced; nothing before there is a result. Two queries at most."""
    if not may_be_introduced(need):
        return {}
    today, language = timezone.localdate(), reader_language()
    stands = introduced_by(need)
    found = introduced(need, stands, by_kind(units_on(today).values())) if stands else None
    return {
        "begun": True,
        "uptake": results.spread_rows(found, language) if found else (),
        "told": results.lead(found, language) if found else "",
        "pictures": results.share_pictures(found, today, language) if found else None,
    }


def _filters(sought: Sought) -> dict[str, Any]:
    return {
        "sought": sought,
        "areas": area_choices(),
        "levels": Level.choices,
        "step_choices": Step.choices,
    }
