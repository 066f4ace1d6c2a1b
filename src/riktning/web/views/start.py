"""The start page of somebody with a role: what waits, what contradicts, what has changed."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from riktning.apps.followup.contradictions import in_answers, in_plan
from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.followup.rounds.queries import owed
from riktning.apps.governance.items import items_owed
from riktning.apps.meetings.queries import owed_positions
from riktning.apps.observations.figures import Judged
from riktning.apps.observations.queries import current_run, judged
from riktning.apps.organisation.rights import Action, may_somewhere
from riktning.apps.organisation.visits import not_too_long_ago, since
from riktning.apps.plans.models import Area, Revision, State
from riktning.apps.plans.queries import FIRST_MET
from riktning.web.access import acting, without_second_factor
from riktning.web.presenters import start as present
from riktning.web.presenters.items import item_rows
from riktning.web.presenters.positions import answering, position_rows
from riktning.web.presenters.rounds import owed_rows
from riktning.web.presenters.trail import trail_rows
from riktning.web.sign_in_trail import visit_before
from riktning.web.views.reading import reader_language

ASKED = "asked"  # how many questions of a revision nobody has answered
MOST_EVENTS, MOST_NEWS, MOST_TOLD = 60, 12, 12


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Where one lands after signing in; somebody without a role meets what is published."""
    actor, language = acting(request), reader_language()
    if not may_somewhere(actor, Action.READ_INTERNAL):
        return HttpResponseRedirect(reverse("web:account"))
    if missing := without_second_factor(request):
        return missing
    run, today = current_run(), timezone.localdate()
    met, asked = _revisions()
    units = administrations(today)
    mine, areas = present.units_of(actor), present.areas_of(actor)
    whole = present.follows_all(actor)
    known = judged(run) if run else Judged("", {}, {})
    told = in_plan(met[0], known) if met and whole else ()
    answers = in_answers(actor, known.infos, () if whole else mine)
    before = not_too_long_ago(visit_before(request))
    events = since(before, but_not=actor.name, most=MOST_EVENTS)
    context = {
        "run": run,
        "owed": owed_rows(owed(actor), units, today),
        "items": item_rows(items_owed(actor, today), units, today),
        "positions": position_rows(owed_positions(answering(actor), today), units, today),
        "waiting": present.waiting_questions(actor, asked),
        "told_in_plan": present.told_in_plan(told, areas, language)[:MOST_TOLD],
        "told_in_answers": present.told_in_answers(answers, units, language)[:MOST_TOLD],
        "left_out": max(0, len(answers) - MOST_TOLD),
        "doors": present.doors(actor, units, _names(areas)),
        "before": before,
        "news": present.told_once(
            trail_rows(events, actor, units=units, plans={r.plan.code: r.plan.name for r in met}),
            MOST_NEWS,
        ),
    }
    return render(request, "start.html", context)


def _revisions() -> tuple[list[Revision], list[tuple[Revision, int]]]:
    """The revision that readers meet first of each plan, the shown plan's first, and the drafts
    with how many of their questions nobody has answered. One query.
    """
    order = [state.value for state in FIRST_MET]
    rows = Revision.objects.select_related("plan").annotate(
        **{ASKED: Count("questions", filter=Q(questions__answer=""))}
    )
    every = sorted(rows, key=lambda r: (order.index(r.state), r.plan_id, -r.number))
    met: dict[int, Revision] = {}
    for revision in every:
        met.setdefault(revision.plan_id, revision)
    drafts = [(r, getattr(r, ASKED)) for r in every if r.state == State.DRAFT]
    return list(met.values()), drafts


def _names(slugs: tuple[str, ...]) -> dict[str, str]:
    """One query, none where somebody leads no area of their own."""
    if not slugs:
        return {}
    return dict(Area.objects.filter(slug__in=slugs).values_list("slug", "name"))
