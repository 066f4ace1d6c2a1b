"""A revision seen whole: strategy map, timeline of activities, annual wheel."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from riktning.apps.followup.rounds.opening import administrations
from riktning.apps.organisation.rights import Action
from riktning.apps.plans.models import Revision
from riktning.apps.plans.permissions import may_in
from riktning.apps.plans.queries import find_revision
from riktning.apps.plans.remembering import remembered
from riktning.apps.plans.responsibility import responsible_on
from riktning.apps.plans.serving import links_on
from riktning.apps.plans.snapshots import snapshot
from riktning.apps.plans.yearly import year_events
from riktning.documents.plans.strategy_map import headings, strategy_map
from riktning.documents.plans.timeline import timeline
from riktning.documents.plans.wheel import YearEvent, wheel_svg
from riktning.web.access import acting
from riktning.web.marks import mark_of
from riktning.web.presenters.plan_maps import BarArea, chosen_period, timeline_areas
from riktning.web.views.plan_changes import reading_language

SHOWN = 300  # activities on one page


def strategy(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """The areas with the goals of one period, who answers for them and what serves them."""
    revision, today = _found(plan, number), _today()
    text = snapshot(revision)
    every = headings(text)
    period = chosen_period(request.GET.get("period", ""), every, today.year)
    roles = {
        item: tuple(one.role for one in found)
        for item, found in responsible_on(revision, today).items()
    }
    context = {
        "revision": revision,
        "periods": every,
        "period": period,
        "areas": strategy_map(text, period, links_on(today), roles),
    }
    return render(request, "plan_map.html", context)


def activities(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Activities along the years, area by area; one area at a time where there are many."""
    revision = _found(plan, number)
    years, areas = _bars(revision, reading_language())
    many = sum(len(area.rows) for area in areas) > SHOWN
    asked = request.GET.get("omrade", "")
    chosen = next((area for area in areas if area.name == asked), areas[0] if areas else None)
    context = {
        "revision": revision,
        "years": years,
        "mark": mark_of(revision),
        "names": [area.name for area in areas] if many else [],
        "chosen": chosen.name if chosen else "",
        "areas": [chosen] if many else areas,
        "this_year": _today().year,
    }
    return render(request, "plan_timeline.html", context)


def bars_of(plan: str, number: int) -> tuple[tuple[int, ...], tuple[BarArea, ...]]:
    """The years of a revision's activities, and the activities area by area."""
    years, areas = _bars(_found(plan, number), reading_language())
    return years, areas


@remembered
def _bars(revision: Revision, _language: str) -> tuple[tuple[int, ...], tuple[BarArea, ...]]:
    """In the words of the reader's language, which is the one named."""
    found = timeline(snapshot(revision))
    return found.years, timeline_areas(found)


def wheel(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """What is done in each month of the year."""
    revision, today, language = _found(plan, number), _today(), reading_language()
    events = events_of(revision)
    label = _("Årshjul för %(plan)s") % {"plan": revision.plan.name}
    months = [
        (
            month,
            MONTHS[month],
            [event for event in events if event.month == month],
        )
        for month in range(1, 13)
    ]
    context = {
        "revision": revision,
        "year": today.year,
        "wheel": wheel_svg(events, language, label=label, now=today.month),
        "months": months,
        "any": bool(events),
        "may": may_in(acting(request), Action.ADD_YEARLY_TASK, revision.plan),
    }
    return render(request, "plan_wheel.html", context)


def events_of(revision: Revision) -> tuple[YearEvent, ...]:
    """What is done this year, in the reader's language."""
    words = (
        _("Beslut om revidering {number}: {decision}"),
        _("Målvärde ska vara nått: {text}, {value}"),
    )
    mark = "," if reading_language() == "sv" else "."
    units = administrations(_today())
    return year_events(revision, _today().year, words, mark=mark, units=units)


def _found(plan: str, number: int) -> Revision:
    revision = find_revision(plan, number)
    if revision is None:
        raise Http404
    return revision


def _today() -> date:
    return timezone.localdate()
