"""Joint needs: which phase each is in, the board, and one of them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from riktning.apps.needs.facts import known
from riktning.apps.needs.models import Level, Need
from riktning.apps.needs.queries import ON_A_PAGE, Sought, board, find_need, phases
from riktning.apps.needs.steps import Standing, Step
from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.web.access import acting
from riktning.web.need_forms import (
    AgreeForm,
    DecisionForm,
    PlacingForm,
    ReportForm,
    area_choices,
)
from riktning.web.presenters import needs as present

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
    context = {"columns": present.columns(board(sought)), **_filters(sought)}
    return render(request, "needs/board.html", context)


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
        "facts": present.facts(need),
        "known": everything,
        "internal": internal,
        "fault": fault,
        "gate": present.gate(everything),
        "moves": present.moves(everything) if live or need.standing == Standing.REFUSED else (),
        "answers": present.answers(everything),
        "commission": present.commission_facts(everything),
        "spreads": present.spreads(everything),
        "mine": mine,
        "history": present.history(list(need.moves.all())),
        "in_position": live and need.step == Step.POSITION,
        "in_work": live and need.step in (Step.IMPLEMENTATION, Step.COMPLETED),
        "stage": live and stage,
        "live": live,
        "placing": PlacingForm(initial=shown, prefix="p"),
        "agreeing": AgreeForm(prefix="e"),
        "deciding": DecisionForm(prefix="b"),
        "reporting": ReportForm(initial={"kind": kind}, prefix="r"),
        **bound,
    }
    return render(request, "needs/need.html", context, status=status)


def _filters(sought: Sought) -> dict[str, Any]:
    return {
        "sought": sought,
        "areas": area_choices(),
        "levels": Level.choices,
        "step_choices": Step.choices,
    }
